"""The text of a document: positions of the protocol and offsets of ours.

Only this module knows of UTF-8, UTF-16 and UTF-32 columns.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from lsprotocol import types

from litnotes_index.markdown import Note, parse
from litnotes_index.on_disk import resolved
from litnotes_index.uris import path_of

_MARKDOWN_LANGUAGES = frozenset({"markdown", "mdx", "quarto", "rmd", "vimwiki", "telekasten"})
# Only these end a line in the protocol; Python's own idea of lines knows seven more.
_LINE_END = re.compile(r"\r\n|\n|\r")
_UNIT_BYTES = {
    types.PositionEncodingKind.Utf8: ("utf-8", 1),
    types.PositionEncodingKind.Utf16: ("utf-16-le", 2),
    types.PositionEncodingKind.Utf32: ("utf-32-le", 4),
}
_OF_THE_URI = ("path", "real_path")
_LONG = 100_000
_LONGEST = 4 << 20
Encoding = types.PositionEncodingKind | str


@dataclass(frozen=True)
class Document:
    """The text of one document at one version; it never changes. `language` is the client's word.

    `version` is None for a file that is not open. `note_before` is the last version before it that
    was asked for as Markdown.
    """

    uri: str
    version: int | None
    text: str
    encoding: Encoding
    language: str = "markdown"
    note_before: Note | None = field(default=None, repr=False, compare=False)
    _reading: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)

    @cached_property
    def path(self) -> Path | None:
        """The file of the document; None for one that is no file."""
        return path_of(self.uri)

    @cached_property
    def real_path(self) -> Path | None:
        """The file, with links followed as they were when it was first asked for; None as above."""
        return self.path and resolved(self.path)

    @property
    def is_markdown(self) -> bool:
        """Whether the client takes the text for Markdown."""
        return self.language in _MARKDOWN_LANGUAGES

    @property
    def is_long(self) -> bool:
        """Whether to find anything in the text may take longer than a key may wait."""
        return len(self.text) > _LONG

    @property
    def is_too_long(self) -> bool:
        """Whether the text is too long to be read as Markdown."""
        return len(self.text) > _LONGEST

    @property
    def note(self) -> Note:
        """The text as Markdown."""
        # `cached_property` of Python 3.11 has one lock for all documents: a long one that is read
        # on another thread would hold up typing in a short one.
        with self._reading:
            known = vars(self)
            if "note" not in known:
                known["note"] = parse(self.text, self.note_before)
            note: Note = known["note"]
            return note

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    def offset(self, position: types.Position) -> int:
        """Return the offset of a position; one past the end of its line is the line's end."""
        return self._place(position)[0]

    def _place(self, position: types.Position) -> tuple[int, bool]:
        """The offset of a position, and whether it is in the middle of the character there."""
        if position.line < 0:
            return 0, False
        if position.line >= len(self._starts):
            return len(self.text), False
        start = self._starts[position.line]
        line_end = _LINE_END.search(self.text, start)
        line = self.text[start : line_end.start() if line_end else len(self.text)]
        count, is_inside = _characters(line, position.character, self.encoding)
        return start + count, is_inside

    def position(self, offset: int) -> types.Position:
        """Return the position of an offset."""
        line = bisect_right(self._starts, offset) - 1
        before = self.text[self._starts[line] : offset]
        return types.Position(line, units(before, self.encoding))

    def at(self, line: int, character: int) -> types.Position:
        """Return the position of a character of a line, both from 0; the end of a shorter text."""
        if line >= len(self._starts):
            return self.position(len(self.text))
        return self.position(min(self._starts[line] + character, len(self.text)))

    def range(self, start: int, end: int) -> types.Range:
        """Return the range of a span."""
        return types.Range(self.position(start), self.position(end))

    def span(self, here: types.Range) -> tuple[int, int]:
        """Return the span of a range, whichever of its ends comes first."""
        start, end = sorted((self.offset(here.start), self.offset(here.end)))
        return start, end

    def changed(
        self, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]
    ) -> "Document":
        """Return the document after the client's edits, in their order."""
        document = self
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                document = document._with(version, *document._edit(change.range, change.text))
            else:
                put = whole(change.text, self.encoding)
                document = document._with(version, put, 0, len(document.text))
        return document

    def _edit(self, here: types.Range, put: str) -> tuple[str, int, int]:
        """A text in place of a range, and the span of whole characters that it replaces.

        Clients whose strings are UTF-16 may replace half a character, and make one of two halves.
        """
        text = self.text
        start, end = sorted((self._place(here.start), self._place(here.end)))
        (first, cuts_first), (last, cuts_last) = start, end
        if self.encoding == types.PositionEncodingKind.Utf16:
            if cuts_first:
                put = _halves(text[first])[0] + put
            elif "\ud800" <= text[first - 1 : first] <= "\udbff":
                first -= 1
                put = text[first] + put
            if cuts_last:
                put += _halves(text[last])[1]
                last += 1
            elif "\udc00" <= text[last : last + 1] <= "\udfff":
                put += text[last]
                last += 1
        return whole(put, self.encoding), first, last

    def _with(self, version: int, put: str, start: int, end: int) -> "Document":
        """The document with other text in place of a span; what is known of the rest is kept."""
        known = vars(self)
        text = self.text[:start] + put + self.text[end:]
        note = known.get("note", self.note_before)
        document = replace(self, version=version, text=text, note_before=note)
        kept: dict[str, Any] = {name: known[name] for name in _OF_THE_URI if name in known}
        kept["_starts"] = _starts_after(self._starts, text, start, end, len(put))
        vars(document).update(kept)
        return document


def _starts_after(starts: list[int], text: str, start: int, end: int, put: int) -> list[int]:
    """Where the lines of a text begin in which a span became another, so many characters long."""
    # The line before: a carriage return at its end may have got its newline.
    first = max(bisect_right(starts, start) - 2, 0)
    last = bisect_right(starts, end)
    moved = put - (end - start)
    stop = starts[last] + moved if last < len(starts) else len(text)
    found = (line_end.end() for line_end in _LINE_END.finditer(text, starts[first], stop))
    later = [at + moved for at in starts[last + 1 :]]
    return [*starts[: first + 1], *found, *later]


def units(text: str, encoding: Encoding) -> int:
    """Return how many units of an encoding a text has."""
    if text.isascii() or encoding == types.PositionEncodingKind.Utf32:
        return len(text)
    codec, size = _codec(encoding)
    return len(text.encode(codec, "surrogatepass")) // size


def _characters(line: str, count: int, encoding: Encoding) -> tuple[int, bool]:
    """How many characters the first `count` units of a line are, and whether half of one is left.

    Half a character is none.
    """
    if line.isascii() or encoding == types.PositionEncodingKind.Utf32:
        return max(0, min(count, len(line))), False
    codec, size = _codec(encoding)
    encoded = line.encode(codec, "surrogatepass")
    asked = end = min(max(count, 0) * size, len(encoded))
    while 0 < end < len(encoded) and _is_inside(encoded, end, size):
        end -= size
    return len(encoded[:end].decode(codec, "surrogatepass")), end < asked


def whole(text: str, encoding: Encoding) -> str:
    """Return a text in which two halves of a character are one where they are to the client."""
    if encoding != types.PositionEncodingKind.Utf16:
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return text


def _halves(character: str) -> tuple[str, str]:
    """The two surrogates of a character past the first 65,536."""
    encoded = character.encode("utf-16-le")
    first, second = (encoded[at : at + 2].decode("utf-16-le", "surrogatepass") for at in (0, 2))
    return first, second


def _is_inside(encoded: bytes, place: int, size: int) -> bool:
    """Whether a place in UTF-8 or UTF-16 (little-endian) is in the middle of a character."""
    if size == 1:
        return encoded[place] & 0xC0 == 0x80
    return 0xD8 <= encoded[place - 1] <= 0xDB and 0xDC <= encoded[place + 1] <= 0xDF


def _codec(encoding: Encoding) -> tuple[str, int]:
    return _UNIT_BYTES.get(types.PositionEncodingKind(encoding), ("utf-16-le", 2))
