"""The items of a list in YAML, one at a time: its records, in a file or in the head of a document.

The list is the whole file, or the value of `references`, whose items are cut out by how far their
lines are indented. So what is damaged ends where the next item begins, and nothing is held but one.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from litnotes_index.model import Problem
from litnotes_index.readers.files.whole_lines import whole_lines
from litnotes_index.readers.yaml.values import BrokenError, Values

LONGEST = 1 << 23  # characters of an item
_DEEPEST = 1 << 10  # blanks before an item
# The line above the list, where that is not the whole file.
LIST = re.compile(r"""["']?references["']?[ \t]*:[ \t]*(?:#.*)?$""")
_ITEM = re.compile(r"( *)-(?=[ \t]|$)")
_FIRST_KEY = re.compile(r"""[\s-]*["']?([\w-]{1,40})["']?[ \t]*:(?=[ \t]|$)""")
_KEY = re.compile(r"""["']?[\w.-]{1,60}["']?[ \t]*:(?=[ \t]|$)""")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_PASSED = re.compile(r"\s*(?:#|$)|%")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its first line, and its last with any text, from 1."""

    line: int
    end_line: int
    value: dict[str, object]


def items(path: Path) -> Iterator[Item | Problem]:
    """Yield the items of a file as they are read, each problem in its place among them.

    Only an `OSError` is ever raised. Nothing is held but one item and a piece of the text.
    """
    cutter = _Cutter(os.fspath(path))
    for piece in whole_lines(path):
        if isinstance(piece, Problem):
            yield piece
        else:
            yield from cutter.take(piece.first, piece.text.split("\n")[:-1])
    yield from cutter.end()


def beginning(lines: Iterable[str], most: int) -> list[dict[str, object]]:
    """Return the first items, `most` at most, of a text that may be cut in its last line."""
    cutter = _Cutter("")
    found: list[dict[str, object]] = []
    for number, line in enumerate(lines, 1):
        found += [item.value for item in cutter.take(number, [line]) if isinstance(item, Item)]
        if len(found) >= most:
            return found[:most]
    return [*found, *cutter.unfinished()]


class _Cutter:
    """Cuts lines into items."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._values = Values()
        self._is_yaml = True  # not the text of a document, which its head tells apart
        self._is_begun = False  # whether there was anything but comments
        self._fenced = False
        self._awaited = 0  # the list may begin with the next item that is indented by less
        self._indent: int | None = None  # of the items, in a list
        self._left = -1  # their indent, where another key has just ended the list
        self._first_keys: set[str] = set()
        self._line = self._end = self._size = 0
        self._lines: list[str] = []

    def take(self, number: int, lines: list[str]) -> Iterator[Item | Problem]:
        """Take the next lines, and yield the items that end before them."""
        for line in lines:
            indent = self._indent
            if indent is None:
                yield from self._outside(number, line)
            elif not line or line[: indent + 1].isspace():
                self._add(number, line)
            elif (item := _ITEM.match(line)) and len(item[1]) <= indent:
                yield from self._item()
                self._begin(number, line, len(item[1]))
            elif _END.match(line):
                yield from self._item()
                self._leave(-1)
                self._is_yaml = self._is_begun = False
            elif _KEY.match(line.lstrip()):
                yield from self._item()
                self._leave(indent)
                yield from self._outside(number, line)
            elif not line.lstrip().startswith("#"):
                self._add(number, line)
            number += 1

    def end(self) -> Iterator[Item | Problem]:
        """Yield what is left."""
        yield from self._item()

    def unfinished(self) -> list[dict[str, object]]:
        """Return the item that is left, with what there is of it; none for none."""
        value = self._values.begun("\n".join(self._lines)) if self._lines else None
        return [value] if isinstance(value, dict) else []

    def _outside(self, number: int, line: str) -> Iterator[Problem]:
        if _PASSED.match(line) or (self._fenced and not _FENCE.match(line)):
            return
        is_first, self._is_begun = not self._is_begun, True
        awaited = _DEEPEST if is_first and self._is_yaml else self._awaited
        self._awaited = 0
        if _END.match(line):
            # What ends the head of a document may as well begin one.
            self._is_yaml = line.startswith("-") and (is_first or not self._is_yaml)
            self._is_begun = False
            self._left = -1
        elif LIST.match(line) and (self._is_yaml or is_first):
            self._is_yaml = True
            self._awaited = _DEEPEST
        elif not self._is_yaml:
            self._fenced ^= _FENCE.match(line) is not None
        elif item := _ITEM.match(line):
            key = _FIRST_KEY.match(line)
            goes_on = len(item[1]) == self._left and key and key[1] in self._first_keys
            if len(item[1]) < awaited or goes_on:
                self._begin(number, line, len(item[1]))
            else:
                self._awaited = awaited
        elif awaited and line.startswith(" "):
            self._awaited = min(awaited, len(line) - len(line.lstrip()))
            if awaited == _DEEPEST:
                yield Problem(self._path, number, "the beginning of the record is missing")
        elif is_first and not _KEY.match(line):
            self._is_yaml = False
            self._fenced = _FENCE.match(line) is not None

    def _begin(self, number: int, line: str, indent: int) -> None:
        self._indent = indent
        self._line = self._end = number
        self._size = len(line)
        self._lines = [f"{line[:indent]} {line[indent + 1 :]}"]
        if len(self._first_keys) < 8 and (key := _FIRST_KEY.match(line)):
            self._first_keys.add(key[1])

    def _add(self, number: int, line: str) -> None:
        self._size += len(line) + 1
        if self._size <= LONGEST:
            self._lines.append(line)
        if line and not line.isspace():
            self._end = number

    def _leave(self, indent: int) -> None:
        self._indent = None
        self._left = indent

    def _item(self) -> Iterator[Item | Problem]:
        if not self._lines:
            return
        text, self._lines = "\n".join(self._lines), []
        if self._size > LONGEST:
            yield self._problem("the record is too long")
            return
        try:
            value, repeated = self._values.of(text)
        except BrokenError as error:
            place = f", see line {self._line + error.line}" if error.line else ""
            yield self._problem(f"{error}{place}")
            return
        if isinstance(value, dict):
            yield Item(self._line, self._end, value)
            if repeated:
                message = "the record repeats a key: the beginning of the next may be missing"
                yield Problem(self._path, self._line + repeated, message)
        elif value is not None:
            yield self._problem("what stands here is no record")

    def _problem(self, message: str) -> Problem:
        return Problem(self._path, self._line, message)
