"""The rows of a table in text: cells parted by tabs, commas or semicolons, some of them in quotes.

It is RFC 4180 with any of those, as spreadsheets and pandas write it: a cell in quotes may hold
the parting character, ends of lines, and quotes, each doubled. A row has as many cells as the
header; that proves where it ends. What has not is damaged, which is told once, and from its second
line on every line may begin a row again: a quote that is never closed swallows nothing.
"""

import csv
import os
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from litnotes_index.model import Problem
from litnotes_index.readers.files import source
from litnotes_index.readers.files.source import Line

LONGEST = 1 << 20  # characters that a row may have
PARTING = ("\t", ",", ";")

# The module's own bound is less than some texts of papers are long; it has one for all its users.
csv.field_size_limit(max(csv.field_size_limit(), LONGEST))


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, and its first line and last, from 1."""

    line: int
    end_line: int
    cells: list[str]


def rows(path: Path, form: "Form") -> Iterator[Row | Problem]:
    """Yield the rows after the header as they are read, each problem in its place among them.

    Only an `OSError` is ever raised.
    """
    yield from _rows(os.fspath(path), source.lines(path), form)


def beginning(head: str, form: "Form", most: int) -> list[list[str]]:
    """Return the cells of the first rows, `most` at most, of a text that may be cut anywhere."""
    texts = source.split(head)
    if len(texts) > form.line + 1:
        texts.pop()
    lines = (Line(number, text) for number, text in enumerate(texts, 1))
    found = (item.cells for item in _rows("", lines, form) if isinstance(item, Row))
    return list(islice(found, most))


class Form(Protocol):
    """What the header of a table says of its rows."""

    @property
    def line(self) -> int:
        """The number of the header's line, from 1."""
        ...

    @property
    def parting(self) -> str:
        """The character between cells."""
        ...

    @property
    def width(self) -> int:
        """How many cells a row has."""
        ...

    def is_likely(self, cells: list[str]) -> bool:
        """Whether cells can be a record: asked where there are too few, or after a damage."""
        ...


def _rows(path: str, source_lines: Iterator[Line | Problem], form: Form) -> Iterator[Row | Problem]:
    lines = _Lines(source_lines)
    lines.skip(form.line)
    width = form.width
    reader = csv.reader(lines, delimiter=form.parting, strict=True)
    is_damaged = False  # what follows may be the rest of a row
    while (line := lines.begin()) and (found := _next(reader)) is not None:
        row, fault = _whole(found, lines, form.parting, width)
        yield from lines.problems()
        if not fault and not any(row):
            continue
        is_sure = len(row) == width and not is_damaged
        if not fault and (is_sure or _may_be(row, form, is_damaged=is_damaged)):
            cells = row[:width] + [""] * (width - len(row))
            yield Row(line, line + len(lines.taken) - 1, cells)
            is_damaged = False
            continue
        if not is_damaged:
            cells_are = "1 cell" if len(row) == 1 else f"{len(row)} cells"
            fault = fault or f"the row has {cells_are}, and the header {width}"
            yield Problem(path, line, fault)
        is_damaged = True
    yield from lines.problems()


def _may_be(row: list[str], form: Form, *, is_damaged: bool) -> bool:
    """Return whether a row of which it is in doubt is one, and not the rest of one before."""
    if is_damaged and any(cell.endswith('"') and cell.count('"') % 2 for cell in row):
        return False  # a quote closes that was not opened
    least = form.width if is_damaged else 2
    return len(row) >= least and not any(row[form.width :]) and form.is_likely(row[: form.width])


def split(line: str, parting: str) -> list[str]:
    """Return the cells of a row that is one line; empty where its quotes do not close."""
    try:
        return next(csv.reader([line], delimiter=parting, strict=True), list[str]())
    except csv.Error:
        return []


def _next(reader: Iterator[list[str]]) -> list[str] | str | None:
    """Return the cells of the next row, or what is wrong with it; None at the end."""
    try:
        return next(reader, None)
    except csv.Error as error:
        if "end of data" in str(error):
            return "the row is damaged: a quote in it is not closed"
        return "the row is damaged: its quotes do not close where a cell ends"


def _whole(
    found: list[str] | str, lines: "_Lines", parting: str, width: int
) -> tuple[list[str], str]:
    """Return the cells of a row and what is wrong with it; take back the lines that are not its."""
    cells, fault = ([], found) if isinstance(found, str) else (found, "")
    taken = lines.taken
    if fault or len(taken) > 1:
        tabs = width - 1 if parting == "\t" else -1
        are_rows = all(line.count("\t") == tabs for line in taken)
        if fault or are_rows or len(cells) < width or any(cells[width:]):
            lines.put_back()
            fault = fault or "the row is damaged: a quote in it is not closed"
            if taken[0].count("\t") == tabs:
                # Of a table that knows no quotes; one stands where a cell begins.
                return taken[0].rstrip("\n").split("\t"), ""
    return cells, fault


class _Lines:
    """The lines of a file, for a reader of rows: those of a row that was none can be put back."""

    def __init__(self, lines: Iterator[Line | Problem]) -> None:
        self.taken: list[str] = []  # for the row that is being read
        self._source = lines
        self._back: deque[str] = deque()
        self._number = 0  # of the line that was taken last
        self._size = 0
        self._problems: list[Problem] = []

    def begin(self) -> int:
        """Begin a row; return the number of its first line, from 1."""
        self.taken = []
        self._size = 0
        return self._number + 1

    def skip(self, number: int) -> None:
        """Go past so many lines."""
        for _ in range(number):
            next(self, None)
            self.begin()

    def problems(self) -> Iterator[Problem]:
        """Yield each problem that the file has had since the last time."""
        yield from self._problems
        self._problems.clear()

    def put_back(self) -> None:
        """Put back all lines but the first."""
        self._back.extendleft(reversed(self.taken[1:]))
        self._number -= len(self.taken) - 1
        del self.taken[1:]

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self.taken and self._size > LONGEST:
            raise StopIteration  # the row is too long; the next one can be asked for
        text = self._back.popleft() if self._back else self._read()
        self.taken.append(text)
        self._size += len(text)
        self._number += 1
        return text

    def _read(self) -> str:
        while isinstance(item := next(self._source), Problem):
            self._problems.append(item)
        return item.text + "\n"
