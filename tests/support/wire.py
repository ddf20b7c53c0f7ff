"""A server process and its two pipes, for whoever says what no well-behaved client says."""

import contextlib
import json
import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any, Self

from support.client import SERVER

Message = dict[str, Any]
INITIALIZE: Message = {"processId": None, "rootUri": None, "capabilities": {}}


def framed(body: object) -> bytes:
    """Return a message as it is sent; bytes are a body already."""
    written = body if isinstance(body, bytes) else json.dumps(body).encode()
    return b"Content-Length: %d\r\n\r\n" % len(written) + written


def request(number: object, method: object, params: object = None) -> Message:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def notification(method: str, params: object = None) -> Message:
    return {"jsonrpc": "2.0", "method": method, "params": params}


class Wire:
    """One server, to which any bytes can be said."""

    def __init__(self, env: Mapping[str, str], *arguments: str) -> None:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [*SERVER, *arguments], stdin=pipe, stdout=pipe, stderr=pipe, env={**os.environ, **env}
        )
        self._said: Queue[Message | None] = Queue()
        self.complained = b""
        self._readers = [threading.Thread(target=read) for read in (self._read, self._complain)]
        for reader in self._readers:
            reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()
        for reader in self._readers:
            reader.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            with contextlib.suppress(BrokenPipeError):
                stream.close()

    def send(self, *messages: Message | bytes) -> None:
        """Say messages, or bytes as they are."""
        stdin = self.process.stdin
        assert stdin is not None
        stdin.write(b"".join(m if isinstance(m, bytes) else framed(m) for m in messages))
        stdin.flush()

    def next(self, timeout: float = 30) -> Message:
        """Return what is said next."""
        try:
            said = self._said.get(timeout=max(0.01, timeout))
        except Empty:
            raise TimeoutError(f"nothing was said within {timeout} s") from None
        assert said is not None, f"the server ended: {self.complained!r}"
        return said

    def until(self, number: object, timeout: float = 30) -> tuple[list[Message], Message]:
        """Return what was said up to the answer with a number, and that answer."""
        before: list[Message] = []
        deadline = time.monotonic() + timeout
        while True:
            said = self.next(deadline - time.monotonic())
            if "method" not in said and said["id"] == number:
                return before, said
            before.append(said)

    def ask(self, number: object, method: str, params: object, timeout: float = 30) -> Any:
        """Return the result of a request."""
        answer = self.ask_with(number, method, params, timeout)[1]
        assert "error" not in answer, answer
        return answer["result"]

    def ask_with(
        self, number: object, method: str, params: object, timeout: float = 30
    ) -> tuple[list[Message], Message]:
        """Return what is said until a request is answered, and the answer."""
        self.send(request(number, method, params))
        return self.until(number, timeout)

    def initialize(self, root: Path | None = None, **more: object) -> Any:
        params = {**INITIALIZE, "rootUri": root.as_uri() if root else None, **more}
        answer = self.ask("initialize", "initialize", params)
        self.send(notification("initialized", {}))
        return answer

    def open(self, uri: str, text: str) -> None:
        item = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
        self.send(notification("textDocument/didOpen", {"textDocument": item}))

    def change(self, uri: str, version: int, changes: Sequence[Message]) -> None:
        params = {"textDocument": {"uri": uri, "version": version}, "contentChanges": changes}
        self.send(notification("textDocument/didChange", params))

    def shut_down(self) -> int:
        self.ask("shutdown", "shutdown", None)
        self.send(notification("exit"))
        return self.process.wait(timeout=10)

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
            body = stdout.read(length)
            if len(body) == length:  # else the server was killed
                self._said.put(json.loads(body))
        self._said.put(None)

    def _complain(self) -> None:
        assert self.process.stderr is not None
        self.complained = self.process.stderr.read()
