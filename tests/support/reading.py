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
    return _reading(list(readers.read(path, format_name)))


def read_data(data: str | bytes, format_name: str) -> Reading:
    """Return what the reader of a format gives for a file of these bytes, or of this text."""
    return _reading(items_of(data, format_name))


def items_of(data: str | bytes, format_name: str) -> list[Entry | Problem]:
    """Return what the reader gives for a file of these bytes, or of this text, in its order."""
    with TemporaryDirectory() as folder:
        return list(readers.read(_file(data, Path(folder) / "dump"), format_name))


def sniff_data(data: str | bytes, name: str = "dump") -> str | None:
    """Return the format that a file of these bytes, or of this text, is taken for."""
    with TemporaryDirectory() as folder:
        return readers.sniff(_file(data, Path(folder) / name))


def _reading(items: list[Entry | Problem]) -> Reading:
    entries = tuple(item for item in items if isinstance(item, Entry))
    problems = [item for item in items if isinstance(item, Problem)]
    return Reading(entries, tuple(sorted(problems, key=lambda problem: problem.line)))


def _file(data: str | bytes, path: Path) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "replace"))
    return path
