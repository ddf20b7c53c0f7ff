"""Identifiers and addresses of papers, in the one form in which they are compared."""

import hashlib
import re
from collections.abc import Callable, Mapping
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
