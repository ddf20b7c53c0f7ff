"""What the dumps contradict each other in: keys and titles that two papers have."""

from collections.abc import Iterator

from litnotes_index.model import Paper, Problem
from litnotes_index.papers.search import PaperSearch

# A library may have thousands of papers called "Deep Learning"; the first of them say enough.
_MOST = 1_000


def conflicts(papers: PaperSearch) -> Iterator[Problem]:
    """Yield what is ambiguous, located at the first entry of each further paper that it means.

    These are citation keys that several papers have, and titles that identifiers and authors part.
    """
    for key in papers.shared_keys(_MOST):
        # A key that is made of a title two papers have is the key of neither.
        having = [paper for paper in papers.keyed(key) if key in paper.keys]
        yield from _named(f"the key {key}", having)
    for title in papers.shared_titles(_MOST):
        yield from _named(f"the title “{title}”", papers.titled(title))


def _named(name: str, found: list[Paper]) -> Iterator[Problem]:
    if len(found) < 2:
        return
    first, *others = sorted(found, key=_place)
    path, line = _place(first)
    for paper in others:
        yield Problem(*_place(paper), f"{name} names another paper at {path}:{line}")


def _place(paper: Paper) -> tuple[str, int]:
    return paper.sources[0].path, paper.sources[0].line
