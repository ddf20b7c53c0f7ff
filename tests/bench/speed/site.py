"""A made library of one size on disk, with its index: written and indexed once, then kept."""

import random
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import orjson

from bench.speed.corpus import SEED, Corpus, write_json_lines
from litnotes_index import config
from litnotes_index.library import Library

_FILES = 100
_SMALL = 100_000


@dataclass(frozen=True)
class Site:
    """A notes folder with so many papers in dumps of JSON lines.

    `notes` are how many notes there are beside them, each number in a folder of its own.
    """

    folder: Path
    papers: int
    notes: tuple[int, ...] = ()

    @property
    def root(self) -> Path:
        """The notes folder."""
        return self.folder / f"{self.papers}"

    @property
    def index_dir(self) -> Path:
        """Where its index is."""
        return self.folder / f"{self.papers}-index"

    @property
    def env(self) -> dict[str, str]:
        """What servers and commands must know."""
        return {"LITNOTES_INDEX_DIR": str(self.index_dir)}

    @property
    def dumps(self) -> list[Path]:
        """The dumps."""
        return sorted((self.root / "dumps").glob("*.jsonl"))

    def library(self) -> Library:
        """Return its library."""
        return Library(self.root, config.load(self.root), index_dir=self.index_dir)

    def prepare(self) -> None:
        """Write the dumps, unless they are there, and index what is not indexed."""
        files = _FILES if self.papers >= _SMALL else _FILES // 10
        if len(self.dumps) < files:
            records = Corpus().records(self.papers)
            each = self.papers // files
            write_json_lines(records, self.root / "dumps", files=files, each=each)
        self.library().index()

    @cached_property
    def bytes(self) -> int:
        """How large the dumps are."""
        return sum(path.stat().st_size for path in self.dumps)

    def titles(self, count: int, seed: int = SEED) -> list[str]:
        """Return so many titles from all over the library, always the same."""
        draw = random.Random(seed)
        found: list[str] = []
        while len(found) < count:
            path = draw.choice(self.dumps)
            with path.open("rb") as dump:
                dump.seek(draw.randrange(path.stat().st_size * 9 // 10))
                dump.readline()
                found.append(orjson.loads(dump.readline())["title"])
        return found
