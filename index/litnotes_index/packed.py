"""Files that hold others, compressed: read as what they hold, never unpacked on disk.

What stands in zip files is found by `zipped`.
"""

import bz2
import errno
import gzip
import hashlib
import io
import lzma
import os
import stat
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import IO, Protocol, cast

from litnotes_index import zipped

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_SUFFIXES = (".gz", ".xz", ".bz2", ".zst")
_GZIP, _XZ, _BZIP2, _ZSTD = b"\x1f\x8b", b"\xfd7zXZ\x00", b"BZh", b"\x28\xb5\x2f\xfd"
_PIECE = 1 << 16
# A window of zstd or xz may ask for as much memory as it likes; this is what they use at most.
_LZMA_MEMORY = 256 << 20


class _Readable(Protocol):
    def read1(self, size: int, /) -> bytes: ...


def is_packed(path: str) -> bool:
    """Return whether the lines of a file are those of what is packed in it, by its name."""
    return path.lower().endswith(_SUFFIXES) or zipped.file_of(path)[1] is not None


def digest(path: str) -> str:
    """Return what tells the bytes of a file from others; of a member, what its zip file tells.

    Raises `OSError` for a file that cannot be read, or is no regular file.
    """
    name, member = zipped.file_of(path)
    if member is not None:
        with zipped.damage_named(path):
            info = zipped.info_of(zipped.archive(name), path)
            return f"{info.CRC:08x}-{info.file_size}"
    found = hashlib.sha256()
    with stored(path) as (file, size):
        left = size
        while left > 0 and (piece := file.read(min(1 << 18, left))):
            found.update(piece)
            left -= len(piece)
    return found.hexdigest()


@contextmanager
def opened(path: str, damage: list[OSError] | None = None) -> Generator[io.BufferedReader]:
    """Open a file, or a member of a zip file, for its bytes, unpacked, as far as it is now.

    Raises `OSError` for what is no regular file, and for damage where it is reached; or, where
    there is a list for it, the stream ends there. What unpacks to far more than papers do is cut
    off in the same way.
    """
    with stored(path) as (file, size):
        start = file.read(6)
        file.seek(0)
        unpacked = _unpacked(file, start)
        if unpacked is None and zipped.file_of(path)[1] is None:
            yield io.BufferedReader(_Reported(file, size=size, damage=damage))
        else:
            most = zipped.most(size)
            yield io.BufferedReader(_Reported(unpacked or file, most=most, damage=damage))


def beginning(file: io.BufferedReader, size: int) -> bytes:
    """Return at most so many bytes of a stream, fewer where it ends or is damaged before.

    Raises `OSError` where it is damaged at once.
    """
    read = bytearray()
    try:
        while len(read) < size and (piece := file.read1(size - len(read))):
            read += piece
    except OSError:
        if not read:
            raise
    return bytes(read)


@contextmanager
def stored(path: str) -> Generator[tuple[io.BufferedIOBase, int]]:
    """Open a file, or a member of a zip file, for its bytes as they are, with its size on disk."""
    name, member = zipped.file_of(path)
    if member is None:
        zipped.regular(name)
        with open(name, "rb", opener=zipped.opener) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise OSError(errno.EINVAL, "it is not a regular file", path)
            yield file, found.st_size
        return
    with zipped.damage_named(path):
        members = zipped.archive(name)
        info = zipped.info_of(members, path)
        with cast("io.BufferedIOBase", members.open(info)) as file:
            yield file, info.compress_size


def _unpacked(file: io.BufferedIOBase, start: bytes) -> _Readable | None:
    if start.startswith(_GZIP):
        return gzip.GzipFile(fileobj=file)
    if start.startswith(_XZ):
        return _Xz(file)
    if start.startswith(_BZIP2) and start[3:4].isdigit():
        return bz2.BZ2File(file)
    if start.startswith(_ZSTD):
        return cast("_Readable", zstd.ZstdFile(cast("IO[bytes]", file)))
    return None


class _Xz:
    """An xz stream that takes bounded memory, whatever its header asks for."""

    def __init__(self, file: io.BufferedIOBase) -> None:
        self._file = file
        self._decoder = lzma.LZMADecompressor(memlimit=_LZMA_MEMORY)

    def read1(self, size: int, /) -> bytes:
        """Return at most so many bytes; none at the end."""
        while True:
            if self._decoder.eof:
                rest = self._decoder.unused_data or self._file.read(_PIECE)
                if not rest.strip(b"\0"):
                    return b""
                self._decoder = lzma.LZMADecompressor(memlimit=_LZMA_MEMORY)
            elif not self._decoder.needs_input:
                rest = b""
            elif not (rest := self._file.read(_PIECE)):
                raise EOFError("the file ends in the middle")
            if data := self._decoder.decompress(rest, size):
                return data


class _Reported(io.RawIOBase):
    """A stream whose faults are `OSError`s, or its end where there is a list for them.

    After `size` bytes it ends; after `most` of them, that is a fault.
    """

    def __init__(
        self,
        file: _Readable,
        *,
        size: int | None = None,
        most: int | None = None,
        damage: list[OSError] | None = None,
    ) -> None:
        self._file = file
        self._size = size
        self._left = most
        self._damage = damage

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # `Buffer` came with 3.12
        if self._damage:
            return 0
        try:
            data = self._read(len(view))
        except OSError as error:
            if self._damage is None:
                raise
            self._damage.append(error)
            return 0
        view[: len(data)] = data
        return len(data)

    def _read(self, size: int) -> bytes:
        if self._size is not None:
            size = min(size, self._size)
        try:
            # Not `read`: what is before a damage would be lost.
            data = self._file.read1(size) if size else b""
        except zipped.UNREADABLE as error:
            raise OSError(errno.EIO, zipped.reason(error)) from error
        if self._size is not None:
            self._size -= len(data)
        if self._left is not None:
            self._left -= len(data)
            if self._left < 0:
                raise OSError(errno.EFBIG, zipped.TOO_MUCH)
        return data
