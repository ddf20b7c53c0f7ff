"""The XML of the ACL Anthology: a collection of volumes of papers, of today's form and of old ones.

The form of today is that of https://github.com/acl-org/acl-anthology/blob/master/data/xml/schema.rnc;
before 2019 a file was one volume with an id such as `P98`, and its papers had ids such as `1001`.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - `date` is the field's word for the text
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element
from xml.parsers.expat import ExpatError

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.fields.paragraphs import unwrapped
from litnotes_index.readers.fields.people import shown
from litnotes_index.readers.fields.urls import ids_of
from litnotes_index.readers.xml import records as xml_records
from litnotes_index.readers.xml import text as xml_text
from litnotes_index.readers.xml.records import Record
from litnotes_index.text.clean import one_line
from litnotes_index.text.markup import plain

FORMAT: str = "acl-xml"

_ROOT = re.compile(r"<(?:collection|volume)\s[^<>]{0,200}\bid\s*=")
_ITEM = re.compile(r"<(?:paper|frontmatter|booktitle)(?=[\s>])")
_NAMED = re.compile(r"<(?:title|booktitle)(?=[\s/>])")
_OPENING = re.compile(r"<(?P<tag>collection|volume|meta)(?P<rest>\s[^<>]{0,400}|)>")
_ATTRIBUTE = re.compile(r"""([\w:-]{1,40})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_META = {
    tag: re.compile(rf"<{tag}(?:\s[^<>]*)?>(?:(?!</?{tag}\b).){{0,4000}}</{tag}\s*>", re.DOTALL)
    for tag in ("booktitle", "journal-title", "year", "month")
}
_OLD_COLLECTION = re.compile(r"[A-Z][0-9]{2}")
_ID = re.compile(r"[0-9]{4}\.\w{1,40}-\w{1,40}\.[0-9]{1,4}|[A-Z][0-9]{2}-[0-9]{4}", re.ASCII)
_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(?:[^-<]++|-(?!->)|<(?!!--))*+-->")
_YEAR = re.compile(r"\s*([12][0-9]{3})\s*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})", re.IGNORECASE)
_DAY = re.compile(r"[^\W\d]+\.?\s+([0-9]{1,2})|([0-9]{1,2})\s+[^\W\d]+\.?")
_TYPES = {"journal": "article", "proceedings": "inproceedings"}


@dataclass(frozen=True, slots=True)
class _Volume:
    """What all papers of a volume have in common; empty where it is not told."""

    collection: str = ""
    volume: str = ""
    venue: str = ""
    year: str = ""
    month: str = ""
    kind: str = ""


def sniff(path: Path, head: str) -> bool:  # noqa: ARG001 - the content tells
    """Return whether a file is a collection or volume of the Anthology, by its first elements."""
    return bool(
        head.lstrip("\ufeff \t\r\n").startswith("<")
        and (root := _ROOT.search(head))
        and _ITEM.search(head, root.end())
        and _NAMED.search(head, root.end())
    )


def read(path: Path) -> Iterator[Entry | Problem]:
    """Yield the papers of a file in its order, each problem in its place among them.

    The front matter of a volume is no paper.
    """
    volume = _Volume()
    for item in xml_records.records(path, "paper"):
        if isinstance(item, Problem):
            yield item
        else:
            if "<" in item.before:
                volume = _volume(item.before, volume)
            yield _entry(item, volume) or Problem(
                os.fspath(path), item.line, "the record has no title"
            )


def _volume(before: str, known: _Volume) -> _Volume:
    """Return the volume that a paper is in, by what stands before the paper in the file."""
    before = _COMMENT.sub("", before)
    collection, volume, kind = known.collection, known.volume, known.kind
    begin = None
    for opening in _OPENING.finditer(before):
        attributes = _attributes(opening["rest"])
        if opening["tag"] == "collection":
            collection, volume, kind = attributes.get("id", ""), "", ""
        elif opening["tag"] == "volume":
            volume, kind = attributes.get("id", ""), attributes.get("type", "")
        elif begin is None:
            volume = kind = ""  # that of another volume, whose own tag is missing
        else:
            continue
        begin = opening.end()
    if begin is None:
        return known
    # Where a title is, a paper is whose own tag is missing.
    own = before[begin:].partition("<title")[0]
    told = {tag: _meta(form, own) for tag, form in _META.items()}
    venue = told["booktitle"] or told["journal-title"]
    return _Volume(collection, volume, venue, told["year"], told["month"], kind)


def _attributes(text: str) -> dict[str, str]:
    return {name: one or other for name, one, other in _ATTRIBUTE.findall(text)}


def _meta(form: re.Pattern[str], text: str) -> str:
    match = form.search(text)
    element = xml_text.parse(match[0]) if match else None
    return "" if element is None or isinstance(element, ExpatError) else _plain(element)


def _entry(record: Record, volume: _Volume) -> Entry | None:
    """Return the entry that a paper is; None where it has no title."""
    told: dict[str, str] = {}
    title = ""
    abstract = None
    authors: list[str] = []
    editors: list[str] = []
    for child in record.element:
        tag = child.tag
        if tag in ("author", "editor"):
            (authors if tag == "author" else editors).append(_name(child))
        elif tag == "title":
            title = title or _plain(child)
        elif tag == "abstract":
            abstract = abstract or unwrapped(_text(child))
        else:
            told.setdefault(tag, child.text or "")
    if not title:
        return None
    ids, urls = _places(record.element.get("id", ""), told, volume)
    return Entry(
        title=title,
        line=record.line,
        end_line=record.end_line,
        abstract=abstract,
        authors=shown(authors or editors),
        date=_date(told.get("year") or volume.year, told.get("month") or volume.month),
        key=one_line(told.get("bibkey", "")) or None,
        ids=ids,
        urls=urls,
        venue=one_line(told.get("booktitle", "")) or volume.venue or None,
        type=_TYPES.get(volume.kind),
    )


def _text(element: Element) -> str:
    if len(element):
        for math in list(element.iter("tex-math")):
            written = xml_text.text(math)
            del math[:]
            math.text = f"${written}$"
    return xml_text.text(element)


def _plain(element: Element) -> str:
    return plain(_text(element))


def _name(person: Element) -> str:
    """Return a person as `Given Family`, whichever comes first in the file."""
    if not len(person):
        family, _, given = plain(person.text or "").partition(",")
        return f"{given} {family}"
    name = f"{person.findtext('first', '')} {person.findtext('last', '')}"
    suffix = person.findtext("suffix") if len(person) > 2 else None
    return f"{name}, {suffix}" if suffix else name


def _places(
    number: str, told: dict[str, str], volume: _Volume
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the identifiers of a paper and its addresses."""
    url, doi = told.get("url", "").strip(), told.get("doi", "").strip()
    # What is kept elsewhere has its address there.
    ids = ids_of(url) if "://" in url else {"acl": url} if _ID.fullmatch(url) else {}
    urls = () if "acl" in ids or "://" not in url else (one_line(url),)
    if "acl" not in ids and (made := _anthology_id(volume, number)):
        ids["acl"] = made
    if doi:
        ids["doi"] = _DOI_PREFIX.sub("", doi)
    return ids, (f"https://aclanthology.org/{ids['acl']}/", *urls) if "acl" in ids else urls


def _anthology_id(volume: _Volume, number: str) -> str | None:
    """Return the identifier of a paper that does not tell it, by its volume; None if unknown."""
    if not number.isdecimal():
        return None
    collection, name = volume.collection, volume.volume
    if not collection and _OLD_COLLECTION.fullmatch(name):
        return f"{name}-{int(number):04}"  # a file from before 2019
    if _OLD_COLLECTION.fullmatch(collection) and name.isdecimal():
        # Workshops had many volumes.
        is_wide = collection[0] == "W" or collection == "C69" or int(name) > 9
        is_wide = is_wide or (collection == "D19" and int(name) >= 5)
        tail = f"{int(name):02}{int(number):02}" if is_wide else f"{name}{int(number):03}"
        return f"{collection}-{tail}"
    made = f"{collection}-{name}.{number}"
    return made if _ID.fullmatch(made) else None


@lru_cache(maxsize=256)  # all papers of a volume have the same
def _date(year: str, month: str) -> str | None:
    """Return a date as exact as it is told; a range of months is only its year."""
    told = _YEAR.fullmatch(year)
    if told is None:
        return None
    months = _MONTH.findall(month)
    if len(months) != 1:
        return told[1]
    number = _MONTHS.index(months[0].lower()) + 1
    day = _DAY.fullmatch(month.strip())
    with suppress(ValueError):
        return (
            Date(int(told[1]), number, int(day[1] or day[2])).isoformat()
            if day
            else (f"{told[1]}-{number:02}")
        )
    return f"{told[1]}-{number:02}"
