"""What a web address tells of a paper: its identifiers, or at least that it is a paper's page."""

import re
from urllib.parse import unquote

from litnotes_index.text.arxiv import arxiv_id

_HTTP = r"(?:https?:)?//(?:www\.)?"
_END = r"(?=[/?#]|\Z)"
_ARXIV_HOST = re.compile(
    r"(?:arxiv|ar5iv|xxx\.lanl|alphaxiv|huggingface\.co/papers|scirate|10\.48550/)", re.IGNORECASE
)
# Most publishers name the DOI in the path of a page.
_DOI = re.compile(
    rf"(?:{_HTTP}(?:dx\.)?doi\.org/"
    rf"|{_HTTP}[\w.-]+/(?:[\w.-]+/)?doi/(?:(?:abs|full|pdf|epdf|pdfdirect|book|suppl)/)?"
    rf"|{_HTTP}link\.springer\.com/(?:article|chapter|book|content/pdf)/"
    rf"|{_HTTP}(?:bio|med)rxiv\.org/content/)"
    r"(10\.[0-9]{4,9}/[^\s?#]+)",
    re.IGNORECASE,
)
_DOI_TAIL = re.compile(r"(?:\.full)?(?:\.pdf)?[/.,;]*\Z", re.IGNORECASE)
_RXIV_TAIL = re.compile(r"(10\.1101/[0-9.]+?)(?:v[0-9]+)?(?:\.(?:full|abstract).*)?", re.IGNORECASE)
_NATURE = re.compile(
    rf"{_HTTP}nature\.com/articles/(s[0-9]{{5}}-[0-9]{{3}}-[0-9]{{5}}-[0-9x])", re.I
)
_ACL = (
    r"(?:aclanthology\.(?:org|info|coli\.uni-saarland\.de)/(?:papers/)?"
    r"|(?:anthology\.aclweb\.org|aclweb\.org/anthology(?:-new)?)/(?:papers/)?)(?:[a-z]/[a-z][0-9]{2}/)?"
    r"([a-z][0-9]{2}-[0-9]{4,5}|[0-9]{4}\.[a-z0-9_]+-[a-z0-9_]+\.[0-9]{1,4})"
    r"(?:v[0-9]+)?(?=\.pdf|\.bib|[/?#]|\Z)"
)
_OPENREVIEW = r"openreview\.net/(?:forum|pdf|attachment)\?(?:[^\s#]*&)?id=([\w-]+)"
_PMLR = (
    r"(?:proceedings\.mlr\.press|jmlr\.org/proceedings/papers)"
    rf"/(v[0-9]+/[a-z0-9-]+[a-z0-9])(?:\.html|\.pdf)?{_END}"
)
_PMID = (
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed"
    rf"|europepmc\.org/(?:article|abstract)/med)/([0-9]{{1,9}}){_END}"
)
_PMCID = (
    r"(?:ncbi\.nlm\.nih\.gov/pmc|pmc\.ncbi\.nlm\.nih\.gov)/articles/"
    rf"(PMC[0-9]{{1,9}}){_END}"
)
_S2 = rf"semanticscholar\.org/paper/(?:[^/?#\s]+/)?([0-9a-f]{{40}}){_END}"
_OPENALEX = rf"openalex\.org/(?:works/)?(W[0-9]{{1,12}}){_END}"
_FORMS = {
    kind: re.compile(f"{_HTTP}{form}", re.IGNORECASE)
    for kind, form in {
        "acl": _ACL,
        "openreview": _OPENREVIEW,
        "pmlr": _PMLR,
        "pmid": _PMID,
        "pmcid": _PMCID,
        "s2": _S2,
        "openalex": _OPENALEX,
    }.items()
}
# Addresses that are a paper's, though they tell no identifier that others have.
_PAGES = re.compile(
    rf"{_HTTP}(?:"
    r"(?:papers\.nips\.cc|(?:papers|proceedings)\.neurips\.cc)/paper"
    r"|openaccess\.thecvf\.com/content|ecva\.net/papers|cv-foundation\.org/+openaccess"
    r"|(?:ojs|cdn)\.aaai\.org/|aaai\.org/[\w/]*papers?/|ijcai\.org/(?:proceedings|papers)"
    r"|ieeexplore\.ieee\.org/(?:abstract/)?document/|ieeexplore\.ieee\.org/iel|dl\.acm\.org/citation"
    r"|computer\.org/csdl/|sciencedirect\.com/science/article|linkinghub\.elsevier\.com/"
    r"|nature\.com/articles/|science\.org/doi|sciencemag\.org/content|cell\.com/[\w-]+/full"
    r"|jmlr\.(?:org|csail\.mit\.edu)/papers|proceedings\.mlr\.press/v|mitpressjournals\.org/"
    r"|direct\.mit\.edu/[\w-]+/article|academic\.oup\.com/[\w-]+/article|jstor\.org/stable"
    r"|semanticscholar\.org/paper|paperswithcode\.com/paper|huggingface\.co/papers/"
    r"|isca-(?:speech|archive)\.org/(?:archive|[\w]+_[0-9]{4})|usenix\.org/(?:conference|system/files)"
    r"|roboticsproceedings\.org/|journals\.plos\.org/[\w]+/article|frontiersin\.org/(?:journals|articles)"
    r"|mdpi\.com/[0-9-]+/|biorxiv\.org/content|medrxiv\.org/content|osf\.io/preprints|psyarxiv\.com/"
    r"|papers\.ssrn\.com/|ssrn\.com/abstract|hal\.(?:science|inria\.fr)/|hal\.archives-ouvertes\.fr/"
    r"|eprint\.iacr\.org/[0-9]{4}/|distill\.pub/[0-9]{4}/|drops\.dagstuhl\.de/|lrec-conf\.org/proceedings"
    r"|aclweb\.org/anthology/[a-z][0-9]{2}|zenodo\.org/records?/[0-9]"
    r")",
    re.IGNORECASE,
)
_PDF = re.compile(r"https?://[^\s?#]+\.pdf(?:[?#]|\Z)", re.IGNORECASE)


def ids_of(url: str) -> dict[str, str]:
    """Return the identifiers that an address tells; empty where it tells none."""
    if _ARXIV_HOST.search(url) and (arxiv := arxiv_id(url)):
        return {"arxiv": arxiv}
    for kind, form in _FORMS.items():
        if match := form.match(url):
            found = match[1]
            return {kind: found.upper() if kind == "acl" and found[0].isalpha() else found}
    if match := _DOI.match(url):
        doi = _DOI_TAIL.sub("", unquote(match[1]))
        preprint = _RXIV_TAIL.fullmatch(doi)
        return {"doi": preprint[1] if preprint else doi}
    if match := _NATURE.match(url):
        return {"doi": f"10.1038/{match[1].lower()}"}
    return {}


def is_paper(url: str) -> bool:
    """Return whether an address is known to be that of a paper."""
    return bool(ids_of(url)) or _PAGES.match(url) is not None


def is_pdf(url: str) -> bool:
    """Return whether an address is that of a PDF file, by its name."""
    return _PDF.match(url) is not None
