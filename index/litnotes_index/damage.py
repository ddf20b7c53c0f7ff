"""Whether the files of an index are as the engine wrote them.

The engine trusts its files: a bit that has flipped on a disk comes out as a failure, as a panic, or
as another letter. It ends each file with a checksum, though, and that is compared here.
"""

import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

_PIECE = 1 << 20
_MAGIC = 1337
_LIST = "meta.json"
_KINDS = ("idx", "pos", "term", "store", "fast", "fieldnorm")


def is_damaged(folder: Path) -> bool:
    """Return whether a file of the last commit is missing or not as it was; reads all of them.

    Raises `OSError` where the system does not let it read.
    """
    while True:
        written = _bytes(folder / _LIST)
        if written is None:
            return True
        try:
            damaged = not all(map(_is_whole, _files(folder, json.loads(written))))
        except (ValueError, LookupError, TypeError, AttributeError):
            return True
        # Another process may just have put other files in their place.
        if not damaged or _bytes(folder / _LIST) == written:
            return damaged


def _files(folder: Path, listed: dict[str, list[dict[str, object]]]) -> Iterator[Path]:
    for segment in listed["segments"]:
        name = str(segment["segment_id"]).replace("-", "")
        yield from (folder / f"{name}.{kind}" for kind in _KINDS)
        deletes = segment["deletes"]
        if isinstance(deletes, dict):
            yield folder / f"{name}.{deletes['opstamp']}.del"


def _is_whole(file: Path) -> bool:
    """Whether a file ends with its own checksum: JSON, its length, and a number of the engine's."""
    try:
        with file.open("rb") as opened:
            size = opened.seek(0, 2) - 8
            opened.seek(max(size, 0))
            length, magic = struct.unpack("<II", opened.read(8))
            opened.seek(max(size - length, 0))
            wanted = json.loads(opened.read(length))["crc"]
            opened.seek(0)
            left, found = size - length, 0
            while piece := opened.read(max(min(left, _PIECE), 0)):
                found, left = zlib.crc32(piece, found), left - len(piece)
    except (FileNotFoundError, struct.error, ValueError, LookupError, TypeError):
        return False
    return bool(found == wanted and magic == _MAGIC)


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
