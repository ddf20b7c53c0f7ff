"""What one run of indexing reads: the dumps and notes that changed, and only those."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes_index.discover import Finder, Found
from litnotes_index.errors import NotFoundError, TooMuchError
from litnotes_index.manifest import Content, difference
from litnotes_index.notes import NotesBatch, NotesIndex
from litnotes_index.on_disk import as_on_disk
from litnotes_index.papers import PapersIndex

# What reads files is loaded where there is something to read: that takes longer than to see that
# nothing has changed.
if TYPE_CHECKING:
    from litnotes_index.view import View

_LARGE_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far indexing is: files done, files to do, and the file at hand."""

    done: int
    total: int
    file: str


Report = Callable[[Progress], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of indexing: how it was asked for.

    Where `most` is given, and more bytes have changed, nothing is read but `TooMuchError` raised.
    """

    rebuild: bool
    report: Report
    cancelled: Cancelled
    wait: float
    most: int | None = None

    def each(self, files: Sequence[Found]) -> Iterator[Found]:
        """Yield the files to read until the run is cancelled, and report on each."""
        for done, file in enumerate(files):
            if self.cancelled():
                break
            self.report(Progress(done, len(files), file.path))
            yield file
        self.report(Progress(len(files), len(files), ""))

    def is_large(self, found: Sequence[Found], changed: Sequence[Found]) -> bool:
        """Whether there is so much to read that the engine should take much memory.

        Raises `TooMuchError` where it is more than `most`.
        """
        size = sum(file.size for file in (found if self.rebuild else changed))
        if self.most is not None and size > self.most:
            raise TooMuchError(f"{size:,} bytes have changed")
        return size > _LARGE_BYTES


def index_papers(index: PapersIndex, finder: Finder, named: Sequence[Path], run: Run) -> bool:
    """Bring the papers index up to date; return whether anything had changed.

    `named` are files and folders besides those that the settings name; they are remembered.
    Raises `NotFoundError` for one that is missing.
    """
    snapshot = index.snapshot()
    is_empty = snapshot.state.generation == 0
    paths = _with_new(snapshot.state.named, named)
    found = list(finder.papers([Path(path) for path in paths]))
    changed, gone = difference(found, snapshot.files, _content)
    same = not changed and not gone and paths == snapshot.state.named
    if same and not is_empty and not run.rebuild:
        return False
    from litnotes_index.dump_worker import Dumps
    from litnotes_index.reading import read_file

    is_large = run.is_large(found, changed)
    with index.writing(wait=run.wait, large=is_large) as batch:
        # Another process may have done the work while we waited for the lock.
        paths = _with_new(batch.named, named)
        batch.named = paths
        batch.changed |= is_empty
        changed, gone = difference(found, batch.files, _content)
        for path in gone:
            batch.remove(path)
        with closing(Dumps(batch.generation, many=is_large)) as dumps:
            for file in run.each(found if run.rebuild else changed):
                read_file(batch, file, dumps, anew=run.rebuild)
    return True


def index_notes(
    index: NotesIndex,
    finder: Finder,
    named: Sequence[str],
    papers: int,
    current_view: Callable[[], "View"],
    run: Run,
    folder: Path,
) -> bool:
    """Bring the notes index up to date with the notes, and with the papers as they are.

    `folder` holds both indexes, `named` are files and folders besides those that the settings
    name, `papers` is the generation of the papers. Returns whether anything had changed.
    """
    snapshot = index.snapshot()
    found = list(finder.notes([Path(path) for path in named]))
    changed, gone = difference(found, snapshot.files, _note_content)
    current = snapshot.state.papers == papers
    if not (changed or gone or run.rebuild) and (current or not found):
        return False
    from litnotes_index.note_worker import readings
    from litnotes_index.reading import read_note

    view = current_view()  # what takes time to load is loaded before others must wait
    known_titles = view.papers.state.changed_since(snapshot.state.papers)
    large = run.is_large(found, found if known_titles is None else changed)
    with index.writing(wait=run.wait, large=large) as batch:
        # Another process may have read new papers, and the notes for them, while we waited.
        view = current_view()
        changed, gone = difference(found, batch.files, _note_content)
        for path in gone:
            batch.remove(path)
        anew = {file.path for file in found} if run.rebuild else _to_read_anew(batch, view)
        known = {file.path for file in changed}
        changed += [file for file in found if file.path in anew - known]
        paths = [file.path for file in changed]
        with closing(readings(folder, view.generation, paths)) as taken:
            for file in run.each(changed):
                read_note(batch, file, view, next(taken), anew=file.path in anew)
        if batch.papers != view.generation and not run.cancelled():
            batch.papers = view.generation
            batch.changed = True
    return True


def _to_read_anew(batch: NotesBatch, view: "View") -> set[str]:
    """The notes in which a title may stand that came or went since they were read."""
    titles = view.papers.state.changed_since(batch.papers)
    if titles is None:
        return set(batch.files)
    notes = [note for title in titles if title for note in batch.before.saying(title)]
    notes += batch.before.naming(f"title:{title}" for title in titles)
    return {note.path for note in notes}


def _with_new(known: Sequence[str], named: Sequence[Path]) -> tuple[str, ...]:
    for path in named:
        if not path.exists():
            raise NotFoundError(f"{path}: there is no such file or folder")
    new = (str(as_on_disk(Path(os.path.abspath(path)))) for path in named)  # noqa: PTH100 - links stay
    return tuple(dict.fromkeys([*known, *new]))


def _content(path: Path) -> Content:
    from litnotes_index.reading import content

    return content(path)


def _note_content(path: Path) -> Content:
    from litnotes_index.reading import note_content

    return note_content(path)
