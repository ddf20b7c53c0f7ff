"""An editor as a language server sees it: documents in the units agreed on, edits applied."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types
from pytest_lsp import LanguageClient

from support.client import UNITS


class Editor:
    """A client with one note open; `beside` are the others that it has open."""

    def __init__(
        self,
        client: LanguageClient,
        root: Path,
        encoding: str,
        name: str = "note.md",
        beside: dict[str, "Editor"] | None = None,
    ) -> None:
        self.client = client
        self.root = root
        self.encoding = encoding
        self.uri = (root / name).as_uri()
        self.text = ""
        self.version = 0
        self.opened: dict[str, Editor] = {} if beside is None else beside

    async def indexed(self) -> dict[str, Any]:
        """Return the status, once all that was to be indexed is: work is done in its order."""
        command = types.ExecuteCommandParams("litnotes.status", [self.uri])
        status = await self.client.workspace_execute_command_async(command)
        assert status is not None
        return dict(status)

    async def enter(self, files: Mapping[str, str]) -> None:
        """Put files into the notes folder, add it to the workspace, and wait for its index."""
        for name, text in files.items():
            (self.root / name).write_bytes(text.encode())
        folder = types.WorkspaceFolder(self.root.as_uri(), self.root.name)
        self._folders(types.WorkspaceFoldersChangeEvent(added=[folder], removed=[]))
        await self.indexed()

    def leave(self) -> None:
        """Close what is open, and take the folder out of the workspace again."""
        for editor in list(self.opened.values()):
            editor.close()
        folder = types.WorkspaceFolder(self.root.as_uri(), self.root.name)
        self._folders(types.WorkspaceFoldersChangeEvent(added=[], removed=[folder]))

    def _folders(self, event: types.WorkspaceFoldersChangeEvent) -> None:
        params = types.DidChangeWorkspaceFoldersParams(event)
        self.client.workspace_did_change_workspace_folders(params)

    def open(self, text: str, language: str = "markdown") -> None:
        """Open the note with this text; the file on disk need not exist."""
        self.text = text
        self.opened[self.uri] = self
        item = types.TextDocumentItem(self.uri, language, self.version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def open_other(self, name: str, text: str, language: str = "markdown") -> "Editor":
        """Open another document of the folder."""
        other = Editor(self.client, self.root, self.encoding, name, self.opened)
        other.open(text, language)
        return other

    def close(self) -> None:
        """Close the note."""
        del self.opened[self.uri]
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.document))

    def edit(self, start: int, end: int, new: str) -> None:
        """Replace a span, as one change."""
        here = types.Range(self.position(start), self.position(end))
        change = types.TextDocumentContentChangePartial(range=here, text=new)
        self.version += 1
        document = types.VersionedTextDocumentIdentifier(version=self.version, uri=self.uri)
        params = types.DidChangeTextDocumentParams(document, [change])
        self.client.text_document_did_change(params)
        self.text = self.text[:start] + new + self.text[end:]

    async def complete(self, offset: int | None = None) -> list[types.CompletionItem]:
        """Return what is offered at an offset, or at the end."""
        params = types.CompletionParams(self.document, self.at(offset))
        answer = await self.client.text_document_completion_async(params)
        if answer is None:
            return []
        assert isinstance(answer, types.CompletionList)
        assert answer.is_incomplete
        return list(answer.items)

    async def hover(self, offset: int) -> types.Hover | None:
        """Return the card at an offset."""
        params = types.HoverParams(self.document, self.at(offset))
        return await self.client.text_document_hover_async(params)

    async def definition(self, offset: int) -> list[tuple[str, int]]:
        """Return the file names and lines (from 0) that a jump leads to."""
        params = types.DefinitionParams(self.document, self.at(offset))
        answer = await self.client.text_document_definition_async(params)
        found: list[tuple[str, int]] = []
        for place in answer or []:  # type: ignore[union-attr]  # lists are all it sends
            if isinstance(place, types.LocationLink):
                found.append((Path(place.target_uri).name, place.target_selection_range.start.line))
            elif isinstance(place, types.Location):
                found.append((Path(place.uri).name, place.range.start.line))
        return found

    def accept(self, item: types.CompletionItem) -> None:
        """Apply an item as an editor does."""
        assert isinstance(item.text_edit, types.TextEdit)
        span = self.span(item.text_edit.range)
        self.edit(*span, item.text_edit.new_text)

    def position(self, offset: int) -> types.Position:
        """Return the position of an offset, in the units agreed on."""
        lines = self.text[:offset].split("\n")
        codec, size = UNITS[self.encoding]
        return types.Position(len(lines) - 1, len(lines[-1].encode(codec)) // size)

    def span(self, here: types.Range) -> tuple[int, int]:
        """Return the span of a range: the offsets that have these positions."""
        places = [self.position(offset) for offset in range(len(self.text) + 1)]
        return places.index(here.start), places.index(here.end)

    @property
    def document(self) -> types.TextDocumentIdentifier:
        """The note, as requests name it."""
        return types.TextDocumentIdentifier(self.uri)

    def at(self, offset: int | None) -> types.Position:
        """Return the position of an offset, or of the end."""
        return self.position(len(self.text) if offset is None else offset)

    def inside(self, words: str) -> types.Position:
        """Return the position of the second character of some words, which stand there once."""
        assert self.text.count(words) == 1
        return self.position(self.text.index(words) + 1)

    def range(self, words: str) -> types.Range:
        """Return the range of some words, which stand there once."""
        start = self.text.index(words)
        assert self.text.count(words) == 1
        return types.Range(self.position(start), self.position(start + len(words)))

    def said(self, here: types.Range) -> str:
        """Return the text of a range."""
        return self.text[slice(*self.span(here))]

    def quoted(self, places: Sequence[types.Location]) -> list[tuple[str, str]]:
        """Return the file and the words of each place, as the editor would show them."""
        return [
            (Path(place.uri).name, self._at_uri(place.uri).said(place.range)) for place in places
        ]

    def _at_uri(self, uri: str) -> "Editor":
        if uri in self.opened:
            return self.opened[uri]
        closed = Editor(self.client, self.root, self.encoding)
        closed.uri, closed.text = uri, (self.root / Path(uri).name).read_text()
        return closed

    def apply(self, change: types.WorkspaceEdit | None) -> dict[str, str]:
        """Apply what the server wants changed; return the texts of the files that are not open."""
        assert change is not None
        versioned = change.document_changes is not None
        edits: dict[str, Sequence[types.TextEdit]] = dict(change.changes or {})
        for one in change.document_changes or ():
            assert isinstance(one, types.TextDocumentEdit)
            opened = self.opened.get(one.text_document.uri)
            assert one.text_document.version == (opened.version if opened else None)
            edits[one.text_document.uri] = [e for e in one.edits if isinstance(e, types.TextEdit)]
        assert versioned == self.knows_versions
        closed: dict[str, str] = {}
        for uri, changed in edits.items():
            editor = self._at_uri(uri)
            spans = sorted((*editor.span(edit.range), edit.new_text) for edit in changed)
            text, end = editor.text, len(editor.text)
            for start, stop, new in reversed(spans):
                assert stop <= end
                text, end = text[:start] + new + text[stop:], start
            if uri in self.opened:
                editor.edit(0, len(editor.text), text)
            else:
                closed[Path(uri).name] = text
        return closed

    @property
    def knows_versions(self) -> bool:
        """Whether the client announced `documentChanges`."""
        workspace = self.client.capabilities and self.client.capabilities.workspace
        return bool(
            workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes
        )

    async def published(self, count: int) -> types.PublishDiagnosticsParams:
        """Return the next diagnostics of this note that are so many; ask before they can come."""
        client: Any = self.client  # it leaves types open
        while True:
            said: types.PublishDiagnosticsParams
            said = await client.wait_for_notification("textDocument/publishDiagnostics")
            if said.uri == self.uri and len(said.diagnostics) == count:
                return said
