"""Whether running text that ends at the cursor is likely the beginning of a title.

The longer a text agrees with a title, the likelier that is meant; how much it takes depends on
how often prose says the same without meaning any paper.
"""

import re
from collections.abc import Sequence
from math import ceil

from litnotes_index.text import Token
from litnotes_index.text.common import begins_common, is_common, is_telling
from litnotes_index.text.prose import share_of_prose
from litnotes_index.titles import Titles

# Three words wait for a fourth where prose says them this many times as often, by the share of
# texts, as titles begin with them, by the share of titles: the knee of the curve that
# `tests/bench/quality/quiet.py` prints.
COMMONER = 20.0
# More titles than this that begin alike are not counted: it takes time.
_MOST_COUNTED = 500
_TITLE_WORDS = 3
_FEW = 3
_SHORTEST = 3
# A capital or digit inside: a name that somebody coined.
_COINED = re.compile(r"\w[A-Z]|\d")
_END = re.compile(r"[\s\-–—,.;:!?/()\"“”…]")
_APOSTROPHES = tuple("'’ʼ")
_SENTENCE_START = re.compile(r"(?:^|[.!?:])[\s\"'“”„‘’«»()\[\]*_\0]*$")


def has_ended(text: str, last: Token) -> bool:
    """Return whether what follows the last word of a text ends it; `NCRF+` may go on."""
    return _END.search(text, last.end) is not None


def is_likely(before: str, words: Sequence[Token], titles: Titles) -> bool:
    """Return whether a text likely ends in the beginning of a title: in these words of it.

    Two words and a letter of the third say so, unless prose often says the same; so do two words
    that few titles begin with, where the first is rare or both are written as in a title; so does
    a whole nickname.
    """
    names = [word.text for word in words]
    ended = has_ended(before, words[-1])
    prefix = " ".join(names) + " " * ended
    if not titles.completing(prefix, 1):
        return False
    if len(names) > _TITLE_WORDS:
        return True
    capitals = [before[word.start].isupper() for word in words]
    if len(names) == _TITLE_WORDS:
        return any(capitals[1:]) or not _is_everyday(names, titles)
    if len(names) == 2:
        as_title = all(capitals) and len(names[1]) >= _SHORTEST
        if as_title and _are_few(prefix, titles):
            return True
        if _is_rare(before, words[0]) and _are_few(f"{names[0]} ", titles):
            return True
    return not ended and _is_name(before, words, titles)


def _is_everyday(names: Sequence[str], titles: Titles) -> bool:
    """Whether prose says two words and a third with this letter so often that it means no title."""
    first, second, letter = names[0], names[1], names[2][0]
    wanted = ceil(share_of_prose(first, second, letter) * titles.count / COMMONER)
    if wanted <= 1:
        return False
    counted = min(wanted, _MOST_COUNTED)
    return len(titles.completing(f"{first} {second} {letter}", counted)) < counted


def _are_few(prefix: str, titles: Titles) -> bool:
    return len(titles.completing(prefix, _FEW + 1)) <= _FEW


def _is_name(before: str, words: Sequence[Token], titles: Titles) -> bool:
    """Whether one or two words are the nickname of one paper, or its whole title."""
    name = " ".join(word.text for word in words)
    start = words[0].start
    typed = before[start:]
    if titles.is_nickname(name):
        if _COINED.search(typed):
            return True
        if len(titles.completing(f"{name} ", 2)) == 1:
            if len(words) > 1:
                return True
            if before[start].isupper() and not _SENTENCE_START.search(before[:start]):
                return True
            return _is_rare(before, words[0]) and not begins_common(name)
    return name in titles and is_telling(name, typed)


def _is_rare(before: str, word: Token) -> bool:
    """Whether a word is in few people's texts; "can't" and single letters are in everyone's."""
    short = len(word.text) < _SHORTEST
    contracted = any(mark in before[word.start : word.end] for mark in _APOSTROPHES)
    return not short and not contracted and not is_common(word.text)
