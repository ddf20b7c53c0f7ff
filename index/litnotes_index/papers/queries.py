"""Tantivy queries made from words. A user's text never reaches the engine's own query language."""

from collections.abc import Iterable, Sequence

from tantivy import FieldType, Occur, Query

from litnotes_index.papers.schema import LONGEST_EDGE, schema, start_term

_START_BOOST = 20.0
_PHRASE_BOOST = 3.0
_TYPO_BOOST = 0.3
_SHORTEST_TYPO = 4
# Looking for typos takes time with the length; a longer "word" is something pasted.
_LONGEST_TYPO = 40
_SHORTEST_TWO_TYPOS = 9
FIELD_BOOSTS = {"title": 3.0, "author": 2.0, "abstract": 1.0}


def entries() -> Query:
    """Match every entry."""
    return Query.term_query(schema(), "kind", "entry")


def titled(typed: Sequence[str], *, last_is_prefix: bool, typos: bool) -> Query:
    """Match entries whose title or authors hold all words, in any order; `typed` is not empty.

    Titles that begin with the words come first, then those that hold them side by side.
    """
    *whole, last = typed
    parts = [(Occur.Must, _any_of(_word(w, field, typos) for field in _NAMES)) for w in whole]
    if last_is_prefix:
        parts.append((Occur.Must, _any_of((_beginning(last, typos), _word(last, "author", typos)))))
    else:
        parts.append((Occur.Must, _any_of(_word(last, field, typos) for field in _NAMES)))
    return Query.boolean_query([*parts, *_favoured(typed)])


def anywhere(
    typed: Sequence[str], fields: Iterable[str], *, typos: bool, all_words: bool = True
) -> Query:
    """Match entries that hold the words in any of the fields; `typed` is not empty.

    Without `all_words` one third of the words may be missing.
    """
    names = list(fields)
    last = len(typed) - 1
    parts: list[tuple[Occur, Query]] = []
    for place, word in enumerate(typed):
        ways = [Query.boost_query(_word(word, name, typos), FIELD_BOOSTS[name]) for name in names]
        if place == last and "title" in names:
            ways.append(_beginning(word, typos))
        parts.append((Occur.Should, _any_of(ways)))
    least = len(typed) if all_words else max(1, (2 * len(typed) + 2) // 3)
    query = Query.boolean_query(parts, minimum_number_should_match=least)
    return Query.boolean_query([(Occur.Must, query), *_favoured(typed)])


def nearly_keyed(key: str) -> Query:
    """Match entries whose folded key is a typo or two away."""
    return Query.fuzzy_term_query(schema(), "key_start", key, distance=_distance(key))


def published(since: int | None, until: int | None) -> Query:
    """Match entries of these years, both included; None leaves that end open."""
    return Query.range_query(
        schema(), "year", FieldType.Integer, lower_bound=since, upper_bound=until
    )


def both(one: Query, other: Query) -> Query:
    """Match what both match; only the first one scores."""
    return Query.boolean_query(
        [(Occur.Must, one), (Occur.Must, Query.const_score_query(other, 0.0))]
    )


_NAMES = ("title", "author")


def _favoured(typed: Sequence[str]) -> list[tuple[Occur, Query]]:
    start = Query.term_query(schema(), "start", start_term(" ".join(typed)))
    favoured = [(Occur.Should, Query.const_score_query(start, _START_BOOST))]
    if len(typed) > 1:  # Tantivy panics on a phrase of one word
        phrase = Query.phrase_query(schema(), "title", list(typed))
        favoured.append((Occur.Should, Query.boost_query(phrase, _PHRASE_BOOST)))
    return favoured


def _any_of(ways: Iterable[Query]) -> Query:
    return Query.disjunction_max_query(list(ways))


def _word(word: str, field: str, typos: bool) -> Query:
    exact = Query.term_query(schema(), field, word)
    if not typos or not _SHORTEST_TYPO <= len(word) <= _LONGEST_TYPO:
        return exact
    near = Query.fuzzy_term_query(schema(), field, word, distance=_distance(word))
    return _any_of((exact, Query.boost_query(near, _TYPO_BOOST)))


def _beginning(word: str, typos: bool) -> Query:
    if len(word) <= LONGEST_EDGE:
        exact = Query.term_query(schema(), "edge", word)
    else:
        exact = Query.fuzzy_term_query(schema(), "title", word, distance=0, prefix=True)
    if not typos or not _SHORTEST_TYPO <= len(word) <= _LONGEST_TYPO:
        return exact
    near = Query.fuzzy_term_query(schema(), "title", word, distance=_distance(word), prefix=True)
    return _any_of((exact, Query.boost_query(near, _TYPO_BOOST)))


def _distance(word: str) -> int:
    return 2 if len(word) >= _SHORTEST_TWO_TYPOS else 1
