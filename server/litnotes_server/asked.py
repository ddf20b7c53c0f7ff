"""What a request about a document needs to be answered, on any thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from lsprotocol import types

from litnotes_index import discover
from litnotes_index.addresses import url
from litnotes_index.config import Config
from litnotes_index.forms import address_from
from litnotes_index.markdown import Note
from litnotes_index.model import Paper
from litnotes_index.notes import NoteRecord
from litnotes_index.view import View
from litnotes_server.convert import Document

# What the first completion does not need is loaded where it is needed.
if TYPE_CHECKING:
    from litnotes_index.backlinks import Notes
    from litnotes_server.convert.places import Places
    from litnotes_server.features.pointed import Pointed

Feature = Literal[
    "completion",
    "hover",
    "definition",
    "declaration",
    "references",
    "rename",
    "diagnostics",
    "code_action",
    "code_lens",
    "inlay_hint",
    "document_highlight",
    "document_link",
    "document_symbol",
    "workspace_symbol",
    "folding_range",
]


class Named(Protocol):
    """A request about a document."""

    @property
    def text_document(self) -> types.TextDocumentIdentifier:
        """The document."""
        ...


class Scanned:
    """What is kept of open notes, so that each text is searched once per view."""

    def __init__(self) -> None:
        self._records: dict[str, tuple[Document, View, NoteRecord]] = {}

    def record(self, path: str, document: Document, view: View) -> NoteRecord:
        """Return what an open note is and says, read anew where it, or what is known, changed."""
        known = self._records.get(path)
        if known is None or known[0] is not document or known[1] is not view:
            from litnotes_index.backlinks import record_of

            known = document, view, record_of(path, document.note, view)
            self._records[path] = known
        return known[2]

    def last(self, path: str) -> NoteRecord | None:
        """Return what was last read of a note; None where nothing was."""
        known = self._records.get(path)
        return known[2] if known else None

    def forget(self, path: str) -> None:
        """Let go of what was read of a note that is closed."""
        self._records.pop(path, None)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request about a document, with all that a feature needs to answer it, on any thread.

    `path` is the document's in the index, or its URI where it is no file; `root` is the folder that
    literature notes tell places from. `opened` are all notes of the root that are open, by path.
    """

    document: Document
    path: str
    root: Path
    view: View
    config: Config
    opened: Mapping[str, Document]
    scanned: Scanned

    @property
    def is_note(self) -> bool:
        """Whether the document is a note, and not a dump."""
        return is_note(self.view, self.path, self.document)

    @property
    def note(self) -> Note:
        """The document as a note."""
        return self.document.note

    @property
    def record(self) -> NoteRecord | None:
        """What was last read of the note, from the editor or the disk; None where nothing was."""
        return self.scanned.last(self.path) or self.view.note(self.path)

    def pointed(self, position: types.Position) -> "Pointed | None":
        """Return the papers that a place of the note or dump names; None where it names none."""
        from litnotes_server.features import pointed

        offset = self.document.offset(position)
        if self.is_note:
            return pointed.in_note(self.view, self.note, offset)
        return pointed.in_dump(self.view, self.path, self.document.text, offset)

    def has_note(self, paper: Paper) -> bool:
        """Return whether a paper has a literature note."""
        return bool(self.notes().literature(paper))

    def notes(self) -> "Notes":
        """Return all notes of the root, with the unsaved text of those that are open."""
        from litnotes_index.backlinks import Notes

        unsaved = {
            path: self.scanned.record(path, document, self.view)
            for path, document in self.opened.items()
        }
        return Notes(self.view, unsaved)

    def address(self, paper: Paper) -> str | None:
        """Return where a link to a paper points from here; None for nowhere."""
        from litnotes_index.backlinks import Notes

        # Of open notes it matters only what they are about, which an unsaved edit rarely changes.
        return url(paper) or address_from(Notes(self.view), self.path)(paper)

    def places(self) -> "Places":
        """Return where places of notes are in their texts."""
        from litnotes_server.convert.places import Places

        return Places(self.opened, self.document.encoding)


def path_in(view: View, document: Document) -> str:
    """The path of a document as the index has it; its URI where it is no file."""
    if document.path is None:
        return document.uri
    # A file may be indexed by a path with links in it, which the editor may have followed or not.
    written = str(document.path)
    known = written in view.notes.files or written in view.papers.files
    return written if known else str(document.real_path)


def is_note(view: View, path: str, document: Document) -> bool:
    """Whether a document is a note, by its name, else because it is Markdown and no known dump.

    One that is too long is none: to read it would take minutes, at every start.
    """
    if document.is_too_long:
        return False
    if document.path is None or discover.is_note(path):
        return True
    known = view.papers.files.get(path)
    return document.is_markdown and (known is None or known.format is None)
