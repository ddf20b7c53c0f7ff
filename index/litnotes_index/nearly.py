"""Which phrases of a note are nearly a known title, and which keys nearly a known one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from litnotes_index import names
from litnotes_index.citations import is_in, lists, places_in
from litnotes_index.markdown import MASK, Block, Note, Part, Span
from litnotes_index.match import similarity
from litnotes_index.model import Paper
from litnotes_index.text import normalise, tokens
from litnotes_index.view import View

# A title of fewer words is near too many phrases.
_FEWEST_WORDS = 3
_FEWEST_LETTERS = 12
_LONGEST = 300
# In running text a title is looked for by its first words, and must be this much alike.
_HEAD_WORDS = 3
_HEADS = 5
_ALIKE = 0.9
_QUOTED = re.compile(r"[\"“„«](?P<quote>[^\"“”„«»]+)[\"”»]|\*{1,3}(?P<stars>[^*\n]+)\*{1,3}")
_ATTACHMENT = re.compile(r"\.[A-Za-z0-9]{2,5}$")
# What tells one part of a work from the next.
_NUMERAL = re.compile(
    r"\d+(?:st|nd|rd|th)?|[ivxlc]+|[a-z]|one|two|three|four|five|first|second|third"
)
_MARKS = ' \t\r\n-*+>#.:;,!?_"“”'


@dataclass(frozen=True, slots=True)
class Near:
    """A span of a note that is nearly the title of a paper."""

    start: int
    end: int
    paper: Paper


def nearly_titles(note: Note, view: View) -> list[Near]:
    """Return the phrases that are nearly a known title, in order; none overlaps a citation.

    They are headings, items, quotes, emphasis, texts of links, and targets of wikilinks to no
    note, as a whole; in running text, what begins as a title does and then differs a little. A list
    of references tells a title as its style does.
    """
    own = lists(note)
    return [
        Near(near.start + start, near.end + start, near.paper)
        for start, part in note.placed()
        for near in view.in_part(part, _in_part)
        if not is_in(own, near.start + start)
    ]


def nearly_keys(key: str, view: View) -> list[tuple[str, Paper]]:
    """Return the known keys that may be meant, with their papers, likeliest first."""
    found = [
        (max(paper.keys, key=lambda known: fuzz.ratio(key, known)), paper)
        for paper in view.papers.nearly_keyed(key)
    ]
    return sorted(found, key=lambda pair: -fuzz.ratio(key, pair[0]))


def _in_part(part: Part, view: View) -> Sequence[Near]:
    # One byte for each character: to go through the spans for each span would take for ever.
    taken = bytearray(len(part.text))
    near: list[Near] = []

    def take(start: int, end: int) -> None:
        taken[start:end] = b"\1" * (end - start)

    def look(spans: Iterable[Span]) -> None:
        for start, end in spans:
            if taken.find(1, start, end) < 0:
                paper = _nearest(part.text[start:end], view)
                if paper is not None:
                    near.append(Near(start, end, paper))
                    take(start, end)

    for place in places_in(part, view):
        if place.papers:
            take(place.start, place.end)
    for block in part.blocks:
        look(_targets(part.text, block, view))
        for link in block.wikilinks:
            take(link.start, link.end)
        for cited in block.citations:
            take(cited.start, cited.end)
        look((*_wholes(block), *_heads(block, view)))
    return sorted(near, key=lambda one: one.start)


def _nearest(text: str, view: View) -> Paper | None:
    normal = normalise(text)
    if len(normal.split()) < _FEWEST_WORDS or not _FEWEST_LETTERS <= len(normal) <= _LONGEST:
        return None
    paper = view.nearest(text)
    if paper is None:
        return None
    apart = set(normal.split()) ^ set(normalise(paper.title).split())
    return None if all(_NUMERAL.fullmatch(word) for word in apart) else paper


def _targets(text: str, block: Block, view: View) -> Iterator[Span]:
    """The targets of the wikilinks that lead to no note."""
    for link in block.wikilinks:
        target = text[slice(*link.target)]
        if text.startswith("!", link.start) or _ATTACHMENT.search(target):
            continue
        if not any(map(view.has_note, names.only("note", names.of_file(target)))):
            yield link.target


def _wholes(block: Block) -> Iterator[Span]:
    """The spans of a block that are one phrase by their markup."""
    yield from (link.text for link in block.links)
    for quoted in _QUOTED.finditer(block.prose):
        start, end = quoted.span(quoted.lastgroup or 0)
        yield block.start + start, block.start + end
    if (block.level or block.item) and MASK not in block.prose:
        start = len(block.prose) - len(block.prose.lstrip(_MARKS))
        yield block.start + start, block.start + len(block.prose.rstrip(_MARKS))


def _heads(block: Block, view: View) -> Iterator[Span]:
    """The spans of running text that begin as a known title does and have as many words."""
    base = 0
    for part in block.prose.split(MASK):
        words = tokens(part)
        for place in range(len(words) - _HEAD_WORDS):
            head = " ".join(word.text for word in words[place : place + _HEAD_WORDS])
            for title in view.titles.completing(f"{head} ", _HEADS):
                window = words[place : place + title.count(" ") + 1]
                written = " ".join(word.text for word in window)
                if written != title and similarity(written, title) >= _ALIKE:
                    start = block.start + base
                    yield start + window[0].start, start + window[-1].end
        base += len(part) + 1
