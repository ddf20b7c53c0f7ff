"""Identifiers in RIS records, wherever the databases that wrote them put these."""

import re
from collections.abc import Mapping, Sequence

from litnotes_index.readers.fields import tagged as fields
from litnotes_index.readers.fields import urls as paper_urls
from litnotes_index.text.arxiv import arxiv_id

Told = Mapping[str, Sequence[str]]
"""The values of a record by their tags; those without text are left out."""

_LINKS = ("UR", "L2", "L1", "L3", "L4", "LK")
_DOIS = ("DO", "DI")
_DOIS_TOO = ("M3", "N1", "C7")  # where one alone may stand
_ARXIV = ("DO", "M1", "M3", "AN", "VL", "C7", "SP", "PB", "JO", "JF", "T2", "JA")
_ARXIV_NAME = re.compile("ar[Xx]iv|ARXIV")
_ARXIV_NUMBERS = ("AN", "M1", "VL", "SP")
_ARXIV_NAMES = frozenset({"arxiv", "arxiv.org", "arxiv e-prints", "corr"})
_PMIDS = ("AN", "ID", "C2", "N1", "U1")
_PMCIDS = ("C2", "AN", "U1", "U2")
# Which databases put it there without saying so.
_PMID_TAGS = {"AN": {"medline", "pubmed", "nlm"}, "C2": {"scopus"}}
_PMID = re.compile(r"(?:PMID|MEDLINE|PubMed)[:\s]*([0-9]{1,9})\b", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,9}")
_PMCID = re.compile(r"\bPMC[0-9]{3,9}\b")
_LONGEST_KEY = 80
# What databases number records with is no key; author and year are, and so are DBLP's names.
_KEY = re.compile(r"[^\W\d_][\w.:+'-]*|DBLP:\S+")
_AUTHOR_YEAR = re.compile(
    r"[^\W\d_]{2}.*(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])|[^\W\d_]{3,}(?:1[5-9]|20)[0-9]{2,8}|DBLP:"
)


def ids(told: Told, *, is_book: bool) -> dict[str, str]:
    """Return the identifiers of a record; an ISBN is that of a book and of nothing in it."""
    found: dict[str, str] = {}
    if doi := _doi(told):
        found["doi"] = doi
    if arxiv := _arxiv(told):
        found["arxiv"] = arxiv
    if pmid := _pmid(told):
        found["pmid"] = pmid
    if pmcid := _pmcid(told):
        found["pmcid"] = pmcid
    for link in [link for tag in _LINKS if tag in told for link in told[tag]]:
        if "doi" not in found and (doi := fields.doi_of_url(link)):
            found["doi"] = doi
        if "/PMC" in link and (pmc := _PMCID.search(link)):
            found.setdefault("pmcid", pmc[0])
        for kind, value in paper_urls.ids_of(link).items():
            found.setdefault(kind, value)
    if is_book and "SN" in told and (isbn := fields.isbn(" ".join(told["SN"]))):
        found["isbn"] = isbn
    return found


def key(told: Told) -> str | None:
    """Return the citation key of a record; None for a mere number of some database or program."""
    for tag in ("ID", "LB"):
        for text in told.get(tag, ()):
            if len(text) <= _LONGEST_KEY and _KEY.fullmatch(text) and _AUTHOR_YEAR.match(text):
                return text
    return None


def _doi(told: Told) -> str | None:
    for tag in _DOIS:
        for text in told.get(tag, ()):
            if found := fields.doi(text):
                return found
    for tag in _DOIS_TOO:
        for text in told.get(tag, ()):
            if found := fields.doi_alone(text):
                return found
    return None


def _arxiv(told: Told) -> str | None:
    places = [text for tag in _ARXIV if tag in told for text in told[tag]]
    texts = [text for text in places if _ARXIV_NAME.search(text) or text == "CoRR"]
    # Notes name what a paper cites, so there an id says something only where it comes first.
    texts += [text for text in told.get("N1", ()) if text[:6].casefold() == "arxiv:"]
    for text in texts:
        if found := fields.arxiv_named(text):
            return found
    if any(text.casefold() in _ARXIV_NAMES for text in texts):
        for tag in _ARXIV_NUMBERS:
            for text in told.get(tag, ()):
                if found := arxiv_id(text):
                    return found
    return None


def _pmid(told: Told) -> str | None:
    for text in [text for tag in _PMIDS if tag in told for text in told[tag]]:
        if text[0] in "PpMm" and (match := _PMID.match(text)):
            return match[1]
    if "DB" in told or "DP" in told:
        names = {text.casefold() for tag in ("DB", "DP") for text in told.get(tag, ())}
        for tag, whose in _PMID_TAGS.items():
            for text in told.get(tag, ()) if names & whose else ():
                if _NUMBER.fullmatch(text):
                    return text
    return None


def _pmcid(told: Told) -> str | None:
    for text in [text for tag in _PMCIDS if tag in told for text in told[tag]]:
        if "PMC" in text and (match := _PMCID.search(text)):
            return match[0]
    return None
