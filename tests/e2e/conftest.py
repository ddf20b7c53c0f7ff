"""A real server process, seen by the clients whose `initialize` parameters were recorded."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from lsprotocol import converters, types
from pytest_lsp import ClientServerConfig, LanguageClient

from support.client import SERVER, Client
from support.editor import Editor as Editor  # the tests take it from here

DATA = Path(__file__).parents[1] / "data"
# VS Code, the two Neovims that differ most, and Emacs: all three encodings are among them.
CLIENTS = ("vscode", "neovim-0.7", "neovim-0.12", "emacs-29")
# One client for each encoding, with and without `documentChanges`.
NOTE_CLIENTS = ("vscode", "neovim-0.12", "emacs-29")
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


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=CLIENTS)
async def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[LanguageClient, str]]:
    """One server for all tests of a module, once for each client, and the encoding agreed on."""
    folder = tmp_path_factory.mktemp(request.param)
    first = folder / "first"
    first.mkdir()
    client = await ClientServerConfig(server_command=SERVER, server_env=environment(folder)).start()
    assert isinstance(client, LanguageClient)
    result = await client.initialize_session(initialize_params(request.param, first))
    yield client, str(result.capabilities.position_encoding or "utf-16")
    await client.shutdown_session()
    await client.stop()  # type: ignore[no-untyped-call]  # pygls has no type


@pytest_asyncio.fixture(loop_scope="module")
async def page(running: tuple[LanguageClient, str], root: Path) -> AsyncIterator[Editor]:
    """An editor whose server runs on from test to test; the notes folder is yet to be entered."""
    editor = Editor(running[0], root, running[1])
    yield editor
    editor.leave()


@pytest_asyncio.fixture(loop_scope="module")
async def editor(page: Editor) -> Editor:
    """An editor in the notes folder."""
    await page.enter({})
    return page


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[Client]:
    """A bare client, for what a well-behaved one does not do."""
    capabilities = {"experimental": {"litnotesStatus": True}}
    with Client(SERVER, capabilities=capabilities, env=environment(tmp_path)) as client:
        yield client


def ready(client: Client, **counts: int) -> dict[str, Any]:
    """Wait until a root is indexed and holds so many `papers` or `notes`; return its status."""
    while True:
        said: dict[str, Any] = client.wait_for("litnotes/status")["params"]
        if said["state"] == "ready" and all(said[name] == n for name, n in counts.items()):
            return said


def complaints(client: Client, uri: str, count: int) -> list[dict[str, Any]]:
    """Wait until so many complaints about a note are published; return them."""
    while True:
        said = client.wait_for("textDocument/publishDiagnostics")["params"]
        if said["uri"] == uri and len(said["diagnostics"]) == count:
            return list(said["diagnostics"])


def uri_of(root: Path, name: str) -> str:
    return (root / name).as_uri()
