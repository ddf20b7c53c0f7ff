"""Messages over standard input and output, without a thread in between.

pygls reads each message in three trips through a pool of threads, which on a busy machine is most
of what a key costs; here the loop itself wakes up when something comes.
"""

import asyncio
import os
import stat
import sys
import threading
from collections.abc import Callable
from typing import Any

from pygls.io_ import StdoutWriter, run_async
from pygls.protocol import JsonRPCProtocol


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


async def serve(
    protocol: JsonRPCProtocol, stop: threading.Event, on_error: Callable[[Exception, Any], Any]
) -> None:
    """Hand each message to the protocol until the client is gone, or `stop` is set."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin.buffer
    )
    protocol.set_writer(StdoutWriter(sys.stdout.buffer))
    await run_async(stop, InTurn(reader), protocol, error_handler=on_error)


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
