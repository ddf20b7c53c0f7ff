"""Which words of the index a typed word may be: itself, two in one, or a part of one."""

from collections.abc import Sequence
from functools import lru_cache

from litnotes_index.papers import queries
from litnotes_index.papers.schema import LONGEST_EDGE
from litnotes_index.papers.snapshot import Snapshot

_LONGEST_JOIN = 3
# A shorter word is split at its digits only: `gpt4`, but not `gan`.
_SHORTEST_SPLIT = 4
_LONGEST_SPLIT = 40
_KEPT = 4096


class Spelling:
    """What typed words may be in one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._split = lru_cache(_KEPT)(self._split_anew)
        self._is_known = lru_cache(_KEPT)(self._is_known_anew)

    def of(self, words: Sequence[str], *, unfinished: bool) -> queries.Spelt:
        """Return what these folded words may be."""
        last = len(words) - 1
        joins: dict[int, tuple[str, ...]] = {}
        for start in range(last):
            for end in range(start + 2, min(start + _LONGEST_JOIN, last + 1) + 1):
                joined = "".join(words[start:end])
                if self._is_known(joined, unfinished=unfinished and end > last):
                    for place in range(start, end):
                        joins[place] = (*joins.get(place, ()), joined)
        splits: dict[int, tuple[tuple[str, str], ...]] = {}
        unknown: set[int] = set()
        for place, word in enumerate(words):
            begun = unfinished and place == last
            if found := self._split(word, unfinished=begun):
                splits[place] = found
            elif place not in joins and not self._is_known(word, unfinished=begun):
                unknown.add(place)
        return queries.Spelt(tuple(words), unfinished, splits, joins, frozenset(unknown))

    def _is_known_anew(self, word: str, *, unfinished: bool) -> bool:
        if self._snapshot.frequency("title", word) or self._snapshot.frequency("author", word):
            return True
        if unfinished and len(word) <= LONGEST_EDGE:
            return self._snapshot.frequency("edge", word) > 0
        return unfinished and bool(self._snapshot.terms("title", word, 1))

    def _split_anew(self, word: str, *, unfinished: bool) -> tuple[tuple[str, str], ...]:
        """The neighbours that a word is: `gpt4` is `gpt 4` where a title says so."""
        is_long = any(c.isdecimal() for c in word) or len(word) >= _SHORTEST_SPLIT
        if not is_long or len(word) > _LONGEST_SPLIT:
            return ()
        found: list[tuple[str, str]] = []
        for at in range(1, len(word)):
            one, other = word[:at], word[at:]
            if not self._snapshot.frequency("title", one):
                continue
            # One letter is the beginning of anything.
            begun = unfinished and (len(other) > 1 or other.isdigit())
            if not self._is_known(other, unfinished=begun):
                continue
            query = queries.neighbours(one, other, unfinished=begun)
            if self._snapshot.finds(query):
                found.append((one, other))
        return tuple(found)
