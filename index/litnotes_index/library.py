"""The library of one root: brings its index up to date, and gives views of it to ask."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from litnotes_index import __version__, zipped
from litnotes_index.config import Settings
from litnotes_index.damage import is_damaged
from litnotes_index.discover import NEITHER, Finder, is_note
from litnotes_index.errors import EngineError, LitnotesError, NotFoundError, StorageError
from litnotes_index.index_folder import INDEXES, index_folder, size_of, stamp
from litnotes_index.indexing import Cancelled, Report, Run, index_notes, index_papers
from litnotes_index.model import Problem
from litnotes_index.notes import NotesIndex
from litnotes_index.on_disk import as_on_disk
from litnotes_index.papers import PapersIndex, Snapshot
from litnotes_index.papers.schema import VERSION

# What answers questions is loaded where one is asked: often there is nothing but to see that
# nothing has changed.
if TYPE_CHECKING:
    from litnotes_index.backlinks import NoteCitation, Notes
    from litnotes_index.view import View

_WAIT_SECONDS = 120.0
# What more links lead to is looked at now and then.
_MOST_LINKED = 200
Index = TypeVar("Index", PapersIndex, NotesIndex)


@dataclass(frozen=True, slots=True)
class SourceCount:
    """One dump and what it gave."""

    path: str
    format: str
    entries: int
    problems: int


@dataclass(frozen=True, slots=True)
class Status:
    """What is indexed for a root; `index_version` is that of the form the index has."""

    root: str
    index_dir: str
    files: int
    entries: int
    papers: int
    notes: int
    sources: tuple[SourceCount, ...]
    problems: tuple[Problem, ...]
    size: int
    version: str = __version__
    index_version: int = VERSION

    @property
    def counts(self) -> str:
        """The one line that says what is indexed."""
        numbers = [
            counted(self.entries, "entry", "entries"),
            counted(self.papers, "paper"),
            counted(self.files, "dump"),
            counted(self.notes, "note"),
            counted(len(self.problems), "problem"),
        ]
        return ", ".join(numbers)


class Library:
    """The index of one root. Open it anywhere, any number of times; only `index` writes."""

    def __init__(
        self,
        root: Path,
        settings: Settings,
        *,
        index_dir: Path | None = None,
        notice: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Open the library of `root`; `notice` is told when a damaged or old index is rebuilt."""
        self.root = root
        self.settings = settings
        self.folder = index_folder(root, index_dir)
        self._finder = Finder(root, settings, leave_out=self.folder)
        self._notice = notice
        self.lost: list[Path] = []
        """What was named to an index that was damaged."""
        self._is_incomplete = False
        stamp(self.folder, root, notice)
        self._papers = self._opened(PapersIndex, self.folder / "papers")
        self._notes = self._opened(NotesIndex, self.folder / "notes")
        self._view: View | None = None

    def with_settings(self, settings: Settings) -> "Library":
        """Return the same root's library under other settings."""
        library = Library(self.root, settings, index_dir=self.folder.parent, notice=self._notice)
        library.lost = self.lost
        return library

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever indexed for this root, or some of it has just been lost."""
        return self._is_incomplete or self._papers.snapshot().state.generation == 0

    def view(self) -> "View":
        """Return the library as it stands now; the same object until somebody commits."""
        papers, notes = self._papers.snapshot(), self._notes.snapshot()
        old = self._view
        if old is None or old.generation != papers.state.generation:
            from litnotes_index import view

            self._view = view.load(self.folder, papers, notes)
        elif old.notes is not notes:
            self._view = old.with_notes(notes)
        assert self._view is not None
        return self._view

    def has_moved_on(self, view: "View") -> bool:
        """Return whether somebody committed since `view` was made; costs a microsecond or two."""
        return view is not self._view or self._papers.has_moved_on() or self._notes.has_moved_on()

    def index(
        self,
        named: Sequence[Path] = (),
        *,
        rebuild: bool = False,
        report: Report = lambda _: None,
        cancelled: Cancelled = lambda: False,
        wait: float = _WAIT_SECONDS,
        most: int | None = None,
    ) -> bool:
        """Read what changed since the last time; return whether anything had.

        `named` are files and folders besides those that the settings name; they are remembered.
        `rebuild` reads all again; until that is committed, the index answers as before.
        Raises `NotFoundError` for one that is missing, `IndexBusyError` after `wait` seconds, and
        `TooMuchError` where more than `most` bytes have changed. A damaged index is built anew.
        """
        run = Run(rebuild, report, cancelled, wait, most)
        try:
            changed = self._index([*named, *self.lost], run)
        except EngineError:
            if not self.discard_damaged():
                raise
            changed = self._index([*named, *self.lost], run)
        self.lost.clear()
        self._is_incomplete = False
        return changed

    def _index(self, named: Sequence[Path], run: Run) -> bool:
        try:
            papers_changed = index_papers(self._papers, self._finder, named, run)
        finally:
            zipped.close()
        remembered = self._papers.snapshot().state.named
        papers = self._papers.snapshot().state.generation
        notes_changed = index_notes(
            self._notes, self._finder, remembered, papers, self.view, run, self.folder
        )
        return notes_changed or papers_changed

    def discard_damaged(self) -> bool:
        """Throw the index away if it is damaged, or was a moment ago; return whether it was.

        It reads all of its files. What people had named is named to the next run of `index`.
        """
        try:
            if not self._is_damaged():
                # Another process may have been faster.
                return self._papers.has_moved_on() or self._notes.has_moved_on()
            self._notice("the index was damaged and is built anew")
            with suppress(LitnotesError):
                self.lost = [Path(p) for p in self._papers.last.state.named if os.path.exists(p)]  # noqa: PTH110 - Path refuses a NUL
            self.reset()
        except OSError as error:
            raise StorageError.of(error.errno or 0) from error
        return True

    def _is_damaged(self) -> bool:
        papers, notes = self.folder / "papers", self.folder / "notes"
        if is_damaged(papers) or is_damaged(notes):
            return True
        try:
            _ = PapersIndex(papers).snapshot().files, NotesIndex(notes).snapshot().files
        except EngineError:
            return True
        return False

    def reset(self) -> None:
        """Throw the index away, paths that were named included: for one that is damaged."""
        for folder in INDEXES:
            shutil.rmtree(self.folder / folder, ignore_errors=True)
        for old in self.folder.glob("titles-*"):
            with suppress(OSError):  # on Windows while somebody has it open
                old.unlink()
        stamp(self.folder, self.root, self._notice)
        self._papers = PapersIndex(self.folder / "papers")
        self._notes = NotesIndex(self.folder / "notes")
        self._view = None

    def status(self) -> Status:
        """Return what is indexed, file by file, with every problem."""
        snapshot, notes = self._papers.snapshot(), self._notes.snapshot().files
        dumps = [record for record in snapshot.files.values() if record.format or record.problems]
        noted = [record for record in notes.values() if record.problems]
        for records in (dumps, noted):
            records.sort(key=lambda record: record.path)
        counts = tuple(
            SourceCount(r.path, r.format, r.entries, len(r.problems)) for r in dumps if r.format
        )
        return Status(
            root=str(self.root),
            index_dir=str(self.folder),
            files=len(counts),
            entries=snapshot.state.entries,
            papers=snapshot.state.papers,
            notes=len(notes),
            sources=counts,
            # A place that is named may have been met on the way as well.
            problems=tuple(
                dict.fromkeys(
                    (
                        *self._missing(snapshot),
                        *_unknown(snapshot),
                        *(problem for record in dumps for problem in record.located),
                        *(problem for record in noted for problem in record.located),
                    )
                )
            ),
            size=size_of(self.folder),
        )

    def conflicts(self) -> list[Problem]:
        """Return the keys and titles that several papers have: no fault of any one record."""
        from litnotes_index.papers.conflicts import conflicts

        return list(conflicts(self.view().papers))

    def notes(self) -> "Notes":
        """Return the notes as they are on disk, to ask what they cite."""
        from litnotes_index.backlinks import Notes

        return Notes(self.view())

    def cited_in(self, place: Path) -> "list[NoteCitation]":
        """Return the citations of a note as it is now, or of the indexed notes in a folder.

        Raises `NotFoundError` where there is none, `OSError` for a note that cannot be read.
        """
        from litnotes_index.backlinks import Notes, cited, read_note

        view, paths = self.view(), self.notes_in(place)
        if place.is_file():
            (path,) = paths
            return cited(read_note(path, Path(path).read_bytes(), view), view)
        notes = Notes(view)
        return [citation for path in paths for citation in notes.cited_in(path)]

    def notes_in(self, place: Path) -> list[str]:
        """Return the path of a note, or those of the indexed notes in a folder, in order.

        Raises `NotFoundError` where there is none.
        """
        here = str(as_on_disk(Path(os.path.abspath(place))))  # noqa: PTH100 - links stay
        if place.is_file():
            return [here]
        if not place.is_dir():
            raise NotFoundError(f"{place}: there is no such note or folder")
        # The notes may be indexed by the path that is given, or by the one that it leads to.
        folders = [os.path.join(path, "") for path in (here, os.path.realpath(here))]  # noqa: PTH118 - as above
        paths = sorted(path for path in self.view().notes.files if path.startswith(tuple(folders)))
        if not paths:
            raise NotFoundError(f"{place}: there are no indexed notes in it")
        return paths

    def notes_of(self, places: Sequence[Path]) -> dict[str, bool]:
        """Return the paths of the notes in all places, each once, and whether one is named itself.

        Raises `NotFoundError` where there is none in a place.
        """
        found: dict[str, bool] = {}
        for place in places:
            is_named = place.is_file()
            for path in self.notes_in(place):
                found[path] = is_named or found.get(path, False)
        return found

    def _missing(self, snapshot: Snapshot) -> Iterator[Problem]:
        """A complaint about each file or folder that is named somewhere, and not there."""
        settings = self.settings
        for path in dict.fromkeys(
            [*map(str, settings.papers), *map(str, settings.notes), *snapshot.state.named]
        ):
            if "\0" in path or not os.path.exists(path):  # noqa: PTH110 - Path refuses a NUL
                yield Problem(path, 1, "this is named as a place of papers or notes, and not there")
            elif not os.path.isfile(path) and not os.path.isdir(path):  # noqa: PTH112, PTH113 - as above
                yield Problem(path, 1, NEITHER)

    def watched(self) -> list[Path]:
        """Return the files and folders whose change may change the library."""
        named = map(Path, self._papers.snapshot().state.named)
        linked = map(Path, sorted(self._finder.linked)[:_MOST_LINKED])
        places = [self.root, *self.settings.papers, *self.settings.notes, *named, *linked]
        return list(dict.fromkeys(places))

    def _opened(self, kind: type[Index], folder: Path) -> Index:
        # Whoever makes an index makes both; if one is missing, what it held is to be read again.
        self._is_incomplete |= not (folder / "meta.json").exists()
        try:
            index = kind(folder)
            _ = index.snapshot().files  # a damaged index shows when it is read
        except EngineError:
            self._is_incomplete = True
            self._notice("the index was damaged and is built anew")
            shutil.rmtree(folder, ignore_errors=True)
            index = kind(folder)
        return index


def counted(count: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _unknown(snapshot: Snapshot) -> Iterator[Problem]:
    """A complaint about each file that a person named, and that is no dump."""
    for path in snapshot.state.named:
        record = snapshot.files.get(path)
        if record and record.format is None and not (record.problems or is_note(path)):
            from litnotes_index import readers

            try:
                kind = readers.looks_like(Path(path))
            except OSError:
                kind = None
            said = f"this looks like {kind}, but holds no papers that litnotes can read"
            yield Problem(path, 1, said if kind else "this is no kind of dump that litnotes knows")
