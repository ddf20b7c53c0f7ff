"""Where the titles of known papers stand in a note, simply typed."""

import re
from collections.abc import Iterator

from litnotes_index.markdown import MASK, Block, Span
from litnotes_index.model import Paper
from litnotes_index.text import Token, normalise, tokens
from litnotes_index.text.common import is_telling
from litnotes_index.view import View

_POSSESSIVE = re.compile(r"['’ʼ]s$", re.IGNORECASE)
_OPENING = "\"'“‘«*_[("
_CLOSING = "\"'”’»*_])"
_JOINING = tuple("-_/@#\\")
_BLANK_BEFORE = " \t\r\n-*+>#.)0123456789"
_BLANK_AFTER = " \t\r\n.,;:!?*_#"
_LONGEST_TITLE = 2_000

Mention = tuple[int, int, str, tuple[Paper, ...]]


def mentions(block: Block, view: View) -> list[Mention]:
    """Return where in a block a known title stands: span, normalised title, and its papers.

    The longest title wins, and none overlaps another. A title that is an everyday phrase counts
    only where it stands for itself.
    """
    found: list[Mention] = []
    for words in _phrases(block.prose):
        phrase = _Phrase(block, words, view)
        place = 0
        while place < len(words):
            length, title, papers = phrase.longest(place)
            if length:
                first, last = words[place], words[place + length - 1]
                end = last.end - phrase.surplus(last, papers)
                found.append((block.start + first.start, block.start + end, title, papers))
            place += length or 1
    return found


def _phrases(prose: str) -> Iterator[list[Token]]:
    """The words of the prose, parted where code, math or markup stands between."""
    start = 0
    for part in prose.split(MASK):
        if words := tokens(part):
            yield [Token(word.text, word.start + start, word.end + start) for word in words]
        start += len(part) + 1


class _Phrase:
    """Words that nothing parts, as one text in which titles can be looked up."""

    def __init__(self, block: Block, words: list[Token], view: View) -> None:
        self._block = block
        self._prose = block.prose
        self._words = words
        self._view = view
        self._text = " ".join(word.text for word in words)
        self._starts: list[int] = []
        length = 0
        for word in words:
            self._starts.append(length)
            length += len(word.text) + 1
        self._possessives = [
            place
            for place, word in enumerate(words)
            if word.text.endswith("s") and _POSSESSIVE.search(self._prose, word.start, word.end)
        ]

    def longest(self, place: int) -> tuple[int, str, tuple[Paper, ...]]:
        """How many words from `place` on are a title, which, and whose; zero where none is."""
        start = self._starts[place]
        titles = self._view.titles.beginning(self._text[start : start + _LONGEST_TITLE])
        candidates = {(title.count(" ") + 1, title) for title in titles}
        for end in self._possessives:
            # "Neural Scene Flow Prior's results": the title ends before the 's.
            if end >= place:
                stop = self._starts[end] + len(self._words[end].text) - 1
                title = self._text[start:stop]
                if title in self._view.titles:
                    candidates.add((end - place + 1, title))
        for length, title in sorted(candidates, reverse=True):
            span = (self._words[place].start, self._words[place + length - 1].end)
            if _is_whole(self._prose, span) and (is_telling(title) or self._stands_alone(span)):
                papers = self._view.titled(title)
                if papers:
                    return length, title, papers
        return 0, "", ()

    def surplus(self, last: Token, papers: tuple[Paper, ...]) -> int:
        """How much of the last word is a possessive ending and no part of the title."""
        match = _POSSESSIVE.search(self._prose, last.start, last.end)
        if match is None or any(normalise(paper.title).endswith(last.text) for paper in papers):
            return 0
        return len(match[0])

    def _stands_alone(self, span: Span) -> bool:
        """Whether a title is all that a block or cell says, or in quotes, emphasis or brackets."""
        prose = self._prose
        start, end = span
        if self._block.kind == "table":
            # Cells end at bars and lines, and a bar is masked.
            before = re.split(r"[\0\n]", prose[:start])[-1]
            after = re.split(r"[\0\n]", prose[end:], maxsplit=1)[0]
        else:
            before, after = prose[:start].replace(MASK, " "), prose[end:].replace(MASK, " ")
        if not before.strip(_BLANK_BEFORE) and not after.strip(_BLANK_AFTER):
            return True
        opens, closes = prose[max(start - 1, 0) : start], prose[end : end + 1]
        return opens in tuple(_OPENING) and closes in tuple(_CLOSING)


def _is_whole(prose: str, span: Span) -> bool:
    """Whether a span is not a part of a longer word, an address or a tag."""
    start, end = span
    before, after = prose[max(start - 2, 0) : start], prose[end : end + 2]
    joined_before = before[-1:] in _JOINING and (before[:-1].isalnum() or before[-1:] in "/@#\\")
    return not joined_before and not (after[:1] in _JOINING and after[1:].isalnum())
