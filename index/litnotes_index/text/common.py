"""Which short titles are also everyday phrases: "Attention" is one, "Pointer Networks" is not.

The words are those of the abstracts of 15,000 papers (ACL Anthology and arXiv), the commonest
first; `tests/bench/common_words.py` counted them.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from math import log

_WORD = re.compile(r"[^\W_]+")
_INSIDE = re.compile(r"\w[A-Z]|\d")
_TELLING_WORDS = 3
# Two words make an everyday phrase ("deep learning") where each is among this many.
_EVERYDAY = 1_500
# A word of rank r stands in about _OFTEN / (1 + r / 4) of all titles; so many titles of others
# count beside those of the library.
_OFTEN = 0.3
_ELSEWHERE = 2_000
_NUMBER_RANK = 1_000
_RARE_RANK = 12_000


def is_telling(title: str, written: str) -> bool:
    """Return whether a normalised title can hardly stand in a text and not be meant.

    `written` is how it stands there. Three words do; of two, one must be rare, or uncommon and both
    begin with a capital; one must be rare and begin with a capital, or have one inside, or a digit.
    """
    parts = title.split()
    if len(parts) >= _TELLING_WORDS:
        return True
    known = _ranks()
    is_rare = any(word not in known and not word.isdigit() for word in parts)
    if len(parts) == 2 and is_rare:
        return True
    if not is_rare and (len(parts) == 1 or all(known.get(w, 0) < _EVERYDAY for w in parts)):
        return False
    words = [word for word in _WORD.findall(written) if word[0].isalpha()]
    cased = all(word[0].isupper() for word in words)
    return cased or (len(parts) == 1 and _INSIDE.search(written) is not None)


def weight(word: str, count: int, total: int) -> float:
    """Return how much a word tells (1 to 10), which stands in `count` of `total` titles.

    A small library says little of that, so its count is beside what is known of other texts.
    """
    rank = _NUMBER_RANK if word.isdigit() else _ranks().get(word, _RARE_RANK)
    elsewhere = _OFTEN / (1 + rank / 4)
    share = (count + _ELSEWHERE * elsewhere) / (total + _ELSEWHERE)
    return min(10.0, -log(share))


def is_common(word: str) -> bool:
    """Return whether a folded word is in everyone's texts; a number counts as one."""
    return word.isdigit() or word in _ranks()


def begins_common(start: str) -> bool:
    """Return whether a common word begins with these letters, so that it may be being typed."""
    listed = _in_order()
    place = bisect_left(listed, start)
    return place < len(listed) and listed[place].startswith(start)


@lru_cache(maxsize=1)
def _in_order() -> Sequence[str]:
    return sorted(_ranks())


@lru_cache(maxsize=1)
def _ranks() -> Mapping[str, int]:
    listed = files("litnotes_index.text").joinpath("common_words.txt").read_text("ascii").split()
    return {word: rank for rank, word in enumerate(listed)}
