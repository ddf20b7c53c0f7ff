"""Fits the weights of `litnotes_index/summary/weights.py` to summaries that people wrote.

    python -m tests.bench.quality.fit_summaries ../shared/data/summaries/scitldr_a_train.jsonl.gz

Each line is a paper: `source` the sentences of its abstract, `title`, `target` the summaries that
people wrote. The weights are a ridge regression on how much nearer than the mean sentence of its
abstract a sentence comes to them (ROUGE-1 F), with the title and without it. `--folds 5` writes
nothing, and prints what the chosen sentences reach in abstracts that were left out of training.
"""

import argparse
import gzip
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import mul
from pathlib import Path

import orjson

from litnotes_index.summary import features, splitter, weights
from litnotes_index.summary.features import Features

# Chosen by `--folds`. How often a feature must occur: words, first words, verbs after "we".
_LEAST_WORDS, _LEAST_FIRST, _LEAST_VERBS = 300, 60, 20
_RIDGE = 200.0
_STEPS = 60
_TOKEN = re.compile("[a-z0-9]+")
_WORD = "word "
Row = tuple[tuple[int, ...], tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Example:
    """An abstract: the features of each sentence and how good each is."""

    sentences: list[Features]
    goals: list[float]


def main() -> int:
    """Write the weights, or print what folds reach; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    given = parser.parse_args()
    titled, bare = examples(given.papers, titles=True), examples(given.papers, titles=False)
    folds: int = given.folds
    for name, held in (("with title", titled), ("without title", bare)) if folds else ():
        all_reached: list[float] = []
        for fold in range(folds):
            kept = [n for n in range(len(titled)) if n % folds != fold]
            fitted = fit([titled[n] for n in kept] + [bare[n] for n in kept])
            all_reached += [reached(example, fitted) for example in held[fold::folds]]
        print(f"{name}: {100 * statistics.fmean(all_reached):.2f}")
    if not folds:
        fitted = fit(titled + bare)
        Path(weights.__file__).write_text(module(fitted), encoding="ascii")
    return 0


def rouge(text: str, references: Iterable[str]) -> float:
    """Return the ROUGE-1 F of a text and the nearest of its references."""
    words = Counter(_TOKEN.findall(text.lower()))
    found = 0.0
    for reference in references:
        other = Counter(_TOKEN.findall(reference.lower()))
        both = words.total() + other.total()
        found = max(found, 2 * (words & other).total() / both if both else 0.0)
    return found


def examples(path: Path, *, titles: bool) -> list[Example]:
    """Return what a file of papers teaches; the sentences are split anew, as they will be."""
    found: list[Example] = []
    with gzip.open(path, "rb") as lines:
        for line in lines:
            paper = orjson.loads(line)
            texts = splitter.sentences(" ".join(paper["source"]))
            read = [features.read(text) for text in texts]
            title = features.read(paper["title"]) if titles else None
            told = [
                {**own, **{_WORD + word: 1.0 for word in sentence.known}}
                for own, sentence in zip(features.features(read, title), read, strict=True)
            ]
            found.append(Example(told, [rouge(text, paper["target"]) for text in texts]))
    return found


def fit(papers: Sequence[Example]) -> dict[str, float]:
    """Return the weight of every feature that is common enough."""
    counts = Counter(
        name for paper in papers for own in paper.sentences for name in own if own[name]
    )
    # Every paper is there twice, with and without its title.
    names = sorted(name for name, count in counts.items() if count >= 2 * least(name))
    places = {name: place for place, name in enumerate(names)}
    rows: list[Row] = []
    goals: list[float] = []
    ends: list[int] = []
    for paper in papers:
        mean = statistics.fmean(paper.goals) if paper.goals else 0.0
        goals += [goal - mean for goal in paper.goals]
        for own in paper.sentences:
            known = [(places[name], value) for name, value in own.items() if name in places]
            rows.append((tuple(p for p, _ in known), tuple(v for _, v in known)))
        ends.append(len(rows))
    return dict(zip(names, ridge(rows, goals, ends, len(names)), strict=True))


def least(name: str) -> int:
    if name.startswith(_WORD):
        return _LEAST_WORDS
    return {"begins": _LEAST_FIRST, "we": _LEAST_VERBS}.get(name.split()[0], 1)


def ridge(
    rows: Sequence[Row], goals: Sequence[float], ends: Sequence[int], width: int
) -> list[float]:
    """Return the weights of a ridge regression within abstracts, by conjugate gradients."""

    def transposed(values: Sequence[float]) -> list[float]:
        total = [0.0] * width
        for (places, parts), value in zip(rows, values, strict=True):
            for place, part in zip(places, parts, strict=True):
                total[place] += part * value
        return total

    def applied(vector: Sequence[float]) -> list[float]:
        at = vector.__getitem__
        values = [sum(map(mul, parts, map(at, places))) for places, parts in rows]
        start = 0
        for end in ends:
            mean = sum(values[start:end]) / ((end - start) or 1)
            values[start:end] = [value - mean for value in values[start:end]]
            start = end
        return [part + _RIDGE * own for part, own in zip(transposed(values), vector, strict=True)]

    found = [0.0] * width
    residual = transposed(goals)
    direction = residual[:]
    size = sum(map(mul, residual, residual))
    for _ in range(_STEPS):
        image = applied(direction)
        step = size / sum(map(mul, direction, image))
        found = [a + step * b for a, b in zip(found, direction, strict=True)]
        residual = [a - step * b for a, b in zip(residual, image, strict=True)]
        smaller = sum(map(mul, residual, residual))
        direction = [a + smaller / size * b for a, b in zip(residual, direction, strict=True)]
        size = smaller
    return found


def reached(paper: Example, weights: dict[str, float]) -> float:
    """Return how good the sentence is that the weights choose."""
    ranked = [
        sum([weights.get(name, 0.0) * value for name, value in own.items()])
        for own in paper.sentences
    ]
    return paper.goals[ranked.index(max(ranked))]


def module(weights: dict[str, float]) -> str:
    """Return the source that holds the weights, those of words apart."""
    words = {n.removeprefix(_WORD): weights[n] for n in weights if n.startswith(_WORD)}
    others = {n: weights[n] for n in weights if not n.startswith(_WORD)}
    return (
        '"""The weights that `tests/bench/quality/fit_summaries.py` fitted."""\n'
        + table("FEATURES", others)
        + table("WORDS", words)
    )


def table(name: str, weights: dict[str, float]) -> str:
    lines = "".join(f'    "{key}": {weight:.4f},\n' for key, weight in sorted(weights.items()))
    return f"\n{name} = {{\n{lines}}}\n"


if __name__ == "__main__":
    sys.exit(main())
