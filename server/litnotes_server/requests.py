"""The requests: each one's feature, and what the protocol makes of its value.

What may take long is done on another thread than the server's own, so that no key waits for it.
`app` says which handler answers which request.
"""

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from litnotes_index.backlinks import Notes
from litnotes_index.errors import EngineError, LitnotesError, MetadataError, NotFoundError
from litnotes_server.asked import Asked, Feature, Named
from litnotes_server.convert import answers, edits, received
from litnotes_server.features import code_lens as lens
from litnotes_server.features import command
from litnotes_server.features import folding_range as fold
from litnotes_server.features.code_action import code_actions
from litnotes_server.features.declaration import declaration
from litnotes_server.features.definition import definition
from litnotes_server.features.document_highlight import document_highlight
from litnotes_server.features.document_link import document_link, followed
from litnotes_server.features.document_symbol import document_symbol
from litnotes_server.features.hover import hover
from litnotes_server.features.inlay_hint import inlay_hint
from litnotes_server.features.references import references
from litnotes_server.features.rename import prepare_rename, rename
from litnotes_server.features.resolve import resolve
from litnotes_server.features.workspace_symbol import workspace_symbol
from litnotes_server.server import Server

if TYPE_CHECKING:
    pass

Answer = TypeVar("Answer")


class RequestFailedError(JsonRpcException):
    """A request that cannot be done, and why, in one line for the user."""

    CODE = -32803


async def on_completion_resolve(ls: Server, params: types.CompletionItem) -> types.CompletionItem:
    """Answer `completionItem/resolve`."""
    chosen = received.chosen(params)
    view = ls.session.view_of(chosen.uri) if chosen else None
    if chosen is None or view is None:
        return params
    asked = ls.session.about(chosen.uri, "completion")
    markdown = ls.session.client.completion_markdown

    def work() -> types.CompletionItem:
        notes = asked.notes() if asked else Notes(view)
        text = resolve(notes, chosen.key, chosen.title, markdown=markdown)
        return answers.documented(params, text, markdown=markdown)

    return await asyncio.to_thread(work)


async def on_hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    """Answer `textDocument/hover`."""
    asked, client = ls.session.asked(params, "hover"), ls.session.client
    if asked is None:
        return None
    markdown, width = client.hover_markdown, client.card_width

    def work() -> types.Hover | None:
        pointed = asked.pointed(params.position)
        found = hover(asked.notes(), pointed, markdown=markdown, width=width)
        return answers.hover(asked.document, found, client)

    return await asyncio.to_thread(work)


async def on_document_highlight(
    ls: Server, params: types.DocumentHighlightParams
) -> list[types.DocumentHighlight] | None:
    """Answer `textDocument/documentHighlight`."""
    asked = _of_note(ls, params, "document_highlight")
    if asked is None:
        return None

    def work() -> list[types.DocumentHighlight]:
        spans = document_highlight(asked.view, asked.note, asked.pointed(params.position))
        return answers.highlights(asked.document, spans)

    return await asyncio.to_thread(work)


async def on_inlay_hint(ls: Server, params: types.InlayHintParams) -> list[types.InlayHint] | None:
    """Answer `textDocument/inlayHint`."""
    asked = _of_note(ls, params, "inlay_hint")
    if asked is None:
        return None

    def work() -> list[types.InlayHint]:
        found = inlay_hint(asked.view, asked.note, asked.document.span(params.range))
        return answers.hints(asked.document, found)

    return await asyncio.to_thread(work)


async def on_code_lens(ls: Server, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    """Answer `textDocument/codeLens`."""
    asked, client = ls.session.asked(params, "code_lens"), ls.session.client
    if asked is None:
        return None

    def work() -> list[types.CodeLens]:
        is_note = asked.is_note
        found = (
            lens.code_lens(asked.notes(), asked.note)
            if is_note
            else lens.code_lens_in_dump(asked.notes(), asked.path)
        )
        places = asked.places()
        return answers.lenses(asked.document, found, places, client, by_line=not is_note)

    return await asyncio.to_thread(work)


async def on_definition(
    ls: Server, params: types.DefinitionParams
) -> list[types.Location] | list[types.LocationLink] | None:
    """Answer `textDocument/definition`."""
    asked, client = ls.session.asked(params, "definition"), ls.session.client
    if asked is None:
        return None

    def work() -> list[types.Location] | list[types.LocationLink] | None:
        found = definition(asked.pointed(params.position))
        return answers.definition(asked.document, found, client)

    return await asyncio.to_thread(work)


async def on_declaration(
    ls: Server, params: types.DeclarationParams
) -> list[types.Location] | None:
    """Answer `textDocument/declaration`."""
    if (asked := ls.session.asked(params, "declaration")) is None:
        return None
    return await asyncio.to_thread(
        lambda: (
            answers.file_locations(declaration(asked.notes(), asked.pointed(params.position)))
            or None
        )
    )


async def on_references(ls: Server, params: types.ReferenceParams) -> list[dict[str, Any]] | None:
    """Answer `textDocument/references`."""
    if (asked := ls.session.asked(params, "references")) is None:
        return None

    def work() -> list[dict[str, Any]]:
        found = references(asked.notes(), asked.pointed(params.position))
        return asked.places().locations(found)

    return await asyncio.to_thread(work)


async def on_document_link(
    ls: Server, params: types.DocumentLinkParams
) -> list[types.DocumentLink] | None:
    """Answer `textDocument/documentLink`."""
    asked, client = _of_note(ls, params, "document_link"), ls.session.client
    if asked is None:
        return None

    def work() -> list[types.DocumentLink]:
        to_files = client.follows_to_files
        found = document_link(asked.view, asked.note, to_files=to_files)
        if client.asks_to_follow:
            now = (link.target or followed(link.paper, to_files=to_files) for link in found)
            found = [replace(link, target=to) for link, to in zip(found, now, strict=True) if to]
        return answers.links(asked.document, found, client)

    return await asyncio.to_thread(work)


async def on_document_link_resolve(ls: Server, params: types.DocumentLink) -> types.DocumentLink:
    """Answer `documentLink/resolve`."""
    chosen, client = received.chosen(params), ls.session.client
    view = ls.session.view_of(chosen.uri) if chosen else None
    if chosen is None or view is None:
        return params

    def work() -> types.DocumentLink:
        with suppress(NotFoundError):  # the paper may be gone by now
            paper = command.named(view, chosen.key, chosen.title)
            if target := followed(paper, to_files=client.follows_to_files):
                params.target = answers.address_of(target)
        return params

    return await asyncio.to_thread(work)


async def on_document_symbol(
    ls: Server, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
    """Answer `textDocument/documentSymbol`."""
    asked, client = ls.session.asked(params, "document_symbol"), ls.session.client
    if asked is None:
        return None

    def work() -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
        if not asked.is_note:
            papers = asked.view.papers.in_file(asked.path)
            return answers.entry_symbols(asked.document, papers, asked.path)
        found = document_symbol(asked.view, asked.note)
        return answers.symbols(asked.document, found, client)

    return await asyncio.to_thread(work)


async def on_workspace_symbol(
    ls: Server, params: types.WorkspaceSymbolParams
) -> list[types.SymbolInformation] | None:
    """Answer `workspace/symbol`."""
    views = ls.session.views("workspace_symbol")

    def work() -> list[types.SymbolInformation]:
        symbols = (
            symbol
            for view in views
            for symbol in answers.workspace_symbols(*workspace_symbol(view, params.query))
        )
        # Two folders may share a library.
        places = {(s.location.uri, s.location.range.start.line, s.name): s for s in symbols}
        return list(places.values())

    return await asyncio.to_thread(work)


async def on_folding_range(
    ls: Server, params: types.FoldingRangeParams
) -> list[types.FoldingRange] | None:
    """Answer `textDocument/foldingRange`."""
    if (asked := ls.session.asked(params, "folding_range")) is None:
        return None

    def work() -> list[types.FoldingRange]:
        if asked.is_note:
            return answers.folds(asked.document, fold.folding_range(asked.note))
        return answers.line_folds(fold.folding_range_in_dump(asked.view, asked.path))

    return await asyncio.to_thread(work)


async def on_code_action(
    ls: Server, params: types.CodeActionParams
) -> list[types.CodeAction] | None:
    """Answer `textDocument/codeAction`."""
    asked, client = _of_note(ls, params, "code_action"), ls.session.client
    if asked is None:
        return None

    def work() -> list[types.CodeAction]:
        span = asked.document.span(params.range)
        found = code_actions(
            asked.view,
            asked.note,
            span,
            asked.config,
            asked.address,
            asked.has_note,
            asked.root,
        )
        return edits.code_actions(asked.document, found, span, params.context, client)

    return await asyncio.to_thread(work)


async def on_code_action_resolve(ls: Server, params: types.CodeAction) -> types.CodeAction:
    """Answer `codeAction/resolve`."""
    chosen, client = edits.chosen_action(params), ls.session.client
    asked = ls.session.about(chosen.uri, "code_action") if chosen else None
    if chosen is None or asked is None:
        return params
    if asked.document.version != chosen.version:
        raise RequestFailedError("the note has changed since; ask for its actions again")

    def work() -> types.CodeAction:
        span = (chosen.start, chosen.end)
        found = code_actions(
            asked.view,
            asked.note,
            span,
            asked.config,
            asked.address,
            root=asked.root,
        )
        same = next((action for action in found if action.name == chosen.name), None)
        if same is None:
            return params
        try:
            # VS Code does not show why an action could not be resolved, so that is told apart.
            changed = [(asked.document, same.edits())]
        except MetadataError as error:
            line, _ = asked.note.position(error.offset)
            ls.session.host.inform(f"litnotes: line {line + 1}: {error}")
        except EngineError:
            raise
        except LitnotesError as error:
            ls.session.host.inform(f"litnotes: {error}")
        else:
            params.edit = edits.workspace_edit(changed, client)
        return params

    return await asyncio.to_thread(work)


async def on_prepare_rename(
    ls: Server, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    """Answer `textDocument/prepareRename`."""
    if (asked := _of_note(ls, params, "rename")) is None:
        return None
    offset = asked.document.offset(params.position)
    span = await asyncio.to_thread(lambda: prepare_rename(asked.view, asked.note, offset))
    if span is None:
        return None
    text = asked.document.text[slice(*span)]
    return types.PrepareRenamePlaceholder(asked.document.range(*span), text)


async def on_rename(ls: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """Answer `textDocument/rename`."""
    asked, client = _of_note(ls, params, "rename"), ls.session.client
    if asked is None:
        return None

    def work() -> types.WorkspaceEdit:
        offset = asked.document.offset(params.position)
        span = prepare_rename(asked.view, asked.note, offset)
        if span is None:
            raise RequestFailedError("there is no citation key here; only keys can be renamed")
        old, places = asked.document.text[slice(*span)], asked.places()
        renamed = rename(asked.notes(), old, params.new_name, places.text)
        if renamed.notice:
            ls.session.host.inform(f"litnotes: {renamed.notice}")
        changed = [
            (document, file.edits)
            for file in renamed.files
            if (document := places.document(file.path))
        ]
        return edits.workspace_edit(changed, client)

    return await asyncio.to_thread(work)


def _of_note(ls: Server, params: Named, feature: Feature) -> Asked | None:
    """Return what a feature needs to answer about a note; None for a dump too."""
    asked = ls.session.asked(params, feature)
    return asked if asked and asked.is_note else None
