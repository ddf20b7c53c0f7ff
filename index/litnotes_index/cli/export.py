"""`litnotes export`: what notes cite, as a list of references or as a file for other programs."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from litnotes_index import documents, note_files
from litnotes_index.backlinks import NoteCitation, cited, record_of
from litnotes_index.citations import lists
from litnotes_index.cli.index import bring_up_to_date, notice, print_json
from litnotes_index.config import References
from litnotes_index.edit import applied
from litnotes_index.errors import ConfigError, LitnotesError, NoteFileError
from litnotes_index.library import Library, counted
from litnotes_index.markdown import parse
from litnotes_index.model import Problem
from litnotes_index.references import cited_once, listed, with_list
from litnotes_index.text.clean import one_line, visible

if TYPE_CHECKING:
    from litnotes_index.bibliography import Item, Unread

_STANDARD_OUTPUT = Path("-")


def export(given: argparse.Namespace, library: Library) -> None:
    """Print or write what notes cite, or bring the lists of references in them up to date.

    Raises `LitnotesError` once the others are done where a list could not be written.
    """
    # A list tells again what the dumps tell at the lines where the index knows papers.
    bring_up_to_date(library)
    settings = library.settings.config.references
    if given.style:
        settings = replace(settings, style=given.style)
    if given.update:
        _update(given, library, settings)
        return
    from litnotes_index.bibliography import read_again  # the readers take long to load

    citations = _cited(given.places, library)
    problems = _problems(citations)
    papers = cited_once(citation.papers for citation in citations)
    told, unread = read_again(papers)
    problems += _unread(unread)
    text = _written(told, given, settings)
    file = given.output if given.output != _STANDARD_OUTPUT else None
    if file:
        _create(file, text)
    if given.json:
        print_json(documents.exported(given.format, settings.style, papers, text, problems))
        return
    _tell(problems)
    if file:
        print(visible(str(file)))
        return
    # For other programs, which want UTF-8 whatever the terminal takes.
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
    if not papers:
        notice("no known paper is cited here")


def _cited(places: Sequence[Path], library: Library) -> list[NoteCitation]:
    """What the notes in all places cite, each note once."""
    found: list[NoteCitation] = []
    seen: set[str] = set()
    for place in places:
        found += [citation for citation in library.cited_in(place) if citation.path not in seen]
        seen.update(library.notes_in(place))
    return found


def _written(told: "Sequence[Item]", given: argparse.Namespace, settings: References) -> str:
    # Each takes long to load.
    if given.format == "markdown":
        return "".join(f"{line}\n" for line in listed(told, settings.style, given.order))
    from litnotes_index.bibliography import bibtex, csl_json, ris
    from litnotes_index.bibliography.plain import by_name

    write = {"bibtex": bibtex.write, "csl-json": csl_json.write, "ris": ris.write}[given.format]
    return write(by_name(told) if given.order == "name" else told)


def _unread(unread: "Sequence[Unread]") -> list[Problem]:
    """What is told of records that cannot be read again."""
    return [
        Problem(
            source.path,
            source.line,
            f"the record of {paper.key} cannot be read again; what it alone tells is left out",
        )
        for paper, source in unread
    ]


def _create(file: Path, text: str) -> None:
    from litnotes_index.literature import NewNote, create  # its templates take long to load

    create(NewNote(file, text))


def _update(given: argparse.Namespace, library: Library, settings: References) -> None:
    notes: list[dict[str, Any]] = []
    problems: list[Problem] = []
    changed = failed = 0
    for path, is_named in library.notes_of(given.places).items():
        try:
            file = note_files.read(Path(path))
            note = parse(file.text)
            if not (is_named or lists(note)):
                continue
            problems += _problems(cited(record_of(path, note, library.view()), library.view()))
            edits = with_list(note, library.view(), settings, given.order)
            note_files.write(file, applied(file.text, edits))
        except ConfigError:  # which every other list would meet
            raise
        except LitnotesError as error:
            failed += 1
            notice(str(error) if isinstance(error, NoteFileError) else f"{path}: {error}")
            continue
        changed += bool(edits)
        notes.append(documents.updated(path, changed=bool(edits)))
        if edits and not given.json:
            print(visible(path))
    if given.json:
        print_json(documents.updates(notes, problems))
    else:
        _tell(problems)
        print(f"{counted(changed, 'list')} of {len(notes):,} changed", file=sys.stderr)
    if failed:
        raise LitnotesError(f"{counted(failed, 'list')} could not be written")


def _problems(citations: Iterable[NoteCitation]) -> list[Problem]:
    """What is cited and cannot be told: unknown keys, and names of several papers."""
    found: list[Problem] = []
    for citation in citations:
        if len(citation.papers) != 1:
            text = one_line(citation.text)
            keys = ", ".join(paper.key for paper in citation.papers)
            what = f"{text} names {len(citation.papers)} papers: {keys}"
            said = what if keys else f"unknown key {text}"
            found.append(Problem(citation.path, citation.line + 1, said))
    return found


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print(visible(str(problem)), file=sys.stderr)
