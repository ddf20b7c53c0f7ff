"""Ranges in other files than the one that was asked about."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from lsprotocol import types

from litnotes_index.backlinks import NoteCitation
from litnotes_server.convert.document import Document, Encoding, uri_of


class Places:
    """Turns places in notes into ranges: in the text that is open, else in the file on disk.

    Columns of the protocol depend on the text before them, so each file is read, once.
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

    def locations(self, citations: Iterable[NoteCitation]) -> list[types.Location]:
        """Return where citations are; those in files that are gone are left out."""
        found: list[types.Location] = []
        for place in citations:
            if document := self.document(place.path):
                start = document.at(place.line, place.character)
                end = document.at(place.end_line, place.end_character)
                found.append(types.Location(document.uri, types.Range(start, end)))
        return found
