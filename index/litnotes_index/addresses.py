"""Where a paper is on the web."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from litnotes_index.model import Paper
from litnotes_index.text.clean import one_line

OF_IDENTIFIERS = {
    "arxiv": "https://arxiv.org/abs/",
    "doi": "https://doi.org/",
    "acl": "https://aclanthology.org/",
    "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
}
"""What an identifier of each kind is put behind, the paper's own page first."""
_LONGEST = 2_000


def url(paper: Paper) -> str | None:
    """Return the address of the paper's own page, safe inside `(…)`; None where it has none."""
    return next(urls(paper), None)


def urls(paper: Paper) -> Iterator[str]:
    """Yield the addresses of a paper on the web, each safe inside `(…)`, its own page first."""
    found = [
        *(
            address + quote(value, safe="/.:;_-")
            for kind, address in OF_IDENTIFIERS.items()
            if (value := paper.ids.get(kind))
        ),
        *(
            quote(address, safe="/:?#&=%~+,;@!$'*._-")
            for address in paper.urls
            if address.startswith(("http://", "https://"))
        ),
    ]
    return (address for address in found if len(address) <= _LONGEST)


def of_identifier(kind: str, value: str) -> str | None:
    """Return the address of what has this identifier; None where there is none, or none is safe."""
    address = OF_IDENTIFIERS.get(kind)
    is_safe = re.fullmatch(r"[\w./;:()-]{1,300}", value) is not None
    return f"{address}{value}" if address and is_safe else None


def is_web(address: str) -> bool:
    """Return whether a text is an address of the web, and nothing besides, that can be a link."""
    plain = re.fullmatch(r"https?://[^\s<>\\\"`]{1,2000}", address)
    return plain is not None and one_line(address) == address
