"""Files as text: what every reader sees of a dump, however it is encoded."""

import codecs
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from litnotes_index.model import Problem

HEAD = 64 * 1024  # bytes; enough for any format to show itself, cheap enough for every file
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
# What stands for a byte that is not UTF-8, and NUL, which no text has.
_ESCAPED = re.compile("[\\0\\udc80-\\udcff]")
_TEXT_PER_NUL = 1024


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file without its end; `number` counts from 1."""

    number: int
    text: str


def head(path: Path) -> str | None:
    """Return the beginning of a file as text; None for what is no regular file, or is binary.

    Its last line may be cut. A file that cannot be read is an `OSError`.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        return None
    with path.open("rb") as file:
        data = file.read(HEAD)
    encoding = _encoding(data)
    if encoding is None:
        return None
    # Not final: a character that is cut at the end is left out, not replaced.
    return codecs.getincrementaldecoder(encoding)("replace").decode(data)


def lines(path: Path) -> Iterator[Line | Problem]:
    r"""Yield the lines of a file, then at most one problem about its encoding.

    Lines end at `\n`, `\r\n` or a lone `\r`, and at nothing else. A byte that is not UTF-8 becomes
    U+FFFD. A file that cannot be read, or is no regular file, is an `OSError`.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(f"{path} is not a regular file")
    with path.open("rb") as file:
        encoding = _encoding(file.read(4)) or "utf-8-sig"
    wide = encoding == "utf-16"
    damaged = first = 0
    with path.open(encoding=encoding, errors="replace" if wide else "surrogateescape") as file:
        # Python's own line reading knows just the three ends; `str.splitlines` knows more.
        for number, line in enumerate(file, 1):
            text = line.removesuffix("\n")
            if text.isascii() and "\0" not in text:
                bad = 0
            elif wide:
                bad = text.count("\ufffd")
            else:
                text, bad = _ESCAPED.subn("\ufffd", text)
            if bad:
                damaged, first = damaged + bad, first or number
            yield Line(number, text)
    if damaged:
        unit = "character" if wide else "byte"
        are = " is" if damaged == 1 else "s are"
        message = f"{damaged} {unit}{are} not UTF-{16 if wide else 8}"
        yield Problem(os.fspath(path), first, message)


def split(text: str) -> list[str]:
    """Return the lines of a text, by the same ends as `lines`."""
    return re.split(r"\r\n|\r|\n", text)


def _encoding(data: bytes) -> str | None:
    """Return the encoding that the first bytes tell; None for what is no text."""
    if data.startswith(_UTF32):
        return None
    if data.startswith(_UTF16):
        return "utf-16"
    # Text may have a byte that went wrong; what is binary has many.
    return None if data.count(b"\0") > len(data) // _TEXT_PER_NUL else "utf-8-sig"
