"""Which encoding a file is in: what its first bytes tell, else what its first foreign ones do."""

import codecs
import io
import re
from contextlib import suppress
from dataclasses import dataclass

from litnotes_index import packed

_PIECE = 1 << 16
# So far is looked for the first byte that is not ASCII; a file without one is read as UTF-8.
_FARTHEST = 64 << 20
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
# What `surrogateescape` makes of bytes that are no UTF-8.
_DAMAGED = re.compile("[\udc80-\udcff]+")
# A text may have some by damage.
_FEW_NULS = 3
_TEXT_PER_NUL = 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, None),
    (codecs.BOM_UTF32_BE, None),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Those that people's old files are in, and that tell themselves apart.
_LEGACY = [
    "cp1252", "mac_roman", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256",
    "iso8859_2", "shift_jis", "euc_jp", "iso2022_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
_FALLBACK = "cp1252"


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding by Python's name for it."""

    name: str

    @property
    def replaces(self) -> bool:
        """Whether what it does not know is replaced when it is read; UTF-8 keeps the bytes."""
        return self.name != "utf-8-sig"

    @property
    def label(self) -> str:
        """The name as people write it."""
        return "UTF-8" if self.name == "utf-8-sig" else self.name.upper().replace("_", "-")


def encoding_of(file: io.BufferedReader) -> Encoding | None:
    """Return the encoding of a stream, which is read as far as it takes; None for what is no text.

    A file is UTF-8 unless most of its foreign bytes contradict that; then it is what
    charset-normalizer takes it for.
    """
    start = packed.beginning(file, _PIECE)
    for bom, name in _BOMS:
        if start.startswith(bom):
            return Encoding(name) if name else None
    if (nuls := start.count(b"\0")) > max(_FEW_NULS, len(start) // _TEXT_PER_NUL):
        return _wide(start, nuls)
    read, piece = len(start), start
    with suppress(OSError):  # damage is told where it is read
        while piece.isascii() and read < _FARTHEST and (more := file.read1(_PIECE)):
            piece, read = more, read + len(more)
    return Encoding("utf-8-sig" if _is_utf8(piece) else _legacy(piece))


def _wide(data: bytes, nuls: int) -> Encoding | None:
    """UTF-16 without a mark: of mostly Latin text every other byte is zero."""
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if nuls > len(data) // 3 and data[first::2].count(0) > 0.9 * nuls:
            return Encoding(name)
    return None


def _is_utf8(data: bytes) -> bool:
    """Whether the foreign characters are UTF-8, but for fewer that are damaged, or cut."""
    if data.isascii():
        return True
    foreign = "".join(_FOREIGN.findall(data.decode("utf-8", "surrogateescape")))
    damaged = sum(map(len, _DAMAGED.findall(foreign)))
    whole = len(foreign) - damaged
    return damaged <= 3 + whole if whole else damaged == 0


def _legacy(data: bytes) -> str:
    from charset_normalizer import from_bytes  # slow to load, and few files need it

    foreign = b"\n".join(line for line in data.splitlines() if not line.isascii()) or data
    matches = list(from_bytes(foreign, cp_isolation=_LEGACY))
    if not matches:
        return _FALLBACK
    best = matches[0]
    for match in matches:
        # Of equally likely ones it names the first by name; the commonest is likelier.
        is_as_likely = (match.chaos, match.coherence) == (best.chaos, best.coherence)
        if is_as_likely and _FALLBACK in match.could_be_from_charset:
            return _FALLBACK
    return best.encoding
