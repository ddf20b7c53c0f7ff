"""Finding papers by what is typed of them: a cheap exact question first, typos where it takes them.

The engine gives the likeliest entries, `ranking` puts them in order.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice

from tantivy import Query

from litnotes_index.model import Paper
from litnotes_index.papers import queries
from litnotes_index.papers.placed import Place, Placed
from litnotes_index.papers.ranking import (
    LETTERS_OF_START,
    Cited,
    Rank,
    is_exact,
    is_scattered,
    rank,
)
from litnotes_index.papers.schema import start_term
from litnotes_index.papers.seen import Seen, Typed
from litnotes_index.papers.snapshot import Snapshot
from litnotes_index.papers.spelling import Spelling
from litnotes_index.papers.wholes import Wholes

# So many entries more than papers are asked for are put in order; a letter or two say so little
# that the order is the engine's anyway.
_SPARE = 40
_SPARE_FOR_LETTERS = 8
_FEW_LETTERS = 3
_MOST_ENTRIES = 4000
# Fewer exact hits than these, all with the words here and there, leave room for typos.
_FEW = 5
_MOST_SEEN = 4096
# So many cited papers are looked for by themselves where more is found than can be put in order.
_MOST_CITED = 200
# From so many words on one may be missing.
_MANY = 3

Hit = tuple[Rank, float, Placed]


class Finder:
    """Finds papers in one snapshot."""

    def __init__(self, snapshot: Snapshot, wholes: Wholes) -> None:
        self._snapshot = snapshot
        self._wholes = wholes
        self._spelling = Spelling(snapshot)
        self._seen: dict[Place, Seen] = {}

    def find(
        self,
        typed: Typed,
        limit: int,
        *,
        fields: Sequence[str],
        cited: Cited,
        narrowed: Callable[[Query], Query] | None = None,
        wanted: Callable[[Paper], bool] | None = None,
    ) -> list[tuple[Paper, float]]:
        """Return the papers that these words (at least one) mean, with scores, best first.

        `narrowed` leaves out entries that are not asked for, `wanted` papers.
        """

        def ranked(query: Query, name: str = "") -> list[Hit]:
            if narrowed:
                query, name = narrowed(query), ""
            return self._ranked(query, name, typed, limit, cited, fields, wanted)

        if "abstract" not in fields and (hits := self._quickly(typed, limit, ranked)):
            return self._papers(hits, limit, wanted)
        spelt = self._spelling.of(typed.words, unfinished=typed.unfinished)
        hits = ranked(queries.all_words(spelt, fields))
        exact = [hit for hit in hits if is_exact(hit[0])]
        poor = (
            len(exact) < _FEW
            and len(typed.words) <= _MANY
            and all(is_scattered(hit[0]) for hit in exact)
        )
        if not exact or poor:
            missing = len(typed.words) // _MANY if "abstract" in fields else 0
            missing = max(missing, len(typed.words) >= _MANY)
            # Where some words are unknown the typo is most likely in them.
            known = frozenset(range(len(typed.words))) - spelt.unknown if spelt.unknown else ()
            near = ranked(queries.most_words(spelt, fields, missing=missing, sure=known))
            if known and not near:
                near = ranked(queries.most_words(spelt, fields, missing=missing))
            hits = sorted([*hits, *near], key=_by_rank)
        return self._papers(hits, limit, wanted)

    def _quickly(
        self,
        typed: Typed,
        limit: int,
        ranked: Callable[[Query, str], list[Hit]],
    ) -> list[Hit]:
        """What a cheap question finds where a dear one would put the same first; else nothing."""
        as_written = queries.Spelt(typed.words, typed.unfinished)
        if len(typed.words) == 1 and typed.unfinished and len(typed.solid) <= LETTERS_OF_START:
            count = self._snapshot.frequency("start", start_term(typed.solid))
            # Most titles begin with the same few letters, and those are asked for time and again.
            is_common = count > limit + _SPARE
            hits = ranked(queries.beginning(as_written), typed.solid) if is_common else []
            return hits if len({self._seeing(hit[2]).solid for hit in hits}) >= limit else []
        if len(typed.words) >= _MANY:
            # Who has typed so much of the beginning of a title means a title.
            hits = ranked(queries.in_title(as_written), "")
            if any(self._seeing(hit[2]).solid.startswith(typed.solid) for hit in hits):
                return hits
        return []

    def _ranked(
        self,
        query: Query,
        name: str,
        typed: Typed,
        limit: int,
        cited: Cited,
        fields: Sequence[str],
        wanted: Callable[[Paper], bool] | None,
    ) -> list[Hit]:
        fetch = limit + (_SPARE if len(typed.solid) > _FEW_LETTERS else _SPARE_FOR_LETTERS)
        while True:
            found = self._snapshot.hits(query, fetch, name=name)
            is_all = len(found) < fetch
            if not is_all and (names := list(_first(cited))):
                found += self._snapshot.hits(queries.called(query, names), fetch)
            hits: list[Hit] = []
            for score, placed in found:
                seen = self._seeing(placed)
                if order := rank(typed, seen, cited, score, abstracts="abstract" in fields):
                    hits.append((order, score, placed))
            hits.sort(key=_by_rank)
            # One paper may fill the first fifty entries: fetch on until there are papers enough.
            if is_all or fetch >= _MOST_ENTRIES or self._are_enough(found, hits, limit, wanted):
                return hits
            fetch *= 4

    def _are_enough(
        self,
        found: Sequence[tuple[float, Placed]],
        hits: Sequence[Hit],
        limit: int,
        wanted: Callable[[Paper], bool] | None,
    ) -> bool:
        if len({self._seeing(placed).solid for _, placed in found}) < limit:
            return False
        return wanted is None or len(self._papers(hits, limit, wanted)) >= limit

    def _papers(
        self, hits: Sequence[Hit], limit: int, wanted: Callable[[Paper], bool] | None
    ) -> list[tuple[Paper, float]]:
        found: dict[int, tuple[Paper, float]] = {}
        least = float("inf")
        for start in range(0, len(hits), limit):
            some = hits[start : start + limit]
            for paper, (_, score, _) in zip(
                self._wholes.of_each(p for _, _, p in some), some, strict=True
            ):
                if id(paper) not in found and (wanted is None or wanted(paper)):
                    least = min(least, score)
                    found[id(paper)] = paper, least
            if len(found) >= limit:
                break
        return list(islice(found.values(), limit))

    def _seeing(self, placed: Placed) -> Seen:
        known = placed.place
        seen = self._seen.get(known)
        if seen is None:
            if len(self._seen) >= _MOST_SEEN:
                self._seen.clear()
            seen = self._seen[known] = Seen(placed)
        return seen


def _first(cited: Cited) -> Iterable[str]:
    return islice(chain(cited.here, cited.anywhere), _MOST_CITED)


def _by_rank(hit: Hit) -> tuple[Rank, str, str, int]:
    rank, _, placed = hit
    return rank, placed.entry.title, placed.source.path, placed.source.line
