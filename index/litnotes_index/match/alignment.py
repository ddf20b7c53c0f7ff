"""Where in a line a title stands, and how well each of its words is there.

A word may be there with a typo, as scanners read it, cut, run together with its neighbours, or as
another spelling of a number.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from litnotes_index.match.reference import COLON, CUT, STOP, Reference, breaks
from litnotes_index.match.vocabulary import KIND_WEIGHT, KINDS, VALUES
from litnotes_index.text import nickname, normalise, tokens, words

Weigh = Callable[[str], float]

_MOST_NEAR = 12
_SHORTEST_NEAR = 3
_SHORTEST_TWO_EDITS = 8
# Of words as short as this, one that is no word may be a typo of another.
UNHEARD = 9.0
_LONGEST_RUN = 4
_SHORTEST_ABBREVIATION = 2
# How much a word counts that is there with a typo, and one that is parted or joined otherwise.
_NEAR = 0.8
_PARTED = 0.95
# A word that the title has not costs the window this much of what it would bring.
_COST = 0.8
_DIGIT = re.compile(r"\d")
_OCR = str.maketrans({"0": "o", "1": "l", "5": "s", "i": "l"})
_ACRONYM = re.compile(r"\w[A-Z]|\d")


@dataclass(frozen=True, slots=True)
class Title:
    """A known title, made ready to be compared: `subtitle` is where that begins, or its end."""

    words: tuple[str, ...]
    subtitle: int
    nickname: str
    acronyms: frozenset[str]

    @property
    def runs(self) -> Iterator[tuple[str, ...]]:
        """Neighbouring words, up to so many, that may be written as one."""
        for length in range(2, _LONGEST_RUN + 1):
            for at in range(len(self.words) - length + 1):
                yield self.words[at : at + length]


@dataclass(frozen=True)
class Alignment:
    """A title in a line, at the words from `start` to before `end`; `has` tells which of its words.

    `weights` are those of the words of the title, `extra` the words in between that it has not.
    """

    line: Reference
    title: Title
    start: int
    end: int
    has: tuple[bool, ...]
    weights: tuple[float, ...]
    extra: tuple[str, ...]

    @cached_property
    def whole(self) -> float:
        """What all the words of the title weigh."""
        return sum(self.weights) or 1.0

    @cached_property
    def covered(self) -> float:
        """What those of them weigh that the line has."""
        return sum(w for w, one in zip(self.weights, self.has, strict=True) if one)

    @cached_property
    def first(self) -> int:
        """The place in the title of the first word that the line has."""
        return next((n for n, one in enumerate(self.has) if one), 0)

    @cached_property
    def last(self) -> int:
        """The place in the title of the last word that the line has; -1 for none."""
        return next((n for n in range(len(self.has) - 1, -1, -1) if self.has[n]), -1)

    @property
    def heard(self) -> tuple[str, ...]:
        """The words of the line where the title stands."""
        return self.line.words[self.start : self.end]

    @property
    def before(self) -> tuple[str, ...]:
        """The words of the line before the title."""
        return self.line.words[: self.start]

    @property
    def behind(self) -> tuple[str, ...]:
        """The words of the line behind the title."""
        return self.line.words[self.end :]

    @property
    def lacking(self) -> list[str]:
        """The words of the title that the line has not."""
        return [word for word, one in zip(self.title.words, self.has, strict=True) if not one]


@lru_cache(maxsize=4096)
def title_of(text: str) -> Title:
    """Return a title as it is compared."""
    found = tokens(text)
    after = breaks(text, found)
    starts = (n for n in range(1, len(found)) if after[n] >= COLON)
    name = nickname(text)
    acronyms = frozenset(
        word
        for part in text.split()
        if _ACRONYM.search(part)
        for word in words(part)
        if len(word) > 2 and not word.isdigit()
    )
    return Title(
        tuple(token.text for token in found),
        next(starts, len(found)),
        normalise(name) if name else "",
        acronyms,
    )


def align(line: Reference, title: Title, weigh: Weigh) -> Alignment:
    """Return where a title most likely stands in a line; nowhere is an empty range at its start."""
    quality, source = _matched(line, title, weigh)
    start, end = _window(line, quality, weigh)
    held = {word for at in range(start, end) for word in source.get(at, ())}
    return Alignment(
        line,
        title,
        start,
        end,
        tuple(word in held for word in title.words),
        tuple(min(weigh(w), KIND_WEIGHT) if w in KINDS else weigh(w) for w in title.words),
        tuple(line.words[at] for at in range(start, end) if at not in quality),
    )


def _matched(
    line: Reference, title: Title, weigh: Weigh
) -> tuple[dict[int, float], dict[int, tuple[str, ...]]]:
    """How well each word of the line is one of the title's, by its place; and which ones it is."""
    quality: dict[int, float] = {}
    source: dict[int, tuple[str, ...]] = {}

    def put(at: int, how: float, *which: str) -> None:
        if quality.get(at, 0.0) < how:
            quality[at] = how
            source[at] = which

    lacking: list[str] = []
    for word in dict.fromkeys(title.words):
        places = line.places.get(word, [])
        for at in places:
            put(at, 1.0, word)
        if len(places) < title.words.count(word):
            lacking.append(word)
    if not lacking:
        return quality, source
    left: list[str] = []
    runs = {word: run for run in title.runs if "".join(run) in line.places for word in run}
    for word in lacking:
        if (pair := line.joined.get(word)) is not None:
            put(pair, _PARTED, word)
            put(pair + 1, _PARTED, word)
        elif run := runs.get(word):
            for at in line.places["".join(run)]:
                put(at, _PARTED, *run)
        else:
            left.append(word)
    free = {word: places for word, places in line.places.items() if places[0] not in quality}
    if not free:
        return quality, source
    long = [word for word in free if len(word) >= _SHORTEST_NEAR and not word.isdigit()]
    for word in left[:_MOST_NEAR]:
        if value := VALUES.get(word):
            for other in free:
                if VALUES.get(other) == value:
                    put(free[other][0], _PARTED, word)
        meant = near(word, long)
        if meant is not None and (len(meant) > _SHORTEST_NEAR or weigh(meant) >= UNHEARD):
            for at in free[meant]:
                put(at, _NEAR, word)
            continue
        for at in _abbreviated(line, word, free):
            put(at, _NEAR, word)
    return quality, source


def near(word: str, others: Sequence[str]) -> str | None:
    """Return the one of these words that is this one with a typo or two; None where there is none.

    Digits tell works apart, so a word with one is only what scanners take for this one.
    """
    if len(word) < _SHORTEST_NEAR:
        return None
    edits = 2 if len(word) >= _SHORTEST_TWO_EDITS else 1
    best = process.extractOne(word, others, scorer=OSA.distance, score_cutoff=edits)
    if best is not None and not (_DIGIT.search(word) or _DIGIT.search(best[0])):
        return best[0]
    scanned = [_scanned(other) for other in others]
    edits = 0 if _DIGIT.search(word) else edits - 1
    best = process.extractOne(_scanned(word), scanned, scorer=OSA.distance, score_cutoff=edits)
    return None if best is None or _DIGIT.search(best[0]) else others[best[2]]


def _scanned(word: str) -> str:
    """What scanners may take a word for, and every word that they take for the same."""
    if word.isdigit():
        return word
    seen = word.translate(_OCR)
    return seen.replace("rn", "m").replace("cl", "d").replace("vv", "w")


def _abbreviated(line: Reference, word: str, free: Mapping[str, Sequence[int]]) -> Iterator[int]:
    """Places of words that are the beginning of this one: cut, or written with a full stop."""
    for other, places in free.items():
        if len(other) >= _SHORTEST_ABBREVIATION and word.startswith(other):
            for at in places:
                if line.breaks[at + 1] >= STOP and (
                    line.breaks[at + 1] == CUT or at + 1 == len(line.words) or len(other) > 2
                ):
                    yield at


def _window(line: Reference, quality: Mapping[int, float], weigh: Weigh) -> tuple[int, int]:
    """The part of the line, as a half-open range of words, where the title most likely stands."""
    best, found = 0.0, (0, 0)
    total, start = 0.0, 0
    for at, word in enumerate(line.words):
        weight = weigh(word)
        if at in quality:
            total += weight * quality[at]
        else:
            total -= weight * _COST
        if total <= 0:
            total, start = 0.0, at + 1
        elif total > best:
            best, found = total, (start, at + 1)
    return found
