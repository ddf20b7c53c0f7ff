"""The notes index on disk: snapshots for reading, batches for writing, across processes."""

import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson
import tantivy

from litnotes_index.engine import (
    EVERY,
    EngineFolder,
    decode_path,
    document,
    encode_path,
    engine,
    found,
    is_whole,
    stored,
    undamaged,
)
from litnotes_index.errors import LitnotesError
from litnotes_index.manifest import FileRecord
from litnotes_index.notes.record import NoteRecord
from litnotes_index.notes.schema import load_note, note_document, schema

_TITLE_BOOST = 4.0
_WEAKER = 0.5
_SHORTEST_TYPO = 4
# Looking for typos takes time with the length; a longer "word" is something pasted.
_LONGEST_TYPO = 40


@dataclass(frozen=True, slots=True)
class NotesState:
    """What is true of the index as a whole; `generation` goes up with every commit.

    `papers` is the generation of the papers index whose titles the notes were searched for.
    """

    generation: int = 0
    papers: int = 0


class NotesSnapshot:
    """The notes as they stood at one commit; answers never change."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher

    @cached_property
    def state(self) -> NotesState:
        """What is true of the whole; all zero for an index that nothing was written to."""
        for one in found(self._searcher, _term("kind", "state"), 1):
            record: dict[str, Any] = stored(one)
            with undamaged():
                return NotesState(**record)
        return NotesState()

    @cached_property
    def files(self) -> dict[str, FileRecord]:
        """The manifest by path."""
        records: dict[str, FileRecord] = {}
        for one in found(self._searcher, _term("kind", "file"), EVERY):
            known: dict[str, Any] = stored(one)
            with undamaged():
                encoded, mtime_ns, size, seen_ns, digest, name, entries, told = known["file"]
                path = decode_path(encoded)
                problems = tuple((line, message) for line, message in told)
                records[path] = FileRecord(
                    path, mtime_ns, size, seen_ns, digest, name, entries, problems
                )
        return records

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that stands in a note; some may have been taken out since."""
        with engine():
            return frozenset(name for name, _ in self._searcher.terms_with_prefix("name", ""))

    def naming(self, names: Iterable[str]) -> list[NoteRecord]:
        """Return the notes in which one of these names stands, by path."""
        return self._having("name", names)

    def calling_themselves(self, names: Iterable[str]) -> list[NoteRecord]:
        """Return the notes that may be about what one of these names means, by path."""
        return self._having("itself", names)

    def defining(self, names: Iterable[str]) -> list[NoteRecord]:
        """Return the notes that define one of these tags, or one for what these names mean."""
        return self._having("defined", names)

    def saying(self, title: str) -> list[NoteRecord]:
        """Return the notes whose text holds the words of a normalised title, by path."""
        *words, last = title.split()
        # The last word with the s of a possessive, too: "… Prior's results".
        ways = [_phrase("text", [*words, last]), _phrase("text", [*words, f"{last}s"])]
        return self._sorted(_both("note", tantivy.Query.disjunction_max_query(ways)))

    def of(self, path: str) -> NoteRecord | None:
        """Return the note at a path; None where it is not indexed."""
        query = _both("note", _term("path", encode_path(path)))
        return next(map(load_note, found(self._searcher, query, 1)), None)

    def search(self, words: Sequence[str], limit: int, *, typos: bool = False) -> list[NoteRecord]:
        """Return the notes that hold all of some folded words, the last one begun, best first."""
        if not words:
            return []
        last = len(words) - 1
        ways = [
            (tantivy.Occur.Must, _anywhere(word, begun=place == last, typos=typos))
            for place, word in enumerate(words)
        ]
        if last:
            ways.append((tantivy.Occur.Should, _phrase("text", list(words))))
        with engine():
            query = tantivy.Query.boolean_query(ways)
        return [load_note(one) for one in found(self._searcher, query, limit)]

    def titled(self, words: Sequence[str], limit: int) -> list[NoteRecord]:
        """Return the notes whose title holds some folded words, the last one begun, best first."""
        if not words:
            return []
        with engine():
            parts = [(tantivy.Occur.Must, _term("title", word)) for word in words[:-1]]
            parts.append((tantivy.Occur.Must, _beginning("title", words[-1])))
            query = tantivy.Query.boolean_query(parts)
        return [load_note(one) for one in found(self._searcher, query, limit)]

    def _having(self, field: str, names: Iterable[str]) -> list[NoteRecord]:
        wanted = [name for name in names if is_whole(name)]
        if not wanted:
            return []
        with engine():
            query = tantivy.Query.term_set_query(schema(), field, wanted)
        return self._sorted(_both("note", query))

    def _sorted(self, query: tantivy.Query) -> list[NoteRecord]:
        notes = map(load_note, found(self._searcher, query, EVERY))
        return sorted(notes, key=lambda note: note.path)


class NotesIndex:
    """The index in one folder. Any number of processes may read it while one of them writes."""

    def __init__(self, folder: Path) -> None:
        """Open the index, empty where there is none; raise `EngineError` where it is damaged."""
        self._engine = EngineFolder(folder, schema())
        self._stamp = self._engine.stamp()
        self._current = NotesSnapshot(self._engine.searcher())

    def snapshot(self) -> NotesSnapshot:
        """Return the index as it stands now; the same object as long as nobody commits."""
        stamp = self._engine.stamp()
        if stamp != self._stamp:
            self._current = NotesSnapshot(self._engine.searcher())
            self._stamp = stamp
        return self._current

    def has_moved_on(self) -> bool:
        """Return whether somebody committed since the last snapshot was taken."""
        try:
            return self._engine.stamp() != self._stamp
        except LitnotesError:
            return True

    @contextmanager
    def writing(self, *, wait: float, large: bool = False) -> Generator["NotesBatch"]:
        """Give the one batch that may be written now, and commit it unless the block fails.

        Waits up to `wait` seconds while another process writes, then raises `IndexBusyError`.
        """
        with self._engine.writer(wait=wait, large=large) as writer:
            batch = NotesBatch(writer, self.snapshot())
            yield batch
            if batch.changed:
                batch.finish()
        if batch.changed:
            self.snapshot()


class NotesBatch:
    """What one commit will change. Use it through `NotesIndex.writing`."""

    def __init__(self, writer: tantivy.IndexWriter, before: NotesSnapshot) -> None:
        self._writer = writer
        self.before = before
        self.files = dict(before.files)
        self.papers = before.state.papers
        self.changed = False

    def replace(self, record: FileRecord, note: NoteRecord | None, text: str = "") -> None:
        """Put what was read of a note in place of what was known; None where it was unreadable."""
        self.remove(record.path)
        if note is not None:
            with engine():
                self._writer.add_document(note_document(note, text))
        self._store(record._replace(entries=len(note.places) if note else 0))

    def touch(self, record: FileRecord) -> None:
        """Store a note's new times where its text is as it was."""
        with engine():
            query = _both("file", _term("path", encode_path(record.path)))
            self._writer.delete_documents_by_query(query)
        self._store(record)

    def remove(self, path: str) -> None:
        """Forget a note."""
        self.changed = True
        if self.files.pop(path, None) is not None:
            with engine():
                self._writer.delete_documents_by_term("path", encode_path(path))

    def finish(self) -> None:
        """Commit, with the generations brought up to date."""
        before = self.before.state.generation
        # As in the papers index: what is built anew begins later than all that was before.
        generation = before + 1 if before else time.time_ns() // 1_000_000
        state = NotesState(generation, self.papers)
        with engine():
            self._writer.delete_documents_by_term("kind", "state")
            self._writer.add_document(_manifest("state", "", asdict(state)))
            self._writer.commit()

    def _store(self, record: FileRecord) -> None:
        self.changed = True
        self.files[record.path] = record
        path = encode_path(record.path)
        # There are many of them, and all are read at every start: values without names.
        facts = (record.mtime_ns, record.size, record.seen_ns, record.digest, record.format)
        known = {"file": (path, *facts, record.entries, record.problems)}
        with engine():
            self._writer.add_document(_manifest("file", path, known))


def _manifest(kind: str, path: str, record: dict[str, Any]) -> tantivy.Document:
    return document(schema(), {"kind": kind, "path": path, "record": orjson.dumps(record)})


def _term(field: str, value: str) -> tantivy.Query:
    with engine():
        return tantivy.Query.term_query(schema(), field, value)


def _both(kind: str, query: tantivy.Query) -> tantivy.Query:
    with engine():
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, _term("kind", kind)), (tantivy.Occur.Must, query)]
        )


def _phrase(field: str, words: list[str]) -> tantivy.Query:
    if len(words) == 1:  # Tantivy panics on a phrase of one word
        return _term(field, words[0])
    with engine():
        return tantivy.Query.phrase_query(schema(), field, list(words))


def _beginning(field: str, word: str) -> tantivy.Query:
    with engine():
        return tantivy.Query.fuzzy_term_query(schema(), field, word, distance=0, prefix=True)


def _anywhere(word: str, *, begun: bool, typos: bool) -> tantivy.Query:
    title = _term("title", word)
    with engine():
        ways = [tantivy.Query.boost_query(title, _TITLE_BOOST), _term("text", word)]
        # A title need not stand in the text: it may be the file's name.
        weaker = [_beginning(field, word) for field in ("title", "text") if begun]
        if typos and _SHORTEST_TYPO <= len(word) <= _LONGEST_TYPO:
            weaker += [
                tantivy.Query.fuzzy_term_query(schema(), field, word, distance=1, prefix=begun)
                for field in ("title", "text")
            ]
        ways += [tantivy.Query.boost_query(way, _WEAKER) for way in weaker]
        return tantivy.Query.disjunction_max_query(ways)
