"""Large dumps read in a second process: the interpreter lets only one thread run.

What the child reads it makes ready for the index; its parent has the engine take that. The child
reads on its standard input which dump is wanted, and writes on its standard output what is in it,
in pieces of some entries each. All is written by `marshal`, each value after its length. It ends
with its input; where it ends too early, its parent reads the dump and leaves out what came.
"""

import gc
import marshal
import os
import struct
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from litnotes_index import child, readers
from litnotes_index.discover import Found
from litnotes_index.model import Problem
from litnotes_index.papers.prepared import Prepared, prepared

# A file that is damaged in every line would else fill the memory with complaints.
_MOST_PROBLEMS = 1000
# To ask for a smaller file takes as long as to read it.
_LARGE_BYTES = 1_000_000
_PIECE = 32  # entries
_LENGTH = struct.Struct("<Q")
_GARBAGE = 100_000  # as in `cli.main`


class Dumps:
    """Reads dumps for the commit of one generation. Close it to end the second process.

    Where `many` bytes are to be read, large files are read there, on a machine that has two cores.
    """

    def __init__(self, generation: int, *, many: bool) -> None:
        self._generation = generation
        is_worth_it = many and (os.cpu_count() or 1) > 1
        self._process = child.started("litnotes_index.dump_worker") if is_worth_it else None

    def close(self) -> None:
        """End the second process, whatever it is at."""
        if self._process is None:
            return
        self._process.kill()
        with suppress(OSError), self._process:
            pass

    def read(self, file: Found, format_name: str) -> Iterator[Prepared | Problem]:
        """Yield what a dump of a known format holds, and what stops its reading.

        It must be read to its end before the next one is.
        """
        order = (file.path, format_name, self._generation)
        taken = 0
        if file.size >= _LARGE_BYTES:
            for piece in self._pieces(order):
                if not piece:
                    return
                taken += len(piece)
                yield from map(_item, piece)
        yield from islice(entries(*order), taken, None)

    def _pieces(self, order: tuple[str, str, int]) -> Iterator[Sequence[tuple[Any, ...]]]:
        """What the second process reads; the last piece is empty, unless it ends too early."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(OSError):
            _write(self._process.stdin, order)
        while (piece := _read(self._process.stdout)) is not None:
            yield piece
            if not piece:
                return


def entries(path: str, format_name: str, generation: int) -> Iterator[Prepared | Problem]:
    """Yield what a dump holds, and what stops its reading; of very many problems, their number."""
    problems = left_out = 0
    try:
        for item in readers.read(Path(path), format_name):
            if isinstance(item, Problem):
                problems += 1
                if problems > _MOST_PROBLEMS:
                    left_out = left_out or item.line
                    continue
                yield item
            else:
                yield prepared(item, path, format_name, generation)
    except OSError as error:
        yield Problem(path, 1, f"reading stopped: {error.strerror}")
    if left_out:
        more = problems - _MOST_PROBLEMS
        yield Problem(path, left_out, f"there are {more:,} more problems from here on")


def _told(item: Prepared | Problem) -> tuple[object, ...]:
    return tuple(item) if isinstance(item, Prepared) else (item.path, item.line, item.message)


def _item(told: tuple[Any, ...]) -> Prepared | Problem:
    return Problem(*told) if isinstance(told[0], str) else Prepared(*told)


def _write(file: IO[bytes], value: Any) -> None:
    written = marshal.dumps(value)
    file.write(_LENGTH.pack(len(written)) + written)
    file.flush()


def _read(file: IO[bytes]) -> Any:
    """The next value; None where there is none, or only a part."""
    length = file.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(length)
    written = file.read(size)
    return marshal.loads(written) if len(written) == size else None  # noqa: S302 - by ourselves


def _listen(orders: SimpleQueue[Any]) -> None:
    """Take orders; when nobody is left to give any, end at once, whatever is being read."""
    while (order := _read(sys.stdin.buffer)) is not None:
        orders.put(order)
    os._exit(0)


def _main() -> None:
    gc.set_threshold(_GARBAGE)
    orders: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_listen, args=(orders,), daemon=True).start()
    try:
        while True:
            every = entries(*orders.get())
            while piece := list(islice(every, _PIECE)):
                _write(sys.stdout.buffer, list(map(_told, piece)))
            _write(sys.stdout.buffer, [])
    finally:
        os._exit(1)  # an end in order would wait for the other thread


if __name__ == "__main__":
    _main()
