"""What a message of the client's says, and what is wrong with one that says nothing.

A client that makes a mistake must hear of it: a request that is never answered is one that its
editor waits for.
"""

# pygls and cattrs leave some of their own types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false

import json
from collections.abc import Mapping
from enum import Enum
from typing import Any, cast

from cattrs import Converter, transform_error
from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams, JsonRpcInvalidRequest, JsonRpcParseError
from pygls.protocol import default_converter

_MOST_TOLD = 300
# The largest number that a position may have in the protocol.
_FARTHEST = 2**31 - 1
# What a client lists of what it knows, of kinds to which the protocol adds with the years.
_CHOICES: tuple[type[Enum], ...] = (
    types.CompletionItemKind,
    types.CompletionItemTag,
    types.DiagnosticTag,
    types.FailureHandlingKind,
    types.InsertTextMode,
    types.MarkupKind,
    types.PrepareSupportDefaultBehavior,
    types.ResourceOperationKind,
    types.SymbolKind,
    types.SymbolTag,
    types.TokenFormat,
    types.TraceValue,
)
Message = Mapping[str, Any]


def read(body: bytes) -> object:
    """Return what a body says; raise the protocol's error for one that is not JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise JsonRpcParseError(f"this is no JSON: {_short(str(error))}") from None


def checked(message: object) -> Message:
    """Return a message that is one; raise the protocol's error for anything else."""
    if not isinstance(message, dict):
        raise JsonRpcInvalidRequest("a message is one JSON object, and no batch of them")
    found = cast("Message", message)
    if found.get("jsonrpc") != "2.0":
        raise JsonRpcInvalidRequest('"jsonrpc" must be "2.0"')
    if "method" in found and not isinstance(found["method"], str):
        raise JsonRpcInvalidRequest('"method" must be a string')
    if "method" not in found and not _is_response(found):
        raise JsonRpcInvalidRequest("a message has a method, a result, or an error")
    if "id" in found and number_of(found) is None and not _is_response(found):
        raise JsonRpcInvalidRequest('"id" must be a number without fraction, or a string')
    return found


def number_of(message: object) -> int | str | None:
    """Return the id of a message; None where it has none that the protocol knows."""
    number = cast("Message", message).get("id") if isinstance(message, dict) else None
    return number if type(number) in (int, str) else None


def expects_answer(message: object) -> bool:
    """Return whether somebody may wait for an answer: not to a notification, or to an answer."""
    if not isinstance(message, dict):
        return True
    found = cast("Message", message)
    return not _is_response(found) and ("id" in found or "method" not in found)


def value(message: Message, kind: type[Any], converter: Converter) -> Any:
    """Return a message as the type that its method has; raise the protocol's error otherwise."""
    name = message["method"]
    if ("id" in message) != hasattr(kind, "id"):
        what = "notification" if "id" in message else "request"
        raise JsonRpcInvalidRequest(f"{name} is a {what}")
    try:
        return converter.structure(message, kind)
    except Exception as error:  # noqa: BLE001 - what the types make of what is none of theirs
        wrong = "; ".join(transform_error(error, "")[:3])
        raise JsonRpcInvalidParams(f"Invalid Params: {name}: {_short(wrong)}") from None


def converter() -> Converter:
    """Return what makes values of messages, as pygls does.

    But an edit is not lost to a place that is too far, nor a client to a word that is too new.
    """
    made: Converter = default_converter()  # type: ignore[no-untyped-call] # pygls has no type for it
    made.register_structure_hook(types.Position, _position)
    for kind in _CHOICES:
        made.register_structure_hook(kind, _choice)

    def change(found: Message, _: object) -> types.TextDocumentContentChangeEvent:
        # Some write null for what they leave out.
        if found.get("range") is None:
            return made.structure(found, types.TextDocumentContentChangeWholeDocument)
        return made.structure(found, types.TextDocumentContentChangePartial)

    # Not by the name that the union has: in that its members are names themselves.
    made.register_structure_hook(
        types.TextDocumentContentChangePartial | types.TextDocumentContentChangeWholeDocument,
        change,
    )
    return made


def _choice(found: object, kind: type[Enum]) -> object:
    """One of several values; any other as it is, for a newer client has newer ones."""
    try:
        return kind(found)
    except ValueError:
        return found


def _position(found: Message, _: object) -> types.Position:
    """A position; clients say numbers past the end, and past what the protocol has, for the end."""
    line, character = (_number(found[name]) for name in ("line", "character"))
    if line < 0:
        return types.Position(0, 0)
    return types.Position(min(line, _FARTHEST), max(0, min(character, _FARTHEST)))


def _number(found: object) -> int:
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise TypeError(f"{_short(repr(found))} is no number")
    return int(found)


def _is_response(message: Message) -> bool:
    return "method" not in message and ("result" in message or "error" in message)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MOST_TOLD else f"{text[: _MOST_TOLD - 1]}…"
