"""All that a reader gives, at once, and which reader a file is for."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from litnotes_index import readers
from litnotes_index.model import Entry, Problem

NO_TITLE = "the record has no title"


@dataclass(frozen=True, slots=True)
class Reading:
    """The entries of a dump in the order of the file, and its problems by line."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def read(path: Path, format_name: str) -> Reading:
    """Return what the reader of a format gives for a file."""
    items = list(readers.read(path, format_name))
    entries = tuple(item for item in items if isinstance(item, Entry))
    problems = [item for item in items if isinstance(item, Problem)]
    return Reading(entries, tuple(sorted(problems, key=lambda problem: problem.line)))


def read_data(data: str | bytes, format_name: str) -> Reading:
    """Return what the reader of a format gives for a file of these bytes, or of this text."""
    with TemporaryDirectory() as folder:
        return read(_file(data, Path(folder) / "dump"), format_name)


def sniff_data(data: str | bytes, name: str = "dump") -> str | None:
    """Return the format that a file of these bytes, or of this text, is taken for."""
    with TemporaryDirectory() as folder:
        return readers.sniff(_file(data, Path(folder) / name))


def _file(data: str | bytes, path: Path) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "replace"))
    return path
