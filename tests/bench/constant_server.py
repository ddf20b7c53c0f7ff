"""The reference: a pygls server that knows nothing, and answers every completion with one list."""

import sys

from lsprotocol import types
from pygls.lsp.server import LanguageServer

server = LanguageServer("constant", "1")
ITEMS = int(sys.argv[1]) if len(sys.argv) > 1 else 20


@server.feature(
    types.TEXT_DOCUMENT_COMPLETION,
    types.CompletionOptions(trigger_characters=["[", "@", " "], resolve_provider=True),
)
def completion(ls: LanguageServer, params: types.CompletionParams) -> types.CompletionList:
    """Return the list."""
    here = types.Range(params.position, params.position)
    return types.CompletionList(
        is_incomplete=True,
        items=[
            types.CompletionItem(
                label=f"A title of usual length that somebody may well have typed, number {n}",
                kind=types.CompletionItemKind.Reference,
                detail="4 authors · 2024-01-23",
                sort_text=f"{n:03d}",
                text_edit=types.TextEdit(here, "A title of usual length"),
                data={"key": f"key-{n}"},
            )
            for n in range(ITEMS)
        ],
    )


if __name__ == "__main__":
    server.start_io()
