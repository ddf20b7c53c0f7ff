"""Zotero's items as JSON: "BetterBibTeX JSON", and what Zotero's own API and translators write.

https://retorque.re/zotero-better-bibtex/exporting/ and
https://www.zotero.org/support/dev/web_api/v3/types_and_fields
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.fields import attachments, zotero
from litnotes_index.readers.fields import csl as csl_fields
from litnotes_index.readers.fields import ids as paper_ids
from litnotes_index.readers.fields import paper as fields
from litnotes_index.readers.fields.entries import NO_TITLE, members_of, most_are
from litnotes_index.readers.fields.members import Members, first, text_of
from litnotes_index.readers.fields.names import one_name
from litnotes_index.readers.fields.people import shown
from litnotes_index.readers.json import records as json_records
from litnotes_index.readers.json.records import Record
from litnotes_index.text.arxiv import arxiv_id
from litnotes_index.text.clean import one_line
from litnotes_index.text.markup import plain

FORMAT: str = "better-bibtex-json"

LISTS = ("items",)
_LABEL = re.compile(r'"label"\s*+:\s*+"BetterBibTeX JSON"')
# Items that are no papers, but belong to one.
PARTS = frozenset({"attachment", "note", "annotation"})
_TELLING = frozenset({
    "creators", "date", "abstractnote", "publicationtitle", "itemid", "itemkey", "parentitem",
    "citationkey", "citekey", "accessdate",
})  # fmt: skip
_KEYS = ("citationkey", "citekey")
_TITLES = ("title", "casename", "nameofact", "subject")
_DATES = ("date", "dateenacted", "datedecided", "issuedate")
_VENUES = (
    "publicationtitle", "proceedingstitle", "booktitle", "encyclopediatitle", "dictionarytitle",
    "websitetitle", "blogtitle", "forumtitle", "conferencename", "journalabbreviation",
)  # fmt: skip
# Who made an item, by its type; the last of these are no authors, but all that there may be.
_ROLES = (
    "author", "inventor", "programmer", "director", "artist", "performer", "presenter",
    "podcaster", "cartographer", "interviewee", "composer", "sponsor", "editor", "contributor",
)  # fmt: skip


def sniff(path: Path, head: str) -> bool:  # noqa: ARG001 - the content tells
    """Return whether a file is JSON whose objects are Zotero's items, as far as the head shows."""
    if not head.lstrip("\ufeff \t\r\n").startswith(("[", "{")):
        return False
    return _LABEL.search(head) is not None or ('"itemType"' in head and most_are(head, _is_item))


def _is_item(members: Members) -> bool:
    return isinstance(members.get("itemtype"), str) and bool(_TELLING & members.keys())


def read(path: Path) -> Iterator[Entry | Problem]:
    """Yield the items of a file in its order, each problem in its place among them."""
    for item in json_records.records(path, LISTS):
        if isinstance(item, Problem):
            yield item
            continue
        members = members_of(item.value)
        if text_of(members.get("itemtype")) not in PARTS:
            yield entry(item, members) or Problem(os.fspath(path), item.line, NO_TITLE)


def entry(record: Record, members: Members) -> Entry | None:
    """Return the entry that an item tells; None where it has no title."""
    title = plain(first(members, _TITLES))
    if not title:
        return None
    kind = text_of(members.get("itemtype"))
    extra = members.get("extra")
    lines = cast("list[object]", extra) if isinstance(extra, list) else [extra]
    told = csl_fields.note({"note": "\n".join(map(text_of, lines))})
    urls = paper_ids.urls({"url": members.get("url")})
    # What Zotero calls a key is where it keeps the item.
    key = one_line(first({**told, **members}, _KEYS)) or None
    return Entry(
        title=title,
        line=record.line,
        end_line=record.end_line,
        abstract=fields.paragraphs(members.get("abstractnote")),
        authors=_authors(members.get("creators")),
        date=fields.exact(first(members, _DATES)),
        key=key,
        ids=_ids({**members, **told, "type": kind, "id": members.get("archiveid")}, urls),
        urls=urls,
        venue=plain(first(members, _VENUES)) or None,
        type=kind or None,
        files=attachments.of_zotero(members),
        zotero=zotero.shown_at_of(members, key),
    )


def _authors(value: object) -> tuple[str, ...]:
    by_role: dict[str, list[str]] = {}
    for creator in cast("list[object]", value) if isinstance(value, list) else []:
        if isinstance(creator, dict):
            person = cast("Members", creator)
            role = text_of(person.get("creatorType"))
            by_role.setdefault(role or "author", []).append(_name(person))
    return next((shown(by_role[role]) for role in _ROLES if role in by_role), ())


def _name(person: Members) -> str:
    given, family, whole = (text_of(person.get(key)) for key in ("firstName", "lastName", "name"))
    if "," in given and family:
        return one_name(f"{family}, {given}")  # a suffix, which Zotero keeps there
    return " ".join(filter(None, (given, family, whole)))


def _ids(members: Members, urls: tuple[str, ...]) -> dict[str, str]:
    ids = paper_ids.ids(members, urls)
    number = first(members, ("reportnumber", "number"))
    if "arxiv" not in ids and "arxiv" in number.lower() and (arxiv := arxiv_id(number)):
        ids["arxiv"] = arxiv
    return ids
