"""A server under load, and one whose client dies: it answers in time, and it ends."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from e2e.conftest import DUMP, environment
from hard.conftest import Survived
from support.wire import INITIALIZE, Message, Wire, framed, notification, request

pytestmark = pytest.mark.timeout(300)
CANCELLED = -32800
START = {"line": 0, "character": 0}
# What any other request may wait for, on a busy machine, while one is at work.
MEANWHILE = 5.0
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "dump.txt").write_text(DUMP, encoding="utf-8")
    return folder


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return environment(tmp_path)


def memory(pid: int, name: str = "VmHWM") -> int:
    """Return how many MB a process takes, or took at most."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition(f"{name}:")[2].split()[0]) // 1024


def at(uri: str, line: int = 0, character: int = 0) -> dict[str, Any]:
    return {
        "textDocument": {"uri": uri},
        "position": {"line": line, "character": character},
    }


@LINUX
@pytest.mark.parametrize("method", ["textDocument/hover", "textDocument/completion"])
def test_ten_thousand_requests_at_once(
    method: str, root: Path, env: dict[str, str], survived: Survived
) -> None:
    uri, count = (root / "note.md").as_uri(), 10_000
    # As editors do, each completion is cancelled for the next.
    cancelled = method == "textDocument/completion"
    with Wire(env) as wire:
        wire.initialize(root)
        wire.open(uri, "Tide Tables, and [[tide")
        wire.ask("warm", method, at(uri, 0, 23))
        before = memory(wire.process.pid, "VmRSS")
        sent: list[Message] = []
        for number in range(count):
            sent.append(request(number, method, at(uri, 0, 23)))
            if cancelled:
                sent.append(notification("$/cancelRequest", {"id": number}))
        begun = time.monotonic()
        wire.send(*sent)
        waiting = set(range(count))
        while waiting:
            answer = wire.next(150)
            waiting.discard(answer.get("id"))
            if cancelled and "error" in answer:
                assert answer["error"]["code"] == CANCELLED
        assert time.monotonic() - begun < 150
        assert memory(wire.process.pid) < before + 100
        assert wire.shut_down() == 0
    assert wire.complained == b""
    name = method.rpartition("/")[2]
    survived(f"{name} requests queued", count, "all are answered, in no more memory")


@LINUX
@pytest.mark.parametrize(
    ("name", "text", "is_read", "takes_long"),
    [
        (
            "a note of 50 MB",
            "# Tide Tables\n\nWords and [[Tide Tables]].\n\n" * 1_200_000,
            False,
            False,
        ),
        ("a line of 50 MB", "Tide Tables " * 4_200_000, False, True),
        ("a line of 1 MB without words", "x" * 1_000_000, True, False),
        ("a line of 300 kB of prose", "See [[Tide Tables]] and *more*, `x`. " * 8_100, True, False),
        ("a line of 1 MB of prose", "See [[Tide Tables]] and *more*, `x`. " * 27_000, True, True),
        ("a line of 1 MB of brackets", "[" * 1_000_000, True, True),
        ("a line of 1 MB of half emphasis", "*a " * 333_000, True, True),
    ],
)
def test_a_long_text(
    name: str,
    text: str,
    is_read: bool,
    takes_long: bool,
    root: Path,
    env: dict[str, str],
    soak: int,
    survived: Survived,
) -> None:
    if takes_long and soak == 1:
        pytest.skip("takes long: only with LITNOTES_SOAK")
    long, short = (root / "long.md").as_uri(), (root / "short.md").as_uri()
    with Wire(env) as wire:
        wire.initialize(root)
        wire.open(short, "Tide Tables, and [[tide")
        wire.ask("warm", "textDocument/completion", at(short, 0, 23))
        wire.open(long, text)
        # To read it from the pipe takes its time, once.
        wire.ask("read", "textDocument/hover", at(short), timeout=30)
        here = {"start": START, "end": START}
        asked: dict[str, Any] = {
            "textDocument/hover": at(long, 0, 8),
            "textDocument/documentSymbol": at(long),
            "textDocument/codeAction": {**at(long), "range": here, "context": {"diagnostics": []}},
        }
        wire.send(*(request(method, method, params) for method, params in asked.items()))
        waiting, slowest, version = set(asked), 0.0, 1
        deadline = time.monotonic() + 150
        while waiting:
            assert time.monotonic() < deadline, waiting
            # Meanwhile somebody types, in both texts.
            version += 1
            begun = time.monotonic()
            wire.change(short, version, [{"range": here, "text": "x"}])
            before, typed = wire.ask_with("typed", "textDocument/completion", at(short, 0, 23))
            assert typed["result"] is not None
            slowest = max(slowest, time.monotonic() - begun)
            for answer in before:
                if "id" in answer and "method" not in answer:
                    assert "error" not in answer
                    waiting.discard(answer["id"])
        assert slowest < MEANWHILE
        begun = time.monotonic()
        wire.change(long, 2, [{"range": here, "text": "x"}])
        found = wire.ask("last", "textDocument/completion", at(long, 0, 5), timeout=60)
        assert (found is not None) == is_read
        print(
            f"{name}: meanwhile {slowest:.2f} s, a letter {time.monotonic() - begun:.2f} s, "
            f"{memory(wire.process.pid)} MB at most"
        )
        assert memory(wire.process.pid) < (300 if is_read else 700)
        # What nobody waits for any more holds nothing up.
        wire.send(request("unheard", "textDocument/codeAction", asked["textDocument/codeAction"]))
        assert wire.shut_down() == 0
    assert wire.complained == b""
    survived(name, 1, "typing elsewhere goes on, all is answered, memory bounded")


# A client that starts a server, with a helper that holds the server's input open, and waits.
CLIENT = """
import json, os, subprocess, sys
server = subprocess.Popen(
    [sys.executable, "-m", "litnotes_server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
)
helper = subprocess.Popen(
    [sys.executable, "-c", "import time; time.sleep(60)"], stdin=subprocess.DEVNULL,
    stdout=server.stdin if sys.argv[1] == "held" else subprocess.DEVNULL,
)
params = {"processId": os.getpid(), "rootUri": sys.argv[2], "capabilities": {}}
body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}).encode()
server.stdin.write(b"Content-Length: %d\\r\\n\\r\\n" % len(body) + body)
server.stdin.flush()
server.stdout.readline()
print(server.pid, helper.pid, flush=True)
sys.stdin.read()
"""


def is_running(pid: int) -> bool:
    """Return whether a process is there, and no zombie."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


def children(pid: int) -> set[int]:
    """Return all processes that a process has begun, and they in turn."""
    found: set[int] = set()
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            began = {int(child) for child in listed.read_text().split()}
        except (FileNotFoundError, ProcessLookupError):
            continue
        found |= began.union(*map(children, began))
    return found


def wait_for_the_end(pids: set[int], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while left := {pid for pid in pids if is_running(pid)}:
        assert time.monotonic() < deadline, f"{left} still run after {seconds} s"
        time.sleep(0.05)


@LINUX
@pytest.mark.parametrize("way", ["closed", "held"])
def test_a_client_that_is_killed(
    way: str, root: Path, env: dict[str, str], soak: int, survived: Survived
) -> None:
    lines = (f'{{"title": "Paper {n}", "abstract": "{"word " * 200}"}}\n' for n in range(20_000))
    (root / "many.jsonl").write_text("".join(lines))
    for _ in range(soak):
        shutil.rmtree(env["LITNOTES_INDEX_DIR"], ignore_errors=True)
        with subprocess.Popen(
            [sys.executable, "-c", CLIENT, way, root.as_uri()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **env},
        ) as client:
            assert client.stdout
            server, helper = map(int, client.stdout.readline().split())
            deadline = time.monotonic() + 20
            while not (begun := children(server)):  # it indexes
                assert time.monotonic() < deadline
                time.sleep(0.01)
            client.kill()
            client.wait()
            wait_for_the_end({server, *begun}, 10)
            os.kill(helper, signal.SIGKILL)
    survived("clients killed while the server indexes", soak, "it ends, with its children")


@LINUX
def test_a_client_that_reads_no_more(root: Path, env: dict[str, str], survived: Survived) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "litnotes_server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **env},
    ) as server:
        assert server.stdin
        assert server.stdout
        assert server.stderr
        params = {**INITIALIZE, "rootUri": root.as_uri()}
        server.stdin.write(framed(request(1, "initialize", params)))
        server.stdin.flush()
        server.stdout.readline()
        server.stdout.close()
        server.stdin.write(framed(request(2, "workspace/symbol", {"query": "tide"})))
        server.stdin.flush()
        assert server.wait(timeout=10) == 1
        assert server.stderr.read() == b""
    survived("outputs closed by a client", 1, "the server ends")


@LINUX
def test_a_client_that_leaves_in_the_middle_of_an_answer(
    root: Path, env: dict[str, str], survived: Survived
) -> None:
    uri = (root / "long.md").as_uri()
    with Wire(env) as wire:
        wire.initialize(root)
        # To read this takes some ten seconds.
        wire.open(uri, "# Head\n\nTide Tables and [[Tide Tables]].\n\n" * 90_000)
        wire.send(request(1, "textDocument/hover", at(uri)))
        wire.ask(2, "workspace/symbol", {"query": "tide"})
        assert wire.process.stdin
        wire.process.stdin.close()
        assert wire.process.wait(timeout=8) == 1
    assert wire.complained == b""
    survived("clients gone in the middle of a long answer", 1, "the server ends")
