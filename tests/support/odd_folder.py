"""Folders of dumps that are odd, and what comes of them."""

import bz2
import gzip
import lzma
import sys
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from litnotes_index import config
from litnotes_index.library import Library, Status
from support.papers import aged

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PACK: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".xz": lzma.compress,
    ".bz2": lambda data: bz2.compress(data, 1),
    ".zst": zstd.compress,
}


def bib(title: str) -> bytes:
    return f"@misc{{k,\n  title = {{{title}}},\n  year = {{2001}}\n}}\n".encode()


GOOD = bib("A Good Paper")


class Folder:
    """A root with one good dump in it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "notes"
        self.root.mkdir()
        self._index_dir = folder / "index"
        self.write("good.bib", GOOD)

    def write(self, name: str, data: bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return aged(path)

    def zip(self, name: str, members: dict[str, bytes]) -> bytes:
        with zipfile.ZipFile(self.root / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, data in members.items():
                archive.writestr(member, data)
        return aged(self.root / name).read_bytes()

    def library(self) -> Library:
        return Library(self.root, config.load(self.root), index_dir=self._index_dir)

    def status(self) -> Status:
        library = self.library()
        library.index()
        assert not library.index()  # what cannot be read does not change
        return library.status()

    def told(self) -> list[str]:
        """Index; return the problems, and check that the good dump is read."""
        status = self.status()
        assert f"{self.root / 'good.bib'}" in {s.path for s in status.sources if s.entries == 1}
        return [str(problem).removeprefix(f"{self.root}/") for problem in status.problems]

    def titles(self) -> list[str]:
        library = self.library()
        library.index()
        found = library.view().papers.complete("", 100)
        return sorted(paper.title for paper in found if paper.title != "A Good Paper")


MANY = b"".join(bib(f"The Paper of {sha256(b'%d' % n).hexdigest()[:20]}") for n in range(4000))
