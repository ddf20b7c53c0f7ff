"""RIS, PubMed's format and CSL as real programs wrote them, and what Zotero made of them.

`pytest -s` prints how many entries are read and right, and each difference. Where Zotero has no
title there is none, and a problem says so. Its authors are those of its types (directors, artists),
and editors only where there are no authors; initials have their full stops there.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from litnotes_index.model import Entry, Problem
from litnotes_index.readers import read, sniff
from litnotes_index.text import normalise
from support.real_data import unpacked
from support.zotero import Count, Item, compare, no_counts, people, show

FOLDERS = {"RIS": "ris", "MEDLINEnbib": "nbib", "CSL_JSON": "csl-json"}
ENTRIES = {"RIS": 94, "MEDLINEnbib": 8, "CSL_JSON": 1}
TITLES = ("title", "caseName", "nameOfAct", "subject")
DATES = ("date", "issueDate", "dateDecided", "dateEnacted")
NOT_AUTHORS_TEXT = """
editor seriesEditor translator contributor recipient producer castMember attorneyAgent counsel
performer wordsBy sponsor
"""
NOT_AUTHORS = frozenset(NOT_AUTHORS_TEXT.split())
DOI = re.compile(r"DOI: (\S+)")


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of Zotero's cases, a folder for each format in it."""
    archive = "torture/translators_ris_bibtex_csl.tar.gz"
    return unpacked(archive, tmp_path_factory.mktemp("cases")) / "zotero-translator-testcases"


@pytest.mark.parametrize("name", FOLDERS)
def test_entries_are_what_zotero_made_of_them(cases: Path, name: str) -> None:
    counts = no_counts()
    for path, items in files(cases / name):
        assert sniff(path) == FOLDERS[name], path
        # Whatever else there is to complain of, each record is an entry or has no title.
        found = sorted(read(path, FOLDERS[name]), key=lambda item: item.line)
        assert len(found) == len(items), path
        for item, got in zip(items, found, strict=True):
            count(counts, f"{path.name}:{got.line}", item, got)
    print(f"\n{name}", end="")
    show(counts)
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


def count(counts: Mapping[str, Count], where: str, item: Item, got: Entry | Problem) -> None:
    title = next((str(item[key]) for key in TITLES if key in item), None)
    if title is None or isinstance(got, Problem):
        told = got.message if isinstance(got, Problem) else got.title
        counts["read"].add(where, title, told, right=title is None and isinstance(got, Problem))
        return
    counts["read"].add(where, title, got.title, right=True)
    authors = people(item, NOT_AUTHORS)
    names = [normalise(name).split() for name in authors]
    right = names == [normalise(name).split() for name in got.authors]
    counts["authors"].add(where, authors, got.authors, right=right)
    date = next((str(item[key]) for key in DATES if key in item), "")
    extra = DOI.search(str(item.get("extra", "")))
    doi = str(item.get("DOI") or (extra[1] if extra else ""))
    compare(counts, where, got, title=title, date=date, doi=doi)


# Zotero's title of a case is its short one, as if `TI` were not there; and the DOI that an address
# tells is left for others to see.
KNOWN: Mapping[tuple[str, str], Sequence[str]] = {
    ("RIS", "title"): ["got 'Case Name'", "got 'Name of Act'"],
    ("RIS", "doi"): ["expected '', got '10.1111/j.1755-0998.2009.02750.x'"],
    ("MEDLINEnbib", "doi"): ["expected '', got '10.1186/s40468-019-0086-7'"],
}
