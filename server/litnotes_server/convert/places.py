"""Ranges in other files than the one that was asked about."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from litnotes_index.backlinks import NoteCitation
from litnotes_index.uris import uri_of
from litnotes_server.convert.document import Document, Encoding, units

_Position = tuple[int, int]


class Places:
    """Turns places in notes into ranges: in the text that is open, else in the file on disk.

    Columns of the protocol depend on the text before them. The index keeps it, but for long lines:
    then the file is read, once.
    """

    def __init__(self, open_documents: Mapping[str, Document], encoding: Encoding) -> None:
        """Take the open documents by path, or by URI where they have none."""
        self._documents = dict(open_documents)
        self._encoding = encoding

    def document(self, path: str) -> Document | None:
        """Return the text at a path as it is now; None where it cannot be read."""
        if path not in self._documents:
            try:
                text = Path(path).read_bytes().decode("utf-8-sig", "replace")
            except (OSError, ValueError):
                return None
            self._documents[path] = Document(uri_of(path), None, text, self._encoding)
        return self._documents[path]

    def text(self, path: str) -> str | None:
        """Return the text at a path as it is now; None where it cannot be read."""
        document = self.document(path)
        return document.text if document else None

    def locations(self, citations: Iterable[NoteCitation]) -> list[dict[str, Any]]:
        """Return where citations are; those in files that are gone are left out.

        They are plain values: there may be thousands, and checking them would cost most of it.
        """
        there: dict[str, str | None] = {}
        found: list[dict[str, Any]] = []
        for place in citations:
            if place.path not in there:
                there[place.path] = uri_of(place.path) if self._is_there(place.path) else None
            uri, span = there[place.path], self._range(place)
            if uri and span:
                ends = [{"line": line, "character": column} for line, column in span]
                found.append({"uri": uri, "range": {"start": ends[0], "end": ends[1]}})
        return found

    def _is_there(self, path: str) -> bool:
        return path in self._documents or os.path.isfile(path)  # noqa: PTH113 - there may be thousands

    def _range(self, place: NoteCitation) -> tuple[_Position, _Position] | None:
        """Where a citation begins and ends; None where its file has to be read and cannot be."""
        if place.before is None:
            document = self.document(place.path)
            if document is None:
                return None
            start = document.at(place.line, place.character)
            end = document.at(place.end_line, place.end_character)
            return (start.line, start.character), (end.line, end.character)
        first = units(place.before, self._encoding) if place.before else place.character
        if place.line == place.end_line:
            last = first + units(place.text, self._encoding)
        else:
            last = units(place.text[len(place.text) - place.end_character :], self._encoding)
        return (place.line, first), (place.end_line, last)
