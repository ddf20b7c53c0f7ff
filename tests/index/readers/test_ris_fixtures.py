"""RIS, PubMed's format and CSL as real programs wrote them, and what Zotero made of them.

`pytest -s` prints how many entries are read and right, and each difference. Where Zotero has no
title there is none, and a problem says so. Its authors are those of its types (directors, artists),
and editors only where there are no authors; initials have their full stops there.
"""

import json
import re
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from conftest import SHARED
from litnotes_index.model import Entry, Problem
from litnotes_index.papers.identifiers import normal_ids
from litnotes_index.readers import read, sniff
from litnotes_index.text import normalise
from support.counts import Count

ARCHIVE = SHARED / "data" / "torture" / "translators_ris_bibtex_csl.tar.gz"
FOLDERS = {"RIS": "ris", "MEDLINEnbib": "nbib", "CSL_JSON": "csl-json"}
ENTRIES = {"RIS": 94, "MEDLINEnbib": 8, "CSL_JSON": 1}
TITLES = ("title", "caseName", "nameOfAct", "subject")
DATES = ("date", "issueDate", "dateDecided", "dateEnacted")
NOT_AUTHORS_TEXT = """
editor seriesEditor translator contributor recipient producer castMember attorneyAgent counsel
performer wordsBy sponsor
"""
NOT_AUTHORS = frozenset(NOT_AUTHORS_TEXT.split())
# Zotero writes 0000 for a text without a year.
YEAR = re.compile(r"(?<!\d)(?!0000)\d{4}(?!\d)")
DOI = re.compile(r"DOI: (\S+)")

Item = Mapping[str, Any]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of Zotero's cases, a folder for each format in it."""
    if not ARCHIVE.is_file():
        pytest.skip("Zotero's cases are not beside this checkout (../shared/data/torture)")
    folder = tmp_path_factory.mktemp("cases")
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(folder, filter="data")
    return folder / "zotero-translator-testcases"


@pytest.mark.parametrize("name", FOLDERS)
def test_entries_are_what_zotero_made_of_them(cases: Path, name: str) -> None:
    counts = {kind: Count() for kind in ("read", "title", "authors", "year", "doi")}
    for path, items in files(cases / name):
        assert sniff(path) == FOLDERS[name], path
        # Whatever else there is to complain of, each record is an entry or has no title.
        found = sorted(read(path, FOLDERS[name]), key=lambda item: item.line)
        assert len(found) == len(items), path
        for item, got in zip(items, found, strict=True):
            compare(counts, f"{path.name}:{got.line}", item, got)
    for kind, count in counts.items():
        print(f"\n{name} {kind}: {count.right} of {count.expected}", end="")
        for difference in count.differences:
            print(f"\n    {difference}", end="")
    print()
    assert counts["read"].right == counts["read"].expected == ENTRIES[name]
    for kind in ("title", "authors", "year", "doi"):
        assert len(counts[kind].differences) == len(KNOWN.get((name, kind), ())), kind
        for difference in counts[kind].differences:
            assert any(known in difference for known in KNOWN[name, kind]), difference


def test_the_other_formats_are_left_alone(cases: Path) -> None:
    """Tagged formats look alike; these have readers of their own, or none."""
    for path in sorted(cases.rglob("*")):
        if path.is_file() and not path.name.endswith(".expected.json"):
            mine = FOLDERS.get(path.parent.name)
            assert (sniff(path) in ("ris", "nbib")) == (mine in ("ris", "nbib")), path


def files(folder: Path) -> Iterator[tuple[Path, Sequence[Item]]]:
    for path in sorted(folder.iterdir()):
        if not path.name.endswith(".expected.json"):
            yield path, json.loads(path.with_suffix(".expected.json").read_text("utf-8"))


def compare(counts: Mapping[str, Count], where: str, item: Item, got: Entry | Problem) -> None:
    title = next((str(item[key]) for key in TITLES if key in item), None)
    if title is None or isinstance(got, Problem):
        told = got.message if isinstance(got, Problem) else got.title
        counts["read"].add(where, title, told, right=title is None and isinstance(got, Problem))
        return
    counts["read"].add(where, title, got.title, right=True)
    counts["title"].add(where, title, got.title, right=normalise(title) == normalise(got.title))
    expected = [normalise(name).split() for name in people(item)]
    authors = [normalise(name).split() for name in got.authors]
    counts["authors"].add(where, people(item), got.authors, right=expected == authors)
    date = next((str(item[key]) for key in DATES if key in item), "")
    years = YEAR.findall(date) or [None]
    year = got.date[:4] if got.date else None
    counts["year"].add(where, date, got.date, right=year in years)
    extra = DOI.search(str(item.get("extra", "")))
    doi = str(item.get("DOI") or (extra[1] if extra else ""))
    right = normal_ids({"doi": doi}) == normal_ids({"doi": got.ids.get("doi", "")})
    counts["doi"].add(where, doi, got.ids.get("doi"), right=right)


def people(item: Item) -> list[str]:
    creators: list[Mapping[str, str]] = item.get("creators", [])
    authors = [person for person in creators if person["creatorType"] not in NOT_AUTHORS]
    editors = [person for person in creators if person["creatorType"] == "editor"]
    return [
        f"{person.get('firstName', '')} {person.get('lastName', '')}".strip()
        for person in authors or editors
    ]


# Zotero's title of a case is its short one, as if `TI` were not there; and the DOI that an address
# tells is left for others to see.
KNOWN: Mapping[tuple[str, str], Sequence[str]] = {
    ("RIS", "title"): ["got 'Case Name'", "got 'Name of Act'"],
    ("RIS", "doi"): ["expected '', got '10.1111/j.1755-0998.2009.02750.x'"],
    ("MEDLINEnbib", "doi"): ["expected '', got '10.1186/s40468-019-0086-7'"],
}
