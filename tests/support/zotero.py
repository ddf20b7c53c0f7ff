"""What Zotero made of a dump, beside what a reader makes of it: how much is right, and what not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from litnotes_index.model import Entry
from litnotes_index.papers.identifiers import normal_ids
from litnotes_index.text import normalise

KINDS = ("read", "title", "authors", "year", "doi")
# Zotero writes 0000 for a text without a year.
_YEAR = re.compile(r"(?<!\d)(?!0000)\d{4}(?!\d)")

Item = Mapping[str, Any]


@dataclass
class Count:
    """How many of one kind are expected and right, and what is not."""

    expected: int = 0
    right: int = 0
    differences: list[str] = field(default_factory=list[str])

    def add(self, where: str, expected: object, got: object, *, right: bool) -> None:
        self.expected += 1
        self.right += right
        if not right:
            self.differences.append(f"{where}: expected {expected!r}, got {got!r}")

    @property
    def share(self) -> float:
        return self.right / self.expected if self.expected else 1.0


def no_counts() -> dict[str, Count]:
    """Return a count for each kind, of nothing yet."""
    return {kind: Count() for kind in KINDS}


def compare(
    counts: Mapping[str, Count], where: str, got: Entry, *, title: str, date: str, doi: str | None
) -> None:
    """Count whether the title, year and DOI of an entry are these; None is no DOI to compare."""
    counts["title"].add(where, title, got.title, right=normalise(title) == normalise(got.title))
    year = got.date[:4] if got.date else None
    counts["year"].add(where, date, got.date, right=year in (_YEAR.findall(date) or [None]))
    if doi is not None:
        right = normal_ids({"doi": doi}) == normal_ids({"doi": got.ids.get("doi", "")})
        counts["doi"].add(where, doi, got.ids.get("doi"), right=right)


def people(item: Item, not_authors: frozenset[str]) -> list[str]:
    """Return the names of who stands for the authors of an item: its editors where it has none."""
    creators: list[Mapping[str, str]] = item.get("creators", [])
    authors = [person for person in creators if person["creatorType"] not in not_authors]
    editors = [person for person in creators if person["creatorType"] == "editor"]
    return [
        person.get("name") or f"{person.get('firstName', '')} {person.get('lastName', '')}".strip()
        for person in authors or editors
    ]


def show(counts: Mapping[str, Count]) -> None:
    """Print how many of each kind are right, and each difference."""
    for kind, count in counts.items():
        print(f"\n{kind}: {count.right} of {count.expected} ({count.share:.2%})", end="")
        for difference in count.differences:
            print(f"\n    {difference}", end="")
    print()
