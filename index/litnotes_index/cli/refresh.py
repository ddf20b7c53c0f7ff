"""`litnotes refresh`: literature notes say again what is known of their papers."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from litnotes_index import documents, note_files
from litnotes_index.cli.diffs import print_diff
from litnotes_index.cli.index import bring_up_to_date, print_json
from litnotes_index.edit import applied
from litnotes_index.errors import LitnotesError, MetadataError, NoteFileError
from litnotes_index.library import Library, counted
from litnotes_index.markdown import parse
from litnotes_index.model import Paper, Problem
from litnotes_index.note_files import NoteText
from litnotes_index.refresh import Refreshed, of_note
from litnotes_index.text.clean import visible

_NO_PAPER = (
    "its front matter names no paper: that takes a citekey, a doi or an arxiv id,"
    " or a title with one of the authors"
)


@dataclass(slots=True)
class _Done:
    """What came of the notes so far."""

    changed: list[tuple[Path, Paper, Sequence[str]]] = field(
        default_factory=list[tuple[Path, Paper, Sequence[str]]]
    )
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list[Problem])
    failed: int = 0


def refresh(given: argparse.Namespace, library: Library) -> None:
    """Refresh the literature notes that are named or in folders, and tell what came of it.

    Raises `LitnotesError` in the end where one could not be written, or was named and not read.
    """
    bring_up_to_date(library)
    done = _Done()
    for path, is_named in library.notes_of(given.places).items():
        _refresh(Path(path), library, done, given, is_named=is_named)
    if done.changed and not given.dry_run:
        bring_up_to_date(library)
    if given.json:
        written = not given.dry_run
        print_json(
            documents.refreshed(done.changed, done.unchanged, done.problems, written=written)
        )
    else:
        sys.stdout.flush()
        print(_counts(done, given), file=sys.stderr)
    if done.failed:
        raise LitnotesError(f"{counted(done.failed, 'note')} could not be refreshed")


def _refresh(
    path: Path, library: Library, done: _Done, given: argparse.Namespace, *, is_named: bool
) -> None:
    """Refresh one note; what it is that cannot be done is a problem."""
    try:
        note = note_files.read(path)
    except NoteFileError as error:
        _tell(Problem(str(path), 1, error.reason), done)
        done.failed += is_named
        return
    try:
        found = of_note(note.text, library.view(), library.root)
    except MetadataError as error:
        line, _ = parse(note.text).position(error.offset)
        _tell(Problem(str(path), line + 1, str(error)), done)
        return
    if found is None:
        if is_named:
            _tell(Problem(str(path), 1, _NO_PAPER), done)
    elif not found.edits:
        done.unchanged += 1
    else:
        _change(note, found, done, given)


def _change(note: NoteText, found: Refreshed, done: _Done, given: argparse.Namespace) -> None:
    after = applied(note.text, found.edits)
    if not given.dry_run:
        try:
            note_files.write(note, after)
        except NoteFileError as error:
            _tell(Problem(str(note.path), 1, error.reason), done)
            done.failed += 1
            return
    done.changed.append((note.path, found.paper, found.changed))
    if given.json:
        return
    if given.dry_run:
        print_diff(note.path, note.text, after)
    else:
        print(f"{visible(str(note.path))}: {', '.join(found.changed)}")


def _tell(problem: Problem, done: _Done) -> None:
    done.problems.append(problem)
    print(visible(str(problem)), file=sys.stderr)


def _counts(done: _Done, given: argparse.Namespace) -> str:
    told = "would change" if given.dry_run else "refreshed"
    changed = counted(len(done.changed), "note")
    return f"{changed} {told}, {done.unchanged:,} up to date, {len(done.problems):,} skipped"
