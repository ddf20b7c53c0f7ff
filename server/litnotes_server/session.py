"""What one client has open: its documents, and the roots that they belong to."""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from lsprotocol import types

from litnotes_index import config, discover
from litnotes_index.config import Config, Settings
from litnotes_index.errors import LitnotesError
from litnotes_index.view import View
from litnotes_server.asked import Asked, Feature, Named, Scanned, is_note, path_in
from litnotes_server.convert import Client, Document, whole
from litnotes_server.root import Host, Root


class Session:
    """All that one client has open. Only the server's own thread touches it."""

    def __init__(self, host: Host) -> None:
        self.client = Client()
        self.host = host
        self._documents: dict[str, Document] = {}
        self._roots: dict[Path, Root] = {}
        self._root_of: dict[str, Root] = {}
        self._folders: list[Path] = []
        self._editor: Mapping[str, Any] | None = None
        self._scanned = Scanned()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="litnotes-index")

    def start(self, folders: Sequence[Path], editor: Mapping[str, Any] | None) -> None:
        """Open the workspace's folders, and begin to index them."""
        self._folders = list(folders)
        self._editor = editor
        for folder in folders:
            self._open_folder(folder)

    def change_folders(self, added: Sequence[Path], removed: Sequence[Path]) -> None:
        """Open and close folders of the workspace; open documents find their roots anew."""
        self._folders = [folder for folder in self._folders if folder not in removed]
        for folder in removed:
            if root := self._roots.pop(folder, None):
                root.stop()
        for folder in added:
            self._folders.append(folder)
            self._open_folder(folder)
        self._root_of = {uri: self._find_root(d) for uri, d in self._documents.items()}

    def _open_folder(self, folder: Path) -> None:
        """Open a folder of the workspace; one that cannot be opened is told, and the others are."""
        try:
            if not discover.is_too_wide(folder):
                self._root(discover.find_root(folder))
        except LitnotesError as error:
            self.host.message(f"litnotes: {error}")

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

    def open(self, uri: str, version: int, text: str, language: str) -> None:
        """Take over a document from the client: its text counts, not the file's on disk."""
        text = whole(text, self.client.encoding)
        document = Document(uri, version, text, self.client.encoding, language)
        self._root_of[uri] = self._find_root(document)
        self._documents[uri] = document
        if document.is_too_long and _may_be_note(document):
            name = document.path.name if document.path else uri
            self.host.inform(f"litnotes: {name} is too long to be read as a note")

    def change(
        self, uri: str, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]
    ) -> None:
        """Apply the client's edits; those to a document that is not open are dropped."""
        if document := self._documents.get(uri):
            self._documents[uri] = document.changed(version, changes)

    def close(self, uri: str) -> None:
        """Let a document go; the file on disk counts again."""
        root = self._root_of.pop(uri, None)
        document = self._documents.pop(uri, None)
        if root and document:
            self._scanned.forget(path_in(root.current(), document))

    @property
    def uris(self) -> list[str]:
        """The documents that are open."""
        return list(self._documents)

    def document(self, uri: str) -> Document | None:
        """Return an open document as it is now; None where it is not open."""
        return self._documents.get(uri)

    def asked(self, params: Named, feature: Feature) -> Asked | None:
        """Return what a feature needs to answer; None where it is off, or the document not open."""
        return self.about(params.text_document.uri, feature)

    def about(self, uri: str, feature: Feature) -> Asked | None:
        """Return what a feature needs to know of a document; None as in `asked`."""
        document = self._documents.get(uri)
        if document is None:
            return None
        root = self._belonging(document)
        settings = root.settings.config
        if not getattr(settings.features, feature):
            return None
        view = root.current()
        opened = {
            path: other
            for name, other in self._documents.items()
            if is_note(view, path := path_in(view, other), other)
            # What this root's notes hold is theirs as it is in the editor, whoever owns it.
            and (self._root_of[name] is root or path in view.notes.files)
        }
        path = path_in(view, document)
        return Asked(document, path, _home(root, document), view, settings, opened, self._scanned)

    def views(self, feature: Feature) -> list[View]:
        """Return what is known in each root in which a feature is on."""
        return [
            root.current()
            for root in self._roots.values()
            if getattr(root.settings.config.features, feature)
        ]

    def view_of(self, uri: str | None) -> View | None:
        """Return what is known where a document belongs, else in the first folder; None without."""
        root = self._root_for(uri)
        return root.current() if root else None

    def config_of(self, uri: str | None) -> Config:
        """Return the configuration that counts for a document, or in the first folder."""
        root = self._root_for(uri)
        return root.settings.config if root else Config()

    def home_of(self, uri: str | None) -> tuple[Path, Settings, View] | None:
        """Return where new notes go that are made from a document, and what counts there.

        That is its root, else the first folder; for a note outside any root it is its own folder.
        """
        root = self._root_for(uri)
        if root is None:
            return None
        return _home(root, self._documents.get(uri or "")), root.settings, root.current()

    async def status_of(self, uri: str | None) -> dict[str, Any] | None:
        """Return what is indexed where a document belongs, or in the first folder."""
        root = self._root_for(uri)
        if root is None:
            return None
        from litnotes_index import documents

        status = await asyncio.wrap_future(self._worker.submit(root.status))
        return documents.status(status)

    def examine(self) -> None:
        """Look whether an index is damaged, since a question failed."""
        for root in self._roots.values():
            root.examine()

    def reindex(self) -> None:
        """Read every dump of every folder again."""
        for root in self._roots.values():
            root.rebuild()

    def _root_for(self, uri: str | None) -> Root | None:
        if uri is not None and uri in self._root_of:
            return self._root_of[uri]
        return next(iter(self._roots.values()), None)

    def _belonging(self, document: Document) -> Root:
        """Where an open document belongs; a dump may have been read only since it was opened."""
        root = self._root_of[document.uri]
        if root.alone and not _may_be_note(document):
            root = self._root_of[document.uri] = self._find_root(document)
        return root

    def _find_root(self, document: Document) -> Root:
        """The deepest open folder that holds the document, else one that reads it, else its own.

        A file that is no note never begins a root: it may be a dump of some folder's papers.
        """
        path = document.real_path
        if path is None:
            return next(iter(self._roots.values()), None) or self._root(_users_own())
        holding = [root for root in self._roots if path.is_relative_to(root)]
        deepest = max(holding, key=lambda root: len(root.parts), default=None)
        if deepest is not None:
            return self._root(deepest)
        reading = next((r for r in self._roots.values() if _has_read(r, document)), None)
        if reading is not None:
            return reading
        return self._root(self._own_root(path.parent) if _may_be_note(document) else _users_own())

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
            root = Root(path, self._editor, self.host, self._worker, alone=alone)
            self._roots[path] = root
            root.start()
        return root


def _may_be_note(document: Document) -> bool:
    """Whether a document may be a note, as far as it can be told without an index."""
    return document.path is None or document.is_markdown or discover.is_note(str(document.path))


def _has_read(root: Root, document: Document) -> bool:
    """Whether a document is a note of a root, or papers of it come from there."""
    view = root.current()
    path = path_in(view, document)
    known = view.papers.files.get(path)
    return path in view.notes.files or (known is not None and known.format is not None)


def _users_own() -> Path:
    """The root of notes that have none: they see the library that the user's own file names."""
    return config.user_file().parent


def _home(root: Root, document: Document | None) -> Path:
    """The folder of a root, or for a document outside any its own."""
    path = document.path if document and root.alone else None
    return path.parent if path else root.path
