"""The library of one root: brings its index up to date, and gives views of it to ask."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import orjson
import platformdirs

from litnotes_index import __version__, manifest, readers, titles
from litnotes_index.config import Settings
from litnotes_index.discover import Finder, Found
from litnotes_index.errors import EngineError, LitnotesError, NotFoundError
from litnotes_index.manifest import UNREADABLE, Content, difference
from litnotes_index.model import Entry, Paper, Problem
from litnotes_index.notes import NoteCitation, citing
from litnotes_index.papers import Batch, PaperSearch, PapersIndex, Snapshot
from litnotes_index.papers.schema import VERSION
from litnotes_index.text import normalise
from litnotes_index.view import View

INDEX_DIR_VARIABLE = "LITNOTES_INDEX_DIR"
_LARGE_BYTES = 20_000_000
_WAIT_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far indexing is: files done, files to do, and the file at hand."""

    done: int
    total: int
    file: str


Report = Callable[[Progress], None]
Cancelled = Callable[[], bool]


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
        self._papers_folder = self.folder / "papers"
        self._finder = Finder(root, settings, leave_out=self.folder)
        self._index = self._open(notice)
        self._view: View | None = None

    def with_settings(self, settings: Settings) -> "Library":
        """Return the same root's library under other settings."""
        return Library(self.root, settings, index_dir=self.folder.parent)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever indexed for this root."""
        return self._index.snapshot().state.generation == 0

    def view(self) -> View:
        """Return the library as it stands now; the same object until somebody commits."""
        snapshot = self._index.snapshot()
        if self._view is None or self._view.generation != snapshot.state.generation:
            known = titles.load(self.folder, snapshot, self._papers_folder)
            self._view = View(PaperSearch(snapshot), known, snapshot.state.generation)
        return self._view

    def has_moved_on(self, view: View) -> bool:
        """Return whether somebody committed since `view` was made; costs a microsecond."""
        return view is not self._view or self._index.has_moved_on()

    def index(
        self,
        named: Sequence[Path] = (),
        *,
        rebuild: bool = False,
        report: Report = lambda _: None,
        cancelled: Cancelled = lambda: False,
        wait: float = _WAIT_SECONDS,
    ) -> bool:
        """Read what changed since the last time; return whether anything had.

        `named` are files and folders besides those that the settings name; they are remembered.
        `rebuild` reads all again; until that is committed, the index answers as before.
        Raises `NotFoundError` for one that is missing, `IndexBusyError` after `wait` seconds.
        """
        snapshot = self._index.snapshot()
        paths = _with_new(snapshot.state.named, named)
        found = list(self._finder.papers([Path(path) for path in paths]))
        changed, gone = difference(found, snapshot.files, _content)
        same = not changed and not gone and paths == snapshot.state.named
        if same and not self.is_empty and not rebuild:
            return False
        large = sum(file.size for file in (found if rebuild else changed)) > _LARGE_BYTES
        with self._index.writing(wait=wait, large=large) as batch:
            # Another process may have done the work while we waited for the lock.
            paths = _with_new(batch.named, named)
            batch.named = paths
            batch.changed |= self.is_empty
            changed, gone = (
                (found, list(batch.files)) if rebuild else difference(found, batch.files, _content)
            )
            for path in gone:
                batch.remove(path)
            for done, file in enumerate(changed):
                if cancelled():
                    break
                report(Progress(done, len(changed), file.path))
                _read_file(batch, file)
            report(Progress(len(changed), len(changed), ""))
        return True

    def reset(self) -> None:
        """Throw the index away, paths that were named included: for one that is damaged."""
        shutil.rmtree(self._papers_folder, ignore_errors=True)
        for old in self.folder.glob("titles-*"):
            old.unlink(missing_ok=True)
        self._index = PapersIndex(self._papers_folder)
        self._view = None

    def status(self) -> Status:
        """Return what is indexed, file by file, with every problem."""
        snapshot = self._index.snapshot()
        dumps = [record for record in snapshot.files.values() if record.format or record.problems]
        dumps.sort(key=lambda record: record.path)
        counts = tuple(
            SourceCount(r.path, r.format, r.entries, len(r.problems)) for r in dumps if r.format
        )
        return Status(
            root=str(self.root),
            index_dir=str(self.folder),
            files=len(counts),
            entries=snapshot.state.entries,
            papers=snapshot.state.papers,
            notes=sum(1 for _ in self._finder.notes()),
            sources=counts,
            problems=(
                *self._missing(snapshot),
                *_unknown(snapshot),
                *(problem for record in dumps for problem in record.located),
            ),
            size=_size(self.folder),
        )

    def cited_by(self, paper: Paper) -> list[NoteCitation]:
        """Return where the root's notes cite a paper, by path and place; it reads every note."""
        return citing(paper, (found.path for found in self._finder.notes()), self.view())

    def _missing(self, snapshot: Snapshot) -> Iterator[Problem]:
        """A complaint about each file or folder that is named somewhere, and not there."""
        settings = self.settings
        for path in dict.fromkeys(
            [*map(str, settings.papers), *map(str, settings.notes), *snapshot.state.named]
        ):
            if "\0" in path or not os.path.exists(path):  # noqa: PTH110 - Path refuses a NUL
                yield Problem(path, 1, "this is named as a place of papers or notes, and not there")

    def watched(self) -> list[Path]:
        """Return the files and folders whose change may change the library."""
        named = map(Path, self._index.snapshot().state.named)
        return list(dict.fromkeys([self.root, *self.settings.papers, *self.settings.notes, *named]))

    def _open(self, notice: Callable[[str], None]) -> PapersIndex:
        stamp = self.folder / "version.json"
        wanted = orjson.dumps({"version": VERSION, "root": str(self.root)})
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            known = stamp.read_bytes() if stamp.exists() else None
            if known is not None and known != wanted:
                notice("the index was made by another version of litnotes and is built anew")
                shutil.rmtree(self._papers_folder, ignore_errors=True)
            if known != wanted:
                # By rename: another process may be at the same place.
                fresh = stamp.with_suffix(f".{os.getpid()}.tmp")
                fresh.write_bytes(wanted)
                fresh.replace(stamp)
        except OSError as error:
            raise LitnotesError(
                f"the index cannot be kept in {self.folder}: {error.strerror}; "
                f"name another place with --index-dir or {INDEX_DIR_VARIABLE}"
            ) from error
        try:
            index = PapersIndex(self._papers_folder)
            _ = index.snapshot().files  # a damaged index shows when it is read
        except (EngineError, orjson.JSONDecodeError):
            notice("the index was damaged and is built anew")
            shutil.rmtree(self._papers_folder, ignore_errors=True)
            index = PapersIndex(self._papers_folder)
        return index


def index_folder(root: Path, index_dir: Path | None = None) -> Path:
    """Return the folder of a root's index: one per root, the same for every process."""
    base = index_dir or _index_base()
    name = normalise(root.name).replace(" ", "-")[:40] or "root"
    digest = hashlib.sha256(os.fsencode(root)).hexdigest()[:12]
    return base / f"{name}-{digest}"


def _size(folder: Path) -> int:
    size = 0
    for file in folder.rglob("*"):
        with suppress(OSError):  # a merge may just have removed it
            size += file.stat().st_size if file.is_file() else 0
    return size


def _index_base() -> Path:
    named = os.environ.get(INDEX_DIR_VARIABLE)
    return Path(named) if named else platformdirs.user_cache_path("litnotes", appauthor=False)


def _unknown(snapshot: Snapshot) -> Iterator[Problem]:
    """A complaint about each file that a person named, and that is no dump."""
    for path in snapshot.state.named:
        record = snapshot.files.get(path)
        if record and record.format is None and not record.problems:
            yield Problem(path, 1, "this is no kind of dump that litnotes knows")


def _with_new(known: Sequence[str], named: Sequence[Path]) -> tuple[str, ...]:
    for path in named:
        if not path.exists():
            raise NotFoundError(f"{path}: there is no such file or folder")
    return tuple(dict.fromkeys([*known, *(os.path.abspath(path) for path in named)]))  # noqa: PTH100 - links stay


def _content(path: Path) -> Content:
    format_name = readers.sniff(path)
    # What is no dump may be a film: its time and size say enough.
    return format_name, _digest(path) if format_name else ""


def _read_file(batch: Batch, file: Found) -> None:
    path = Path(file.path)
    record = manifest.fresh(file)
    try:
        format_name, digest = _content(path)
    except OSError as error:
        fault = (1, f"cannot be read: {error.strerror}")
        batch.replace(replace(record, mtime_ns=UNREADABLE, problems=(fault,)), ())
        return
    record = replace(record, format=format_name, digest=digest)
    old = batch.files.get(file.path)
    if old is not None and old.content == record.content:
        batch.touch(replace(record, entries=old.entries, problems=old.problems))
    else:
        batch.replace(record, _entries(path, format_name) if format_name else ())


def _entries(path: Path, format_name: str) -> Iterator[Entry | Problem]:
    try:
        yield from readers.read(path, format_name)
    except OSError as error:
        yield Problem(str(path), 1, f"reading stopped: {error.strerror}")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
