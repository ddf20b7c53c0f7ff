"""Messages over TCP: one client, and an answer for whoever else comes."""

import asyncio
import json
import re
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import cast

from litnotes_server.protocol import Protocol
from litnotes_server.stdio import InTurn, receive

_PATIENCE_SECONDS = 5.0
_MOST_BYTES = 1_000_000
_REQUEST_FAILED = -32803
_LENGTH = re.compile(rb"content-length: *(\d{1,9})\r\n", re.IGNORECASE)


async def serve(
    protocol: Protocol,
    stop: threading.Event,
    address: tuple[str, int],
    listening: Callable[[str], None],
) -> None:
    """Hand each message to the protocol until the client is gone, or `stop` is set.

    The client is the first that speaks as one: what only looks whether somebody listens is none,
    nor is a browser that a web page has sent. Raises `OSError` where nobody can listen.
    """
    clients: list[asyncio.StreamWriter] = []
    gone = asyncio.Event()

    async def come(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            first = await _first_line(reader)
            if not first.lower().startswith(b"content-"):
                return
            if clients:
                await _refuse(first, reader, writer)
                return
            clients.append(writer)
            try:
                protocol.set_writer(writer)
                await receive(InTurn(reader, first), protocol, stop)
            finally:
                gone.set()
        except OSError:
            pass  # the connection is lost
        finally:
            writer.close()

    server = await asyncio.start_server(come, *address)
    for socket in server.sockets:
        host, port, *_ = socket.getsockname()
        listening(f"{host}:{port}")
    await gone.wait()
    # Who else is connected is not waited for.
    server.close()


async def _first_line(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readline()
    except ValueError:  # longer than any line of a header
        return b""


async def _refuse(first: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the first request of a client too many."""
    number: object = None
    with suppress(TimeoutError, ValueError, EOFError):
        async with asyncio.timeout(_PATIENCE_SECONDS):
            line, length = first, 0
            while line.strip():
                found = _LENGTH.fullmatch(line)
                length = int(found[1]) if found else length
                line = await reader.readline()
            if length <= _MOST_BYTES:
                message: object = json.loads(await reader.readexactly(length))
                if isinstance(message, dict):
                    number = cast("dict[str, object]", message).get("id")
    error = {"code": _REQUEST_FAILED, "message": "this litnotes-server has a client already"}
    body = json.dumps({"jsonrpc": "2.0", "id": number, "error": error}).encode()
    writer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    await writer.drain()
