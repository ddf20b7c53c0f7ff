"""Tables of papers as text, with a header, as spreadsheets, pandas, Zotero, Scopus, PubMed write.

Which column is what is told by its name; the names and what they say are those of papers in JSON.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.fields import csl as csl_fields
from litnotes_index.readers.fields import evidence as paper_evidence
from litnotes_index.readers.fields import ids as paper_ids
from litnotes_index.readers.fields import names as paper_names
from litnotes_index.readers.fields import paper as fields
from litnotes_index.readers.fields.cut import without_mark
from litnotes_index.readers.fields.members import Members, named, text_of
from litnotes_index.readers.files import source
from litnotes_index.readers.table import rows as table_rows
from litnotes_index.readers.table.rows import PARTING, Row
from litnotes_index.text.arxiv import arxiv_id

FORMAT: str = "table"

_ALIASES = {
    "articletitle": "title",
    "documenttitle": "title",
    "papername": "title",
    "papertitle": "title",
    "displayname": "title",
    "authortext": "authors",
    "authorfullnames": "authors",
    "authorsfull": "authors",
    "authorshipsauthordisplayname": "authors",
    "journalbook": "journal",
    "sourcetitle": "journal",
    "primarylocationsourcedisplayname": "journal",
    "arxivlink": "arxivurl",
    "articleurl": "url",
    "paperlink": "url",
    "doilink": "doi",
}
# Those of the Web of Science: https://images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html
_TAGS = {
    "ti": "title",
    "au": "author",
    "af": "authors",
    "ab": "abstract",
    "py": "year",
    "so": "journal",
    "di": "doi",
    "pm": "pmid",
}
_PEOPLE = frozenset({"authors", "author", "authornames", "authorlist", "creators", "creator"})
_IDS = frozenset({"doi", "arxivid", "arxiv", "arxivurl", "pmid", "pmcid", "aclid", "anthologyid"})
_DATES = frozenset({"year", "publicationyear", "pubyear", "date", "publicationdate", "published"})
_TEXTS = frozenset({"abstract", "abstractnote", "venue", "journal", "booktitle"})
_PLACES = frozenset({"url", "link", "paperurl", "pdf", "pdfurl", "absurl"})
_TELLING = _IDS | _TEXTS
_KNOWN = _PEOPLE | _IDS | _DATES | _TEXTS | _PLACES | {"summary"}
_OTHERS = frozenset({"title", "id", "paperid", "number", "no", "index", "venue", "type", "pages"})

_SEPARATOR = re.compile(r"\ufeff?sep=[,;\t]\s*")  # a line that tells a spreadsheet
_NUMBER = re.compile(r"[0-9.]+")
_A_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")
_ZOTERO = re.compile(r"[A-Z0-9]{8}")
# What Google Scholar, and with it Publish or Perish, puts before titles.
_SCHOLAR = re.compile(r"\A(?:\[(?:PDF|HTML|BOOK|CITATION)\]\s*(?:\[[BC]\]\s*)?)+")
_FIRST_LINES = 20
_ENOUGH = 20  # rows, to tell a file by


@dataclass(frozen=True, slots=True)
class _Header:
    """The line of a header, from 1, the character that parts its cells, and what they name.

    A column that names nothing, or what one before it does, is empty.
    """

    line: int
    parting: str
    names: tuple[str, ...]

    @property
    def width(self) -> int:
        """How many cells a row has."""
        return len(self.names)

    def members(self, cells: Sequence[str]) -> dict[str, object]:
        """Return the cells of a row that say something, by the names of their columns."""
        pairs = zip(self.names, cells, strict=False)
        return named({name: cell.strip() for name, cell in pairs if cell and name})

    def is_likely(self, cells: Sequence[str]) -> bool:
        """Return whether cells can be a record: dates and identifiers are where they should be."""
        told = self.members(cells)
        fits = [
            _is_one(name, text_of(told[name]))
            for name in told
            if name in _IDS or name in _DATES | _PLACES
        ]
        return all(fits) and "title" in told and (bool(fits) or len(cells) == len(self.names))


def _is_one(name: str, cell: str) -> bool:
    if name in _DATES:
        return _A_YEAR.search(cell) is not None and len(cell) < 40
    if name in _IDS:
        return any(character.isdecimal() for character in cell) and len(cell.split()) < 3
    return "." in cell and " " not in cell.strip()


def sniff(path: Path, head: str) -> bool:  # noqa: ARG001 - the content tells
    """Return whether a file is a table whose header names titles, and whose rows are papers."""
    header = _header(head)
    if header is None:
        return False
    rows = table_rows.beginning(head, header, _ENOUGH)
    if paper_evidence.are_papers([header.members(cells) for cells in rows]):
        return True
    # A table of nothing but what papers have needs no more evidence; one with other columns, or of
    # titles with nothing but dates and addresses, may be of films or of bookmarks, and one where
    # each has a single author, of novels.
    names = frozenset(header.names)
    is_empty = not any(line.strip() for line in source.split(head)[header.line :])
    has_authors = "authors" in names or any(
        len(_authors(header.members(cells))) > 1 for cells in rows
    )
    is_telling = bool(names & _TELLING) or (has_authors and bool(names & _DATES))
    return (bool(rows) or is_empty) and names <= _KNOWN | _OTHERS and is_telling


def read(path: Path) -> Iterator[Entry | Problem]:
    """Yield the papers of a table in its order, each problem in its place among them."""
    header = _header(source.head(path) or "")
    if header is None:
        yield Problem(os.fspath(path), 1, "the table has no header that names titles")
        return
    for item in table_rows.rows(path, header):
        if isinstance(item, Problem):
            yield item
        else:
            found = _entry(item, header.members(item.cells))
            yield found or Problem(os.fspath(path), item.line, "the record has no title")


def _header(head: str) -> _Header | None:
    """Return the header that a text begins with; None where none names titles and more."""
    for number, line in enumerate(islice(source.split(head), _FIRST_LINES), 1):
        if line.strip() and not _SEPARATOR.fullmatch(line):
            headers = [_Header(number, parting, _names(line, parting)) for parting in PARTING]
            best = max(headers, key=lambda header: len(frozenset(header.names) & _KNOWN))
            return best if "title" in best.names and frozenset(best.names) & _KNOWN else None
    return None


def _names(line: str, parting: str) -> tuple[str, ...]:
    """Return what the cells of a header name; empty for what others before name, or nothing."""
    cells = table_rows.split(line.lstrip("\ufeff"), parting)
    told = ["".join(named({cell.strip(): 1})) for cell in cells]
    aliases = dict(_ALIASES)
    if "ti" in told and ("au" in told or "af" in told):
        aliases |= _TAGS
    if "arxivid" in told:
        aliases["created"] = "published"
    if "gsrank" in told:  # Publish or Perish
        aliases["source"] = "journal"
    if "authorfullnames" in told or "authorsfull" in told:
        aliases["authors"] = "author"  # with initials; they tell where the full names are missing
    names: list[str] = []
    for name in (aliases.get(name, name) for name in told):
        names.append("" if name in names else name)
    return tuple(names)


def _entry(row: Row, members: Members) -> Entry | None:
    """Return the entry that a row tells; None where it has no title."""
    if isinstance(extra := members.get("extra"), str):
        members = {**csl_fields.note({"note": extra}), **members}  # Zotero's
    title = _SCHOLAR.sub("", fields.title(members), 1)
    if not title:
        return None
    urls = paper_ids.urls(members)
    return Entry(
        title=title,
        line=row.line,
        end_line=row.end_line,
        abstract=fields.abstract(members),
        authors=without_mark(_authors(members)),
        author_count=fields.author_count(members),
        date=fields.date(members),
        votes=fields.votes(members),
        key=_key(members),
        ids=_ids(members, urls),
        urls=urls,
        venue=fields.venue(members),
        type=fields.kind(members),
        authors_cut=fields.authors_cut(members),
    )


def _authors(members: Members) -> tuple[str, ...]:
    """Return the people of a row."""
    parts = [part.strip() for part in text_of(members.get("authors")).split(",")]
    # `B, A` is one person or two; where they are counted, it is known.
    is_list = len(parts) > 1 and len(parts) == fields.author_count(members)
    return paper_names.people(parts) if is_list else fields.authors(members)


def _key(members: Members) -> str | None:
    """Return the citation key; Zotero's own names of its items are none."""
    key = paper_ids.key(members)
    return None if key and _ZOTERO.fullmatch(key) else key


def _ids(members: Members, urls: Sequence[str]) -> dict[str, str]:
    """Return the identifiers of a row; one that a spreadsheet took for a number stays as it is."""
    found = paper_ids.ids(members, urls)
    if "arxiv" in found:
        cells = (
            str(members[name]).strip() for name in ("arxivid", "arxiv", "id") if name in members
        )
        numbers = (cell for cell in cells if _NUMBER.fullmatch(cell))
        told = (cell for cell in numbers if arxiv_id(cell) == found["arxiv"])
        found["arxiv"] = next(told, found["arxiv"])
    return found
