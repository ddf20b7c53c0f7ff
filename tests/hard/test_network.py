"""Nothing is asked of the network: not where there is none, nor where somebody listens in."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from e2e.conftest import environment, ready
from hard.conftest import Survived
from support.client import SERVER, Client
from support.followed import write_dump

pytestmark = pytest.mark.timeout(300)

COMMAND = [sys.executable, "-m", "litnotes_index"]
TITLE = "Tide Tables for Everyone"
# Run by every interpreter that begins.
LISTENING_IN = """
import os, sys
told = os.open({told!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
os.write(told, b"begun\\n")
def listen(event, given):
    asks = event.startswith(("socket.get", "socket.send", "urllib.", "http."))
    if asks or event in ("socket.connect", "socket.bind"):
        os.write(told, repr((event, given)).encode() + b"\\n")
sys.addaudithook(listen)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A notes folder with so much in it that it is indexed in a process of its own."""
    folder = tmp_path / "notes"
    write_dump(folder / "a.bib", TITLE)
    abstract = "About the sea. " * 200
    lines = (json.dumps({"title": f"Paper {n}", "abstract": abstract}) for n in range(500))
    (folder / "many.jsonl").write_text("\n".join(lines))
    return folder


def all_of_it(
    tmp_path: Path, root: Path, *, before: list[str], env: Mapping[str, str] | None = None
) -> None:
    """Index, ask, and write a note in an editor, in processes that `before` begins."""
    env = {**environment(tmp_path), **(env or {})}

    def run(*arguments: str) -> bytes:
        ran = subprocess.run(
            [*before, *COMMAND, *arguments],
            cwd=root,
            env={**os.environ, **env, "LITNOTES_INDEX_DIR": str(tmp_path / "other index")},
            input=b"tide tables for everyone\n",
            capture_output=True,
            timeout=120,
            check=True,
        )
        assert ran.stderr == b""
        return ran.stdout

    assert b"501 papers" in run("index")
    for arguments in (["search", "tide"], ["show", TITLE], ["match"]):
        assert TITLE.encode() in run(*arguments)
    capabilities = {"experimental": {"litnotesStatus": True}}
    with Client([*before, *SERVER], capabilities=capabilities, env=env) as client:
        client.initialize(root)
        ready(client, papers=501)
        note = (root / "note.md").as_uri()
        client.open(note, "[[tide tab")
        (item,) = client.complete(note, len(client.text(note)))
        client.request("completionItem/resolve", item)
        client.accept(note, item)
        hover = client.request("textDocument/hover", client.at(note, 5))
        assert TITLE in hover["contents"]["value"]
        client.request("textDocument/documentLink", {"textDocument": {"uri": note}})
        assert client.shut_down() == 0


def test_it_works_without_a_network(tmp_path: Path, root: Path, survived: Survived) -> None:
    nowhere = ["unshare", "--user", "--map-root-user", "--net"]
    try:
        subprocess.run([*nowhere, "true"], capture_output=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        pytest.skip("no right to make a network namespace")
    all_of_it(tmp_path, root, before=nowhere)
    survived("all of it where there is no network, not even loopback", 1, "it works as ever")


def test_nobody_asks_for_a_name_or_an_address(tmp_path: Path, root: Path) -> None:
    hook = tmp_path / "hook"
    hook.mkdir()
    told = tmp_path / "told.txt"
    (hook / "sitecustomize.py").write_text(LISTENING_IN.format(told=str(told)))
    path = os.pathsep.join(filter(None, [str(hook), os.environ.get("PYTHONPATH")]))
    # That it would hear of it:
    ask = "import socket\ntry: socket.create_connection(('127.0.0.1', 1), 1)\nexcept OSError: pass"
    env = {**os.environ, "PYTHONPATH": path}
    subprocess.run([sys.executable, "-c", ask], env=env, check=True, timeout=30)
    assert "socket.connect" in told.read_text()
    told.unlink()
    all_of_it(tmp_path, root, before=[], env={"PYTHONPATH": path})
    lines = told.read_text().splitlines()
    assert len(lines) >= 5
    assert set(lines) == {"begun"}


def test_the_system_is_asked_for_no_socket_of_the_network(
    tmp_path: Path, root: Path, survived: Survived
) -> None:
    # Below Python, too: the engine is not written in it.
    if shutil.which("strace") is None:
        pytest.skip("strace is not on this machine")
    log = tmp_path / "trace"
    trace = ["strace", "-f", "-q", "-A", "-o", str(log), "-e", "trace=network", "-e", "signal=none"]
    if subprocess.run([*trace, "true"], capture_output=True, timeout=30, check=False).returncode:
        pytest.skip("no right to trace a process")
    all_of_it(tmp_path, root, before=trace)
    asked = log.read_text().splitlines()
    assert any("socketpair(AF_UNIX" in line for line in asked)  # the server's loop wakes itself
    assert [line for line in asked if "AF_INET" in line or "AF_NETLINK" in line] == []
    survived("all of it under strace", 1, "no process opens a socket of the network")
