"""`litnotes convert`: the citations of notes in another form, as a diff first."""

import argparse
import sys
from pathlib import Path
from typing import Any

from litnotes_index import documents, note_files
from litnotes_index.cli.diffs import print_diff
from litnotes_index.cli.index import bring_up_to_date, notice, print_json
from litnotes_index.config import CITATION_FORMS, names_paper
from litnotes_index.converting import Conversion, conversion
from litnotes_index.edit import applied
from litnotes_index.errors import ConfigError, LitnotesError
from litnotes_index.forms import address_from
from litnotes_index.library import Library, counted
from litnotes_index.markdown import Note, parse
from litnotes_index.text.clean import one_line, visible


def convert(given: argparse.Namespace, library: Library) -> None:
    """Show how the citations of notes would change, or change them.

    Raises `LitnotesError` once the others are done where a note could not be read or written.
    """
    form = _form(given.to, library)
    # Notes that were written since are found, and links lead to them.
    bring_up_to_date(library)
    paths = library.notes_of(given.places)
    answers: list[dict[str, Any]] = []
    changed = citations = left = failed = 0
    for path in paths:
        try:
            note, found = _converted(path, form, given, library)
        except LitnotesError as error:
            failed += 1
            notice(str(error))
            continue
        changed += bool(found.edits)
        citations += found.changed
        left += len(found.left)
        if given.json:
            answers.append(documents.converted(note, path, found))
        else:
            _print(path, note, found, diff=not given.write)
    if given.json:
        print_json({"written": given.write, "notes": answers})
    else:
        sys.stdout.flush()
        done = "changed" if given.write else "would change"
        told = f"{counted(citations, 'citation')} in {counted(changed, 'note')} of {len(paths):,}"
        stay = f"; {left:,} cannot change" if left else ""
        ask = "; nothing is written without --write" if changed and not given.write else ""
        print(f"{done} {told}{stay}{ask}", file=sys.stderr)
    if failed:
        raise LitnotesError(f"{counted(failed, 'note')} could not be converted")


def _form(name: str, library: Library) -> str:
    """The form or template that is asked for, maybe by a name of the configuration."""
    named = library.settings.config.citation_forms
    form = named.get(name, name)
    if form not in CITATION_FORMS and "{" not in form:
        known = ", ".join((*CITATION_FORMS, *named))
        raise ConfigError(f"no form of citations is called {name!r}; there are {known}")
    if not names_paper(form):
        raise ConfigError(f"{form!r} does not tell which paper is meant: it has no {{key}}, say")
    return form


def _converted(
    path: str, form: str, given: argparse.Namespace, library: Library
) -> tuple[Note, Conversion]:
    file = note_files.read(Path(path))
    note, address = parse(file.text), address_from(library.notes(), path)
    found = conversion(library.view(), note, form, address, given.kinds or ())
    if given.write:
        note_files.write(file, applied(file.text, found.edits))
    return note, found


def _print(path: str, note: Note, found: Conversion, *, diff: bool) -> None:
    if diff:
        print_diff(Path(path), note.text, applied(note.text, found.edits))
    for stays in found.left:
        line, character = note.position(stays.start)
        text = one_line(note.text[stays.start : stays.end])
        said = f"{visible(path)}:{line + 1}:{character + 1}: {text} {stays.reason}"
        print(said, file=sys.stderr)
