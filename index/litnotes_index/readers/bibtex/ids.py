"""Identifiers and addresses of a BibTeX entry, from all the fields where programs put them."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import unquote

from litnotes_index.readers.fields import urls as paper_urls
from litnotes_index.text.arxiv import arxiv_id
from litnotes_index.text.tex import verbatim

Fields = Mapping[str, str]

_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,4}+/\S{1,500}")
# What follows a DOI in an address, where that is not the end of an old one, as in `;2-#`.
_QUERY = re.compile(r"(doi\.org/[^\s?#]{1,300}+)[?#]\w\S*", re.IGNORECASE)
_BRACKETS = {")": "(", "]": "[", ">": "<"}
_HREF = re.compile(r"\\href\s*+\{([^{}]*+)\}")
_BETWEEN = re.compile(r"\s+|[;,|](?=https?://)")
_URL = re.compile(r"https?://[^\s<>\"\\]+", re.IGNORECASE)
_BARE_URL = re.compile(r"https?://[\w./?=&%#~:@!*'()+-]+")
_URL_FIELDS = ("url", "ee", "link", "bdsk-url-1", "bdsk-url-2", "bdsk-url-3", "adsurl")
_ARXIV_ID = r"([0-9]{4}\.[0-9]{4,5}|[a-z-]{2,20}(?:\.[a-z]{2})?/[0-9]{7})(?:v[0-9]+)?(?![0-9])"
_ARXIV_ALONE = re.compile(
    rf"(?:arxiv:\s*|https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/)?{_ARXIV_ID}", re.IGNORECASE
)
_ARXIV_NAMED = re.compile(
    rf"\barxiv(?:\.org/(?:abs|pdf|html)/|\s?[:\s]\s?){_ARXIV_ID}", re.IGNORECASE
)
# Where programs write `arXiv:1706.03762`, for want of a field.
_ARXIV_FIELDS = ("journal", "journaltitle", "number", "note", "howpublished", "publisher", "pages")
_PMID = re.compile(r"(?:pmid:?\s*)?([0-9]{1,9})", re.IGNORECASE)
_PMCID = re.compile(r"(?:pmcid:?\s*)?(?:pmc)?([0-9]{1,9})(?:\.[0-9]+)?", re.IGNORECASE)
_NOTED = re.compile(
    r"\b(?:(?:pmid:?\s*(?P<pmid>[0-9]{4,9}))|pmcid:?\s*(?P<pmcid>PMC[0-9]{4,9}))\b", re.IGNORECASE
)
_ISBN = re.compile(r"(?<![0-9])(?:97[89][ -]?)?(?:[0-9][ -]?){9}[0-9X](?![0-9])")
# What an ISBN is the number of; that of a chapter is its book's, and would make them all one.
_BOOK_TYPES = """
book booklet collection manual mastersthesis mvbook mvcollection mvproceedings mvreference
periodical phdthesis proceedings reference report techreport thesis
"""
_BOOKS = frozenset(_BOOK_TYPES.split())


def ids(kind: str, fields: Fields, urls: tuple[str, ...]) -> dict[str, str]:
    """Return the identifiers of an entry of some type; `urls` are its addresses."""
    found: dict[str, str] = {}
    doi = _doi(fields["doi"]) if "doi" in fields else None
    if doi:
        found["doi"] = doi
    if arxiv := _arxiv(fields, doi or ""):
        found["arxiv"] = arxiv
    if pmid := _PMID.fullmatch(_value(fields, "pmid") or _eprint(fields, "pubmed", "medline")):
        found["pmid"] = pmid[1]
    pmcid = _value(fields, "pmcid") or _value(fields, "pmc") or _eprint(fields, "pmc", "pmcid")
    if match := _PMCID.fullmatch(pmcid):
        found["pmcid"] = f"PMC{match[1]}"
    if (note := fields.get("note", "")) and ("PM" in note or "10." in note):
        for match in _NOTED.finditer(verbatim(note)):
            found |= {key: value.upper() for key, value in match.groupdict().items() if value}
        if "doi" in note.lower() and (noted := _doi(note)):
            found.setdefault("doi", noted)
    for url in urls:
        for key, value in paper_urls.ids_of(url).items():
            found.setdefault(key, value)
    if "isbn" in fields and kind in _BOOKS and (isbn := _ISBN.search(fields["isbn"].upper())):
        found["isbn"] = re.sub("[ -]", "", isbn[0])
    return found


def urls(fields: Fields) -> tuple[str, ...]:
    """Return the web addresses of an entry, each once."""
    found: dict[str, None] = {}
    for name in _URL_FIELDS:
        if value := fields.get(name):
            if _BARE_URL.fullmatch(value):
                found[value] = None
            else:
                found.update(dict.fromkeys(_addresses(verbatim(value))))
    if "http" in (value := fields.get("howpublished", "")):
        links = _HREF.findall(value)
        found.update(dict.fromkeys(_addresses(verbatim(" ".join(links) if links else value))))
    return tuple(found)


def _addresses(text: str) -> Iterator[str]:
    for part in _BETWEEN.split(text):
        if match := _URL.search(part):
            yield match[0] if match.start() == 0 else match[0].rstrip(".,;)]")


def _value(fields: Fields, name: str) -> str:
    value = fields.get(name)
    return verbatim(value).strip() if value else ""


def _eprint(fields: Fields, *types: str) -> str:
    if "eprint" not in fields:
        return ""
    kind = fields.get("eprinttype") or fields.get("archiveprefix") or ""
    return _value(fields, "eprint") if kind.strip().lower() in types else ""


def _doi(value: str) -> str | None:
    """Return the DOI in a value, alone or in an address, or after other words."""
    if "10." not in value:
        return None
    text = unescape(verbatim(value))
    if "?" in text or "#" in text:
        text = _QUERY.sub(r"\1", text)
    if "%2f" in text.lower():
        text = unquote(text)
    match = _DOI.search(text)
    if match is None:
        return None
    doi = match[0].rstrip(".,;")
    # Brackets around it are none of its own.
    while (opening := _BRACKETS.get(doi[-1])) and doi.count(doi[-1]) > doi.count(opening):
        doi = doi[:-1]
    return doi


def _arxiv(fields: Fields, doi: str) -> str | None:
    """Return the arXiv id of an entry; None where it names none."""
    if eprint := _value(fields, "eprint"):
        kind = _value(fields, "eprinttype") or _value(fields, "archiveprefix")
        if kind.lower() in ("arxiv", "arxiv.org"):
            archive = _value(fields, "primaryclass") or _value(fields, "eprintclass")
            found = arxiv_id(eprint) or arxiv_id(f"{archive}/{eprint}")
        elif kind:
            found = arxiv_id(f"{kind}/{eprint}")
        else:
            found = arxiv_id(eprint) if _ARXIV_ALONE.fullmatch(eprint) else None
        if found:
            return found
    for name in ("arxivid", "arxiv"):
        if (value := _value(fields, name)) and (arxiv := arxiv_id(value)):
            return arxiv
    if "48550" in doi and (arxiv := arxiv_id(doi)):
        return arxiv
    for name in _ARXIV_FIELDS:
        if (text := fields.get(name)) and ("Xiv" in text or "xiv" in text or "XIV" in text):
            match = _ARXIV_NAMED.search(verbatim(text))
            if match and (arxiv := arxiv_id(match[1])):
                return arxiv
    if fields.get("journal", "").strip().lower() == "corr":
        return arxiv_id(_value(fields, "volume"))
    return None
