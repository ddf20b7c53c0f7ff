"""Notes read in a second process where there are many: the interpreter lets only one thread run.

Every other note is read there, and all are taken in their order, so that the index is the same as
if one process had read them. The child reads on its standard input which index to know titles by,
then paths, and writes what it read of each on its standard output, all in lines of JSON. It ends
with its input; whatever it could not read is read by its parent, who has words for what is wrong.
"""

import gc
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import orjson

from litnotes_index import child, packed, view
from litnotes_index.backlinks import read_note
from litnotes_index.errors import LitnotesError
from litnotes_index.notes import NoteRecord, NotesIndex
from litnotes_index.notes.schema import from_record, record_of
from litnotes_index.papers import PapersIndex
from litnotes_index.view import View

LONGEST_NOTE = 16 << 20  # bytes
# To start takes the child as long as to read some hundred notes, which its parent does meanwhile.
_MANY = 2_000
_ALONE = 500
# So many paths are with the child: few enough never to fill a pipe, which would stop both.
_AHEAD = 8
_GARBAGE = 100_000  # as in `cli.main`


class Reading(NamedTuple):
    """What was read of a note, and when; `digest` is that of its bytes."""

    seen_ns: int
    digest: str
    text: str
    note: NoteRecord


def readings(folder: Path, generation: int, paths: Sequence[str]) -> Generator[Reading | None]:
    """Yield, for each note, what a second process read of it; None where it is to be read here.

    `folder` is that of the index, of which the papers have this generation. Close it to end the
    process.
    """
    is_worth_it = len(paths) >= _MANY and (os.cpu_count() or 1) > 1
    process = child.started("litnotes_index.note_worker") if is_worth_it else None
    if process is None:
        yield from repeat(None, len(paths))
        return
    with process:
        try:
            yield from _taken(process, [os.fspath(folder), generation], paths)
        finally:
            process.kill()
            assert process.stdin is not None
            with suppress(OSError):
                process.stdin.close()


def _taken(
    process: subprocess.Popen[bytes], order: object, paths: Sequence[str]
) -> Iterator[Reading | None]:
    assert process.stdin is not None
    assert process.stdout is not None
    asked = iter(paths[_ALONE::2])
    is_there = _told(process, order)
    for _ in range(_AHEAD):
        is_there = is_there and _told(process, next(asked, None))
    for number in range(len(paths)):
        if number < _ALONE or (number - _ALONE) % 2 or not is_there:
            yield None
            continue
        line = process.stdout.readline()
        is_whole = line.endswith(b"\n")  # else it ended
        is_there = is_whole and _told(process, next(asked, None))
        yield _reading(line) if is_whole else None


def _reading(line: bytes) -> Reading | None:
    found = orjson.loads(line)
    if found is None:
        return None
    seen_ns, digest, text, record = found
    return Reading(seen_ns, digest, text, from_record(record))


def _told(process: subprocess.Popen[bytes], value: object) -> bool:
    """Write a line to the process, unless there is none; return whether it is there to read it."""
    assert process.stdin is not None
    if value is None:
        return True
    try:
        # Not by orjson: names of files need not be UTF-8.
        process.stdin.write(json.dumps(value).encode() + b"\n")
        process.stdin.flush()
    except OSError:
        return False
    return True


def _read(path: str, known: View) -> Reading | None:
    seen_ns = time.time_ns()
    try:
        with packed.stored(path) as (opened, _):
            written = opened.read(LONGEST_NOTE + 1)
    except OSError:
        return None
    if len(written) > LONGEST_NOTE:
        return None
    text = written.decode("utf-8-sig", "replace")
    note = read_note(path, written, known)
    return Reading(seen_ns, hashlib.sha256(written).hexdigest(), text, note)


def _main() -> int:
    gc.set_threshold(_GARBAGE)
    place, generation = json.loads(sys.stdin.buffer.readline())
    folder = Path(place)
    papers = PapersIndex(folder / "papers").snapshot()
    if papers.state.generation != generation:
        return 1
    known = view.load(folder, papers, NotesIndex(folder / "notes").snapshot())
    for line in sys.stdin.buffer:
        found = _read(json.loads(line), known)
        answer = (*found[:3], record_of(found.note)) if found else None
        sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
        sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(_main())
    except (LitnotesError, OSError):
        sys.exit(1)
