"""A new literature note: what it says by a template, what it is called, and where it lies."""

import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from litnotes_index import zipped
from litnotes_index.backlinks import is_same, read_note
from litnotes_index.config import Settings, inside
from litnotes_index.errors import ConfigError, LitnotesError
from litnotes_index.model import Paper, Source
from litnotes_index.summary import summarize
from litnotes_index.templates import LONGEST_LIST, LONGEST_TEMPLATE, filled
from litnotes_index.text.clean import one_line, without_surrogates
from litnotes_index.view import View

TEMPLATE = """\
---
citekey: {{ key | yaml }}
title: {{ title | yaml }}
{% if authors %}
authors: {{ authors | yaml }}
{% endif %}
{% if date %}
date: {{ date }}
{% endif %}
{% for kind, value in ids | items %}
{{ kind }}: {{ value | yaml }}
{% endfor %}
{% if urls %}
url: {{ urls | first | yaml }}
{% endif %}
source: {{ source | yaml }}
---

# {{ title | markdown }}

{% if summary %}
<!-- litnotes:summary -->
{{ summary | markdown }}
<!-- /litnotes:summary -->

{% endif %}
## What it says

## What I make of it
"""
NAME = "{{ key }}"

_LONGEST_VALUE = 20_000
_LONGEST_HEAD = 1 << 16  # bytes, of which the front matter is the first
# A file system takes 255 bytes, of which editors want some for their backups.
_LONGEST_NAME = 200
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file; brackets, `#` and `^` are what a
# wikilink cannot hold.
_UNSAFE = re.compile(r'[<>:"/\\|?*\[\]#^\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NewNote:
    """A literature note that does not exist yet."""

    path: Path
    text: str


def new_note(paper: Paper, root: Path, settings: Settings) -> NewNote:
    """Return the note that a root's settings would have of a paper.

    Raise `ConfigError` for a template that is wrong or cannot be read.
    """
    asked = settings.config.literature
    template = _read(settings.template) if settings.template else TEMPLATE
    return NewNote(
        Path(os.path.normpath(_folder(root, settings) / file_name(paper, root, asked.name))),
        text_of(paper, root, template),
    )


def text_of(paper: Paper, root: Path, template: str = TEMPLATE) -> str:
    """Return what a new note on a paper says; raise `ConfigError` for a template that is wrong.

    Where the paper stands is told from the root, if it is in there.
    """
    return filled(template, values_of(paper, root)).rstrip("\n") + "\n"


def file_name(paper: Paper, root: Path, template: str = NAME) -> str:
    """Return the name of a paper's note, with `.md`: one that every file system takes.

    Raise `ConfigError` for a template that is wrong.
    """
    told = " ".join(filled(template, values_of(paper, root)).split())
    stem = _safe(told.removesuffix(".md"))
    return f"{stem or _safe(paper.key) or 'paper'}.md"


def create(note: NewNote) -> None:
    """Write a note, and the folder that it lies in; raise `LitnotesError` where that cannot be.

    A file that is there is never written over, whoever made it a moment ago.
    """
    try:
        note.path.parent.mkdir(parents=True, exist_ok=True)
        file = note.path.open("x", encoding="utf-8", newline="\n")
        try:
            with file:
                file.write(note.text)
        except BaseException:
            note.path.unlink(missing_ok=True)  # half a note would be in the way of a whole one
            raise
    except FileExistsError as error:
        there = error.filename or note.path
        raise LitnotesError(f"{there} is there already; nothing was written") from None
    except OSError as error:
        raise LitnotesError(f"{note.path} cannot be written: {error.strerror}") from error


def is_made(note: NewNote, paper: Paper, view: View) -> bool:
    """Return whether the file of a new note is there, and is about its paper.

    The index may not know it yet.
    """
    path = str(note.path)
    try:
        zipped.regular(path)
        with open(path, "rb", opener=zipped.opener) as opened:
            start = opened.read(_LONGEST_HEAD) or b""
    except OSError:
        return False
    about = view.literature(read_note(path, start, view))
    return any(is_same(paper, other) for other in about)


def _folder(root: Path, settings: Settings) -> Path:
    if folder := settings.config.literature.folder:
        return root / Path(os.path.expanduser(folder))  # noqa: PTH111 - Path raises for an unknown user
    first = next(iter(settings.notes), root)
    return first if first.is_dir() and inside(first, root) else root


def _read(template: Path) -> str:
    try:
        zipped.regular(str(template))
        with open(template, "rb", opener=zipped.opener) as opened:
            # A letter takes at most four bytes; a pipe since that look may give nothing.
            data = opened.read(4 * LONGEST_TEMPLATE + 1) or b""
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ConfigError(f"{template} cannot be read: {reason}") from error


def _safe(name: str) -> str:
    name = unicodedata.normalize("NFC", without_surrogates(one_line(_UNSAFE.sub(" ", name))))
    name = name.strip(" .")
    if _RESERVED.match(name):
        name = f"_{name}"
    return name.encode()[:_LONGEST_NAME].decode(errors="ignore").rstrip(" .")


def values_of(paper: Paper, root: Path) -> dict[str, object]:
    """Return what a template may show of a paper; what is unknown is empty."""
    authors = [_shown(name) for name in paper.authors[:LONGEST_LIST]]
    year = (paper.date or "")[:4]
    abstract = _shown(paper.abstract or "")
    return {
        "key": _shown(paper.key),
        "title": _shown(paper.title),
        "authors": authors,
        "author_count": paper.author_count or len(authors),
        "date": _shown(paper.date or ""),
        "year": year if year.isdecimal() else "",
        "venue": _shown(paper.venue or ""),
        "type": _shown(paper.type or ""),
        "ids": {kind: _shown(value) for kind, value in paper.ids.items()},
        "doi": _shown(paper.ids.get("doi", "")),
        "arxiv": _shown(paper.ids.get("arxiv", "")),
        "urls": [_shown(url) for url in paper.urls[:LONGEST_LIST]],
        "abstract": abstract,
        "summary": " ".join(summarize(abstract, title=paper.title)) if abstract else "",
        "source": place_of(paper.sources[0], root),
    }


def place_of(source: Source, root: Path) -> str:
    """Return where an entry stands, as literature notes say it: from the root, if it is there."""
    return f"{_shown(source.path.removeprefix(str(root) + os.sep))}:{source.line}"


def _shown(text: str) -> str:
    return one_line(text)[:_LONGEST_VALUE]
