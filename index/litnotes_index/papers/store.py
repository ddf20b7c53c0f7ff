"""The papers index on disk: snapshots for reading, batches for writing, across processes.

The manifest (one document per file, one for the whole) commits together with the entries that it
describes, so the two cannot fall out of step.
"""

import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import tantivy

from litnotes_index.engine import (
    EVERY,
    EngineFolder,
    decode_path,
    encode_path,
    engine,
    found,
    is_whole,
    stored,
)
from litnotes_index.errors import EngineError
from litnotes_index.manifest import FileRecord
from litnotes_index.model import Entry, Problem, Source
from litnotes_index.papers.identity import Identity, group, identity_of
from litnotes_index.papers.schema import (
    entry_document,
    load_entry,
    record_document,
    register_analyzers,
    schema,
)

Placed = tuple[Entry, Source]


# So many commits tell which titles they changed, each up to so many titles.
_RECENT = 8
_MOST_CHANGED = 500


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

    @cached_property
    def state(self) -> IndexState:
        """What is true of the whole; all zero for an index that nothing was written to."""
        for document in self._documents("kind", "state", 1):
            record: dict[str, Any] = stored(document)
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
            path = decode_path(record.pop("path"))
            problems = tuple((line, message) for line, message in record.pop("problems"))
            records[path] = FileRecord(path=path, problems=problems, **record)
        return records

    def hits(self, query: tantivy.Query, limit: int) -> list[tuple[float, Placed]]:
        """Return the best entries for a query with their scores, best first."""
        with engine():
            found = self._searcher.search(query, limit=max(limit, 1), count=False).hits
            return [(score, load_entry(self._searcher.doc(address))) for score, address in found]

    def having(self, field: str, terms: Iterable[str]) -> list[Placed]:
        """Return every entry that has one of these terms in a raw field, in no certain order."""
        wanted = [term for term in terms if is_whole(term)]
        if not wanted:
            return []
        with engine():
            is_entry = tantivy.Query.term_query(schema(), "kind", "entry")
            has_term = tantivy.Query.term_set_query(schema(), field, wanted)
            query = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, is_entry), (tantivy.Occur.Must, has_term)]
            )
        return [placed for _, placed in self.hits(query, EVERY)]

    def closure(self, placed: Iterable[Placed]) -> list[Placed]:
        """Return these entries and all that share an identity with them, in however many steps."""
        found = {place(one): one for one in placed}
        asked: set[str] = set()
        fresh = {term for entry, _ in found.values() for term in identity_of(entry).terms}
        while fresh:
            asked |= fresh
            more = self.having("identity", fresh)
            found.update((place(one), one) for one in more)
            fresh = {term for entry, _ in more for term in identity_of(entry).terms} - asked
        return list(found.values())

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

    def titles_since(self, generation: int) -> list[Entry]:
        """Return the entries that were added after a generation."""
        with engine():
            query = tantivy.Query.range_query(
                schema(), "generation", tantivy.FieldType.Integer, lower_bound=generation + 1
            )
        return [entry for _, (entry, _) in self.hits(query, EVERY)]

    def _documents(self, field: str, value: str, limit: int) -> list[tantivy.Document]:
        with engine():
            query = tantivy.Query.term_query(schema(), field, value)
        return found(self._searcher, query, limit)


class PapersIndex:
    """The index in one folder. Any number of processes may read it while one of them writes."""

    def __init__(self, folder: Path) -> None:
        """Open the index, empty where there is none; raise `EngineError` where it is damaged."""
        self._engine = EngineFolder(folder, schema(), register_analyzers)
        self._stamp = self._engine.stamp()
        self._current = Snapshot(self._engine.searcher())

    def snapshot(self) -> Snapshot:
        """Return the index as it stands now; the same object as long as nobody commits."""
        stamp = self._engine.stamp()
        if stamp != self._stamp:
            self._current = Snapshot(self._engine.searcher())
            self._stamp = stamp
        return self._current

    def has_moved_on(self) -> bool:
        """Return whether somebody committed since the last snapshot was taken."""
        try:
            return self._engine.stamp() != self._stamp
        except EngineError:
            return True

    @contextmanager
    def writing(self, *, wait: float, large: bool = False) -> Generator["Batch"]:
        """Give the one batch that may be written now, and commit it unless the block fails.

        Waits up to `wait` seconds while another process writes, then raises `IndexBusyError`. The
        batch sees the manifest as it is once the lock is ours: the other may have done the work.
        """
        with self._engine.writer(wait=wait, large=large) as writer:
            batch = Batch(writer, self.snapshot())
            yield batch
            if batch.changed:
                batch.finish()
        if batch.changed:
            self.snapshot()


class Batch:
    """What one commit will change. Use it through `PapersIndex.writing`."""

    def __init__(self, writer: tantivy.IndexWriter, before: Snapshot) -> None:
        self._writer = writer
        self._before = before
        self._removed: set[str] = set()
        self._added: dict[str, list[Identity]] = {}
        self._state = before.state
        self.files = dict(before.files)
        # An index that is built anew begins later than all that was before: what was derived from
        # an older one never looks current.
        fresh = time.time_ns() // 1_000_000
        self.generation = before.state.generation + 1 if before.state.generation else fresh
        self.changed = False

    @property
    def named(self) -> tuple[str, ...]:
        """The files and folders that people named on the command line, in earlier runs too."""
        return self._state.named

    @named.setter
    def named(self, paths: Sequence[str]) -> None:
        if tuple(paths) != self._state.named:
            self._state = replace(self._state, named=tuple(paths))
            self.changed = True

    def replace(
        self,
        record: FileRecord,
        read: Iterable[Entry | Problem],
    ) -> None:
        """Put what was read of a file, entries and problems, in place of what was known of it."""
        self.remove(record.path)
        path = encode_path(record.path)
        added = self._added[record.path] = list[Identity]()
        problems = list(record.problems)
        for item in read:
            if isinstance(item, Problem):
                problems.append((item.line, item.message))
                continue
            with engine():
                document = entry_document(item, path, record.format or "", self.generation)
                self._writer.add_document(document)
            added.append(identity_of(item))
        self._store(replace(record, entries=len(added), problems=tuple(sorted(problems))))

    def touch(self, record: FileRecord) -> None:
        """Store a file's new times where its content is as it was."""
        with engine():
            query = tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Must, tantivy.Query.term_query(schema(), "kind", "file")),
                    (
                        tantivy.Occur.Must,
                        tantivy.Query.term_query(schema(), "path", encode_path(record.path)),
                    ),
                ]
            )
            self._writer.delete_documents_by_query(query)
        self._store(record)

    def remove(self, path: str) -> None:
        """Forget a file and its entries."""
        self.changed = True
        if self.files.pop(path, None) is None:
            return
        self._added.pop(path, None)
        if path in self._before.files:
            self._removed.add(path)
        with engine():
            self._writer.delete_documents_by_term("path", encode_path(path))

    def finish(self) -> None:
        """Commit, with the counts and the generation brought up to date."""
        entries = sum(record.entries for record in self.files.values())
        removed = self._before.having("path", map(encode_path, self._removed))
        added = [identity for identities in self._added.values() for identity in identities]
        state = replace(
            self._state,
            generation=self.generation,
            entries=entries,
            papers=self._state.papers + self._papers_delta(added, removed),
            changes=(*self._state.changes[1 - _RECENT :], self._change(added, removed)),
        )
        record = {
            **asdict(state),
            "named": [encode_path(path) for path in state.named],
            "changes": [(change.generation, change.titles) for change in state.changes],
        }
        with engine():
            self._writer.delete_documents_by_term("kind", "state")
            self._writer.add_document(record_document("state", "", record))
            self._writer.commit()

    def _store(self, record: FileRecord) -> None:
        self.changed = True
        self.files[record.path] = record
        path = encode_path(record.path)
        written = {**asdict(record), "path": path}
        with engine():
            self._writer.add_document(record_document("file", path, written))

    def _change(self, added: Sequence[Identity], removed: Iterable[Placed]) -> Change:
        before = {identity_of(entry).title for entry, _ in removed}
        titles = before ^ {identity.title for identity in added}
        listed = self._state.generation and len(titles) <= _MOST_CHANGED
        return Change(self.generation, tuple(sorted(titles)) if listed else None)

    def _papers_delta(self, added: Sequence[Identity], removed: Sequence[Placed]) -> int:
        """How many papers more there will be: only papers that the batch touches are counted."""
        terms = {term for identity in added for term in identity.terms}
        sharing = self._before.having("identity", terms) if self._state.entries else []
        touched = self._before.closure([*removed, *sharing])
        before = [identity_of(entry) for entry, _ in touched]
        kept = [identity_of(entry) for entry, source in touched if source.path not in self._removed]
        return len(group([*kept, *added])) - len(group(before))


def place(placed: Placed) -> tuple[str, int, str, str | None]:
    """Return what tells an entry from every other: a line may hold several."""
    entry, source = placed
    return source.path, source.line, entry.title, entry.key
