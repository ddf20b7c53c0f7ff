"""The papers index on disk: snapshots for reading, batches for writing, across processes.

The manifest (one document per file, one for the whole) commits together with the entries that it
describes, so the two cannot fall out of step.
"""

import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import tantivy

from litnotes_index.engine import EngineFolder, document, encode_path, engine
from litnotes_index.errors import LitnotesError
from litnotes_index.manifest import FileRecord
from litnotes_index.model import Problem
from litnotes_index.papers.pile import Pile
from litnotes_index.papers.prepared import Prepared
from litnotes_index.papers.schema import (
    record_document,
    register_analyzers,
    schema,
)
from litnotes_index.papers.snapshot import Change, Snapshot
from litnotes_index.papers.tally import tally

# So many commits tell which titles they changed.
_RECENT = 8


class PapersIndex:
    """The index in one folder. Any number of processes may read it while one of them writes."""

    def __init__(self, folder: Path) -> None:
        """Open the index, empty where there is none; raise `EngineError` where it is damaged."""
        self._folder = folder
        self._engine = EngineFolder(folder, schema(), register_analyzers)
        self._stamp = self._engine.stamp()
        self._current = Snapshot(self._engine.searcher())

    @property
    def last(self) -> Snapshot:
        """The snapshot that was taken last, whatever has become of the index since."""
        return self._current

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
        except LitnotesError:
            return True

    @contextmanager
    def writing(self, *, wait: float, large: bool = False) -> Generator["Batch"]:
        """Give the one batch that may be written now, and commit it unless the block fails.

        Waits up to `wait` seconds while another process writes, then raises `IndexBusyError`. The
        batch sees the manifest as it is once the lock is ours: the other may have done the work.
        """
        locked = self._engine.writer(wait=wait, large=large)
        with locked as writer, closing(Pile(self._folder)) as added:
            batch = Batch(writer, self.snapshot(), added)
            yield batch
            if batch.changed:
                batch.finish()
        if batch.changed:
            self.snapshot()


class Batch:
    """What one commit will change. Use it through `PapersIndex.writing`."""

    def __init__(self, writer: tantivy.IndexWriter, before: Snapshot, added: Pile) -> None:
        self._writer = writer
        self._before = before
        self._removed: set[str] = set()
        self._added = added
        self._places: dict[str, range] = {}  # of each file's entries on the pile
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
        read: Iterable[Prepared | Problem],
    ) -> None:
        """Put what was read of a file, entries and problems, in place of what was known of it."""
        self.remove(record.path)
        first = len(self._added)
        problems = list(record.problems)
        for item in read:
            if isinstance(item, Problem):
                problems.append((item.line, item.message))
                continue
            with engine():
                self._writer.add_document(document(schema(), item.fields))
                self._added.put(item.identity, item.terms)
        places = self._places[record.path] = range(first, len(self._added))
        self._store(record._replace(entries=len(places), problems=tuple(sorted(problems))))

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
        self._places.pop(path, None)
        if path in self._before.files:
            self._removed.add(path)
        with engine():
            self._writer.delete_documents_by_term("path", encode_path(path))

    def finish(self) -> None:
        """Commit, with the counts and the generation brought up to date."""
        entries = sum(record.entries for record in self.files.values())
        places = [place for some in self._places.values() for place in some]
        change = tally(self._before, self._removed, self._added, places)
        titles = change.titles if self._state.generation else None
        state = replace(
            self._state,
            generation=self.generation,
            entries=entries,
            papers=self._state.papers + change.papers,
            changes=(*self._state.changes[1 - _RECENT :], Change(self.generation, titles)),
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
        written = {**record._asdict(), "path": path}
        with engine():
            self._writer.add_document(record_document("file", path, written))
