"""Which short titles are also everyday phrases: "Attention" is one, "Pointer Networks" is not.

The words are those of the abstracts of 15,000 papers (ACL Anthology and arXiv), the commonest
first; `tests/bench/common_words.py` counted them.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

_TELLING_WORDS = 3
# Two words make an everyday phrase ("deep learning") where each is among this many.
_EVERYDAY = 1_500


def is_telling(title: str) -> bool:
    """Return whether a normalised title can hardly stand in a text and not be meant."""
    parts = title.split()
    if len(parts) >= _TELLING_WORDS:
        return True
    known = _ranks()
    if len(parts) == 1:
        return parts[0] not in known and not parts[0].isdigit()
    return any(known.get(word, _EVERYDAY) >= _EVERYDAY for word in parts)


@lru_cache(maxsize=1)
def _ranks() -> Mapping[str, int]:
    listed = files("litnotes_index.text").joinpath("common_words.txt").read_text("ascii").split()
    return {word: rank for rank, word in enumerate(listed)}
