"""How many letters are typed until the paper that is meant is on top, beside other ways to find it.

    python -m tests.bench.quality.completing ../shared/data

Types titles of the corpora and dumps in lower case, letter by letter: from their start, from a
random word on, with their words in any order, by their nickname, and with one typo.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.quality.peers import Finder, Prefixes, Ratios, Subsequences, Trigrams
from litnotes_index import config
from litnotes_index.library import Library
from litnotes_index.papers.search import PaperSearch
from litnotes_index.text import nickname, normalise

SEED = 6
FIRST = 5
EVERY = 1_000_000
# The list that an editor is given.
LIMIT = 20
# Of each mode: so many papers, and so many for what takes long. Titles differ so much that the mean
# over 150 is a quarter of a letter more or less with another seed.
MANY, FEW = 400, 40
_MOST_LETTERS = 200
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
Row = tuple[str, ...]
COLUMNS: Row = (
    "typed",
    "found by",
    "papers",
    "letters until first",
    "until in first 5",
    "first at the end",
    "in first 5 at the end",
    "ms p50",
    "p99",
)


def main() -> int:
    """Print the table; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    for row in run(parser.parse_args().data):
        print(f"| {' | '.join(row)} |", flush=True)
    return 0


def run(data: Path) -> Iterator[Row]:
    """Yield the rows of the table below `COLUMNS`."""
    with tempfile.TemporaryDirectory() as name:
        papers = indexed(data, Path(name))
        titles = sorted({paper.title for paper in papers.complete("", EVERY)})
        yield from measured(papers, titles)


def indexed(data: Path, folder: Path) -> PaperSearch:
    """Return the papers of the corpora and dumps, indexed in a folder."""
    root = folder / "root"
    root.mkdir()
    for source in (*sorted(data.glob("corpus/*.jsonl.gz")), *sorted(data.glob("dumps/*"))):
        shutil.copy(source, root)
    library = Library(root, config.load(root), index_dir=folder / "index")
    library.index()
    return library.view().papers


def measured(papers: PaperSearch, titles: Sequence[str]) -> Iterator[Row]:
    """Yield a row for each mode and each way of finding."""
    ours = _Ours(papers)
    peers: dict[str, tuple[Finder, int]] = {
        "**litnotes**": (ours, MANY),
        "FTS5, prefixes": (Prefixes(titles), MANY),
        "FTS5, trigrams": (Trigrams(titles), MANY),
        "**litnotes**, fewer papers": (ours, FEW),
        "subsequence": (Subsequences(titles), FEW),
        "WRatio": (Ratios(titles), FEW),
    }
    for mode, cases in modes(titles).items():
        for name, (finder, most) in peers.items():
            yield mode, name, *Tally.of(finder, cases[:most]).figures()


def modes(titles: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Return for each mode what is typed and the title that is meant."""
    counts: dict[str, int] = {}
    for title in titles:
        for name in {normalise(title), normalise(nickname(title) or "")}:
            counts[name] = counts.get(name, 0) + 1
    alone = [t for t in titles if counts[normalise(t)] == 1 and len(t.split()) > 2]
    named = [t for t in alone if counts.get(normalise(nickname(t) or "")) == 1]
    ways: dict[str, tuple[Callable[[str, random.Random], str], list[str]]] = {
        "from its start": (lambda title, _: title, alone),
        "from a later word": (_middle, alone),
        "in any order": (_shuffled, alone),
        "its nickname": (_named, named),
        "with one typo": (_mistyped, alone),
    }
    cases: dict[str, list[tuple[str, str]]] = {}
    for mode, (way, some) in ways.items():
        rng = random.Random(SEED)
        sample = rng.sample(some, min(MANY, len(some)))
        cases[mode] = [(way(title, rng).lower()[:_MOST_LETTERS], title) for title in sample]
    return cases


@dataclass(slots=True)
class Tally:
    """What typing some titles came to."""

    until_first: list[int] = field(default_factory=list[int])
    until_among: list[int] = field(default_factory=list[int])
    ranks: list[int] = field(default_factory=list[int])
    times: list[float] = field(default_factory=list[float])

    @classmethod
    def of(cls, finder: Finder, cases: Sequence[tuple[str, str]]) -> "Tally":
        """Return what typing these letter by letter came to; a paper not found takes them all."""
        tally = cls()
        for typed, title in cases:
            first = among = len(typed)
            for letters in range(1, len(typed) + 1):
                rank = tally.ask(finder, typed[:letters], title)
                if rank < FIRST:
                    among = min(among, letters)
                if rank == 0:
                    first = letters
                    break
            tally.until_first.append(first)
            tally.until_among.append(among)
            tally.ranks.append(tally.ask(finder, typed, title))
        return tally

    def ask(self, finder: Finder, typed: str, title: str) -> int:
        """Return at which place (from 0) a title is; the limit where it is not found."""
        start = time.perf_counter()
        found = finder.find(typed, FIRST)
        self.times.append((time.perf_counter() - start) * 1000)
        return found.index(title) if title in found else FIRST

    def figures(self) -> Row:
        """Return the figures of a row."""
        times = sorted(self.times)
        return (
            str(len(self.ranks)),
            f"{mean(self.until_first):.1f}",
            f"{mean(self.until_among):.1f}",
            f"{mean(rank == 0 for rank in self.ranks):.1%}",
            f"{mean(rank < FIRST for rank in self.ranks):.1%}",
            f"{times[len(times) // 2]:.2f}",
            f"{times[int(len(times) * 0.99)]:.1f}",
        )


class _Ours:
    def __init__(self, papers: PaperSearch) -> None:
        self._papers = papers

    def find(self, typed: str, limit: int) -> Sequence[str]:
        return [paper.title for paper in self._papers.complete(typed, LIMIT)[:limit]]


def _named(title: str, _: random.Random) -> str:
    return nickname(title) or ""


def _middle(title: str, rng: random.Random) -> str:
    words = title.split()
    return " ".join(words[rng.randrange(1, len(words) - 1) :])


def _shuffled(title: str, rng: random.Random) -> str:
    words = title.split()
    return " ".join(rng.sample(words, len(words)))


def _mistyped(title: str, rng: random.Random) -> str:
    """A title with one letter wrong, missing, doubled, swapped or too many, or a space."""
    at = rng.randrange(1, len(title) - 1)
    letter = rng.choice(_LETTERS)
    match rng.randrange(7):
        case 0:
            return title[:at] + letter + title[at + 1 :]
        case 1:
            return title[:at] + title[at + 1 :]
        case 2:
            return title[:at] + title[at] + title[at:]
        case 3:
            return title[:at] + title[at + 1] + title[at] + title[at + 2 :]
        case 4:
            return title[:at] + letter + title[at:]
        case 5:
            return title[:at] + " " + title[at:]
        case _:
            space = title.find(" ", at) if " " in title[at:] else title.find(" ")
            return title[:space] + title[space + 1 :]


if __name__ == "__main__":
    sys.exit(main())
