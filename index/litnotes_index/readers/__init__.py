"""Readers turn dumps into entries; this is the list of them, and the way in.

A reader is a module of this package with the three names of `Reader`. To add one, write it and put
it into `READERS`. Broken input is data: it gives problems beside entries, never an exception.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from litnotes_index.model import Entry, Problem
from litnotes_index.readers import pages, source


class Reader(Protocol):
    """What a module of this package offers for one format of dumps."""

    FORMAT: str

    def sniff(self, path: Path, head: str) -> bool:
        """Return whether a file that begins with `head` (its last line may be cut) is a dump."""
        ...

    def read(self, path: Path) -> Iterator[Entry | Problem]:
        """Yield what the dump holds, as it is read; only an `OSError` is ever raised."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a dump gave; both are in the order of the file."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


# The strictest first: the first that knows a file gets it.
READERS: tuple[Reader, ...] = (pages,)
_BY_FORMAT = {reader.FORMAT: reader for reader in READERS}


def sniff(path: Path) -> str | None:
    """Return the format of a dump by its content; None for any other file, folder or device."""
    head = source.head(path)
    if head is None:
        return None
    return next((reader.FORMAT for reader in READERS if reader.sniff(path, head)), None)


def read(path: Path, format: str) -> Reading:  # noqa: A002 - the field's word, as in `Source`
    """Return the entries and problems of a dump of the format that `sniff` named."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for item in _BY_FORMAT[format].read(path):
        if isinstance(item, Entry):
            entries.append(item)
        else:
            problems.append(item)
    return Reading(tuple(entries), tuple(sorted(problems, key=lambda problem: problem.line)))
