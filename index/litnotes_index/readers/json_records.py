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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from litnotes_index.model import Problem
from litnotes_index.readers import source
from litnotes_index.readers.json_text import STRING, Ending, decode, ending_of, members, mended
from litnotes_index.readers.source import CHUNK

LONGEST = 1 << 23  # characters that a record may have
_DEEPEST_INDENT = 64
_MOST_FIRST_KEYS = 8
_LONGEST_MARK = 256
_GAP = re.compile(r"[\s,\[\]}]*+")
_LEAD = re.compile(r"([ \t]*+)[ \t,\[\]}]{0,100}+")
_SCALAR = re.compile(rf'(?:{STRING}|[^\s"{{}}\[\],:]++)(?=\s*+(?:[,\]{{}}]|\Z))')
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


class _Cutter:
    """Cuts text that comes in pieces into records."""

    def __init__(self, path: str, texts: Iterator[str], lists: Iterable[str]) -> None:
        self.unclosed = ""  # a record that the end of the text cuts
        self._path = path
        self._texts = texts
        self._lists = "|".join(map(re.escape, lists))
        self._text = ""
        self._ended = False
        self._at = 0
        self._line = 1
        self._column = 0
        self._lead: str | None = ""  # the line before `_at`, where it has brackets and blanks only
        self._gap = ""  # the brackets of lists before the record
        self._indent: int | None = None  # of the lines on which records begin
        self._flat = False  # whether what is nested begins its lines just as records do
        self._first_keys: list[str] = []
        self._passed = self._scanned = 0

    def records(self) -> Iterator[Record | Problem]:
        wrapped = self._unwrap()
        more = self._skip_gap()
        listed = "[" in self._gap
        told = False  # whether what is damaged here was told already
        last: Record | Problem | None = None
        while more:
            if self._text[self._at] == "{":
                item = self._record()
                told = isinstance(item, Problem)
                if item != last:
                    yield item
                last = item if told else None
            else:
                if wrapped and "]" in self._gap:
                    # The other members of the object around the list: no key tells a record there.
                    self._first_keys.clear()
                    told = True
                problem = self._stray()
                if not told:
                    yield problem
                told = True
            more = self._skip_gap()
        if listed and not told and "]" not in self._gap:
            yield self._problem(self._line, "the list is not closed: the file may be cut")

    def _unwrap(self) -> bool:
        """Go to the list that a member of the outermost object is, if it is one of those named."""
        self._fill(CHUNK)
        # Its first line may be missing, or its second.
        opening = rf'\{{?+\s*+"(?:{self._lists})"\s*+:\s*+(?=\[)|\{{(?=\s*+\{{)'
        match = re.match(rf"\s*+(?:{opening})", self._text) if self._lists else None
        if match:
            self._advance(match.end())
        return match is not None

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
            if value is None and (whole := mended(whole)) != text[start:end]:
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
        lead = None if self._lead is None else _LEAD.fullmatch(self._lead)
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
        if scalar := _SCALAR.match(self._text, self._at):
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
        marks = None if indent is None or self._flat else _line_marks(indent)
        if marks is None or not marks.search(self._text, self._at):
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

    def _skip_gap(self) -> bool:
        """Go to whatever stands after brackets, commas and blanks; False at the end."""
        self._gap = ""
        while True:
            match = _GAP.match(self._text, self._at)
            if match and match[0]:
                self._gap += "".join(bracket for bracket in "[]" if bracket in match[0])
                self._advance(match.end())
            if self._at < len(self._text):
                return True
            if self._ended:
                return False
            self._fill(CHUNK)

    def _fuel(self, at_first: int) -> int:
        """Return how many characters may be scanned, so that all takes time in the file's size."""
        return max(0, at_first + 2 * self._passed - self._scanned)

    def _fill(self, need: int) -> None:
        """Read on until `need` characters are there, or the file ends."""
        size = len(self._text) - self._at
        if size >= need or self._ended:
            return
        parts = [self._text[self._at :]]
        while size < need:
            text = next(self._texts, None)
            if text is None:
                self._ended = True
                break
            parts.append(text)
            size += len(text)
        self._text, self._at = "".join(parts), 0

    def _advance(self, to: int) -> None:
        passed = self._text[self._at : to]
        begin = passed.rfind("\n") + 1
        if begin:
            self._line += passed.count("\n")
            self._column = len(passed) - begin
            lead: str | None = passed[begin:]
        else:
            self._column += len(passed)
            lead = None if self._lead is None else self._lead + passed
        self._lead = lead if lead is not None and _LEAD.fullmatch(lead) else None
        self._passed += len(passed)
        self._at = to

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
