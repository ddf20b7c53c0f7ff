"""Which paper a messy title means."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from litnotes_index.model import Paper
from litnotes_index.papers import PaperSearch
from litnotes_index.text import normalise, words

# Below this two titles are more often two papers than one with typos.
_THRESHOLD = 0.9
_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Match:
    """The paper that a text means, or None; how sure that is (0–1); and what else it could be."""

    query: str
    paper: Paper | None
    confidence: float
    candidates: tuple[Paper, ...]


def match(papers: PaperSearch, query: str) -> Match:
    """Return what a title, key or identifier means; the paper is None where nothing is near enough.

    The candidates are best first, the paper among them, and at most five.
    """
    exact = papers.named(query) if query.strip() else []
    if len(exact) == 1:
        return Match(query, exact[0], 1.0, (exact[0],))
    likely = exact or _likely(papers, query)
    ranked = sorted(likely, key=lambda paper: -similarity(query, paper.title))[:_CANDIDATES]
    if not ranked:
        return Match(query, None, 0.0, ())
    confidence = round(similarity(query, ranked[0].title), 4)
    certain = confidence >= _THRESHOLD and len(exact) < 2
    return Match(query, ranked[0] if certain else None, confidence, tuple(ranked))


def similarity(query: str, title: str) -> float:
    """Return how alike two titles are, 0 to 1; case, accents and punctuation do not count."""
    return fuzz.ratio(normalise(query), normalise(title)) / 100


def _likely(papers: PaperSearch, query: str) -> list[Paper]:
    completed = papers.complete(query, 2 * _CANDIDATES)
    if completed or not words(query):
        return completed if words(query) else []
    return [hit.paper for hit in papers.search(query, 2 * _CANDIDATES, fields=("title",))]
