"""Indexing in a process of its own, so that answers need not share the interpreter with it.

The child reads on its standard input which library to bring up to date, and writes on its standard
output how far it is, both in lines of JSON. When its input ends it finishes what it has begun.
"""

import json
import logging
import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from litnotes_index import child, config
from litnotes_index.config import Settings
from litnotes_index.errors import EngineError, IndexBusyError, LitnotesError
from litnotes_index.indexing import Cancelled, Progress, Report
from litnotes_index.library import Library

log = logging.getLogger(__name__)

_LOOK_SECONDS = 0.2
_PATIENCE_SECONDS = 10.0
_ERRORS = {error.__name__: error for error in (EngineError, IndexBusyError)}


def index(
    library: Library,
    *,
    rebuild: bool = False,
    report: Report = lambda _: None,
    cancelled: Cancelled = lambda: False,
    stopped: Cancelled = lambda: False,
) -> bool:
    """Bring a library up to date in another process; return whether anything had changed.

    When it is cancelled, what is begun is finished; when it is stopped, it ends at once.
    Raises what `Library.index` raises, and `LitnotesError` where there is no such process.
    """
    settings = library.settings
    order = {
        "root": os.fspath(library.root),
        "index_dir": os.fspath(library.folder.parent),
        "config": asdict(settings.config),
        "papers": list(map(os.fspath, settings.papers)),
        "notes": list(map(os.fspath, settings.notes)),
        "named": list(map(os.fspath, library.lost)),
        "rebuild": rebuild,
    }
    try:
        process = subprocess.Popen(  # noqa: S603 - our own module
            child.command("litnotes_index.apart"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child.environment(),
            creationflags=child.FLAGS,
        )
    except OSError as error:
        raise LitnotesError(f"no process to index in: {error.strerror}") from error
    with process:
        try:
            assert process.stdin is not None
            with suppress(OSError):  # it ended at once
                process.stdin.write(_line(order))
                process.stdin.flush()
            for told in _told(process, cancelled, stopped):
                match told:
                    case {"done": int(done), "total": int(total), "file": str(file)}:
                        report(Progress(done, total, file))
                    case {"changed": bool(changed)}:
                        library.lost.clear()
                        return changed
                    case {"error": "bug", "message": str(message)}:
                        log.error("indexing in another process failed: %s", message)
                        raise LitnotesError("indexing failed; the log says why")
                    case {"error": str(kind), "message": str(message)}:
                        raise _ERRORS.get(kind, LitnotesError)(message)
                    case _:
                        pass
        finally:
            _end(process)
    if cancelled() or stopped():
        return False
    raise LitnotesError("indexing ended before it was done")


def _told(
    process: subprocess.Popen[bytes], cancelled: Cancelled, stopped: Cancelled
) -> Iterator[Any]:
    """Yield what the child tells until it ends; once cancelled it has a while left."""
    lines: SimpleQueue[bytes] = SimpleQueue()

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.put(line)
        lines.put(b"")

    threading.Thread(target=read, daemon=True).start()
    end = float("inf")
    while time.monotonic() < end and not stopped():
        assert process.stdin is not None
        if not process.stdin.closed and cancelled():
            with suppress(OSError):
                process.stdin.close()
            end = time.monotonic() + _PATIENCE_SECONDS
        try:
            line = lines.get(timeout=_LOOK_SECONDS)
        except Empty:
            continue
        if not line:
            return
        yield json.loads(line)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process; what is not committed is lost, and made again."""
    with suppress(OSError):
        assert process.stdin is not None
        process.stdin.close()
    try:
        process.wait(timeout=_LOOK_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def _line(value: object) -> bytes:
    # Not by orjson: names of files need not be UTF-8.
    return json.dumps(value).encode() + b"\n"


def _main() -> int:
    order = json.loads(sys.stdin.buffer.readline())
    ended = threading.Event()

    def listen() -> None:
        # Not through the buffer: its lock must be free when the interpreter ends.
        while os.read(sys.stdin.fileno(), 1024):
            pass
        ended.set()

    threading.Thread(target=listen, daemon=True).start()
    child.step_back()

    def tell(value: object) -> None:
        # Nobody may be left to hear it; what is begun is finished all the same.
        with suppress(OSError):
            sys.stdout.buffer.write(_line(value))
            sys.stdout.buffer.flush()

    def report(step: Progress) -> None:
        tell({"done": step.done, "total": step.total, "file": step.file})

    try:
        settings = Settings(
            config.of(order["config"]),
            tuple(map(Path, order["papers"])),
            tuple(map(Path, order["notes"])),
        )
        library = Library(Path(order["root"]), settings, index_dir=Path(order["index_dir"]))
        named = list(map(Path, order["named"]))
        changed = library.index(
            named, rebuild=order["rebuild"], report=report, cancelled=ended.is_set
        )
        tell({"changed": changed})
    except LitnotesError as error:
        tell({"error": type(error).__name__, "message": str(error)})
        return 1
    except Exception:  # noqa: BLE001 - a bug: the other process has a log for it
        tell({"error": "bug", "message": traceback.format_exc()})
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main())
