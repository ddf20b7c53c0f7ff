"""What an entry or a paper tells, as an item of CSL: for all formats that tell no more."""

from typing import Any

from litnotes_index.model import Entry, Paper
from litnotes_index.readers.csl.dates import from_iso
from litnotes_index.readers.csl.people import OTHERS, name
from litnotes_index.readers.csl.types import DOCUMENT, csl_type

Item = dict[str, Any]
"""One item of CSL-JSON 1.0.2, as its schema says: https://github.com/citation-style-language/schema"""

_IDS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN"}
_MAYBE_PREPRINTS = frozenset({"article", "article-journal", DOCUMENT})
ARXIV = "arXiv"


def item_of(told: Entry | Paper) -> Item:
    """Return the item that an entry or a paper is, without an id where it has no key.

    A date without a year is no date of an item.
    """
    item: Item = {
        "id": told.key or "",
        "type": csl_type(told.type, is_published=bool(told.venue)),
        "title": told.title,
        "author": _authors(told),
        "issued": from_iso(told.date or ""),
        "container-title": told.venue,
        "URL": told.urls[0] if told.urls else None,
        "abstract": told.abstract,
    }
    item |= {_IDS[kind]: value for kind, value in told.ids.items() if kind in _IDS}
    if known := told.ids.get("arxiv"):
        # Most styles print an archive, which is wrong for what came out elsewhere.
        item["custom"] = {"arxiv": known}
        if not told.venue and item["type"] in _MAYBE_PREPRINTS:
            item |= {"type": "article", "publisher": ARXIV, "number": f"arXiv:{known}"}
    return {variable: value for variable, value in item.items() if value}


def arxiv(item: Item) -> str:
    """Return the arXiv id of an item, for which CSL has no variable; empty for none."""
    found: str = item.get("custom", {}).get("arxiv", "")
    return found


def _authors(told: Entry | Paper) -> list[dict[str, str]]:
    """Return the authors, and the others where there are more."""
    people = [name(shown) for shown in told.authors]
    if isinstance(told, Entry):
        is_cut = bool(told.authors_cut) or (told.author_count or 0) > len(people)
    else:
        # Unknown is the number where a list is cut short.
        is_cut = told.author_count is None or told.author_count > len(people)
    return [*people, OTHERS] if people and is_cut else people
