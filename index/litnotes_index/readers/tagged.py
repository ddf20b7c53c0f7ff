"""Records whose fields begin with a tag, as in RIS and MEDLINE: where each begins and ends.

A value goes on over the lines that have no tag. A record ends with its last tag, or where the next
one begins: with a first tag, or after a blank line if the lines there have a title of their own.
So a line that is missing harms its own record, and perhaps the one before it.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from litnotes_index.model import Problem
from litnotes_index.readers.files.whole_lines import whole_lines

LONGEST = 1 << 23  # characters of a record that are kept, or little more

Field = tuple[str, str, str]
r"""A tag, the first line of its value as it stands, and the further ones, parted by `\n`."""


@dataclass(frozen=True, slots=True)
class Form:
    r"""How the records of a format are told apart.

    `field` finds fields in text whose lines all end with `\n`; each goes on up to the next one that
    it finds. `odd` tells the tag and its value in a line that `field` passes over; None where there
    is none. Records begin with one of the tags `first`, and end with `last` if the format has such
    a tag at all. `titles` are tags of which no record has two.
    """

    field: re.Pattern[str]
    odd: Callable[[str], tuple[str, str] | None]
    first: frozenset[str]
    titles: frozenset[str]
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of a record in their order, and its first and last line, from 1."""

    line: int
    end_line: int
    fields: list[Field]


def records(path: Path, form: Form) -> Iterator[Record | Problem]:
    """Yield the records of a file as they are read, each problem in its place among them.

    Lines outside all records are passed over. Only an `OSError` is ever raised. Nothing is held but
    one record and a piece of the text.
    """
    edges = form.first | {form.last}
    begun = _Begun(form)
    for item in whole_lines(path):
        if isinstance(item, Problem):
            yield item
            continue
        number, text = item.first, item.text
        match = form.field.search(text)
        start = match.start() if match else len(text)
        if start:
            yield from begun.lines(text[:start], number)
            number += text.count("\n", 0, start)
        found: list[Field] = form.field.findall(text, start)
        done = 0
        for at in [at for at, (tag, _, more) in enumerate(found) if more or tag in edges]:
            if done < at:
                yield from begun.fields_of_a_line(found[done:at], number)
            tag, value, more = found[at]
            number += at - done
            yield from begun.field(tag, value, number)
            number += 1
            if more:
                yield from begun.lines(more, number)
                number += more.count("\n")
            done = at + 1
        if done < len(found):
            yield from begun.fields_of_a_line(found[done:], number)
        if begun.is_too_long(len(text)):
            yield Problem(os.fspath(path), begun.line, "the record is too long, and is cut")
            yield from begun.taken()
    yield from begun.taken()


class _Begun:
    """A record whose lines are still being read; `line` is its first."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._begin()

    def _begin(self) -> None:
        self.line = 0
        self._end = 0  # the last line with text
        self._size = 0
        self._fields: list[Field] = []
        self._gap = True  # whether the line before is blank, or of no record
        # The lines after the last blank one may be the next record, which its title will tell.
        self._part = self._part_line = self._end_before = 0
        self._titled = False

    def is_too_long(self, more: int) -> bool:
        """Return whether the record is too long, now that there is so much more text."""
        self._size += more if self._fields else 0
        return self._size > LONGEST

    def field(self, tag: str, value: str, number: int) -> Iterator[Record]:
        """Take a field, and yield the records that are known to end before it, or with it."""
        form = self._form
        if tag == form.last:
            if self._fields:
                self._end = number
                yield from self.taken()
            return
        if self._fields:
            if tag in form.first:
                if self._ends_before(tag, number):
                    yield from self.taken()
            elif self._gap:
                yield from self._settled()
                self._part, self._part_line = len(self._fields), number
                self._end_before = self._end
        if not self._fields:
            self.line = number
        self._gap = False
        self._end = number
        self._fields.append((tag, value, ""))

    def fields_of_a_line(self, found: list[Field], number: int) -> Iterator[Record]:
        """Take fields of one line each that are neither first nor last ones."""
        if self._gap:
            yield from self.field(found[0][0], found[0][1], number)
            self._fields += found[1:]
        else:
            self._fields += found
        self._end = number + len(found) - 1

    def lines(self, text: str, number: int) -> Iterator[Record]:
        """Take lines among which may be odd tags; the others go on with the last value."""
        lines: list[str] = []
        for line in text.split("\n")[:-1]:
            if odd := self._form.odd(line):
                self._go_on(lines)
                lines = []
                yield from self.field(*odd, number)
            else:
                lines.append(line.strip())
                self._gap = not lines[-1] or not self._fields
                if lines[-1]:
                    self._end = number
            number += 1
        self._go_on(lines)

    def _go_on(self, lines: list[str]) -> None:
        if self._fields and any(lines):
            tag, value, more = self._fields[-1]
            self._fields[-1] = tag, value, "\n".join([more, *lines] if more else lines).rstrip()

    def _ends_before(self, tag: str, number: int) -> bool:
        """Return whether a record ends where a first tag stands, rather than has it as well."""
        is_glued = number - self.line == len(self._fields)
        known = {tag, *self._form.titles}
        return not is_glued or any(other in known for other, _, _ in self._fields)

    def taken(self) -> Iterator[Record]:
        """Yield what is left, and begin anew."""
        yield from self._settled()
        if self._fields:
            yield Record(self.line, self._end, self._fields)
        self._begin()

    def _settled(self) -> Iterator[Record]:
        titles = self._form.titles
        titled = any(tag in titles for tag, _, _ in self._fields[self._part :])
        if titled and self._titled:
            yield Record(self.line, self._end_before, self._fields[: self._part])
            self._fields = self._fields[self._part :]
            self.line = self._part_line
        self._titled = self._titled or titled
