"""Whether the files of an index are as the engine wrote them.

A file of Tantivy's ends with a footer: JSON with the checksum of what is before it, the length of
the JSON, and a magic number, both in four bytes.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import orjson

_MAGIC = 1337
_LONGEST_FOOTER = 50_000
_PIECE = 1 << 20
_SEGMENT = re.compile(r"([0-9a-f]{32})\.[a-z0-9.]+")
_PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")


def living(folder: Path) -> set[str]:
    """Return the ids of the segments that make an index now.

    Raises `OSError` or `ValueError` where its list cannot be read.
    """
    listed = orjson.loads((folder / "meta.json").read_bytes())
    try:
        return {str(one["segment_id"]).replace("-", "") for one in listed["segments"]}
    except (KeyError, TypeError) as error:
        raise ValueError("meta.json lists no segments") from error


def segment_of(name: str) -> str | None:
    """Return the id of the segment that a file is part of, by its name; None for another file."""
    found = _SEGMENT.fullmatch(name)
    return found[1] if found else None


def damage(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the files of an index; nothing for one that is whole.

    An index that others write may change meanwhile: what a merge took away is not missed.
    """
    try:
        segments = living(folder)
    except FileNotFoundError:
        yield "meta.json is gone"
        return
    except (OSError, ValueError):
        yield "meta.json cannot be read"
        return
    for segment in segments:
        for part in _PARTS:
            file = folder / f"{segment}.{part}"
            try:
                whole = _is_whole(file)
            except FileNotFoundError:
                with suppress(OSError, ValueError):
                    if segment in living(folder):
                        yield f"{file.name} is gone"
            except OSError as error:
                yield f"{file.name} cannot be read: {error.strerror}"
            else:
                if not whole:
                    yield f"{file.name} is not as it was written"


def _is_whole(file: Path) -> bool:
    size = file.stat().st_size
    with file.open("rb") as opened:
        opened.seek(max(0, size - 8))
        end = opened.read(8)
        length = int.from_bytes(end[:4], "little")
        body = size - 8 - length
        if int.from_bytes(end[4:], "little") != _MAGIC or length > _LONGEST_FOOTER or body < 0:
            return False
        opened.seek(body)
        try:
            wanted = orjson.loads(opened.read(length))["crc"]
        except (ValueError, KeyError, TypeError):
            return False
        opened.seek(0)
        checksum = 0
        while body and (piece := opened.read(min(_PIECE, body))):
            checksum = zlib.crc32(piece, checksum)
            body -= len(piece)
    return bool(checksum == wanted)
