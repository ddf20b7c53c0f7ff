"""The library as it stood at one commit: what features and commands ask."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from litnotes_index import titles
from litnotes_index.markdown import Part
from litnotes_index.model import Paper
from litnotes_index.notes import NoteRecord, NotesSnapshot
from litnotes_index.papers import Snapshot
from litnotes_index.papers.ranking import Cited
from litnotes_index.papers.search import PaperSearch
from litnotes_index.titles import Titles

_NOTE = "note:"
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class View:
    """Papers, titles and notes of one moment. It never changes, so answers are kept."""

    papers: PaperSearch
    titles: Titles
    notes: NotesSnapshot
    generation: int
    _named: dict[str, tuple[Paper, ...]] = field(
        default_factory=dict[str, tuple[Paper, ...]], repr=False
    )
    _stems: dict[str, bool] = field(default_factory=dict[str, bool], repr=False)
    _nearest: dict[str, Paper | None] = field(default_factory=dict[str, Paper | None], repr=False)
    _records: dict[str, NoteRecord | None] = field(
        default_factory=dict[str, NoteRecord | None], repr=False
    )
    _cited: dict[str, tuple[NoteRecord | None, AbstractSet[str]]] = field(
        default_factory=dict[str, tuple[NoteRecord | None, AbstractSet[str]]], repr=False
    )
    _in_parts: dict[Any, WeakKeyDictionary[Part, Any]] = field(
        default_factory=dict[Any, WeakKeyDictionary[Part, Any]], repr=False
    )

    def titled(self, title: str) -> tuple[Paper, ...]:
        """Return the papers with this normalised title; empty where none is left that has it."""
        return self.called(f"title:{title}")

    def meant(self, names: Iterable[str]) -> tuple[Paper, ...]:
        """Return the papers that the first of these names means that means any; empty for none.

        Several are ambiguous. Names are as in `names`.
        """
        for name in names:
            if papers := self.called(name):
                return papers
        return ()

    def called(self, name: str) -> tuple[Paper, ...]:
        """Return the papers that one name means; empty for none."""
        found = self._named.get(name)
        if found is None:
            found = self._named[name] = tuple(self._called(name))
        return found

    def nearest(self, phrase: str) -> Paper | None:
        """Return the paper whose title a phrase nearly is; None where none is."""
        if phrase not in self._nearest:
            from litnotes_index.match import nearest

            self._nearest[phrase] = nearest(self.papers, phrase)
        return self._nearest[phrase]

    def has_note(self, stem: str) -> bool:
        """Return whether there is a note of this name, as in `names`."""
        if stem not in self._stems:
            self._stems[stem] = bool(self.notes.calling_themselves([f"{_NOTE}{stem}"]))
        return self._stems[stem]

    def note(self, path: str) -> NoteRecord | None:
        """Return what is kept of a note; None for one that is not indexed."""
        if path not in self._records:
            self._records[path] = self.notes.of(path)
        return self._records[path]

    def cited(self, note: NoteRecord | None = None) -> Cited:
        """Return the names of papers that stand in notes, and those that stand in one of them."""
        path = note.path if note else ""
        known = self._cited.get(path)
        if known is None or known[0] is not note:
            names = (n for p in note.places for n in p.names) if note else sorted(self.notes.names)
            known = note, dict.fromkeys(filter(self._may_name, names)).keys()
            self._cited[path] = known
        return Cited(known[1], self.cited().anywhere) if note else Cited(anywhere=known[1])

    def in_part(self, part: Part, find: Callable[[Part, "View"], _Found]) -> _Found:
        """Return what `find` finds in a part of a note; it is kept for as long as the part is."""
        known = self._in_parts.get(find)
        if known is None:
            known = self._in_parts[find] = WeakKeyDictionary()
        found: _Found | None = known.get(part)
        if found is None:
            found = known[part] = find(part, self)
        return found

    def with_notes(self, notes: NotesSnapshot) -> "View":
        """Return the same papers beside other notes; what is kept of papers alone is kept on."""
        view = View(self.papers, self.titles, notes, self.generation)
        view._nearest.update(self._nearest)
        return view

    def literature(self, record: NoteRecord) -> tuple[Paper, ...]:
        """Return the papers whose literature note a note is; empty for any other note."""
        return self.meant(name for name in record.itself if not name.startswith(_NOTE))

    def _may_name(self, name: str) -> bool:
        """Whether a paper may be what a name means, as far as that is quickly told."""
        kind, _, value = name.partition(":")
        match kind:
            case "title":
                return value in self.titles
            case "nickname":
                return self.titles.is_nickname(value)
            case _:
                return kind not in ("note", "url")

    def _tagged(self, tag: str) -> Iterable[Paper]:
        """The papers that the first definition of a tag means, in whichever note it is."""
        for note in self.notes.defining([tag]):
            for defined, *names in note.defines:
                if defined == tag:
                    return self.meant(names)
        return ()

    def _called(self, name: str) -> Iterable[Paper]:
        kind, _, value = name.partition(":")
        match kind:
            case "title":
                return self.papers.titled(value) if value in self.titles else ()
            case "nickname":
                return self.papers.nicknamed(value) if self.titles.is_nickname(value) else ()
            case "key":
                return self.papers.keyed(value)
            case "url":
                return self.papers.at(value)
            case "tag":
                return self._tagged(name)
            case "note":
                notes = self.notes.calling_themselves([name])
                # Two notes of one name, in two folders: nobody knows which of them is meant.
                return self.literature(notes[0]) if len(notes) == 1 else ()
            case _:
                return self.papers.having_id(name)


def load(folder: Path, papers: Snapshot, notes: NotesSnapshot) -> View:
    """Return what two snapshots of the index in a folder tell together."""
    known = titles.load(folder, papers, folder / "papers")
    return View(PaperSearch(papers), known, notes, papers.state.generation)
