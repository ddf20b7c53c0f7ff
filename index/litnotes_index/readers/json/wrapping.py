"""The object that may be around the records of a JSON file: which of its members is their list."""

import re
from collections.abc import Iterable, Iterator

from litnotes_index.readers.files.source import CHUNK
from litnotes_index.readers.json.piecewise import Piecewise
from litnotes_index.readers.json.text import Ending, decode, list_in

LONGEST = 1 << 23  # characters that a record may have, and what stands before the list
_OPENING = re.compile(r"\s*+(?:\[\s*+)?\{")
_MEMBERS = re.compile(r'\s*+,\s*+"')


class Wrapped(Piecewise):
    """Text whose records are, or are not, in a list of one of some names."""

    def __init__(self, texts: Iterator[str], lists: Iterable[str]) -> None:
        super().__init__(texts)
        self._lists = frozenset(lists)

    def _unwrap(self) -> bool:
        """Go to the list that a member of an outermost object is, if it is one of those named.

        Where there is none, go to the end of such an object that was entered already. Return
        whether there was anything to go to.
        """
        self._fill(CHUNK)
        if not self._lists:
            return False
        inside = _OPENING.match(self._text, self._at)
        start = inside.end() if inside else self._at
        need = CHUNK
        while True:
            stop = min(len(self._text), start + self._fuel(2 * LONGEST))
            ending, at = list_in(self._text, start, stop, self._lists)
            self._scanned += at - start
            if ending is not Ending.OPEN or self._ended or stop < len(self._text) or need > LONGEST:
                break
            need *= 2
            start -= self._at
            self._fill(need)
            start += self._at
        if ending is Ending.CLOSED and at > self._at and (self._text[at] == "[" or not inside):
            self._advance(at)
            return True
        if self._passed or (ending is Ending.CLOSED and self._is_whole(start - 1, at)):
            return False
        return self._unwrap_damaged()

    def _is_whole(self, start: int, end: int) -> bool:
        """Return whether an object is a record as it is: it has a title, or nothing is lost."""
        if self._text[end] == '"':
            return True
        return decode(self._text[start : end + 1]) is not None and not _MEMBERS.match(
            self._text, end + 1
        )

    def _unwrap_damaged(self) -> bool:
        """Go to the first list that has one of the names, whatever stands before it."""
        names = "|".join(map(re.escape, self._lists))
        # Its first line may be missing, or its second.
        opening = rf'"(?:{names})"\s*+:\s*+(?=\[\s*+\{{)|\A\s*+\{{(?=\s*+\{{)'
        if match := re.search(opening, self._text):
            self._advance(match.end())
        return match is not None
