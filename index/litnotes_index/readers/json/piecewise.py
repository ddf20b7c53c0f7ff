"""Text that comes in pieces: what of it is at hand, and where in the file that is."""

import re
from collections.abc import Iterator

from litnotes_index.readers.files.source import CHUNK

# What of a line stands before a record: its indent, and brackets.
LEAD = re.compile(r"([ \t]*+)[ \t,\[\]}]{0,100}+")

_GAP = re.compile(r"[\s,\[\]}]*+")


class Piecewise:
    """A text at hand, a place in it, and the line of that place in the file, from 1."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self._text = ""
        self._ended = False
        self._at = 0
        self._line = 1
        self._column = 0
        self._lead: str | None = ""  # the line before `_at`, where it has brackets and blanks only
        self._gap = ""  # the brackets of lists that were passed last
        self._passed = self._scanned = 0

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
        self._lead = lead if lead is not None and LEAD.fullmatch(lead) else None
        self._passed += len(passed)
        self._at = to

    def _fuel(self, at_first: int) -> int:
        """Return how many characters may be scanned, so that all takes time in the file's size."""
        return max(0, at_first + 2 * self._passed - self._scanned)

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
