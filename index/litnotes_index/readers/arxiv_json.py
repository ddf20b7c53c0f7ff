"""arXiv as JSON: its metadata snapshot on Kaggle, and what people save of its API.

https://www.kaggle.com/datasets/Cornell-University/arxiv and
https://info.arxiv.org/help/api/user-manual.html
"""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.fields import entries as paper_records
from litnotes_index.readers.fields import ids as paper_ids
from litnotes_index.readers.fields import paper as fields
from litnotes_index.readers.fields.members import Members, first, text_of
from litnotes_index.readers.fields.names import people
from litnotes_index.readers.json.records import Record
from litnotes_index.text.arxiv import arxiv_id
from litnotes_index.text.markup import plain

FORMAT: str = "arxiv-json"

_IDS = ("id", "entryid", "arxivid", "paperid")
# What arXiv says of a paper, besides its id and title.
_TELLING = frozenset({
    "abstract", "summary", "authors", "authorsparsed", "categories", "primarycategory", "versions",
    "updatedate", "published", "updated", "arxivcomment", "arxivprimarycategory",
})  # fmt: skip


def sniff(path: Path, head: str) -> bool:  # noqa: ARG001 - the content tells
    """Return whether a file is JSON whose objects are arXiv's, by those that the head shows."""
    return paper_records.most_are(head, _is_paper)


def _is_paper(members: Members) -> bool:
    # Hugging Face has papers by their arXiv id, and votes for them.
    return (
        "title" in members
        and "upvotes" not in members
        and bool(_TELLING & members.keys())
        and _id(members) is not None
    )


def _id(members: Members) -> str | None:
    return next(filter(None, (arxiv_id(text_of(members.get(key))) for key in _IDS)), None)


def read(path: Path) -> Iterator[Entry | Problem]:
    """Yield the papers of a file in its order, each problem in its place among them."""
    return paper_records.entries(path, _entry)


def _entry(record: Record, members: Members) -> Entry | None:
    """Return the entry that a paper tells; None where it has no title."""
    title = fields.title(members)
    if not title:
        return None
    return Entry(
        title=title,
        line=record.line,
        end_line=record.end_line,
        abstract=fields.abstract(members),
        authors=_authors(members),
        date=_date(members),
        key=paper_ids.key(members),
        ids=paper_ids.ids(members),
        urls=paper_ids.urls(members),
        venue=plain(first(members, ("journalref", "arxivjournalref"))) or None,
    )


def _authors(members: Members) -> tuple[str, ...]:
    """Return the authors: by their parts, where the snapshot tells them besides the text."""
    parsed = members.get("authorsparsed")
    names: list[str] = []
    if isinstance(parsed, list):
        rows = cast("list[object]", parsed)
        lists = [cast("list[object]", row) for row in rows if isinstance(row, list)]
        names = [name for row in lists if (name := _name(*row[:3]))]
    return people(names) or fields.authors(members)


def _name(family: object = "", given: object = "", suffix: object = "") -> str:
    """Return the name that has these parts; empty where the family's is none."""
    if not isinstance(family, str):
        return ""
    if not isinstance(given, str) or not (suffix is None or isinstance(suffix, str)):
        return family
    name = f"{given} {family}" if given else family
    return f"{name}, {suffix}" if suffix else name


def _date(members: Members) -> str | None:
    """Return the day of the first version, or else the one that is told."""
    versions = members.get("versions")
    if isinstance(versions, list) and versions:
        version = cast("list[object]", versions)[0]
        if isinstance(version, dict) and (
            date := fields.exact(cast("Members", version).get("created"))
        ):
            return date
    return fields.date(members) or next(
        filter(None, (fields.exact(members.get(key)) for key in ("updatedate", "updated"))), None
    )
