"""Zotero's items as those of CSL, by its own schema: https://api.zotero.org/schema."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from litnotes_index.model import Entry, Problem
from litnotes_index.readers import better_bibtex_json as zotero
from litnotes_index.readers.csl import dates
from litnotes_index.readers.csl.people import Name
from litnotes_index.readers.csl.rich import rich
from litnotes_index.readers.csl.told import Item, item_of
from litnotes_index.readers.fields.entries import members_of
from litnotes_index.readers.fields.members import Members, first, text_of
from litnotes_index.readers.json import records as json_records
from litnotes_index.readers.json.records import Record
from litnotes_index.text.markup import plain

_ROLES = {
    **dict.fromkeys(
        ("author", "inventor", "programmer", "artist", "presenter", "podcaster", "cartographer",
         "interviewee"),
        "author",
    ),
    "bookAuthor": "container-author",
    "castMember": "performer",
    "reviewedAuthor": "reviewed-author",
    "scriptwriter": "script-writer",
    "seriesEditor": "collection-editor",
    **{
        role: role
        for role in ("composer", "contributor", "director", "editor", "guest", "interviewer",
                     "performer", "producer", "recipient", "translator")
    },
}  # fmt: skip
# Members by their names in small letters; the first of them that is there tells the variable.
_TEXTS = {
    "title-short": ("shorttitle",),
    "container-title-short": ("journalabbreviation",),
    "collection-title": ("seriestitle", "series"),
    "collection-number": ("seriesnumber",),
    "volume": ("volume", "codevolume", "reportervolume"),
    "issue": ("issue",),
    "number": (
        "number", "reportnumber", "patentnumber", "billnumber", "documentnumber", "docketnumber",
        "episodenumber", "publiclawnumber", "identifier",
    ),
    "page": ("pages", "codepages", "firstpage"),
    "publisher": (
        "publisher", "institution", "university", "repository", "label", "studio", "network",
        "company", "distributor", "organization",
    ),
    "publisher-place": ("place",),
    "event-title": ("meetingname", "conferencename"),
    "edition": ("edition",),
    "genre": (
        "type", "thesistype", "reporttype", "manuscripttype", "genre", "lettertype", "maptype",
        "posttype", "presentationtype", "websitetype", "programminglanguage",
    ),
    "medium": ("medium", "artworkmedium", "interviewmedium", "system"),
    "number-of-pages": ("numpages",),
    "number-of-volumes": ("numberofvolumes",),
    "section": ("section", "committee"),
    "version": ("versionnumber",),
    "authority": ("court", "legislativebody", "issuingauthority", "authority"),
    "status": ("legalstatus", "status"),
    "archive": ("archive",),
    "archive_location": ("archivelocation",),
    "call-number": ("callnumber", "applicationnumber"),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "language": ("language",),
    "annote": ("annote",),
}  # fmt: skip
_DATES = {"accessed": "accessdate", "submitted": "filingdate"}


def records(path: Path, _format_name: str) -> Iterator[Record | Problem]:
    """Yield the items of a file, each problem in its place among them."""
    return json_records.records(path, zotero.LISTS)


def item(record: Record) -> tuple[Entry, Item] | None:
    """Return the entry and the item that a record tells; None where it has no title."""
    members = members_of(record.value)
    entry = zotero.entry(record, members)
    if entry is None:
        return None
    found = item_of(entry)
    found["title"] = rich(text_of(members.get("title"))) or entry.title
    people = _people(members)
    if people.keys() & {"author", "editor", "director", "composer", "performer", "contributor"}:
        found.pop("author", None)  # who is one of these
    found |= people
    found |= {
        variable: text
        for variable, names in _TEXTS.items()
        if (text := rich(first(members, names)))
    }
    found |= {
        variable: date
        for variable, name in _DATES.items()
        if (date := dates.date(text_of(members.get(name))))
    }
    tags = members.get("tags")
    if isinstance(tags, list):
        words = (_tag(tag) for tag in cast("list[object]", tags))
        found["keyword"] = ", ".join(filter(None, words))
    return entry, {variable: value for variable, value in found.items() if value}


def _people(members: Members) -> dict[str, list[Name]]:
    people: dict[str, list[Name]] = {}
    creators = members.get("creators")
    for creator in cast("list[object]", creators) if isinstance(creators, list) else []:
        if isinstance(creator, dict) and (name := _name(cast("Members", creator))):
            role = _ROLES.get(text_of(cast("Members", creator).get("creatorType")) or "author")
            people.setdefault(role or "contributor", []).append(name)
    return people


def _name(person: Mapping[str, object]) -> Name:
    family, given = (plain(text_of(person.get(key))) for key in ("lastName", "firstName"))
    if not family:
        whole = plain(text_of(person.get("name"))) or given
        return {"literal": whole} if whole else {}
    given, _, suffix = given.partition(",")  # which Zotero keeps there
    name = {"family": family, "given": given.strip(), "suffix": suffix.strip()}
    return {part: text for part, text in name.items() if text}


def _tag(tag: object) -> str:
    return rich(text_of(cast("Members", tag).get("tag") if isinstance(tag, dict) else tag))
