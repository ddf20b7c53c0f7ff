"""The records that an XML file is a row of: elements of one name, wherever they are in it.

A record is cut out as text, from its first tag to its last, and only then parsed. So a damage costs
the record that it is in, and memory is that of a few records. It makes hostile files harmless, too:
what an entity means can be declared only before the first element of a document, which is no part
of any record, so there is nothing to expand or to fetch.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element
from xml.parsers import expat

from litnotes_index.model import Problem
from litnotes_index.readers.files import source
from litnotes_index.readers.xml import text as xml_text

LONGEST = 1 << 20  # characters that a record may have, and a comment between records
_BEFORE = 1 << 16  # characters that are kept of what stands before a record
_USUAL = 1 << 16  # characters of a usual record
_NEAR = 1 << 12  # and of what stands before it
_LONGEST_START = 4096
_LONGEST_END = 128
_TOGETHER = 16  # records that are parsed at once

_REST_OF_TAG = re.compile(r"""(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>""")
_COMMENT = re.compile(r"-->|<!--")
_CDATA = re.compile(r"\]\]>|<!\[CDATA\[")


@dataclass(frozen=True, slots=True)
class Record:
    """One element of a file, and the lines of its first tag and its last, from 1.

    `before` is what stands between it and the record before, or at least the end of that.
    """

    line: int
    end_line: int
    element: Element
    before: str


def records(path: Path, tag: str) -> Iterator[Record | Problem]:
    """Yield the elements of a name as they are read, each problem in its place among them.

    An element may have a prefix before the name, but none of its own name inside. Only an `OSError`
    is ever raised.
    """
    some: list[_Cut] = []
    size = 0
    parser = _Parser(os.fspath(path))
    try:
        for item in _cuts(path, tag):
            if isinstance(item, _Cut):
                some.append(item)
                size += len(item.text)
            if isinstance(item, Problem) or len(some) == _TOGETHER or size > LONGEST:
                yield from parser.parsed(some)
                some, size = [], 0
            if isinstance(item, Problem):
                yield item
    except OSError:
        yield from parser.parsed(some)
        raise
    yield from parser.parsed(some)


def _cuts(path: Path, tag: str) -> Iterator["_Cut | Problem"]:
    encoding: list[Problem] = []

    def texts() -> Iterator[str]:
        for item in source.chunks(path):
            if isinstance(item, Problem):
                encoding.append(item)
            else:
                yield item

    yield from _Cutter(os.fspath(path), texts(), tag).cuts()
    yield from encoding


class _Cut(NamedTuple):
    """The text of a record, which may be no XML; the rest is as in `Record`."""

    line: int
    end_line: int
    text: str
    before: str


class _Parser:
    """Makes elements of texts."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._before = ""  # what stands before records that are no XML

    def parsed(self, cuts: list[_Cut]) -> Iterator[Record | Problem]:
        elements = xml_text.parse_together([cut.text for cut in cuts])  # all, or none
        for number, cut in enumerate(cuts):
            found = elements[number] if elements else xml_text.parse(cut.text)
            if isinstance(found, expat.ExpatError):
                self._before = (self._before + cut.before)[-_BEFORE:]
                yield self._problem(cut.line, found)
            else:
                yield Record(cut.line, cut.end_line, found, self._before + cut.before)
                self._before = ""

    def _problem(self, line: int, error: expat.ExpatError) -> Problem:
        where = f", see line {line + error.lineno - 1}" if error.lineno > 1 else ""
        reason = expat.ErrorString(error.code)
        return Problem(self._path, line, f"the record is no valid XML ({reason}{where})")


class _Cutter:
    """Cuts text that comes in pieces into records."""

    def __init__(self, path: str, texts: Iterator[str], tag: str) -> None:
        self._path = path
        self._texts = texts
        self._text = ""
        self._ended = False
        self._at = 0
        self._begin: int | None = None  # of the record that is open
        self._gap = 0  # where what stands before the record begins
        self._line = self._begin_line = 1
        self._counted = 0  # the place that `_line` is the line of
        self._names_entities = False
        self._is_told = False  # whether a record was given up whose end may still come
        prefix = r"(?:[\w.-]{1,30}:)?"
        self._token = re.compile(
            rf"<(?:(?P<start>{prefix}{tag}(?=[\s/>]))|/(?P<end>{prefix}{tag}\s{{0,9}}>)"
            r"|!(?:(?P<comment>--)|(?P<cdata>\[CDATA\[)|(?P<entity>ENTITY)\s))"
        )
        self._plain_start, self._plain_end, self._prefixed = f"<{tag}", f"</{tag}>", f":{tag}"

    def cuts(self) -> Iterator[_Cut | Problem]:
        """Yield what may be records, and problems."""
        while True:
            if self._begin is None:
                if found := self._plain_record():
                    begin, end = found
                    self._open(begin)
                    yield self._taken(begin, end)
                    continue
            elif self._at - self._begin > LONGEST:
                yield self._too_long()
            token = self._token.search(self._text, self._at)
            if token is None:
                if self._ended:
                    break
                self._at = max(self._at, len(self._text) - _LONGEST_END)
                self._fill()
            elif not self._ended and len(self._text) - token.start() < _LONGEST_START:
                self._at = token.start()
                self._fill()
            else:
                yield from self._item(token)
        if self._begin is not None:
            yield self._problem(self._begin_line, "the record is not closed: the file may be cut")

    def _plain_record(self) -> tuple[int, int] | None:
        """Return where the next record begins and ends, if nothing on the way needs a closer look.

        So most are found, several times faster than by looking at every tag.
        """
        text, at, first, last = self._text, self._at, self._plain_start, self._plain_end
        begin = text.find(first, at, at + _NEAR)
        end = text.find(last, begin, begin + _USUAL) if begin >= 0 else -1
        if (
            end < 0
            or text[begin + len(first)] not in " >\n\t"
            or text.find(first, begin + 1, end) >= 0
            or text.find(last, at, begin) >= 0
            or text.find(self._prefixed, at, begin) >= 0
            or text.find("<!", at, end) >= 0
        ):
            return None
        return begin, end + len(last)

    def _open(self, begin: int) -> None:
        self._begin, self._begin_line, self._is_told = begin, self._line_of(begin), False

    def _item(self, token: re.Match[str]) -> Iterator[_Cut | Problem]:
        """Go past a token; yield what it ends."""
        place = token.start()
        if token["comment"]:
            self._skip(token, _COMMENT)
            return
        if token["cdata"]:
            self._skip(token, _CDATA)
            return
        self._at = token.end()
        if token["entity"]:
            if not self._names_entities:
                message = "the entities that the file declares are not read"
                yield self._problem(self._line_of(place), message)
            self._names_entities = True
        elif token["end"]:
            if self._begin is not None:
                yield self._taken(self._begin, token.end())
            elif not self._is_told:
                yield self._problem(
                    self._line_of(place), "a record ends here that has no beginning"
                )
            self._is_told = False
        else:
            if self._begin is not None:
                # What was begun, and what stands before it, may tell something of this one.
                yield self._problem(self._begin_line, "the record is not closed")
            self._open(place)
            tag = _REST_OF_TAG.match(self._text, token.end())
            if tag:
                self._at = tag.end()
                if tag[0].endswith("/>"):
                    yield self._taken(place, tag.end())

    def _skip(self, token: re.Match[str], ends: re.Pattern[str]) -> None:
        """Go past a comment or the like; one that is not closed in its time is taken for none."""
        end = ends.search(self._text, token.end())
        is_cut = end is None and not self._ended
        if is_cut and len(self._text) - token.start() < LONGEST:
            self._at = token.start()
            self._fill()
        else:
            self._at = end.end() if end and not end[0].startswith("<") else token.end()

    def _taken(self, begin: int, end: int) -> _Cut:
        line, before = self._begin_line, self._text[max(self._gap, begin - _BEFORE) : begin]
        self._begin, self._gap, self._at = None, end, end
        return _Cut(line, self._line_of(end), self._text[begin:end], before)

    def _too_long(self) -> Problem:
        self._begin, self._is_told = None, True
        message = f"the record is longer than {LONGEST:,} characters, or not closed"
        return self._problem(self._begin_line, message)

    def _line_of(self, place: int) -> int:
        self._line += self._text.count("\n", self._counted, place)
        self._counted = place
        return self._line

    def _fill(self) -> None:
        """Read on; forget what lies behind."""
        gap = max(self._gap, (self._at if self._begin is None else self._begin) - _BEFORE)
        self._line_of(max(self._counted, gap))
        piece = next(self._texts, None)
        self._ended = piece is None
        self._text = self._text[gap:] + (piece or "")
        self._at -= gap
        self._counted -= gap
        self._gap = 0
        if self._begin is not None:
            self._begin -= gap

    def _problem(self, line: int, message: str) -> Problem:
        return Problem(self._path, line, message)
