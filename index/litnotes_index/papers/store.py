"""The papers index on disk: snapshots for reading, batches for writing, across processes.

The manifest (one document per file, one for the whole) commits together with the entries that it
describes, so the two cannot fall out of step.
"""

import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import tantivy

from litnotes_index.engine import EngineFolder, encode_path, engine
from litnotes_index.errors import EngineError
from litnotes_index.manifest import FileRecord
from litnotes_index.model import Entry, Problem
from litnotes_index.papers.identity import Identity, group, identity_of
from litnotes_index.papers.schema import (
    entry_document,
    record_document,
    register_analyzers,
    schema,
)
from litnotes_index.papers.snapshot import Change, Placed, Snapshot

# So many commits tell which titles they changed, each up to so many titles.
_RECENT = 8
_MOST_CHANGED = 500


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
