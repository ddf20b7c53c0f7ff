"""A process in which the `litnotes` command is loaded: a call is a fork of it, and soon killed.

Run as a program it is that process. It reads a call (its arguments, and the file for what it
prints) as a line of JSON, and tells in lines: `pid N`, `commit` whenever one begins, `status N`.
Besides the command's arguments there is `apart ROOT INDEX_DIR`.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from litnotes_index import apart, config, reading, titles, view
from litnotes_index.cli import ask, main
from litnotes_index.errors import LitnotesError
from litnotes_index.library import Library
from litnotes_index.notes import NotesBatch
from litnotes_index.papers import Batch

LOADED = (reading, titles, view, ask)
"""What a call needs, loaded once for all of them."""


class Call:
    """One call of the command, under way."""

    def __init__(self, process: subprocess.Popen[str], out: Path) -> None:
        self._process = process
        self._out = out
        self.pid = int(self._told()[1])
        self.commits = 0
        self.status: int | None = None

    @property
    def said(self) -> str:
        """What it has printed until now, on both streams, errors last."""
        return self.out + _errors(self._out).read_text(errors="replace")

    @property
    def out(self) -> str:
        """What it has printed until now on standard output."""
        return self._out.read_text(errors="replace")

    def wait_for_commit(self) -> None:
        """Return when a commit begins, or the call has ended."""
        seen = self.commits
        while self.status is None and self.commits == seen:
            self._hear()

    def kill(self) -> None:
        """Kill it, unless it has ended."""
        if self.status is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.wait()

    def wait(self) -> int:
        """Return its exit status, negative for the signal that ended it."""
        while self.status is None:
            self._hear()
        return self.status

    def _hear(self) -> None:
        kind, *value = self._told()
        if kind == "commit":
            self.commits += 1
        else:
            self.status = int(value[0])

    def _told(self) -> list[str]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the warm process is gone"
        return line.split()


class Warm:
    """The process; one call at a time."""

    def __init__(self, folder: Path, command: Sequence[str] = ()) -> None:
        """Load the command; `folder` takes what calls print, `command` begins the process's own."""
        self._out = folder / "printed"
        self._process = subprocess.Popen(
            [*command, sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._process:
            assert self._process.stdin is not None
            self._process.stdin.close()

    def start(self, *arguments: str | Path) -> Call:
        """Begin a call of the command."""
        assert self._process.stdin is not None
        call = {"arguments": [*map(str, arguments)], "out": str(self._out)}
        self._process.stdin.write(json.dumps(call) + "\n")
        self._process.stdin.flush()
        return Call(self._process, self._out)

    def run(self, *arguments: str | Path) -> Call:
        """Return a call of the command that has ended."""
        call = self.start(*arguments)
        call.wait()
        return call


def _errors(out: Path) -> Path:
    return out.with_suffix(".errors")


def _tell(*words: object) -> None:
    os.write(_TOLD, " ".join(map(str, words)).encode() + b"\n")


def _fork(arguments: list[str], out: str) -> None:
    pid = os.fork()
    if pid:
        _tell("pid", pid)
        _tell("status", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        return
    status = 70
    try:
        for stream, path in ((1, Path(out)), (2, _errors(Path(out)))):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
        sys.stdin = Path(os.devnull).open()  # noqa: SIM115 - for as long as the process is there
        status = _apart(*arguments[1:]) if arguments[0] == "apart" else main(arguments)
        sys.stdout.flush()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # noqa: BLE001 - as the interpreter would
        import traceback

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _apart(root: str, index_dir: str) -> int:
    """Index in a process of its own, as a server does."""
    library = Library(Path(root), config.load(Path(root)), index_dir=Path(index_dir))
    try:
        apart.index(library)
    except LitnotesError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _serve() -> None:
    def told(finish: Callable[[Any], None]) -> Callable[[Any], None]:
        def finished(batch: Any) -> None:
            _tell("commit")
            finish(batch)

        return finished

    for kind in (Batch, NotesBatch):
        kind.finish = told(kind.finish)  # type: ignore[method-assign, assignment]  # so that kills can hit it
    for line in sys.stdin:
        call = json.loads(line)
        _fork(call["arguments"], call["out"])


if __name__ == "__main__":
    _TOLD = os.dup(1)
    os.dup2(2, 1)
    _serve()
