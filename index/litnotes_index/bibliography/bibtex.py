"""Items as BibTeX, for classic styles and for biber: types and fields that both know."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from litnotes_index.bibliography import tex
from litnotes_index.bibliography.creators import Name, authors
from litnotes_index.bibliography.pages import first_and_last
from litnotes_index.readers.csl import ARXIV, OTHERS, Item, arxiv
from litnotes_index.text.clean import one_line

_TYPES = {
    **dict.fromkeys(
        ("article-journal", "article-magazine", "article-newspaper", "review", "review-book"),
        "article",
    ),
    **dict.fromkeys(("book", "classic"), "book"),
    **dict.fromkeys(("chapter", "entry", "entry-dictionary", "entry-encyclopedia"), "incollection"),
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
}
# What is said of other things, where that is not nothing.
_TOLD = {"article": "preprint", "document": "", "webpage": ""}
_MASTERS = re.compile(
    r"\b(?:master|magister|diplom|bachelor|m\.?\s?(?:sc|a|phil)\b)", re.IGNORECASE
)
# Variables that are fields by another name, where no type has its own.
_TEXTS = {
    "title-short": "shorttitle",
    "container-title-short": "shortjournal",
    "collection-title": "series",
    "volume": "volume",
    "chapter-number": "chapter",
    "edition": "edition",
    "publisher-place": "address",
    "event-title": "eventtitle",
    "event-place": "venue",
    "number-of-pages": "pagetotal",
    "number-of-volumes": "volumes",
    "version": "version",
    "language": "language",
    "ISBN": "isbn",
    "ISSN": "issn",
    "keyword": "keywords",
    "note": "note",
}
_VERBATIM = {
    "DOI": "doi",
    "URL": "url",
    "PMID": "pmid",
    "PMCID": "pmcid",
}
_PEOPLE = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "container-author": "bookauthor",
}
_PUBLISHERS = {"phdthesis": "school", "mastersthesis": "school", "techreport": "institution"}
_CONTAINERS = {"article": "journal", "misc": "howpublished"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NO_KEY = re.compile(r"""[\s,{}"#%~\\'()=$^&@|\x00-\x1f\x7f]+""")
_FIRST_SEASON = 20  # is before the first of them, as months
_AND = re.compile(r"\band\b", re.IGNORECASE)


def write(items: Sequence[Item]) -> str:
    """Return items as the entries of a file, each with a key of its own."""
    keys: set[str] = set()
    return "\n".join(_entry(item, _key(item, keys)) for item in items)


def _key(item: Item, keys: set[str]) -> str:
    """Return a key that BibTeX takes, and that is none of those given: case does not count."""
    key = _NO_KEY.sub("-", one_line(item["id"])).strip("-") or "item"
    found = next(k for n in count(1) if (k := f"{key}-{n}" if n > 1 else key).lower() not in keys)
    keys.add(found.lower())
    return found


def _entry(item: Item, key: str) -> str:
    kind = _kind(item)
    fields = "".join(
        f"  {name} = {value},\n" for name, value in _fields(item, kind) if value != "{}"
    )
    return f"@{kind}{{{key},\n{fields}}}\n"


def _kind(item: Item) -> str:
    kind = _TYPES.get(item.get("type", ""), "misc")
    if item.get("type") == "article" and item.get("container-title"):
        return "article"
    if kind == "phdthesis" and _MASTERS.search(_text(item, "genre")):
        return "mastersthesis"
    return kind


def _fields(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    yield "title", _braced(tex.title(_text(item, "title")))
    for variable, name in _PEOPLE.items():
        people = authors(item) if variable == "author" else item.get(variable, ())
        yield name, _braced(" and ".join(filter(None, map(_person, people))))
    yield _CONTAINERS.get(kind, "booktitle"), _braced(tex.text(_text(item, "container-title")))
    yield from _issued(item)
    for variable, name in _TEXTS.items():
        yield name, _braced(tex.text(_text(item, variable)))
    yield from _numbers(item, kind)
    yield "pages", _braced(_pages(_text(item, "page")))
    yield _PUBLISHERS.get(kind, "publisher"), _braced(tex.text(_text(item, "publisher")))
    for variable, name in _VERBATIM.items():
        yield name, _braced(tex.verbatim(_text(item, variable)))
    if known := arxiv(item):
        yield "eprint", _braced(tex.verbatim(known))
        yield "archivePrefix", _braced(ARXIV)
    visited = _parts(item, "accessed")
    yield "urldate", _braced(_iso(visited[0]) if visited else "")
    yield "abstract", _braced(tex.paragraphs(_text(item, "abstract")))


def _numbers(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the one number that an entry may have, and what kind of thing it is."""
    numbers = (_text(item, name) for name in ("issue", "number", "collection-number"))
    number = next(filter(None, numbers), "")
    if not number.casefold().startswith("arxiv:"):
        yield "number", _braced(tex.text(number))
    genre = _text(item, "genre")
    if not genre and kind == "misc":
        name = _text(item, "type")
        genre = _TOLD.get(name, name)
    yield "type", _braced(tex.text(genre))


def _text(item: Item, variable: str) -> str:
    text: str = item.get(variable, "")
    return text


def _braced(value: str) -> str:
    return f"{{{value}}}"


def _person(name: Name) -> str:
    """Return a name as `von Last, Jr, First`; one that is no person's in braces."""
    if not name.get("family"):
        whole = one_line(name.get("literal", name.get("given", "")))
        return whole if name == OTHERS else whole and _braced(tex.text(whole))
    family, given, suffix = (_part(name.get(part, "")) for part in ("family", "given", "suffix"))
    kinds = ("dropping-particle", "non-dropping-particle")
    particles = " ".join(name[kind] for kind in kinds if kind in name)
    particle = tex.text(particles.replace(",", " "))
    *words, _ = family.split(" ")
    if words and family[0] != "{" and (not given or any(word[:1].islower() for word in words)):
        family = _braced(family)  # else, words in small letters would be a particle
    return ", ".join(filter(None, (f"{particle} {family}".strip(), suffix, given)))


def _part(part: str) -> str:
    written = tex.text(part)
    return _braced(written) if "," in written or _AND.search(written) else written


def _pages(told: str) -> str:
    ranges = (first_and_last(part) for part in one_line(told).split(","))
    return ", ".join("--".join(map(tex.text, ends)) for ends in ranges)


def _issued(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the fields of a date: year, month and day, and `date` for all that these cannot say."""
    parts = _parts(item, "issued")
    told: Mapping[str, Any] = item.get("issued", {})
    if not parts:
        yield "year", _braced(tex.text(told.get("literal", "")))
        return
    yield "year", _braced(str(parts[0][0]))
    if season := told.get("season"):
        parts = [[parts[0][0], _FIRST_SEASON + season]]
    if season or len(parts) > 1 or told.get("circa"):
        doubt = "~" if told.get("circa") else ""
        yield "date", _braced("/".join(_iso(day) + doubt for day in parts))
        return
    for name, number in zip(("month", "day"), parts[0][1:], strict=False):
        yield name, _MONTHS[number - 1] if name == "month" else _braced(str(number))


def _parts(item: Item, variable: str) -> list[list[int]]:
    """Return the days of a date, one or two; none where it is not told in numbers."""
    days: list[list[int]] = item.get(variable, {}).get("date-parts", [])
    return days


def _iso(day: Sequence[int]) -> str:
    return "-".join([f"{day[0]:04}", *(f"{part:02}" for part in day[1:])])
