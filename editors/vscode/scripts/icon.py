"""Draws the icon, `images/icon.png`: an open book below the brackets of a wikilink."""

import math
import struct
import zlib
from pathlib import Path

SIZE = 128
_OVER = 4  # each pixel is the mean of 4 by 4 points
_BLUE, _PAGE, _LINE, _LINK = (31, 58, 77), (246, 241, 230), (150, 160, 165), (226, 120, 60)


def _colour(x: float, y: float) -> tuple[int, int, int, int]:
    """Return the colour of a point; both from 0 to 128."""
    if not _is_in_rounded(x, y, 4, 4, 124, 124, 24):
        return (0, 0, 0, 0)
    for left in (True, False):
        across = (64 - x) if left else (x - 64)  # from the spine outwards
        if not 2 <= across <= 44:
            continue
        sag = 7 * math.sin(across / 44 * math.pi * 0.9)
        height = y + sag
        if 38 <= height <= 98:
            for line in (52, 62, 72, 82):
                if abs(height - line) < 1.6 and 9 <= across <= (37 if line != 82 else 26):
                    return (*_LINE, 255)
            return (*_PAGE, 255)
    return (*_BLUE, 255)


def _link(x: float, y: float) -> bool:
    """Whether a point is on one of the brackets, `[[` and `]]`, above the book."""
    for centre in (44, 54, 74, 84):
        opens = centre < 64
        along = (x - centre) if opens else (centre - x)
        if abs(along) <= 1.5 and 13 <= y <= 29:
            return True
        if 0 <= along <= 6 and (13 <= y <= 15.8 or 26.2 <= y <= 29):
            return True
    return False


def _is_in_rounded(
    x: float, y: float, x0: float, y0: float, x1: float, y1: float, r: float
) -> bool:
    if not (x0 <= x <= x1 and y0 <= y <= y1):
        return False
    dx, dy = max(x0 + r - x, 0, x - x1 + r), max(y0 + r - y, 0, y - y1 + r)
    return dx * dx + dy * dy <= r * r


def _pixel(column: int, row: int) -> bytes:
    total = [0, 0, 0, 0]
    for i in range(_OVER * _OVER):
        x, y = column + (i % _OVER + 0.5) / _OVER, row + (i // _OVER + 0.5) / _OVER
        colour = (*_LINK, 255) if _link(x, y) else _colour(x, y)
        for k in range(3):
            total[k] += colour[k] * colour[3]
        total[3] += colour[3]
    alpha = total[3]
    return bytes([*((t // alpha if alpha else 0) for t in total[:3]), alpha // (_OVER * _OVER)])


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main() -> None:
    """Write the picture."""
    rows = b"".join(b"\0" + b"".join(_pixel(x, y) for x in range(SIZE)) for y in range(SIZE))
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
    data = (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )
    (Path(__file__).parents[1] / "images" / "icon.png").write_bytes(data)


if __name__ == "__main__":
    main()
