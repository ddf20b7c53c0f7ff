"""Identifiers and addresses of papers, in the one form in which they are compared."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote

from litnotes_index.text.arxiv import arxiv_id

_SCHEME = re.compile(r"^\w+://(?:www\.)?", re.IGNORECASE)
_VERSION = re.compile(r"v\d+$")
# https://www.doi.org/doi-handbook/: any case, and publishers have it in their own addresses, too.
_DOI = re.compile(
    r"(?:https?://(?:dx\.|www\.)?doi\.org/|https?://[^/\s]+/(?:doi|article)/(?:[a-z]+/)?|doi:\s*)?"
    r"(?P<doi>10\.\d{4,9}/\S*[^\s.,;])[.,;]*",
    re.IGNORECASE,
)
# What follows a DOI in an address, where that is not the end of an old one, as in `;2-#`.
_QUERY = re.compile(r"[?#]\w.*", re.DOTALL)
# https://aclanthology.org/info/ids/
_ACL = re.compile(
    r"(?:https?://(?:www\.)?(?:aclanthology\.org|aclweb\.org/anthology|aclanthology\.info/papers)/"
    r"|acl:)?(?P<acl>[a-z]\d\d-\d{4,5}|\d{4}\.[a-z0-9_]+-[a-z0-9]+\.\d+)(?:\.pdf|\.bib|/)?",
    re.IGNORECASE,
)
_ACL_DOI = re.compile(r"10\.(?:18653|3115)/v1/([a-z]\d\d-\d{4,5}|\d{4}\.[a-z0-9_]+-[a-z0-9]+\.\d+)")
_PMID = re.compile(
    r"(?:https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/|pmid:\s*)"
    r"(?P<pmid>\d{1,9})/?",
    re.IGNORECASE,
)
_PMCID = re.compile(
    r"(?:https?://(?:www\.|pmc\.)?ncbi\.nlm\.nih\.gov/(?:pmc/)?articles/|pmcid:\s*)?"
    r"(?P<pmcid>pmc\d{1,9})/?",
    re.IGNORECASE,
)

# What can be an identifier in a text: a bare arXiv id has all its digits, or it may be any number.
_PIECE = re.compile(
    r"(?<![\w./])(?P<kind>(?:doi|arxiv|pmid|pmcid|acl):\s?|)"
    r"(?P<value>10\.\d{4,9}/[^\s\"“”<>\0]+|\d{4}\.\d{4,5}(?:v\d+)?(?!\.?\w)"
    r"|[a-z-]{2,9}(?:\.[a-z]{2})?/\d{7}(?:v\d+)?\b|(?<=:)\s?\d{4,9}\b|pmc\d{4,9}\b"
    r"|[a-z]\d\d-\d{4}\b|\d{4}\.[a-z0-9_]+-[a-z0-9]+\.\d+)",
    re.IGNORECASE,
)
# Every one of them has it, and most texts do not.
_DIGITS = re.compile(r"\d{4}")
_STOPS = ".,;:!?*_'’”。，、；：！？」』）"
_CLOSING = {")": "(", "]": "[", "}": "{"}


def identifiers_in(text: str) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Yield where each identifier stands in a text that is not an address, and what it is."""
    for found in _PIECE.finditer(text) if _DIGITS.search(text) else ():
        value = _without_stops(found["value"])
        # `arxiv:` may stand before a DOI.
        if meant := identifier(found["kind"] + value) or identifier(value):
            yield found.start(), found.start("value") + len(value), meant


def _without_stops(text: str) -> str:
    """The text without what the sentence or the brackets around it end with."""
    surplus = {close: text.count(close) - text.count(begin) for close, begin in _CLOSING.items()}
    end = len(text)
    while end:
        letter = text[end - 1]
        if surplus.get(letter, 0) > 0:
            surplus[letter] -= 1
        elif letter not in _STOPS:
            break
        end -= 1
    return text[:end]


def normal_ids(ids: Mapping[str, str]) -> dict[str, str]:
    """Return identifiers as they are compared: an arXiv DOI is an arXiv id, and has no version."""
    normal: dict[str, str] = {}
    for kind, value in ids.items():
        if value := value.strip():
            form = _FORMS.get(kind)
            normal[kind] = (form and form(value)) or value.lower()
    if arxiv := normal.get("arxiv"):
        normal["arxiv"] = _VERSION.sub("", arxiv)
    if doi := normal.get("doi"):
        # Most begin as all DOIs do, and need no look.
        is_plain = doi.startswith("10.") and "arxiv" not in doi
        if arxiv := None if is_plain else arxiv_id(doi):
            del normal["doi"]
            normal.setdefault("arxiv", arxiv)
        elif acl := _ACL_DOI.fullmatch(doi):
            normal.setdefault("acl", _as_acl(acl[1]))
    return normal


def identifier(text: str) -> dict[str, str]:
    """Return the identifier that a text is, in any usual spelling or as an address; else empty."""
    whole = text.strip()
    for kind, form in _FORMS.items():
        if form(whole):
            return normal_ids({kind: whole})
    return {}


def _doi(text: str) -> str | None:
    if "://" in text:
        text = _QUERY.sub("", text, count=1)
    match = _DOI.fullmatch(unquote(text) if "%" in text else text)
    return match["doi"].lower() if match else None


def _acl(text: str) -> str | None:
    match = _ACL.fullmatch(text)
    return _as_acl(match["acl"]) if match else None


def _as_acl(acl: str) -> str:
    """As the anthology writes it: `P17-1001`, but `2020.nlp4if-1.3`."""
    return acl.upper() if acl[0].isalpha() else acl.lower()


def _pmid(text: str) -> str | None:
    match = _PMID.fullmatch(text)
    return match["pmid"] if match else None


def _pmcid(text: str) -> str | None:
    match = _PMCID.fullmatch(text)
    return match["pmcid"].upper() if match else None


_FORMS: dict[str, Callable[[str], str | None]] = {
    "arxiv": arxiv_id,
    "doi": _doi,
    "acl": _acl,
    "pmid": _pmid,
    "pmcid": _pmcid,
}


def normal_url(url: str) -> str:
    """Return an address as it is compared: without scheme, `www.`, fragment and final slash."""
    bare = _SCHEME.sub("", url.strip().partition("#")[0]).rstrip("/")
    host, slash, path = bare.partition("/")
    return host.lower() + slash + path


def digest(text: str, length: int) -> str:
    """Return so many hexadecimal digits that a text always gives."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
