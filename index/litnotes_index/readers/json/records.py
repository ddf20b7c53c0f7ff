r"""The objects that a JSON file is a row of, one at a time: its records.

Whatever holds them together (a list, a member that is a list, a line each, nothing at all) is one
grammar here: objects, and brackets, commas and blanks between them. A record is cut out where the
next one seems to begin, and else by its brackets; that it decodes proves the cut.

What is damaged ends at the next place where a record begins just as the ones before did: on a line
that is indented no deeper or, in files of one line, with the same first key. So its neighbours are
read as if nothing had happened, and what is skipped is told once.
"""

import os
import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from litnotes_index.model import Problem
from litnotes_index.readers.files import source
from litnotes_index.readers.files.source import CHUNK
from litnotes_index.readers.json.piecewise import LEAD
from litnotes_index.readers.json.text import (
    SCALAR,
    Ending,
    decode,
    ending_of,
    members,
)
from litnotes_index.readers.json.wrapping import LONGEST, Wrapped

_DEEPEST_INDENT = 64
_MOST_FIRST_KEYS = 8
_LONGEST_MARK = 256
_BREAK = re.compile(r"\{[ \t]*+\n")
_FIRST_KEY = re.compile(r'\{\s*+"([^"\\\n]{1,40})"\s*+:')


@dataclass(frozen=True, slots=True)
class Record:
    """One object of a file, and the lines of its braces, from 1."""

    line: int
    end_line: int
    value: dict[str, object]


def records(path: Path, lists: Iterable[str] = ()) -> Iterator[Record | Problem]:
    """Yield the objects of a file as they are read, each problem in its place among them.

    `lists` names the members that may hold the records, where the file is one object around them.
    Only an `OSError` is ever raised. Nothing is held but one record and a piece of the text.
    """
    encoding: list[Problem] = []

    def texts() -> Iterator[str]:
        for item in source.chunks(path):
            if isinstance(item, Problem):
                encoding.append(item)
            else:
                yield item

    yield from _Cutter(os.fspath(path), texts(), lists).records()
    yield from encoding


def beginning(head: str, most: int, lists: Iterable[str] = ()) -> list[dict[str, object]]:
    """Return the first objects, `most` at most, of a text that may be cut anywhere.

    The last of them may be cut: it has its whole members only.
    """
    cutter = _Cutter("", iter(["\n".join(source.split(head))]), lists)
    found: list[dict[str, object]] = []
    for item in cutter.records():
        value = item.value if isinstance(item, Record) else members(cutter.unclosed)
        if value is not None:
            found.append(value)
        if len(found) == most or cutter.unclosed:
            break
    return found


def _line_marks(indent: int) -> re.Pattern[str]:
    """Return what ends with the first brace of a line that is indented no deeper."""
    return re.compile(rf"\n[ \t]{{0,{indent}}}(?:[,\[\]}}][ \t,\[\]}}]*+)?\{{")


class _Cutter(Wrapped):
    """Cuts text that comes in pieces into records."""

    def __init__(self, path: str, texts: Iterator[str], lists: Iterable[str]) -> None:
        super().__init__(texts, lists)
        self.unclosed = ""  # a record that the end of the text cuts
        self._path = path
        self._indent: int | None = None  # of the lines on which records begin
        self._flat = False  # whether what is nested begins its lines just as records do
        self._first_keys: list[str] = []

    def records(self) -> Iterator[Record | Problem]:
        wrapped = self._unwrap()
        left = False  # whether the list is left that a member is
        more = self._skip_gap()
        listed = "[" in self._gap
        told = False  # whether what is damaged here was told already
        last: Record | Problem | None = None
        while more:
            left = wrapped and (left or "]" in self._gap)
            if left and self._unwrap():
                left = told = self._text[self._at] != "["  # if not, the list is closed
            elif self._text[self._at] == "{":
                left = False
                if (yield from self._whole_lines()):
                    told, last = False, None
                else:
                    item = self._record()
                    told = isinstance(item, Problem)
                    if item != last:
                        yield item
                    last = item if told else None
            else:
                if left:
                    # What is left of the object around the list: no key tells a record there.
                    self._first_keys.clear()
                    told = True
                problem = self._stray()
                if not told:
                    yield problem
                told = True
            more = self._skip_gap()
        if listed and not told and "]" not in self._gap:
            yield self._problem(self._line, "the list is not closed: the file may be cut")

    def _whole_lines(self) -> Generator[Record, None, bool]:
        """Yield the records from here on that have a line each; return whether there are any.

        It is many times faster than finding where each ends.
        """
        lead = self._lead
        if lead is None or lead.strip(" \t") or self._indent_of_record() is None:
            return False
        text, at, line = self._text, self._at, self._line
        first = line
        key: str | None = None
        while True:
            end = text.find("\n", at)
            if end < 0:
                self._advance(at)
                if self._ended or len(text) - at >= CHUNK:
                    break
                self._fill(CHUNK)
                text, at = self._text, self._at
                continue
            whole = text[at:end].rstrip(" \t,")
            value = decode(whole) if whole.endswith("}") else None
            if value is None:
                break
            if key != (key := next(iter(value), None)):
                self._learn(at)
            yield Record(line, line, value)
            line += 1
            at = end + 1
            if not text.startswith(lead, at) or not text.startswith("{", at + len(lead)):
                break
            at += len(lead)
        self._advance(at)
        return line > first

    def _record(self) -> Record | Problem:
        need = CHUNK
        self._fill(need)
        indent = self._indent_of_record()
        while True:
            self._fill(need)
            text, start = self._text, self._at
            mark = None
            if indent is not None and not self._flat:
                mark = _line_marks(indent).search(text, start + 1)
            if mark:
                guess = text[start : mark.end() - 1].rstrip(" \t\n,")
                if (value := decode(guess)) is not None:
                    return self._taken(start + len(guess), value)
            stop = min(len(text), start + self._fuel(8 * CHUNK if mark else 2 * LONGEST))
            ending, end = ending_of(text, start, stop)
            self._scanned += end - start
            if ending is not Ending.OPEN or mark or self._ended or stop < len(text):
                break
            if need >= LONGEST:
                break
            need *= 2
        if ending is Ending.CLOSED:
            whole = text[start:end]
            value = decode(whole)
            if value is not None:
                self._flat = self._flat or (mark is not None and mark.end() <= end)
                return self._taken(end, value)
            problem = self._damage(whole)
            self._advance(end)
            return problem
        problem = self._damage(text[start : mark.start() if mark else end + 1])
        self._learn(start)
        if ending is Ending.OPEN and self._ended and stop == len(text) and not mark:
            self.unclosed = text[start:]
        elif ending is Ending.DEEP:
            problem = replace(problem, message="the record is nested too deeply")
            if not mark:
                self._advance(end)
        self._skip_to_next(indent)
        if self.unclosed and self._at == len(self._text):
            return replace(problem, message="the record is not closed: the file may be cut")
        return problem

    def _indent_of_record(self) -> int | None:
        """Return how far the line is indented that a record begins; None where it begins none."""
        lead = None if self._lead is None else LEAD.fullmatch(self._lead)
        if lead is None or len(lead[1]) > _DEEPEST_INDENT:
            return None
        if lead[0] != lead[1] and not _BREAK.match(self._text, self._at):
            return None  # all may be in one line
        self._indent = len(lead[1])
        return self._indent

    def _taken(self, end: int, value: dict[str, object]) -> Record:
        line = self._line
        self._learn(self._at)
        self._advance(end)
        return Record(line, self._line, value)

    def _learn(self, start: int) -> None:
        if len(self._first_keys) < _MOST_FIRST_KEYS:
            match = _FIRST_KEY.match(self._text, start)
            if match and match[1] not in self._first_keys:
                self._first_keys.append(match[1])

    def _stray(self) -> Problem:
        """Pass what stands between records and is none: a value, or what lost its brace."""
        problem = self._problem(self._line, "what stands here is no record")
        self._fill(CHUNK)
        if scalar := SCALAR.match(self._text, self._at):
            self._advance(scalar.end())
            return problem
        indent = self._indent
        if indent is None and self._lead and self._lead.isspace():
            indent = min(len(self._lead), _DEEPEST_INDENT) - 1
        self._skip_to_next(indent)
        return problem

    def _skip_to_next(self, indent: int | None) -> None:
        """Go to the next brace with which a record seems to begin, or to the end."""
        self._advance(self._at + 1)
        began_line = indent is not None
        # Where it did not begin its line, others may.
        indent = indent if began_line else self._indent
        marks = None if indent is None or self._flat else _line_marks(indent)
        if marks is None or not began_line or not marks.search(self._text, self._at):
            keys = "|".join(map(re.escape, self._first_keys))
            either = rf'|\{{(?=\s*+"(?:{keys})"\s*+:)' if keys else ""
            lines = marks.pattern if marks else r"(?!)" if keys else r"\n[ \t]*+\{"
            marks = re.compile(lines + either)
        while not (mark := marks.search(self._text, self._at)):
            if self._ended:
                self._advance(len(self._text))
                return
            self._advance(max(self._at, len(self._text) - _LONGEST_MARK))
            self._fill(CHUNK)
        self._advance(mark.end() - 1)

    def _damage(self, text: str) -> Problem:
        """Return the problem of a text that begins here, with the place where it is no JSON."""
        place = ""
        try:
            orjson.loads(text)
        except orjson.JSONDecodeError as error:
            if error.lineno > 1:
                place = f", see line {self._line + error.lineno - 1}"
            elif error.colno > 1:
                place = f", see column {self._column + error.colno}"
        return self._problem(self._line, f"the record is no valid JSON{place}")

    def _problem(self, line: int, message: str) -> Problem:
        return Problem(self._path, line, message)
