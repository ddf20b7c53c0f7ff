"""Where a note names papers, and which: one resolution that every feature shares."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from litnotes_index.markdown import MASK, Block, Link, Note, Span, Wikilink
from litnotes_index.model import Paper
from litnotes_index.text import Token, normalise, tokens
from litnotes_index.view import View

Kind = Literal["wikilink", "pandoc", "link", "mention", "heading", "front-matter", "identifier"]

# A title of fewer words, or of less than these letters in two, is also a common phrase: it counts
# only where it stands for itself.
_TELLING_WORDS = 3
_TELLING_LETTERS = 12
_POSSESSIVE = re.compile(r"['’ʼ]s$", re.IGNORECASE)
_OPENING = "\"'“‘«*_[("
_CLOSING = "\"'”’»*_])"
_JOINING = tuple("-_/@#\\")
_FRONT_MATTER_KEYS = ("title", "citekey", "doi", "arxiv")


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a note that names papers: its half-open span, in code points, and the papers.

    No papers: the key or link is unknown. More than one: it is ambiguous.
    """

    start: int
    end: int
    kind: Kind
    papers: tuple[Paper, ...]


def citations(note: Note, view: View) -> list[Citation]:
    """Return every citation of a note, in order; wikilinks and links to no paper are none."""
    found = list(_in_front_matter(note, view))
    for block in note.blocks:
        found += _in_block(note, block, view)
    return found


def citation_at(note: Note, offset: int, view: View) -> Citation | None:
    """Return the citation at an offset, its end included; None where there is none."""
    block = note.block_at(offset)
    here = _in_block(note, block, view) if block else _in_front_matter(note, view)
    touching = [c for c in here if c.start <= offset <= c.end and c.papers]
    # Of two that meet at the offset, the one that begins there is meant.
    return max(touching, key=lambda citation: citation.start, default=None)


def _in_front_matter(note: Note, view: View) -> Iterator[Citation]:
    if note.front_matter is None:
        return
    for name in _FRONT_MATTER_KEYS:
        span = note.front_matter.scalars.get(name)
        if span is None:
            continue
        value = note.text[slice(*span)]
        if name == "title":
            papers = view.titled(normalise(value))
        else:
            papers = tuple(view.papers.named(value))
        if papers:
            yield Citation(*span, "front-matter", papers)


def _in_block(note: Note, block: Block, view: View) -> list[Citation]:
    written = [
        *_wikilinks(note, block, view),
        *_pandoc(note, block, view),
        *_links(note, block, view),
    ]
    taken = [(citation.start, citation.end) for citation in written]
    taken += [(link.start, link.end) for link in block.wikilinks]
    taken += [(cited.start, cited.end) for cited in block.citations]
    kind: Kind = "heading" if block.kind == "heading" else "mention"
    mentioned = [
        Citation(start, end, kind, papers)
        for start, end, papers in mentions(block, view)
        if not any(start < e and s < end for s, e in taken)
    ]
    return sorted([*written, *mentioned], key=lambda citation: citation.start)


def _wikilinks(note: Note, block: Block, view: View) -> Iterator[Citation]:
    for link in block.wikilinks:
        if papers := _wikilink_papers(note, link, view):
            yield Citation(link.start, link.end, "wikilink", papers)


def _wikilink_papers(note: Note, link: Wikilink, view: View) -> tuple[Paper, ...]:
    target = note.text[slice(*link.target)].strip()
    return _named(target, view) or _named(target.rpartition("/")[2].removesuffix(".md"), view)


def _pandoc(note: Note, block: Block, view: View) -> Iterator[Citation]:
    for cited in block.citations:
        key = note.text[slice(*cited.key)]
        papers = view.papers.keyed(key) or view.papers.identified(key.removeprefix("url:"))
        yield Citation(cited.start, cited.end, "pandoc", tuple(papers))


def _links(note: Note, block: Block, view: View) -> Iterator[Citation]:
    for link in block.links:
        if papers := _link_papers(note, link, view):
            yield Citation(link.start, link.end, "link", papers)


def _link_papers(note: Note, link: Link, view: View) -> tuple[Paper, ...]:
    if papers := _named(note.text[slice(*link.text)], view):
        return papers
    if link.destination is None:
        return ()
    return tuple(view.papers.identified(note.text[slice(*link.destination)]))


def _named(text: str, view: View) -> tuple[Paper, ...]:
    """The papers that a link's text names: by key, by title, by nickname."""
    name = normalise(text)
    return tuple(view.papers.keyed(text)) or view.titled(name) or view.nicknamed(name)


def mentions(block: Block, view: View) -> list[tuple[int, int, tuple[Paper, ...]]]:
    """Return the spans in a block where a known title stands, with the papers of that title.

    The longest title wins, and none overlaps another.
    """
    found: list[tuple[int, int, tuple[Paper, ...]]] = []
    for words in _phrases(block.prose):
        place = 0
        while place < len(words):
            length, papers = _longest(block.prose, words, place, view)
            if length:
                first, last = words[place], words[place + length - 1]
                end = last.end - _possessive_length(block.prose, last, papers)
                found.append((block.start + first.start, block.start + end, papers))
            place += length or 1
    return found


def _phrases(prose: str) -> Iterator[list[Token]]:
    """The words of the prose, parted where code, math or markup stands between."""
    start = 0
    for part in prose.split(MASK):
        if words := tokens(part):
            yield [Token(word.text, word.start + start, word.end + start) for word in words]
        start += len(part) + 1


def _longest(
    prose: str, words: list[Token], place: int, view: View
) -> tuple[int, tuple[Paper, ...]]:
    """How many words from `place` on are a title, and whose; zero where none is."""
    window = words[place : place + 80]
    plain = " ".join(word.text for word in window)
    candidates = {(title.count(" ") + 1, title) for title in view.titles.beginning(plain)}
    for end, word in enumerate(window):
        # "Neural Scene Flow Prior's results": the title ends before the 's.
        if _POSSESSIVE.search(prose, word.start, word.end) and word.text.endswith("s"):
            title = " ".join(w.text for w in window[: end + 1])[:-1]
            if title in view.titles:
                candidates.add((end + 1, title))
    for length, title in sorted(candidates, reverse=True):
        span = (window[0].start, window[length - 1].end)
        if _is_whole(prose, span) and (_is_telling(title) or _stands_alone(prose, span)):
            papers = view.titled(title)
            if papers:
                return length, papers
    return 0, ()


def _possessive_length(prose: str, word: Token, papers: tuple[Paper, ...]) -> int:
    match = _POSSESSIVE.search(prose, word.start, word.end)
    if match is None or any(normalise(paper.title).endswith(word.text) for paper in papers):
        return 0
    return len(match[0])


def _is_whole(prose: str, span: Span) -> bool:
    """Whether a span is not a part of a longer word, an address or a tag."""
    start, end = span
    before, after = prose[max(start - 2, 0) : start], prose[end : end + 2]
    joined_before = before[-1:] in _JOINING and (before[:-1].isalnum() or before[-1:] in "/@#\\")
    return not joined_before and not (after[:1] in _JOINING and after[1:].isalnum())


def _is_telling(title: str) -> bool:
    parts = title.split()
    return len(parts) >= _TELLING_WORDS or (len(parts) == 2 and len(title) > _TELLING_LETTERS)


def _stands_alone(prose: str, span: Span) -> bool:
    """Whether a title is all that a block says, or stands in quotes, emphasis or brackets."""
    start, end = span
    before, after = prose[:start].rstrip(), prose[end:].lstrip()
    if not before.strip(" \t\r\n-*+>#.)0123456789" + MASK) and not after.strip(
        " \t\r\n.,;:!?*_#" + MASK
    ):
        return True
    return prose[max(start - 1, 0) : start] in tuple(_OPENING) and prose[end : end + 1] in tuple(
        _CLOSING
    )
