"""Papers as their records tell them, and the entries that a library may have of them."""

import gzip
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import cast

import orjson

from litnotes_index.model import Entry
from litnotes_index.text import normalise


@dataclass(frozen=True, slots=True)
class Known:
    """A paper as its record tells it."""

    title: str
    authors: tuple[str, ...]
    year: int
    venue: str
    doi: str | None = None
    arxiv: str | None = None


def corpus(folder: Path) -> list[Known]:
    """Return the papers of the JSON lines in a folder, one for each title."""
    papers: dict[str, Known] = {}
    for file in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(file, "rb") as lines:
            for raw in lines:
                paper = _known(orjson.loads(raw))
                if len(normalise(paper.title)) > 3:
                    papers.setdefault(normalise(paper.title), paper)
    return list(papers.values())


def _known(record: dict[str, object]) -> Known:
    identifier = str(record["id"])
    names = tuple(cast("list[str]", record["authors"]))
    title = " ".join(str(record["title"]).split())
    if year := record.get("year"):
        doi = record.get("doi")
        venue = str(record["booktitle"])
        return Known(title, names, int(str(year)), venue, doi=str(doi) if doi else None)
    month = re.match(r"(?:[a-z.-]+/)?(\d\d)\d\d", identifier, re.IGNORECASE)
    number = int(month[1]) if month else 20
    arrived = 1900 + number if number > 90 else 2000 + number
    return Known(title, names, arrived, "arXiv", arxiv=identifier)


def entries(papers: Iterable[Known], rng: Random) -> Iterator[Entry]:
    """Yield the entries that a library has of papers: some without names, years or venues."""
    for place, paper in enumerate(papers):
        bare = rng.random() < 0.2
        year = paper.year + (rng.choice((-1, 1)) if rng.random() < 0.08 else 0)
        ids = {k: v for k, v in (("doi", paper.doi), ("arxiv", paper.arxiv)) if v}
        yield Entry(
            paper.title,
            2 * place + 1,
            2 * place + 2,
            authors=() if bare or rng.random() < 0.15 else paper.authors,
            date=None if bare or rng.random() < 0.2 else str(year),
            venue=None if bare or rng.random() < 0.4 else paper.venue,
            ids={} if bare or rng.random() < 0.3 else ids,
        )


def with_siblings(papers: Sequence[Known], rng: Random) -> list[Known]:
    """Return the papers, and for some of them one by others whose title says the same and more."""
    made: list[Known] = []
    for paper in rng.sample(list(papers), len(papers) // 15):
        donor = rng.choice(papers)
        tail = " ".join(donor.title.split()[-rng.randint(1, 4) :])
        joint = rng.choice((" for ", " with ", ": ", " and ", " of ", " "))
        made.append(replace(donor, title=f"{paper.title}{joint}{tail}", doi=None, arxiv=None))
    return [*papers, *made]
