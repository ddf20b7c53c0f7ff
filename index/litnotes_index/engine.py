"""The one door to Tantivy: its failures come out as our errors, and one folder is one index.

Tantivy panics in Rust reach Python as `pyo3_runtime.PanicException`, a `BaseException` that no
`except Exception` stops and that would end a language server.
"""

import errno
import os
import re
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import quote_from_bytes, unquote_to_bytes

import orjson
import tantivy

from litnotes_index.errors import EngineError, IndexBusyError, LitnotesError, StorageError

_RETRY_SECONDS = 0.02
_MEGABYTE = 1_000_000
EVERY = 10_000_000
"""More documents than any index has: the engine wants a limit."""


# What else the system refuses, from room to threads, has nothing to do with what is in the files:
# they are as good as before.
_FAULTS_OF_FILES = frozenset({errno.ENOENT, errno.EINVAL})
_CODE = re.compile(r"(?:os error |code: )(\d+)")
# As much as a write of the engine's may hold.
_TRIED_BYTES = 1 << 20


class engine:  # noqa: N801 - used as a function
    """Run engine calls; raise `EngineError` where they fail, `IndexBusyError` for a lock.

    Raises `StorageError` where the system refuses to read or write.
    """

    # Not made of a generator: every entry and every question passes here.
    __slots__ = ()

    def __enter__(self) -> None:
        """Nothing is to be done before."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Raise our error for the engine's; let any other pass."""
        if isinstance(error, (ValueError, RuntimeError, OSError)):
            if "LockBusy" in str(error):
                raise IndexBusyError("another process is writing the index") from error
            raise _failure(error) from error
        if type(error).__name__ == "PanicException" and error is not None:
            raise _failure(error, "panicked") from None


class EngineFolder:
    """A Tantivy index in a folder: any number of processes may read it while one of them writes."""

    def __init__(
        self,
        folder: Path,
        schema: tantivy.Schema,
        register: Callable[[tantivy.Index], None] = lambda _: None,
    ) -> None:
        """Open the index, empty where there is none; raise `EngineError` where it is damaged.

        `register` gives the index its analyzers; Tantivy forgets them at every open.
        """
        self._folder = folder
        self._meta = os.fspath(folder / "meta.json")
        self._schema = schema
        self._register = register
        with engine():
            folder.mkdir(parents=True, exist_ok=True)
            self._index = self._opened()

    def stamp(self) -> tuple[int, int, int]:
        """Return what changes with every commit, whoever makes it; costs a microsecond."""
        try:
            stat = os.stat(self._meta)  # noqa: PTH116 - at every key
        except OSError as error:
            failure = _failure(error)
            gone = EngineError(f"the index in {self._folder} is gone")
            raise failure if isinstance(failure, StorageError) else gone from error
        return stat.st_mtime_ns, stat.st_size, stat.st_ino

    def searcher(self) -> tantivy.Searcher:
        """Return a searcher of the last commit."""
        with engine():
            self._index.reload()
            return self._index.searcher()

    @contextmanager
    def writer(self, *, wait: float, large: bool = False) -> Generator[tantivy.IndexWriter]:
        """Give the one writer there is; what the block does not commit is rolled back if it fails.

        Waits up to `wait` seconds while another process writes, then raises `IndexBusyError`.
        """
        writer = self._locked(wait, large=large)
        try:
            yield writer
        except BaseException as error:
            with suppress(LitnotesError), engine():
                writer.rollback()
            if isinstance(error, EngineError):
                self._try_to_write()  # of a thread's failure the engine does not tell the cause
            raise
        finally:
            with engine():
                writer.wait_merging_threads()  # lets the lock go

    def _try_to_write(self) -> None:
        with engine(), TemporaryFile(dir=self._folder, buffering=0) as file:
            left = _TRIED_BYTES
            while left > 0:
                left -= file.write(bytes(left))

    def _opened(self) -> tantivy.Index:
        index = tantivy.Index(self._schema, str(self._folder), reuse=True)
        self._register(index)
        index.config_reader("manual")
        return index

    def _locked(self, wait: float, *, large: bool) -> tantivy.IndexWriter:
        """Return the writer, once what nobody committed is cleared away.

        An index knows only the files that were there when it was opened, so it is opened anew:
        those of other writers would never go, and those of a killed one be in the way.
        """
        deadline = time.monotonic() + wait
        # What fills it is written while more is read; what is left at the end must be waited for.
        heap = (100 if large else 30) * _MEGABYTE
        while True:
            try:
                with engine():
                    before = self._files()
                    self._index = self._opened()
                    # Its thread has one core, reading has another: a second would take turns.
                    writer = self._index.writer(heap, 1)
                    if self._files() == before:
                        for unfinished in self._folder.glob(".tmp*"):
                            unfinished.unlink(missing_ok=True)
                        writer.garbage_collect_files()
                        return writer
                    writer.wait_merging_threads()  # another has just been here
            except IndexBusyError:
                if time.monotonic() >= deadline:
                    raise
                time.sleep(_RETRY_SECONDS)

    def _files(self) -> tuple[int, int, int] | None:
        """What changes with every file of the engine's; it writes their list before each.

        None where there is no list, which the engine does without: it begins one.
        """
        try:
            stat = (self._folder / ".managed.json").stat()
        except FileNotFoundError:
            return None
        return stat.st_mtime_ns, stat.st_size, stat.st_ino


def found(searcher: tantivy.Searcher, query: tantivy.Query, limit: int) -> list[tantivy.Document]:
    """Return the best documents for a query, best first."""
    with engine():
        hits = searcher.search(query, limit=max(limit, 1), count=False).hits
        return [searcher.doc(address) for _, address in hits]


def stored(document: tantivy.Document) -> dict[str, object]:
    """Return the record of a document: the JSON in its field `record`."""
    with undamaged():
        record: dict[str, object] = orjson.loads(bytes(document.get_first("record") or b"{}"))
    return record


class undamaged:  # noqa: N801 - used as a function
    """Take a stored record apart; raise `EngineError` where it is not what was written."""

    __slots__ = ()

    def __enter__(self) -> None:
        """Nothing is to be done before."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Raise our error for what does not fit; let any other pass."""
        if isinstance(error, (ValueError, LookupError, TypeError, AttributeError)):
            raise EngineError(f"a record of the index is damaged: {_one_line(error)}") from error


def document(schema: tantivy.Schema, fields: dict[str, object]) -> tantivy.Document:
    """Return a document made with its schema: without, a number of the wrong kind loses a batch."""
    return tantivy.Document.from_dict(fields, schema)  # pyright: ignore[reportUnknownMemberType] - its stub has a bare `dict`


def is_whole(text: str) -> bool:
    """Return whether the engine can take a text: half a surrogate pair is in no index."""
    return text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text)


@lru_cache(maxsize=512)
def encode_path(path: str) -> str:
    """Return a path as text that Tantivy can hold; file names need not be UTF-8."""
    return quote_from_bytes(os.fsencode(path), safe="/:\\ ")


def decode_path(text: str) -> str:
    """Return the path that `encode_path` was given."""
    return os.fsdecode(unquote_to_bytes(text)) if "%" in text else text


def _failure(error: BaseException, how: str = "failed") -> LitnotesError:
    told = _CODE.search(str(error))
    code = error.errno if isinstance(error, OSError) else int(told[1]) if told else None
    if code is not None and code not in _FAULTS_OF_FILES:
        return StorageError.of(code)
    return EngineError(f"the search engine {how}: {_one_line(error)}")


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]
