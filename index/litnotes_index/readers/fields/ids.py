"""Identifiers, citation keys and addresses of a paper in JSON, wherever its members tell them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import cast

from litnotes_index.readers.fields import tagged as tagged_fields
from litnotes_index.readers.fields import urls as paper_urls
from litnotes_index.readers.fields.members import Members, first, named, text_of
from litnotes_index.text.arxiv import arxiv_id
from litnotes_index.text.clean import one_line

_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
# https://aclanthology.org/info/ids/; in the XML, the second is its volume and number.
_ACL = re.compile(
    r"[A-Z][0-9]{2}-[0-9]{4,5}|(?P<old>[A-Z][0-9]{2})-(?P<volume>[0-9]{1,2})\.(?P<number>[0-9]{1,3})"
    r"|[0-9]{4}\.[a-z0-9_]+-[a-z0-9_]+\.[0-9]{1,4}"
)
_PMID = re.compile(r"(?:pmid:?\s*)?([0-9]{1,9})(?:\.0)?", re.IGNORECASE)
_PMCID = re.compile(
    r"(?:pmcid:?\s*|https?://\S{1,60}/articles/)?(?:pmc)?([0-9]{1,9})(?:\.[0-9]+)?/?", re.IGNORECASE
)
_HASH = re.compile(r"[0-9a-f]{40}")
# A name and a year, as keys are made of: `vaswani2017attention`, `doe-roe-2020-notes`, `Poe:99`.
_KEY = re.compile(
    r"[^\W\d_]{2,}[\w:.+'-]*?(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])[\w:.+'-]*"
    r"|[A-Z][^\W\d_]+:?[0-9]{2}[a-z]?"
)
_IS_WORD = re.compile(r"(?!\w+://)[^\s\x00-\x1f\x7f]{1,200}")
_LONGEST_MADE_KEY = 80
_LONGEST = 400

_KEYS = ("citationkey", "citekey", "bibkey", "bibtexkey")
_ADDRESSES = (
    "url", "link", "paperurl", "abs", "absurl", "urlabs", "abstracturl", "arxivurl", "href",
    "landingpageurl", "htmlurl", "openreviewurl", "venueurl", "urls", "links",
    "pdfurl", "pdf", "pdflink", "urlpdf", "openaccesspdf",
)  # fmt: skip
# What an ISBN is the number of; that of a chapter is its book's, and would make them all one.
_BOOKS = frozenset({"book", "monograph", "proceedings", "thesis", "phdthesis"})


def doi(text: str) -> str | None:
    """Return the first DOI in a text that is for DOIs, alone or in an address; None for none."""
    return tagged_fields.doi(text)


def pmid(text: str) -> str | None:
    """Return the PubMed id that a text is, or an address of it; None for none."""
    match = _PMID.fullmatch(text)
    return match[1] if match else paper_urls.ids_of(text).get("pmid")


def pmcid(text: str) -> str | None:
    """Return the PubMed Central id that a text is, or an address of it; None for none."""
    match = _PMCID.fullmatch(text)
    return f"PMC{match[1]}" if match else None


def acl(text: str) -> str | None:
    """Return the ACL Anthology's id that a text is, or an address of it; None for none."""
    match = _ACL.fullmatch(text)
    if match is None:
        return paper_urls.ids_of(text).get("acl")
    if not (collection := match["old"]):
        return text
    volume, number = int(match["volume"]), int(match["number"])
    # Workshops had many volumes.
    is_wide = collection[0] == "W" or collection == "C69" or volume > 9
    is_wide = is_wide or (collection == "D19" and volume >= 5)
    return (
        f"{collection}-{volume:02}{number:02}" if is_wide else f"{collection}-{volume}{number:03}"
    )


def openalex(text: str) -> str | None:
    """Return the id of a work of OpenAlex that a text is, or an address of it; None for none."""
    return text if re.fullmatch("W[0-9]+", text) else paper_urls.ids_of(text).get("openalex")


def _hash(text: str) -> str | None:
    return text if _HASH.fullmatch(text) else None


def _word(text: str) -> str | None:
    return text if text.isprintable() and " " not in text else None


_FORMS: Mapping[str, tuple[str, Callable[[str], str | None]]] = {
    "doi": ("doi", doi),
    "doiurl": ("doi", doi),
    "arxivdoi": ("doi", doi),
    "arxivid": ("arxiv", arxiv_id),
    "arxiv": ("arxiv", arxiv_id),
    "eprint": ("arxiv", arxiv_id),
    "acl": ("acl", acl),
    "aclid": ("acl", acl),
    "anthologyid": ("acl", acl),
    "pmid": ("pmid", pmid),
    "pubmed": ("pmid", pmid),
    "pubmedid": ("pmid", pmid),
    "pmcid": ("pmcid", pmcid),
    "pmc": ("pmcid", pmcid),
    "pubmedcentral": ("pmcid", pmcid),
    "openalex": ("openalex", openalex),
    "openalexid": ("openalex", openalex),
    "dblp": ("dblp", _word),
    "paperid": ("s2", _hash),
    "semanticscholarid": ("s2", _hash),
    "openreviewid": ("openreview", _word),
}


def ids(members: Members, addresses: Iterable[str] = ()) -> dict[str, str]:
    """Return the identifiers of a paper, at last those that its addresses tell."""
    found: dict[str, str] = {}
    _add(members, found)
    for inner in ("externalids", "ids", "identifiers"):
        if isinstance(value := members.get(inner), dict):
            _add(named(cast("Members", value)), found)
    for name in ("id", "entryid"):
        if name in members:
            _add_missing(of_id(text_of(members[name])), found)
    for url in addresses:
        _add_missing(paper_urls.ids_of(url), found)
    if "isbn" in members and first(members, ("type", "entrytype")).lower() in _BOOKS:
        _add_missing({"isbn": tagged_fields.isbn(text_of(members["isbn"])) or ""}, found)
    return found


def _add(members: Members, found: dict[str, str]) -> None:
    for key in filter(members.__contains__, _FORMS):
        kind, form = _FORMS[key]
        if kind not in found:
            text = text_of(members[key])
            if text and len(text) < _LONGEST and (identifier := form(text)):
                found[kind] = identifier


def _add_missing(more: Mapping[str, str], found: dict[str, str]) -> None:
    for kind, identifier in more.items():
        if identifier:
            found.setdefault(kind, identifier)


def of_id(text: str) -> dict[str, str]:
    """Return what an `id` identifies, if it is one that others use, too; empty for any other."""
    if not text or len(text) > _LONGEST or text.isdecimal():
        return {}
    if arxiv := arxiv_id(text):
        return {"arxiv": arxiv}
    if _ACL.fullmatch(text):
        return {"acl": acl(text) or text}
    if "/" in text:
        found = paper_urls.ids_of(text)
        return found or ({"doi": name} if (name := tagged_fields.doi_alone(text)) else {})
    return {"s2": text} if _HASH.fullmatch(text) else {}


def key(members: Members) -> str | None:
    """Return the citation key; None where no member is one.

    An `id` is one where it looks like one and is no identifier, and where BibTeX was made JSON.
    """
    if given := one_line(first(members, _KEYS)):
        return given
    for name in ("key", "id"):
        found = text_of(members.get(name))
        looks_like_one = (
            name == "key"
            or "entrytype" in members
            or (len(found) < _LONGEST_MADE_KEY and _KEY.fullmatch(found) and not of_id(found))
        )
        if looks_like_one and _IS_WORD.fullmatch(found) and not found.isdecimal():
            return found
    return None


def urls(members: Members) -> tuple[str, ...]:
    """Return the web addresses of a paper, its page first."""
    found: dict[str, None] = {}
    for name in _ADDRESSES:
        if name in members:
            found.update(dict.fromkeys(_addresses(members[name])))
    return tuple(found)


def _addresses(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if _URL.fullmatch(value):
            yield value
    else:
        values = cast("list[object]", value) if isinstance(value, list) else [value]
        for item in values:
            if _URL.fullmatch(text := text_of(item)):
                yield text
