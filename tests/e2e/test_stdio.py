"""Messages over standard input: in whatever pieces they come, and however they end."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

from e2e.conftest import environment
from litnotes_server import app, commands, requests
from litnotes_server.protocol import written
from support.client import SERVER

INITIALIZE: dict[str, Any] = {"processId": None, "rootUri": None, "capabilities": {}}


def message(method: str, params: object, number: int | None = None) -> bytes:
    body: dict[str, object] = {"jsonrpc": "2.0", "method": method, "params": params}
    written = json.dumps(body if number is None else body | {"id": number}).encode()
    return b"Content-Length: %d\r\n\r\n" % len(written) + written


def started(tmp_path: Path) -> subprocess.Popen[bytes]:
    env = {**os.environ, **environment(tmp_path)}
    pipe = subprocess.PIPE
    return subprocess.Popen(SERVER, stdin=pipe, stdout=pipe, stderr=pipe, env=env)


def told(tmp_path: Path, *pieces: bytes) -> tuple[int, bytes, bytes]:
    """Return the exit status, and all that the server says to these bytes, and then to the end."""
    with started(tmp_path) as server:
        assert server.stdin
        for piece in pieces:
            server.stdin.write(piece)
            server.stdin.flush()
        said, complained = server.communicate(timeout=30)
    return server.returncode, said, complained


def test_a_message_may_come_letter_by_letter(tmp_path: Path) -> None:
    whole = message("initialize", INITIALIZE, 1) + message("shutdown", None, 2)
    whole += message("exit", None)
    status, said, complained = told(tmp_path, *(whole[at : at + 1] for at in range(len(whole))))
    assert (status, complained) == (0, b"")
    assert b'"id":2' in said.replace(b" ", b"")


def test_many_messages_may_come_at_once(tmp_path: Path) -> None:
    uri = (tmp_path / "note.md").as_uri()
    item = {"uri": uri, "languageId": "markdown", "version": 1, "text": "[["}
    place = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 2}}
    asked = b"".join(message("textDocument/completion", place, n) for n in range(2, 202))
    whole = message("initialize", INITIALIZE, 1)
    whole += message("textDocument/didOpen", {"textDocument": item}) + asked
    status, said, complained = told(
        tmp_path, whole, message("shutdown", None, 202) + message("exit", None)
    )
    assert (status, complained) == (0, b"")
    # `exit` may come before the last two of them are answered.
    bodies = re.split(rb"Content-Length.*?\r\n\r\n", said, flags=re.DOTALL)[1:]
    answered = [json.loads(body).get("id") for body in bodies]
    assert set(range(1, 200)) <= set(answered)
    assert answered[:199] == sorted(answered[:199])


def test_before_initialize_there_is_an_error_and_no_harm(tmp_path: Path) -> None:
    uri = (tmp_path / "note.md").as_uri()
    item = {"uri": uri, "languageId": "markdown", "version": 1, "text": "[["}
    place = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 2}}
    early = message("textDocument/didOpen", {"textDocument": item})
    early += message("textDocument/hover", place, 1)
    late = message("initialize", INITIALIZE, 2) + message("shutdown", None, 3)
    status, said, complained = told(tmp_path, early + late + message("exit", None))
    bodies = [json.loads(body) for body in re.split(rb"Content-.*?\r\n\r\n", said, flags=re.S)[1:]]
    answers = {body["id"]: body for body in bodies if "id" in body}
    assert answers[1]["error"]["code"] == -32002
    assert answers[2]["result"]["capabilities"]
    assert (status, complained) == (0, b"")


def test_a_client_that_dies_within_a_message(tmp_path: Path) -> None:
    begun = message("initialize", INITIALIZE, 1) + message("shutdown", None, 2)[:-9]
    status, _, complained = told(tmp_path, begun)
    assert (status, complained) == (1, b"")


def test_a_header_without_end(tmp_path: Path) -> None:
    rest = message("initialize", INITIALIZE, 1) + message("shutdown", None, 2)
    junk = b"x" * 300_000 + b"\r\n"
    status, said, complained = told(tmp_path, junk + rest + message("exit", None))
    assert (status, complained) == (0, b"")
    assert b'"id":2' in said.replace(b" ", b"")


def test_input_may_be_a_file(tmp_path: Path) -> None:
    said = tmp_path / "said"
    whole = message("initialize", INITIALIZE, 1) + message("shutdown", None, 2)
    said.write_bytes(whole + message("exit", None))
    env = {**os.environ, **environment(tmp_path)}
    with said.open("rb") as file:
        done = subprocess.run(
            SERVER, stdin=file, capture_output=True, env=env, timeout=30, check=False
        )
    assert (done.returncode, done.stderr) == (0, b"")


def test_half_a_character_is_sent_as_json_has_it() -> None:
    assert json.loads(written({"label": "\ud83d half"})) == {"label": "\ud83d half"}


def test_every_request_has_its_handler() -> None:
    for _, name, _ in app.REQUESTS:
        assert callable(getattr(requests, name))
    for name in app.COMMANDS.values():
        assert callable(getattr(commands, name))
