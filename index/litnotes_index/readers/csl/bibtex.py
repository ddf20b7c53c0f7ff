"""Entries of BibTeX and biblatex as items: types and fields by biblatex's manual (section 2)."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from litnotes_index.model import Entry
from litnotes_index.readers.bibtex import names, reader
from litnotes_index.readers.bibtex.parents import Parents
from litnotes_index.readers.bibtex.syntax import Block, Scanner
from litnotes_index.readers.csl import dates
from litnotes_index.readers.csl.people import OTHERS, Name, cut, name, named, person
from litnotes_index.readers.csl.rich import rich
from litnotes_index.readers.csl.told import Item, item_of
from litnotes_index.readers.csl.types import DOCUMENT, csl_type
from litnotes_index.readers.fields.cut import without_mark
from litnotes_index.readers.fields.names import is_suffix, without_notes
from litnotes_index.text.clean import one_line
from litnotes_index.text.tex import plain, verbatim

Fields = Mapping[str, str]

# What other formats mean by these words is something else.
_TYPES = {"collection": "book", "booklet": "pamphlet", "review": "review"}
_SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}
_THESES = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis"}
_PEOPLE = {
    "author": "author", "editor": "editor", "translator": "translator",
    "bookauthor": "container-author", "director": "director",
}  # fmt: skip
# The first of these fields that is there tells the variable.
_TEXTS = {
    "title-short": ("shorttitle",),
    "container-title-short": ("shortjournal",),
    "collection-title": ("series",),
    "volume": ("volume",),
    "publisher": ("publisher", "school", "institution", "organization"),
    "publisher-place": ("address", "location"),
    "event-title": ("eventtitle",),
    "event-place": ("venue",),
    "edition": ("edition",),
    "chapter-number": ("chapter",),
    "part-number": ("part",),
    "number-of-pages": ("pagetotal",),
    "number-of-volumes": ("volumes",),
    "version": ("version",),
    "status": ("pubstate",),
    "genre": ("type",),
    "ISSN": ("issn",),
    "ISBN": ("isbn",),
    "keyword": ("keywords",),
    "language": ("language", "langid"),
    "note": ("note",),
    "annote": ("annote", "annotation"),
}
_DATES = {"accessed": ("urldate",), "event-date": ("eventdate",), "original-date": ("origdate",)}
_PAGES = frozenset({"electronic", "misc", "online", "www"})
_IN_ISSUES = frozenset({"article", "periodical", "suppperiodical"})
_NUMBERED = frozenset({"techreport", "report", "misc", "patent", "manual", "dataset", "online"})
_SET = re.compile(
    r"\\(?:(?P<i>textit|emph|mkbibemph)|(?P<b>textbf|mkbibbold)|(?P<sc>textsc))"
    r"\s*+\{(?P<text>[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+)\}"
)
_DASHES = re.compile(r"\s*(?:-{1,3}|[‐-―−])\s*")
_IS_ADDRESS = re.compile(r"https?:|\\url|\\href|www\.|arxiv", re.IGNORECASE)
_WORD = re.compile(r"(?:[^\s{}~]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})+")


def records(path: Path, _format_name: str) -> Iterator["_Record"]:
    """Yield the entries of a file that may be papers, each with what it inherits when asked."""
    parents = Parents(lambda: reader.texts(path, []), None)
    for block in Scanner(reader.texts(path, [])).blocks():
        if isinstance(block, Block):
            yield _Record(block, parents)


class _Record:
    """One entry, and those of its file that it may inherit from."""

    def __init__(self, block: Block, parents: Parents) -> None:
        self.block, self._parents = block, parents
        self.line = block.line

    def fields(self) -> Fields:
        return self._parents.complete(self.block)


def item(record: _Record) -> tuple[Entry, Item] | None:
    """Return the entry and the item that a record tells; None where it has no title."""
    block, fields = record.block, record.fields()
    entry = reader.entry(block, fields)
    if entry is None:
        return None
    found = item_of(entry)
    found.pop("author", None)  # who may be an editor
    found |= _people(fields)
    for variable, names_of in _TEXTS.items():
        texts = (_text(fields.get(field, "")) for field in names_of)
        if text := next(filter(None, texts), ""):
            found[variable] = text
    found |= {variable: date for variable, date in _dates(fields) if date}
    if "issued" not in found and (told := _bare(fields.get("year") or fields.get("date") or "")):
        found["issued"] = {"literal": told}
    found |= {variable: text for variable, text in _numbers(block.kind, fields) if text}
    if "title" in fields and "subtitle" not in fields and _SET.search(fields["title"]):
        found["title"] = _text(fields["title"])
    found["type"] = _type(block.kind, fields, found)
    if found.get("genre") in (found["type"], "preprint"):
        del found["genre"]  # which says no more
    if block.kind in _THESES:
        found.setdefault("genre", _THESES[block.kind])
    if page := _DASHES.sub("-", _text(fields.get("pages", ""))):
        found["page"] = page
    if "doi" not in entry.ids and (doi := verbatim(fields.get("doi", "")).strip()):
        found.setdefault("DOI", doi)
    if (whole := _text(fields.get("booktitle", ""))) not in ("", entry.title):
        found.setdefault("container-title", whole)
    published = _text(fields.get("howpublished", ""))
    if published and block.kind in _PAGES and not _IS_ADDRESS.search(published):
        found.setdefault("container-title", published)
    return entry, found


def _type(kind: str, fields: Fields, item: Item) -> str:
    if found := _SUBTYPES.get(fields.get("entrysubtype", "")) or _TYPES.get(kind):
        return found
    if kind in ("misc", "article") and "container-title" not in item and "custom" in item:
        return "article"
    found = csl_type(kind, is_published=kind == "article")
    if found != DOCUMENT:
        return found
    told = csl_type(_text(fields.get("type", "")), is_published=False)
    if told != DOCUMENT and "type" in fields:
        return told
    is_page = "URL" in item and not {"DOI", "custom"} & item.keys()
    return "webpage" if is_page and "publisher" not in fields else DOCUMENT


def _people(fields: Fields) -> Iterator[tuple[str, list[Name]]]:
    """Yield the people of an entry by what they did."""
    for field, role in _PEOPLE.items():
        if (written := fields.get(field)) and (shown := without_mark(names.names(written))):
            bare = without_notes(" ".join(written.split()))
            people = named(names.parted(bare), shown, _name)
            yield role, cut(people, written)


def _name(text: str) -> Name:
    """Return the parts of one name, as BibTeX parts them; nothing for nobody."""
    text = text.strip(" ,")
    if not text or text.lower() in names.OTHERS:
        return OTHERS
    words = _WORD.findall(text)
    if len(words) == 1 and text.startswith("{") and "=" not in text:
        return {"literal": _bare(text)}
    parts = names.at_commas(text)
    if names.NAMED.match(parts[0]):
        told = names.named(parts)
        family, given, suffix, prefix = (
            _bare(told.get(part, "")) for part in ("family", "given", "suffix", "prefix")
        )
        return person(family, given, suffix, prefix)
    if len(parts) == 1:
        return {"family": _bare(text)} if len(words) == 1 else name(_bare(text))
    family, *between, given = parts
    if len(parts) == 2 and is_suffix(_bare(given)):
        given, between = "", [given]
    found = person(_bare(family), _bare(given), _bare(", ".join(between)))
    if family.startswith("{") and len(_WORD.findall(family)) == 1:
        found.pop("non-dropping-particle", None)
        found["family"] = _bare(family)
    return found


def _bare(text: str) -> str:
    return one_line(plain(text))


def _text(value: str) -> str:
    """Return a value as a text of CSL, with the tags for how some of it is set."""
    if not value:
        return ""
    for _ in range(3):  # one in another
        if "\\" not in value:
            break
        value = _SET.sub(_tag, value)
    return rich(plain(value))


def _tag(match: re.Match[str]) -> str:
    tag = next(name for name in ("i", "b", "sc") if match[name])
    return f"<{tag}>{match['text']}</{tag}>"


def _dates(fields: Fields) -> Iterator[tuple[str, dict[str, Any] | None]]:
    for variable, names_of in _DATES.items():
        yield variable, next((dates.date(_bare(fields[f])) for f in names_of if f in fields), None)
    told = verbatim(fields.get("date", ""))
    span = dates.from_iso(told) if told else None
    if span and (len(span["date-parts"]) > 1 or len(span) > 1):
        yield "issued", span


def _numbers(kind: str, fields: Fields) -> Iterator[tuple[str, str]]:
    """Yield the number of an issue, of a report, or of a book in its series."""
    number, issue = (_text(fields.get(name, "")) for name in ("number", "issue"))
    if kind in _IN_ISSUES:
        yield "issue", number or issue
    elif kind in _NUMBERED or "series" not in fields:
        yield "number", number
    else:
        yield "collection-number", number
