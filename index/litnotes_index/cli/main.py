"""The `litnotes` command: which command is meant, and what comes of it."""

import argparse
import errno
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from litnotes_index import config, discover
from litnotes_index.cli.arguments import parse
from litnotes_index.cli.index import bring_up_to_date, index, notice
from litnotes_index.errors import EngineError, LitnotesError, NotFoundError
from litnotes_index.library import Library
from litnotes_index.on_disk import resolved

_SHOWN = "backslashreplace"
# A command makes many values and few cycles; to look for those often takes a tenth of its time.
_GARBAGE = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0 done, 1 it could not be done, 2 usage."""
    _open_what_is_closed()
    # Windows reads a pipe by its code page, which a list of titles is hardly ever in.
    incoming = "utf-8-sig" if sys.platform == "win32" else None
    for stream, encoding, errors in (
        (sys.stdin, incoming, "replace"),
        (sys.stdout, None, _SHOWN),
        (sys.stderr, None, _SHOWN),
    ):
        # File names need not be UTF-8, and a pipe need not take all of Unicode.
        with suppress(AttributeError):
            stream.reconfigure(encoding=encoding, errors=errors)  # type: ignore[union-attr]  # not there is suppressed
    gc.set_threshold(_GARBAGE)
    given = parse(arguments)
    try:
        status = _run(given)
        sys.stdout.flush()
    except LitnotesError as error:
        notice(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if _is_pipe_closed(error):
            # Whoever read our answer has seen enough; nothing is left to flush.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        where = f"{error.filename}: " if error.filename else ""
        notice(f"{where}{error.strerror}")
        return 1
    return status


def _open_what_is_closed() -> None:
    """Let no file that is opened later take the place of a stream that the caller has closed."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - for as long as we run


def _is_pipe_closed(error: OSError) -> bool:
    # On Windows it is an invalid argument; what concerns a file names it.
    closed = sys.platform == "win32" and error.errno == errno.EINVAL and not error.filename
    return closed or isinstance(error, BrokenPipeError)


def _run(given: argparse.Namespace) -> int:
    if given.command == "doctor":
        # It looks at an index as it is, which to open one would already mend.
        from litnotes_index.cli.doctor import doctor

        return doctor(given)
    library = _library(given)
    try:
        _command(given.command)(given, library)
    except EngineError as error:
        # Some of the answer may be printed already, so it is not given again.
        if not library.discard_damaged():
            raise
        bring_up_to_date(library)
        raise EngineError("the index is sound again: please run this again") from error
    return 0


def _command(name: str) -> Callable[[argparse.Namespace, Library], None]:
    if name == "index":
        return index
    # What asks takes longer to load than it takes to see that nothing has changed.
    from litnotes_index.cli.ask import COMMANDS

    return COMMANDS[name]


def _library(given: argparse.Namespace) -> Library:
    if given.root is not None and not given.root.is_dir():
        raise NotFoundError(f"{given.root}: there is no such folder")
    root = resolved(given.root) if given.root else discover.find_root(Path.cwd())
    settings = config.checked(config.load(root))
    index_dir = resolved(given.index_dir) if given.index_dir else None
    return Library(root, settings, index_dir=index_dir, notice=notice)
