"""Tantivy queries made from words. A user's text never reaches the engine's own query language."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tantivy import FieldType, Occur, Query

from litnotes_index.papers.schema import LONGEST_EDGE, schema, start_term
from litnotes_index.papers.typos import SHORTEST_NAME, edits, is_initial

# What begins with all that is typed comes before what has it in a row, before what has the words.
_WHOLE_BOOST = 400.0
_START_BOOST = 200.0
_PHRASE_BOOST = 100.0
# A typo counts like a word that is neither rare nor common.
_TYPO_SCORE = 4.0
# Looking for typos takes time with the length; a longer "word" is something pasted.
_LONGEST_TYPO = 40
# So few letters tell nothing of how well a title fits.
_TOO_FEW_LETTERS = 2
# From so many words on, one of them may be missing.
_MANY = 3
_BOOSTS = {"title": 3.0, "author": 1.0, "abstract": 1.0}
TEXTS = tuple(_BOOSTS)


@dataclass(frozen=True, slots=True)
class Spelt:
    """Folded words (at least one), each with the other ways in which the index has it.

    `splits` are neighbours in some title that a word is without the space, `joins` words that it is
    with its neighbours; `unknown` are the places of words that no title and no author has.
    """

    words: tuple[str, ...]
    unfinished: bool
    splits: Mapping[int, Sequence[tuple[str, str]]] = field(
        default_factory=dict[int, Sequence[tuple[str, str]]]
    )
    joins: Mapping[int, Sequence[str]] = field(default_factory=dict[int, Sequence[str]])
    unknown: frozenset[int] = frozenset()


def entries() -> Query:
    """Match every entry."""
    return _term("kind", "entry")


def all_words(spelt: Spelt, fields: Iterable[str]) -> Query:
    """Match entries that hold all words in the fields, in any order, or begin with them.

    Titles that begin with the words come first, then those that hold them side by side.
    """
    names = list(fields)
    parts = [(Occur.Must, _ways(spelt, place, names)) for place in range(len(spelt.words))]
    return _favouring(Query.boolean_query(parts), spelt, names)


def beginning(spelt: Spelt) -> Query:
    """Match entries whose title begins with one word that is begun, likeliest first."""
    [word] = spelt.words
    whole = Query.boost_query(_term("title", word), _BOOSTS["title"])
    parts = [(Occur.Must, _term("start", start_term(word))), (Occur.Should, whole)]
    if _TOO_FEW_LETTERS < len(word) <= LONGEST_EDGE:
        parts.append((Occur.Should, _term("edge", word)))
    parts += _called_so(spelt)
    return Query.boolean_query(parts)


def in_title(spelt: Spelt) -> Query:
    """Match entries whose title holds all words as they are written, the last one perhaps begun.

    It costs a third of what asking for all that the words may be does.
    """
    *whole, last = spelt.words
    parts = [(Occur.Must, _term("title", word)) for word in whole]
    if not spelt.unfinished:
        end = _term("title", last)
    elif len(last) <= LONGEST_EDGE:
        end = _term("edge", last)
    else:
        end = _prefix("title", last)
    return _favouring(Query.boolean_query([*parts, (Occur.Must, end)]), spelt, ("title",))


def most_words(
    spelt: Spelt, fields: Iterable[str], *, missing: int, sure: Collection[int] = ()
) -> Query:
    """Match entries that hold the words in the fields, with typos; so many may be missing.

    Those at the places that are `sure` must all be there: this makes the question a cheap one.
    """
    names = list(fields)
    parts: list[tuple[Occur, Query]] = []
    for place in range(len(spelt.words)):
        near = list(_near(spelt, place, names))
        occur = Occur.Must if place in sure else Occur.Should
        parts.append((occur, _any_of([_ways(spelt, place, names), *near])))
    least = max(0 if sure else 1, len(parts) - len(sure) - missing)
    query = Query.boolean_query(parts, minimum_number_should_match=least)
    return _favouring(query, spelt, names)


def neighbours(one: str, other: str, *, unfinished: bool) -> Query:
    """Match titles that hold two words side by side, the second of which may be `unfinished`."""
    if unfinished:
        return Query.phrase_prefix_query(schema(), "title", [one, other])
    return Query.phrase_query(schema(), "title", [one, other])


def nearly_keyed(key: str) -> Query:
    """Match entries whose folded key is a typo or two away."""
    return Query.fuzzy_term_query(schema(), "key_start", key, distance=edits(key))


def having(field: str, terms: Iterable[str]) -> Query:
    """Match entries that have one of these terms in a raw field."""
    # Several times as fast as the engine's query for sets of terms.
    ways = [(Occur.Should, _term(field, term)) for term in terms]
    return both(entries(), Query.boolean_query(ways))


def called(query: Query, names: Iterable[str]) -> Query:
    """Match what a query does of entries that one of these names (as in `names`) means."""
    ways: list[tuple[Occur, Query]] = []
    for name in names:
        kind, _, value = name.partition(":")
        ways.append(
            (Occur.Should, _term("key", value) if kind == "key" else _term("identity", name))
        )
    return both(query, Query.boolean_query(ways))


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


def _favouring(query: Query, spelt: Spelt, fields: Sequence[str]) -> Query:
    if "title" not in fields:
        return query
    whole = spelt.words[:-1] if spelt.unfinished else spelt.words
    if len(whole) > 1:  # Tantivy panics on a phrase of one word
        phrase = _constant(Query.phrase_query(schema(), "title", list(whole)), _PHRASE_BOOST)
        query = Query.boolean_query([(Occur.Must, query), (Occur.Should, phrase)])
    start = _constant(_term("start", start_term("".join(spelt.words))), _START_BOOST)
    ways = [(Occur.Should, query), (Occur.Should, start)]
    return Query.boolean_query([*ways, *_called_so(spelt)])


def _called_so(spelt: Spelt) -> list[tuple[Occur, Query]]:
    joined = " ".join(spelt.words)
    return [
        (Occur.Should, _constant(_term("identity", f"{kind}:{joined}"), _WHOLE_BOOST))
        for kind in ("title", "nickname")
    ]


def _ways(spelt: Spelt, place: int, fields: Sequence[str]) -> Query:
    """Match entries that hold a word, in whatever spelling."""
    word = spelt.words[place]
    unfinished = spelt.unfinished and place == len(spelt.words) - 1
    ways = [Query.boost_query(_term(name, word), _BOOSTS[name]) for name in fields]
    if "author" in fields:
        if unfinished and len(word) >= SHORTEST_NAME:
            ways.append(_prefix("author", word))
        if len(word) == 4 and word.isdecimal():
            ways.append(_constant(Query.term_query(schema(), "year", int(word)), 1.0))
    if "title" in fields:
        if unfinished:
            edge = _term("edge", word) if len(word) <= LONGEST_EDGE else _prefix("title", word)
            ways.append(edge)
        for one, other in spelt.splits.get(place, ()):
            ways.append(neighbours(one, other, unfinished=unfinished))
        for joined in spelt.joins.get(place, ()):
            ways += [_term(name, joined) for name in fields]
            if spelt.unfinished and "".join(spelt.words).endswith(joined):
                ways.append(_prefix("title", joined))
    return _any_of(ways)


def _near(spelt: Spelt, place: int, fields: Sequence[str]) -> Iterator[Query]:
    """Match entries that hold nearly a word, where that says something."""
    word = spelt.words[place]
    if is_initial(word):
        yield _constant(_term("edge", word), _TYPO_SCORE)
    typos = edits(word)
    is_few = len(spelt.words) < _MANY
    if not typos or len(word) > _LONGEST_TYPO or not (is_few or place in spelt.unknown):
        return
    unfinished = spelt.unfinished and place == len(spelt.words) - 1
    for name in fields:
        begun = unfinished and name == "title" and len(word) >= LONGEST_EDGE - 1
        # Two typos are looked for where they are likely: it takes ten times as long.
        distance = typos if name == "title" and place in spelt.unknown else 1
        near = Query.fuzzy_term_query(schema(), name, word, distance=distance, prefix=begun)
        yield _constant(near, _TYPO_SCORE)


def _prefix(field: str, word: str) -> Query:
    return Query.fuzzy_term_query(schema(), field, word, distance=0, prefix=True)


def _term(field: str, term: str) -> Query:
    return Query.term_query(schema(), field, term)


def _constant(query: Query, score: float) -> Query:
    return Query.const_score_query(query, score)


def _any_of(ways: Sequence[Query]) -> Query:
    return Query.disjunction_max_query(list(ways))
