"""Messages over standard input and output, without a thread in between.

pygls reads each message in three trips through a pool of threads, which on a busy machine is most
of what a key costs; here the loop itself wakes up when something comes.
"""

import asyncio
import logging
import os
import re
import stat
import sys
import threading
from collections.abc import Awaitable
from typing import Protocol as Interface

from pygls.io_ import StdinAsyncReader, StdoutWriter

from litnotes_server.protocol import Protocol

_log = logging.getLogger(__name__)

# At the end of a line: what stands before it may be left of a message whose length was wrong.
_LENGTH = re.compile(rb"content-length:\s*(?P<bytes>\S{1,30})\s*\Z", re.IGNORECASE)
_MOST_DIGITS = 10


class Reader(Interface):
    """Where messages come from."""

    def readline(self) -> Awaitable[bytes]:
        """Return the next line; empty at the end."""
        ...

    def readexactly(self, n: int) -> Awaitable[bytes]:
        """Return so many bytes; empty where there are not as many."""
        ...


def is_possible() -> bool:
    """Return whether the loop can wait for standard input: not for files, nor on Windows.

    Waiting makes it non-blocking, which writing must not become: so they must not be one and the
    same, as on a terminal.
    """
    if sys.platform == "win32":
        return False
    incoming, outgoing = os.fstat(sys.stdin.fileno()), os.fstat(sys.stdout.fileno())
    waits = stat.S_ISFIFO(incoming.st_mode) or stat.S_ISSOCK(incoming.st_mode)
    return waits and (incoming.st_dev, incoming.st_ino) != (outgoing.st_dev, outgoing.st_ino)


async def serve(protocol: Protocol, stop: threading.Event) -> None:
    """Hand each message to the protocol until the client is gone, or `stop` is set."""
    protocol.set_writer(_Writer(sys.stdout.buffer))
    if is_possible():
        incoming = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(incoming), sys.stdin.buffer
        )
        await receive(InTurn(incoming), protocol, stop)
    else:
        await receive(StdinAsyncReader(sys.stdin.buffer), protocol, stop)


async def receive(reader: Reader, protocol: Protocol, stop: threading.Event) -> None:
    """Hand each message on until there is no more, or `stop` is set; nothing in one ends it."""
    while not stop.is_set():
        body = await _body(reader)
        if body is None:
            return
        try:
            protocol.receive(body)
        except Exception:  # noqa: BLE001 - what nobody foresaw is one message's, not the session's
            _log.exception("a message could not be handled")


async def _body(reader: Reader) -> bytes | None:
    """The body of the next message; empty for a header that tells no length, None at the end."""
    length: int | None = None
    while header := await reader.readline():
        if said := _LENGTH.search(header):
            told = said["bytes"]
            length = int(told) if told.isdigit() and len(told) <= _MOST_DIGITS else 0
        elif not header.strip() and length is not None:
            return (await reader.readexactly(length) or None) if length else b""
    return None


class _Writer(StdoutWriter):
    """Ends the server when nobody reads what it writes.

    Whoever died may have left a child that holds the other end of its input.
    """

    def write(self, data: bytes) -> None:
        try:
            super().write(data)
        except OSError:
            # Else what could not be written would be tried again at the very end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)


class InTurn:
    """Reads what pygls asks for; what one message began goes on before the next is read.

    Otherwise a letter typed since would be in the text that a request was about.
    """

    def __init__(self, reader: asyncio.StreamReader, first: bytes = b"") -> None:
        """Read from `reader`, of which the `first` line is read."""
        self._reader = reader
        self._first = first
        self._between = False

    async def readline(self) -> bytes:
        """Return the next line of a header; nothing at the end."""
        if self._first:
            first, self._first = self._first, b""
            return first
        if self._between:
            self._between = False
            await asyncio.sleep(0)
        try:
            return await self._reader.readline()
        except ValueError:  # longer than any line of a header
            return b"?"

    async def readexactly(self, n: int) -> bytes:
        """Return a body of this size; nothing at the end."""
        self._between = True
        try:
            return await self._reader.readexactly(n)
        except asyncio.IncompleteReadError:  # the client died in the middle of a word
            return b""
