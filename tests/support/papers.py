"""Small real indexes out of entries, and dumps as the page reader takes them."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from litnotes_index import view
from litnotes_index.manifest import FileRecord
from litnotes_index.model import Entry, Problem
from litnotes_index.notes import NotesIndex
from litnotes_index.papers import Batch, PapersIndex
from litnotes_index.papers.prepared import prepared
from litnotes_index.papers.search import PaperSearch
from litnotes_index.view import View

LONG_AGO_NS = 1_600_000_000_000_000_000
WAIT = 10.0


def record(path: str, **fields: object) -> FileRecord:
    return FileRecord(path, 1, 1, 2, "digest", "page")._replace(**fields)  # type: ignore[arg-type]  # any fields


def numbered(entries: Iterable[Entry | str]) -> list[Entry]:
    """Give each entry without a line the next free ones; a text is the entry of that title."""
    found: list[Entry] = []
    for place, given in enumerate(entries):
        entry = Entry(given, 0, 0) if isinstance(given, str) else given
        line = entry.line or 4 * place + 1
        found.append(replace(entry, line=line, end_line=entry.end_line or line + 2))
    return found


def paper(title: str, **fields: object) -> Entry:
    """Return an entry whose lines are yet to be given."""
    return replace(Entry(title, 0, 0), **fields)  # type: ignore[arg-type]  # any fields


def put(batch: Batch, path: str, entries: Sequence[Entry | Problem | str]) -> None:
    known = [e for e in entries if not isinstance(e, Problem)]
    problems = [e for e in entries if isinstance(e, Problem)]
    ready = (prepared(one, path, "page", batch.generation) for one in numbered(known))
    batch.replace(record(path), [*ready, *problems])


def index_of(folder: Path, dumps: Mapping[str, Sequence[Entry | str]]) -> PapersIndex:
    index = PapersIndex(folder / "papers")
    with index.writing(wait=WAIT) as batch:
        for path, entries in dumps.items():
            put(batch, path, entries)
    return index


def search_of(folder: Path, *entries: Entry | str) -> PaperSearch:
    return PaperSearch(index_of(folder, {"/dumps/a.txt": entries}).snapshot())


def library(
    folder: Path, *entries: Entry | str, dumps: Mapping[str, Sequence[Entry | str]] | None = None
) -> View:
    """Return a view of these entries, in one dump or in several by path."""
    index = index_of(folder, dumps or {"/dumps/a.txt": entries})
    return view.load(folder, index.snapshot(), NotesIndex(folder / "notes").snapshot())


ABSTRACT = (
    "Much has been written about how such things might be done with more care than before. "
    "We study one small case of it and find that care is cheap. Others may do better."
)


def write_page(path: Path, *titles: str, abstract: str = ABSTRACT) -> Path:
    """Write a dump of pairs, too old to be read again; the n-th title is on line 2n."""
    lines = ["Get trending papers in your email inbox once a day!"]
    for title in titles:
        lines += [title, abstract]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return aged(path)


def aged(path: Path, seconds: int = 0) -> Path:
    """Set a file's time to long ago, `seconds` later than that."""
    when = LONG_AGO_NS + seconds * 1_000_000_000
    os.utime(path, ns=(when, when))
    return path
