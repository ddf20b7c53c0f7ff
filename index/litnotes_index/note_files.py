"""Notes as files that are changed in place: each is written whole or not at all."""

import os
import shutil
import sys
import tempfile
from codecs import BOM_UTF8
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from litnotes_index import packed
from litnotes_index.errors import NoteFileError
from litnotes_index.note_worker import LONGEST_NOTE

# Nobody takes it for a note, and a walk passes it by.
_PREFIX, _SUFFIX = ".litnotes-", ".tmp"


@dataclass(frozen=True, slots=True)
class NoteText:
    """What a note says, with its own line ends, and without the mark that a file may begin with.

    `written` is what the file held, to the byte.
    """

    path: Path
    text: str
    written: bytes


def read(path: Path) -> NoteText:
    """Return a note as it is on disk; raise `NoteFileError` for one that cannot be changed."""
    written = _bytes(path)
    if len(written) > LONGEST_NOTE:
        raise NoteFileError(path, f"is longer than {LONGEST_NOTE >> 20} MB, and left as it is")
    try:
        return NoteText(path, written.removeprefix(BOM_UTF8).decode(), written)
    except UnicodeDecodeError:
        raise NoteFileError(path, "is not UTF-8, and left as it is") from None


def write(note: NoteText, text: str) -> None:
    """Put a text in place of a note's; raise `NoteFileError` where the file stays as it is.

    One that was changed since it was read stays. A link stays one, and what it leads to changes;
    permissions and the mark at the beginning are kept.
    """
    if text == note.text:
        return
    mark = BOM_UTF8 if note.written.startswith(BOM_UTF8) else b""
    file = os.path.realpath(note.path)  # a str: names need not be UTF-8
    try:
        os.stat(file)  # noqa: PTH116 - as above
        if not os.access(file, os.W_OK):
            raise NoteFileError(note.path, "may not be written, and is left as it is")
        _replace(note, file, mark + text.encode())
    except OSError as error:
        raise NoteFileError(note.path, f"cannot be written: {error.strerror}") from error


def _replace(note: NoteText, file: str, content: bytes) -> None:
    handle, beside = tempfile.mkstemp(_SUFFIX, _PREFIX, os.path.dirname(file))  # noqa: PTH120 - as above
    try:
        with os.fdopen(handle, "wb") as opened:
            # What may be kept of times and attributes is no reason to fail.
            shutil.copystat(file, beside)
            _give(file, beside)
            opened.write(content)
            opened.flush()
            os.fsync(handle)
        if _bytes(Path(file)) != note.written:
            raise NoteFileError(note.path, "was changed meanwhile, and is left as it is")
        os.replace(beside, file)  # noqa: PTH105 - as above
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)  # noqa: PTH108 - as above
        raise


def _give(file: str, beside: str) -> None:
    """Give a new file to whom the old one belongs, where that is allowed."""
    if sys.platform == "win32":
        return
    found, ours = os.stat(file), os.stat(beside)  # noqa: PTH116 - as above
    if (found.st_uid, found.st_gid) != (ours.st_uid, ours.st_gid):
        with suppress(OSError):
            os.chown(beside, found.st_uid, found.st_gid)


def _bytes(path: Path) -> bytes:
    try:
        with packed.stored(os.fspath(path)) as (opened, _):
            return opened.read(LONGEST_NOTE + 1)
    except OSError as error:
        raise NoteFileError(path, f"cannot be read: {error.strerror}") from error
