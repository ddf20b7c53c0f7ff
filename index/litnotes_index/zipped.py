"""Zip files: what is in one, by the paths of its members, and what of it is not read.

A member of a zip file has the path of the zip file, a slash, and its name in it.
"""

import errno
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
from functools import lru_cache
from pathlib import Path

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_IN_ZIP = re.compile(r"\.zip(?=[/\\].)", re.IGNORECASE | re.DOTALL)
_MOST_MEMBERS = 10_000
_LARGEST_DIRECTORY = 16 << 20  # bytes of the list that a zip file has of its members
_END_OF_ZIP = b"PK\5\6"
_LONGEST_END = (1 << 16) + 22
# Papers pack to a tenth, or a fiftieth of their size: what unpacks to more than this is a bomb.
_LARGEST_RATIO = 200
_ALWAYS_ALLOWED = 64 << 20
TOO_MUCH = f"it unpacks to more than {_LARGEST_RATIO} times its size"
FAULTS: tuple[type[Exception], ...] = (
    NotImplementedError,
    EOFError,
    lzma.LZMAError,
    zlib.error,
    zstd.ZstdError,
    zipfile.BadZipFile,
    RuntimeError,
)
UNREADABLE: tuple[type[Exception], ...] = (OSError, ValueError, *FAULTS)
# What is a pipe by the time it is opened would else wait for a writer.
_NOT_WAITING: int = getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip file: its path as above, and its size unpacked, as the zip file says."""

    path: str
    size: int


def is_zip(path: str) -> bool:
    """Return whether a file may be a zip file, by its name."""
    return path.lower().endswith(".zip")


def file_of(path: str) -> tuple[str, str | None]:
    """Return the file on disk that a path is in, and the member of it; None for a file itself."""
    for end in _IN_ZIP.finditer(path):
        file = path[: end.end()]
        if not os.path.isdir(file):  # noqa: PTH112 - names need not be UTF-8
            return file, path[end.end() + 1 :]
    return path, None


def members(path: str) -> list[Member]:
    """Return the files in a zip file, in its order; empty for one that is damaged.

    Those that `faults` tells of are not among them.
    """
    return _contents(path)[0]


def faults(path: str) -> list[str]:
    """Return what of a zip file is not read, and why; empty where all of it is."""
    return _contents(path)[1]


def close() -> None:
    """Let go of the zip file that was opened last: it stays open for its next member."""
    _archive_as_it_is.cache_clear()


def _contents(path: str) -> tuple[list[Member], list[str]]:
    """The members of a zip file that are read, and what is to be said of the others."""
    try:
        infos = [info for info in archive(path).infolist() if not info.is_dir()]
        room = most(os.stat(path).st_size)  # noqa: PTH116 - as above
    except UNREADABLE as error:
        return [], [f"cannot be read: {reason(error)}"]
    told: list[str] = []
    if encrypted := sum(info.flag_bits & 1 for info in infos):
        told.append(f"it holds {_files(encrypted, 'encrypted file')} not read")
    plain = [info for info in infos if not info.flag_bits & 1]
    if zips := sum(is_zip(info.filename) for info in plain):
        told.append(f"it holds {_files(zips, 'zip file')} not read")
    plain = [info for info in plain if not is_zip(info.filename)]
    if len(plain) > _MOST_MEMBERS:
        told.append(f"of its {len(plain):,} files only the first {_MOST_MEMBERS:,} are read")
    found: list[Member] = []
    for info in plain[:_MOST_MEMBERS]:
        room -= info.file_size
        if room < 0:
            told.append(f"{TOO_MUCH}: from {info.filename} on it is not read")
            break
        found.append(Member(f"{path}/{info.filename}", info.file_size))
    return found, told


def _files(count: int, kind: str) -> str:
    return f"1 {kind}, which is" if count == 1 else f"{count:,} {kind}s, which are"


def archive(path: str) -> zipfile.ZipFile:
    """Open a zip file, or give the one that was opened last; one with many members is slow to."""
    found = regular(path)
    return _archive_as_it_is(path, found.st_mtime_ns, found.st_size, found.st_ino)


@lru_cache(maxsize=1)
def _archive_as_it_is(path: str, _mtime_ns: int, size: int, _inode: int) -> zipfile.ZipFile:
    with open(path, "rb", opener=opener) as file:
        file.seek(max(0, size - _LONGEST_END))
        end = file.read(_LONGEST_END)
    at = end.rfind(_END_OF_ZIP)
    if at >= 0 and int.from_bytes(end[at + 12 : at + 16], "little") > _LARGEST_DIRECTORY:
        raise zipfile.BadZipFile("it has too many files")
    return zipfile.ZipFile(path)


def info_of(opened: zipfile.ZipFile, path: str) -> zipfile.ZipInfo:
    """Return the member at a path; as a path of a file, it may have lost a `/` or `./`."""
    name, member = file_of(path)
    try:
        return opened.getinfo(member or "")
    except KeyError:
        for info in opened.infolist():
            if Path(f"{name}/{info.filename}") == Path(path):
                return info
    raise FileNotFoundError(errno.ENOENT, "No such file in the zip file", path)


@contextmanager
def damage_named(path: str) -> Generator[None]:
    """Raise what shows damage as an `OSError`."""
    try:
        yield
    except FAULTS as error:
        raise OSError(errno.EIO, f"damaged: {error}", path) from error


def reason(error: Exception) -> str:
    """Return why something cannot be read."""
    return (isinstance(error, OSError) and error.strerror) or f"damaged: {error}"


def most(size: int) -> int:
    """Return to how many bytes so many may unpack."""
    return max(_ALWAYS_ALLOWED, _LARGEST_RATIO * size)


def regular(path: str) -> os.stat_result:
    """Return what a regular file is; raise `OSError` for what is none."""
    found = os.stat(path)  # noqa: PTH116 - as above
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file", path)
    return found


def opener(path: str, flags: int) -> int:
    """Open a file for `open` itself, without ever waiting for it."""
    return os.open(path, flags | _NOT_WAITING)
