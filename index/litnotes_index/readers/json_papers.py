"""Papers as JSON of whatever making: members with the usual names, in any spelling of them.

ACL Anthology dumps, BibTeX made JSON, OpenReview's notes, and Hugging Face's daily papers
(https://huggingface.co/docs/hub/api) are some of them.
"""

from collections.abc import Iterator
from pathlib import Path

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.bibtex import names as bibtex_names
from litnotes_index.readers.fields import entries as paper_records
from litnotes_index.readers.fields import evidence as paper_evidence
from litnotes_index.readers.fields import ids as paper_ids
from litnotes_index.readers.fields import paper as fields
from litnotes_index.readers.fields.members import Members
from litnotes_index.readers.json.records import Record
from litnotes_index.text import tex

FORMAT: str = "json-papers"

_BIBTEX_TEXTS = frozenset({"title", "abstract", "journal", "journaltitle", "booktitle", "series"})


def sniff(path: Path, head: str) -> bool:  # noqa: ARG001 - the content tells
    """Return whether a file is JSON whose objects are papers, by those that the head shows."""
    return paper_evidence.are_papers(paper_records.first_members(head))


def read(path: Path) -> Iterator[Entry | Problem]:
    """Yield the papers of a file in its order, each problem in its place among them."""
    return paper_records.entries(path, _entry)


def _entry(record: Record, members: Members) -> Entry | None:
    """Return the entry that a record tells; None where it has no title."""
    if "entrytype" in members:
        members = _from_bibtex(members)
    title = fields.title(members)
    if not title:
        return None
    authors, urls = fields.authors(members), paper_ids.urls(members)
    return Entry(
        title=title,
        line=record.line,
        end_line=record.end_line,
        abstract=fields.abstract(members),
        authors=authors,
        author_count=fields.author_count(members),
        date=fields.date(members),
        votes=fields.votes(members),
        key=paper_ids.key(members),
        ids=paper_ids.ids(members, urls),
        urls=urls,
        venue=fields.venue(members),
        type=fields.kind(members),
        authors_cut=fields.authors_cut(members),
    )


def _from_bibtex(members: Members) -> Members:
    """Return the members of BibTeX that was made JSON, with its texts as plain ones."""
    told: dict[str, object] = dict(members)
    for name, value in members.items():
        if isinstance(value, str):
            if name in _BIBTEX_TEXTS:
                told[name] = tex.plain(value)
            elif name in ("author", "editor"):
                told[name] = [*bibtex_names.names(value)]
    return told
