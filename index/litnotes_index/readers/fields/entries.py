"""The papers of a JSON file, whatever holds them: a list, lines, a member of an answer."""

import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import cast

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.fields.members import Members, named
from litnotes_index.readers.json import records as json_records
from litnotes_index.readers.json.records import Record

NO_TITLE = "the record has no title"
# What the members are called that are lists of papers.
_LISTS = (
    "results", "data", "papers", "items", "works", "articles", "publications", "records",
    "entries", "documents", "docs", "recommendedPapers", "bibliography", "result", "hit", "hits",
)  # fmt: skip
# What the members are called that are a paper, in an object around it.
_INNER = (
    "paper", "citingpaper", "citedpaper", "work", "article", "source", "content", "data",
    "attributes", "info", "metadata", "message",
)  # fmt: skip
_ENOUGH = 8  # objects, to tell a file by


def entries(
    path: Path, entry: Callable[[Record, Members], Entry | None]
) -> Iterator[Entry | Problem]:
    """Yield the entry of each record of a file, or a problem; `entry` gives None for no title."""
    for item in json_records.records(path, _LISTS):
        if isinstance(item, Problem):
            yield item
        else:
            found = entry(item, members_of(item.value))
            yield found or Problem(os.fspath(path), item.line, NO_TITLE)


def first_members(head: str) -> list[dict[str, object]]:
    """Return the members of the first objects in the head of a file; empty where it is no JSON."""
    if not head.lstrip("\ufeff \t\r\n").startswith(("[", "{")):
        return []
    return _first_members(head)


@lru_cache(maxsize=1)  # every reader of papers in JSON asks for those of one file
def _first_members(head: str) -> list[dict[str, object]]:
    return [members_of(value) for value in json_records.beginning(head, _ENOUGH, _LISTS)]


def members_of(value: Members) -> dict[str, object]:
    """Return the members of an object, and those of a paper in it, where it has no title itself.

    Of members that both have, the paper's count.
    """
    members = named(value)
    inner = members.get("paper") if "title" in members else _inner(members)
    return members | named(cast("Members", inner)) if isinstance(inner, dict) else members


def _inner(members: Members) -> object:
    return next((members[key] for key in _INNER if isinstance(members.get(key), dict)), None)


def most_are(head: str, is_one: Callable[[Members], bool]) -> bool:
    """Return whether at least half of the first objects of a file are papers of some kind."""
    found = first_members(head)
    return bool(found) and 2 * sum(map(is_one, found)) >= len(found)
