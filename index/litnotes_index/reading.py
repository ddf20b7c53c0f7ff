"""What a file gives to an index: the entries of a dump, the names and places of a note."""

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes_index import manifest, packed, readers
from litnotes_index.discover import Found
from litnotes_index.dump_worker import Dumps
from litnotes_index.manifest import UNREADABLE, Content
from litnotes_index.notes import NotesBatch
from litnotes_index.papers import Batch

if TYPE_CHECKING:
    from litnotes_index.note_worker import Reading
    from litnotes_index.view import View


def content(path: Path) -> Content:
    """Return what a file holds that may be a dump; raises `OSError` where it cannot be read."""
    format_name = readers.sniff(path)
    # What is no dump may be a film: its time and size say enough.
    return format_name, packed.digest(os.fspath(path)) if format_name else ""


def note_content(path: Path) -> Content:
    """Return what a note holds; raises `OSError` where it cannot be read."""
    return "markdown", packed.digest(os.fspath(path))


def read_note(
    batch: NotesBatch, file: Found, view: "View", known: "Reading | None", *, anew: bool
) -> None:
    """Put a note into a batch; one whose text is as it was only where it is read `anew`.

    It is read here where it is not `known` yet.
    """
    # Loaded where there is a note: many libraries are indexed without.
    from litnotes_index.backlinks import record_of
    from litnotes_index.markdown import parse
    from litnotes_index.note_worker import LONGEST_NOTE

    record = manifest.fresh(file)._replace(format="markdown")
    written = b""
    if known is not None:
        record = record._replace(seen_ns=known.seen_ns, digest=known.digest)
    else:
        try:
            with packed.stored(file.path) as (opened, _):
                written = opened.read(LONGEST_NOTE + 1)
        except OSError as error:
            fault = (1, f"cannot be read: {error.strerror}")
            batch.replace(record._replace(mtime_ns=UNREADABLE, problems=(fault,)), None)
            return
        if len(written) > LONGEST_NOTE:
            fault = (1, f"the note is longer than {LONGEST_NOTE >> 20} MB, and not read")
            batch.replace(record._replace(problems=(fault,)), None)
            return
        record = record._replace(digest=hashlib.sha256(written).hexdigest())
    old = batch.files.get(file.path)
    if old is not None and old.content == record.content and not anew:
        batch.touch(record._replace(entries=old.entries))
    elif known is not None:
        batch.replace(record, known.note, known.text)
    else:
        text = written.decode("utf-8-sig", "replace")
        batch.replace(record, record_of(file.path, parse(text), view), text)


def read_file(batch: Batch, file: Found, dumps: Dumps, *, anew: bool) -> None:
    """Put what may be a dump into a batch; one that is as it was only where it is read `anew`."""
    path = Path(file.path)
    record = manifest.fresh(file)
    if file.problem:
        batch.replace(record._replace(problems=((1, file.problem),)), ())
        return
    try:
        format_name, digest = content(path)
    except OSError as error:
        fault = (1, f"cannot be read: {error.strerror}")
        batch.replace(record._replace(mtime_ns=UNREADABLE, problems=(fault,)), ())
        return
    record = record._replace(format=format_name, digest=digest)
    old = batch.files.get(file.path)
    if old is not None and old.content == record.content and not anew:
        batch.touch(record._replace(entries=old.entries, problems=old.problems))
    else:
        batch.replace(record, dumps.read(file, format_name) if format_name else ())
