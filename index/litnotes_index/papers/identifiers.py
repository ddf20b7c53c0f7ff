"""Identifiers and addresses of papers, in the one form in which they are compared."""

import hashlib
import re
from collections.abc import Mapping

_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_VERSION = re.compile(r"v\d+$")
_SCHEME = re.compile(r"^\w+://(?:www\.)?", re.IGNORECASE)
_FORMS = {
    "doi": re.compile(
        r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE
    ),
    "arxiv": re.compile(
        r"(?:https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*)?"
        r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?",
        re.IGNORECASE,
    ),
}


def normal_ids(ids: Mapping[str, str]) -> dict[str, str]:
    """Return identifiers as they are compared: an arXiv DOI is an arXiv id, and has no version."""
    normal: dict[str, str] = {}
    for kind, value in ids.items():
        if value := value.strip().lower():
            form = _FORMS.get(kind)
            match = form.fullmatch(value) if form else None
            normal[kind] = match[1] if match else value
    if arxiv := normal.get("arxiv"):
        normal["arxiv"] = _VERSION.sub("", arxiv)
    if (doi := normal.get("doi")) and (match := _ARXIV_DOI.fullmatch(doi)):
        del normal["doi"]
        normal.setdefault("arxiv", normal_ids({"arxiv": match[1]})["arxiv"])
    return normal


def identifier(text: str) -> dict[str, str]:
    """Return the DOI or arXiv id that a text is, in any usual spelling; empty for none."""
    for kind, form in _FORMS.items():
        if form.fullmatch(text.strip()):
            return normal_ids({kind: text})
    return {}


def normal_url(url: str) -> str:
    """Return an address as it is compared: without scheme, `www.`, fragment and final slash."""
    bare = _SCHEME.sub("", url.strip().partition("#")[0]).rstrip("/")
    host, slash, path = bare.partition("/")
    return host.lower() + slash + path


def digest(text: str, length: int) -> str:
    """Return so many hexadecimal digits that a text always gives."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
