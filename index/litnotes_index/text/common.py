"""Which short titles are also everyday phrases: "Attention" is one, "Pointer Networks" is not.

The words are those of the abstracts of 15,000 papers (ACL Anthology and arXiv), the commonest
first; `tests/bench/common_words.py` counted them.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+")
_INSIDE = re.compile(r"\w[A-Z]|\d")
_TELLING_WORDS = 3
# Two words make an everyday phrase ("deep learning") where each is among this many.
_EVERYDAY = 1_500


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


@lru_cache(maxsize=1)
def _ranks() -> Mapping[str, int]:
    listed = files("litnotes_index.text").joinpath("common_words.txt").read_text("ascii").split()
    return {word: rank for rank, word in enumerate(listed)}
