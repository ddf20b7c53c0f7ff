"""A real server process, seen by the clients whose `initialize` parameters were recorded."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from lsprotocol import converters, types
from pytest_lsp import ClientServerConfig, LanguageClient

from support.client import SERVER, UNITS, Client

DATA = Path(__file__).parents[1] / "data"
# VS Code, the two Neovims that differ most, and Emacs: all three encodings are among them.
CLIENTS = ("vscode", "neovim-0.7", "neovim-0.12", "emacs-29")
DUMP = """\
Daily Papers

byAK and the research community

Nov 13

Relative maps of the sea: how sailors share a chart

We ask how two sailors can share one chart. We propose maps that are relative to a few landmarks. \
They work without any training.

  • 2 authors
·
Jan 23, 2024

Tide Tables

Tide tables are old. This paper presents new ones. They outperform the old ones on three coasts.

  • 14 authors
·
Mar 26 3
"""


def initialize_params(client: str, root: Path | None) -> types.InitializeParams:
    """Return what a real client sends when it opens a folder."""
    recorded: dict[str, Any] = json.loads((DATA / "clients" / f"{client}.json").read_text())
    uri = root.as_uri() if root else None
    folders = [{"uri": uri, "name": root.name}] if root else None
    sent = {**recorded, "processId": None, "rootUri": uri, "workspaceFolders": folders}
    return converters.get_converter().structure(sent, types.InitializeParams)


class Editor:
    """A client with one note open."""

    def __init__(self, client: LanguageClient, root: Path, encoding: str) -> None:
        self.client = client
        self.root = root
        self.encoding = encoding
        self.uri = (root / "note.md").as_uri()
        self.text = ""
        self._version = 0

    async def indexed(self) -> dict[str, Any]:
        """Return the status, once all that was to be indexed is: work is done in its order."""
        command = types.ExecuteCommandParams("litnotes.status", [self.uri])
        status = await self.client.workspace_execute_command_async(command)
        assert status is not None
        return dict(status)

    def open(self, text: str) -> None:
        """Open the note with this text; the file on disk need not exist."""
        self.text = text
        item = types.TextDocumentItem(self.uri, "markdown", self._version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def edit(self, start: int, end: int, new: str) -> None:
        """Replace a span, as one change."""
        here = types.Range(self.position(start), self.position(end))
        change = types.TextDocumentContentChangePartial(range=here, text=new)
        self._version += 1
        document = types.VersionedTextDocumentIdentifier(version=self._version, uri=self.uri)
        params = types.DidChangeTextDocumentParams(document, [change])
        self.client.text_document_did_change(params)
        self.text = self.text[:start] + new + self.text[end:]

    async def complete(self, offset: int | None = None) -> list[types.CompletionItem]:
        """Return what is offered at an offset, or at the end."""
        params = types.CompletionParams(self._document, self._at(offset))
        answer = await self.client.text_document_completion_async(params)
        if answer is None:
            return []
        assert isinstance(answer, types.CompletionList)
        assert answer.is_incomplete
        return list(answer.items)

    async def hover(self, offset: int) -> types.Hover | None:
        """Return the card at an offset."""
        params = types.HoverParams(self._document, self._at(offset))
        return await self.client.text_document_hover_async(params)

    async def definition(self, offset: int) -> list[tuple[str, int]]:
        """Return the file names and lines (from 0) that a jump leads to."""
        params = types.DefinitionParams(self._document, self._at(offset))
        answer = await self.client.text_document_definition_async(params)
        found: list[tuple[str, int]] = []
        for place in answer or []:  # type: ignore[union-attr]
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
    def _document(self) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri)

    def _at(self, offset: int | None) -> types.Position:
        return self.position(len(self.text) if offset is None else offset)


def environment(folder: Path) -> dict[str, str]:
    """Return an environment in which nothing of the user's own counts."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "LITNOTES_INDEX_DIR": str(folder / "index"),
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A notes folder with one dump of two papers."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "dump.txt").write_text(DUMP, encoding="utf-8")
    return folder


@pytest_asyncio.fixture(params=CLIENTS)
async def editor(
    request: pytest.FixtureRequest, tmp_path: Path, root: Path
) -> AsyncIterator[Editor]:
    """An editor on the notes folder, once as each client."""
    client = await ClientServerConfig(
        server_command=SERVER, server_env=environment(tmp_path)
    ).start()
    assert isinstance(client, LanguageClient)
    result = await client.initialize_session(initialize_params(request.param, root))
    yield Editor(client, root, result.capabilities.position_encoding or "utf-16")
    await client.shutdown_session()
    await client.stop()  # type: ignore[no-untyped-call]


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[Client]:
    """A bare client, for what a well-behaved one does not do."""
    capabilities = {"experimental": {"litnotesStatus": True}}
    with Client(SERVER, capabilities=capabilities, env=environment(tmp_path)) as client:
        yield client
