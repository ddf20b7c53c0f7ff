"""CSL-JSON: what Zotero, Better BibTeX, Pandoc and Manubot write of a library."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.fields import csl as fields
from litnotes_index.readers.fields import zotero
from litnotes_index.readers.fields.cut import is_cut, without_mark
from litnotes_index.readers.json import records as json_records
from litnotes_index.readers.json.records import Record
from litnotes_index.text.clean import one_line

FORMAT: str = "csl-json"

LISTS = ("items", "references")
_ENOUGH = 5  # items, to tell a file by
# Types that CSL alone has, and those that are words of many formats.
_TELLING_TYPE = re.compile(
    r"article-(?:journal|magazine|newspaper)|entry-(?:dictionary|encyclopedia)|legal_case"
    r"|motion_picture|musical_score|paper-conference|personal_communication|post-weblog|review-book"
)
_COMMON_TYPE = re.compile(
    r"article|bill|book|broadcast|chapter|classic|collection|dataset|document|entry|event|figure"
    r"|graphic|hearing|interview|legislation|manuscript|map|pamphlet|patent|performance|periodical"
    r"|post|regulation|report|review|software|song|speech|standard|thesis|treaty|webpage"
)
_TELLING_KEY = re.compile(
    r"DOI|IS[BS]N|PMC?ID|URL|citation-(?:key|label)|(?:collection|container|event)-title|page-first"
    r"|(?:container-)?title-short|(?:event|publisher)-place|journalAbbreviation|original-date"
)
_NAME_KEYS = frozenset({"family", "literal"})
_DATE_KEYS = frozenset({"date-parts", "raw", "literal", "edtf", "season"})
# Zotero names an item by its address, or by library and item, where it has no citation key.
_ZOTERO = re.compile(r"https?://(?:www\.)?zotero\.org/.*|[0-9]+/[A-Z0-9]{8}", re.DOTALL)


def sniff(path: Path, head: str) -> bool:  # noqa: ARG001 - the content tells
    """Return whether a file is JSON whose objects are CSL items, by those that the head shows."""
    if not head.lstrip().startswith(("[", "{", '"')) or not ('"title"' in head or '"type"' in head):
        return False
    items = json_records.beginning(head, _ENOUGH, LISTS)
    return bool(items) and 2 * sum(map(_is_item, items)) >= len(items)


def _is_item(value: Mapping[str, object]) -> bool:
    """Return whether an object can only be a CSL item, even where its last members are cut off."""
    marks = _has_names(value) + _has_date(value) + any(map(_TELLING_KEY.fullmatch, value))
    kind = fields.raw(value.get("type"))
    if _TELLING_TYPE.fullmatch(kind):
        return marks > 0 or "title" in value or "id" in value
    if _COMMON_TYPE.fullmatch(kind):
        return marks > 0 and ("title" in value or "id" in value)
    # Crossref writes CSL with types of its own.
    return marks > 2


def _has_names(value: Mapping[str, object]) -> bool:
    for people in (value.get("author"), value.get("editor")):
        if isinstance(people, list) and people:
            first = cast("list[object]", people)[0]
            if isinstance(first, dict) and _NAME_KEYS & cast("Mapping[str, object]", first).keys():
                return True
    return False


def _has_date(value: Mapping[str, object]) -> bool:
    issued = value.get("issued")
    return isinstance(issued, dict) and bool(
        _DATE_KEYS & cast("Mapping[str, object]", issued).keys()
    )


def read(path: Path) -> Iterator[Entry | Problem]:
    """Yield the items of a file in its order, each problem in its place among them."""
    for item in json_records.records(path, LISTS):
        if isinstance(item, Problem):
            yield item
        else:
            yield entry(item) or Problem(os.fspath(path), item.line, "the record has no title")


def entry(record: Record) -> Entry | None:
    """Return the entry that a record tells; None where it has no title."""
    item = record.value
    title = fields.plain(item.get("title"))
    if not title:
        return None
    told = fields.note(item)
    return Entry(
        title=title,
        line=record.line,
        end_line=record.end_line,
        abstract=fields.abstract(item.get("abstract")),
        authors=without_mark(fields.names(item.get("author")) or fields.names(item.get("editor"))),
        date=fields.date(item.get("issued")),
        key=_key(item, told),
        ids=fields.ids(item, told),
        urls=fields.urls(item, told),
        venue=fields.plain(item.get("container-title")) or None,
        type=fields.plain(item.get("type")) or None,
        authors_cut=True if is_cut(item.get("author")) else None,
        zotero=zotero.shown_at(fields.raw(item.get("id"))),
    )


def _key(item: Mapping[str, object], told: Mapping[str, str]) -> str | None:
    """Return the key by which an item is cited; None where it has none but Zotero's address."""
    name = one_line(fields.raw(item.get("id")))
    return (
        one_line(fields.raw(item.get("citation-key")))
        or ("" if _ZOTERO.fullmatch(name) else name)
        or one_line(told.get("citationkey", ""))
        or None
    )
