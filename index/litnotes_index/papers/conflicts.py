"""What the dumps contradict each other in: keys, identifiers and titles that two papers have."""

from collections.abc import Iterator, Sequence

from litnotes_index.model import Paper, Problem
from litnotes_index.papers.search import PaperSearch, distinct

# A library may have thousands of papers called "Deep Learning"; the first of them say enough.
_MOST = 1_000
# Each is of one paper.
_KINDS = {"arxiv": "arXiv id", "pmid": "PMID", "pmcid": "PMCID", "acl": "ACL id", "doi": "DOI"}
# A paper has one of these; a preprint and its publication have a DOI each.
_SINGLE = ("arxiv", "pmid", "pmcid")


def conflicts(papers: PaperSearch) -> Iterator[Problem]:
    """Yield what is ambiguous, located at the first entry of each further paper that it means.

    These are citation keys and identifiers that several papers have, titles that identifiers and
    authors part, and papers that have several identifiers of a kind of which there should be one.
    """
    for key in papers.shared_keys(_MOST):
        # A key that is made of a title two papers have is the key of neither.
        having = [paper for paper in papers.keyed(key) if key in paper.keys]
        yield from _named(f"the key {key}", having)
    shared: list[Paper] = []
    for kind, name in _KINDS.items():
        for term in papers.snapshot.shared("identity", f"{kind}:", _MOST):
            having = papers.having_id(term)
            yield from _named(f"the {name} {term.removeprefix(f'{kind}:')}", having)
            shared += having
    for title in papers.shared_titles(_MOST):
        found = sorted(papers.titled(title), key=_place)
        yield from _named(f"the title “{found[0].title if found else title}”", found)
        shared += found
    for paper in sorted(distinct(shared), key=_place):
        yield from _several(paper)


def _named(name: str, found: Sequence[Paper]) -> Iterator[Problem]:
    if len(found) < 2:
        return
    first, *others = sorted(found, key=_place)
    path, line = _place(first)
    for paper in others:
        yield Problem(*_place(paper), f"{name} names another paper at {path}:{line}")


def _several(paper: Paper) -> Iterator[Problem]:
    for kind in _SINGLE:
        ids = [name for name in paper.names if name.startswith(f"{kind}:")]
        if len(ids) > 1:
            told = " and ".join(name.removeprefix(f"{kind}:") for name in ids)
            yield Problem(*_place(paper), f"the paper has several {_KINDS[kind]}s: {told}")


def _place(paper: Paper) -> tuple[str, int]:
    return paper.sources[0].path, paper.sources[0].line
