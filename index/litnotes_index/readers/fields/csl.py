"""Fields of CSL items as plain values, whatever the program that wrote them made of the schema."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import cast
from urllib.parse import unquote

from litnotes_index.readers.fields.dates import date_in, exact
from litnotes_index.text import markup

Item = Mapping[str, object]

_ISO = re.compile(r"\s*([0-9]{4})(?:[-/]([0-9]{1,2})(?:[-/]([0-9]{1,2}))?)?(?![0-9])")
_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")
_NUMBER = re.compile(r"\s*([0-9]{1,4})(?:\.0)?\s*")
_NO_ABSTRACT = re.compile(r"\[?no abstract available\.?\]?", re.I)  # as databases write it

_NOTE = re.compile(
    r"^[ \t]*+(?:standard_id:[ \t]*+)?"
    r"(citation[ -]?key|doi|pmid|pmcid|isbn|arxiv|_?eprint|url)[ \t]*+[:=][ \t]*+(\S.*)",
    re.IGNORECASE | re.MULTILINE,
)
_DOI = re.compile(
    r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi(?:\s*:\s*|\s+))?(10\.[0-9]{4,9}/\S+)", re.I
)
_DOI_URL = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/(10\.[0-9]{4,9}/[^\s?#]+)", re.I)
_PMID = re.compile(r"(?:pmid:?\s*)?([0-9]{1,9})", re.I)
_PMCID = re.compile(r"(?:pmcid:?\s*)?(?:pmc)?([0-9]{1,9})(?:\.[0-9]+)?", re.I)
_ISBN = re.compile(r"(?<![0-9])(?:97[89][ -]?)?(?:[0-9][ -]?){9}[0-9X](?![0-9])")
_ARXIV_ID = r"([0-9]{4}\.[0-9]{4,5}|[a-z-]{2,20}(?:\.[a-z]{2})?/[0-9]{7})(?:v[0-9]+)?(?![0-9])"
_ARXIV = re.compile(rf"(?:arxiv:\s*)?{_ARXIV_ID}", re.I)
_ARXIV_NAMED = re.compile(rf"\barxiv:\s*{_ARXIV_ID}", re.I)
_ARXIV_DOI = re.compile(rf"10\.48550/arxiv\.{_ARXIV_ID}", re.I)
_ARXIV_URL = re.compile(
    rf"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html|format)/{_ARXIV_ID}", re.I
)
# What an ISBN is the number of; that of a chapter is its book's, and would make them all one.
_BOOKS = frozenset(
    {"book", "classic", "collection", "manuscript", "monograph", "pamphlet", "report", "thesis"}
)


def raw(value: object) -> str:
    """Return a string or number as text, the first of a list; empty for anything else."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        # Lists in lists say nothing, and may be deep.
        items = cast("list[object]", value)
        texts = (raw(item) for item in items if not isinstance(item, list))
        return next((text for text in texts if text), "")
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def plain(value: object) -> str:
    """Return a text in one line and without markup; empty where there is none."""
    return markup.plain(raw(value))


def abstract(value: object) -> str | None:
    """Return an abstract without markup, a line for each of its paragraphs; None for none."""
    written = raw(value)
    text = markup.without_tags(written).strip()
    if text != written:
        lines = [line for part in text.split("\n") if (line := part.strip())]
        if lines and lines[0].casefold().rstrip(":.") in ("abstract", "summary"):
            del lines[0]
        text = "\n".join(lines)
    return None if not text or _NO_ABSTRACT.fullmatch(text) else text


def names(value: object) -> tuple[str, ...]:
    """Return the people of a field, each as `Given Family`, in their order."""
    people = cast("list[object]", value) if isinstance(value, list) else [value]
    return tuple(name for person in people if (name := name_of(person)))


def name_of(person: object) -> str:
    """Return a person or group as `Given Family`, a suffix behind a comma; empty for nobody."""
    if not isinstance(person, dict):
        return plain(person)
    parts = {key: text for key, part in cast("Item", person).items() if (text := raw(part))}
    family = parts.get("family", "").strip('"')  # the quotes keep processors from parsing it
    if family and (particle := parts.get("non-dropping-particle")):
        family = particle + ("" if particle.endswith(("'", "’", "-")) else " ") + family
    given = (parts.get("given"), parts.get("dropping-particle"), family)
    name = " ".join(part for part in given if part) or parts.get("literal") or parts.get("name", "")
    if name and (suffix := parts.get("suffix")):
        name += f", {suffix}"  # with its comma, it is never taken for the family
    return plain(name)


def date(value: object) -> str | None:
    """Return a date as exact as it is told (`2015-06-09`, `2015-06`, `2015`); None for none."""
    if isinstance(value, list):  # of dates, as YAML has it, or of one date's parts
        items = cast("list[object]", value)
        first = items[0] if items else None
        return _from_parts(items) if not isinstance(first, dict) else date(cast("Item", first))
    if not isinstance(value, dict):
        return _from_text(raw(value))
    told = cast("Item", value)
    texts = (_from_text(raw(told.get(key))) for key in ("edtf", "raw", "literal"))
    return (
        _from_parts(told.get("date-parts"))
        or next((text for text in texts if text), None)
        or _from_parts([told.get(key) for key in ("year", "month", "day")])
    )


def _from_parts(value: object) -> str | None:
    """Return the date of `[year, month, day]`, or the first of a list of such dates."""
    parts = cast("list[object]", value) if isinstance(value, list) else []
    while parts and isinstance(parts[0], list):
        parts = cast("list[object]", parts[0])
    numbers: list[int] = []
    for part in map(raw, parts[:3]):
        match = _NUMBER.fullmatch(part)
        if match is None:
            break
        numbers.append(int(match[1]))
    return exact(numbers) if numbers else _from_text(raw(parts))


def _from_text(text: str) -> str | None:
    """Return the date that a text begins with in ISO's order, else that of the one year in it."""
    if match := _ISO.match(text):
        return exact([int(part) for part in match.groups() if part])
    years = set(_YEAR.findall(text))
    return date_in(text) or years.pop() if len(years) == 1 else None


def note(item: Item) -> dict[str, str]:
    """Return what the lines of a note tell of identifiers; Zotero keeps there what CSL lacks."""
    text = item.get("note")
    found: dict[str, str] = {}
    if isinstance(text, str) and (":" in text or "=" in text):
        for label, value in _NOTE.findall(text):
            key = re.sub(r"[ -]", "", label.lower()).replace("eprint", "arxiv").lstrip("_")
            found.setdefault(key, value.strip())
    return found


def ids(item: Item, told: Mapping[str, str]) -> dict[str, str]:
    """Return the identifiers of an item; `told` is what its note tells."""
    url = raw(item.get("URL"))
    named = raw(item.get("DOI"))
    doi = _doi_of(named) or _first(_DOI, named, told.get("doi", "")) or _doi_of(url)
    pmcid = _first(_PMCID, raw(item.get("PMCID")), told.get("pmcid", ""))
    isbn = _ISBN.search((raw(item.get("ISBN")) or told.get("isbn", "")).upper())
    found = {
        "doi": doi,
        "arxiv": next(_arxiv(item, doi or "", url, told), None),
        "pmid": _first(_PMID, raw(item.get("PMID")), told.get("pmid", "")),
        "pmcid": pmcid and f"PMC{pmcid}",
        "isbn": re.sub("[ -]", "", isbn[0]) if isbn and raw(item.get("type")) in _BOOKS else None,
    }
    return {kind: value for kind, value in found.items() if value}


def urls(item: Item, told: Mapping[str, str]) -> tuple[str, ...]:
    """Return the web addresses of an item, each once; `told` is what its note tells.

    Manubot keeps there the address by which an item is cited, whatever it led to.
    """
    value = item.get("URL")
    texts = [*map(raw, cast("list[object]", value))] if isinstance(value, list) else [raw(value)]
    found = (*texts, told.get("url", ""))
    return tuple(dict.fromkeys(text for text in found if re.fullmatch(r"https?://\S+", text, re.I)))


def _first(form: re.Pattern[str], *texts: str) -> str | None:
    matches = (form.fullmatch(unescape(text).rstrip(" .,;")) for text in texts)
    return next((match[1] for match in matches if match), None)


def _doi_of(url: str) -> str | None:
    match = _DOI_URL.match(url)
    return unquote(match[1]).rstrip(".,;") if match else None


def _arxiv(item: Item, doi: str, url: str, told: Mapping[str, str]) -> Iterator[str]:
    """Yield the arXiv ids of an item from all the places where programs put them."""
    texts = [raw(item.get(key)) for key in ("archive_location", "archive-location", "number")]
    venues = [raw(item.get(key)) for key in ("archive", "publisher", "container-title")]
    matches = [_ARXIV_NAMED.search(text) for text in (*texts, *venues, raw(item.get("page")))]
    if any(venue.casefold() in ("arxiv", "arxiv.org") for venue in venues):
        matches += [_ARXIV.fullmatch(text) for text in texts]
    matches += [_ARXIV_DOI.fullmatch(doi), _ARXIV_URL.match(url)]
    matches.append(_ARXIV.match(told.get("arxiv", "")))
    yield from (match[1] for match in matches if match)
