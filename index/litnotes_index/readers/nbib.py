"""PubMed's own format, as it is saved from there (`.nbib`, or MEDLINE text) and by ERIC.

The fields are those of "MEDLINE/PubMed Data Element (Field) Descriptions" of the National Library
of Medicine.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from litnotes_index.model import Entry, Problem
from litnotes_index.readers import tagged as tagged_records
from litnotes_index.readers.fields import tagged as fields
from litnotes_index.readers.fields.dates import date_in
from litnotes_index.readers.files import source
from litnotes_index.readers.tagged import Field, Form, Record

FORMAT: str = "nbib"

_TAG = r"[A-Z][A-Z0-9]{1,3}"
_DASH = r" {0,2}(?<=^.{4})-"  # in the fifth column
_FIELD = re.compile(rf"^({_TAG}){_DASH}[ \t]*+(.*)\n((?:(?!{_TAG}{_DASH}).*\n)*+)", re.MULTILINE)
# What may be written without its blanks, or stand where one file was put behind another.
_ODD = re.compile(
    r"\ufeff*(PMID|PMC|OWN|STAT|TI|BTI|AB|F?AU|CN|F?ED|DP|DEP|LID|AID|JT|TA|PT|SO|ISBN|LA|MH|OT)"
    r"[ \t]{0,4}-(?:[ \t]+|$)"
)
# The tags of the lines that a record begins with.
_HEAD = frozenset(
    {"AU", "CI", "DA", "DCOM", "DP", "FAU", "IS", "LR", "OWN", "PMID", "STAT", "TI", "VI"}
)
_FEWEST_TAGS = 2

_PMID = re.compile(r"0*([1-9][0-9]{0,8})\b")
_PMCID = re.compile(r"\bPMC[0-9]{1,9}\b")
_DOI = re.compile(r"(10\.[0-9]{4,9}/\S+)\s*\[doi\]", re.IGNORECASE)
_DOI_OF_SOURCE = re.compile(r"\bdoi:\s*(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
_SUFFIX = "Jr|Sr|[2-9](?:nd|rd|th)|II|III|IV"
# `King ML Jr` and `King, Martin Luther Jr`
_SHORT = re.compile(rf"^([^,]*\S) ([A-Z]{{1,4}})(?: ({_SUFFIX}))?$")
_FULL = re.compile(rf"^([^,]*, .*) ({_SUFFIX})$")
# What the kinds of PubMed and of ERIC begin with.
_TYPES = {
    "Journal Article": "article-journal",
    "Book Chapter": "chapter",
    "Book": "book",
    "Preprint": "article",
    "Dissertations": "thesis",
    "Academic Dissertation": "thesis",
    "Dataset": "dataset",
    "Reports": "report",
}
_OTHER_TYPE = "document"


def _odd(line: str) -> tuple[str, str] | None:
    match = _ODD.match(line)
    return (match[1], line[match.end() :].strip()) if match else None


FORM = Form(_FIELD, _odd, first=frozenset({"PMID", "OWN"}), titles=frozenset({"TI"}))


def sniff(path: Path, head: str) -> bool:  # noqa: ARG001 - the content tells
    """Return whether a file begins with a record of PubMed's."""
    begun = head.lstrip("\ufeff \t\r\n")
    if not begun.startswith(("PMID", "OWN", "STAT", "UI  -")):
        return False
    found = _FIELD.findall("\n".join(source.split(begun)[:12]) + "\n")
    return sum(field[0] in _HEAD for field in found) >= _FEWEST_TAGS


def read(path: Path) -> Iterator[Entry | Problem]:
    """Yield the records of a file in its order, each problem in its place among them."""
    for item in tagged_records.records(path, FORM):
        if isinstance(item, Problem):
            yield item
        else:
            yield entry(item) or Problem(os.fspath(path), item.line, "the record has no title")


def entry(record: Record) -> Entry | None:
    """Return the entry that a record tells; None where it has no title."""
    told = fields.by_tag(record.fields)
    kind = _type(told)
    titles = [fields.plain(told[tag][0]) for tag in ("TI", "BTI", "CTI", "TT") if tag in told]
    title = next((title for title in titles if title), None)
    if title is None:
        return None
    venues = (told[tag][0] for tag in ("JT", "TA", "BTI") if tag in told)
    venue = fields.repeated(next(venues, ""))
    abstract = told.get("AB") or told.get("OAB")
    dates = (date_in(told[tag][0]) for tag in ("DP", "DEP") if tag in told)
    return Entry(
        title=title,
        line=record.line,
        end_line=record.end_line,
        abstract=fields.paragraphs(abstract[0], wrapped=True) if abstract else None,
        authors=_people(record.fields, "FAU", "AU") or _people(record.fields, "FED", "ED"),
        date=next((date for date in dates if date), None),
        ids=_ids(told, is_book=kind == "book"),
        urls=fields.urls([*told.get("AID", ()), *told.get("LID", ())]),
        venue=venue if venue and venue != title else None,
        type=kind,
    )


def _type(told: Mapping[str, Sequence[str]]) -> str:
    kinds = told.get("PT", ())
    found = (name for begin, name in _TYPES.items() for kind in kinds if kind.startswith(begin))
    return next(found, "article-journal" if "TA" in told else _OTHER_TYPE)


def _people(record: Sequence[Field], full: str, short: str) -> tuple[str, ...]:
    """Return people and groups in their order; each full name has its short form after it."""
    found: list[tuple[str, bool]] = []
    has_groups = is_told = False
    for tag, value, more in record:
        if tag == full:
            found.append((_FULL.sub(r"\1, \2", f"{value} {more}" if more else value), True))
        elif tag == short and not is_told:
            found.append((_SHORT.sub(_with_commas, value), True))
        elif tag == "CN" and short == "AU":
            found.append((f"{value} {more}" if more else value, False))
            has_groups = True
        is_told = tag == full
    if not has_groups:
        return fields.names([name for name, _ in found])
    people = ((fields.names([name]) if is_one else (fields.plain(name),)) for name, is_one in found)
    return tuple(name for names in people for name in names if name)


def _with_commas(name: re.Match[str]) -> str:
    return ", ".join(part for part in name.groups() if part)


def _ids(told: Mapping[str, Sequence[str]], *, is_book: bool) -> dict[str, str]:
    """Return the identifiers of a record; an ISBN is that of a book and of nothing in it."""
    places = [value for tag in ("LID", "AID") if tag in told for value in told[tag]]
    found: dict[str, str] = {}
    if doi := _doi(places, told):
        found["doi"] = doi
    for value in places:
        if "arxiv" in value.casefold() and (arxiv := fields.arxiv_named(value)):
            found["arxiv"] = arxiv
            break
    if "PMID" in told and (pmid := _PMID.match(told["PMID"][0])):
        found["pmid"] = pmid[1]
    for tag in ("PMC", "OID"):
        if "pmcid" not in found and (pmc := _PMCID.search(" ".join(told.get(tag, ())))):
            found["pmcid"] = pmc[0]
    if is_book and "ISBN" in told and (isbn := fields.isbn(" ".join(told["ISBN"]))):
        found["isbn"] = isbn
    return found


def _doi(places: Iterable[str], told: Mapping[str, Sequence[str]]) -> str | None:
    for value in places:
        if match := _DOI.search(value):
            return match[1]
    for value in places:
        if doi := fields.doi_of_url(value):
            return doi
    match = _DOI_OF_SOURCE.search(" ".join(told.get("SO", ())))
    return match[1].rstrip(".,;") if match else None
