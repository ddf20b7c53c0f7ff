"""Finding papers: by what is typed of them, by what they say, by key, title or identifier."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tantivy import Query

from litnotes_index.engine import encode_path, is_whole
from litnotes_index.manifest import FileRecord
from litnotes_index.model import Paper
from litnotes_index.papers import queries
from litnotes_index.papers.finding import Finder
from litnotes_index.papers.identifiers import identifier
from litnotes_index.papers.identity import joins
from litnotes_index.papers.placed import Placed
from litnotes_index.papers.ranking import Cited, begins
from litnotes_index.papers.schema import FIELDS, year_of
from litnotes_index.papers.seen import Typed
from litnotes_index.papers.snapshot import IndexState, Snapshot
from litnotes_index.papers.wholes import Wholes
from litnotes_index.text import normalise, words

_TITLE = "title:"
_NOBODY = Cited()
_NEWEST = 50
_SHORTEST_NEAR_KEY = 4
_LONGEST_NEAR_KEY = 60
_NEAR_KEYS = 5
# What is named outright scores more than anything that is found.
_NAMED = 10_000.0
_SOME = 40
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
        self._wholes = Wholes(snapshot)
        self._finder = Finder(snapshot, self._wholes)

    @property
    def snapshot(self) -> Snapshot:
        """The index that is asked."""
        return self._snapshot

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

    def complete(
        self, typed: str, limit: int, cited: Cited = _NOBODY, *, first: bool = False
    ) -> list[Paper]:
        """Return the papers whose title, authors or key are being typed, likeliest first.

        Words may be in any order, the last one unfinished; typos are forgiven, but come after what
        is typed as it is written. With nothing typed these are the newest of some papers. `first`:
        what is typed is known to be the beginning of a title, if it is of one.
        """
        parts = words(typed)[:_MOST_WORDS]
        if not parts:
            newest = self._some(queries.entries(), _NEWEST + limit)
            return sorted(newest, key=_newness, reverse=True)[:limit]
        ended = typed[-1:].isspace()
        asked = Typed.of(parts, unfinished=not ended, written=typed.strip(), first=first)
        found = self._finder.find(asked, limit, fields=("title", "author"), cited=cited)
        titled = [paper for paper, _ in found]
        if len(titled) >= limit and not _KEY.search(typed):
            return distinct([*self.keyed(typed.strip()), *titled])[:limit]
        # A whole key comes first; the beginning of one only where no word of a title looks like it.
        keyed = self._keys_beginning(typed.strip(), limit)
        named = [paper for paper in keyed if typed.strip() in paper.keys]
        given = [paper for paper in keyed if not begins(paper.title, asked)]
        return distinct([*named, *(given if _KEY.search(typed) else ()), *titled, *keyed])[:limit]

    def search(
        self,
        query: str,
        limit: int,
        *,
        fields: Sequence[str] = FIELDS,
        since: str | None = None,
        until: str | None = None,
        cited: Cited = _NOBODY,
    ) -> list[Found]:
        """Return the papers that a query finds in these fields, best first.

        What has all the words comes first; then typos are forgiven, and a missing word.
        `since` and `until` are dates as exact as one likes; they leave out papers of unknown year.
        """
        in_range = _date_range(since, until)
        named = [Found(paper, _NAMED) for paper in self._named(query, fields) if in_range(paper)]
        parts = words(query)[:_MOST_WORDS]
        texts = [field for field in fields if field in queries.TEXTS]
        found: list[Found] = []
        if parts and texts:
            years = queries.published(year_of(since), year_of(until)) if since or until else None
            hits = self._finder.find(
                Typed.of(parts, unfinished=True, written=query.strip()),
                limit,
                fields=texts,
                cited=cited,
                narrowed=(lambda query: queries.both(query, years)) if years else None,
                wanted=in_range if since or until else None,
            )
            found = [Found(paper, score) for paper, score in hits]
        known = {_identity(hit.paper) for hit in named}
        return [*named, *(hit for hit in found if _identity(hit.paper) not in known)][:limit]

    def named(self, name: str) -> list[Paper]:
        """Return the papers that a key, title, DOI or arXiv id names; several are ambiguous."""
        return self._named(name, FIELDS)

    def keyed(self, key: str) -> list[Paper]:
        """Return the papers with this citation key, those first whose source gives it."""
        placed = self._snapshot.having("key", [key])
        return self.papers(sorted(placed, key=lambda found: found.entry.key != key))

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
        return self.papers(one for one in placed if one.source.line <= line <= one.source.end_line)

    def in_file(self, path: str) -> list[Paper]:
        """Return the papers that have an entry in a dump, in no certain order."""
        return self.papers(self._snapshot.having("path", [encode_path(path)]))

    def nearly_keyed(self, key: str) -> list[Paper]:
        """Return the papers whose key is a typo or two away, or in other letter case."""
        folded = key.casefold()
        if not is_whole(folded) or not _SHORTEST_NEAR_KEY <= len(folded) <= _LONGEST_NEAR_KEY:
            return []
        return self._some(queries.nearly_keyed(folded), _NEAR_KEYS)

    def titled(self, title: str) -> list[Paper]:
        """Return the papers with this title, in whatever spelling; empty where there is none."""
        normal = normalise(title)
        if not normal:
            return []
        if not joins(normal):
            spelt = queries.Spelt(tuple(normal.split()), unfinished=False)
            some = self._some(queries.all_words(spelt, ("title",)), _SOME)
            return [paper for paper in some if normalise(paper.title) == normal]
        placed = self._snapshot.having("identity", [f"{_TITLE}{normal}"])
        return [p for p in self.papers(placed) if normal in _titles(p, placed)]

    def nicknamed(self, name: str) -> list[Paper]:
        """Return the papers whose title begins with this name and a colon."""
        return self.papers(self._snapshot.having("identity", [f"nickname:{normalise(name)}"]))

    def papers(self, placed: Iterable[Placed]) -> list[Paper]:
        """Return the papers that these entries belong to, whole, in the order of the entries."""
        return self._wholes.of(placed)

    def _some(self, query: Query, limit: int) -> list[Paper]:
        return self.papers(placed for _, placed in self._snapshot.hits(query, limit))

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
    return {p.identity.title for p in placed if (p.source.path, p.source.line) in places}


def _newness(paper: Paper) -> str:
    date = paper.date or ""
    return "" if date.startswith("--") else date


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
