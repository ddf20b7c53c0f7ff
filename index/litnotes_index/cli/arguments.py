"""What the `litnotes` command understands."""

import argparse
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from litnotes_index import __version__
from litnotes_index.config import citation_form
from litnotes_index.notes import IN_TEXT
from litnotes_index.opening import WHATS
from litnotes_index.papers.schema import FIELDS
from litnotes_index.text.clean import visible

EXPORTS = ("markdown", "bibtex", "csl-json", "ris")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {visible(message)} (see {self.prog} --help)\n")


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the arguments of a call; exit with 2 and one line where they are wrong."""
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--json", action="store_true", help="print one JSON document")
    common.add_argument(
        "--root",
        type=Path,
        metavar="DIR",
        help="the notes folder (default: the nearest one upward with a litnotes.toml, else here)",
    )
    common.add_argument(
        "--index-dir",
        type=Path,
        metavar="DIR",
        help="where indexes are kept (also LITNOTES_INDEX_DIR; default: the user's cache folder)",
    )
    parser = _Parser(
        prog="litnotes",
        description="Find the papers in your dumps, and where your notes cite them.",
        parents=[common],
    )
    parser.add_argument("--version", action="version", version=f"litnotes {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    index = commands.add_parser("index", parents=[common], help="read what changed in your dumps")
    index.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="dumps and folders of dumps, besides those that the configuration names",
    )
    index.add_argument("--watch", action="store_true", help="go on, and follow changes")
    index.add_argument("--rebuild", action="store_true", help="forget all, and read it again")

    search = commands.add_parser("search", parents=[common], help="find papers, or notes")
    search.add_argument("query", nargs="+", metavar="QUERY", help="words, a key, or an identifier")
    search.add_argument("-n", type=_count, default=10, metavar="N", help="at most N papers (10)")
    search.add_argument(
        "--field", action="append", choices=FIELDS, help="look only there (may be given again)"
    )
    search.add_argument("--since", type=_date, metavar="DATE", help="from this year or day on")
    search.add_argument("--until", type=_date, metavar="DATE", help="up to this year or day")
    search.add_argument("--notes", action="store_true", help="search your notes instead")

    show = commands.add_parser("show", parents=[common], help="show the card of one paper")
    show.add_argument("paper", nargs="+", metavar="PAPER", help="a key, title, DOI or arXiv id")

    new = commands.add_parser("new", parents=[common], help="make a literature note of a paper")
    new.add_argument("paper", nargs="+", metavar="PAPER", help="a key, title, DOI or arXiv id")

    opened = commands.add_parser(
        "open", parents=[common], help="open a paper's PDF, else its page, else it in Zotero"
    )
    opened.add_argument("paper", nargs="+", metavar="PAPER", help="a key, title, DOI or arXiv id")
    opened.add_argument("--what", choices=WHATS, help="open this, and nothing else")
    opened.add_argument(
        "--print",
        action="store_true",
        dest="only_print",
        help="print what there is to open instead",
    )

    refresh = commands.add_parser(
        "refresh", parents=[common], help="bring literature notes up to date with their papers"
    )
    refresh.add_argument(
        "places", nargs="+", type=Path, metavar="NOTE", help="a note, or a folder of notes"
    )
    refresh.add_argument(
        "--dry-run", action="store_true", help="show what would change, and write nothing"
    )

    cites = commands.add_parser("cites", parents=[common], help="tell which papers notes cite")
    cites.add_argument(
        "places", nargs="+", type=Path, metavar="NOTE", help="a note, or a folder of notes"
    )

    convert = commands.add_parser(
        "convert", parents=[common], help="write the citations of notes in another form"
    )
    convert.add_argument(
        "places", nargs="+", type=Path, metavar="NOTE", help="a note, or a folder of notes"
    )
    convert.add_argument(
        "--to",
        required=True,
        type=_form,
        metavar="FORM",
        help="title, wikilink, pandoc, link, a template such as '[[@{key}]]', or its name",
    )
    convert.add_argument(
        "--from",
        dest="kinds",
        action="append",
        choices=IN_TEXT,
        help="only citations of this kind (may be given again; default: wikilink, pandoc, link)",
    )
    convert.add_argument(
        "--write", action="store_true", help="change the notes, instead of showing how"
    )

    export = commands.add_parser(
        "export", parents=[common], help="list what notes cite, for readers or other programs"
    )
    export.add_argument(
        "places", nargs="+", type=Path, metavar="NOTE", help="a note, or a folder of notes"
    )
    export.add_argument(
        "--format",
        choices=EXPORTS,
        default=EXPORTS[0],
        help="what to write: a list of references in Markdown (default), or a file of items",
    )
    export.add_argument(
        "--style",
        metavar="STYLE",
        help="the style of the list: one of the repository of CSL by its name, or a .csl file",
    )
    export.add_argument(
        "--order",
        choices=("appearance", "name"),
        help="the order (default: that of the style, else as the papers are first cited)",
    )
    export.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="write to FILE, which is not there yet (`-`: standard output)",
    )
    export.add_argument(
        "--update",
        action="store_true",
        help="write each note's list in the note; in a folder, where there is one already",
    )

    backlinks = commands.add_parser(
        "backlinks", parents=[common], help="tell which notes cite a paper"
    )
    backlinks.add_argument(
        "paper", nargs="+", metavar="PAPER", help="a key, title, DOI or arXiv id"
    )

    match = commands.add_parser("match", parents=[common], help="tell which papers titles mean")
    match.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="a file with one title a line (default: standard input)",
    )

    commands.add_parser("status", parents=[common], help="tell what is indexed, and where")

    doctor = commands.add_parser(
        "doctor", parents=[common], help="tell what is wrong with litnotes, and what to do"
    )
    doctor.add_argument("--fix", action="store_true", help="mend what is safe to mend")
    defaults = argparse.Namespace(json=False, root=None, index_dir=None)
    given = parser.parse_args(arguments, defaults)
    if given.command == "search" and given.notes and (given.field or given.since or given.until):
        search.error("--field, --since and --until are for papers, not for --notes")
    if given.command == "export" and given.format != EXPORTS[0]:
        if given.style or given.update:
            export.error(f"--style and --update are for Markdown, not for {given.format}")
    elif given.command == "export" and given.update and given.output:
        export.error("--update writes in the notes, and no --output")
    return given


def _form(text: str) -> str:
    try:
        return citation_form(text) if "{" in text or "}" in text else text
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} {error}") from None


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of papers")
    return int(text)


def _date(text: str) -> str:
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        message = f"{text!r} is no date such as 2024 or 2024-05-31"
        raise argparse.ArgumentTypeError(message) from None
    return text
