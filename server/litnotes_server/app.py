"""The routing table of the server: each message, and the feature or the session that answers it.

Requests are answered from the last good view in a few milliseconds; all longer work is the
session's, in the background. A handler's first parameter must be named `ls`.
"""

# pygls leaves some of its own types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from typing import Any

from lsprotocol import types

from litnotes_server.convert import Client, received
from litnotes_server.features import command
from litnotes_server.protocol import Protocol
from litnotes_server.requests import register_requests
from litnotes_server.server import Server


def create() -> Server:
    """Return a server with every handler in place."""
    server = Server(Protocol)
    _lifecycle(server)
    _documents(server)
    register_requests(server)
    _commands(server)
    return server


def _lifecycle(server: Server) -> None:
    @server.feature(types.INITIALIZE)
    def _(ls: Server, params: types.InitializeParams) -> None:
        ls.begin()
        ls.session.client = Client.of(
            params.capabilities, ls.workspace.position_encoding, params.client_info
        )
        folders = received.folders_of(params)
        ls.session.start(folders, received.settings_of(params.initialization_options))

    @server.feature(types.INITIALIZED)
    async def _(ls: Server, params: types.InitializedParams) -> None:
        if ls.session.client.configuration and not ls.session.is_configured:
            await _fetch_settings(ls)

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def _(ls: Server, params: types.DidChangeConfigurationParams) -> None:
        pushed = received.settings_of(params.settings)
        if pushed is None and ls.session.client.configuration:
            await _fetch_settings(ls)
        else:
            ls.session.configure(pushed)

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def _(ls: Server, params: types.DidChangeWorkspaceFoldersParams) -> None:
        event = params.event
        ls.session.change_folders(received.paths_of(event.added), received.paths_of(event.removed))
        ls.swapped()

    @server.feature(types.SHUTDOWN)
    def _(ls: Server, params: None) -> None:
        ls.exit_status = 0
        ls.checker.stop()
        ls.session.stop()

    @server.feature(types.EXIT)
    def _(ls: Server, params: None) -> None:
        ls.session.stop()


async def _fetch_settings(ls: Server) -> None:
    items = [types.ConfigurationItem(section="litnotes")]
    answer = await ls.workspace_configuration_async(types.ConfigurationParams(items))
    settings = received.settings_of(answer[0]) if answer else None
    if settings is not None or ls.session.is_configured:
        ls.session.configure(settings)


def _documents(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def _(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
        opened = params.text_document
        ls.session.open(opened.uri, opened.version, opened.text, opened.language_id)
        ls.checker.soon(opened.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def _(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
        changed = params.text_document
        ls.session.change(changed.uri, changed.version, params.content_changes)
        ls.checker.soon(changed.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
        ls.session.close(params.text_document.uri)
        ls.checker.forget(params.text_document.uri)


def _commands(server: Server) -> None:
    # `*arguments`: pygls asks for every parameter of a command, even one that has a default.
    @server.command("litnotes.search")
    async def _(ls: Server, *arguments: Any) -> Any:
        query, limit, uri = received.arguments(arguments, str, int, str)
        view, settings = ls.session.view_of(uri), ls.session.config_of(uri)
        return command.search(view, query or "", limit, settings.citation) if view else None

    @server.command("litnotes.status")
    async def _(ls: Server, *arguments: Any) -> Any:
        (uri,) = received.arguments(arguments, str)
        return await ls.session.status_of(uri)

    @server.command("litnotes.reindex")
    async def _(ls: Server, *arguments: Any) -> None:
        ls.session.reindex()
