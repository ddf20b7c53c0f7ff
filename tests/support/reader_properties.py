"""What every reader keeps: lines that are true, and damage that harms its own record only."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import strategies as st

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.files import source
from support.reading import Reading

ENDS = ["\n", "\r\n", "\r"]
ends_of_lines = st.sampled_from(ENDS)


def with_all_ends_of_lines(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test for each `end` of lines, `mark` before the text, and `last` lines after it."""
    for name, values in (("last", ["", "\n", "\n\n\n"]), ("mark", ["", "\ufeff"]), ("end", ENDS)):
        test = pytest.mark.parametrize(name, values)(test)
    return test


def true_lines(got: Reading, data: bytes, *, after: int = 0, alone: bool = True) -> list[str]:
    """Return the lines of a file, once it is clear that all that was read of it is in them.

    Entries are in the order of the file, below the line `after`; where they are not `alone`, one
    may begin in the line in which another ends.
    """
    lines = source.split(data.decode())
    first = after + 1
    for entry in got.entries:
        assert first <= entry.line <= entry.end_line <= len(lines)
        first = entry.end_line + alone
    assert all(1 <= problem.line <= len(lines) for problem in got.problems)
    return lines


def moved(entries: Iterable[Entry], lines: int) -> tuple[Entry, ...]:
    """Return entries as they are so many lines further down."""
    return tuple(replace(e, line=e.line + lines, end_line=e.end_line + lines) for e in entries)


def without_each_line(text: str, *, first: int = 1) -> Iterator[tuple[int, str]]:
    """Yield the number of each line from the first on, and the text that lacks it."""
    lines = text.split("\n")
    for deleted in range(first, len(lines) + 1):
        yield deleted, "\n".join(lines[: deleted - 1] + lines[deleted:])


def unharmed(entries: Iterable[Entry], deleted: int) -> list[Entry]:
    """Return those entries that a deleted line was not in, with the lines that they have now."""
    above = [entry for entry in entries if entry.end_line < deleted]
    below = [entry for entry in entries if entry.line > deleted]
    return [*above, *moved(below, -1)]


def check_unharmed(got: Reading, entries: Iterable[Entry], deleted: int) -> None:
    """Assert that a deleted line took none of these entries away but the one that it was in."""
    lost = [entry for entry in unharmed(list(entries), deleted) if entry not in got.entries]
    assert lost == [], deleted


def check_streamed(
    reader: Callable[[Path], Iterator[Entry | Problem]], path: Path, record: str, first: Entry
) -> None:
    """Assert that a reader gives the first of many records before it has read the last."""
    times = 4 * source.CHUNK // len(record)
    path.write_text(record * times, encoding="utf-8")
    assert path.stat().st_size > 3 * source.CHUNK
    items = reader(path)
    assert next(items) == first
    path.write_text("")  # what was read of it is a piece, not all
    assert 1 < sum(1 for _ in items) < times - 1
