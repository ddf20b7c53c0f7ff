"""OpenAlex: works as its API and its snapshot give them.

https://docs.openalex.org/api-entities/works/work-object
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.fields import entries as paper_records
from litnotes_index.readers.fields import ids as paper_ids
from litnotes_index.readers.fields import paper as fields
from litnotes_index.readers.fields.members import Members, named, text_of
from litnotes_index.readers.fields.names import people
from litnotes_index.readers.json.records import Record
from litnotes_index.text.arxiv import arxiv_id
from litnotes_index.text.markup import plain

FORMAT: str = "openalex"

_WORK = re.compile(r"https?://openalex\.org/(?:works/)?W[0-9]+", re.IGNORECASE)
# Works of before 2023 have the third instead of the first two.
_PLACES = ("primarylocation", "bestoalocation", "hostvenue")


def sniff(path: Path, head: str) -> bool:  # noqa: ARG001 - the content tells
    """Return whether a file is JSON whose objects are works, by those that the head shows."""
    return ("openalex.org" in head or "authorships" in head) and paper_records.most_are(
        head, _is_work
    )


def _is_work(members: Members) -> bool:
    if not ("title" in members or "displayname" in members):
        return False
    is_listed = _WORK.fullmatch(text_of(members.get("id"))) is not None
    return is_listed or isinstance(members.get("authorships"), list)


def read(path: Path) -> Iterator[Entry | Problem]:
    """Yield the works of a file in its order, each problem in its place among them."""
    return paper_records.entries(path, _entry)


def _entry(record: Record, members: Members) -> Entry | None:
    """Return the entry that a work tells; None where it has no title."""
    title = fields.title(members)
    if not title:
        return None
    places = [*_objects([members.get(key) for key in _PLACES])]
    return Entry(
        title=title,
        line=record.line,
        end_line=record.end_line,
        abstract=fields.abstract(members),
        authors=_authors(members.get("authorships")),
        author_count=fields.count(members.get("authorscount")),
        date=fields.date(members),
        key=paper_ids.key(members),
        ids=_ids(members),
        urls=_urls(places),
        venue=next((name for place in places if (name := _venue(place))), None),
        type=fields.kind(members),
        authors_cut=True if members.get("isauthorstruncated") is True else None,
    )


def _authors(value: object) -> tuple[str, ...]:
    names: list[object] = []
    for authorship in _objects(value):
        author = authorship.get("author")
        name = cast("Members", author).get("display_name") if isinstance(author, dict) else None
        names.append(name or authorship.get("raw_author_name"))
    return people(names)


def _ids(members: Members) -> dict[str, str]:
    ids = paper_ids.ids(members)
    if "arxiv" not in ids:
        # All places are of versions of this work.
        urls = (
            text_of(place.get("landing_page_url")) for place in _objects(members.get("locations"))
        )
        arxiv = next(filter(None, (arxiv_id(url) for url in urls if "arxiv" in url)), None)
        ids |= {"arxiv": arxiv} if arxiv else {}
    return ids


def _urls(places: list[Members]) -> tuple[str, ...]:
    found = (url for place in places for url in paper_ids.urls(named(place)))
    return tuple(dict.fromkeys(found))


def _venue(place: Members) -> str:
    return plain(text_of(place.get("source")) or text_of(place.get("display_name")))


def _objects(value: object) -> Iterator[Members]:
    for item in cast("list[object]", value) if isinstance(value, list) else []:
        if isinstance(item, dict):
            yield cast("Members", item)
