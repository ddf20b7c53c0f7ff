"""Items as RIS, by Research Information Systems' specification of 2011."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from litnotes_index.bibliography.creators import Name, authors
from litnotes_index.bibliography.pages import first_and_last
from litnotes_index.readers.csl import Item, arxiv
from litnotes_index.text import markup
from litnotes_index.text.clean import one_line

_OTHER_TYPE = "GEN"
_TYPES = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "MPCT",
    "chapter": "CHAP",
    "classic": "CLSWK",
    "dataset": "DATA",
    "entry": "ENCYC",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "periodical": "JFULL",
    "personal_communication": "PCOMM",
    "post": "BLOG",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "review": "JOUR",
    "review-book": "JOUR",
    "software": "COMP",
    "song": "SOUND",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
_PEOPLE = {"author": "AU", "editor": "ED", "collection-editor": "A3", "translator": "A4"}
_TEXTS = {
    "title": "TI",
    "title-short": "ST",
    "container-title": "T2",
    "container-title-short": "J2",
    "collection-title": "T3",
    "event-title": "C3",
    "volume": "VL",
    "issue": "IS",
    "edition": "ET",
    "publisher": "PB",
    "publisher-place": "CY",
    "ISBN": "SN",
    "ISSN": "SN",
    "genre": "M3",
    "language": "LA",
    "DOI": "DO",
    "URL": "UR",
    "PMCID": "C2",
    "note": "N1",
    "id": "ID",
}
# Of a date in words; in other numbers of four digits no year is meant.
_YEAR = re.compile(r"(?<![\d.,/-])[12]\d{3}(?![\d.,]*\d)", re.ASCII)


def write(items: Sequence[Item]) -> str:
    """Return items as records, each with its end."""
    return "\n".join(
        "".join(f"{tag}  - {value}".rstrip() + "\n" for tag, value in _fields(item)) + "ER  - \n"
        for item in items
    )


def _fields(item: Item) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(item.get("type", ""), _OTHER_TYPE)
    for variable, tag in _PEOPLE.items():
        people = authors(item) if variable == "author" else item.get(variable, ())
        for name in people:
            yield tag, _person(name)
    yield from _issued(item)
    for variable, tag in _TEXTS.items():
        if text := _plain(item.get(variable, "")):
            yield tag, text
    if number := _plain(item.get("number") or item.get("collection-number", "")):
        yield "M1", number
    for tag, page in zip(("SP", "EP"), first_and_last(_plain(item.get("page", ""))), strict=False):
        if page:
            yield tag, page
    if known := arxiv(item):
        yield "AN", f"arXiv:{_plain(known)}"
    if pmid := item.get("PMID"):
        yield "AN", f"PMID:{_plain(pmid)}"
    for keyword in item.get("keyword", "").split(","):
        if text := _plain(keyword):
            yield "KW", text
    for paragraph in item.get("abstract", "").splitlines():
        if text := _plain(paragraph):
            yield "AB", text


def _plain(value: object) -> str:
    return one_line(markup.without_tags(str(value)))


def _person(name: Name) -> str:
    if not name.get("family"):
        return _plain(name.get("literal") or name.get("given") or "")
    particles = (name.get("dropping-particle"), name.get("non-dropping-particle"), name["family"])
    family = " ".join(filter(None, particles))
    return ", ".join(
        _plain(part) for part in (family, name.get("given"), name.get("suffix")) if part
    )


def _issued(item: Item) -> Iterator[tuple[str, str]]:
    for variable, year, day in (("issued", "PY", "DA"), ("accessed", "", "Y2")):
        date: Mapping[str, Any] = item.get(variable) or {}
        parts = date.get("date-parts") or _year_in(str(date.get("literal", "")))
        if parts and parts[0] and parts[0][0] > 0:  # it has no years before Christ
            first = f"{parts[0][0]:04}"
            told = "/".join([first, *(f"{part:02}" for part in parts[0][1:])])
            if year:
                yield year, first
            if not year or len(parts[0]) > 1:
                yield day, told + "/" * (3 - len(parts[0]))


def _year_in(words: str) -> list[list[int]]:
    found = _YEAR.search(words)
    return [[int(found[0])]] if found else []
