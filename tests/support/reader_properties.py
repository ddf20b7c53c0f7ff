"""What every reader keeps: lines that are true, and damage that harms its own record only."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import strategies as st

from litnotes_index import readers
from litnotes_index.model import Entry
from litnotes_index.readers.files import source
from support.reading import Reading, read_data

_ENDS = {"unix": "\n", "windows": "\r\n", "old mac": "\r"}
_LAST = {"no last new line": "", "one": "\n", "blank lines": "\n\n\n"}
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16")


def ways_of_writing(text: str) -> pytest.MarkDecorator:
    """Return what runs a test with this text as `data`, in all that programs write otherwise.

    That is the end of a line, how many of them end the text, and the encoding with its mark.
    """
    ways: dict[str, bytes] = {}
    for end, last, encoding in product(_ENDS, _LAST, _ENCODINGS):
        whole = (text.rstrip() + _LAST[last]).replace("\n", _ENDS[end])
        ways[f"{end}, {last}, {encoding}"] = whole.encode(encoding)
    return pytest.mark.parametrize("data", ways.values(), ids=ways)


def files_of_lines(*lines: str) -> st.SearchStrategy[bytes]:
    """Return files of these lines in any order, and of others, with all ends of lines."""

    def file(parts: list[str], end: str) -> bytes:
        return end.join(parts).encode()

    any_lines = st.lists(st.sampled_from(lines) | st.text(max_size=30), max_size=30)
    return st.builds(file, any_lines, st.sampled_from(list(_ENDS.values())))


def files_of_pieces(*pieces: str) -> st.SearchStrategy[bytes]:
    """Return files of these pieces of text in any order, and of others."""
    any_pieces = st.lists(st.sampled_from(pieces) | st.text(max_size=3), max_size=40)
    return any_pieces.map(lambda parts: "".join(parts).encode())


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


def check_streamed(record: str, format_name: str, path: Path) -> None:
    """Assert that a reader gives the first of many records before it has read the last."""
    times = 4 * source.CHUNK // len(record)
    path.write_text(record * times, encoding="utf-8")
    assert path.stat().st_size > 3 * source.CHUNK
    items = readers.read(path, format_name)
    assert next(items) == read_data(record, format_name).entries[0]
    path.write_text("")  # what was read of it is a piece, not all
    assert 1 < sum(1 for _ in items) < times - 1
