"""A server command for the tests: runs the real server, and writes down what is said both ways.

    python tap.py RECORD COMMAND...

Each line of the record is `{"from": "editor" or "server", "message": …}`.
"""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import BinaryIO, TextIO


def _pump(source: BinaryIO, sink: BinaryIO, who: str, record: TextIO, lock: threading.Lock) -> None:
    while header := source.readline():
        head, length = header, 0
        while header.strip():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
            header = source.readline()
            head += header
        body = source.read(length)
        with lock:
            # Before it goes on: who has seen an answer finds it in the record.
            record.write(json.dumps({"from": who, "message": json.loads(body)}) + "\n")
            record.flush()
        sink.write(head + body)
        sink.flush()
    sink.close()


def main() -> int:
    """Run the server until it ends; return its exit status."""
    file, *command = sys.argv[1:]
    with Path(file).open("a", encoding="utf-8") as record:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdin is not None
        assert process.stdout is not None
        lock = threading.Lock()
        into = (sys.stdin.buffer, process.stdin, "editor", record, lock)
        threading.Thread(target=_pump, args=into, daemon=True).start()
        _pump(process.stdout, sys.stdout.buffer, "server", record, lock)
        return process.wait()


if __name__ == "__main__":
    sys.exit(main())
