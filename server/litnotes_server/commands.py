"""What `workspace/executeCommand` does: each command of ours."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lsprotocol import types

from litnotes_index.backlinks import Notes
from litnotes_index.errors import LitnotesError, NotFoundError
from litnotes_index.opening import WHATS, What, nothing, reachable, targets
from litnotes_server.convert import answers, received, uri_of
from litnotes_server.features import command
from litnotes_server.server import Server

if TYPE_CHECKING:
    from concurrent.futures import Future

Answer = TypeVar("Answer")


async def on_search_command(ls: Server, *arguments: Any) -> Any:
    """Answer the command `litnotes.search`."""
    query, limit, uri = received.arguments(arguments, str, int, str)
    view, settings = ls.session.view_of(uri), ls.session.config_of(uri)
    return command.search(view, query or "", limit, settings.citation) if view else None


async def on_new_command(ls: Server, *arguments: Any) -> str | None:
    """Answer the command `litnotes.new`: make a literature note, show it, and return its URI.

    Its arguments are the URI of the document that it is made from, which tells the root, and the
    paper's key, or any name of it, with its title where that is not enough.
    """
    uri, name, title = received.arguments(arguments, str, str, str)
    known, client = ls.session.home_of(uri), ls.session.client
    if known is None or name is None:
        return None
    folder, settings, view = known

    def work() -> Path:
        # Templates take long to load.
        from litnotes_index.literature import create, is_made, new_note

        paper = command.named(view, name, title)
        if notes := Notes(view).literature(paper):
            return Path(notes[0].path)
        note = new_note(paper, folder, settings)
        try:
            create(note)
        except LitnotesError:
            if not is_made(note, paper, view):  # as when it is asked for twice at once
                raise
        return note.path

    made = await asyncio.to_thread(work)
    if client.shows_documents:
        params = types.ShowDocumentParams(uri_of(str(made)), take_focus=True)
        ls.window_show_document(params)  # whatever becomes of it, the note is made
    else:
        ls.session.host.inform(f"litnotes: the note is {made}")
    return uri_of(str(made))


async def on_open_command(ls: Server, *arguments: Any) -> str | None:
    """Answer the command `litnotes.open`: have what a paper stands for opened; return its URI.

    Its arguments are those of `litnotes.new`, and `pdf`, `page` or `zotero` for that alone. What is
    opened is looked up here: no address ever comes from the client.
    """
    uri, name, title, what = received.arguments(arguments, str, str, str, str)
    view = ls.session.view_of(uri)
    if view is None or name is None:
        return None

    def work() -> str:
        paper = command.named(view, name, title)
        wanted: What | None = next((kind for kind in WHATS if kind == what), None)
        target = next(reachable(targets(paper, wanted)), None)
        if target is None:
            raise NotFoundError(nothing(paper, wanted))
        return answers.address_of(target)

    address = await asyncio.to_thread(work)

    def say() -> None:
        ls.session.host.inform(f"litnotes: it is at {address}")

    def shown(answer: "Future[types.ShowDocumentResult]") -> None:
        if answer.cancelled():  # the client is gone
            return
        # Some clients answer null.
        if answer.exception() or not getattr(answer.result(), "success", False):
            say()

    if ls.session.client.shows_documents:
        params = types.ShowDocumentParams(address, external=True)
        ls.window_show_document(params).add_done_callback(shown)
    else:
        say()
    return address


async def on_status_command(ls: Server, *arguments: Any) -> Any:
    """Answer the command `litnotes.status`."""
    (uri,) = received.arguments(arguments, str)
    return await ls.session.status_of(uri)


async def on_reindex_command(ls: Server, *_: Any) -> None:
    """Answer the command `litnotes.reindex`."""
    ls.session.reindex()
