r"""BibTeX text that comes in pieces, cut into entries with their lines.

An entry begins with `@word{` or `@word(`, and what stands between entries is a comment: so says
BibTeX. Where the braces of an entry do not match, nothing but the look of the text tells where it
ends: at the next line that begins as entries do and is indented no deeper or, in files of one line,
at the next `@word{key, field =`. So a damage stays in its entry, and what is found there is given.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from litnotes_index.readers.bibtex import fields as syntax
from litnotes_index.readers.bibtex.fields import STRINGS, Fields
from litnotes_index.readers.files.source import CHUNK

LONGEST = 1 << 23  # characters that an entry may have
_LONGEST_STRINGS = 1 << 24  # characters of all `@string` together
_LONGEST_HEAD = 1 << 10
# How far ends of entries may be looked for beyond where they turn out to be.
_FREE = LONGEST
_LEAST = 1 << 8

_KNOWN_TYPES = """
article artwork audio book bookinbook booklet collection comment conference dataset electronic
image inbook incollection inproceedings inreference letter manual mastersthesis misc movie music
mvbook mvcollection mvproceedings mvreference online patent periodical phdthesis preamble preprint
proceedings reference report review set software standard string suppbook suppcollection
suppperiodical techreport thesis unpublished video www xdata
"""
_KNOWN = frozenset(_KNOWN_TYPES.split())
_SPACE = r"(?:\s|%[^\n]{0,200}+\n)*+"
_HEAD = rf"@{_SPACE}([^\W\d_][\w:.+-]{{0,60}}+){_SPACE}([{{(])"
_START = re.compile(_HEAD)
_MARK = re.compile(rf"\n([ \t]*+){_HEAD}")
_INLINE = re.compile(
    r"""@[^\W\d_][\w-]{0,60}+\s*+[{(]\s*+[^\s,={}()"]{0,200}+\s*+,\s*+[^\s=,{}"#]{1,60}+\s*+="""
)
# What follows an entry that a brace too many has closed: its other fields.
_GOES_ON = re.compile(r"""[ \t]*+,\s*+[^\s=,{}"#%@]{1,60}+\s*+=""")
_BLANK = re.compile(r"\s*+")
_COMMA = re.compile(r"\s*+,")
_LOST = re.compile(r"""^[ \t]*+[A-Za-z][\w-]{1,40}+[ \t]*+=[ \t]*+[{"]""", re.MULTILINE)


@dataclass(slots=True)
class Block:
    """One entry: its type and field names in lower case, its values in TeX, its lines from 1.

    `damage` says what is wrong with it, if anything; its fields are then those that were found.
    """

    kind: str
    key: str
    fields: dict[str, str]
    line: int
    end_line: int
    damage: str = ""


@dataclass(frozen=True, slots=True)
class Stray:
    """A field that stands in no entry, and its line from 1."""

    line: int


class Scanner:
    """Cuts text that comes in pieces into entries; only strings are kept from one to the next."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self._strings = dict(STRINGS)
        self._room = _LONGEST_STRINGS
        self._text = ""
        self._ended = False
        self._at = 0
        self._line = 1
        self._indent = 0  # of the line that the entry at `_at` begins
        self._in_text = False  # whether words stand before it in its line
        self._mark: re.Match[str] | None = None  # the next line that begins an entry
        self._searched = 0  # up to where there is no other
        self._passed = self._scanned = 0

    def blocks(self) -> Iterator[Block | Stray]:
        """Yield the entries in order; no comments, preambles, nor any `@string` that is sound."""
        told = False  # whether what stands here in no entry was told already
        while True:
            start = self._next_start()
            end = start.start() if start else max(self._at, len(self._text) - _LONGEST_HEAD)
            if start is None and self._ended:
                end = len(self._text)
            if (
                not told
                and self._text.find("=", self._at, end) >= 0
                and (lost := _LOST.search(self._text, self._at, end))
            ):
                yield Stray(self._line + self._text.count("\n", self._at, lost.start()))
                told = True
            if start is None:
                if self._ended:
                    return
                self._pass(max(self._at, self._text.rfind("\n", end) + 1 or end))
                self._fill(CHUNK)
                continue
            self._pass(end)
            block = self._block(start)
            told = block is not None and bool(block.damage)
            if block is not None:
                yield block

    def _next_start(self) -> re.Match[str] | None:
        """Return where the next entry begins; None where the text has no more, or must be read."""
        text = self._text
        for match in _START.finditer(text, self._at):
            at = match.start()
            if match[2] == "(" and match[1].lower() not in _KNOWN:
                continue
            if len(text) - at < _LONGEST_HEAD and not self._ended:
                self._fill(len(text) - self._at + CHUNK)
                return self._next_start()
            begin = text.rfind("\n", self._at, at) + 1
            before = text[max(begin or self._at, at - _LONGEST_HEAD) : at]
            # It stands in no address or command, nor in a line that `%` makes a comment.
            if before and (
                before[-1].isalnum() or before[-1] == "\\" or before.lstrip()[:1] == "%"
            ):
                continue
            self._in_text = bool(before) and not before.isspace()
            begins = not self._in_text and (begin or not self._at)
            self._indent = len(before) if begins else LONGEST
            return match
        return None

    def _block(self, head: re.Match[str]) -> Block | None:
        """Take the entry that begins here; None for one that says nothing of papers."""
        need = CHUNK
        while True:
            size = len(self._text) - self._at
            mark = self._next_mark(head.end())
            if mark is None and size < need and not self._ended:
                head = self._filled(need)
                continue
            kind = head[1].lower()
            final = mark is not None or self._ended or size >= LONGEST
            if kind in ("comment", "preamble"):
                taken = self._comment(head, mark, final=final)
            else:
                taken = self._entry(kind, head, mark, final=final)
            if taken is not None:
                end, block = taken
                self._pass(end)
                return block
            need = 2 * size

    def _filled(self, need: int) -> re.Match[str]:
        """Read on, and return the head of the entry that begins here as before."""
        self._fill(need)
        head = _START.match(self._text, self._at)
        assert head is not None
        return head

    def _comment(
        self, head: re.Match[str], mark: re.Match[str] | None, *, final: bool
    ) -> tuple[int, Block | None] | None:
        """Return where a comment ends; None where more must be read. It may hold whole entries."""
        limit = mark.start() if mark else len(self._text)
        if head[2] == "(":
            return (self._text.find(")", head.end(), limit) + 1 or limit), None
        stop = min(len(self._text), max(limit, self._at + self._fuel()))
        end = syntax.closing(self._text, head.end() - 1, stop)
        if end < 0:
            self._scanned += stop - self._at
            return (limit, None) if final else None
        return end + 1, None

    def _entry(
        self, kind: str, head: re.Match[str], mark: re.Match[str] | None, *, final: bool
    ) -> tuple[int, Block | None] | None:
        """Return where an entry ends and what it says; None where more must be read."""
        text, start = self._text, self._at
        close = "}" if head[2] == "{" else ")"
        limit = mark.start() if mark else len(text)
        stop = limit
        if mark is None:
            stop = min(limit, start + self._fuel())
        elif len(mark[1]) > self._indent:
            # Deeper in, it may be text: so it is, if all is well without it.
            outer = (m for m in _MARK.finditer(text, mark.end()) if len(m[1]) <= self._indent)
            far = next(outer, None)
            stop = min(far.start() if far else len(text), max(limit, start + self._fuel()))
        key, at = ("", head.end())
        if kind != "string":
            key, at = syntax.key(text, at, stop)
        found = syntax.fields(text, at, stop, close, self._strings)
        if found.end is None and stop > limit:
            self._scanned += stop - start
            found = syntax.fields(text, at, limit, close, self._strings)
        end = found.end
        if end is not None and not _GOES_ON.match(text, end):
            line = self._line
            end_line = line + text.count("\n", start, end)
            damage = ""
            if found.unparted is not None:
                damage = "a comma is missing" + self._see(found.unparted)
            elif key and found.values and text[at - 1] != "," and not _COMMA.match(text, at):
                damage = "a comma is missing after the key"
            if kind == "string":
                self._define(found.values)
                if not damage:
                    return end, None
            if self._in_text and not found.values:
                return end, None  # a text that tells of entries
            return end, Block(kind, key, found.values, line, end_line, damage)
        inline = _INLINE.search(text, max(found.at, start + 1), limit)
        if inline is None and not final:
            return None
        self._scanned += stop - start
        if inline:
            limit = inline.start()
        elif mark is None and not self._ended:
            damage = f"the entry is longer than {LONGEST:,} characters, and left out"
            end = min(limit, start + LONGEST)  # all that was looked at
            return end, Block(kind, key, {}, self._line, self._line, damage)
        return limit, self._damaged(kind, key, at, limit, close, found)

    def _damaged(
        self, kind: str, key: str, at: int, limit: int, close: str, found: Fields
    ) -> Block:
        """Return what can be told of an entry that goes no further than `limit`."""
        text = self._text
        values = syntax.salvaged(text, at, limit, self._strings)
        cut = self._ended and limit == len(text)
        cut = cut and close == "}" and syntax.closing(text, text.find("{", self._at), limit) < 0
        if found.end is None and not text[found.at : limit].strip():
            damage = "the entry is not closed"
            if len(values) <= len(found.values):  # else, its last value has swallowed some
                values = found.values
        else:
            damage = "the entry is damaged" + self._see(found.at)
        if cut:
            damage = "the entry is not closed: the file may be cut"
        if kind == "string":
            self._define(values)
        end = text.rfind(close, at, limit) + 1 or at + len(text[at:limit].rstrip())
        return Block(
            kind, key, values, self._line, self._line + text.count("\n", self._at, end), damage
        )

    def _see(self, at: int) -> str:
        blank = _BLANK.match(self._text, at)
        lines = self._text.count("\n", self._at, blank.end() if blank else at)
        return f", see line {self._line + lines}" if lines else ""

    def _define(self, values: dict[str, str]) -> None:
        for name, value in values.items():
            self._room -= len(name) + len(value)
            if self._room > 0:
                self._strings[name] = value

    def _next_mark(self, at: int) -> re.Match[str] | None:
        """Return the next line after a place with which an entry begins; None for none as yet."""
        if self._mark is None or self._mark.start() < at:
            self._mark = None
            for match in _MARK.finditer(self._text, max(at, self._searched)):
                if match[3] == "{" or match[2].lower() in _KNOWN:
                    self._mark = match
                    break
            else:
                self._searched = max(at, len(self._text) - _LONGEST_HEAD)
        return self._mark

    def _fuel(self) -> int:
        """Return how far to look, so that all takes time in the size of the text."""
        return max(_LEAST, _FREE + 2 * self._passed - self._scanned)

    def _pass(self, to: int) -> None:
        self._line += self._text.count("\n", self._at, to)
        self._passed += to - self._at
        self._at = to

    def _fill(self, need: int) -> None:
        """Read on until `need` characters are there, or the text ends."""
        parts = [self._text[self._at :]]
        size = len(parts[0])
        while size < need and not self._ended:
            text = next(self._texts, None)
            if text is None:
                self._ended = True
            else:
                parts.append(text)
                size += len(text)
        self._text, self._at = "".join(parts), 0
        self._mark, self._searched = None, 0
