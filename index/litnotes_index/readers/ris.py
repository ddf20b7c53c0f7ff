"""RIS, which nearly every database and reference manager writes.

The tags are those of Research Information Systems' specification (2011) and of EndNote's export
"RefMan (RIS)"; what databases make of them is said where it matters.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from litnotes_index.model import Entry, Problem
from litnotes_index.readers import tagged as tagged_records
from litnotes_index.readers.fields import attachments, ris_ids
from litnotes_index.readers.fields import tagged as fields
from litnotes_index.readers.fields.cut import is_cut
from litnotes_index.readers.fields.dates import date_in
from litnotes_index.readers.fields.ris_ids import Told
from litnotes_index.readers.files import source
from litnotes_index.readers.tagged import Form, Record

FORMAT: str = "ris"

_KNOWN = re.compile(
    r"A[1-6BDINUV]|B[NT]|C[1-8ANPRTY]|D[ABIOP]|E[DPRT]|H[12]|I[DS]|J[129AFIO]|K[1W]|L[1-4ABK]"
    r"|M[1-4]|N[12LV]|OP|P[ABIMPUY]|R[INP]|S[ENOPTV]|T[123AISTY]|U[1-5R]|V[LO]|WE|Y[12]"
)
_FIELD = re.compile(
    r"^([A-Z][A-Z0-9])  -[ \t]*+(.*)\n((?:(?![A-Z][A-Z0-9]  -).*\n)*+)", re.MULTILINE
)
_ODD = re.compile(r"([\ufeff\s]{0,8})([A-Za-z][A-Za-z0-9])([ \t\xa0]{1,6})-([ \t\xa0]+|$)?")
_TYPE = re.compile(r"[A-Za-z]{2,12}\s*")

_TITLES = ("TI", "T1", "CT")
_BOOK_TITLES = ("BT", "ST", "TT")
_OTHER_TITLES = ("ST", "TT")
_VENUES = ("T2", "JF", "JO", "J1", "JA", "J2", "BT", "C3", "SO", "T3")
_EDITORS = ("A2", "ED", "A3", "A4")
# There, these are sponsors, reporters and assignees.
_WITHOUT_EDITORS = frozenset({"BILL", "CASE", "HEAR", "LEGAL", "PAT", "STAT"})
# What their second title names is a series.
BOOKS = frozenset(
    {"AGGR", "BOOK", "CLSWK", "CTLG", "EBOOK", "EDBOOK", "MANSCPT", "MAP", "MUSIC", "PAMP", "RPRT"}
    | {"SER", "STAND", "THES"}
)
_TYPES = {
    "ART": "graphic",
    "BILL": "bill",
    "BLOG": "post-weblog",
    "BOOK": "book",
    "CASE": "legal_case",
    "CHAP": "chapter",
    "CLSWK": "classic",
    "COMP": "software",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "DATA": "dataset",
    "DICT": "entry-dictionary",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "ELEC": "webpage",
    "ENCYC": "entry-encyclopedia",
    "FIGURE": "figure",
    "HEAR": "hearing",
    "ICOMM": "personal_communication",
    "INPR": "article-journal",
    "JFULL": "periodical",
    "JOUR": "article-journal",
    "MANSCPT": "manuscript",
    "MAP": "map",
    "MGZN": "article-magazine",
    "MPCT": "motion_picture",
    "NEWS": "article-newspaper",
    "PAMP": "pamphlet",
    "PAT": "patent",
    "PCOMM": "personal_communication",
    "RPRT": "report",
    "SER": "book",
    "SOUND": "song",
    "STAND": "standard",
    "STAT": "legislation",
    "THES": "thesis",
    "UNPB": "manuscript",
    "VIDEO": "motion_picture",
    "WEB": "webpage",
}
_OTHER_TYPE = "document"
# All that are specified, or that databases added.
_KNOWN_TYPES = (
    frozenset(
        {"ABST", "ADVS", "ANCIENT", "CHART", "DBASE", "EQUA", "GEN", "GOVDOC", "GRANT", "GRNT"}
    )
    | frozenset({"JOURNAL", "LEGAL", "MULTI", "SLIDE", "UNBILL", "UNPD"})
    | BOOKS
    | _TYPES.keys()
)
# There, `DA` is when somebody looked at it.
_VISITED = frozenset({"AGGR", "CASE", "DBASE", "MULTI"})
# Alone, or with a month and day of two digits each.
_YEAR = re.compile(r"(?<![0-9])(?:1[4-9]|20)[0-9]{2}(?=(?:[0-9]{2}){0,2}+(?![0-9]))")
_WHOLE_DATE = len("2015-06-09")
_FEWEST_FIELDS = 3  # by which a record without a type is told from what databases add to one

# Lines that databases write above their records.
_HEADER = re.compile(r"[\w #.-]{1,40}(?::.*|\.|[0-9] of [0-9]+)|<?[0-9]+\. ?>?")
_MOST_HEADERS = 12
# What else may stand there, if it is records what follows; code and markup look otherwise.
_OTHER_HEADER = re.compile(r"[^\W_][\w ,.;:'’()/&–-]{0,79}")
_ENOUGH = 3  # tags as specified, to tell records by


class _OddTags:
    """Tells the tags that are not as specified, but as the type of their record is written."""

    def __init__(self) -> None:
        self._style = (False, False, False)

    def __call__(self, line: str) -> tuple[str, str] | None:
        if "-" not in line[2:16]:
            return ("ER", "") if line.strip() == "ER" else None
        match = _ODD.match(line)
        if match is None:
            return None
        indent, tag, gap, blank = match.groups()
        rest = line[match.end() :]
        style = (bool(indent.strip("\ufeff")), tag != tag.upper(), gap == " ")
        tag = tag.upper()
        if tag == "TY" and _TYPE.fullmatch(rest):
            self._style = style
        elif tag != "ER" or rest:
            is_alike = all(mine or not its for mine, its in zip(self._style, style, strict=True))
            if not is_alike or blank is None or not _KNOWN.fullmatch(tag):
                return None
        return tag, rest


def form() -> Form:
    """Return how the records of one file are told apart."""
    return Form(_FIELD, _OddTags(), frozenset({"TY"}), frozenset({"TI", "T1"}), "ER")


def sniff(path: Path, head: str) -> bool:  # noqa: ARG001 - the content tells
    """Return whether a file is a row of tagged lines with a type among them."""
    if "TY" not in head and "ty" not in head:
        return False
    odd = _OddTags()
    headers = tags = specified = 0
    typed = False
    needed = 0
    for line in source.split(head):
        match = _FIELD.match(line + "\n")
        tagged = (match[1], match[2]) if match else odd(line)
        if tagged is not None:
            tags += 1
            specified += match is not None
            if tagged[0] == "TY" and _TYPE.fullmatch(tagged[1]):
                # Tags that are not quite those of RIS may be anything.
                typed = typed or match is not None or tagged[1].strip().upper() in _KNOWN_TYPES
            if typed and tags > 1 and specified >= needed:
                return True
        elif not tags and (text := line.strip("\ufeff \t")):
            headers += 1
            if headers > _MOST_HEADERS:
                return False
            if not _HEADER.fullmatch(text):
                needed = _ENOUGH
                if not _OTHER_HEADER.fullmatch(text):
                    return False
    return False


def read(path: Path) -> Iterator[Entry | Problem]:
    """Yield the records of a file in its order, each problem in its place among them."""
    for item in tagged_records.records(path, form()):
        if isinstance(item, Problem):
            yield item
            continue
        told = fields.by_tag(item.fields)
        found = entry(item, told)
        if found is not None:
            yield found
        elif "TY" in told or len(item.fields) >= _FEWEST_FIELDS:
            yield Problem(os.fspath(path), item.line, "the record has no title")


def entry(record: Record, told: Told) -> Entry | None:
    """Return the entry that a record tells; None where it has no title."""
    kind = told["TY"][0].upper() if "TY" in told else None
    is_book = kind in BOOKS
    title = _first(told, _TITLES) or _first(told, _BOOK_TITLES if is_book else _OTHER_TITLES)
    if not title:
        return None
    return Entry(
        title=title,
        line=record.line,
        end_line=record.end_line,
        abstract=_abstract(told.get("AB") or told.get("N2") or ()),
        authors=_authors(record, told, kind),
        date=_date(told, kind),
        key=ris_ids.key(told),
        ids=ris_ids.ids(told, is_book=is_book),
        urls=fields.urls(told["UR"]) if "UR" in told else (),
        venue=None if is_book else _venue(told),
        type=_TYPES.get(kind, _OTHER_TYPE) if kind else None,
        authors_cut=True if is_cut(told.get("AU") or told.get("A1")) else None,
        files=attachments.of_ris(told),
    )


def _first(told: Told, tags: Iterable[str]) -> str | None:
    """Return the first value of these tags that has any text."""
    for tag in tags:
        for value in told.get(tag, ()):
            if text := fields.plain(value):
                return text
    return None


def _venue(told: Told) -> str | None:
    return next((fields.repeated(told[tag][0]) for tag in _VENUES if tag in told), None) or None


def _abstract(values: Sequence[str]) -> str | None:
    parts = [fields.paragraphs(value, wrapped=False) for value in values]
    return "\n".join(part for part in parts if part) or None


def _authors(record: Record, told: Told, kind: str | None) -> tuple[str, ...]:
    """Return the authors in their order, whichever of two tags each has; editors for none."""
    people: Sequence[str]
    if "AU" in told and "A1" in told:
        people = [value for tag, value, _ in record.fields if tag in ("AU", "A1")]
    else:
        people = told.get("AU") or told.get("A1") or ()
    found = fields.names(people)
    for tag in () if found or kind in _WITHOUT_EDITORS else _EDITORS:
        found = found or fields.names(told.get(tag, ()))
    return found


def _date(told: Told, kind: str | None) -> str | None:
    """Return the most exact date of the year of publication; `Y1` is the oldest of its tags."""
    tags = ("PY", "Y1") if kind in _VISITED else ("DA", "PY", "Y1")
    texts = [told[tag][0] for tag in tags if tag in told]
    year = next(
        (
            match[0]
            for tag in ("PY", *tags)
            if tag in told and (match := _YEAR.search(told[tag][0]))
        ),
        None,
    )
    if year is None:
        return None
    best = ""
    for text in texts:
        # `JUN 9` is of the year that another tag tells.
        date = date_in(text if _YEAR.search(text) else f"{year} {text}")
        if date and date.startswith(year) and len(date) > len(best):
            best = date
            if len(best) == _WHOLE_DATE:
                break
    return best or None
