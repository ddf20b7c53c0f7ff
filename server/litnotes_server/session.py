"""What one client has open: its documents, and the roots that they belong to."""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from lsprotocol import types

from litnotes_index import config, discover, documents
from litnotes_index.config import Config
from litnotes_index.errors import LitnotesError
from litnotes_index.markdown import Note
from litnotes_index.view import View
from litnotes_server.convert import Client, Document, path_of
from litnotes_server.root import Host, Root

Feature = Literal["completion", "hover", "definition"]


class _Positioned(Protocol):
    @property
    def text_document(self) -> types.TextDocumentIdentifier: ...
    @property
    def position(self) -> types.Position: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A request at a place of a note, with all that a feature needs to answer it."""

    document: Document
    note: Note
    offset: int
    view: View
    config: Config


class Session:
    """All that one client has open. Only the server's own thread touches it."""

    def __init__(self, host: Host) -> None:
        self.client = Client()
        self._host = host
        self._documents: dict[str, Document] = {}
        self._roots: dict[Path, Root] = {}
        self._root_of: dict[str, Root] = {}
        self._folders: list[Path] = []
        self._editor: Mapping[str, Any] | None = None
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="litnotes-index")

    def start(self, folders: Sequence[Path], editor: Mapping[str, Any] | None) -> None:
        """Open the workspace's folders, and begin to index them."""
        self._folders = list(folders)
        self._editor = editor
        for folder in folders:
            if not discover.is_too_wide(folder):
                self._root(discover.find_root(folder))

    def change_folders(self, added: Sequence[Path], removed: Sequence[Path]) -> None:
        """Open and close folders of the workspace; open documents find their roots anew."""
        self._folders = [folder for folder in self._folders if folder not in removed]
        for folder in removed:
            if root := self._roots.pop(folder, None):
                root.stop()
        for folder in added:
            self._folders.append(folder)
            if not discover.is_too_wide(folder):
                self._root(discover.find_root(folder))
        self._root_of = {uri: self._find_root(uri) for uri in self._documents}

    def configure(self, editor: Mapping[str, Any] | None) -> None:
        """Take other settings from the editor; the configuration files are read again, too."""
        self._editor = editor
        for root in self._roots.values():
            root.configure(editor)

    @property
    def is_configured(self) -> bool:
        """Whether the editor has sent settings."""
        return self._editor is not None

    def stop(self) -> None:
        """Stop all work in the background; what is not committed is lost, and made again."""
        for root in self._roots.values():
            root.stop()
        self._worker.shutdown(wait=False, cancel_futures=True)

    def open(self, uri: str, version: int, text: str) -> None:
        """Take over a document from the client: its text counts, not the file's on disk."""
        self._documents[uri] = Document(uri, version, text, self.client.encoding)
        self._root_of[uri] = self._find_root(uri)

    def change(
        self, uri: str, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]
    ) -> None:
        """Apply the client's edits; those to a document that is not open are dropped."""
        if document := self._documents.get(uri):
            self._documents[uri] = document.changed(version, changes)

    def close(self, uri: str) -> None:
        """Let a document go; the file on disk counts again."""
        self._documents.pop(uri, None)
        self._root_of.pop(uri, None)

    def asked(self, params: _Positioned, feature: Feature) -> Asked | None:
        """Return what a feature needs to answer; None where it is off, or the document not open."""
        uri = params.text_document.uri
        document = self._documents.get(uri)
        if document is None:
            return None
        root = self._root_of[uri]
        settings = root.settings.config
        if not getattr(settings.features, feature):
            return None
        offset = document.offset(params.position)
        return Asked(document, document.note, offset, root.current(), settings)

    def view_of(self, uri: str | None) -> View | None:
        """Return what is known where a document belongs, else in the first folder; None without."""
        root = self._root_for(uri)
        return root.current() if root else None

    def config_of(self, uri: str | None) -> Config:
        """Return the configuration that counts for a document, or in the first folder."""
        root = self._root_for(uri)
        return root.settings.config if root else Config()

    async def status_of(self, uri: str | None) -> dict[str, Any] | None:
        """Return what is indexed where a document belongs, or in the first folder."""
        root = self._root_for(uri)
        if root is None:
            return None
        status = await asyncio.wrap_future(self._worker.submit(root.status))
        return documents.status(status)

    def reindex(self) -> None:
        """Read every dump of every folder again."""
        for root in self._roots.values():
            root.rebuild()

    def _root_for(self, uri: str | None) -> Root | None:
        if uri is not None and uri in self._root_of:
            return self._root_of[uri]
        return next(iter(self._roots.values()), None)

    def _find_root(self, uri: str) -> Root:
        """The deepest open folder that holds the document, else its own root."""
        path = path_of(uri)
        if path is None:
            return next(iter(self._roots.values()), None) or self._root(_users_own())
        path = path.resolve()
        holding = [root for root in self._roots if path.is_relative_to(root)]
        deepest = max(holding, key=lambda root: len(root.parts), default=None)
        return self._root(deepest or self._own_root(path.parent))

    def _own_root(self, folder: Path) -> Path:
        """The configured root above a folder; else the folder, if the client has no other."""
        try:
            root = discover.find_root(folder)
        except LitnotesError:
            return _users_own()
        configured = (root / config.FILE_NAME).is_file()
        return root if configured or not self._folders else _users_own()

    def _root(self, path: Path) -> Root:
        root = self._roots.get(path)
        if root is None:
            alone = path == _users_own()
            root = Root(path, self._editor, self._host, self._worker, alone=alone)
            self._roots[path] = root
            root.start()
        return root


def _users_own() -> Path:
    """The root of notes that have none: they see the library that the user's own file names."""
    return config.user_file().parent
