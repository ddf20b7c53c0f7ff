"""Records of RIS and of PubMed as items."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from litnotes_index.model import Entry, Problem
from litnotes_index.readers import nbib, ris
from litnotes_index.readers import tagged as tagged_records
from litnotes_index.readers.csl import dates
from litnotes_index.readers.csl.people import cut, inverted, named
from litnotes_index.readers.csl.rich import rich
from litnotes_index.readers.csl.told import Item, item_of
from litnotes_index.readers.fields import tagged as fields
from litnotes_index.readers.tagged import Record

Told = Mapping[str, Sequence[str]]

_RIS_TEXTS = {
    "title-short": ("ST",),
    "container-title-short": ("J2", "JA"),
    "collection-title": ("T3",),
    "volume": ("VL",),
    "edition": ("ET",),
    "publisher": ("PB",),
    "publisher-place": ("CY", "PP"),
    "genre": ("M3",),
    "language": ("LA",),
    "note": ("N1",),
}
_RIS_PEOPLE = {"editor": ("ED", "A2"), "collection-editor": ("A3",), "translator": ("A4",)}
_NBIB_TEXTS = {
    "container-title-short": ("TA",),
    "collection-title": ("CTI",),
    "volume": ("VI",),
    "issue": ("IP",),
    "edition": ("EN",),
    "publisher": ("PB",),
    "publisher-place": ("PL",),
    "language": ("LA",),
}
_ISSN = re.compile(r"\b[0-9]{4}-?[0-9]{3}[0-9Xx]\b")
_VISITED = re.compile(r"([0-9]{4})/?([0-9]{2})?/?([0-9]{2})?")
_IN_ISSUES = frozenset({"article-journal", "article-magazine", "article-newspaper", "periodical"})
_PARTING = re.compile("[;\n]")


def records(path: Path, format_name: str) -> Iterator[Record | Problem]:
    """Yield the records of a file, each problem in its place among them."""
    form = nbib.FORM if format_name == nbib.FORMAT else ris.form()
    return tagged_records.records(path, form)


def ris_item(record: Record) -> tuple[Entry, Item] | None:
    """Return the entry and the item that a record of RIS tells; None where it has no title."""
    told = fields.by_tag(record.fields)
    entry = ris.entry(record, told)
    if entry is None:
        return None
    found = item_of(entry) | _texts(told, _RIS_TEXTS)
    authors = [value for tag, value, _ in record.fields if tag in ("AU", "A1")]
    _put_people(found, "author", authors, entry.authors)
    for role, tags in _RIS_PEOPLE.items():
        people = next((told[tag] for tag in tags if tag in told), ())
        _put_people(found, role, people, fields.names(people))
    _put_numbers(found, told)
    pages = [rich(told[tag][0]) for tag in ("SP", "EP") if tag in told]
    if pages and pages[0]:
        found["page"] = "-".join(dict.fromkeys(pages)) if "-" not in pages[0] else pages[0]
    if match := _VISITED.match(told.get("Y2", ("",))[0]):
        found["accessed"] = dates.from_iso("-".join(filter(None, match.groups())))
    if keywords := [text for value in told.get("KW", ()) if (text := rich(value))]:
        found["keyword"] = ", ".join(keywords)
    return entry, {variable: value for variable, value in found.items() if value}


def nbib_item(record: Record) -> tuple[Entry, Item] | None:
    """Return the entry and the item that a record of PubMed tells; None where it has no title."""
    told = fields.by_tag(record.fields)
    entry = nbib.entry(record)
    if entry is None:
        return None
    found = item_of(entry) | _texts(told, _NBIB_TEXTS)
    tags = ("FAU", "CN") if "FAU" in told else ("AU", "CN")
    if "FAU" in told or "AU" in told:
        authors = [value for tag, value, _ in record.fields if tag in tags]
        _put_people(found, "author", authors, entry.authors)
    else:
        found.pop("author", None)  # an editor
    editors = told.get("FED", ())
    _put_people(found, "editor", editors, fields.names(editors))
    if pages := rich(told.get("PG", ("",))[0]):
        found["page"] = pages
    if issn := _ISSN.search(" ".join(told.get("IS", ()))):
        found["ISSN"] = issn[0]
    return entry, found


def _texts(told: Told, variables: Mapping[str, Sequence[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for variable, tags in variables.items():
        texts = (rich(told[tag][0]) for tag in tags if tag in told)
        if text := next(filter(None, texts), ""):
            found[variable] = text
    return found


def _put_people(item: Item, role: str, written: Sequence[str], shown: Sequence[str]) -> None:
    """Put people into an item, or take away those who are none of this role."""
    item.pop(role, None)
    if written and shown:
        parts = [part for value in written for part in _PARTING.split(value) if part.strip()]
        item[role] = cut(named(parts, shown, inverted), list(written))


def _put_numbers(item: Item, told: Told) -> None:
    number = rich(told.get("IS", ("",))[0])
    other = rich(told.get("M1", ("",))[0])
    if item["type"] in _IN_ISSUES:
        item["issue"] = number or other
    elif item["type"] in ("book", "chapter", "paper-conference"):
        item["collection-number" if "collection-title" in item else "number"] = other or number
    else:
        item["number"] = number or other
    for serial in told.get("SN", ()):
        if fields.isbn(serial):
            item["ISBN"] = rich(serial)
        elif _ISSN.search(serial):
            item["ISSN"] = rich(serial)
