"""How often `litnotes match` finds the paper that is meant, or says that it is not there.

    python -m tests.bench.quality.matching ../shared/data

Beside it, on the same lines in the same run: SQLite's FTS5 (any word, by bm25 a word) and
rapidfuzz's WRatio over all titles, each at the threshold that serves it best on that very set,
whereas ours is the one that is shipped. Lines are of DBLP–ACM, with the corpus as distractors, and
those that `references.py` makes of the half of the corpus that no weight was fitted to.
"""

import argparse
import sqlite3
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random

import orjson
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.quality.fit_matching import SEED, halves, library, parted
from bench.quality.records import Known, corpus, entries
from bench.quality.references import Line, lines
from litnotes_index.match import THRESHOLD, match
from litnotes_index.model import Entry
from litnotes_index.papers.search import PaperSearch
from litnotes_index.text import normalise, words
from support.papers import search_of

EACH = 40
SAMPLE = 300
HEAD = ("set", "method", "lines", "right at 1", "precision", "recall", "ms p50", "ms p99")
BOUNDS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1.0)

Row = tuple[str, ...]
Method = Callable[[str], tuple[str | None, float]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a method said of a line: its first paper, how sure it was, and how long it took."""

    line: Line
    first: str | None
    confidence: float
    milliseconds: float

    @property
    def is_right(self) -> bool:
        """Whether the first paper is the one that is meant."""
        return self.line.title is not None and self.first == self.line.title


@dataclass(frozen=True, slots=True)
class Set:
    """Lines, and the library in which they are looked up."""

    name: str
    search: PaperSearch
    titles: list[str]
    lines: list[Line]


def sets(data: Path, folder: Path) -> list[Set]:
    """Return the sets of lines, each with its index in a folder."""
    papers = corpus(data / "corpus")
    gold = _gold(data / "gold" / "gold_retrieval_dev.tar.gz")
    titles = list(dict.fromkeys(title for _, title in gold))
    normal = sorted({normalise(title) for title in titles})
    kept = set(Random(SEED).sample(normal, len(normal) // 2))
    _, measuring = halves(papers)
    known, unknown = parted(measuring)
    known = library(known)
    made = list(lines(known, unknown, Random(SEED + 2), EACH))
    some = [title for title in titles if normalise(title) in kept]
    return [
        _gold_set("DBLP–ACM", gold, titles, papers, folder / "all"),
        _gold_set("DBLP–ACM, half absent", gold, some, papers, folder / "half"),
        Set(
            "made of the corpus, half absent",
            search_of(folder / "made", *entries(known, Random(SEED))),
            [paper.title for paper in known],
            made,
        ),
    ]


def _gold(file: Path) -> list[tuple[str, str]]:
    with tarfile.open(file) as packed:
        member = packed.extractfile("retrieval/dblp_acm.jsonl")
        assert member is not None
        records = [orjson.loads(line) for line in member]
    return [(record["q"], record["title"]) for record in records]


def _gold_set(
    name: str,
    gold: Sequence[tuple[str, str]],
    titles: Sequence[str],
    papers: Sequence[Known],
    folder: Path,
) -> Set:
    there = {normalise(title) for title in titles}
    asked = [
        Line(name, query, normal if (normal := normalise(title)) in there else None)
        for query, title in gold
    ]
    stored = [Entry(title, 2 * n + 1, 2 * n + 2) for n, title in enumerate(titles)]
    moved = 2 * len(stored)
    others = [
        Entry(p.title, moved + 2 * n, moved + 2 * n, authors=p.authors, date=str(p.year))
        for n, p in enumerate(papers)
    ]
    return Set(
        name,
        search_of(folder, *stored, *others),
        [*titles, *(paper.title for paper in papers)],
        asked,
    )


def litnotes(search: PaperSearch) -> Method:
    """Return our own method."""

    def ask(text: str) -> tuple[str | None, float]:
        found = match(search, text)
        first = normalise(found.candidates[0].title) if found.candidates else None
        return first, found.confidence

    return ask


def fts5(titles: Sequence[str]) -> Method:
    """Return SQLite's full-text search: any of the words, by bm25, which is given a word."""
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table papers using fts5(title)")
    database.executemany("insert into papers values (?)", ((normalise(t),) for t in titles))

    def ask(text: str) -> tuple[str | None, float]:
        asked = list(dict.fromkeys(words(text)))[:60]
        query = " OR ".join(f'"{word}"' for word in asked)
        found = database.execute(
            "select title, -rank from papers where papers match ? order by rank limit 1", (query,)
        ).fetchone()
        return (found[0], found[1] / len(asked)) if found else (None, 0.0)

    return ask


def wratio(titles: Sequence[str]) -> Method:
    """Return rapidfuzz's WRatio over all titles."""
    normal = [normalise(title) for title in titles]

    def ask(text: str) -> tuple[str | None, float]:
        found = process.extractOne(default_process(text), normal, scorer=fuzz.WRatio)
        return found[0], found[1]

    return ask


def answers(method: Method, asked: Iterable[Line]) -> list[Answer]:
    """Return what a method says of each line."""
    given: list[Answer] = []
    for line in asked:
        start = time.perf_counter()
        first, confidence = method(line.text)
        given.append(Answer(line, first, confidence, (time.perf_counter() - start) * 1000))
    return given


def row(name: str, method: str, given: Sequence[Answer], threshold: float) -> Row:
    """Return a row of the table."""
    there = [answer for answer in given if answer.line.title is not None]
    precision, recall = _at(given, threshold)
    times = sorted(answer.milliseconds for answer in given)
    return (
        name,
        method,
        f"{len(given):,}",
        _percent(sum(answer.is_right for answer in there), len(there)),
        f"{precision:.1%}",
        f"{recall:.1%}",
        f"{times[len(times) // 2]:.1f}",
        f"{times[int(0.99 * (len(times) - 1))]:.1f}",
    )


def _at(given: Sequence[Answer], threshold: float) -> tuple[float, float]:
    """Precision and recall of what is given at a threshold."""
    sure = [answer for answer in given if answer.first and answer.confidence >= threshold]
    right = sum(answer.is_right for answer in sure)
    there = sum(answer.line.title is not None for answer in given)
    return right / max(1, len(sure)), right / max(1, there)


def best_threshold(given: Sequence[Answer]) -> float:
    """Return the threshold at which precision and recall are best together (F1)."""

    def f1(threshold: float) -> float:
        precision, recall = _at(given, threshold)
        return 2 * precision * recall / max(1e-9, precision + recall)

    confidences = sorted({answer.confidence for answer in given})
    return max(confidences[:: max(1, len(confidences) // 200)], key=f1, default=0.0)


def run(data: Path) -> list[Row]:
    """Return the table: every method on every set."""
    return _run(data)[0]


def _run(data: Path) -> tuple[list[Row], list[Answer], list[Answer]]:
    rows: list[Row] = [HEAD]
    every: list[Answer] = []
    made: list[Answer] = []
    with tempfile.TemporaryDirectory() as folder:
        for one in sets(data, Path(folder)):
            ours = answers(litnotes(one.search), one.lines)
            rows.append(row(one.name, "litnotes", ours, THRESHOLD))
            theirs = answers(fts5(one.titles), one.lines)
            rows.append(row(one.name, "FTS5 bm25", theirs, best_threshold(theirs)))
            sample = Random(SEED).sample(one.lines, min(SAMPLE, len(one.lines)))
            theirs = answers(wratio(one.titles), sample)
            rows.append(row(one.name, "WRatio", theirs, best_threshold(theirs)))
            every += ours
            made = ours
    return rows, made, every


def by_kind(given: Sequence[Answer]) -> list[Row]:
    """Return a table of the lines made, kind by kind."""
    rows: list[Row] = [("kind", "lines", "known", "right at 1", "given, right", "given, wrong")]
    for kind in dict.fromkeys(answer.line.kind for answer in given):
        these = [answer for answer in given if answer.line.kind == kind]
        there = [answer for answer in these if answer.line.title is not None]
        sure = [answer for answer in these if answer.confidence >= THRESHOLD]
        right = sum(answer.is_right for answer in sure)
        rows.append(
            (
                kind,
                str(len(these)),
                str(len(there)),
                _percent(sum(answer.is_right for answer in there), len(there)),
                _percent(right, len(there)),
                str(len(sure) - right),
            )
        )
    return rows


def reliability(given: Sequence[Answer]) -> list[Row]:
    """Return a table of how often what was said so surely was right; the last row has the error."""
    rows: list[Row] = [("confidence", "lines", "mean confidence", "right")]
    error = 0.0
    for low, high in pairwise(BOUNDS):
        these = [a for a in given if low <= a.confidence < high or a.confidence == high == 1.0]
        if not these:
            continue
        mean = sum(answer.confidence for answer in these) / len(these)
        right = sum(answer.is_right for answer in these) / len(these)
        error += abs(mean - right) * len(these) / len(given)
        rows.append((f"{low:.2f}–{high:.2f}", str(len(these)), f"{mean:.3f}", f"{right:.3f}"))
    brier = sum((answer.confidence - answer.is_right) ** 2 for answer in given) / len(given)
    rows.append(("all", str(len(given)), f"ECE {error:.4f}", f"Brier {brier:.4f}"))
    return rows


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def show(rows: Sequence[Row]) -> None:
    """Print a table in Markdown."""
    head, *body = rows
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for one in body:
        print("| " + " | ".join(one) + " |")
    print()


def main() -> int:
    """Run the bench; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    rows, made, every = _run(parser.parse_args().data)
    show(rows)
    show(by_kind(made))
    show(reliability(every))
    return 0


if __name__ == "__main__":
    sys.exit(main())
