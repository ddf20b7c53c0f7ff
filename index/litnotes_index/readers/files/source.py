"""Files as text: what every reader sees of a dump, however it is packed and encoded."""

import codecs
import io
import os
import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from litnotes_index import packed, zipped
from litnotes_index.model import Problem
from litnotes_index.readers.files.encoding import Encoding, encoding_of

HEAD = 64 * 1024  # bytes; enough for any format to show itself, cheap enough for every file
CHUNK = 1 << 18  # characters
LONGEST_LINE = 1 << 23  # characters; what is longer is cut off, so that memory is bounded
# What stands for a byte that is not UTF-8 or of another encoding, and NUL, which no text has.
_ESCAPED = re.compile("[\\0\\udc80-\\udcff]")
_REPLACED = re.compile("[\\0\\ufffd]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file without its end; `number` counts from 1."""

    number: int
    text: str


def head(path: Path) -> str | None:
    """Return the beginning of a file as text; None for what is no regular file, or is binary.

    Its last line may be cut. A file that cannot be read is an `OSError`.
    """
    if not path.is_file() and zipped.file_of(os.fspath(path))[1] is None:
        path.stat()  # what is not there is an error, what is no file is none
        return None
    with packed.opened(os.fspath(path)) as file:
        data = packed.beginning(file, HEAD)
    encoding = encoding_of(io.BufferedReader(io.BytesIO(data)))
    if encoding is None:
        return None
    # Not final: a character that is cut at the end is left out, not replaced.
    return codecs.getincrementaldecoder(encoding.name)("replace").decode(data)


def lines(path: Path) -> Iterator[Line | Problem]:
    r"""Yield the lines of a file, each problem of a line before it.

    Lines end at `\n`, `\r\n` or a lone `\r`, and at nothing else. A byte that the encoding does not
    know becomes U+FFFD, and at most one problem at the end tells of all of them; another tells
    where a file ends that is damaged. One that cannot be read at all, or is no regular file, is an
    `OSError`.
    """
    with _text(path) as (file, damage):
        number = 0
        # Python's own line reading knows just the three ends; `str.splitlines` knows more.
        while text := file.readline(LONGEST_LINE):
            number += 1
            if len(text) == LONGEST_LINE and not text.endswith("\n"):
                while (rest := file.readline(LONGEST_LINE)) and not rest.endswith("\n"):
                    pass
                message = f"the line is longer than {LONGEST_LINE:,} characters, and is cut"
                yield Problem(os.fspath(path), number, message)
            yield Line(number, damage.mended(text.removesuffix("\n"), number))
        yield from damage.problems(path, number)


def chunks(path: Path) -> Iterator[str | Problem]:
    r"""Yield the text of a file in pieces of bounded size, then at most two problems.

    Every end of a line (`\n`, `\r\n` or a lone `\r`) is a `\n` in it; all else is as in `lines`.
    """
    with _text(path) as (file, damage):
        number = 1
        while text := file.read(CHUNK):
            mended = damage.mended(text, number)
            number += text.count("\n")
            yield mended
        yield from damage.problems(path, number)


def split(text: str) -> list[str]:
    """Return the lines of a text, by the same ends as `lines`."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


class _Damage:
    """What is wrong with a file: where its unpacking stopped, and which bytes are no text.

    Those are bytes that are not what its encoding says: how many, and the line of the first.
    """

    def __init__(self, encoding: Encoding, stopped: Sequence[OSError]) -> None:
        self._encoding = encoding
        self._stopped = stopped
        self._count = self._nuls = self._first = 0

    def mended(self, text: str, number: int) -> str:
        """Return a text that begins on a line, with U+FFFD for each byte that is not known."""
        if text.isascii() and "\0" not in text:
            return text
        mark = _REPLACED if self._encoding.replaces else _ESCAPED
        first = mark.search(text)
        if first is None:
            return text
        if not self._count:
            self._first = number + text.count("\n", 0, first.start())
        self._nuls += text.count("\0")
        text, count = mark.subn("\ufffd", text)
        self._count += count
        return text

    def problems(self, path: Path, last: int) -> Iterator[Problem]:
        """Yield the problems of a file that was read up to its line `last`."""
        if self._count:
            unit = "character" if self._encoding.replaces else "byte"
            are = " is" if self._count == 1 else "s are"
            message = f"{self._count} {unit}{are} not {self._encoding.label}"
            if self._nuls == self._count:
                message = f"{self._nuls} NUL {unit}{'s' if self._nuls > 1 else ''}"
            yield Problem(os.fspath(path), self._first, message)
        for error in self._stopped:
            yield Problem(os.fspath(path), max(last, 1), f"reading stopped: {error.strerror}")


@contextmanager
def _text(path: Path) -> Generator[tuple[TextIO, _Damage]]:
    name = os.fspath(path)
    with packed.opened(name) as file:
        encoding = encoding_of(file) or Encoding("utf-8-sig")
    stopped: list[OSError] = []
    with packed.opened(name, stopped) as file, _decoded(file, encoding) as text:
        yield text, _Damage(encoding, stopped)


def _decoded(file: BinaryIO, encoding: Encoding) -> TextIO:
    errors = "replace" if encoding.replaces else "surrogateescape"
    return io.TextIOWrapper(file, encoding=encoding.name, errors=errors)
