"""How near the one sentence that `summarize` chooses comes to the summaries that people wrote.

    python -m tests.bench.quality.summaries ../shared/data

ROUGE-1 F (of lower-cased alphanumeric tokens, the best of the references) on the dev abstracts of
SciTLDR in `summaries/`, none of which the weights were fitted to, beside the first sentence, the
first in which "we propose", "present" or "introduce", and the best sentence that there is.
"""

import argparse
import gzip
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, quantiles

import orjson

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.quality.fit_summaries import rouge
from litnotes_index.summary import sentences, summarize

COLUMNS = ("sentence", "ROUGE-1 F", "µs a call, p50 / p99")
_PROPOSES = re.compile(r"\bwe (?:propose|present|introduce)\b", re.IGNORECASE)

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, its abstract in one piece and as the data splits it, and what people say it does."""

    title: str
    abstract: str
    given: list[str]
    references: list[str]


def run(data: Path) -> list[Row]:
    """Return the rows of the table below `COLUMNS`."""
    papers: list[Paper] = []
    with gzip.open(data / "summaries" / "scitldr_a_dev.jsonl.gz", "rb") as lines:
        for line in lines:
            told = orjson.loads(line)
            abstract = " ".join(told["source"])
            papers.append(Paper(told["title"], abstract, told["source"], told["target"]))
    return [_row(name, choose, papers) for name, choose in CHOICES.items()]


def _row(name: str, choose: Callable[[Paper], str], papers: list[Paper]) -> Row:
    times: list[float] = []
    reached: list[float] = []
    for paper in papers:
        start = time.perf_counter()
        chosen = choose(paper)
        times.append(1e6 * (time.perf_counter() - start))
        reached.append(rouge(chosen, paper.references))
    cuts = quantiles(times, n=100)
    speed = f"{cuts[49]:.0f} / {cuts[98]:.0f}" if name.startswith("**") else ""
    return name, f"{100 * mean(reached):.2f}", speed


def _proposing(paper: Paper) -> str:
    every = sentences(paper.abstract)
    return next(filter(_PROPOSES.search, every), every[0])


def _best(every: list[str], paper: Paper) -> str:
    return max(every, key=lambda sentence: rouge(sentence, paper.references))


CHOICES: dict[str, Callable[[Paper], str]] = {
    "first": lambda paper: sentences(paper.abstract)[0],
    'first "we propose"': _proposing,
    "**ours, with the title**": lambda paper: summarize(
        paper.abstract, title=paper.title, sentences=1
    )[0],
    "**ours, abstract alone**": lambda paper: summarize(paper.abstract, sentences=1)[0],
    "best possible": lambda paper: _best(sentences(paper.abstract), paper),
    "best possible, split as in the data": lambda paper: _best(paper.given, paper),
}


def main() -> int:
    """Print the table; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    for row in run(parser.parse_args().data):
        print(f"| {' | '.join(row)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
