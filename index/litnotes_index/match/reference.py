"""A line that may name a paper, taken apart: its words, where its parts end, years, identifiers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from litnotes_index.papers.identifiers import identifier, identifiers_in, normal_url
from litnotes_index.text import Token, tokens
from litnotes_index.text.markup import plain

# No reference is longer; what comes after this in a line is something else.
LONGEST = 3_000
_MOST_WORDS = 320
_MOST_SEGMENTS = 24
# A nickname is two words, which may have a hyphen each.
_NICKNAME_WORDS = 4
_SHORT_LINE = 8
_BEGINNING = 8

# What stands between two words, by how surely a title ends there.
JOINED, COMMA, COLON, DASH, STOP, CUT = range(6)

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"{}|\\^`]+", re.IGNORECASE)
# What a list has before its items: a bullet, [12], 12., (12), or a bare number before a name.
_LABEL = re.compile(
    r"\s*(?:[-*+•]\s+)?(?:\[[^\]\n]{1,24}\]|\(?\d{1,3}[.)](?=\s)|\d{1,3}(?=\s+[A-Z]\w*,))?\s*"
)
_YEAR = re.compile(r"(?<![\d./:-])(1[89]\d\d|20\d\d)(?=[a-e]?\b)(?![-–./:]\d)")
_PAGES = re.compile(r"\d+\s*[-–—]{1,2}\s*\d+")
_STOPS = re.compile(r"[?!;\"“”„«»()\[\]{}=|\t\n]|\.(?=\s|$)|['‘’](?=\s|$)|(?:^|\s)['‘’]")
_DASHES = re.compile(r"\s[-–—]+\s")
_COLONS = re.compile(r":|[—–]")
# Names that follow a title without a sign: "by Ann Bee", "A Bee, C Dee - Venue".
_NAMES = re.compile(
    r"\s(?=by\s[A-Z][\w.’'-]*\s[A-Z])"
    r"|\s(?=[A-Z]{1,3}\s[A-Z][\w’'-]+(?:,\s[A-Z]{1,3}\s[A-Z]|…|\s-\s))"
)
# What references have and titles rarely do.
_SIGNS = re.compile(
    r"\bet\.? al\b|\bproc\b|\bproceedings\b|\bconference\b|\bvol\b|\bpp\b|\bpages\b|\bjournal\b"
    r"|\barxiv\b|\btransactions\b|\bin:|\d\s?[-–]\s?\d",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reference:
    """The folded words of a line; `breaks[n]` is what stands before word n, or at the end."""

    words: tuple[str, ...]
    breaks: tuple[int, ...]
    years: frozenset[int]
    is_bare: bool
    ids: frozenset[str]
    urls: frozenset[str]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands."""
        found: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            found.setdefault(word, []).append(place)
        return found

    @cached_property
    def joined(self) -> dict[str, int]:
        """Two neighbouring words written as one, and where the first of them stands."""
        return {
            self.words[place] + self.words[place + 1]: place for place in range(len(self.words) - 1)
        }

    @cached_property
    def beginnings(self) -> list[str]:
        """What stands after a stop, or a comma, and has room for a title."""
        starts = [n for n in range(len(self.words)) if not n or self.breaks[n] >= COMMA]
        found = (" ".join(self.words[at : at + _BEGINNING]) for at in starts)
        return [text for text in found if " " in text][:_MOST_SEGMENTS]

    @cached_property
    def segments(self) -> list[str]:
        """The parts of the line between its stops, and between its commas, normalised."""
        found: dict[str, None] = {" ".join(self.words): None}
        for weakest in (STOP, COLON, COMMA):
            start = 0
            for end in range(1, len(self.words) + 1):
                if end == len(self.words) or self.breaks[end] >= weakest:
                    found.setdefault(" ".join(self.words[start:end]))
                    start = end
        return list(found)[:_MOST_SEGMENTS]

    @cached_property
    def nicknames(self) -> list[str]:
        """What in the line may be the nickname of a paper, normalised."""
        short = [part for part in self.segments if part.count(" ") < _NICKNAME_WORDS]
        if len(self.words) <= _SHORT_LINE:
            short += [
                " ".join(self.words[at : at + length])
                for length in range(1, _NICKNAME_WORDS)
                for at in range(len(self.words) - length + 1)
            ]
        return list(dict.fromkeys(part for part in short if part))


def read(line: str) -> Reference:
    """Return what a line says; it may be any text at all."""
    text, ids, urls = _without_identifiers(line[:LONGEST].replace("\u00ad", ""))
    text = _NAMES.sub(" | ", _LABEL.sub("", plain(text), count=1))
    found = tokens(text)[:_MOST_WORDS]
    years = frozenset(int(year) for year in _YEAR.findall(_PAGES.sub(" ", text)))
    return Reference(
        words=tuple(token.text for token in found),
        breaks=breaks(text, found),
        years=years,
        is_bare=not (ids or urls or years or _SIGNS.search(text)),
        ids=frozenset(ids),
        urls=frozenset(urls),
    )


def _without_identifiers(text: str) -> tuple[str, set[str], set[str]]:
    """The text with a stop in place of each identifier and address, and what these are."""
    ids: set[str] = set()
    urls: set[str] = set()

    def address(match: re.Match[str]) -> str:
        url = match[0].rstrip(".,;:)]'")
        ids.update(f"{kind}:{value}" for kind, value in identifier(url).items())
        urls.add(normal_url(url))
        return " . "

    text = _URL.sub(address, text)
    parts: list[str] = []
    reach = 0
    for start, end, given in identifiers_in(text):
        ids.update(f"{kind}:{value}" for kind, value in given.items())
        parts += (text[reach:start], " . ")
        reach = end
    return "".join((*parts, text[reach:])), ids, urls


def breaks(text: str, found: Sequence[Token]) -> tuple[int, ...]:
    """Return what stands before each of these words of a text, and behind the last one."""
    ends = [0, *(token.end for token in found)]
    starts = [*(token.start for token in found), len(text)]
    between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    return (*map(_break, between[:-1]), _break(between[-1] + "\n"))


def _break(between: str) -> int:
    if "…" in between or ".." in between:
        return CUT
    if _STOPS.search(between):
        return STOP
    if _DASHES.search(between):
        return DASH
    if _COLONS.search(between):
        return COLON
    return COMMA if "," in between else JOINED
