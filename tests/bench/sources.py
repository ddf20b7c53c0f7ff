"""What the readers make of other people's test files: entries, titles, authors, years, DOIs.

    python tests/bench/sources.py ../shared/data/torture [-v]

Each case is a file with what Zotero made of it, as JSON beside it. A line per kind of file tells
how many entries are expected, read, and right; `-v` lists each difference. Of BibTeX there are
files without such JSON, so another line counts the entries that begin in all files, and those that
are read or told to have no title.
"""

import argparse
import re
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from litnotes_index import readers
from litnotes_index.model import Entry
from litnotes_index.papers.identifiers import normal_ids
from litnotes_index.papers.identity import family_name
from litnotes_index.readers.fields.entries import NO_TITLE
from litnotes_index.text import normalise
from litnotes_index.text.markup import plain

_NOT_PAPERS = {"attachment", "note", "annotation"}
_AUTHORS = {"author", "editor", "bookAuthor", "inventor", "presenter", "director", "programmer"}
_ENTRY = re.compile(
    r"^[ \t]*@[ \t]*(?!string|comment|preamble)\w+\s*[{(]", re.MULTILINE | re.IGNORECASE
)
_EVERY = ("title", "authors", "year", "doi")


@dataclass
class Tally:
    """What came of the files of one kind."""

    files: int = 0
    expected: int = 0
    read: int = 0
    right: Counter[str] = field(default_factory=Counter[str])
    asked: Counter[str] = field(default_factory=Counter[str])
    differences: list[str] = field(default_factory=list[str])


def main() -> int:
    """Print the table; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the archives of test files are")
    parser.add_argument("-v", action="store_true", help="list each difference")
    given = parser.parse_args()
    tallies: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory() as name:
        for archive in sorted(given.folder.glob("*.tar.gz")):
            with tarfile.open(archive) as packed:
                packed.extractall(name, filter="data")
        for path in sorted(Path(name).glob("zotero-bbt-fixtures/import/*.bib")):
            count(tallies.setdefault("all .bib, by their @", Tally()), path)
        for kind, path, items in cases(Path(name)):
            compare(tallies.setdefault(kind, Tally()), path, items)
    print(
        f"{'kind':26}{'files':>6}{'expected':>9}{'read':>7}  " + "".join(f"{n:>13}" for n in _EVERY)
    )
    for kind, tally in tallies.items():
        shares = (f"{tally.right[n]}/{tally.asked[n]}" for n in _EVERY)
        counts = f"{kind:26}{tally.files:6}{tally.expected:9}{tally.read:7}  "
        print(counts + "".join(f"{share:>13}" for share in shares))
    if given.v:
        for kind, tally in tallies.items():
            for difference in tally.differences:
                print(f"{kind}: {difference}")
    return 0


def cases(folder: Path) -> Iterator[tuple[str, Path, list[dict[str, Any]]]]:
    """Yield each file with its kind and the items that it is expected to hold."""
    for path in sorted(folder.glob("zotero-bbt-fixtures/import/*.bib")):
        expected = path.with_suffix(".json")
        if expected.exists():
            items = orjson.loads(expected.read_bytes())["items"]
            yield "Better BibTeX (.bib)", path, items
            yield "Better BibTeX JSON", expected, items
    for path in sorted(folder.glob("zotero-translator-testcases/*/*")):
        expected = path.with_name(f"{path.stem}.expected.json")
        if path.name != expected.name and expected.exists():
            yield path.parent.name, path, orjson.loads(expected.read_bytes())


def count(tally: Tally, path: Path) -> None:
    """Count the entries that begin in a BibTeX file, and those that are read or told of."""
    begun = len(_ENTRY.findall(path.read_text("utf-8", "replace")))
    found = list(readers.read(path, "bibtex"))
    read = sum(isinstance(item, Entry) or item.message == NO_TITLE for item in found)
    tally.files += 1
    tally.expected += begun
    tally.read += min(begun, read)
    if begun != read:
        tally.differences.append(f"{path.name}: {read} entries, {begun} begin")


def compare(tally: Tally, path: Path, items: list[dict[str, Any]]) -> None:
    """Count what was read of a file, and what of it is as expected."""
    wanted = [
        item for item in items if item.get("itemType") not in _NOT_PAPERS and item.get("title")
    ]
    format_name = readers.sniff(path)
    found = list(readers.read(path, format_name)) if format_name else []
    entries = [item for item in found if isinstance(item, Entry)]
    tally.files += 1
    tally.expected += len(wanted)
    tally.read += min(len(entries), len(wanted))
    if format_name is None:
        tally.differences.append(f"{path.name}: no reader knows it ({len(wanted)} entries)")
    elif len(entries) != len(wanted):
        tally.differences.append(f"{path.name}: {len(entries)} entries, {len(wanted)} expected")
    rest = {place: facts(entry) for place, entry in enumerate(entries)}
    titled: dict[str, list[int]] = {}
    for place, told in rest.items():
        titled.setdefault(told["title"], []).append(place)
    # Those whose title is right first: what is left over is likelier theirs whose title is not.
    sorted_items = sorted(map(expected_facts, wanted), key=lambda r: r["title"] not in titled)
    for right in sorted_items:
        same = [place for place in titled.get(right["title"], ()) if place in rest]
        near = same or (list(rest) if len(rest) < 500 else [])
        best = max(near, key=lambda place: likeness(rest[place], right), default=None)
        got = rest.pop(best) if best is not None else {}
        for name in _EVERY:
            if right[name]:
                tally.asked[name] += 1
                as_expected = is_right(name, got.get(name), right[name])
                tally.right[name] += as_expected
                if not as_expected and entries:
                    tally.differences.append(
                        f"{path.name}: {name} {got.get(name)!r}, expected {right[name]!r}"
                    )


def likeness(got: dict[str, Any], right: dict[str, Any]) -> tuple[bool, int]:
    """Return how likely two records are the same."""
    same = [is_right(name, got[name], right[name]) for name in _EVERY if right[name]]
    return got["title"] == right["title"], sum(same)


def is_right(name: str, got: Any, right: Any) -> bool:
    """Return whether a fact is as expected; of a DOI, whether it is among the identifiers."""
    return right in (got or ()) if name == "doi" else got == right


def facts(entry: Entry) -> dict[str, Any]:
    """Return what an entry says, as it is compared."""
    ids = normal_ids(entry.ids)
    return {
        "title": normalise(entry.title),
        "authors": [family_name(author) for author in entry.authors],
        "year": (re.search(r"\d{4}", entry.date or "") or [""])[0],
        "doi": {ids.get("doi"), ids.get("arxiv")},
    }


def expected_facts(item: dict[str, Any]) -> dict[str, Any]:
    """Return what an item of Zotero's says, as it is compared."""
    creators = [c for c in item.get("creators", ()) if c.get("creatorType") in _AUTHORS]
    authors = [c for c in creators if c["creatorType"] == "author"] or creators
    names = [c.get("name") or c.get("lastName") or c.get("firstName") or "" for c in authors]
    ids = normal_ids({"doi": item["DOI"]}) if item.get("DOI") else {}
    return {
        "title": normalise(plain(item["title"])),
        "authors": [family_name(plain(name)) for name in names],
        "year": (re.search(r"[1-9]\d{3}", item.get("date") or "") or [""])[0],
        "doi": ids.get("arxiv") or ids.get("doi"),
    }


if __name__ == "__main__":
    sys.exit(main())
