"""Where a note names papers, and which: one resolution that every feature shares."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from litnotes_index import names
from litnotes_index.markdown import Block, FrontMatter, Managed, Note, Part, Span, managed, moved
from litnotes_index.mentions import mentions
from litnotes_index.model import Paper
from litnotes_index.notes import Kind, Place
from litnotes_index.papers.identifiers import identifiers_in
from litnotes_index.view import View

_FRONT_MATTER = {
    "citekey": names.of_key,
    "doi": names.of_identifier,
    "arxiv": names.of_identifier,
    "title": names.of_title,
}
_NICKNAME_WORDS = 2
LIST = "references"
"""The managed block of a note that holds its list of references."""
# What Quarto, pandoc-crossref and Bookdown take for figures, sections and the like of one's own.
_CROSS_REFERENCE = re.compile(
    r"(?:fig|tbl|tab|eqn?|sec|lst|thm|lem|def|cor|prp|cnj|exm|exr|sol|rem|tip|nte|wrn|imp|cau)[:\-].*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a note that may name papers: its half-open span, in code points, and its names.

    `papers` are those it names: none for an unknown key, more than one where it is ambiguous.
    `key` is the span of the citation key in it, where it is written as one.
    """

    start: int
    end: int
    kind: Kind
    names: tuple[str, ...]
    papers: tuple[Paper, ...] = ()
    key: Span | None = None

    def moved(self, by: int) -> "Citation":
        """Return it so much further on."""
        key = self.key and moved(self.key, by)
        return Citation(self.start + by, self.end + by, self.kind, self.names, self.papers, key)


def citations(note: Note, view: View) -> list[Citation]:
    """Return every citation of a note, in order; links and addresses of no paper are none."""
    found = outermost(places(note, view))
    return [place for place in found if is_citation(place, place.papers)]


def is_citation(place: Citation | Place, papers: Collection[Paper]) -> bool:
    """Return whether a place that names these papers is a citation: of some, or by unknown key."""
    return bool(papers) or (place.kind == "pandoc" and not _is_cross_reference(place.names[0]))


def places(note: Note, view: View) -> list[Citation]:
    """Return every place of a note that may name a paper, now or once more papers are known.

    Those in its list of references are left out.
    """
    found = sorted(_in_front_matter(note, view), key=lambda citation: citation.start)
    for start, part in note.placed():
        if here := places_in(part, view):
            found += [place.moved(start) for place in here]
    own = lists(note)
    return [place for place in found if not is_in(own, place.start)] if own else found


def lists(note: Note) -> list[Managed]:
    """Return the lists of references of a note that are ours: they name papers, and cite none."""
    if f"litnotes:{LIST}" not in note.text:
        return []
    return [block for block in managed(note.text) if block.name == LIST]


def is_in(blocks: Iterable[Managed], offset: int) -> bool:
    """Return whether an offset is in one of these blocks."""
    return any(block.start <= offset < block.end for block in blocks)


def places_in(part: Part, view: View) -> Sequence[Citation]:
    """Return every place of a part that may name a paper, in order; it is kept by the view."""
    return view.in_part(part, _in_part)


def outermost(found: Iterable[Citation]) -> list[Citation]:
    """Return the places without those inside one that names a paper: a title in a link's text.

    They are given in order, the outer one first.
    """
    kept: list[Citation] = []
    reach = 0
    for place in found:
        if place.end > reach or place.start >= reach:
            kept.append(place)
            if place.papers:
                reach = max(reach, place.end)
    return kept


def naming(text: str, head: FrontMatter) -> Iterator[tuple[str, Span, tuple[str, ...]]]:
    """Yield each field of front matter that may name a paper, where its value is, and the names."""
    for field, names_of in _FRONT_MATTER.items():
        if span := head.scalar(field):
            value = text[slice(*span)].removeprefix("@" if field == "citekey" else "")
            yield field, span, tuple(names_of(value.strip()))


def citation_at(note: Note, offset: int, view: View) -> Citation | None:
    """Return the citation at an offset, its end included; None where none of a known paper is."""
    found = place_at(note, offset, view)
    return found if found and found.papers else None


def place_at(note: Note, offset: int, view: View) -> Citation | None:
    """Return the place at an offset that may name a paper, one that does before one that does not.

    None where there is none; its end is included.
    """
    start, part = note.part_at(offset) or (0, None)
    here = places_in(part, view) if part else _in_front_matter(note, view)
    touching = [c.moved(start) for c in outermost(here) if c.start <= offset - start <= c.end]
    # Of two that meet at the offset, the one that begins there is meant.
    return max(touching, key=lambda c: (bool(c.papers), c.start), default=None)


def _in_front_matter(note: Note, view: View) -> Iterator[Citation]:
    if note.front_matter is None:
        return
    for field, span, named in naming(note.text, note.front_matter):
        after = span[0] + note.text.startswith("@", span[0])
        key = (after, span[1]) if field == "citekey" else None
        yield Citation(*span, "front-matter", named, view.meant(named), key)


def _in_part(part: Part, view: View) -> Sequence[Citation]:
    return [place for block in part.blocks for place in _in_block(part.text, block, view)]


def _in_block(text: str, block: Block, view: View) -> list[Citation]:
    written = [
        *_wikilinks(text, block, view),
        *_pandoc(text, block, view),
        *_links(text, block, view),
        *_addresses(text, block, view),
    ]
    taken = [(link.start, link.end) for link in block.wikilinks]
    taken += [(cited.start, cited.end) for cited in block.citations]
    taken.sort()
    written += [c for c in _identifiers(block, view) if not _overlaps(c, taken)]
    kind: Kind = "heading" if block.kind == "heading" else "mention"
    place = reach = 0
    for start, end, title, papers in mentions(block, view):
        while place < len(taken) and taken[place][0] < end:
            reach = max(reach, taken[place][1])
            place += 1
        if reach <= start:
            written.append(Citation(start, end, kind, (f"title:{title}",), papers))
    return sorted(written, key=lambda citation: (citation.start, -citation.end))


def _wikilinks(text: str, block: Block, view: View) -> Iterator[Citation]:
    for link in block.wikilinks:
        target = text[slice(*link.target)]
        named = names.of_target(target)
        if named and link.alias:
            named += names.of_title(text[slice(*link.alias)])
        if named:
            papers = view.meant(named)
            at = target.startswith("@")
            is_key = any(target[at:] in paper.keys for paper in papers)
            key = (link.target[0] + at, link.target[1]) if is_key else None
            yield Citation(link.start, link.end, "wikilink", tuple(named), papers, key)


def _pandoc(text: str, block: Block, view: View) -> Iterator[Citation]:
    for cited in block.citations:
        key = text[slice(*cited.key)]
        named = tuple(names.of_key(key))
        papers = view.meant(named)
        is_key = bool(papers) or not _is_cross_reference(named[0])
        span = cited.key if is_key else None
        yield Citation(cited.start, cited.end, "pandoc", named, papers, span)


def _links(text: str, block: Block, view: View) -> Iterator[Citation]:
    for link in block.links:
        named = names.of_text(text[slice(*link.text)])
        address = names.of_address(link.address)
        # A nickname or a key may be any word; where the link leads says more.
        is_short = len(text[slice(*link.text)].split()) <= _NICKNAME_WORDS
        named = [*address, *named] if is_short else [*named, *address]
        if named:
            yield Citation(link.start, link.end, "link", tuple(named), view.meant(named))


def _addresses(text: str, block: Block, view: View) -> Iterator[Citation]:
    for start, end in block.addresses:
        if named := names.of_address(text[start:end].strip("<>")):
            yield Citation(start, end, "identifier", tuple(named), view.meant(named))


def _identifiers(block: Block, view: View) -> Iterator[Citation]:
    for start, end, meant in identifiers_in(block.prose):
        named = tuple(f"{kind}:{value}" for kind, value in meant.items())
        place = block.start + start, block.start + end
        yield Citation(*place, "identifier", named, view.meant(named))


def _overlaps(found: Citation, taken: Sequence[Span]) -> bool:
    after = bisect_left(taken, (found.end,))
    return after > 0 and taken[after - 1][1] > found.start


def _is_cross_reference(name: str) -> bool:
    return _CROSS_REFERENCE.fullmatch(name.removeprefix("key:")) is not None
