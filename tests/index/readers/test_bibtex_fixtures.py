"""BibTeX that real programs wrote and Zotero read: what Better BibTeX's own tests expect of it.

`pytest -s` prints how many entries are read and right, and each difference. Better BibTeX makes
sentence case of titles and HTML of their type, so they are compared folded and without tags.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

import pytest

from litnotes_index.model import Entry, Problem
from litnotes_index.readers import bibtex, sniff
from litnotes_index.text import normalise
from support.reading import NO_TITLE
from support.real_data import unpacked
from support.zotero import Count, Item, compare, no_counts, people, show

HEAD = re.compile(
    r"^[ \t]*@[ \t]*(?!string|comment|preamble)\w+\s*[{(]", re.MULTILINE | re.IGNORECASE
)
NO_PAPERS = frozenset({"note", "attachment"})
# Creators that stand for the authors in Zotero's types.
NOT_AUTHORS_TEXT = """
editor translator contributor seriesEditor bookAuthor reviewedAuthor castMember commenter counsel
producer scriptwriter wordsBy recipient
"""
NOT_AUTHORS = frozenset(NOT_AUTHORS_TEXT.split())
TAG = re.compile(r"</?[a-z]+(?:\s[^<>]*)?/?>")
CITATION_KEY = re.compile(r"^Citation Key: (.*)", re.MULTILINE)

Read = Mapping[Path, Sequence[Entry | Problem]]


@pytest.fixture(scope="module")
def fixtures(tmp_path_factory: pytest.TempPathFactory) -> Read:
    archive = "torture/bibtex_betterbibtex_import.tar.gz"
    folder = unpacked(archive, tmp_path_factory.mktemp("fixtures"))
    return {path: list(bibtex.read(path)) for path in sorted(folder.rglob("*.bib"))}


def test_every_entry_is_read(fixtures: Read) -> None:
    expected = read = told = 0
    for path, items in fixtures.items():
        assert sniff(path) == "bibtex", path
        text = path.read_text("utf-8", "replace")
        lines = text.split("\n")
        entries = [item for item in items if isinstance(item, Entry)]
        problems = [item for item in items if isinstance(item, Problem)]
        titleless = [problem for problem in problems if problem.message == NO_TITLE]
        expected += len(HEAD.findall(text))
        read += len(entries)
        told += len(titleless)
        for entry in entries:
            assert lines[entry.line - 1].lstrip().startswith("@"), (path, entry)
            assert entry.line <= entry.end_line <= len(lines)
        for problem in problems:
            if problem not in titleless:
                print(f"  {path.name}: {problem.line}: {problem.message}")
    print(f"\n{expected} entries, {read} read, {told} more have no title")
    assert expected == read + told


def test_entries_are_what_zotero_made_of_them(fixtures: Read) -> None:
    counts = no_counts()
    for path, items in fixtures.items():
        entries = [item for item in items if isinstance(item, Entry)]
        for item, entry in pairs(expected_of(path), entries):
            count(counts, f"{path.name[:40]} {key_of(item)}", item, entry)
    show(counts)
    assert counts["read"].share > 0.995
    assert counts["title"].share > 0.98


def expected_of(path: Path) -> list[Item]:
    """Return the items that Zotero has after importing a file; none where nobody wrote them."""
    name = path.with_suffix(".json")
    if not name.is_file():
        return []
    items: list[Item] = json.loads(name.read_text("utf-8"))["items"]
    return [item for item in items if item["itemType"] not in NO_PAPERS]


def pairs(items: Sequence[Item], left: Sequence[Entry]) -> Iterator[tuple[Item, Entry | None]]:
    """Yield each item with its entry: that of its key and title, else of one of them, else any.

    Of those that share a key or title, each has the next one.
    """
    ways: tuple[tuple[Callable[[Item], str], Callable[[Entry], str]], ...] = (
        (lambda item: key_of(item) + title_of(item), lambda entry: (entry.key or "") + entry.title),
        (key_of, lambda entry: entry.key or ""),
        (title_of, lambda entry: entry.title),
    )
    for of_item, of_entry in ways:
        named: dict[str, list[Entry]] = defaultdict(list)
        for entry in left:
            named[normalise(of_entry(entry))].append(entry)
        unpaired: list[Item] = []
        for item in items:
            if (name := normalise(of_item(item))) and named[name]:
                yield item, named[name].pop(0)
            else:
                unpaired.append(item)
        items = unpaired
        left = sorted((e for entries in named.values() for e in entries), key=lambda e: e.line)
    for item, entry in zip_longest(items, left[: len(items)]):
        yield item, entry


def key_of(item: Item) -> str:
    extra = item.get("extra", "")
    match = CITATION_KEY.search(extra if isinstance(extra, str) else "\n".join(extra))
    return str(item.get("citationKey") or (match[1] if match else ""))


def title_of(item: Item) -> str:
    return TAG.sub("", str(item.get("title", ""))).replace("\xad", "")


def count(counts: Mapping[str, Count], where: str, item: Item, entry: Entry | None) -> None:
    title = title_of(item)
    counts["read"].add(where, title, None, right=entry is not None or not title)
    if entry is None or not title:
        return
    authors = people(item, NOT_AUTHORS)
    words, got = (sorted(normalise(" ".join(names)).split()) for names in (authors, entry.authors))
    counts["authors"].add(where, authors, entry.authors, right=words == got)
    date, doi = str(item.get("date", "")), str(item.get("DOI", "")) or None
    compare(counts, where, entry, title=title, date=date, doi=doi)
