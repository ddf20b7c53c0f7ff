"""BibTeX and biblatex: what people keep for LaTeX, and what every reference manager writes.

The format is that of "BibTeXing" (Oren Patashnik, 1988) and of biblatex's manual.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.bibtex import ids as bibtex_ids
from litnotes_index.readers.bibtex.dates import date
from litnotes_index.readers.bibtex.journals import journal
from litnotes_index.readers.bibtex.names import names
from litnotes_index.readers.bibtex.parents import Parents
from litnotes_index.readers.bibtex.syntax import Block, Scanner, Stray
from litnotes_index.readers.fields import attachments
from litnotes_index.readers.fields.cut import is_cut, without_mark
from litnotes_index.readers.files import source
from litnotes_index.text.clean import one_line
from litnotes_index.text.markup import unmarked
from litnotes_index.text.tex import plain

FORMAT: str = "bibtex"

_NAMES = (".bib", ".bibtex", ".biblatex")
_ENTRY = re.compile(
    r"""^[ \t]*@\s*+[^\W\d_][\w-]*+\s*+[{(]\s*+"""
    r"""(?:[^\s,{}]*+\s*+,\s*+)?+(?:%[^\n]*+\s*+)?+[^\W\d_][\w:.+-]*+\s*+=\s*+["{\w]""",
    re.MULTILINE,
)
# What begins lines in files that tell of BibTeX, or have it as an example.
_OTHER = re.compile(r"\s*(?:```|~~~|#|\\[a-z]+|<[!/a-z]|---|\.\. |//|/\*|\*\s|[-+] )", re.I)
_SILENT = re.compile(r"[\s})]*(?:[%@]|\Z)")
_SHARE = 3  # lines of entries for each line that stands in none
_PARAGRAPHS = re.compile(r"\n[^\S\n]*+\n")

_KEPT_FIELDS = """
title subtitle author editor date year month day journaltitle journal fjournal booktitle
titleaddon maintitle issuetitle eventtitle shorttitle abstract doi eprint eprinttype eprintclass
archiveprefix primaryclass url howpublished note number isbn pmid pmcid xdata crossref
abstractnote ee link director
"""
_KEPT = frozenset(_KEPT_FIELDS.split())
# Entries that are no papers: they hand down fields, group others, or configure a style.
_NO_PAPERS = frozenset({"xdata", "set", "control", "ieeetranbstctl"})
# Entries that are a whole, of which what is else the title of a whole is the title.
_WHOLE_TYPES = """
book booklet collection mvbook mvcollection mvproceedings mvreference periodical proceedings
reference
"""
_WHOLES = frozenset(_WHOLE_TYPES.split())
_PEOPLE = ("author", "editor", "director")
_VENUES = ("fjournal", "journaltitle", "journal", "booktitle", "eventtitle")
_TITLES = ("titleaddon", "maintitle", "issuetitle", "eventtitle", "shorttitle")
_ENDS = (":", "?", "!", ".", "–", "—")


def sniff(path: Path, head: str) -> bool:
    """Return whether a file is BibTeX: by its name and an entry, or by having little else."""
    if "@" not in head:
        return False
    lines = source.split(head)
    text = "\n".join(lines)
    if not _ENTRY.search(text):
        return False
    # It may be packed, as `.bib.gz`.
    if any(suffix.lower() in _NAMES for suffix in path.suffixes[-2:]):
        return True
    inside = last = 0
    outside: list[str] = []
    for block in Scanner(iter([text])).blocks():
        if isinstance(block, Block):
            outside += lines[last : block.line - 1]
            inside += block.end_line - block.line + 1
            last = len(lines) if block.damage.endswith("cut") else block.end_line
    outside += lines[last:]
    # Strings, comments and the like are no entries, and yet BibTeX.
    outside = [line for line in outside if not _SILENT.match(line)]
    return len(outside) * _SHARE <= inside and not any(map(_OTHER.match, outside))


def read(path: Path) -> Iterator[Entry | Problem]:
    """Yield the entries of a file in its order, each problem after the entry that it is about."""
    encoding: list[Problem] = []
    name = os.fspath(path)
    parents = Parents(lambda: texts(path, []), _KEPT)
    for block in Scanner(texts(path, encoding)).blocks():
        if isinstance(block, Stray):
            yield Problem(name, block.line, "the field stands in no entry")
            continue
        if block.kind not in _NO_PAPERS and block.kind != "string":
            found = entry(block, parents.complete(block))
            if found is not None:
                yield found
            elif not block.damage:
                yield Problem(name, block.line, "the record has no title")
        if block.damage:
            yield Problem(name, block.line, block.damage)
    yield from encoding


def texts(path: Path, problems: list[Problem]) -> Iterator[str]:
    """Yield the text of a file in pieces; what is wrong with it as a whole goes to `problems`."""
    for item in source.chunks(path):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            yield item


def entry(block: Block, fields: Mapping[str, str]) -> Entry | None:
    """Return the entry that a block tells, with all its fields; None where it has no title."""
    title = _title(block.kind, fields)
    if not title:
        return None
    authors, are_cut = _authors(fields)
    urls = bibtex_ids.urls(fields)
    return Entry(
        title=title,
        line=block.line,
        end_line=block.end_line,
        abstract=_abstract(fields.get("abstract") or fields.get("abstractnote") or ""),
        authors=authors,
        date=date(fields),
        key=one_line(block.key) or None,
        ids=bibtex_ids.ids(block.kind, fields, urls),
        urls=urls,
        venue=_venue(block.kind, fields),
        type=block.kind,
        authors_cut=True if are_cut else None,
        files=attachments.of_bibtex(fields),
    )


def _authors(fields: Mapping[str, str]) -> tuple[tuple[str, ...], bool]:
    """Return the people of an entry, and whether it says that there are more."""
    for name in _PEOPLE:
        if (value := fields.get(name)) and (people := without_mark(names(value))):
            return people, is_cut(value)
    return (), False


def _title(kind: str, fields: Mapping[str, str]) -> str:
    title = _text(fields.get("title", ""))
    if title:
        subtitle = _text(fields.get("subtitle", ""))
        if subtitle:
            return f"{title} {subtitle}" if title.endswith(_ENDS) else f"{title}: {subtitle}"
        return title
    others = ("booktitle", *_TITLES) if kind in _WHOLES else _TITLES
    return next((text for name in others if (text := _text(fields.get(name, "")))), "")


def _venue(kind: str, fields: Mapping[str, str]) -> str | None:
    for name in _VENUES[: 3 if kind in _WHOLES else None]:
        if (value := fields.get(name)) and (venue := _text(journal(value))):
            return venue
    return None


def _text(value: str) -> str:
    """Return a value in one line, without TeX and other markup."""
    text = plain(value)
    return one_line(unmarked(text) if "&" in text or "<" in text else text)


def _abstract(value: str) -> str | None:
    """Return an abstract with one line for each of its paragraphs; None for none."""
    if not value:
        return None
    text = plain(value)
    if "&" in text or "<" in text:
        text = unmarked(text)
    if "\n" not in text:
        return text.strip() or None
    parts = (" ".join(part.split()) for part in _PARAGRAPHS.split(text))
    return "\n".join(part for part in parts if part) or None
