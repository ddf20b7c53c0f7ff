"""The commands that ask the index, one function each."""

import argparse
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from litnotes_index import documents
from litnotes_index.cli import cards
from litnotes_index.cli.index import bring_up_to_date, print_json
from litnotes_index.cli.layout import layout
from litnotes_index.errors import LitnotesError, NotFoundError
from litnotes_index.library import Library
from litnotes_index.match import match, similarity
from litnotes_index.model import Paper
from litnotes_index.note_search import search_notes
from litnotes_index.papers.search import PaperSearch
from litnotes_index.text import words

# From here on two titles are alike enough to ask whether the other one was meant.
_NEAR = 0.6


def _search(given: argparse.Namespace, library: Library) -> None:
    query = " ".join(given.query)
    search = _papers(library)
    if given.notes:
        _search_notes(given, library, query)
        return
    fields = {"fields": given.field} if given.field else {}
    cited = library.view().cited()
    dates = {"since": given.since, "until": given.until}
    found = search.search(query, given.n, cited=cited, **dates, **fields)
    if given.json:
        print_json(documents.search(query, found))
        return
    on = layout()
    on.print(*(cards.hit(on, hit.paper, words(query)) for hit in found), apart=True)
    if not found:
        print(f"nothing found for {query!r}", file=sys.stderr)


def _search_notes(given: argparse.Namespace, library: Library, query: str) -> None:
    hits = search_notes(library.view().notes, query, given.n)
    if given.json:
        print_json(documents.notes(query, hits))
        return
    on = layout()
    on.print(*(cards.note_hit(on, hit, words(query)) for hit in hits))
    if not hits:
        print(f"no note says {query!r}", file=sys.stderr)


def _cites(given: argparse.Namespace, library: Library) -> None:
    _papers(library)
    found = [citation for place in given.places for citation in library.cited_in(place)]
    if given.json:
        print_json(documents.cites(found))
        return
    on = layout()
    on.print(*cards.cited(on, found))


def _backlinks(given: argparse.Namespace, library: Library) -> None:
    paper = _the_paper(_papers(library), " ".join(given.paper))
    found = library.notes().citing(paper)
    if given.json:
        print_json(documents.backlinks(paper, found))
        return
    on = layout()
    on.print(*cards.backlinks(on, found))
    if not found:
        print(f"no note cites {paper.title!r}", file=sys.stderr)


def _show(given: argparse.Namespace, library: Library) -> None:
    paper = _the_paper(_papers(library), " ".join(given.paper))
    if given.json:
        print_json(documents.shown(paper, library.notes().citing(paper)))
    else:
        on = layout()
        on.print(cards.card(on, paper, library.notes().citing(paper)))


def _new(given: argparse.Namespace, library: Library) -> None:
    from litnotes_index.literature import create, new_note  # templates take long to load

    # Whatever was written since must not get a second note.
    bring_up_to_date(library)
    paper = _the_paper(library.view().papers, " ".join(given.paper))
    if known := library.notes().literature(paper):
        raise LitnotesError(f"{known[0].path} is the note of {paper.title!r} already")
    note = new_note(paper, library.root, library.settings)
    create(note)
    bring_up_to_date(library)
    if given.json:
        print_json(documents.new(paper, note.path))
    else:
        print(note.path)


def _refresh(given: argparse.Namespace, library: Library) -> None:
    from litnotes_index.cli.refresh import refresh  # templates and YAML take long to load

    refresh(given, library)


def _convert(given: argparse.Namespace, library: Library) -> None:
    from litnotes_index.cli.convert import convert  # what changes notes takes long to load

    convert(given, library)


def _open(given: argparse.Namespace, library: Library) -> None:
    from litnotes_index.cli.open import open_paper  # few need it

    open_paper(given, _the_paper(_papers(library), " ".join(given.paper)))


def _export(given: argparse.Namespace, library: Library) -> None:
    from litnotes_index.cli.export import export

    export(given, library)


def _match(given: argparse.Namespace, library: Library) -> None:
    search = _papers(library)
    on = layout()
    with _lines(given.file) as lines:
        for line in lines:
            found = match(search, line.rstrip("\r\n"))
            if given.json:
                print_json(documents.match(found), one_line=True)
            else:
                on.print(cards.matched(on, found))


def _status(given: argparse.Namespace, library: Library) -> None:
    if library.is_empty:
        bring_up_to_date(library)
    status = library.status()
    if given.json:
        print_json(documents.overview(status, library.conflicts()))
    else:
        on = layout()
        on.print(cards.overview(on, status, library.conflicts()))


def _papers(library: Library) -> PaperSearch:
    if library.is_empty:
        bring_up_to_date(library)
    return library.view().papers


def _the_paper(search: PaperSearch, name: str) -> Paper:
    papers = search.named(name)
    if not papers:
        found = [hit.paper for hit in search.search(name, 1)]
        near = [paper for paper in found if similarity(name, paper.title) >= _NEAR]
        hint = f"; did you mean {near[0].title!r} ({near[0].key})?" if near else ""
        raise NotFoundError(f"no paper is called {name!r}{hint}")
    if len(papers) > 1:
        which = "; ".join(
            f"{paper.title!r} ({paper.sources[0].path}:{paper.sources[0].line})" for paper in papers
        )
        raise NotFoundError(f"{name!r} names {len(papers)} papers: {which}")
    return papers[0]


@contextmanager
def _lines(file: str | None) -> Generator[TextIO]:
    if file is None or file == "-":
        yield sys.stdin
        return
    try:
        # Opened apart: a broken pipe in the block below is no fault of the file.
        opened = Path(file).open(encoding="utf-8-sig", errors="replace")  # noqa: SIM115 - closed below
    except OSError as error:
        raise NotFoundError(f"{file}: {error.strerror}") from error
    with opened:
        yield opened


COMMANDS: dict[str, Callable[[argparse.Namespace, Library], None]] = {
    "search": _search,
    "show": _show,
    "new": _new,
    "open": _open,
    "refresh": _refresh,
    "cites": _cites,
    "backlinks": _backlinks,
    "convert": _convert,
    "export": _export,
    "match": _match,
    "status": _status,
}
"""What each command does, by its name."""
