"""Papers as bibliographic items: what a list of references is made of."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from litnotes_index import readers
from litnotes_index.model import Entry, Paper, Source
from litnotes_index.readers import csl
from litnotes_index.readers.csl import ARXIV, Item, item_of, tells_more
from litnotes_index.text.clean import without_surrogates

Told = tuple[Entry, Item]
Place = tuple[str, str]
"""A dump and its format."""
Unread = tuple[Paper, Source]
"""A record that cannot be read again, and its paper."""

# What is true of a paper in whatever version of it.
_OF_ALL_VERSIONS = (
    "title", "title-short", "author", "abstract", "DOI", "PMID", "PMCID", "URL", "keyword",
    "language", "custom",
)  # fmt: skip


def items(papers: Sequence[Paper]) -> list[Item]:
    """Return the item of each paper in their order, `id` its key, as full as its dumps tell it.

    The dumps are read again, for the index keeps of them only what is looked for. One that is gone,
    has changed or cannot be read tells nothing more than the index does.
    """
    told, _ = read_again(papers)
    return told


def read_again(papers: Sequence[Paper]) -> tuple[list[Item], list[Unread]]:
    """Return what `items` does, and the records that could have told more but are not there now."""
    wanted: dict[Place, dict[int, list[int]]] = {}
    for number, paper in enumerate(papers):
        for source in paper.sources:
            lines = wanted.setdefault((source.path, source.format), {})
            lines.setdefault(source.line, []).append(number)
    told: list[list[Told]] = [[] for _ in papers]
    read: set[tuple[int, str, int]] = set()
    for place, lines in wanted.items():
        for entry, item in _read(place, lines):
            title = without_surrogates(entry.title)
            for number in lines[entry.line]:
                if title in papers[number].titles:  # else, the dump has changed
                    told[number].append((entry, item))
                    read.add((number, place[0], entry.line))
    unread = [
        (paper, source)
        for number, paper in enumerate(papers)
        for source in paper.sources
        if tells_more(source.format) and (number, source.path, source.line) not in read
    ]
    return [_merged(paper, found) for paper, found in zip(papers, told, strict=True)], unread


def _read(place: Place, lines: Iterable[int]) -> Iterator[Told]:
    path, format_name = place
    try:
        # What is no such dump any more may be a pipe, or a film.
        if readers.sniff(Path(path)) == format_name:
            yield from csl.items(Path(path), format_name, frozenset(lines))
    except OSError:
        return


def _merged(paper: Paper, told: Sequence[Told]) -> Item:
    """Return the item of a paper out of what its records tell, of which there may be none.

    It is that of the fullest record of a published version, and of what this does not say the first
    that another one does. What the index knows comes last; but names and date are those that were
    chosen when the paper was merged, so that a list says what a card does.
    """
    known = item_of(paper)
    ordered = sorted(told, key=_fullness, reverse=True)
    merged: Item = dict(ordered[0][1]) if ordered else {}
    for _, item in [*ordered[1:], (None, known)]:
        same = not merged or item["type"] == merged["type"]
        for variable in item if same else _OF_ALL_VERSIONS:
            if variable in item:
                merged.setdefault(variable, item[variable])
    for variable, field in (("author", "authors"), ("issued", "date"), ("title", "title")):
        chosen = getattr(paper, field)
        best = (item for entry, item in ordered if getattr(entry, field) == chosen)
        if value := next(best, known).get(variable):
            merged[variable] = value
    return {**{name: _storable(value) for name, value in merged.items()}, "id": paper.key}


def _storable(value: object) -> Any:
    """Return a value of an item without halves of surrogate pairs."""
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, list):
        return [_storable(one) for one in cast("list[object]", value)]
    if isinstance(value, dict):
        return {name: _storable(one) for name, one in cast("dict[str, object]", value).items()}
    return value


def _fullness(told: Told) -> tuple[bool, int]:
    _, item = told
    is_published = item["type"] != "article" and item.get("publisher") != ARXIV
    return is_published, len(item)
