"""How near an entry is to what is typed of it: the order of a list of papers.

Everything is compared without spaces, since people write `pre-training`, `pretraining` and `pre
training` and mean one title.
"""

import math
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from litnotes_index.papers.seen import Seen, Typed
from litnotes_index.papers.typos import SHORTEST_NAME, SHORTEST_TYPO, edits, is_initial
from litnotes_index.text import words

# So many letters of those typed may be wrong: one in four, or in two where abstracts are searched.
_WRONG = 4
_WRONG_IN_SEARCH = 2
_LONGEST_JOIN = 3
# Titles that begin with what is typed come first for so many letters: who means one of them has
# mostly seen it by then. From there on each counts like one of so many words in which it stands,
# about as many as titles have.
LETTERS_OF_START = 9
_WORDS_OF_START = 10


@dataclass(frozen=True, slots=True)
class Cited:
    """Names (as in `names`) of the papers that the note at hand cites, and that any note does."""

    here: AbstractSet[str] = field(default_factory=frozenset[str])
    anywhere: AbstractSet[str] = field(default_factory=frozenset[str])


Rank = tuple[float, ...]


def rank(
    typed: Typed, seen: Seen, cited: Cited, score: float, *, abstracts: bool = False
) -> Rank | None:
    """Return where an entry comes in the list, less is earlier; None where it is too far off.

    In this order count: typos; whether all words are the title's; the whole title, its nickname,
    words in a row, words anywhere; spaces and marks as they are typed; a last word that does not go
    on; the beginning of the title, beside short titles; what this note cites, then any; what the
    engine makes of rare words, where they stand elsewhere; few words in all where these are in the
    midst; newer ones.
    """
    most = len(typed.solid) // _WRONG_IN_SEARCH if abstracts else _most_wrong(typed.solid)
    cost, outside, tier = 0, False, _tier(typed, seen)
    if tier == _ANYWHERE:
        cost, inside = _cost(typed, seen, abstracts=abstracts)
        if outside := len(inside) < len(typed.words):
            tier = _tier_of_rest(inside, typed, seen)
        if cost:
            nearest, near_tier = _whole_cost(typed, seen)
            if nearest <= cost:
                cost, tier, outside = nearest, near_tier, False
        if cost > most:
            return None
    weight = -round(score) if outside else 0
    ways = _ways(typed, seen, tier)
    return (
        cost,
        outside,
        _together(typed, tier),
        not _is_spaced(typed, seen),
        _written(typed, seen),
        tier in _GOES_ON,
        _standing(typed, tier, ways),
        _citing(seen, cited),
        weight,
        ways,
        len(seen.solid) if tier in _IN_THE_MIDST else 0,
        -seen.year,
    )


def begins(title: str, typed: Typed) -> bool:
    """Return whether a title begins with what is typed, spaces aside."""
    return "".join(words(title)).startswith(typed.solid)


def is_exact(rank: Rank) -> bool:
    """Return whether what is typed has no typo."""
    return not rank[0]


def is_scattered(rank: Rank) -> bool:
    """Return whether the words that are typed stand here and there."""
    return rank[2] == _ANYWHERE


def _citing(seen: Seen, cited: Cited) -> int:
    if cited.here and any(name in cited.here for name in seen.names):
        return 0
    return 1 if cited.anywhere and any(name in cited.anywhere for name in seen.names) else 2


def _most_wrong(solid: str) -> int:
    return max(len(solid) // _WRONG, len(solid) >= SHORTEST_TYPO)


_TITLE, _NICKNAME, _START, _PHRASE, _START_GOES_ON, _PHRASE_GOES_ON, _ANYWHERE = range(7)
_LATER = frozenset((_PHRASE, _PHRASE_GOES_ON))
_IN_THE_MIDST = _LATER | {_ANYWHERE}
_GOES_ON = frozenset((_START_GOES_ON, _PHRASE_GOES_ON))


def _tier(typed: Typed, seen: Seen) -> int:
    solid = typed.solid
    if solid == seen.solid:
        return _TITLE
    if solid == seen.nickname:
        return _NICKNAME
    begins = seen.solid.startswith(solid)
    if f"{typed.spaced} " in f"{seen.spaced} ":
        return _START if begins else _PHRASE
    if begins and (
        _is_spaced(typed, seen) or seen.holds(solid, unfinished=typed.unfinished, first=True)
    ):
        return _START_GOES_ON
    if _is_spaced(typed, seen) or seen.holds(solid, unfinished=typed.unfinished):
        return _PHRASE_GOES_ON
    return _ANYWHERE


def _tier_of_rest(inside: list[str], typed: Typed, seen: Seen) -> int:
    """The tier of what is typed without the words that are no part of the title."""
    if not inside:
        return _ANYWHERE
    unfinished = typed.unfinished and inside[-1] == typed.words[-1]
    return _tier(Typed.of(inside, unfinished=unfinished), seen)


def _is_spaced(typed: Typed, seen: Seen) -> bool:
    """Whether the title has the words just as they are typed."""
    return (typed.spaced if typed.unfinished else f"{typed.spaced} ") in f"{seen.spaced} "


def _together(typed: Typed, tier: int) -> int:
    """The tier, one for all titles that have the words in a row, but for what is known to begin."""
    if tier in _LATER:
        return _PHRASE if typed.first else _START
    return _START if tier == _START_GOES_ON else tier


def _written(typed: Typed, seen: Seen) -> int:
    """0 where the title has the text as it is typed, 1 behind hyphens only, 2 where it has not."""
    count = seen.written.count(typed.written)
    return int(count == seen.written.count(f"-{typed.written}")) if count else 2


def _standing(typed: Typed, tier: int, ways: float) -> int:
    """Where a title comes by whether it begins with what is typed or has it later."""
    if tier not in _LATER:
        return 1
    is_short = len(typed.solid) > LETTERS_OF_START and ways < _WORDS_OF_START
    return 0 if is_short else 2


def _ways(typed: Typed, seen: Seen, tier: int) -> float:
    """How many ways there are to begin to type a title, for each that gives what is typed."""
    length = len(seen.words)
    if tier in _LATER:
        # Nobody begins behind a hyphen.
        length = max(1, length - seen.written.count("-"))
        return length / max(1, seen.begun(typed.spaced[1:]))
    if tier == _ANYWHERE:
        return math.prod(length / max(1, seen.begun(word)) for word in typed.words)
    return 0


def _cost(typed: Typed, seen: Seen, *, abstracts: bool) -> tuple[int, list[str]]:
    """How many letters are wrong, and the typed words that are the title's."""
    cost = 0
    inside: list[str] = []
    place, last = 0, len(typed.words) - 1
    while place <= last:
        for length in range(1, min(_LONGEST_JOIN, last - place + 1) + 1):
            joined = "".join(typed.words[place : place + length])
            open_ = typed.unfinished and place + length > last
            if (
                joined in seen.known
                or (open_ and length == 1 and seen.begun(joined))
                or seen.holds(joined, unfinished=open_)
            ):
                inside += typed.words[place : place + length]
                place += length
                break
        else:
            word = typed.words[place]
            open_ = typed.unfinished and place == last
            if not _outside(word, seen, unfinished=open_, abstracts=abstracts):
                inside.append(word)
                cost += _typos(word, seen, unfinished=open_, abstracts=abstracts)
            place += 1
    return cost, inside


def _outside(word: str, seen: Seen, *, unfinished: bool, abstracts: bool) -> bool:
    """Whether a word is an author's, the year, or the abstract's."""
    if word in seen.authors or word == str(seen.year) or (abstracts and word in seen.abstract):
        return True
    begun = unfinished and len(word) >= SHORTEST_NAME
    return begun and any(name.startswith(word) for name in seen.authors)


def _typos(word: str, seen: Seen, *, unfinished: bool, abstracts: bool) -> int:
    """How far a word is from the nearest that the entry has; all of it where none is near."""
    missing = len(word) + 1
    if is_initial(word) and seen.begun(word):
        return 1
    most = edits(word)
    if not most:
        return missing
    known = [*seen.words, *seen.authors, *(seen.abstract if abstracts else ())]
    if unfinished:
        ends = range(max(1, len(word) - most), len(word) + most + 1)
        known = [other[:end] for other in known for end in ends if end <= len(other)]
    found = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=most)
    return int(found[1]) if found else missing


def _whole_cost(typed: Typed, seen: Seen) -> tuple[int, int]:
    """How far what is typed is from the whole title, its nickname or a part of it, and which."""
    most = _most_wrong(typed.solid)
    lengths = range(max(1, len(typed.solid) - 1), len(typed.solid) + 2)
    parts = [seen.solid[at : at + length] for at in sorted(seen.bounds) for length in lengths]
    # Of what is equally far the first is found.
    ways = [seen.solid, seen.nickname, *parts]
    found = process.extractOne(typed.solid, ways, scorer=OSA.distance, score_cutoff=most)
    if found is None:
        return most + 1, _ANYWHERE
    _, cost, place = found
    tiers = (_TITLE, _NICKNAME, *(_START for _ in lengths))
    return int(cost), tiers[place] if place < len(tiers) else _PHRASE
