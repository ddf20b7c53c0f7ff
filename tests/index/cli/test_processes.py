"""The `litnotes` command as a process: bytes that are no text, pipes, signals, many at once."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from support.papers import write_page


def command(
    *arguments: str | Path,
    cwd: Path,
    env: dict[str, str] | None = None,
    input: bytes | None = None,  # noqa: A002 - as subprocess calls it
) -> subprocess.CompletedProcess[bytes]:
    given: list[str | bytes] = [sys.executable, "-m", "litnotes_index"]
    given += map(os.fsencode, arguments)
    return subprocess.run(
        given, cwd=cwd, env=env, input=input, capture_output=True, timeout=50, check=False
    )


def test_names_that_are_not_utf8(root: Path) -> None:
    odd = os.fsdecode(os.fsencode(root) + b"/\xff\n.txt")
    Path(root / "a.txt").rename(odd)
    ran = command("search", "baskets", "--json", cwd=root)
    assert ran.returncode == 0, ran.stderr
    (paper,) = json.loads(ran.stdout)["papers"]
    assert paper["sources"][0]["path"] == f"{root}/\\xff\n.txt"
    ran = command("show", "learning-to-weave-baskets", cwd=root)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_json_is_json_whatever_the_encoding_of_the_terminal(root: Path, encoding: str) -> None:
    write_page(root / "c.txt", "Émigré – 日本 🙂 Letters")
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    ran = command("search", "emigre", "--json", cwd=root, env=environment)
    assert (
        json.loads(ran.stdout.decode("utf-8"))["papers"][0]["title"] == "Émigré – 日本 🙂 Letters"
    )
    assert command("search", "emigre", cwd=root, env=environment).returncode == 0


@pytest.mark.parametrize(
    "arguments", [["search", b"caf\xff", "--json"], ["search", b"caf\xff"], ["show", b"\xff"]]
)
def test_arguments_that_are_not_utf8(root: Path, arguments: list[str | bytes]) -> None:
    ran = command(*map(os.fsdecode, arguments), cwd=root)
    assert b"Traceback" not in ran.stderr
    assert ran.returncode == (1 if arguments[0] == "show" else 0)
    assert b"search engine" not in ran.stderr


def test_match_of_input_that_is_not_utf8(root: Path) -> None:
    ran = command("match", "--json", cwd=root, input=b"caf\xe9\nattention is all you need\n")
    assert ran.stderr == b""
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [answer["confidence"] for answer in answers] == [answers[0]["confidence"], 1.0]


@pytest.mark.parametrize("source", ["file", "stdin"])
def test_a_reader_that_has_seen_enough(root: Path, source: str) -> None:
    lines = "attention is all you need\n" * 3000
    (root / "queries.csv").write_text(lines)
    arguments = [sys.executable, "-m", "litnotes_index", "match", "--json"]
    arguments += ["queries.csv"] if source == "file" else []
    pipe = subprocess.PIPE
    with (
        (root / "queries.csv").open() as stdin,
        subprocess.Popen(arguments, cwd=root, stdin=stdin, stdout=pipe, stderr=pipe) as process,
    ):
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_current_folder_that_is_gone(tmp_path: Path) -> None:
    script = (
        "import os, sys; os.mkdir('x'); os.chdir('x'); os.rmdir('../x'); "
        "os.execv(sys.executable, [sys.executable, '-m', 'litnotes_index', 'status'])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, timeout=30, check=False
    )
    assert ran.returncode == 1
    assert ran.stderr.count(b"\n") == 1
    assert ran.stderr.startswith(b"litnotes: ")


def test_several_processes_at_once(root: Path) -> None:
    arguments = [sys.executable, "-m", "litnotes_index", "status", "--json"]
    pipe = subprocess.PIPE
    running = [subprocess.Popen(arguments, cwd=root, stdout=pipe, stderr=pipe) for _ in range(4)]
    answers = [(process.communicate(timeout=50), process.returncode) for process in running]
    assert [code for _, code in answers] == [0] * 4, answers
    assert [json.loads(out)["entries"] for (out, _), _ in answers] == [5] * 4
    assert [err for (_, err), _ in answers] == [b""] * 4


def test_following_changes(root: Path) -> None:
    arguments = [sys.executable, "-m", "litnotes_index", "index", "--watch", "--json"]
    process = subprocess.Popen(arguments, cwd=root, stdout=subprocess.PIPE, text=True)
    # A line that never comes ends the test here, and not at the limit of the whole run.
    guard = threading.Timer(10, process.kill)
    guard.start()
    try:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["entries"] == 5
        write_page(root / "c.txt", "A New Paper of Ours")
        assert json.loads(process.stdout.readline() or "{}").get("entries") == 6
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
    finally:
        guard.cancel()
        process.kill()
        process.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such shell")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    "arguments", [["search", "baskets"], ["search", "baskets", "--json"], ["match"], ["show", "x"]]
)
def test_streams_that_are_closed(root: Path, closed: str, arguments: list[str]) -> None:
    """What is opened next must not take the place of one, and be written into."""
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-m", "litnotes_index"]
    ran = subprocess.run([*shell, *arguments], cwd=root, input=b"", capture_output=True, timeout=50)  # noqa: PLW1510 - its status is looked at
    assert b"Traceback" not in ran.stderr
    assert ran.returncode == (1 if arguments[0] == "show" else 0)
    assert command("search", "baskets", cwd=root).stdout.startswith(b"Learning to Weave Baskets\n")
