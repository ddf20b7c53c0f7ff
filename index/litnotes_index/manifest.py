"""What an index knows of the files that it was made from, and which of them must be read again."""

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from litnotes_index.discover import Found
from litnotes_index.model import Problem

# A file changed this shortly before it was read may change again without its time telling.
_RACY_NS = 2_000_000_000
UNREADABLE = 0
"""The time of a file that could not be read: it is tried again at every run."""

Content = tuple[str | None, str]
"""What a file holds: its format, None for no kind that is read, and a digest of its bytes."""


class FileRecord(NamedTuple):
    """One file of a manifest; `format` is None for a file that is none of ours.

    `seen_ns` is when it was read. `problems` are lines (from 1) and messages.
    """

    path: str
    mtime_ns: int
    size: int
    seen_ns: int
    digest: str
    format: str | None
    entries: int = 0
    problems: tuple[tuple[int, str], ...] = ()

    @property
    def located(self) -> list[Problem]:
        """The problems of the file, with its path."""
        return [Problem(self.path, line, message) for line, message in self.problems]

    @property
    def content(self) -> Content:
        """What the file held when it was read."""
        return self.format, self.digest


def fresh(file: Found) -> FileRecord:
    """Return the record of a file that is about to be read."""
    return FileRecord(file.path, file.mtime_ns, file.size, time.time_ns(), "", None)


def difference(
    found: Iterable[Found],
    known: Mapping[str, FileRecord],
    content: Callable[[Path], Content],
) -> tuple[list[Found], list[str]]:
    """Return what must be read (again), and the paths that must be forgotten.

    `content` looks into a file whose time cannot be relied on; it may raise `OSError`.
    """
    changed: list[Found] = []
    gone = dict.fromkeys(known)
    for file in found:
        gone.pop(file.path, None)
        record = known.get(file.path)
        if record is None or not _is_current(record, file, content):
            changed.append(file)
    return changed, list(gone)


def _is_current(record: FileRecord, file: Found, content: Callable[[Path], Content]) -> bool:
    if file.problem:
        return record.problems == ((1, file.problem),)
    if record.mtime_ns == UNREADABLE:
        return _content(file, content) is None
    if (record.mtime_ns, record.size) != (file.mtime_ns, file.size):
        return False
    if file.mtime_ns < record.seen_ns - _RACY_NS:
        return True
    if file.mtime_ns < time.time_ns() - _RACY_NS:
        return False  # it is read once more, and its time can be relied on from then on
    return _content(file, content) == record.content


def _content(file: Found, content: Callable[[Path], Content]) -> Content | None:
    try:
        return content(Path(file.path))
    except OSError:
        return None
