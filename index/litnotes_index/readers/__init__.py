"""Readers turn dumps into entries; this is the list of them, and the way in.

A reader is a module or a package here with the three names of `Reader`. To add one, write it and
put it into `READERS`. What several share is in `files`, the syntaxes (`json`, `xml`, `yaml`,
`tagged`), and `fields`. Broken input is data: it gives problems beside entries, never an exception.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from litnotes_index.model import Entry, Problem
from litnotes_index.readers import (
    acl_xml,
    arxiv_atom,
    arxiv_json,
    better_bibtex_json,
    bibtex,
    csl_json,
    csl_yaml,
    json_papers,
    markdown_list,
    nbib,
    openalex,
    pages,
    ris,
    semantic_scholar,
    table,
)
from litnotes_index.readers.files import source


class Reader(Protocol):
    """What a module of this package offers for one format of dumps."""

    FORMAT: str

    def sniff(self, path: Path, head: str) -> bool:
        """Return whether a file that begins with `head` (its last line may be cut) is a dump."""
        ...

    def read(self, path: Path) -> Iterator[Entry | Problem]:
        """Yield what the dump holds, as it is read; only an `OSError` is ever raised."""
        ...


# The strictest first: the first that knows a file gets it.
READERS: tuple[Reader, ...] = (
    csl_json,
    better_bibtex_json,
    openalex,
    semantic_scholar,
    arxiv_json,
    json_papers,
    acl_xml,
    arxiv_atom,
    bibtex,
    ris,
    nbib,
    csl_yaml,
    table,
    markdown_list,
    pages,
)
# What a file begins with, or has on a line, that is meant to be of a kind.
_LOOKS = (
    ("JSON", re.compile(r"\A\s*+[\[{]\s*+[\[{\"\]}]")),
    ("XML", re.compile(r"\A\s*+<[?!A-Za-z]")),
    ("BibTeX", re.compile(r"^[ \t]*+@[A-Za-z]+[ \t]*+[{(]", re.MULTILINE)),
    ("RIS", re.compile(r"^TY  ?- ", re.MULTILINE)),
)
_BY_FORMAT = {reader.FORMAT: reader for reader in READERS}


def sniff(path: Path) -> str | None:
    """Return the format of a dump by its content; None for any other file, folder or device."""
    head = source.head(path)
    if head is None:
        return None
    return next((reader.FORMAT for reader in READERS if reader.sniff(path, head)), None)


def looks_like(path: Path) -> str | None:
    """Return the kind of data that a file seems to hold, be it a dump or not; None for none known.

    A file that cannot be read is an `OSError`.
    """
    head = source.head(path) or ""
    return next((kind for kind, look in _LOOKS if look.search(head)), None)


def read(path: Path, format_name: str) -> Iterator[Entry | Problem]:
    """Yield what a dump of the format that `sniff` named holds, as it is read.

    Only an `OSError` is ever raised.
    """
    return _BY_FORMAT[format_name].read(path)
