"""The papers index as it stood at one commit: what is stored, entry by entry."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import tantivy

from litnotes_index.engine import EVERY, decode_path, engine, found, is_whole, stored, undamaged
from litnotes_index.manifest import FileRecord
from litnotes_index.papers.identity import Identity
from litnotes_index.papers.placed import Placed, load, load_identity
from litnotes_index.papers.queries import having
from litnotes_index.papers.schema import schema
from litnotes_index.text.common import weight

# A snapshot keeps so many entries, and how often so many words stand in each field, and tell.
_MOST_LOADED = 4096
_MOST_COUNTED = 50_000
_MOST_NAMED = 500
_LONGEST_NAMED = 200
# Of very many entries so many are looked for in one go.
_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Change:
    """The normalised titles that a commit brought or took; None for too many to list."""

    generation: int
    titles: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class IndexState:
    """What is true of the index as a whole; `generation` goes up with every commit."""

    generation: int = 0
    entries: int = 0
    papers: int = 0
    named: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()

    def changed_since(self, generation: int) -> set[str] | None:
        """Return the titles that came or went after a generation; None where that is not known."""
        if generation == self.generation:
            return set()
        later = [change for change in self.changes if change.generation > generation]
        first = min((change.generation for change in later), default=0)
        if first != generation + 1:
            return None
        titles: set[str] = set()
        for change in later:
            if change.titles is None:
                return None
            titles.update(change.titles)
        return titles


class Snapshot:
    """The index as it stood at one commit; answers never change."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._frequencies: dict[str, dict[str, int]] = {}
        self._weights: dict[str, float] = {}
        self._loaded: dict[tuple[int, int], Placed] = {}
        self._hits: dict[tuple[str, int], list[tuple[float, tantivy.DocAddress]]] = {}

    @cached_property
    def state(self) -> IndexState:
        """What is true of the whole; all zero for an index that nothing was written to."""
        for document in self._documents("kind", "state", 1):
            record: dict[str, Any] = stored(document)
            with undamaged():
                named = tuple(map(decode_path, record.pop("named")))
                changes = tuple(
                    Change(generation, None if titles is None else tuple(titles))
                    for generation, titles in record.pop("changes")
                )
                return IndexState(**record, named=named, changes=changes)
        return IndexState()

    @cached_property
    def files(self) -> dict[str, FileRecord]:
        """The manifest by path."""
        records: dict[str, FileRecord] = {}
        for document in self._documents("kind", "file", EVERY):
            record: dict[str, Any] = stored(document)
            with undamaged():
                path = decode_path(record.pop("path"))
                problems = tuple((line, message) for line, message in record.pop("problems"))
                records[path] = FileRecord(path=path, problems=problems, **record)
        return records

    def hits(
        self, query: tantivy.Query, limit: int, *, name: str = ""
    ) -> list[tuple[float, Placed]]:
        """Return the best entries for a query with their scores, best first.

        What a query finds that has a `name`, which no other query has, is kept if it is not long.
        """
        with engine():
            found = self._hits.get((name, limit)) if name else None
            if found is None:
                found = self._searcher.search(query, limit=max(limit, 1), count=False).hits
                if name and limit <= _LONGEST_NAMED:
                    if len(self._hits) >= _MOST_NAMED:
                        self._hits.clear()
                    self._hits[name, limit] = found
            return [(score, self._load(address)) for score, address in found]

    def finds(self, query: tantivy.Query) -> bool:
        """Return whether any document answers a query."""
        with engine():
            return bool(self._searcher.search(query, limit=1, count=False).hits)

    def having(self, field: str, terms: Iterable[str]) -> list[Placed]:
        """Return every entry that has one of these terms in a raw field, in no certain order."""
        counts = {term: self.frequency(field, term) for term in terms}
        wanted = [term for term, count in counts.items() if count]
        if not wanted:
            return []
        with engine():
            query = having(field, wanted)
        # The engine makes room for as many as it is asked for.
        return [placed for _, placed in self.hits(query, sum(counts.values()))]

    def identities(self, field: str, term: str) -> Iterator[Identity]:
        """Yield that of every entry with a term in a raw field; they may be too many for memory."""
        with engine():
            query = having(field, [term])
        for start in range(0, self.frequency(field, term), _AT_ONCE):
            with engine():
                some = self._searcher.search(query, limit=_AT_ONCE, count=False, offset=start).hits
            for _, address in some:
                with engine():
                    document = self._searcher.doc(address)
                yield load_identity(_record(document))

    def closure(self, placed: Iterable[Placed]) -> list[Placed]:
        """Return these entries and all that share an identity with them, in however many steps."""
        found = {one.place: one for one in placed}
        asked: set[str] = set()
        fresh = self._shared_terms(found.values())
        while fresh:
            asked |= fresh
            more = self.having("identity", fresh)
            found.update((one.place, one) for one in more)
            fresh = self._shared_terms(more) - asked
        return list(found.values())

    def _shared_terms(self, placed: Iterable[Placed]) -> set[str]:
        terms = {term for one in placed for term in one.identity.terms}
        return {term for term in terms if self.frequency("identity", term) > 1}

    def terms(self, field: str, prefix: str, limit: int | None = None) -> list[str]:
        """Return the terms of a raw field that begin with `prefix`, in order; some may be stale."""
        if not is_whole(prefix):
            return []
        with engine():
            return [
                term for term, _ in self._searcher.terms_with_prefix(field, prefix, limit=limit)
            ]

    def shared(self, field: str, prefix: str, limit: int) -> list[str]:
        """Return terms of a raw field that begin so and that several entries have, at most `limit`.

        Some may be stale: entries that are gone count until the engine merges its files.
        """
        with engine():
            found = self._searcher.terms_with_prefix(field, prefix)
            return list(islice((term for term, count in found if count > 1), limit))

    def frequency(self, field: str, word: str) -> int:
        """Return in how many entries a word stands in a field; some of them may be gone."""
        counts = self._frequencies.setdefault(field, {})
        count = counts.get(word)
        if count is None:
            if len(counts) >= _MOST_COUNTED:
                counts.clear()
            with engine():
                count = self._searcher.doc_freq(field, word) if is_whole(word) else 0
            counts[word] = count
        return count

    def weight(self, word: str) -> float:
        """Return how much a word of a title tells, 1 to 10: the rarer, the more."""
        told = self._weights.get(word)
        if told is None:
            if len(self._weights) >= _MOST_COUNTED:
                self._weights.clear()
            count = self.frequency("title", word)
            told = self._weights[word] = weight(word, count, self.state.entries)
        return told

    def titles_since(self, generation: int, limit: int) -> list[str]:
        """Return the titles of entries that were added after a generation, at most `limit`."""
        with engine():
            query = tantivy.Query.range_query(
                schema(), "generation", tantivy.FieldType.Integer, lower_bound=generation + 1
            )
        return [placed.entry.title for _, placed in self.hits(query, limit)]

    def _load(self, address: tantivy.DocAddress) -> Placed:
        # What is typed letter by letter finds the same entries again and again.
        known = address.segment_ord, address.doc
        placed = self._loaded.get(known)
        if placed is None:
            if len(self._loaded) >= _MOST_LOADED:
                self._loaded.clear()
            placed = self._loaded[known] = _loaded(self._searcher.doc(address))
        return placed

    def _documents(self, field: str, value: str, limit: int) -> list[tantivy.Document]:
        with engine():
            query = tantivy.Query.term_query(schema(), field, value)
        return found(self._searcher, query, limit)


def _loaded(document: tantivy.Document) -> Placed:
    with undamaged():
        return load(_record(document))


def _record(document: tantivy.Document) -> bytes:
    return bytes(document.get_first("record") or b"{}")
