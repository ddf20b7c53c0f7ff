"""A root that a real process follows: is its index, soon, what a fresh one of the disk would be?"""

import re
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

from litnotes_index.config import load
from litnotes_index.library import Library

# Longer than busy machines need, and shorter than the time after which all is looked at anyway.
SOON = 40.0


def write_dump(path: Path, title: str) -> Path:
    """Write a dump of one paper."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dump(title), encoding="utf-8")
    return path


def dump(title: str) -> str:
    """Return the text of a dump of one paper."""
    key = "-".join(re.findall(r"\w+", title.lower()))
    return f"@article{{{key},\n  title = {{{title}}},\n}}\n"


def held(library: Library) -> dict[str, list[str]]:
    """Return the titles that an index has, by file."""
    papers = library.view().papers
    return {
        path: sorted(paper.title for paper in papers.in_file(path))
        for path, record in papers.files.items()
        if record.format
    }


class Followed:
    """What the index of a root holds, read from outside, and what it should hold."""

    def __init__(self, root: Path, index_dir: Path) -> None:
        self.root = root
        self._index_dir = index_dir
        self._fresh_dir = index_dir.parent / "fresh"

    def fresh(self) -> dict[str, list[str]]:
        """Return what a new index of the disk holds."""
        shutil.rmtree(self._fresh_dir, ignore_errors=True)
        library = Library(self.root, load(self.root), index_dir=self._fresh_dir)
        library.index()
        return held(library)

    def agrees(self, wanted: Mapping[str, list[str]] | None = None) -> float:
        """Wait until the index agrees with the disk, or with what is wanted; return how long."""
        wanted = self.fresh() if wanted is None else wanted
        begun = time.monotonic()
        seen: object = None
        while time.monotonic() < begun + SOON:
            library = Library(self.root, load(self.root), index_dir=self._index_dir)
            seen = held(library)
            if seen == wanted:
                return time.monotonic() - begun
            time.sleep(0.05)
        raise AssertionError(f"after {SOON} s the index holds {seen}, and not {wanted}")
