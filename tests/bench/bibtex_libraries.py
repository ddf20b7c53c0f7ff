"""Why BibTeX has a reader of our own: the libraries for it, on the same files.

    python tests/bench/bibtex_libraries.py ../shared/data/torture/bibtex_betterbibtex_import.tar.gz
    PYTHONPATH=FOLDER python … --only "bibtexparser 1"   (a version that is installed elsewhere)

The sets are that archive, 10,000 made entries, the same of which every hundredth has lost the brace
that ends it, and the hundred of them that have a name twice. A line for each library that is
installed: entries read of those that there are, how many a second of a processor's time, and which
lines of an entry it tells. Each set gets a process of its own and is given up after a while.
Libraries get decoded text and only cut it, unless said otherwise; all of our reader's work is in
its figure: encoding, TeX, names, dates and identifiers. pybtex is told to go on after errors.
"""

import argparse
import importlib
import importlib.metadata
import logging
import multiprocessing
import os
import random
import re
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litnotes_index import readers
from litnotes_index.model import Entry

PATIENCE = 40  # seconds for a set
_HEAD = re.compile(
    r"^[ \t]*@[ \t]*(?!string|comment|preamble)\w+\s*[{(]", re.MULTILINE | re.IGNORECASE
)


@dataclass(frozen=True)
class Library:
    """A library by its package; `read` gives how many entries a file has."""

    package: str
    versions: str
    lines: str
    read: Callable[[Path], int]
    what: str = ""


def _litnotes(path: Path) -> int:
    # Entries without a title are told, and are none for it.
    return sum(
        isinstance(item, Entry) or item.message == "the record has no title"
        for item in readers.read(path, "bibtex")
    )


def _bibtexparser(path: Path) -> int:
    return _read_by_bibtexparser(path, None)


def _bibtexparser_decoding(path: Path) -> int:
    steps: Any = importlib.import_module("bibtexparser.middlewares")
    return _read_by_bibtexparser(
        path,
        [steps.LatexDecodingMiddleware(), steps.SeparateCoAuthors(), steps.SplitNameParts()],
    )


def _read_by_bibtexparser(path: Path, steps: Sequence[Any] | None) -> int:
    package: Any = importlib.import_module("bibtexparser")
    library = package.parse_string(_text(path), append_middleware=steps)
    repeated = package.model.DuplicateBlockKeyBlock
    return len(library.entries) + sum(
        isinstance(block, repeated) for block in library.failed_blocks
    )


def _bibtexparser_1(path: Path) -> int:
    parser: Any = importlib.import_module("bibtexparser.bparser").BibTexParser
    reader = parser(common_strings=True, ignore_nonstandard_types=False)
    return len(reader.parse(_text(path), partial=True).entries)


def _pybtex(path: Path) -> int:
    importlib.import_module("pybtex.errors").set_strict_mode(enable=False)
    parser: Any = importlib.import_module("pybtex.database.input.bibtex").Parser()
    return len(parser.parse_string(_text(path)).entries)


def _citeproc(path: Path) -> int:
    parser: Any = importlib.import_module("citeproc.source.bibtex.bibparse").BibTeXParser
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".bib") as file:
        file.write(_text(path))
        file.flush()
        return len(parser(file.name, "utf-8"))


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace")


LIBRARIES = (
    Library("litnotes", "", "first and last", _litnotes),
    Library("bibtexparser", "2.", "first, and the text", _bibtexparser),
    Library(
        "bibtexparser", "2.", "first, and the text", _bibtexparser_decoding, " with TeX and names"
    ),
    Library("bibtexparser", "1.", "none", _bibtexparser_1),
    Library("pybtex", "", "none", _pybtex),
    Library("citeproc-py", "", "none", _citeproc),
)


def main() -> int:
    """Print a table; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path, help="BibTeX files")
    parser.add_argument("--only", default="", help="the libraries whose names have this in them")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with tarfile.open(given.archive) as archive:
            archive.extractall(folder / "real", filter="data")
        sets = {"real files": sorted((folder / "real").rglob("*.bib"))}
        for kind, entries in made(10_000).items():
            sets[kind] = [folder / f"{kind}.bib"]
            sets[kind][0].write_text("\n".join(entries), encoding="utf-8")
        counts = {kind: sum(map(written, files)) for kind, files in sets.items()}
        heads = [f"{kind}: of {count:,}" for kind, count in counts.items()]
        print(f"| library | lines | {' | '.join(heads)} |\n|{'---|' * (2 + len(heads))}")
        for library in LIBRARIES:
            if given.only not in f"{library.package} {library.versions}{library.what}":
                continue
            version = installed(library)
            if version is None:
                print(f"| {library.package} {library.versions}{library.what} | not installed |")
                continue
            cells = [cell(library, files) for files in sets.values()]
            title = f"{library.package} {version}{library.what}"
            print(f"| {title} | {library.lines} | {' | '.join(cells)} |")
    return 0


def installed(library: Library) -> str | None:
    """Return the version of a library; None where there is none, or another."""
    try:
        version = importlib.metadata.version(library.package)
    except importlib.metadata.PackageNotFoundError:
        return None
    return version if version.startswith(library.versions) else None


def written(path: Path) -> int:
    """Return how many entries begin in a file."""
    return len(_HEAD.findall(_text(path)))


def made(count: int) -> dict[str, list[str]]:
    """Return three sets of entries: sound ones, some that are not closed, some with one key."""
    chance = random.Random(5)
    words = ["".join(chance.choices("abcdeilmnorstu", k=chance.randint(2, 9))) for _ in range(3000)]

    def text(length: int) -> str:
        return " ".join(chance.choices(words, k=length)).capitalize()

    def entry(number: int, *, key: str, end: str = "}") -> str:
        authors = " and ".join(f"{text(1)}, {text(1)}" for _ in range(chance.randint(1, 6)))
        return (
            f"@article{{{key},\n  title = {{{{{text(2)}}} for {{\\'e}} {text(6)}}},\n"
            f"  author = {{{authors}}},\n  journal = {{{text(4)}}},\n"
            f"  year = {1990 + number % 35},\n"
            f'  volume = "{number % 90}",\n  month = mar # " 5",\n  doi = {{10.5555/{number}}},\n'
            f"  abstract = {{{text(120)}.}}\n{end}\n"
        )

    return {
        "sound": [entry(number, key=f"key{number}") for number in range(count)],
        "every 100th not closed": [
            entry(number, key=f"key{number}", end="" if number % 100 == 50 else "}")
            for number in range(count)
        ],
        "every 100th key repeated": [
            entry(number, key=f"key{number - (number % 100 == 50)}") for number in range(count)
        ],
    }


def cell(library: Library, files: Sequence[Path]) -> str:
    """Return how many entries a library reads of files, how many a second, and what it loses."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_work, args=(library, files, sender))
    process.start()
    read = lost = 0
    seconds = 0.0
    deadline = time.monotonic() + PATIENCE
    done = 0
    while done < len(files) and receiver.poll(max(0.0, deadline - time.monotonic())):
        try:
            count, took = receiver.recv()
        except EOFError:
            break
        done, read, seconds = done + 1, read + count, seconds + took
        lost += not count
    process.terminate()
    process.join()
    notes = [f"{read / seconds:,.0f}/s" if seconds else "", f"{lost} files lost" if lost else ""]
    notes.append(f"given up after {PATIENCE} s at file {done + 1}" if done < len(files) else "")
    return ", ".join(filter(None, (f"{read:,}", *notes)))


def _work(library: Library, files: Sequence[Path], sender: Any) -> None:
    logging.disable(logging.CRITICAL)
    with Path(os.devnull).open("w") as nowhere:
        sys.stdout = sys.stderr = nowhere  # libraries print what they complain of
        for path in files:
            start = time.process_time()
            try:
                count = library.read(path)
            except Exception:  # noqa: BLE001 - whatever it raises, the file is lost to it
                count = 0
            sender.send((count, time.process_time() - start))
    sender.close()


if __name__ == "__main__":
    sys.exit(main())
