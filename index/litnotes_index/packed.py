"""Files that hold others, compressed: read as what they hold, never unpacked on disk.

A member of a zip file has the path of the zip file, a slash, and its name in it.
"""

import bz2
import gzip
import io
import lzma
import os
import re
import stat
import sys
import zipfile
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Protocol

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_ZIP = re.compile(r"(?P<file>.+?\.zip)[/\\](?P<member>.+)", re.IGNORECASE | re.DOTALL)
_SUFFIXES = (".gz", ".xz", ".bz2", ".zst")
_GZIP, _XZ, _BZIP2, _ZSTD = b"\x1f\x8b", b"\xfd7zXZ\x00", b"BZh", b"\x28\xb5\x2f\xfd"
_PIECE = 1 << 16
_MOST_MEMBERS = 10_000
# Papers pack to a tenth, or a fiftieth of their size: what unpacks to more than this is a bomb.
_LARGEST_RATIO = 200
_ALWAYS_ALLOWED = 64 << 20
_FAULTS: tuple[type[Exception], ...] = (
    EOFError,
    lzma.LZMAError,
    zlib.error,
    zstd.ZstdError,
    zipfile.BadZipFile,
    RuntimeError,
)
_UNREADABLE: tuple[type[Exception], ...] = (OSError, ValueError, *_FAULTS)
# A window of zstd or xz may ask for as much memory as it likes; this is what they use at most.
_LZMA_MEMORY = 256 << 20


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip file: its path as above, and its size unpacked, as the zip file says."""

    path: str
    size: int


def is_packed(path: str) -> bool:
    """Return whether the lines of a file are those of what is packed in it, by its name."""
    return path.lower().endswith(_SUFFIXES) or _ZIP.fullmatch(path) is not None


def is_zip(path: str) -> bool:
    """Return whether a file may be a zip file, by its name."""
    return path.lower().endswith(".zip")


def file_of(path: str) -> tuple[str, str | None]:
    """Return the file on disk that a path is in, and the member of it; None for a file itself."""
    inside = _ZIP.fullmatch(path)
    if inside is None or os.path.isdir(inside["file"]):  # noqa: PTH112 - names need not be UTF-8
        return path, None
    return inside["file"], inside["member"]


def members(path: str) -> list[Member]:
    """Return the files in a zip file, in its order; empty for one that is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            return [
                Member(f"{path}/{info.filename}", info.file_size)
                for info in archive.infolist()[:_MOST_MEMBERS]
                if not info.is_dir() and not info.flag_bits & 1 and not is_zip(info.filename)
            ]
    except _UNREADABLE:
        return []


@contextmanager
def opened(path: str) -> Generator[io.BufferedReader]:
    """Open a file, or a member of a zip file, for its bytes, unpacked.

    Raises `OSError` for what is no regular file, and for damage where it is reached. What unpacks
    to far more than papers do is cut off in the same way.
    """
    with stored(path) as (file, size):
        start = file.read(6)
        file.seek(0)
        unpacked = _unpacked(file, start)
        if unpacked is None and file_of(path)[1] is None:
            yield io.BufferedReader(_Reported(file))
        else:
            yield io.BufferedReader(_Reported(unpacked or file, most=_most(size)))


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
def stored(path: str) -> Generator[tuple[IO[bytes], int]]:
    """Open a file, or a member of a zip file, for its bytes as they are, with its size on disk."""
    name, member = file_of(path)
    found = os.stat(name)  # noqa: PTH116 - as above
    if not stat.S_ISREG(found.st_mode):
        raise OSError(f"{name} is not a regular file")
    if member is None:
        with open(name, "rb") as file:  # noqa: PTH123 - as above
            yield file, found.st_size
        return
    try:
        with zipfile.ZipFile(name) as archive, archive.open(member) as file:
            yield file, archive.getinfo(member).compress_size
    except KeyError:
        raise FileNotFoundError(2, "No such file in the zip file", path) from None
    except _FAULTS as error:
        raise OSError(5, f"damaged: {error}", path) from error


def _most(size: int) -> int:
    return max(_ALWAYS_ALLOWED, _LARGEST_RATIO * size)


def _unpacked(file: IO[bytes], start: bytes) -> _Readable | None:
    if start.startswith(_GZIP):
        return gzip.GzipFile(fileobj=file)
    if start.startswith(_XZ):
        return _Xz(file)
    if start.startswith(_BZIP2) and start[3:4].isdigit():
        return bz2.BZ2File(file)
    if start.startswith(_ZSTD):
        return zstd.ZstdFile(file)
    return None


class _Xz:
    """An xz stream that takes bounded memory, whatever its header asks for."""

    def __init__(self, file: _Readable) -> None:
        self._file = file
        self._decoder = lzma.LZMADecompressor(memlimit=_LZMA_MEMORY)

    def read(self, size: int, /) -> bytes:
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
    """A stream whose faults are `OSError`s, and that ends with one after too many bytes."""

    def __init__(self, file: _Readable, *, most: int | None = None) -> None:
        self._file = file
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self._file.read(len(view))
        except _FAULTS as error:
            raise OSError(5, f"damaged: {error}") from error
        if self._left is not None:
            self._left -= len(data)
            if self._left < 0:
                raise OSError(27, f"it unpacks to more than {_LARGEST_RATIO} times its size")
        view[: len(data)] = data
        return len(data)
