"""Messages over TCP: the same as over standard input, for one client, of this machine alone."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from e2e.conftest import environment
from e2e.test_stdio import INITIALIZE, message
from support.client import SERVER


@contextmanager
def listening(tmp_path: Path, address: str) -> Generator[tuple[subprocess.Popen[str], str, int]]:
    """A server, and the host and port where it listens."""
    env = {**os.environ, **environment(tmp_path)}
    command = [*SERVER, "--tcp", address]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=env, text=True) as server:
        try:
            assert server.stderr
            said = server.stderr.readline()
            where = re.fullmatch(r"litnotes-server: listening on (.+):(\d+)\n", said)
            assert where, said
            yield server, where[1], int(where[2])
        finally:
            server.kill()


@contextmanager
def connected(port: int) -> Generator[tuple[socket.socket, BinaryIO]]:
    with (
        closing(socket.create_connection(("127.0.0.1", port), timeout=30)) as connection,
        connection.makefile("rb") as said,
    ):
        yield connection, said


def answer(said: BinaryIO, number: int | None) -> Any:
    """Return the answer of this number; what comes before is dropped."""
    while True:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = said.readline()
            assert line, "the connection was closed"
            head += line
        length = re.search(rb"Content-Length: (\d+)", head)
        assert length
        told = json.loads(said.read(int(length[1])))
        if told.get("id") == number and "method" not in told:
            return told


def test_it_listens_on_loopback(tmp_path: Path) -> None:
    with listening(tmp_path, ":0") as (_, host, _):
        assert host == "127.0.0.1"


def test_it_listens_elsewhere_where_told(tmp_path: Path) -> None:
    with listening(tmp_path, "0.0.0.0:0") as (_, host, _):
        assert host == "0.0.0.0"


def test_one_client_is_served_and_a_second_is_refused(root: Path, tmp_path: Path) -> None:
    uri = (root / "note.md").as_uri()
    item = {"uri": uri, "languageId": "markdown", "version": 1, "text": "[[tide \ud83d and"}
    place = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 6}}
    folders = [{"uri": root.as_uri(), "name": "notes"}]
    with listening(tmp_path, "0") as (server, host, port), connected(port) as (client, said):
        assert host == "127.0.0.1"
        client.sendall(message("initialize", INITIALIZE | {"workspaceFolders": folders}, 1))
        assert answer(said, 1)["result"]["capabilities"]
        client.sendall(message("initialized", {}))
        with connected(port) as (other, heard):
            other.sendall(message("initialize", INITIALIZE, 12345))
            refused = answer(heard, 12345)
            assert "client already" in refused["error"]["message"]
            assert heard.read() == b""
        with connected(port) as (other, heard):
            other.sendall(b"Content-Length: 5\r\n\r\nnoise")
            assert answer(heard, None)["error"]
            assert heard.read() == b""
        # The first one is none the worse for it; what it asks at once is answered in turn.
        asked = b"".join(message("textDocument/completion", place, n) for n in range(2, 52))
        client.sendall(message("textDocument/didOpen", {"textDocument": item}) + asked)
        for number in range(2, 52):
            assert "error" not in answer(said, number)
        client.sendall(message("shutdown", None, 99))
        assert answer(said, 99)["result"] is None
        # Who is only connected does not keep it from ending.
        with connected(port):
            client.sendall(message("exit", None))
            assert server.wait(10) == 0
        assert server.stderr
        assert server.stderr.read() == ""


@pytest.mark.parametrize("last", [b"", b"Content-Length: 100\r\n\r\n{"])
def test_a_client_that_is_gone_ends_the_server(tmp_path: Path, last: bytes) -> None:
    with listening(tmp_path, "0") as (server, _, port):
        with connected(port) as (client, said):
            client.sendall(message("initialize", INITIALIZE, 1))
            assert answer(said, 1)["result"]
            client.sendall(last)
        assert server.wait(10) == 1
        assert server.stderr
        assert server.stderr.read() == ""


def test_who_does_not_speak_the_protocol_is_no_client(tmp_path: Path) -> None:
    body = message("initialize", INITIALIZE, 1).partition(b"\r\n\r\n")[2]
    page = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    with listening(tmp_path, "0") as (server, _, port):
        with connected(port):
            pass  # as editors do to see whether it listens
        for strange in (page, b"x" * 200_000, b"\r\n\r\n"):
            with connected(port) as (client, said):
                # It may be closed while it speaks.
                try:
                    client.sendall(strange)
                    assert said.read() == b""
                except ConnectionError:
                    pass
        with connected(port), connected(port) as (client, said):
            client.sendall(message("initialize", INITIALIZE, 1) + message("shutdown", None, 2))
            assert answer(said, 1)["result"]
            assert answer(said, 2)["result"] is None
            client.sendall(message("exit", None))
            assert server.wait(10) == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "no.such.host.invalid"])
def test_where_nobody_can_listen_is_one_line(host: str) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        ran = subprocess.run(
            [*SERVER, "--tcp", f"{host}:{port}"],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert ran.stderr.startswith(f"litnotes-server: {host}:{port}: ")


def test_an_interrupt_ends_it_in_silence(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("a signal cannot be sent there")
    with listening(tmp_path, "0") as (server, _, _):
        server.send_signal(2)
        assert server.wait(10) == 1
        assert server.stderr
        assert server.stderr.read() == ""
