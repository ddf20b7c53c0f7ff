"""Where the titles of known papers stand in a note, simply typed."""

import re
from collections.abc import Iterable, Iterator

from litnotes_index.markdown import MASK, Block, Span
from litnotes_index.model import Paper
from litnotes_index.text import normalise, spans, words
from litnotes_index.text.common import is_telling
from litnotes_index.view import View

_POSSESSIVE = re.compile(r"['’ʼ]s$", re.IGNORECASE)
# What opens quotes and emphasis, and what may close them.
_PAIRS = {
    '"': '"', "'": "'", "“": "”", "‘": "’", "„": "“”", "«": "»", "»": "«", "*": "*", "_": "_"
}  # fmt: skip
_STOPS = ".,:;!?"
_JOINING = tuple("-_/@#\\")
_BEFORE = re.compile(r"[ \t\r\n\-*+>#.)0-9\0]*+")
_AFTER = re.compile(r"[ \t\r\n.,;:!?*_#\0]*+")
_MARKS_BEFORE = re.compile(r"[^\w\s]*")
_MARKS_AFTER = re.compile(r"[^\w\s.]*$")

Mention = tuple[int, int, str, tuple[Paper, ...]]


def mentions(block: Block, view: View) -> list[Mention]:
    """Return where in a block a known title stands: span, normalised title, and its papers.

    The longest title wins, and none overlaps another. A title that is an everyday phrase counts
    only where it stands for itself.
    """
    found: list[Mention] = []
    for start, text in _phrases(block.prose):
        # Where no title begins, as in most texts, nobody needs to know where each word stands.
        # "Neural Scene Flow Prior's results": the title ends before the 's.
        said = words(text)
        if begun := view.titles.beginnings(said, "s"):
            places = [(start + a, start + b) for a, b in spans(text)]
            found += _Phrase(block, said, places, view).mentions(begun)
    return found


def _phrases(prose: str) -> Iterator[tuple[int, str]]:
    """The stretches of the prose that no code, math or markup parts, and where they begin."""
    start = 0
    for text in prose.split(MASK):
        yield start, text
        start += len(text) + 1


class _Phrase:
    """Words that nothing parts, among which are titles."""

    def __init__(self, block: Block, said: list[str], places: list[Span], view: View) -> None:
        self._block = block
        self._prose = block.prose
        self._words = said
        self._places = places
        self._view = view

    def mentions(self, begun: Iterable[tuple[int, list[str]]]) -> Iterator[Mention]:
        """Yield the mentions among the titles that begin at some places, in order."""
        reach = 0
        for place, titles in begun:
            if place < reach or not (longest := self._longest(place, titles)):
                continue
            title, papers = longest
            last = place + title.count(" ")
            reach = last + 1
            start, end = self._span(place, last)
            end -= self._surplus(last, papers)
            span = _with_marks(self._prose, start, end, title, papers)
            yield self._block.start + span[0], self._block.start + span[1], title, papers

    def _longest(self, place: int, titles: list[str]) -> tuple[str, tuple[Paper, ...]] | None:
        """Which of the titles that begin at a place is meant, and whose it is; None for none."""
        for title in titles:
            last = place + title.count(" ")
            if not title.endswith(self._words[last]) and not self._possessive(last):
                continue
            span = self._span(place, last)
            written = _POSSESSIVE.sub("", self._prose[slice(*span)])
            telling = is_telling(title, written) or self._stands_alone(span)
            if telling and _is_whole(self._prose, span):
                papers = self._view.titled(title)
                if papers:
                    return title, papers
        return None

    def _surplus(self, last: int, papers: tuple[Paper, ...]) -> int:
        """How much of the last word is a possessive ending and no part of the title."""
        text = self._words[last]
        if any(normalise(paper.title).endswith(text) for paper in papers):
            return 0
        return self._possessive(last)

    def _possessive(self, place: int) -> int:
        """How long the possessive ending of a word is."""
        match = _POSSESSIVE.search(self._prose, *self._places[place])
        return len(match[0]) if match else 0

    def _span(self, first: int, last: int) -> Span:
        """Where some words stand in the prose of the block."""
        return self._places[first][0], self._places[last][1]

    def _stands_alone(self, span: Span) -> bool:
        """Whether a title is all that a block or cell says, or in quotes or emphasis."""
        prose = self._prose
        start, end = span
        first, last = 0, len(prose)
        if self._block.kind == "table":
            # Cells end at bars and lines, and a bar is masked.
            first = max(prose.rfind(mark, 0, start) for mark in (MASK, "\n")) + 1
            ends = (prose.find(mark, end) for mark in (MASK, "\n"))
            last = min((at for at in ends if at >= 0), default=last)
        if _BEFORE.fullmatch(prose, first, start) and _AFTER.fullmatch(prose, end, last):
            return True
        closing = _PAIRS.get(prose[max(start - 1, 0) : start])
        rest = prose[end : end + 2]
        # "Attention," and **Attention.** stop before they close.
        closes = rest[1:] if rest[:1] in tuple(_STOPS) else rest[:1]
        return closing is not None and closes in tuple(closing)


def _with_marks(prose: str, start: int, end: int, title: str, papers: tuple[Paper, ...]) -> Span:
    """The span with the marks that the title itself begins or ends with, such as `?`.

    A full stop is that of the sentence.
    """
    for written in (t for paper in papers for t in paper.titles if normalise(t) == title):
        head, tail = _MARKS_BEFORE.match(written), _MARKS_AFTER.search(written)
        if tail and prose.startswith(tail[0], end):
            end += len(tail[0])
        if head and prose.endswith(head[0], 0, start):
            start -= len(head[0])
        break
    return start, end


def _is_whole(prose: str, span: Span) -> bool:
    """Whether a span is not a part of a longer word, an address or a tag."""
    start, end = span
    before, after = prose[max(start - 2, 0) : start], prose[end : end + 2]
    joined_before = before[-1:] in _JOINING and (before[:-1].isalnum() or before[-1:] in "/@#\\")
    # "A Title.pdf" is the name of a file.
    joined_after = after[:1] in (*_JOINING, ".") and after[1:].isalnum()
    return not joined_before and not joined_after
