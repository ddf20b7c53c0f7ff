"""Finding papers: by what is typed of them, by what they say, by key, title or identifier."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tantivy import Query

from litnotes_index.engine import encode_path, is_whole
from litnotes_index.manifest import FileRecord
from litnotes_index.model import Entry, Paper, Source
from litnotes_index.papers import queries
from litnotes_index.papers.identifiers import identifier
from litnotes_index.papers.identity import group, identity_of, joins
from litnotes_index.papers.merge import merge
from litnotes_index.papers.schema import year_of
from litnotes_index.papers.store import IndexState, Snapshot, place
from litnotes_index.text import nickname, normalise, words

Placed = tuple[Entry, Source]

FIELDS = ("title", "author", "abstract", "key", "id")
_TITLE = "title:"
_OVERFETCH = 30
_SHORTEST_NEAR_KEY = 4
_LONGEST_NEAR_KEY = 60
_NEAR_KEYS = 5
_MOST_ENTRIES = 4000
# Citation keys have digits or punctuation where titles rarely do.
_KEY = re.compile(r"^\S*[\w][\d_:.\-/]\S*$")
# A paste is no query: words past these say no more about the paper that is meant.
_MOST_WORDS = 32


@dataclass(frozen=True, slots=True)
class Found:
    """A paper and how well it answers the query; scores compare within one answer only."""

    paper: Paper
    score: float


class PaperSearch:
    """Every question about papers, answered from one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @property
    def state(self) -> IndexState:
        """What is true of the papers as a whole."""
        return self._snapshot.state

    @property
    def files(self) -> Mapping[str, FileRecord]:
        """The files that were looked at, dumps and others, by path."""
        return self._snapshot.files

    def shared_keys(self, limit: int) -> list[str]:
        """Return keys that several entries have; one paper may have them all."""
        return self._snapshot.shared("key", "", limit)

    def shared_titles(self, limit: int) -> list[str]:
        """Return normalised titles that several entries have; one paper may have them all."""
        found = self._snapshot.shared("identity", _TITLE, limit)
        return [term.removeprefix(_TITLE) for term in found]

    def complete(self, typed: str, limit: int) -> list[Paper]:
        """Return the papers whose title, authors or key are being typed, likeliest first.

        Words may be in any order, the last one unfinished; typos are forgiven where nothing else
        is found. With nothing typed these are the newest of some papers.
        """
        typed_words = words(typed)[:_MOST_WORDS]
        if not typed_words:
            newest = self._best(queries.entries(), _OVERFETCH + limit)
            return [found.paper for found in sorted(newest, key=_newness, reverse=True)][:limit]
        unfinished = not typed[-1:].isspace()
        keyed = self._keys_beginning(typed.strip(), limit)
        found: list[Found] = []
        for typos in (False, True):
            query = queries.titled(typed_words, last_is_prefix=unfinished, typos=typos)
            found = self._best(query, limit)
            if found or keyed:
                break
        titled = [hit.paper for hit in sorted(found, key=_closeness(" ".join(typed_words)))]
        # A whole key comes first; the beginning of one only where no word of a title looks like it.
        named = [paper for paper in keyed if typed.strip() in paper.keys]
        rest = [*keyed, *titled] if _KEY.search(typed) else [*titled, *keyed]
        return distinct([*named, *rest])[:limit]

    def search(
        self,
        query: str,
        limit: int,
        *,
        fields: Sequence[str] = FIELDS,
        since: str | None = None,
        until: str | None = None,
    ) -> list[Found]:
        """Return the papers that a query finds in these fields, best first.

        All words must be there; where nothing has them all, typos are forgiven, then missing words.
        `since` and `until` are dates as exact as one likes; they leave out papers of unknown year.
        """
        in_range = _date_range(since, until)
        named = [Found(paper, 1000.0) for paper in self._named(query, fields) if in_range(paper)]
        typed = words(query)[:_MOST_WORDS]
        texts = [field for field in fields if field in queries.FIELD_BOOSTS]
        found: list[Found] = []
        if typed and texts:
            for typos, all_words in ((False, True), (True, True), (True, False)):
                if not all_words and len(typed) == 1:
                    break
                question = queries.anywhere(typed, texts, typos=typos, all_words=all_words)
                if since or until:
                    years = queries.published(year_of(since), year_of(until))
                    question = queries.both(question, years)
                found = [
                    hit for hit in self._best(question, limit, in_range) if in_range(hit.paper)
                ]
                if found:
                    break
        ranked = sorted(found, key=_closeness(" ".join(typed)))
        known = {_identity(hit.paper) for hit in named}
        return [*named, *(hit for hit in ranked if _identity(hit.paper) not in known)][:limit]

    def named(self, name: str) -> list[Paper]:
        """Return the papers that a key, title, DOI or arXiv id names; several are ambiguous."""
        return self._named(name, FIELDS)

    def keyed(self, key: str) -> list[Paper]:
        """Return the papers with this citation key, those first whose source gives it."""
        placed = self._snapshot.having("key", [key])
        return self.papers(sorted(placed, key=lambda found: found[0].key != key))

    def identified(self, text: str) -> list[Paper]:
        """Return the papers with this DOI or arXiv id, in any usual spelling or as a URL."""
        terms = [f"{kind}:{value}" for kind, value in identifier(text).items()]
        return self.papers(self._snapshot.having("identity", terms))

    def having_id(self, term: str) -> list[Paper]:
        """Return the papers with an identifier, given as `kind:value` in its normal form."""
        return self.papers(self._snapshot.having("identity", [term]))

    def at(self, url: str) -> list[Paper]:
        """Return the papers that have this address, given in its normal form."""
        return self.papers(self._snapshot.having("url", [url]))

    def standing(self, path: str, line: int) -> list[Paper]:
        """Return the papers with an entry on a line (from 1) of a dump; empty between."""
        placed = self._snapshot.having("path", [encode_path(path)])
        return self.papers(one for one in placed if one[1].line <= line <= one[1].end_line)

    def in_file(self, path: str) -> list[Paper]:
        """Return the papers that have an entry in a dump, in no certain order."""
        return self.papers(self._snapshot.having("path", [encode_path(path)]))

    def nearly_keyed(self, key: str) -> list[Paper]:
        """Return the papers whose key is a typo or two away, or in other letter case."""
        folded = key.casefold()
        if not is_whole(folded) or not _SHORTEST_NEAR_KEY <= len(folded) <= _LONGEST_NEAR_KEY:
            return []
        return [hit.paper for hit in self._best(queries.nearly_keyed(folded), _NEAR_KEYS)]

    def titled(self, title: str) -> list[Paper]:
        """Return the papers with this title, in whatever spelling; empty where there is none."""
        normal = normalise(title)
        if not normal:
            return []
        if not joins(normal):
            hits = self._best(queries.titled(normal.split(), last_is_prefix=False, typos=False), 10)
            return [hit.paper for hit in hits if normalise(hit.paper.title) == normal]
        placed = self._snapshot.having("identity", [f"{_TITLE}{normal}"])
        return [p for p in self.papers(placed) if normal in _titles(p, placed)]

    def nicknamed(self, name: str) -> list[Paper]:
        """Return the papers whose title begins with this name and a colon."""
        return self.papers(self._snapshot.having("identity", [f"nickname:{normalise(name)}"]))

    def papers(self, placed: Iterable[Placed]) -> list[Paper]:
        """Return the papers that these entries belong to, whole, in the order of the entries."""
        hits = list(placed)
        order = {place(hit): rank for rank, hit in enumerate(hits)}
        every = self._snapshot.closure(hits)
        groups = group([identity_of(entry) for entry, _ in every])
        owners: dict[str, int] = {}
        for members in groups:
            for title in {normalise(every[member][0].title) for member in members}:
                owners[title] = owners.get(title, 0) + 1
        ranked: list[tuple[int, Paper]] = []
        for members in groups:
            entries = [every[member] for member in members]
            first = min(order.get(place(entry), len(order)) for entry in entries)
            if first < len(order):
                shared = any(owners[normalise(entry.title)] > 1 for entry, _ in entries)
                ranked.append((first, merge(entries, shares_title=shared)))
        return [paper for _, paper in sorted(ranked, key=lambda pair: pair[0])]

    def _best(
        self, query: Query, limit: int, wanted: Callable[[Paper], bool] = lambda _: True
    ) -> list[Found]:
        # One paper may fill the first fifty entries: fetch on until there are papers enough.
        fetch = limit + _OVERFETCH
        while True:
            hits = self._snapshot.hits(query, fetch)
            scores: dict[tuple[str, int], float] = {}
            for score, (_, source) in hits:
                scores.setdefault((source.path, source.line), score)
            papers = self.papers(placed for _, placed in hits)
            found = [Found(paper, _score(paper, scores)) for paper in papers if wanted(paper)]
            if len(found) >= limit or len(hits) < fetch or fetch >= _MOST_ENTRIES:
                return found
            fetch *= 4

    def _keys_beginning(self, typed: str, limit: int) -> list[Paper]:
        if not typed or " " in typed:
            return []
        keys = self._snapshot.terms("key_start", typed.removeprefix("@").casefold(), limit)
        return self.papers(self._snapshot.having("key_start", keys))

    def _named(self, name: str, fields: Sequence[str]) -> list[Paper]:
        name = name.strip()
        if "id" in fields and (papers := self.identified(name)):
            return papers
        if "key" in fields and name and (papers := self.keyed(name.removeprefix("@"))):
            return papers
        return self.titled(name) if "title" in fields and words(name) else []


def distinct(papers: Iterable[Paper]) -> list[Paper]:
    """Return the papers in their order, each once; two papers may share a key."""
    first: dict[tuple[object, ...], Paper] = {}
    for paper in papers:
        first.setdefault(_identity(paper), paper)
    return list(first.values())


def _identity(paper: Paper) -> tuple[object, ...]:
    return paper.key, paper.title, paper.sources


def _titles(paper: Paper, placed: Iterable[Placed]) -> set[str]:
    places = {(source.path, source.line) for source in paper.sources}
    return {normalise(e.title) for e, s in placed if (s.path, s.line) in places}


def _score(paper: Paper, scores: dict[tuple[str, int], float]) -> float:
    return max(scores.get((source.path, source.line), 0.0) for source in paper.sources)


def _newness(found: Found) -> str:
    date = found.paper.date or ""
    return "" if date.startswith("--") else date


def _closeness(typed: str) -> Callable[[Found], tuple[int, float, int, str]]:
    """How near a title is to what is typed; less is nearer."""

    def key(found: Found) -> tuple[int, float, int, str]:
        title = normalise(found.paper.title)
        name = nickname(found.paper.title)
        if title == typed:
            tier = 0
        elif name and normalise(name) == typed:
            tier = 1
        elif title.startswith(typed):
            tier = 2
        elif f" {typed}" in f" {title}":
            tier = 3
        else:
            tier = 4
        year = year_of(found.paper.date) or 0
        return tier, -round(found.score, 3), -year, title

    return key


def _date_range(since: str | None, until: str | None) -> Callable[[Paper], bool]:
    def inside(paper: Paper) -> bool:
        if not since and not until:
            return True
        date = paper.date
        if date is None or date.startswith("--"):
            return False
        after = not since or date >= since[: len(date)]
        return after and (not until or date[: len(until)] <= until)

    return inside
