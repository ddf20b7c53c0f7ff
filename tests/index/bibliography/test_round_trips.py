"""Real libraries written in each format and read again: what is lost is counted, and next to none.

What is compared is what each format has a place for; blanks and the kind of a dash say nothing, and
formulas in titles are characters in the end.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pybtex.database import parse_string

from litnotes_index import readers
from litnotes_index.bibliography import bibtex, items
from litnotes_index.model import Entry
from litnotes_index.readers.csl import Item
from litnotes_index.readers.fields.csl import name_of
from litnotes_index.text import normalise, tex
from support.items import again, paper_of, told_by
from support.real_data import unpacked

Told = list[tuple[Entry, Item]]

ARCHIVES = (
    "torture/bibtex_betterbibtex_import.tar.gz",
    "torture/translators_ris_bibtex_csl.tar.gz",
)
FORMATS = ("bibtex", "better-bibtex-json", "csl-json", "csl-yaml", "nbib", "ris")
MOST = 20  # of one file: the largest have thousands
BLANKS = re.compile(r"\s+")
DASHES = re.compile(r"\s*[-‐-―−]+\s*")
EVERYWHERE = ("volume", "issue", "page", "publisher", "edition", "collection-title")


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> list[Told]:
    """Return the entries and items of the torture data, some of each file."""
    found: list[Told] = []
    for archive in ARCHIVES:
        folder = unpacked(archive, tmp_path_factory.mktemp("torture"))
        for path in sorted(folder.rglob("*")):
            format_name = readers.sniff(path) if path.is_file() else None
            if format_name in FORMATS and (library := told_by(path, format_name, MOST)):
                found.append(library)
    assert sum(map(len, found)) > 500
    return found


def plain(value: Any) -> Any:
    return BLANKS.sub(" ", value).strip() if isinstance(value, str) else value


def facts(entry: Entry, item: Item) -> Iterator[tuple[str, object]]:
    yield "title", normalise(tex.plain(entry.title))
    yield "date", entry.date
    yield "ids", {**entry.ids}
    yield "abstract", plain(entry.abstract)
    for variable in EVERYWHERE:
        yield variable, DASHES.sub("-", str(plain(item.get(variable, "")))).strip("-")
    yield "venue", plain(item.get("container-title"))
    for role in ("author", "editor"):
        people = [name_of(name) for name in item.get(role, ())]
        yield role, [plain(name) for name in people if name != "others"]


def lost(libraries: list[Told], format_name: str) -> Counter[str]:
    """Return how much of each kind is not as it was after writing and reading."""
    counts: Counter[str] = Counter()
    for library in libraries:
        found = again([{"id": "k", **item} for _, item in library], format_name)
        assert len(found) == len(library)
        for before, after in zip(library, found, strict=True):
            was, is_now = dict(facts(*before)), dict(facts(*after))
            counts.update(name for name in was if was[name] and was[name] != is_now[name])
    return counts


# RIS parts the name of a group at its comma, and has one page for `12-12`.
@pytest.mark.parametrize(
    ("format_name", "most"), [("csl-json", 0.001), ("bibtex", 0.003), ("ris", 0.01)]
)
def test_next_to_nothing_is_lost(libraries: list[Told], format_name: str, most: float) -> None:
    number = sum(map(len, libraries))
    counts = lost(libraries, format_name)
    assert {name: count for name, count in counts.items() if count > most * number} == {}


def test_pybtex_reads_all_of_it(libraries: list[Told]) -> None:
    for library in libraries:
        entries = parse_string(
            bibtex.write([{"id": "k", **item} for _, item in library]), "bibtex"
        ).entries
        assert len(entries) == len(library)
        for (_, item), entry in zip(library, entries.values(), strict=True):
            people = [name for name in item.get("author", ()) if any(name.values())]
            if people:
                assert len(entry.persons.get("author", ())) == len(people)


def test_papers_of_real_dumps(real_dumps: Path) -> None:
    for path in sorted(real_dumps.iterdir()):
        if (format_name := readers.sniff(path)) is None:
            continue
        entries = [e for e in readers.read(path, format_name) if isinstance(e, Entry)][:MOST]
        papers = [paper_of(path, format_name, entry) for entry in entries]
        for written in ("bibtex", "csl-json", "ris"):
            found = again(items(papers), written)
            assert [plain(entry.title) for entry, _ in found] == [plain(e.title) for e in entries]
            dates = [e.date if e.date and not e.date.startswith("--") else None for e in entries]
            assert [entry.date for entry, _ in found] == dates
            assert [entry.abstract for entry, _ in found] == [e.abstract for e in entries]
