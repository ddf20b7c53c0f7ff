"""The routing table of the server: each message, and the handler or the session that answers it.

Only what it takes to answer `initialize` is loaded at once; the handlers of requests come with the
first of them. A handler's first parameter must be named `ls`.
"""

# pygls leaves some of its own types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import gc
import logging
import sys
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from functools import partial
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from litnotes_index.errors import EngineError, LitnotesError
from litnotes_server import parent
from litnotes_server.server import Server, Work

_log = logging.getLogger(__name__)
# New objects, of which a list of papers alone has hundreds.
_COLLECT_AFTER = 20_000
_ACTION_KINDS = [
    types.CodeActionKind.QuickFix,
    types.CodeActionKind.Refactor,
    types.CodeActionKind.RefactorRewrite,
    "litnotes.open",
    "source.litnotes",
    "source.litnotes.refresh",
    "source.litnotes.references",
    "source.fixAll.litnotes",
]
_COMPLETION = types.CompletionOptions(trigger_characters=["[", "@", " "], resolve_provider=True)
# Each other request, its handler in `requests.py`, and what the client is told of it.
REQUESTS: tuple[tuple[str, str, Any], ...] = (
    (types.COMPLETION_ITEM_RESOLVE, "on_completion_resolve", None),
    (types.TEXT_DOCUMENT_HOVER, "on_hover", None),
    (types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, "on_document_highlight", None),
    (types.TEXT_DOCUMENT_INLAY_HINT, "on_inlay_hint", None),
    (types.TEXT_DOCUMENT_CODE_LENS, "on_code_lens", None),
    (types.TEXT_DOCUMENT_DEFINITION, "on_definition", None),
    (types.TEXT_DOCUMENT_DECLARATION, "on_declaration", None),
    (types.TEXT_DOCUMENT_REFERENCES, "on_references", None),
    (
        types.TEXT_DOCUMENT_DOCUMENT_LINK,
        "on_document_link",
        types.DocumentLinkOptions(resolve_provider=True),
    ),
    (types.DOCUMENT_LINK_RESOLVE, "on_document_link_resolve", None),
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, "on_document_symbol", None),
    (types.WORKSPACE_SYMBOL, "on_workspace_symbol", None),
    (types.TEXT_DOCUMENT_FOLDING_RANGE, "on_folding_range", None),
    (
        types.TEXT_DOCUMENT_CODE_ACTION,
        "on_code_action",
        types.CodeActionOptions(code_action_kinds=_ACTION_KINDS, resolve_provider=True),
    ),
    (types.CODE_ACTION_RESOLVE, "on_code_action_resolve", None),
    (types.TEXT_DOCUMENT_PREPARE_RENAME, "on_prepare_rename", None),
    (types.TEXT_DOCUMENT_RENAME, "on_rename", types.RenameOptions(prepare_provider=True)),
)
COMMANDS = {
    "litnotes.search": "on_search_command",
    "litnotes.new": "on_new_command",
    "litnotes.open": "on_open_command",
    "litnotes.status": "on_status_command",
    "litnotes.reindex": "on_reindex_command",
}


def create() -> Server:
    """Return a server with every handler in place."""
    server = Server()
    _lifecycle(server)
    _documents(server)
    _completion(server)
    for method, name, options in REQUESTS:
        server.feature(method, options)(_handler(name))
    for command, name in COMMANDS.items():
        server.command(command)(_command(name))
    return server


def _begin(server: Server, params: types.InitializeParams) -> None:
    """Begin to work for the client that said `initialize` with these parameters."""
    from litnotes_server.checker import Checker
    from litnotes_server.convert import Client, received
    from litnotes_server.host import Host
    from litnotes_server.session import Session

    session = Session(Host(server))
    # Before anything is begun that may ask for it.
    server.work = Work(session, Checker(session, server.text_document_publish_diagnostics))
    encoding = server.workspace.position_encoding
    session.client = Client.of(params.capabilities, encoding, params.client_info)
    folders = received.folders_of(params)
    session.start(folders, received.settings_of(params.initialization_options))
    # What is loaded now stays, and to look through it again and again would hold up keys.
    gc.freeze()
    gc.enable()
    gc.set_threshold(_COLLECT_AFTER, *gc.get_threshold()[1:])


def _completion(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_COMPLETION, _COMPLETION)
    async def _(ls: Server, params: types.CompletionParams) -> Any:
        from litnotes_server.completing import on_completion

        with _told(ls):
            return await on_completion(ls, params)


def _handler(name: str) -> Callable[..., Awaitable[Any]]:
    async def answer(ls: Server, params: Any) -> Any:
        from litnotes_server import requests

        with _told(ls):
            return await getattr(requests, name)(ls, params)

    return answer


@contextmanager
def _told(server: Server) -> Generator[None]:
    """Raise the protocol's error, one line for the user, for what could not be answered."""
    try:
        yield
    except LitnotesError as error:
        from litnotes_index.text.inert import unlinked
        from litnotes_server.requests import RequestFailedError

        if isinstance(error, EngineError):
            server.session.examine()
        raise RequestFailedError(unlinked(str(error))) from None


def _command(name: str) -> Callable[..., Awaitable[Any]]:
    # `*arguments`: pygls asks for every parameter of a command, even one that has a default.
    async def answer(ls: Server, *arguments: Any) -> Any:
        from litnotes_server import commands

        with _told(ls):
            return await getattr(commands, name)(ls, *arguments)

    return answer


def _lifecycle(server: Server) -> None:
    @server.feature(types.INITIALIZE)
    def _(ls: Server, params: types.InitializeParams) -> None:
        ls.begin_soon(partial(_begin, ls, params))
        if ls.is_a_child and params.process_id is not None:
            parent.when_ended(params.process_id, partial(sys.exit, ls.exit_status))

    @server.feature(types.INITIALIZED)
    async def _(ls: Server, params: types.InitializedParams) -> None:
        if ls.session.client.configuration and not ls.session.is_configured:
            await _fetch_settings(ls)

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def _(ls: Server, params: types.DidChangeConfigurationParams) -> None:
        from litnotes_server.convert import received

        pushed = received.settings_of(params.settings)
        if pushed is None and ls.session.client.configuration:
            await _fetch_settings(ls)
        else:
            ls.session.configure(pushed)

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def _(ls: Server, params: types.DidChangeWorkspaceFoldersParams) -> None:
        from litnotes_server.convert import received

        event = params.event
        ls.session.change_folders(received.paths_of(event.added), received.paths_of(event.removed))
        ls.session.host.swapped()

    @server.feature(types.SHUTDOWN)
    def _(ls: Server, params: None) -> None:
        ls.exit_status = 0
        ls.stop()

    @server.feature(types.EXIT)
    def _(ls: Server, params: None) -> None:
        ls.stop()


async def _fetch_settings(ls: Server) -> None:
    from litnotes_server.convert import received

    items = [types.ConfigurationItem(section="litnotes")]
    try:
        answer = await ls.workspace_configuration_async(types.ConfigurationParams(items))
    except JsonRpcException as error:
        _log.warning("the client gives no settings: %s", error)
        return
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
