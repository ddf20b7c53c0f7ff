"""Fields of a paper in JSON as plain values, under all the names that they usually have.

What is read are the members of an object as `members.named` gives them.
"""

import re
from collections.abc import Mapping
from typing import cast

from litnotes_index.readers.fields import csl as csl_fields
from litnotes_index.readers.fields.cut import is_cut, without_mark
from litnotes_index.readers.fields.dates import date_in
from litnotes_index.readers.fields.members import Members, first, text_of
from litnotes_index.readers.fields.names import people
from litnotes_index.readers.fields.paragraphs import unwrapped
from litnotes_index.text.clean import is_printable, one_line
from litnotes_index.text.markup import plain, unmarked

_TITLES = ("title", "papertitle", "articletitle", "titles", "displayname")
_ABSTRACTS = ("abstract", "summary", "paperabstract", "abstracttext", "abstractnote", "description")
_INVERTED = ("abstractinvertedindex", "indexedabstract")
_AUTHORS = (
    "authors", "author", "authornames", "authorlist", "authorstring", "creators", "creator",
)  # fmt: skip
_EDITORS = ("editors", "editor")
# The first that there is tells the date, the others may tell it more exactly.
_DATES = (
    "publicationdate", "publisheddate", "datepublished", "pubdate", "publishdate", "published",
    "publishedat", "publishedon", "publishedonline", "issued", "date", "year", "publicationyear",
    "pubyear", "yearpublished", "submitted", "submissiondate",
)  # fmt: skip
_VENUES = (
    "venuename", "venue", "journal", "journalname", "journaltitle", "booktitle", "containertitle",
    "conference", "conferencename", "publicationvenue", "publicationtitle", "proceedings",
    "proceedingstitle", "journalref", "publication", "series",
)  # fmt: skip
_TYPES = ("type", "entrytype", "itemtype", "publicationtype", "publicationtypes", "documenttype")
_COUNTS = ("authorcount", "numauthors", "authors")

_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])(?![0-9])")
_YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}(?:\.0)?")
# RFC 2822, without the days that not every month has.
_MAIL = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(0?[1-9]|1[0-9]|2[0-8]) ([A-Z][a-z]{2}) ([0-9]{4}) [0-9]{2}:"
)
_MONTHS = {
    "Jan": "01", "Feb": "02", "Mar": "03", "Apr": "04", "May": "05", "Jun": "06",
    "Jul": "07", "Aug": "08", "Sep": "09", "Oct": "10", "Nov": "11", "Dec": "12",
}  # fmt: skip
_LONGEST_DATE = 100
_LONG_LINE = 110  # characters; what is wrapped by a program has shorter ones


def title(members: Members) -> str:
    """Return the title in one line and without markup; empty for none."""
    return plain(first(members, _TITLES))


def abstract(members: Members) -> str | None:
    """Return the abstract without markup, a line for each of its paragraphs; None for none."""
    for key in _ABSTRACTS:
        if key in members and (text := paragraphs(members[key])):
            return text
    for key in _INVERTED:
        if key in members and (text := uninverted(members[key])):
            return text
    return None


def paragraphs(value: object) -> str | None:
    """Return a long text without markup, a line for each of its paragraphs; None for none."""
    if isinstance(value, list):
        texts = map(text_of, cast("list[object]", value))
        text = "\n".join(text for text in texts if text)
    else:
        text = text_of(value)
    text = unmarked(text).strip()
    if "\n" in text and max(map(len, text.split("\n"))) < _LONG_LINE:
        is_one = "\n " not in text and "\n\n" not in text
        text = text.replace("\n", " ") if is_one else unwrapped(text) or ""
    if not is_printable(text):
        text = "\n".join(line for part in text.split("\n") if (line := one_line(part)))
    return text or None


def uninverted(value: object) -> str | None:
    """Return the text whose words are the keys of an index, with their places; None for none.

    It is what OpenAlex has for abstracts: https://docs.openalex.org/api-entities/works.
    """
    if not isinstance(value, dict):
        return None
    index = cast("Members", value)
    inner = index.get("InvertedIndex")
    words: dict[object, str] = {}
    try:
        told = cast("Mapping[str, list[object]]", inner if isinstance(inner, dict) else index)
        for word, places in told.items():
            for place in places:
                words[place] = word
        text = " ".join(map(words.__getitem__, sorted(cast("Mapping[int, str]", words))))
    except TypeError:  # it is no such index
        return None
    return paragraphs(text)


def authors(members: Members) -> tuple[str, ...]:
    """Return the authors, where there are none the editors; empty for neither."""
    for key in (*_AUTHORS, *_EDITORS):
        if key in members and (names := without_mark(people(members[key]))):
            return names
    return ()


def authors_cut(members: Members) -> bool | None:
    """Return True where the record says that it does not name all authors, else None."""
    told = (members[key] for key in _AUTHORS if key in members)
    return True if is_cut(next(told, None)) else None


def author_count(members: Members) -> int | None:
    """Return how many authors there are, where they are counted; None where they are not."""
    counts = (count(members.get(key)) for key in _COUNTS)
    return next((number for number in counts if number is not None), None)


def votes(members: Members) -> int | None:
    """Return how many people voted for the paper; None where it is not told."""
    return count(members.get("upvotes", members.get("votes")))


def count(value: object) -> int | None:
    """Return a number that counts something; None for anything else."""
    if isinstance(value, str) and len(value) < 10 and value.isdecimal():
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 31:
        return value
    return None


def date(members: Members) -> str | None:
    """Return the date of publication as exact as it is told; None for none."""
    told = [found for key in _DATES if key in members and (found := exact(members[key]))]
    if not told:
        return None
    best = max((found for found in told if found.startswith(told[0])), key=len)
    if len(best) == 4 and (month := text_of(members.get("month"))):
        day = text_of(members.get("day"))
        written: object = [best, month, day] if month.isdecimal() else f"{month} {day} {best}"
        return exact(written) or best
    return best


def exact(value: object) -> str | None:
    """Return a date as exact as it is told (`2015-06-09`, `2015-06`, `2015`); None for none.

    It is a text in ISO's order, as in mails or with the month by its English name; or as in CSL.
    """
    if isinstance(value, (dict, list)):
        return csl_fields.date(cast("object", value))
    text = text_of(value)[:_LONGEST_DATE]
    if _DAY.match(text):
        return text[:10]
    if _YEAR.fullmatch(text):
        return text[:4]
    if (match := _MAIL.match(text)) and match[2] in _MONTHS:
        return f"{match[3]}-{_MONTHS[match[2]]}-{match[1].zfill(2)}"
    return date_in(text) if text else None


def venue(members: Members) -> str | None:
    """Return where the paper is published; None where that is not told."""
    return plain(first(members, _VENUES)) or None


def kind(members: Members) -> str | None:
    """Return what type of text the paper is; None where that is not told."""
    return one_line(first(members, _TYPES)) or None
