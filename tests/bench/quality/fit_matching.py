"""Fits the weights of `litnotes_index/match/confidence.py` to lines made of a corpus.

    python -m tests.bench.quality.fit_matching ../shared/data/corpus

Half of the papers are indexed, and lines are made of all (`references.py`); a paper that is not
indexed shall match none. The other half of the lines, of other papers, is left to `matching.py`.
Prints the weights, to be put into the source.
"""

import argparse
import math
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.quality.records import Known, corpus, entries, with_siblings
from bench.quality.references import Line, lines
from litnotes_index.match import compared
from litnotes_index.match.confidence import probabilities
from litnotes_index.match.features import NAMES
from litnotes_index.match.reference import read
from litnotes_index.papers.search import PaperSearch
from litnotes_index.text import normalise
from support.papers import search_of

SEED = 20_250_601
EACH = 130
EPOCHS = 500
RATE = 0.08
RIDGE = 2e-4

FREE = {"bias", "bare", "missing_where_cut"}
FOR = {"weight", "first_author", "authors", "year", "venue", "nickname", "acronym", "whole_telling"}

Sparse = list[tuple[int, float]]
Example = tuple[list[Sparse], int]


def halves(papers: Sequence[Known]) -> tuple[list[Known], list[Known]]:
    """Return the papers to tune with and those to measure with, both in a fixed random order."""
    shuffled = list(papers)
    Random(SEED).shuffle(shuffled)
    middle = len(shuffled) // 2
    return shuffled[:middle], shuffled[middle:]


def parted(papers: Sequence[Known]) -> tuple[list[Known], list[Known]]:
    """Return the papers that are indexed and those that are not."""
    middle = len(papers) // 2
    return list(papers[:middle]), list(papers[middle:])


def library(known: Sequence[Known]) -> list[Known]:
    """Return the papers that are indexed, with longer titles that begin like theirs."""
    return with_siblings(known, Random(SEED))


def examples(search: PaperSearch, asked: Sequence[Line]) -> list[Example]:
    """Return for each line the values of its candidates, and which of them is right (-1: none)."""
    found: list[Example] = []
    for line in asked:
        candidates = compared(search, read(line.text))
        titles = [normalise(paper.title) for paper, _ in candidates]
        if line.title is not None and line.title not in titles:
            continue  # the candidates' fault, and nothing that weights could mend
        right = titles.index(line.title) if line.title is not None else -1
        values = [[(n, v) for n, v in enumerate(a.values) if v] for _, a in candidates]
        found.append((values, right))
    return found


def fit(data: Sequence[Example]) -> list[float]:
    """Return the weights under which the right candidates are likeliest, by Adam."""
    size = len(NAMES)
    weights, mean, square = [0.0] * size, [0.0] * size, [0.0] * size
    for epoch in range(1, EPOCHS + 1):
        slope = [RIDGE * weight for weight in weights]
        for candidates, right in data:
            scores = [sum(weights[n] * v for n, v in values) for values in candidates]
            for place, share in enumerate(probabilities(scores)):
                error = (share - (place == right)) / len(data)
                for n, v in candidates[place]:
                    slope[n] += error * v
        for n in range(size):
            mean[n] = 0.9 * mean[n] + 0.1 * slope[n]
            square[n] = 0.99 * square[n] + 0.01 * slope[n] ** 2
            step = (mean[n] / (1 - 0.9**epoch)) / (math.sqrt(square[n] / (1 - 0.99**epoch)) + 1e-9)
            weights[n] -= RATE * (1 - epoch / (EPOCHS + 1)) ** 0.5 * step
            # What speaks for a paper never speaks against it on other lines than these.
            if NAMES[n] in FOR:
                weights[n] = max(0.0, weights[n])
            elif NAMES[n] not in FREE:
                weights[n] = min(0.0, weights[n])
    return weights


def main() -> int:
    """Fit and print; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    tuning, _ = halves(corpus(parser.parse_args().corpus))
    known, unknown = parted(tuning)
    known = library(known)
    with tempfile.TemporaryDirectory() as folder:
        search = search_of(Path(folder), *entries(known, Random(SEED)))
        data = examples(search, list(lines(known, unknown, Random(SEED + 1), EACH)))
        weights = fit(data)
    print(f"# {len(data):,} lines, {sum(right >= 0 for _, right in data):,} of known papers")
    for name, weight in zip(NAMES, weights, strict=True):
        print(f"    {weight:.2f},  # {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
