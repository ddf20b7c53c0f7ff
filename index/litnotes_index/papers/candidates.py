"""Which entries may be what a messy title or a reference means: few, found by its rarest words.

The cost does not grow with the text: only so many words are asked for, however many stand there.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from tantivy import Occur, Query

from litnotes_index.engine import is_whole
from litnotes_index.papers.placed import Placed
from litnotes_index.papers.schema import schema, start_term
from litnotes_index.papers.snapshot import Snapshot

_MOST_WORDS = 10
_MOST_AUTHORS = 6
# A word that no title has may be a typo; looking for it costs more than for a known one.
_MOST_TYPOS = 3
_ENOUGH_KNOWN = 5
_SHORTEST_TYPO = 4
_LONGEST_TYPO = 24
_SHORTEST_TWO_TYPOS = 9
_AUTHOR_BOOST = 0.6
_TYPO_SCORE = 3.0
_START_SCORE = 8.0
_SHORTEST_HALF = 3


def named_so(snapshot: Snapshot, terms: Iterable[str], limit: int) -> list[Placed]:
    """Return entries that have one of these identity terms (`title:…`, `nickname:…`, `doi:…`)."""
    wanted = [term for term in terms if is_whole(term)]
    if not wanted:
        return []
    query = Query.term_set_query(schema(), "identity", wanted)
    return [placed for _, placed in snapshot.hits(query, limit)]


def at(snapshot: Snapshot, urls: Iterable[str], limit: int) -> list[Placed]:
    """Return entries that have one of these addresses, given in their normal form."""
    wanted = [url for url in urls if is_whole(url)]
    if not wanted:
        return []
    query = Query.term_set_query(schema(), "url", wanted)
    return [placed for _, placed in snapshot.hits(query, limit)]


def alike(
    snapshot: Snapshot, words: Sequence[str], beginnings: Sequence[str], limit: int
) -> list[Placed]:
    """Return the entries whose titles and authors share most with these words, best first.

    A title may begin with one of these beginnings.
    """
    parts: list[tuple[Occur, Query]] = []

    def add(query: Query) -> None:
        parts.append((Occur.Should, query))

    asked = [word for word in dict.fromkeys(words) if is_whole(word)]
    counts = {word: snapshot.frequency("title", word) for word in asked}
    known = sorted((word for word in asked if counts[word]), key=lambda word: counts[word])
    unknown = [word for word in asked if not counts[word]]
    rare = known[:_MOST_WORDS]
    parted = _reparted(snapshot, words, unknown)
    for word in dict.fromkeys([*rare, *parted]):
        add(Query.term_query(schema(), "title", word))

    authors = {word: snapshot.frequency("author", word) for word in asked if len(word) > 1}
    by = sorted((word for word in authors if authors[word]), key=lambda word: authors[word])
    for word in by[:_MOST_AUTHORS]:
        add(Query.boost_query(Query.term_query(schema(), "author", word), _AUTHOR_BOOST))

    typos = [w for w in unknown if not authors.get(w) and _SHORTEST_TYPO <= len(w) <= _LONGEST_TYPO]
    room = min(_MOST_TYPOS, _ENOUGH_KNOWN - len(known) - len(parted))
    for word in sorted(typos, key=len, reverse=True)[: max(room, 0)]:
        distance = 2 if len(word) >= _SHORTEST_TWO_TYPOS else 1
        near = Query.fuzzy_term_query(schema(), "title", word, distance=distance)
        add(Query.const_score_query(near, _TYPO_SCORE))
    for start in dict.fromkeys(start_term(text) for text in beginnings if is_whole(text)):
        add(Query.const_score_query(Query.term_query(schema(), "start", start), _START_SCORE))
    if not parts:
        return []
    hits = snapshot.hits(Query.boolean_query(parts), limit)
    return [placed for _, placed in hits]


def distinct(placed: Iterable[Placed]) -> list[Placed]:
    """Return the entries in their order, each once."""
    return list({one.place: one for one in placed}.values())


def _reparted(snapshot: Snapshot, words: Sequence[str], unknown: Sequence[str]) -> list[str]:
    """Words of titles that the unknown ones are with a space more, or one less."""
    missing = set(unknown)
    found = [
        one + other
        for one, other in pairwise(words)
        if one in missing or other in missing
        if is_whole(one + other) and snapshot.frequency("title", one + other)
    ]
    for word in unknown[:_MOST_TYPOS]:
        if len(word) > _LONGEST_TYPO:
            continue
        halves = [
            (min(counts), cut)
            for cut in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)
            if all(
                counts := [snapshot.frequency("title", half) for half in (word[:cut], word[cut:])]
            )
        ]
        if halves:
            _, cut = max(halves)
            found += [word[:cut], word[cut:]]
    return found[: 2 * _MOST_TYPOS]
