"""Changes to notes as the protocol says them: code actions and renamed keys."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

from lsprotocol import types

from litnotes_index.edit import Edit
from litnotes_index.errors import LitnotesError
from litnotes_index.markdown import Span
from litnotes_server.convert.answers import diagnostic
from litnotes_server.convert.client import Client
from litnotes_server.convert.document import Document
from litnotes_server.features.action import Action

NEW_NOTE = "litnotes.new"
"""The command that makes a literature note: a document's URI, a paper's key and title."""
OPEN = "litnotes.open"
"""The command that opens what a paper stands for: the same, and what of it."""


def workspace_edit(
    changed: Sequence[tuple[Document, Sequence[Edit]]], client: Client
) -> types.WorkspaceEdit:
    """Return the edits to each document, with the version that they are for.

    A client that knows no versions gets them without.
    """
    changes = {document.uri: _text_edits(document, edits) for document, edits in changed}
    if not client.document_changes:
        return types.WorkspaceEdit(changes=changes)
    versions = {document.uri: document.version for document, _ in changed}
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=versions[uri]), edits
            )
            for uri, edits in changes.items()
        ]
    )


def _text_edits(document: Document, edits: Sequence[Edit]) -> list[types.TextEdit]:
    return [types.TextEdit(document.range(edit.start, edit.end), edit.new_text) for edit in edits]


def code_actions(
    document: Document,
    found: Sequence[Action],
    span: Span,
    context: types.CodeActionContext,
    client: Client,
) -> list[types.CodeAction]:
    """Return the actions of the kinds that the client wants; empty for one that takes none.

    The edit comes on resolve where the client can wait for it.
    """
    if not client.action_literals:
        return []
    wanted = [action for action in found if _is_wanted(action.kind, context.only)]
    made = (_code_action(document, action, span, client) for action in wanted)
    return [action for action in made if action]


def _code_action(
    document: Document, action: Action, span: Span, client: Client
) -> types.CodeAction | None:
    """An action with its edit, unless that can come later; None where it cannot be made."""
    later, command = client.resolves_edits, _command(document, action)
    try:
        made = () if later or command else action.edits()
    except LitnotesError:
        return None  # who waits for the edit is told what is wrong; others have the other actions
    start, end = span
    chosen = ChosenAction(document.uri, document.version or 0, start, end, action.name)
    return types.CodeAction(
        title=action.title,
        kind=action.kind,
        diagnostics=[diagnostic(document, action.complaint)] if action.complaint else None,
        is_preferred=True if action.preferred else None,
        edit=None if later or command else workspace_edit([(document, made)], client),
        command=command,
        data=asdict(chosen) if later and not command else None,
    )


def _command(document: Document, action: Action) -> types.Command | None:
    if paper := action.note_of:
        arguments = [document.uri, paper.key, paper.title]
        return types.Command(action.title, NEW_NOTE, arguments=arguments)
    if action.opens:
        paper, what = action.opens
        arguments = [document.uri, paper.key, paper.title, what]
        return types.Command(action.title, OPEN, arguments=arguments)
    return None


def _is_wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    if only is None:
        # Those for a whole file are asked for by their kind.
        return True
    names = [name.value if isinstance(name, types.CodeActionKind) else name for name in only]
    return any(not name or kind == name or kind.startswith(f"{name}.") for name in names)


@dataclass(frozen=True, slots=True)
class ChosenAction:
    """Which action is to be resolved: the document and version it is for, the span, its name."""

    uri: str
    version: int
    start: int
    end: int
    name: str


def chosen_action(action: types.CodeAction) -> ChosenAction | None:
    """Return which action of ours this is; None for one that is not."""
    data: Any = action.data
    if not isinstance(data, Mapping):
        return None
    fields = cast("Mapping[str, Any]", data)
    values: list[Any] = [fields.get(field) for field in ChosenAction.__slots__]
    kinds = (str, int, int, int, str)
    fit = all(isinstance(value, kind) for value, kind in zip(values, kinds, strict=True))
    return ChosenAction(*values) if fit else None
