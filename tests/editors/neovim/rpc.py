"""Talks to a running Neovim over its socket: the part of MessagePack-RPC that the tests need."""

import socket
import struct
from pathlib import Path
from typing import Any, cast


class RpcError(Exception):
    """Neovim answered a call with an error."""


class Rpc:
    """A connection to the Neovim that listens at a path. One call at a time."""

    def __init__(self, path: Path, timeout: float = 15) -> None:
        """Connect; raises `OSError` where nothing listens yet."""
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(timeout)
        try:
            self._socket.connect(str(path))
        except OSError:
            self._socket.close()
            raise
        self._received = b""
        self._id = 0

    def call(self, method: str, *arguments: Any) -> Any:
        """Return what an API function of Neovim returns."""
        self._id += 1
        self._socket.sendall(_packed([0, self._id, method, list(arguments)]))
        while True:
            kind, *rest = self._message()
            if kind == 1 and rest[0] == self._id:
                if rest[1] is not None:
                    raise RpcError(f"{method}: {rest[1]}")
                return rest[2]

    def close(self) -> None:
        """End the connection."""
        self._socket.close()

    def _message(self) -> list[Any]:
        while True:
            try:
                message, end = _unpacked(self._received, 0)
            except IndexError:
                self._received += self._more()
            else:
                self._received = self._received[end:]
                return list(message)

    def _more(self) -> bytes:
        # A machine that was paused lets a time-out pass at once: only a second one counts.
        try:
            more = self._socket.recv(65536)
        except TimeoutError:
            more = self._socket.recv(65536)
        if not more:
            raise ConnectionError("Neovim has gone away")
        return more


def _packed(value: Any) -> bytes:
    match value:
        case None:
            return b"\xc0"
        case bool():
            return b"\xc3" if value else b"\xc2"
        case int():
            return b"\xd3" + struct.pack(">q", value)
        case str():
            encoded = value.encode()
            return b"\xdb" + struct.pack(">I", len(encoded)) + encoded
        case list():
            items = cast("list[Any]", value)  # type: ignore[redundant-cast]  # pyright's
            return b"\xdd" + struct.pack(">I", len(items)) + b"".join(map(_packed, items))
        case dict():
            table = cast("dict[Any, Any]", value)  # type: ignore[redundant-cast]  # pyright's
            pairs = b"".join(_packed(part) for pair in table.items() for part in pair)
            return b"\xdf" + struct.pack(">I", len(table)) + pairs
        case _:
            raise TypeError(f"cannot be sent: {value!r}")


_NUMBERS = dict(
    zip(
        range(0xCA, 0xD4), (">f", ">d", ">B", ">H", ">I", ">Q", ">b", ">h", ">i", ">q"), strict=True
    )
)
_SIZED = {0xC4: ">B", 0xC5: ">H", 0xC6: ">I", 0xD9: ">B", 0xDA: ">H", 0xDB: ">I"}
_LISTS = {0xDC: ">H", 0xDD: ">I"}
_MAPS = {0xDE: ">H", 0xDF: ">I"}
_EXTENSIONS = {0xC7: ">B", 0xC8: ">H", 0xC9: ">I"}


def _unpacked(data: bytes, at: int) -> tuple[Any, int]:
    """Return a value and where it ends; raises `IndexError` where the data breaks off."""
    head = data[at]
    at += 1
    if head <= 0x7F:
        return head, at
    if head >= 0xE0:
        return head - 256, at
    if head in (0xC0, 0xC2, 0xC3):
        return {0xC0: None, 0xC2: False, 0xC3: True}[head], at
    if head in _NUMBERS:
        return _number(data, at, _NUMBERS[head])
    if head <= 0x8F:
        return _mapping(data, at, head & 0x0F)
    if head <= 0x9F:
        return _sequence(data, at, head & 0x0F)
    if head <= 0xBF:
        return _text(data, at, head & 0x1F)
    if head in _SIZED:
        size, at = _number(data, at, _SIZED[head])
        return _text(data, at, size)
    if head in _LISTS:
        size, at = _number(data, at, _LISTS[head])
        return _sequence(data, at, size)
    if head in _MAPS:
        size, at = _number(data, at, _MAPS[head])
        return _mapping(data, at, size)
    if head in _EXTENSIONS:
        size, at = _number(data, at, _EXTENSIONS[head])
    else:
        size = 1 << (head - 0xD4)
    return _text(data, at + 1, size)  # a handle of Neovim; nothing here looks into one


def _number(data: bytes, at: int, kind: str) -> tuple[Any, int]:
    end = at + struct.calcsize(kind)
    if end > len(data):
        raise IndexError
    return struct.unpack(kind, data[at:end])[0], end


def _text(data: bytes, at: int, size: int) -> tuple[str, int]:
    if at + size > len(data):
        raise IndexError
    return data[at : at + size].decode(errors="replace"), at + size


def _sequence(data: bytes, at: int, size: int) -> tuple[list[Any], int]:
    values: list[Any] = []
    for _ in range(size):
        value, at = _unpacked(data, at)
        values.append(value)
    return values, at


def _mapping(data: bytes, at: int, size: int) -> tuple[dict[Any, Any], int]:
    flat, at = _sequence(data, at, 2 * size)
    return dict(zip(flat[::2], flat[1::2], strict=True)), at
