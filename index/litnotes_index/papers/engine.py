"""The one door to Tantivy: its failures come out as our errors.

Tantivy panics in Rust reach Python as `pyo3_runtime.PanicException`, a `BaseException` that no
`except Exception` stops and that would end a language server.
"""

from collections.abc import Generator
from contextlib import contextmanager

from litnotes_index.errors import EngineError, IndexBusyError


@contextmanager
def engine() -> Generator[None]:
    """Run engine calls; raise `EngineError` where they fail, `IndexBusyError` for a lock."""
    try:
        yield
    except (ValueError, RuntimeError, OSError) as error:
        if "LockBusy" in str(error):
            raise IndexBusyError("another process is writing the index") from error
        raise EngineError(f"the search engine failed: {_one_line(error)}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise EngineError(f"the search engine panicked: {_one_line(error)}") from None


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]
