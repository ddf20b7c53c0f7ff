"""Which notes cite which papers: what the index knows, under the unsaved text of open notes."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from litnotes_index import names
from litnotes_index.citations import Citation, is_citation, places
from litnotes_index.markdown import Note, parse
from litnotes_index.model import Paper
from litnotes_index.notes import Kind, NoteRecord, Place
from litnotes_index.text.clean import without_surrogates
from litnotes_index.view import View

# Where a paragraph is one line, each place in it would else keep all that is before it.
_LONGEST_BEFORE = 500
_FRONT_MATTER_NAMES = ("citekey", "doi", "arxiv", "title")


class NoteCitation(NamedTuple):
    """A citation in a note; it is described as in `Place`."""

    path: str
    line: int
    character: int
    end_line: int
    end_character: int
    kind: Kind
    text: str
    papers: tuple[Paper, ...]
    before: str | None = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """All notes of a root at one moment. `unsaved` are those that an editor has open, by path."""

    view: View
    unsaved: Mapping[str, NoteRecord] = field(default_factory=dict[str, NoteRecord])

    def citing(self, paper: Paper) -> list[NoteCitation]:
        """Return every citation of a paper, by path and place."""
        wanted = {*names.of_paper(paper)}
        for note in self.literature(paper):
            wanted.update(name for name in note.itself if name.startswith("note:"))
        for note in self.view.notes.defining(wanted):
            wanted.update(tag for tag, *meant in note.defines if not wanted.isdisjoint(meant))
        found: list[NoteCitation] = []
        for note in self._overlaid(self.view.notes.naming(wanted)):
            here = cited(note, self.view, wanted)
            found += (citation for citation in here if paper_in(paper, citation.papers))
        return found

    def count(self, paper: Paper) -> int:
        """Return how many notes cite a paper."""
        return len({citation.path for citation in self.citing(paper)})

    def naming(self, name: str) -> list[str]:
        """Return the paths of the notes in which a name stands, in order."""
        found = self._overlaid(self.view.notes.naming([name]))
        return [note.path for note in found if any(name in place.names for place in note.places)]

    def names(self) -> set[str]:
        """Return every name that stands in a note; some may have been taken out since."""
        unsaved = (n for note in self.unsaved.values() for p in note.places for n in p.names)
        return {*self.view.notes.names, *unsaved}

    def cited_in(self, path: str) -> list[NoteCitation]:
        """Return the citations of one note, in order; none for a note that is not indexed."""
        note = self.unsaved.get(path, self.view.notes.of(path))
        if note is None:
            return []
        return cited(note, self.view)

    def literature(self, paper: Paper) -> list[NoteRecord]:
        """Return the literature notes of a paper, by path: the notes that are about it."""
        found = self._overlaid(self.view.notes.calling_themselves(names.of_paper(paper)))
        return [
            note
            for note in found
            if any(is_same(paper, about) for about in self.view.literature(note))
        ]

    def _overlaid(self, indexed: Iterable[NoteRecord]) -> Iterator[NoteRecord]:
        kept = [note for note in indexed if note.path not in self.unsaved]
        return iter(sorted([*kept, *self.unsaved.values()], key=lambda note: note.path))


def read_note(path: str, written: bytes, view: View) -> NoteRecord:
    """Return what is kept of a note that holds these bytes; what is not UTF-8 shows as such."""
    return record_of(path, parse(written.decode("utf-8-sig", "replace")), view)


def record_of(path: str, note: Note, view: View) -> NoteRecord:
    """Return what is kept of a note: its title, what it may be about, and its places."""
    found = tuple(_placed(note.text, places(note, view)))
    defined = (names.of_definition(label, address) for label, address in note.labels.items())
    defines = tuple(tuple(one) for one in defined if one)
    return NoteRecord(path, title_of(note, path), tuple(_itself(note, path)), found, defines)


def _placed(text: str, found: Iterable[Citation]) -> Iterator[Place]:
    """Yield places by line and character; they are in order."""
    # Same length, so that offsets hold.
    source = text.replace("\r\n", " \n").replace("\r", "\n")
    line = seen = 0
    for place in found:
        line += source.count("\n", seen, place.start)
        seen = place.start
        end_line = line + source.count("\n", seen, place.end)
        yield Place(
            line,
            place.start - source.rfind("\n", 0, place.start) - 1,
            end_line,
            place.end - source.rfind("\n", 0, place.end) - 1,
            place.kind,
            text[place.start : place.end],
            place.names,
            _before(text, place.start),
        )


def _before(text: str, place: int) -> str | None:
    """What is kept of the line before a place: see `Place`."""
    start = max(text.rfind(end, 0, place) for end in "\r\n") + 1
    before = text[start:place]
    if before.isascii():
        return ""
    return before if len(before) <= _LONGEST_BEFORE else None


def cited(
    note: NoteRecord, view: View, wanted: AbstractSet[str] | None = None
) -> list[NoteCitation]:
    """Return the citations of a note, in order, unknown keys among them.

    `wanted` are the names by which they must call a paper, where not all are asked for.
    """
    found: list[NoteCitation] = []
    reach = (0, 0)
    for place, following in zip_longest(note.places, note.places[1:]):
        end = (place.end_line, place.end_character)
        asked = wanted is None or not wanted.isdisjoint(place.names)
        if not asked and not (following and following[:2] < end):
            continue  # it hides nothing, and which papers it names need not be found out
        # As in `citations.outermost`: a title in the text of a link that names a paper is no other.
        if end <= reach and place[:2] < reach:
            continue
        papers = view.meant(place.names)
        if asked and is_citation(place, papers):
            found.append(_citation(note.path, place, papers))
        if papers:
            reach = max(reach, end)
    return found


def title_of(note: Note, path: str) -> str:
    """Return what a note is called: by its front matter, its first heading, or its file name."""
    return _scalar(note, "title") or note.title or without_surrogates(names.stem_of(path))


def paper_in(paper: Paper, papers: Iterable[Paper]) -> bool:
    """Return whether a paper is among others of one view."""
    return any(is_same(paper, other) for other in papers)


def is_same(one: Paper, other: Paper) -> bool:
    """Return whether two answers of one view are the same paper."""
    return one is other or one.sources == other.sources


def _itself(note: Note, path: str) -> Iterator[str]:
    for scalar in _FRONT_MATTER_NAMES:
        value = _scalar(note, scalar)
        match scalar:
            case "citekey":
                yield from names.of_key(value.removeprefix("@")) if value else ()
            case "title":
                yield from names.of_title(value)
            case _:
                yield from names.of_identifier(value)
    yield from names.of_file(path)
    if title := note.title:
        yield from names.of_title(title)
        yield f"key:{title.removeprefix('@')}"


def _scalar(note: Note, name: str) -> str:
    span = note.front_matter.scalar(name) if note.front_matter else None
    return note.text[slice(*span)].strip() if span else ""


def _citation(path: str, place: Place, papers: tuple[Paper, ...]) -> NoteCitation:
    return NoteCitation(
        path,
        place.line,
        place.character,
        place.end_line,
        place.end_character,
        place.kind,
        place.text,
        papers,
        place.before,
    )
