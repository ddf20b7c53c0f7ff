"""The commands of `litnotes`, one function each."""

import argparse
import os
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from litnotes_index import config, discover, documents
from litnotes_index.cli import cards
from litnotes_index.cli.arguments import parse
from litnotes_index.cli.follow import Follower
from litnotes_index.errors import LitnotesError, NotFoundError
from litnotes_index.indexing import Progress as Step
from litnotes_index.library import Library, Status
from litnotes_index.match import match, similarity
from litnotes_index.model import Paper
from litnotes_index.note_search import search_notes
from litnotes_index.papers import PaperSearch
from litnotes_index.text.clean import visible

_SHOWN = "backslashreplace"
# From here on two titles are alike enough to ask whether the other one was meant.
_NEAR = 0.6


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0 done, 1 it could not be done, 2 usage."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, _SHOWN), (sys.stderr, _SHOWN)):
        # File names need not be UTF-8, and a pipe need not take all of Unicode.
        with suppress(AttributeError):
            stream.reconfigure(errors=errors)  # type: ignore[union-attr]  # not there is suppressed
    given = parse(arguments)
    try:
        _COMMANDS[given.command](given, _library(given))
        sys.stdout.flush()
    except LitnotesError as error:
        print(f"litnotes: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our answer has seen enough; nothing is left to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"litnotes: {where}{error.strerror}", file=sys.stderr)
        return 1
    return 0


def _index(given: argparse.Namespace, library: Library) -> None:
    if given.watch:
        Follower(library, lambda status: _print_counts(status, given), _notice).run(
            lambda: _bring_up_to_date(library, given.paths, rebuild=given.rebuild), given.paths
        )
        return
    _bring_up_to_date(library, given.paths, rebuild=given.rebuild)
    _print_counts(library.status(), given)


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
        _print_json(documents.search(query, found))
        return
    console = cards.console()
    for place, hit in enumerate(found):
        if place:
            console.print()
        # In a pipe a line stays a line.
        console.print(cards.hit(hit.paper), soft_wrap=not console.is_terminal)
    if not found:
        print(f"nothing found for {query!r}", file=sys.stderr)


def _search_notes(given: argparse.Namespace, library: Library, query: str) -> None:
    hits = search_notes(library.view().notes, query, given.n)
    if given.json:
        _print_json(documents.notes(query, hits))
        return
    console = cards.console()
    for hit in hits:
        console.print(cards.note_hit(hit), soft_wrap=not console.is_terminal)
    if not hits:
        print(f"no note says {query!r}", file=sys.stderr)


def _cites(given: argparse.Namespace, library: Library) -> None:
    _papers(library)
    found = [citation for place in given.places for citation in library.cited_in(place)]
    if given.json:
        _print_json(documents.cites(found))
        return
    console = cards.console()
    for citation in found:
        console.print(cards.cited(citation), soft_wrap=True)


def _backlinks(given: argparse.Namespace, library: Library) -> None:
    paper = _the_paper(_papers(library), " ".join(given.paper))
    found = library.notes().citing(paper)
    if given.json:
        _print_json(documents.backlinks(paper, found))
        return
    console = cards.console()
    for citation in found:
        console.print(cards.backlink(citation), soft_wrap=True)
    if not found:
        print(f"no note cites {paper.title!r}", file=sys.stderr)


def _show(given: argparse.Namespace, library: Library) -> None:
    paper = _the_paper(_papers(library), " ".join(given.paper))
    if given.json:
        _print_json(documents.shown(paper, library.notes().citing(paper)))
    else:
        console = cards.console()
        card = cards.card(paper, library.notes().citing(paper), console.width)
        # In a pipe a line stays a line.
        console.print(card, soft_wrap=not console.is_terminal)


def _match(given: argparse.Namespace, library: Library) -> None:
    search = _papers(library)
    console = cards.console()
    with _lines(given.file) as lines:
        for line in lines:
            found = match(search, line.rstrip("\r\n"))
            if given.json:
                _print_json(documents.match(found), one_line=True)
            else:
                console.print(cards.matched(found), soft_wrap=True)


def _status(given: argparse.Namespace, library: Library) -> None:
    if library.is_empty:
        _bring_up_to_date(library)
    status = library.status()
    if given.json:
        _print_json(documents.overview(status, library.conflicts()))
    else:
        cards.console().print(cards.overview(status, library.conflicts()), soft_wrap=True)


_COMMANDS: dict[str, Callable[[argparse.Namespace, Library], None]] = {
    "index": _index,
    "search": _search,
    "show": _show,
    "cites": _cites,
    "backlinks": _backlinks,
    "match": _match,
    "status": _status,
}


def _library(given: argparse.Namespace) -> Library:
    if given.root is not None and not given.root.is_dir():
        raise NotFoundError(f"{given.root}: there is no such folder")
    root = given.root.resolve() if given.root else discover.find_root(Path.cwd())
    settings = config.checked(config.load(root))
    index_dir = given.index_dir.resolve() if given.index_dir else None
    return Library(root, settings, index_dir=index_dir, notice=_notice)


def _notice(message: str) -> None:
    print(f"litnotes: {message}", file=sys.stderr)


def _papers(library: Library) -> PaperSearch:
    if library.is_empty:
        _bring_up_to_date(library)
    return library.view().papers


def _bring_up_to_date(
    library: Library, named: Sequence[Path] = (), *, rebuild: bool = False
) -> None:
    with _progress_bar() as report:
        library.index(named, rebuild=rebuild, report=report)


@contextmanager
def _progress_bar() -> Generator[Callable[[Step], None]]:
    """A bar on standard error where that is a terminal, else nothing."""
    console = Console(stderr=True)
    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[file]}"),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=None, file="")

        def report(step: Step) -> None:
            bar.update(task, completed=step.done, total=step.total, file=Path(step.file).name)

        yield report


def _print_json(document: dict[str, Any], *, one_line: bool = False) -> None:
    # JSON is UTF-8, whatever the terminal takes.
    sys.stdout.flush()
    sys.stdout.buffer.write(documents.dump(document, one_line=one_line) + b"\n")
    sys.stdout.buffer.flush()


def _print_counts(status: Status, given: argparse.Namespace) -> None:
    if given.json:
        _print_json(documents.status(status), one_line=given.watch)
        return
    for problem in status.problems:
        print(visible(str(problem)))
    print(cards.counts(status), flush=True)


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
