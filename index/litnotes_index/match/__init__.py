"""Which paper a messy title, or a whole reference, means."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from litnotes_index.match.alignment import title_of
from litnotes_index.match.confidence import probabilities, score
from litnotes_index.match.features import Agreement, agreements
from litnotes_index.match.reference import LONGEST, Reference, read
from litnotes_index.model import Paper
from litnotes_index.papers import candidates
from litnotes_index.papers.identity import joins
from litnotes_index.papers.placed import Placed
from litnotes_index.papers.search import PaperSearch, distinct
from litnotes_index.text import normalise

# A paper is given only where it is this probable that it is meant.
THRESHOLD = 0.8
_CANDIDATES = 5
_MOST_ENTRIES = 30
_MOST_NAMED = 20
_COMPARED = 6
_COMPARED_NAMED = 4
_FOUND_FIRST = 2
_APART = 0.6
# Of the title of what an identifier names so much must be there, unless little else is said.
_CONTRADICTED = 0.35
_SAYS_OTHER = 0.6
_FEW_WORDS = 3
_SURE = 12.0
# A phrase is nearly a title where no more of it says something else, and no more is missing.
_BESIDE = 0.2
_LACKING = 0.4
# Titles as alike as this are one with a typo or two, whatever else is near.
_ALIKE = 0.9


@dataclass(frozen=True, slots=True)
class Match:
    """The paper that a text means, or None; how sure that is (0–1); and what else it could be."""

    query: str
    paper: Paper | None
    confidence: float
    candidates: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """A paper that may be meant: how it agrees with the line, and how probable it is."""

    paper: Paper
    agreement: Agreement
    probability: float


def match(papers: PaperSearch, query: str) -> Match:
    """Return what a title, reference, key or identifier means; no paper where that is not sure.

    The candidates are best first, the paper among them, and at most five. The confidence is the
    probability that the first candidate is meant.
    """
    name = query.strip()
    exact = papers.named(name) if name and len(name) <= LONGEST else []
    if len(exact) == 1 and _is_sure(papers, name, exact[0]):
        return Match(query, exact[0], 1.0, (exact[0],))
    line = read(query)
    if decided := _identified(papers, line):
        return Match(query, decided, 1.0, (decided,))
    ranked = rank(papers, line)[:_CANDIDATES]
    if not ranked:
        return Match(query, None, 0.0, ())
    best = ranked[0]
    return Match(
        query,
        best.paper if best.probability >= THRESHOLD else None,
        round(best.probability, 4),
        tuple(one.paper for one in ranked),
    )


def nearest(papers: PaperSearch, phrase: str) -> Paper | None:
    """Return the paper whose title a phrase nearly is; None where none is, or it says much more.

    The title may have lost its subtitle, or its end where the phrase has "…".
    """
    ranked = rank(papers, read(phrase))
    if not ranked:
        return None
    best, agreed = ranked[0], ranked[0].agreement
    is_sure = best.probability >= THRESHOLD
    is_near = is_sure and agreed.beside <= _BESIDE and agreed.lacking <= _LACKING
    return best.paper if is_near or similarity(phrase, best.paper.title) >= _ALIKE else None


def similarity(query: str, title: str) -> float:
    """Return how alike two titles are, 0 to 1; case, accents and punctuation do not count."""
    return fuzz.ratio(normalise(query), normalise(title)) / 100


def rank(papers: PaperSearch, line: Reference) -> list[Scored]:
    """Return the papers that a line may mean, with how probable each is, best first."""
    found = compared(papers, line)
    probable = probabilities([score(agreed.values) for _, agreed in found])
    ranked = [Scored(*one, share) for one, share in zip(found, probable, strict=True)]
    written = " ".join(line.words)

    def key(one: Scored) -> tuple[float, float, str]:
        title = normalise(one.paper.title)
        return -round(one.probability, 6), -fuzz.ratio(written, title), title

    return sorted(ranked, key=key)


def compared(papers: PaperSearch, line: Reference) -> list[tuple[Paper, Agreement]]:
    """Return the papers that a line may mean, and how it agrees with each."""
    if not line.words:
        return []
    found = _candidates(papers, line)
    unique = _unique(papers, found, line)
    agreed = agreements(line, found, papers.snapshot.weight, unique)
    return list(zip(found, agreed, strict=True))


def _candidates(papers: PaperSearch, line: Reference) -> list[Paper]:
    snapshot = papers.snapshot
    weigh = papers.snapshot.weight
    terms = [f"title:{part}" for part in line.segments]
    terms += [f"nickname:{name}" for name in line.nicknames]
    named = candidates.named_so(snapshot, terms, _MOST_NAMED)
    alike = candidates.alike(snapshot, line.words, line.beginnings, _MOST_ENTRIES)

    def likeness(placed: Placed) -> tuple[float, float]:
        has = 0.0
        lacks = 0.0
        found = title_of(placed.entry.title).words
        for word in found:
            if word in line.places:
                has += weigh(word)
            else:
                lacks += weigh(word)
        return has - lacks / 3, fuzz.ratio(" ".join(found), written)

    written = " ".join(line.words)
    ranked = sorted(((likeness(one), one) for one in alike), key=lambda pair: pair[0], reverse=True)
    best = ranked[0][0][0] if ranked else 0.0
    least = best - _APART * abs(best)
    near = [one for like, one in ranked[:_COMPARED] if like[0] >= least]
    named.sort(key=likeness, reverse=True)
    # A long title with the one rare word of a line is less like it than many a short one.
    chosen = candidates.distinct([*named[:_COMPARED_NAMED], *near, *alike[:_FOUND_FIRST]])
    return distinct(papers.papers(chosen))


def _unique(papers: PaperSearch, found: Sequence[Paper], line: Reference) -> frozenset[str]:
    """The nicknames and acronyms that only one of the papers has."""
    names: dict[str, int] = {}
    for paper in found:
        title = title_of(paper.title)
        rare = {
            word
            for word in title.acronyms & line.places.keys()
            if papers.snapshot.frequency("title", word) <= len(paper.sources)
        }
        for name in {title.nickname, *rare}:
            names[name] = names.get(name, 0) + 1
    return frozenset(name for name, count in names.items() if name and count == 1)


def _identified(papers: PaperSearch, line: Reference) -> Paper | None:
    """The one paper that an identifier or address in the line names, unless the title differs."""
    placed = candidates.named_so(papers.snapshot, line.ids, _MOST_NAMED)
    placed = placed or candidates.at(papers.snapshot, line.urls, _MOST_NAMED)
    found = distinct(papers.papers(placed))
    if len(found) != 1:
        return None
    [agreed] = agreements(line, found, papers.snapshot.weight, frozenset())
    is_other = agreed.covered < _CONTRADICTED and agreed.beside > _SAYS_OTHER
    return None if is_other and len(line.words) > _FEW_WORDS else found[0]


def _is_sure(papers: PaperSearch, name: str, paper: Paper) -> bool:
    """Whether a name that one paper has is no everyday word."""
    normal = normalise(name)
    if normal not in map(normalise, paper.titles):
        return True
    weigh = papers.snapshot.weight
    return joins(normal) and sum(weigh(word) for word in normal.split()) >= _SURE
