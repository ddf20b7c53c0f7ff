"""How often ordinary prose says what the beginning of a title says too: "deep learning m…".

Counted in the abstracts of 15,000 papers (ACL Anthology and arXiv) by
`tests/bench/common_words.py`; what stands in fewer than one of a thousand is left out.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

STARTS = "common_starts.txt"
# The counts in the file are of so many texts.
OF = 10_000


def share_of_prose(first: str, second: str, letter: str) -> float:
    """Return the share of texts in which two folded words and a word with this letter follow.

    It is 0 where that is rare.
    """
    return _starts().get(f"{first} {second} {letter}", 0) / OF


@lru_cache(maxsize=1)
def _starts() -> Mapping[str, int]:
    """The counts, by words and letter; a line is two words, and each letter with its count."""
    counts: dict[str, int] = {}
    listed = files("litnotes_index.text").joinpath(STARTS).read_text("ascii")
    for line in listed.splitlines():
        first, second, *letters = line.split()
        counts.update((f"{first} {second} {part[0]}", int(part[1:])) for part in letters)
    return counts
