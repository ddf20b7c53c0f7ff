"""How messages become calls and answers messages, where the way of pygls is not ours."""

# pygls leaves some of its own types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import json
from collections.abc import Generator
from typing import Any, cast

import orjson
from lsprotocol import types
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.protocol.json_rpc import RPCMessage, RPCRequest


class Protocol(LanguageServerProtocol):
    """Leaves the text of documents to the session, and writes plain values as they are.

    The base class splits lines where editors do not (U+2028, form feed, …), and so would apply
    edits at the wrong place.
    """

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(
        self, params: types.DidOpenTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Hand the message on."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(
        self, params: types.DidChangeTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Hand the message on."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(
        self, params: types.DidCloseTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Hand the message on."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None

    def handle_message(self, message: RPCMessage) -> None:
        """Hand a message on; before `initialize` a request is an error, and the rest is dropped."""
        method = getattr(message, "method", None)
        if self._workspace is not None or method in (types.INITIALIZE, types.EXIT):
            super().handle_message(message)
        elif isinstance(message, RPCRequest):
            code = types.ErrorCodes.ServerNotInitialized
            error = types.ResponseError(code.value, "say `initialize` first")
            self._send_response(message.id, error=error)

    def _send_response(
        self,
        msg_id: int | str,
        result: object = None,
        error: types.ResponseError | None = None,
    ) -> None:
        if error is None and _is_plain(result) and self.writer is not None:
            self._result_types.pop(msg_id, None)
            body = written({"jsonrpc": self.VERSION, "id": msg_id, "result": result})
            self.writer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        else:
            super()._send_response(msg_id, result, error)


def _is_plain(result: object) -> bool:
    """Whether an answer is a plain value, or a list of them."""
    some = cast("list[object]", result) if isinstance(result, list) else [result]
    return bool(some) and type(some[0]) is dict


def written(value: dict[str, object]) -> bytes:
    """Return what is JSON already as it is sent: to check and convert it would take far longer."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:  # it has half a surrogate pair, as the client's text may
        return json.dumps(value).encode()
