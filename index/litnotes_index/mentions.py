"""Where the titles of known papers stand in a note, simply typed."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

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
_LONGEST_TITLE = 2_000
_MARKS_BEFORE = re.compile(r"[^\w\s]*")
_MARKS_AFTER = re.compile(r"[^\w\s.]*$")

Mention = tuple[int, int, str, tuple[Paper, ...]]


def mentions(block: Block, view: View) -> list[Mention]:
    """Return where in a block a known title stands: span, normalised title, and its papers.

    The longest title wins, and none overlaps another. A title that is an everyday phrase counts
    only where it stands for itself.
    """
    found: list[Mention] = []
    for phrase in _phrases(block, view):
        reach = 0
        for place in phrase.places:
            length, title, papers = phrase.longest(place) if place >= reach else (0, "", ())
            if length:
                reach = place + length
                start, end = phrase.spans[place][0], phrase.spans[reach - 1][1]
                end -= phrase.surplus(reach - 1, papers)
                start, end = _with_marks(block.prose, start, end, title, papers)
                found.append((block.start + start, block.start + end, title, papers))
    return found


def _phrases(block: Block, view: View) -> Iterator["_Phrase"]:
    """The words of the prose, parted where code, math or markup stands between."""
    start = 0
    for part in block.prose.split(MASK):
        if part and (said := words(part)):
            yield _Phrase(block, (start, start + len(part)), said, view)
        start += len(part) + 1


class _Phrase:
    """Words that nothing parts, as one text in which titles can be looked up."""

    def __init__(self, block: Block, span: Span, said: list[str], view: View) -> None:
        self._block = block
        self._prose = block.prose
        self._span = span
        self._words = said
        self._view = view
        self._text = " ".join(said)
        lengths = accumulate(map(len, said[:-1]), initial=0)
        self._starts = [place + before for place, before in enumerate(lengths)]
        self.places = view.titles.places(self._text, self._starts)

    @cached_property
    def spans(self) -> list[Span]:
        """Where the words stand; most phrases have no title in them that asks for it."""
        return spans(self._prose, *self._span)

    def longest(self, place: int) -> tuple[int, str, tuple[Paper, ...]]:
        """How many words from `place` on are a title, which, and whose; zero where none is."""
        start = self._starts[place]
        # "Neural Scene Flow Prior's results": the title ends before the 's.
        text = self._text[start : start + _LONGEST_TITLE]
        for title in self._view.titles.beginning(text, "s"):
            length = title.count(" ") + 1
            last = place + length - 1
            if not title.endswith(self._words[last]) and not self._possessive(last):
                continue
            span = (self.spans[place][0], self.spans[last][1])
            written = _POSSESSIVE.sub("", self._prose[slice(*span)])
            telling = is_telling(title, written) or self._stands_alone(span)
            if telling and _is_whole(self._prose, span):
                papers = self._view.titled(title)
                if papers:
                    return length, title, papers
        return 0, "", ()

    def surplus(self, word: int, papers: tuple[Paper, ...]) -> int:
        """How much of a title's last word is a possessive ending and no part of the title."""
        match = self._possessive(word)
        said = self._words[word]
        if match is None or any(normalise(paper.title).endswith(said) for paper in papers):
            return 0
        return len(match[0])

    def _possessive(self, word: int) -> re.Match[str] | None:
        return _POSSESSIVE.search(self._prose, *self.spans[word])

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
