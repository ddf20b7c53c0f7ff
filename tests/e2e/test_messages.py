"""Messages that no well-behaved client sends: each gets the error that it asks for, and no more."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from e2e.conftest import environment
from litnotes_server.app import REQUESTS
from support.wire import INITIALIZE, Message, Wire, framed, notification, request

PARSE, INVALID, UNKNOWN, PARAMS, EARLY = -32700, -32600, -32601, -32602, -32002
CANCELLED = -32800
HOVER = "textDocument/hover"
URI = "untitled:a"
HERE: dict[str, Any] = {
    "textDocument": {"uri": URI},
    "position": {"line": 0, "character": 0},
}
STATUS: dict[str, Any] = {"command": "litnotes.status", "arguments": []}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("messages") / "log"


@pytest.fixture(scope="module")
def wire(log: Path) -> Iterator[Wire]:
    """A server for all tests of this module; it is there until the last."""
    with Wire(environment(log.parent), "--log-file", str(log)) as wire:
        wire.initialize()
        wire.ask("first", "workspace/symbol", {"query": "x"})
        yield wire
        assert wire.shut_down() == 0
    assert wire.complained == b""


def said_to(wire: Wire, *messages: Message | bytes) -> list[Message]:
    """Return all that is said to these messages, once a request after them is answered."""
    wire.send(*messages)
    wire.send(request("after", "workspace/symbol", {"query": "x"}))
    before, after = wire.until("after")
    assert after["result"] is not None
    return before


def at(line: object, character: object) -> dict[str, Any]:
    return {**HERE, "position": {"line": line, "character": character}}


@pytest.mark.parametrize(
    "params",
    [
        None,
        [],
        [1, 2],
        "x",
        5,
        {},
        {"textDocument": None, "position": None},
        {"textDocument": {"uri": URI}},
        at("0", 0),
        at(None, 0),
        at(True, 0),
        at([], {}),
    ],
)
def test_wrong_params_are_answered_in_one_line(wire: Wire, log: Path, params: object) -> None:
    lines = len(log.read_text().splitlines())
    (answer,) = said_to(wire, request(1, HOVER, params))
    assert (answer["id"], answer["error"]["code"]) == (1, PARAMS)
    assert set(answer["error"]) == {"code", "message"}
    assert "\n" not in answer["error"]["message"]
    assert HOVER in answer["error"]["message"]
    assert len(log.read_text().splitlines()) == lines + 1


@pytest.mark.parametrize("method", [method for method, _, _ in REQUESTS])
def test_every_request_refuses_what_makes_no_sense(wire: Wire, method: str) -> None:
    wrong: list[object] = [None, [[]], "x"]
    asked = [request(n, method, params) for n, params in enumerate(wrong)]
    asked.append({"jsonrpc": "2.0", "id": 3, "method": method})
    answers = said_to(wire, *asked)
    assert [(a["id"], a["error"]["code"]) for a in answers] == [(n, PARAMS) for n in range(4)]


@pytest.mark.parametrize(
    "position", [(-1, 0), (0, -1), (2**32 - 1, 2**32 - 1), (10**30, 0), (0, 1e300), (0.0, 1.5)]
)
def test_any_number_is_a_place(wire: Wire, position: tuple[object, object]) -> None:
    assert said_to(wire, request(1, HOVER, at(*position))) == [
        {"jsonrpc": "2.0", "id": 1, "result": None}
    ]


@pytest.mark.parametrize(
    ("message", "number", "code"),
    [
        (request(1, "made/up", {"type_name": "a b", "class": [1]}), 1, UNKNOWN),
        ({"jsonrpc": "2.0", "id": "x", "method": "made/up"}, "x", UNKNOWN),
        (request(1, "$/made-up", {}), 1, UNKNOWN),
        (request(1, 5), 1, INVALID),
        (request(1, None), 1, INVALID),
        ({"id": 1, "method": HOVER, "params": HERE}, 1, INVALID),
        ({"jsonrpc": "1.0", "id": 1, "method": HOVER, "params": HERE}, 1, INVALID),
        ({"jsonrpc": "2.0", "id": 1}, 1, INVALID),
        (request(None, HOVER, HERE), None, INVALID),
        (request(1.5, HOVER, HERE), None, INVALID),
        (request([1], HOVER, HERE), None, INVALID),
        (request({}, HOVER, HERE), None, INVALID),
        (request(True, HOVER, HERE), None, INVALID),
        (request(1, "textDocument/didOpen", {}), 1, INVALID),
        (request(1, "$/cancelRequest", {"id": 1}), 1, INVALID),
        (request(1, "initialize", INITIALIZE), 1, INVALID),
        (framed([request(1, HOVER, HERE), request(2, HOVER, HERE)]), None, INVALID),
        (framed([]), None, INVALID),
        (framed({}), None, INVALID),
        (framed(b"5"), None, INVALID),
        (framed(b"null"), None, INVALID),
        (framed(b'"x"'), None, INVALID),
        (framed(b'{"jsonrpc":"2.0","id":1,'), None, PARSE),
        (framed(b'{"jsonrpc":"2.0","id":1,"method":"\xff\xfe"}'), None, PARSE),
        (framed(b"[" * 200_000), None, PARSE),
        (framed(b"1" * 5_000), None, PARSE),
        (framed(b"\0"), None, PARSE),
        (
            request(1, "workspace/executeCommand", {"command": "rm", "arguments": []}),
            1,
            PARAMS,
        ),
    ],
)
def test_what_is_no_request_of_ours_is_an_error(
    wire: Wire, log: Path, message: Message | bytes, number: object, code: int
) -> None:
    lines = len(log.read_text().splitlines())
    (answer,) = said_to(wire, message)
    assert (answer["id"], answer["error"]["code"]) == (number, code)
    assert len(answer["error"]["message"]) < 500
    assert len(log.read_text().splitlines()) == lines + 1


@pytest.mark.parametrize(
    "message",
    [
        notification("made/up", {}),
        {"jsonrpc": "2.0", "method": "made/up"},
        notification("$/made-up", {}),
        notification(HOVER, HERE),
        notification("textDocument/didOpen", None),
        notification("textDocument/didOpen", {"textDocument": 5}),
        notification("textDocument/didChange", {"textDocument": {"uri": URI}}),
        notification("textDocument/didClose", {"textDocument": {}}),
        notification("textDocument/didSave", {"textDocument": {"uri": URI}}),
        notification("notebookDocument/didOpen", {}),
        notification("workspace/didChangeConfiguration", None),
        notification("workspace/didChangeConfiguration", {"settings": 5}),
        notification("workspace/didChangeWorkspaceFolders", {"event": []}),
        notification("window/workDoneProgress/cancel", {"token": "x"}),
        notification("$/cancelRequest", None),
        notification("$/cancelRequest", {"id": [1]}),
        notification("$/cancelRequest", {"id": 12345}),
        notification("$/setTrace", {"value": []}),
        notification("$/setTrace", {"value": "loud"}),
        {"jsonrpc": "2.0", "id": 5, "result": None},
        {"jsonrpc": "2.0", "id": [5], "result": None},
        {"jsonrpc": "2.0", "id": None, "error": {"code": 1, "message": "x"}},
        {"jsonrpc": "2.0", "id": 5, "error": 5},
    ],
)
def test_what_is_no_notification_of_ours_is_dropped(wire: Wire, message: Message) -> None:
    assert said_to(wire, message) == []


def test_an_object_within_a_message_is_none(wire: Wire) -> None:
    arguments = {"command": "litnotes.search", "arguments": [{"jsonrpc": "2.0", "id": 5}]}
    (answer,) = said_to(wire, request(1, "workspace/executeCommand", arguments))
    assert (answer["id"], answer["result"]) == (1, None)


@pytest.mark.parametrize(
    "header",
    [
        b"content-length: %d\r\n\r\n",
        b"CONTENT-LENGTH:%d\r\n\r\n",
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: %d\r\n\r\n",
        b"Content-Length: %d\r\nContent-Type: application/vscode-jsonrpc\r\nX-More: yes\r\n\r\n",
        b"Content-Length:   %d  \r\n\r\n",
        b"Content-Length: %d\n\n",
        b"\r\n\r\nContent-Length: %d\r\n\r\n",
    ],
)
def test_a_header_may_be_written_in_any_way(wire: Wire, header: bytes) -> None:
    body = json.dumps(request(1, HOVER, HERE)).encode()
    (answer,) = said_to(wire, header % len(body) + body)
    assert answer["id"] == 1


@pytest.mark.parametrize("length", [b"0", b"-5", b"1e3", b"x", b"9" * 25, b""])
def test_after_a_header_without_a_length_the_next_message_counts(wire: Wire, length: bytes) -> None:
    body = json.dumps(request(1, HOVER, HERE)).encode()
    answers = said_to(wire, b"Content-Length: " + length + b"\r\n\r\n" + body)
    assert all((a["id"], a["error"]["code"]) == (None, PARSE) for a in answers)


@pytest.mark.parametrize("wrong", [-5, 7])
def test_after_a_wrong_length_the_messages_are_found_again(wire: Wire, wrong: int) -> None:
    body = json.dumps(request(1, HOVER, HERE)).encode()
    wire.send(b"Content-Length: %d\r\n\r\n" % (len(body) + wrong) + body)
    wire.send(request(2, HOVER, HERE), request(3, HOVER, HERE), request(4, HOVER, HERE))
    answers, last = wire.until(4)
    assert last["result"] is None
    assert answers[0]["error"]["code"] == PARSE


def test_an_edit_past_the_end_or_of_the_whole_is_not_lost(wire: Wire) -> None:
    wire.open(URI, "one\ntwo")

    def is_heading(text: str) -> bool:
        asked = wire.ask(1, "textDocument/documentSymbol", {"textDocument": {"uri": URI}})
        return [symbol["name"] for symbol in asked] == [text]

    far = {"line": 2**32 - 1, "character": 2**32 - 1}
    change: Message = {"range": {"start": {"line": -1, "character": -1}, "end": far}}
    wire.change(URI, 2, [{**change, "text": "# Far"}])
    assert is_heading("Far")
    wire.change(URI, 3, [{"range": None, "text": "# Whole"}])
    assert is_heading("Whole")
    wire.change(URI, 4, [{"text": "# W\ud83d"}])
    wire.change(URI, 5, [{"range": {"start": far, "end": far}, "text": "\ude00"}])
    assert is_heading("W😀")


def test_a_cancelled_request_is_answered_with_that(wire: Wire) -> None:
    for method, params in (
        ("workspace/executeCommand", STATUS),
        ("textDocument/completion", HERE),
    ):
        answers = said_to(
            wire, request(1, method, params), notification("$/cancelRequest", {"id": 1})
        )
        assert [answer["id"] for answer in answers] == [1]
        assert answers[0].get("error", {"code": CANCELLED})["code"] == CANCELLED


def test_before_initialize_and_after_a_wrong_one(tmp_path: Path) -> None:
    with Wire(environment(tmp_path)) as wire:
        wrong: list[object] = [None, {}, [], {"processId": "x", "capabilities": 5}]
        for number, params in enumerate(wrong):
            wire.send(request(number, "initialize", params))
            assert wire.until(number)[1]["error"]["code"] == PARAMS
        for number, method in enumerate((HOVER, "shutdown", "made/up", "$/made-up")):
            wire.send(request(number, method, HERE))
            assert wire.until(number)[1]["error"]["code"] == EARLY
        wire.open(URI, "# Lost")
        wire.initialize()
        assert wire.ask(1, "textDocument/documentSymbol", HERE) is None
        assert wire.shut_down() == 0
    assert wire.complained == b""


def test_a_client_that_knows_more_than_the_protocol_is_served(tmp_path: Path) -> None:
    capabilities = {
        "general": {"positionEncodings": ["utf-7", "utf-16"]},
        "textDocument": {
            "completion": {"completionItem": {"tagSupport": {"valueSet": [1, 99]}}},
            "hover": {"contentFormat": ["asciidoc", "markdown"]},
        },
        "workspace": {
            "symbol": {"symbolKind": {"valueSet": list(range(1, 99))}},
            "workspaceEdit": {"failureHandling": "new", "resourceOperations": ["new"]},
        },
        "of the future": {"x": 1},
    }
    with Wire(environment(tmp_path)) as wire:
        answer = wire.initialize(capabilities=capabilities, trace="loud")
        assert answer["capabilities"]["positionEncoding"] == "utf-16"
        wire.open(URI, "# Here")
        assert wire.ask(1, "textDocument/documentSymbol", HERE)
        assert wire.shut_down() == 0
    assert wire.complained == b""


def test_after_shutdown_there_is_only_exit(tmp_path: Path) -> None:
    with Wire(environment(tmp_path)) as wire:
        wire.initialize()
        # A command that is being answered is no reason not to end.
        wire.send(request(1, "workspace/executeCommand", STATUS), request(2, "shutdown"))
        answers, shut_down = wire.until(2)
        assert shut_down["result"] is None
        assert [a["error"]["code"] for a in answers if a.get("id") == 1] in ([], [CANCELLED])
        wire.open(URI, "# Lost")
        for number, method in enumerate((HOVER, "shutdown", "initialize", "made/up"), start=3):
            wire.send(request(number, method, HERE))
            assert wire.until(number)[1]["error"]["code"] == INVALID
        wire.send(notification("exit"))
        assert wire.process.wait(timeout=10) == 0
    assert wire.complained == b""


@pytest.mark.parametrize("answer", [{"error": {"code": -32601, "message": "?"}}, {"result": 5}])
def test_a_client_that_refuses_its_settings_is_served(tmp_path: Path, answer: Message) -> None:
    with Wire(environment(tmp_path)) as wire:
        wire.initialize(capabilities={"workspace": {"configuration": True}})
        wire.open(URI, "# Here")
        wire.send(request("x", "textDocument/documentSymbol", HERE))
        before, _ = wire.until("x")
        (asked,) = [said for said in before if said.get("method") == "workspace/configuration"]
        wire.send({"jsonrpc": "2.0", "id": asked["id"], **answer})
        assert [said for said in said_to(wire) if said.get("method") == "window/showMessage"] == []
        assert wire.shut_down() == 0
    assert wire.complained == b""
