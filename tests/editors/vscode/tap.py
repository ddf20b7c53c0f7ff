"""A server command for the tests: runs the real server, and writes down what is said both ways.

    python tap.py RECORD COMMAND...

Each line of the record is `{"from": "editor" or "server", "at": seconds, "message": …}`. While
there is a file RECORD.delay, what the server says comes as many milliseconds later as it says.
"""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, NoReturn, TextIO


def _pump(
    source: IO[bytes], sink: IO[bytes], who: str, record: TextIO, lock: threading.Lock
) -> None:
    while header := source.readline():
        head, length = header, 0
        while header.strip():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
            header = source.readline()
            head += header
        body = source.read(length)
        if who == "server":
            time.sleep(_delay(record.name))
        with lock:
            # Before it goes on: who has seen an answer finds it in the record.
            record.write(json.dumps(entry(who, body)) + "\n")
            record.flush()
        sink.write(head + body)
        sink.flush()
    sink.close()


def entry(who: str, body: bytes) -> dict[str, object]:
    """Return a line of the record."""
    return {"from": who, "at": round(time.monotonic(), 4), "message": json.loads(body)}


def _delay(record: str) -> float:
    try:
        return int(Path(f"{record}.delay").read_text()) / 1000
    except (FileNotFoundError, ValueError):
        return 0


def main() -> NoReturn:
    """Run the server until it ends; end with its exit status."""
    file, *command = sys.argv[1:]
    with Path(file).open("a", encoding="utf-8") as record:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdin is not None
        assert process.stdout is not None
        lock = threading.Lock()
        into = (sys.stdin.buffer, process.stdin, "editor", record, lock)
        threading.Thread(target=_pump, args=into, daemon=True).start()
        _pump(process.stdout, sys.stdout.buffer, "server", record, lock)
        status = process.wait()
    # Not `sys.exit`: it would trip over the thread that still reads from the editor.
    os._exit(status)


if __name__ == "__main__":
    main()
