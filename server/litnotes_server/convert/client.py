"""What matters about the client: how it counts columns, and what it can show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from lsprotocol import types

from litnotes_server.convert.document import Encoding

# Neovim 0.12 makes its window as high as lines broken at letters need, then breaks them at words:
# the last line of a hover is cut off. Lines that fit are shown whole.
_NEOVIM_WIDTH = 76
# By `gx` and `gf` these open a PDF that a link leads to in the program for it, where others, as VS
# Code, would show its bytes as text. Neovim asks for links only then, and resolves none.
_FOLLOW_TO_FILES = frozenset({"Neovim", "helix"})


@dataclass(frozen=True, slots=True)
class Client:
    """What matters about the client: how it counts columns, and what it can show."""

    encoding: Encoding = types.PositionEncodingKind.Utf16
    hover_markdown: bool = False
    completion_markdown: bool = False
    definition_links: bool = False
    progress: bool = False
    configuration: bool = False
    status: bool = False
    show_references: bool = False
    document_changes: bool = False
    nested_symbols: bool = False
    action_literals: bool = False
    resolves_edits: bool = False
    refreshes_lenses: bool = False
    refreshes_hints: bool = False
    prepares_rename: bool = False
    label_details: bool = False
    link_tooltips: bool = False
    shows_documents: bool = False
    follows_to_files: bool = False
    asks_to_follow: bool = False
    card_width: int | None = None

    @classmethod
    def of(
        cls,
        capabilities: types.ClientCapabilities,
        encoding: Encoding | None,
        info: types.ClientInfo | None = None,
    ) -> "Client":
        """Return what the capabilities say; what they leave out, the client cannot do."""
        document = capabilities.text_document or types.TextDocumentClientCapabilities()
        hover = (document.hover and document.hover.content_format) or ()
        item = document.completion and document.completion.completion_item
        documentation = (item and item.documentation_format) or ()
        window, workspace = capabilities.window, capabilities.workspace
        return cls(
            encoding=encoding or types.PositionEncodingKind.Utf16,
            hover_markdown=types.MarkupKind.Markdown in hover,
            completion_markdown=types.MarkupKind.Markdown in documentation,
            definition_links=bool(document.definition and document.definition.link_support),
            progress=bool(window and window.work_done_progress),
            configuration=bool(workspace and workspace.configuration),
            card_width=_NEOVIM_WIDTH if info and info.name == "Neovim" else None,
            label_details=bool(item and item.label_details_support),
            link_tooltips=bool(document.document_link and document.document_link.tooltip_support),
            shows_documents=bool(window and window.show_document and window.show_document.support),
            follows_to_files=bool(info and info.name in _FOLLOW_TO_FILES),
            asks_to_follow=bool(info and info.name == "Neovim"),
            status=_knows(capabilities.experimental, "litnotesStatus"),
            show_references=_knows(capabilities.experimental, "litnotesShowReferences"),
            document_changes=bool(
                workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes
            ),
            nested_symbols=bool(
                document.document_symbol
                and document.document_symbol.hierarchical_document_symbol_support
            ),
            action_literals=bool(
                document.code_action and document.code_action.code_action_literal_support
            ),
            resolves_edits="edit" in _resolved(document.code_action),
            refreshes_lenses=bool(
                workspace and workspace.code_lens and workspace.code_lens.refresh_support
            ),
            refreshes_hints=bool(
                workspace and workspace.inlay_hint and workspace.inlay_hint.refresh_support
            ),
            prepares_rename=bool(document.rename and document.rename.prepare_support),
        )


def _knows(experimental: object, name: str) -> bool:
    """Whether a client announces something of ours."""
    if not isinstance(experimental, Mapping):
        return False
    return cast("Mapping[str, object]", experimental).get(name) is True


def _resolved(actions: types.CodeActionClientCapabilities | None) -> Sequence[str]:
    support = actions.resolve_support if actions and actions.data_support else None
    return support.properties if support else ()
