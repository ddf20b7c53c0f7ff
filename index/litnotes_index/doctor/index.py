"""Whether the index of a root is whole, answers, and is as the files on the disk are."""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from litnotes_index import damage, titles
from litnotes_index.config import Settings
from litnotes_index.discover import Finder, Found
from litnotes_index.doctor import lock
from litnotes_index.doctor.check import Check
from litnotes_index.errors import EngineError, IndexBusyError, LitnotesError, StorageError
from litnotes_index.index_folder import INDEXES, made_for, size_of
from litnotes_index.library import Library, counted
from litnotes_index.manifest import Content, FileRecord, difference
from litnotes_index.notes import NotesIndex
from litnotes_index.papers import PapersIndex, Snapshot
from litnotes_index.papers.schema import VERSION
from litnotes_index.papers.search import PaperSearch
from litnotes_index.reading import content, note_content

_UPDATE = "litnotes index"
_ELSEWHERE = "name another place with --index-dir"
_TRIED = 20

Rebuild = Callable[[Library, list[Path]], None]
"""Builds the index of an empty library, with these files and folders that people once named."""


def index(root: Path, settings: Settings, folder: Path, rebuild: Rebuild) -> Iterator[Check]:
    """Yield how the index of a root is; what is mended before the next is asked for, counts."""
    if not (folder / "papers" / "meta.json").exists() and not any(folder.glob("papers/*.store")):
        there = next(place for place in (folder, *folder.parents) if place.exists())
        if there.is_dir():
            yield Check("index", "note", f"nothing is indexed yet for {root}", _UPDATE)
        else:
            yield Check("index folder", "wrong", f"{there} is no folder", _ELSEWHERE)
        return
    place = _place(folder)
    yield place
    if place.state != "ok":
        return
    try:
        damaged = _damage(folder)
    except (OSError, StorageError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        fix = f"make its files readable, or {_ELSEWHERE}"
        yield Check("index", "wrong", f"{folder} cannot be read: {reason}", fix)
        return
    if damaged:

        def build_anew() -> str:
            _build_anew(root, settings, folder, rebuild)
            return f"built anew: {damaged}"

        yield Check("index", "wrong", damaged, "litnotes doctor --fix builds it anew", build_anew)
        if _damage(folder):
            return
    else:
        size = f"{size_of(folder) / 1e6:.1f} MB"
        yield Check("index", "ok", f"every file is as it was written ({size})")
    try:
        papers = PapersIndex(folder / "papers").snapshot()
        yield _query(papers)
        yield _manifest(root, settings, folder, papers)
        yield from _titles(folder, papers)
    except (LitnotesError, OSError) as error:
        yield Check("index", "wrong", str(error), "try again, or litnotes index --rebuild")


def _place(folder: Path) -> Check:
    try:
        told = made_for(folder)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        fix = f"make it yours and writable, or {_ELSEWHERE}"
        return Check("index folder", "wrong", f"{folder} cannot be used: {error.strerror}", fix)
    except ValueError:
        told = None
    if told is None or told[0] != VERSION:
        said = f"{folder} is of another version of litnotes than this"
        return Check("index folder", "note", said, f"{_UPDATE} builds it anew")
    return Check("index folder", "ok", f"{folder} (version {VERSION})")


def _damage(folder: Path) -> str:
    """What is damaged of an index, in one line; empty for nothing."""
    told = [f"{name}: {fault}" for name in INDEXES for fault in damage.damage(folder / name)]
    if not told:
        try:
            papers = PapersIndex(folder / "papers").snapshot()
            notes = NotesIndex(folder / "notes").snapshot()
            _ = papers.files, papers.state, notes.files, notes.state
        except (EngineError, ValueError, KeyError, TypeError) as error:
            told.append(str(error) or type(error).__name__)
    more = f" and {len(told) - 1} more" if len(told) > 1 else ""
    return f"it is damaged: {told[0]}{more}" if told else ""


def _build_anew(root: Path, settings: Settings, folder: Path, rebuild: Rebuild) -> None:
    if any(lock.is_held(folder / name / lock.LOCK) for name in INDEXES):
        raise IndexBusyError("another process is writing the index; try again when it has ended")
    try:
        named = PapersIndex(folder / "papers").snapshot().state.named
    except (LitnotesError, ValueError, KeyError, TypeError):
        named = ()
    library = Library(root, settings, index_dir=folder.parent)
    library.reset()
    rebuild(library, [path for path in map(Path, named) if path.exists()])


def _query(papers: Snapshot) -> Check:
    entries = counted(papers.state.entries, "entry", "entries")
    if not papers.state.entries:
        return Check(
            "search", "note", "no papers are indexed", "put a dump of papers into the root"
        )
    search = PaperSearch(papers)
    tried = papers.terms("identity", "title:", _TRIED)
    start = time.perf_counter()
    # Terms of what is gone stay for a while.
    for title in (term.removeprefix("title:") for term in tried):
        if search.search(title, 1):
            took = (time.perf_counter() - start) * 1000
            return Check("search", "ok", f"{title!r} is found among {entries} in {took:.1f} ms")
    if not tried:
        return Check("search", "note", f"none of {entries} has a title that can be looked for")
    said = f"none of {counted(len(tried), 'title')} is found that the index lists"
    return Check("search", "wrong", said, "litnotes index --rebuild")


def _manifest(root: Path, settings: Settings, folder: Path, papers: Snapshot) -> Check:
    notes = NotesIndex(folder / "notes").snapshot()
    finder = Finder(root, settings, leave_out=folder)
    named = [Path(path) for path in papers.state.named]
    changes = _changes(finder.papers(named), papers.files, content)
    changes = [
        one + other
        for one, other in zip(
            changes, _changes(finder.notes(named), notes.files, note_content), strict=True
        )
    ]
    dumps = sum(record.format is not None for record in papers.files.values())
    holds = f"{counted(dumps, 'dump')} and {counted(len(notes.files), 'note')}"
    if any(changes):
        changed, gone, new = changes
        said = f"{holds}; since they were read {counted(changed, 'file')} changed"
        return Check("files", "note", f"{said}, {gone:,} went, {new:,} came", _UPDATE)
    records = [*papers.files.values(), *notes.files.values()]
    if problems := sum(len(record.problems) for record in records):
        said = f"{holds}, as they are on the disk, with {counted(problems, 'problem')}"
        return Check("files", "note", said, "litnotes status lists them")
    return Check("files", "ok", f"{holds}, as they are on the disk")


def _changes(
    found: Iterable[Found], known: Mapping[str, FileRecord], look: Callable[[Path], Content]
) -> list[int]:
    """How many files changed, are gone, and are new."""
    changed, gone = difference(found, known, look)
    new = sum(file.path not in known for file in changed)
    return [len(changed) - new, len(gone), new]


def _titles(folder: Path, papers: Snapshot) -> Iterator[Check]:
    torn = titles.torn(folder)
    if torn:

        def remove() -> str:
            for file in torn:
                file.unlink(missing_ok=True)
            return f"{counted(len(torn), 'torn file')} removed"

        said = f"{counted(len(torn), 'file')} of titles torn"
        yield Check("titles", "wrong", said, "litnotes doctor --fix removes it", remove)
        return
    newest = titles.newest(folder)
    generation = papers.state.generation
    if papers.state.entries and (newest is None or newest[0] != generation):
        yield Check("titles", "ok", "the list of titles is brought up to date when it is needed")
    else:
        known = len(newest[1]) if newest else 0
        yield Check(
            "titles", "ok", f"{counted(known, 'title and nickname', 'titles and nicknames')}"
        )
