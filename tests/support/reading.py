"""All that a reader gives, at once."""

from dataclasses import dataclass
from pathlib import Path

from litnotes_index import readers
from litnotes_index.model import Entry, Problem


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
