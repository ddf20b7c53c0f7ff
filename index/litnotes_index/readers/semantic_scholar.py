"""Semantic Scholar: papers as its API and its data sets give them.

https://api.semanticscholar.org/api-docs/graph and https://api.semanticscholar.org/api-docs/datasets
"""

import re
from collections.abc import Iterator
from pathlib import Path

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.fields import entries as paper_records
from litnotes_index.readers.fields import ids as paper_ids
from litnotes_index.readers.fields import paper as fields
from litnotes_index.readers.fields.members import Members, text_of
from litnotes_index.readers.json.records import Record

FORMAT: str = "semantic-scholar"

_TELLING = re.compile("paperId|corpusid|externalids|paperAbstract|s2Url", re.IGNORECASE)
_PAPER_ID = re.compile("[0-9a-f]{40}")
_TELLING_MEMBERS = ("externalids", "paperabstract", "s2url", "s2fieldsofstudy", "openaccesspdf")


def sniff(path: Path, head: str) -> bool:  # noqa: ARG001 - the content tells
    """Return whether a file is JSON whose objects are its papers, by those that the head shows."""
    return paper_records.most_are(head, _is_paper) and _TELLING.search(head) is not None


def _is_paper(members: Members) -> bool:
    if "title" not in members:
        return False
    is_listed = any(_PAPER_ID.fullmatch(text_of(members.get(key))) for key in ("paperid", "id"))
    return (
        is_listed
        or (isinstance(members.get("corpusid"), int))
        or any(key in members for key in _TELLING_MEMBERS)
    )


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
        authors=fields.authors(members),
        date=fields.date(members),
        key=paper_ids.key(members),
        ids=_ids(members),
        urls=paper_ids.urls(members),
        venue=fields.venue(members),
        type=fields.kind(members),
    )


def _ids(members: Members) -> dict[str, str]:
    ids = paper_ids.ids(members)
    if "s2" not in ids and isinstance(number := members.get("corpusid"), int):
        ids["s2"] = f"CorpusId:{number}"  # as its API takes it
    return ids
