"""What an entry or a paper tells, as an item of CSL: for all formats that tell no more."""

import re
from typing import Any

from litnotes_index.model import Entry, Paper
from litnotes_index.readers.csl.people import name
from litnotes_index.readers.csl.types import csl_type

Item = dict[str, Any]
"""One item of CSL-JSON 1.0.2, as its schema says: https://github.com/citation-style-language/schema"""

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_IDS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN"}
ARXIV = "arXiv"


def item_of(told: Entry | Paper) -> Item:
    """Return the item that an entry or a paper is, without an id where it has no key.

    A date without a year is no date of an item.
    """
    item: Item = {
        "id": told.key or "",
        "type": csl_type(told.type, is_published=bool(told.venue)),
        "title": told.title,
        "author": [name(shown) for shown in told.authors],
        "issued": date(told.date or ""),
        "container-title": told.venue,
        "URL": told.urls[0] if told.urls else None,
        "abstract": told.abstract,
    }
    item |= {_IDS[kind]: value for kind, value in told.ids.items() if kind in _IDS}
    if arxiv := told.ids.get("arxiv"):
        item |= {"archive": ARXIV, "archive_location": arxiv}
        if not told.venue:
            item |= {"type": "article", "publisher": ARXIV, "number": f"arXiv:{arxiv}"}
    return {variable: value for variable, value in item.items() if value}


def date(told: str) -> dict[str, Any] | None:
    """Return a date as CSL has it; None for one without a year."""
    match = _DATE.fullmatch(told)
    return {"date-parts": [[int(part) for part in match.groups() if part]]} if match else None
