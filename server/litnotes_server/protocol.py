"""How messages become calls and answers messages, where the way of pygls is not ours."""

# pygls leaves some of its own types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import json
import logging
from collections.abc import Generator
from typing import Any, cast

import orjson
from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidRequest,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol, lsp_method

from litnotes_server import messages

_log = logging.getLogger(__name__)


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

    @lsp_method(types.SHUTDOWN)
    def lsp_shutdown(self, *args: Any) -> Generator[Any, Any, None]:
        """Let all work go; from now on only `exit` counts."""
        yield self.fm.features[types.SHUTDOWN], args, None
        # In the base class the one that answers a command changes what it goes through.
        for number, future in list(self._request_futures.items()):
            if number != self.msg_id:
                future.cancel()
        self._shutdown = True

    def receive(self, body: bytes) -> None:
        """Handle the body of a message, whatever is in it."""
        try:
            self.handle_message(messages.read(body))
        except JsonRpcException as error:
            self._refuse(None, error)

    def structure_message(self, data: Any) -> Any:
        """Leave it as it is: what is in a message has another type than the message itself."""
        return data

    def handle_message(self, message: Any) -> None:
        """Hand a message on; one that is wrong, or comes at the wrong time, is an error."""
        try:
            found = messages.checked(message)
            if "method" not in found:
                self._take_answer(found)
                return
            self._check_time(found["method"])
            value = messages.value(found, self._kind(found["method"]), self._converter)
        except JsonRpcException as error:
            self._refuse(message, error)
        else:
            super().handle_message(value)

    def _check_time(self, method: str) -> None:
        """Raise the error of a message that comes before `initialize`, again, or after the end."""
        if method == types.EXIT:
            return
        if self._shutdown:
            raise JsonRpcInvalidRequest("after `shutdown` there is only `exit`")
        if self._workspace is None and method != types.INITIALIZE:
            raise JsonRpcServerNotInitialized("say `initialize` first")
        if self._workspace is not None and method == types.INITIALIZE:
            raise JsonRpcInvalidRequest("`initialize` may be said only once")

    def _kind(self, method: str) -> type[Any]:
        """The type of the messages of a method that is handled."""
        kind = self.get_message_type(method)
        if kind is None or method != types.CANCEL_REQUEST:
            self._get_handler(method)
        assert kind is not None, "only what the protocol knows is handled"
        return kind

    def _take_answer(self, message: messages.Message) -> None:
        """Hand on what the client answers to a request of ours."""
        number = messages.number_of(message)
        if not isinstance(number, str) or number not in self._result_types:
            _log.warning("an answer to nothing that was asked")
            return
        kind, error, result = self._result_types.pop(number), None, None
        try:
            if "error" in message:
                error = self._converter.structure(message["error"], types.ResponseError)
            elif kind is not None:
                result = self._converter.structure(message, kind).result
        except Exception:  # noqa: BLE001 - what the types make of what is none of theirs
            error = types.ResponseError(JsonRpcInvalidRequest.CODE, "the answer makes no sense")
        self._handle_response(number, result, error)

    def _refuse(self, message: object, error: JsonRpcException) -> None:
        _log.warning("%s", error.message)
        if messages.expects_answer(message):
            self._send_response(messages.number_of(message), error=error.to_response_error())

    def _send_handler_result(self, future: Any, *, msg_id: int | str) -> None:
        error = None if future.cancelled() else future.exception()
        if isinstance(error, JsonRpcException):  # foreseen, and said in one line
            self._forget(msg_id, future)
            self._refuse({"id": msg_id}, error)
        else:
            super()._send_handler_result(future, msg_id=msg_id)

    def _execute_handler(self, msg_id: Any, *args: Any, **kwargs: Any) -> None:
        super()._execute_handler(msg_id, *args, **kwargs)
        # The base class keeps those of notifications for ever.
        if future := self._request_futures.get(msg_id):
            future.add_done_callback(lambda _: self._forget(msg_id, future))

    def _forget(self, number: int | str, future: Any) -> None:
        if self._request_futures.get(number) is future:
            del self._request_futures[number]

    def _send_response(
        self,
        msg_id: int | str | None,
        result: object = None,
        error: types.ResponseError | None = None,
    ) -> None:
        if self.writer is None or not (error or _is_plain(result)):
            super()._send_response(msg_id, result, error)  # type: ignore[arg-type]  # null is an id of errors
            return
        answer: dict[str, object] = {"jsonrpc": self.VERSION, "id": msg_id}
        if error:  # of its data nobody but us understands the traceback
            answer["error"] = {"code": error.code, "message": error.message}
        else:
            answer["result"] = result
        body = written(answer)
        self.writer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)


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
