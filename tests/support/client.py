"""A language client in a few lines: it speaks over stdio to a real server process, and times it.

It types like a person: each letter is one `didChange`, then one completion request.
"""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any, Self

UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
SERVER = [sys.executable, "-m", "litnotes_server"]


class Client:
    """One server process and one client of it."""

    def __init__(
        self,
        command: list[str],
        *,
        encoding: str = "utf-16",
        capabilities: dict[str, Any] | None = None,
        env: dict[str, str] | None = None,
        name: str = "a client",
    ) -> None:
        self.encoding = encoding
        self._name = name
        self._capabilities = capabilities or {"general": {"positionEncodings": [encoding]}}
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **(env or {})},
        )
        self._answers: dict[int, Queue[dict[str, Any]]] = {}
        self.notifications: Queue[dict[str, Any]] = Queue()
        self.replies: dict[str, Any] = {"workspace/configuration": [None]}
        self._next = 0
        self._texts: dict[str, str] = {}
        self._versions: dict[str, int] = {}
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                stream.close()

    # ---- the protocol ----

    def initialize(self, root: Path | None, options: Any = None) -> dict[str, Any]:
        """Open a folder; return the server's capabilities."""
        folders = [{"uri": root.as_uri(), "name": root.name}] if root else None
        answer = self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": root.as_uri() if root else None,
                "workspaceFolders": folders,
                "clientInfo": {"name": self._name},
                "capabilities": self._capabilities,
                "initializationOptions": options,
            },
        )
        self.notify("initialized", {})
        return dict(answer["capabilities"])

    def request(self, method: str, params: Any, timeout: float = 30) -> Any:
        """Return the result of a request; raise `RuntimeError` for an error."""
        self._next += 1
        answers: Queue[dict[str, Any]] = Queue()
        self._answers[self._next] = answers
        self._send({"id": self._next, "method": method, "params": params})
        try:
            answer = answers.get(timeout=timeout)
        except Empty:
            raise TimeoutError(f"{method} was not answered within {timeout} s") from None
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def shut_down(self) -> int:
        """End the server in order; return its exit status."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(timeout=10)

    # ---- the editor ----

    def open(self, uri: str, text: str = "") -> None:
        """Open a note."""
        self._texts[uri], self._versions[uri] = text, 1
        item = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def text(self, uri: str) -> str:
        """Return what the note says now."""
        return self._texts[uri]

    def edit(self, uri: str, start: int, end: int, new: str) -> None:
        """Replace a span of code points, as one incremental change."""
        text = self._texts[uri]
        change = {"range": self.range(uri, start, end), "text": new}
        self._versions[uri] += 1
        version = {"uri": uri, "version": self._versions[uri]}
        params = {"textDocument": version, "contentChanges": [change]}
        self.notify("textDocument/didChange", params)
        self._texts[uri] = text[:start] + new + text[end:]

    def type(self, uri: str, letter: str) -> list[dict[str, Any]]:
        """Type one letter at the end of the note; return the items that are offered then."""
        end = len(self._texts[uri])
        self.edit(uri, end, end, letter)
        return self.complete(uri, end + len(letter))

    def complete(self, uri: str, offset: int) -> list[dict[str, Any]]:
        """Return the items that are offered at an offset."""
        answer = self.request("textDocument/completion", self.at(uri, offset))
        return list(answer["items"]) if answer else []

    def accept(self, uri: str, item: dict[str, Any]) -> None:
        """Apply the edit of an item."""
        edit = item["textEdit"]
        start = self.offset(uri, edit["range"]["start"])
        end = self.offset(uri, edit["range"]["end"])
        self.edit(uri, start, end, edit["newText"])

    def at(self, uri: str, offset: int) -> dict[str, Any]:
        """Return the parameters of a request at an offset."""
        return {"textDocument": {"uri": uri}, "position": self.position(uri, offset)}

    def position(self, uri: str, offset: int) -> dict[str, int]:
        """Return a position in the client's own units."""
        before = self._texts[uri][:offset].split("\n")
        codec, size = UNITS[self.encoding]
        return {"line": len(before) - 1, "character": len(before[-1].encode(codec)) // size}

    def range(self, uri: str, start: int, end: int) -> dict[str, Any]:
        """Return a range in the client's own units."""
        return {"start": self.position(uri, start), "end": self.position(uri, end)}

    def offset(self, uri: str, position: dict[str, int]) -> int:
        """Return the offset of a position."""
        lines = self._texts[uri].split("\n")
        codec, size = UNITS[self.encoding]
        head = lines[position["line"]].encode(codec)[: position["character"] * size]
        before = sum(len(line) + 1 for line in lines[: position["line"]])
        return before + len(head.decode(codec))

    def wait_for(self, method: str, timeout: float = 30) -> dict[str, Any]:
        """Return the next notification of this kind; others are dropped."""
        deadline = time.monotonic() + timeout
        while True:
            message = self.notifications.get(timeout=max(0.01, deadline - time.monotonic()))
            if message["method"] == method:
                return message

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stdin = self.process.stdin
        assert stdin is not None
        stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        stdin.flush()

    def _read(self) -> None:
        stdout = self.process.stdout
        assert stdout is not None
        while header := stdout.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                header = stdout.readline()
            message = json.loads(stdout.read(length))
            if "method" not in message:
                self._answers.pop(message["id"]).put(message)
                continue
            self.notifications.put(message)
            if "id" in message:  # a request of the server's
                self._send({"id": message["id"], "result": self.replies.get(message["method"])})
