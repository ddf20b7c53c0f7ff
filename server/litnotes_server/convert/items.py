"""The list of a completion, as the protocol says it to a client."""

from collections.abc import Sequence
from typing import Any

from lsprotocol import types

from litnotes_server.convert.client import Client
from litnotes_server.convert.document import Document
from litnotes_server.features.completion import Item

Json = dict[str, Any]


def completion_list(document: Document, items: Sequence[Item], client: Client) -> Json:
    """Return the list as a client takes it: plain text, to be asked for again at every letter.

    It is a plain value, since it is sent at every letter, and checking it would cost most of that.
    """
    ranges: dict[tuple[int, int], Json] = {}
    return {
        "isIncomplete": True,
        "items": [_completion_item(document, item, client, ranges) for item in items],
    }


def _completion_item(
    document: Document, item: Item, client: Client, ranges: dict[tuple[int, int], Json]
) -> Json:
    span = item.start, item.end
    if span not in ranges:
        start, end = document.position(item.start), document.position(item.end)
        ranges[span] = {
            "start": {"line": start.line, "character": start.character},
            "end": {"line": end.line, "character": end.character},
        }
    written: Json = {
        "label": item.label,
        "kind": types.CompletionItemKind.Reference.value,
        "sortText": item.sort_text,
        "insertTextFormat": types.InsertTextFormat.PlainText.value,
        "textEdit": {"range": ranges[span], "newText": item.new_text},
        "data": {"key": item.paper.key, "title": item.label, "uri": document.uri},
    }
    if item.filter_text is not None:
        written["filterText"] = item.filter_text
    if item.detail:
        # In the row where that can be: beside the card it would be said twice.
        in_row = client.label_details
        written |= (
            {"labelDetails": {"description": item.detail}} if in_row else {"detail": item.detail}
        )
    return written
