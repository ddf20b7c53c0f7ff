"""Atom feeds of arXiv: the answers of its API, https://info.arxiv.org/help/api/user-manual.html."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.fields.paragraphs import unwrapped
from litnotes_index.readers.fields.people import shown
from litnotes_index.readers.fields.urls import ids_of
from litnotes_index.readers.xml import records as xml_records
from litnotes_index.readers.xml.records import Record
from litnotes_index.readers.xml.text import local_name, text
from litnotes_index.text.arxiv import arxiv_id
from litnotes_index.text.clean import one_line
from litnotes_index.text.markup import plain

FORMAT: str = "arxiv-atom"

_ROOT = re.compile(r"<(?:[\w.-]{1,30}:)?(?:feed|entry)[\s>]")
_ARXIV = re.compile(
    r"http://arxiv\.org/(?:schemas/atom|OAI/)|>\s*(?:https?://(?:export\.)?arxiv\.org/(?:abs|api)/"
    r"|oai:arXiv\.org:)",
)
_DATE = re.compile(r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T|\s|\Z)")
_ERROR = "arxiv.org/api/errors"


def sniff(path: Path, head: str) -> bool:  # noqa: ARG001 - the content tells
    """Return whether a file is an Atom feed that arXiv made, or an entry of one."""
    return bool(
        head.lstrip("\ufeff \t\r\n").startswith("<")
        and "http://www.w3.org/2005/Atom" in head
        and _ROOT.search(head)
        and _ARXIV.search(head)
    )


def read(path: Path) -> Iterator[Entry | Problem]:
    """Yield the entries of a feed in its order, each problem in its place among them."""
    for item in xml_records.records(path, "entry"):
        if isinstance(item, Problem):
            yield item
        else:
            found = _entry(item)
            yield Problem(os.fspath(path), item.line, found) if isinstance(found, str) else found


def _entry(record: Record) -> Entry | str:
    """Return the entry that a record is, else what is wrong with it."""
    told: dict[str, str] = {}
    authors: list[str] = []
    links: list[str] = []
    for child in record.element:
        tag = local_name(child.tag)
        if tag == "author":
            authors.append(_name(child))
        elif tag == "link":
            # The page of the entry itself stands first.
            links.insert(
                len(links) if links and child.get("rel") != "alternate" else 0,
                child.get("href", ""),
            )
        else:
            told.setdefault(tag, text(child))
    title, address = plain(told.get("title", "")), told.get("id", "").strip()
    summary = unwrapped(told.get("summary", ""))
    if _ERROR in address:
        return f"arXiv answered with an error: {one_line(summary or title)}"
    if not title:
        return "the record has no title"
    published = _DATE.match(told.get("published", ""))
    return Entry(
        title=title,
        line=record.line,
        end_line=record.end_line,
        abstract=summary,
        authors=shown(authors),
        date=published[1] if published else None,
        ids=_ids(address, told.get("doi", "")),
        urls=tuple(dict.fromkeys(one_line(link) for link in links if "://" in link)),
        venue=one_line(told.get("journal_ref", "")) or None,
    )


def _name(author: Element) -> str:
    return next((text(part) for part in author if local_name(part.tag) == "name"), "")


def _ids(address: str, doi: str) -> dict[str, str]:
    found: dict[str, str] = {}
    if arxiv := arxiv_id(address):
        found["arxiv"] = arxiv
    if doi.strip():
        first = doi.split()[0]  # some have two
        found = ids_of(f"https://doi.org/{first}") | found
    return found
