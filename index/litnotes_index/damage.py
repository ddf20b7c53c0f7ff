"""Whether the files of an index are as the engine wrote them.

The engine trusts its files: a bit that has flipped on a disk comes out as a failure, as a panic, or
as another letter. But a file of Tantivy's ends with a footer, JSON with the checksum of what is
before it, the length of the JSON, and a magic number, both in four bytes; that is compared here.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import cast

import orjson

_MAGIC = 1337
_LONGEST_FOOTER = 50_000
_PIECE = 1 << 20
_SEGMENT = re.compile(r"([0-9a-f]{32})\.[a-z0-9.]+")
_PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")


def is_damaged(folder: Path) -> bool:
    """Return whether a file of the last commit is missing or not as it was; reads all of them.

    Raises `OSError` where the system does not let it read.
    """
    return next(damage(folder), None) is not None


def damage(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the files of the last commit; nothing for an index that is whole.

    Raises `OSError` as above.
    """
    try:
        files = _living_files(folder)
    except FileNotFoundError:
        yield "meta.json is gone"
        return
    except ValueError:
        yield "meta.json is not as it was written"
        return
    for name in files:
        try:
            whole = _is_whole(folder / name)
        except FileNotFoundError:
            # What another process merged or deleted meanwhile is not missed.
            with suppress(FileNotFoundError, ValueError):
                if name in _living_files(folder):
                    yield f"{name} is gone"
        else:
            if not whole:
                yield f"{name} is not as it was written"


def living(folder: Path) -> set[str]:
    """Return the ids of the segments that make an index now.

    Raises `OSError` or `ValueError` where its list cannot be read.
    """
    return {name.partition(".")[0] for name in _living_files(folder)}


def segment_of(name: str) -> str | None:
    """Return the id of the segment that a file is part of, by its name; None for another file."""
    found = _SEGMENT.fullmatch(name)
    return found[1] if found else None


def _living_files(folder: Path) -> list[str]:
    listed = orjson.loads((folder / "meta.json").read_bytes())
    files: list[str] = []
    try:
        for segment in cast("list[Mapping[str, object]]", listed["segments"]):
            name = str(segment["segment_id"]).replace("-", "")
            files += [f"{name}.{part}" for part in _PARTS]
            if isinstance(deletes := segment.get("deletes"), dict):
                files.append(f"{name}.{deletes['opstamp']}.del")
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("meta.json lists no segments") from error
    return files


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
