"""Values of RIS and MEDLINE fields: names, dates and identifiers as databases write them."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from litnotes_index.readers.fields import csl as csl_fields
from litnotes_index.readers.fields.names import one_name
from litnotes_index.readers.tagged import Field
from litnotes_index.text import markup
from litnotes_index.text.arxiv import arxiv_id

_LONG = 160  # characters, as nobody wraps lines at
_MARKED = re.compile(r"[&<\\~{]")
_PAIR = re.compile(r"(?:^|(?<=;)) ?([^\s,;*][^,;]*+), ?([^\s,;][^,;]*+)(?=;|$)")
_PARTING = re.compile("[;\n]")
# What no given name before a family name ends with.
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+")

_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
_DOI_ONLY = re.compile(
    r"(?:(?:doi|https?://(?:dx\.|www\.)?doi\.org/)[:\s]*)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE
)
_DOI_URL = re.compile(
    r"(?:doi\.org/|doi[./-][^/?#\s]{1,80}/|/doi/(?:[a-z]{2,12}/)?|[?&]doi=|doi:)"
    r"(10\.[0-9]{4,9}(?:/|%2f)[^\s?#&]+)",
    re.IGNORECASE,
)
_DOI_REST = re.compile(r"/(?:abstract|full|pdf|epdf|summary|references|meta)$")
_ARXIV_NAMED = re.compile(
    r"arxiv(?:\s?:\s?|\.org/(?:abs|pdf|html|format)/|\.)([a-z.-]{0,20}/?[0-9.]{7,10})",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_ISBN = re.compile(r"(?<![0-9])(?:97[89][ -]?)?(?:[0-9][ -]?){9}[0-9Xx](?![0-9])")


def by_tag(fields: Iterable[Field]) -> dict[str, list[str]]:
    r"""Return the values of a record by their tags, without those that are empty.

    Their lines are parted by `\n`.
    """
    told: dict[str, list[str]] = {}
    for tag, first, more in fields:
        value = f"{first.rstrip()}\n{more}" if more else first.rstrip()
        if tag in told:
            if value:
                told[tag].append(value)
        elif value:
            told[tag] = [value]
    return told


def plain(value: str) -> str:
    """Return a value in one line and without markup; empty where there is none."""
    if value.isprintable() and "  " not in value and not _MARKED.search(value):
        return value
    return markup.plain(value)


@lru_cache(maxsize=4096)
def repeated(value: str) -> str:
    """Return `plain` of what many records have in common, as the name of a journal."""
    return plain(value)


def paragraphs(value: str, *, wrapped: bool) -> str | None:
    """Return a long value without markup, a line for each of its paragraphs; None for none.

    `wrapped` says that the format breaks long lines; else a break after a long line is its own.
    """
    if "\n" not in value:
        return csl_fields.abstract(value)
    parts: list[str] = []
    before = ""
    for line in value.split("\n"):
        if line and before:
            parts.append(" " if wrapped or len(before) < _LONG else "\n")
        elif line and parts:
            parts.append("\n")
        parts.append(line)
        before = line
    return csl_fields.abstract("".join(parts))


def names(values: Sequence[str]) -> tuple[str, ...]:
    """Return people as `Given Family`, or `Given Family, Suffix`, without those that are nobody.

    Each line of a value is one, and so is each of its parts up to `;`.
    """
    text = ";".join(values)
    if text.isprintable() and "  " not in text and not _MARKED.search(text):
        pairs: list[tuple[str, str]] = _PAIR.findall(text)  # all are the usual form, most often
        if len(pairs) == text.count(";") + 1:
            return tuple([f"{given.rstrip()} {family.rstrip()}" for family, given in pairs])
    parts = _PARTING.split(unescape(text) if "&" in text else text)
    return tuple(name for part in parts if (name := _name(part)))


def _name(text: str) -> str:
    name = one_name(text)
    family, blank, initials = name.rpartition(" ")
    # `Family G.H.`, as databases have it.
    if blank and "," not in text and _INITIALS.fullmatch(initials):
        return f"{initials} {family}"
    return name


def doi(text: str) -> str | None:
    """Return the DOI in the value of a field that is for DOIs, in whatever spelling."""
    if "10." not in text:
        return None
    if "://" in text and (found := doi_of_url(text)):
        return found
    match = _DOI.search(unescape(text))
    return match[0].rstrip(".,;") if match else None


def doi_alone(text: str) -> str | None:
    """Return the DOI that the whole value of a field is."""
    match = _DOI_ONLY.fullmatch(text) if "10." in text else None
    return match[1].rstrip(".,;") if match else None


def doi_of_url(url: str) -> str | None:
    """Return the DOI that an address names."""
    match = _DOI_URL.search(url)
    if match is None:
        return None
    return _DOI_REST.sub("", unquote(match[1])).rstrip(".,;")


def arxiv_named(text: str) -> str | None:
    """Return the arXiv id that a text names as one: `arXiv:1706.03762`, or an address."""
    for match in _ARXIV_NAMED.finditer(text):
        if found := arxiv_id(match[1].rstrip(".")):
            return found
    return None


def isbn(text: str) -> str | None:
    """Return the ISBN in a text, without hyphens."""
    match = _ISBN.search(text)
    return re.sub("[ -]", "", match[0]) if match else None


def urls(values: Iterable[str]) -> tuple[str, ...]:
    """Return the web addresses in some values, each once."""
    found = [
        match.rstrip(".,;)") if len(match) < len(value) else match
        for value in values
        for match in _URL.findall(value)
    ]
    return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)
