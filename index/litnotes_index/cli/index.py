"""`litnotes index`, and the same where another command is the first that needs an index."""

import argparse
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from litnotes_index.indexing import Progress as Step
from litnotes_index.library import Library, Status
from litnotes_index.text.clean import visible


def index(given: argparse.Namespace, library: Library) -> None:
    """Read what changed, and print what is indexed then."""
    if given.watch:
        from litnotes_index.cli.follow import Follower

        Follower(library, lambda status: _print_counts(status, given), notice).run(
            lambda: bring_up_to_date(library, given.paths, rebuild=given.rebuild), given.paths
        )
        return
    bring_up_to_date(library, given.paths, rebuild=given.rebuild)
    _print_counts(library.status(), given)


def notice(message: str) -> None:
    """Tell something on standard error."""
    print(f"litnotes: {visible(message)}", file=sys.stderr)


def bring_up_to_date(
    library: Library, named: Sequence[Path] = (), *, rebuild: bool = False
) -> None:
    """Read what changed, with a bar on a terminal."""
    with _progress_bar() as report:
        library.index(named, rebuild=rebuild, report=report)


@contextmanager
def _progress_bar() -> Generator[Callable[[Step], None]]:
    """A bar on standard error where that is a terminal, else nothing."""
    if not (sys.stderr and sys.stderr.isatty()):
        yield lambda _: None
        return
    # Slow to load, as `documents` is: most runs find that nothing has changed.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[file]}", markup=False),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=None, file="")

        def report(step: Step) -> None:
            name = visible(Path(step.file).name)
            bar.update(task, completed=step.done, total=step.total, file=name)

        yield report


def print_json(document: dict[str, Any], *, one_line: bool = False) -> None:
    """Print a document on standard output."""
    from litnotes_index import documents

    # JSON is UTF-8, whatever the terminal takes.
    sys.stdout.flush()
    sys.stdout.buffer.write(documents.dump(document, one_line=one_line) + b"\n")
    sys.stdout.buffer.flush()


def _print_counts(status: Status, given: argparse.Namespace) -> None:
    if given.json:
        from litnotes_index import documents

        print_json(documents.status(status), one_line=given.watch)
        return
    for problem in status.problems:
        print(visible(str(problem)))
    print(status.counts, flush=True)
