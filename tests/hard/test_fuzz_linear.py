"""Time and memory grow as the input does, whatever stands in it: tested by making it larger.

A shape is a piece of text again and again, in place of a title, or as all of a file or note. It is
made four times as large until reading it takes long enough to measure, or is as large as is tried.
"""

import json
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from litnotes_index import readers
from litnotes_index.backlinks import record_of
from litnotes_index.markdown import parse
from litnotes_index.match import match
from litnotes_index.view import View
from litnotes_server.features.diagnostics import diagnostics
from support.papers import library
from support.pieces import ANYWHERE, KIND, NOTES, OF_A_FORM, SPECIAL_NOTES
from support.seeds import dumps

Survived = Callable[[str, int, str], None]
TITLE = "Attention Is All You Need"
_SMALLEST = 1 << 14  # bytes
_LARGEST = 1 << 18  # in a soak it is 16 times that
_ENOUGH = 0.4  # seconds of the processor, for a time that tells something
_MOST = 10  # how much longer four times as much may take: 4 for a line, 16 for a square
_FORMS = {
    "csl.json": "csl-json",
    "better-bibtex.json": "better-bibtex-json",
    "openalex.jsonl": "openalex",
    "semantic-scholar.jsonl": "semantic-scholar",
    "kaggle.jsonl": "arxiv-json",
    "generic.jsonl": "json-papers",
    "acl.xml": "acl-xml",
    "arxiv-atom.xml": "arxiv-atom",
    "library.bib": "bibtex",
    "library.ris": "ris",
    "library.nbib": "nbib",
    "library.yaml": "csl-yaml",
    "library.csv": "table",
    "list.md": "markdown-list",
    "page.txt": "page",
}


def check_linear(what: Callable[[int], Callable[[], object]], largest: int) -> None:
    """Assert that it takes about four times as long to do something four times as large.

    Given a size, `what` prepares it and returns what does it.
    """

    def seconds(size: int) -> float:
        call = what(size)
        begin = time.process_time()
        call()
        return time.process_time() - begin

    size = _SMALLEST
    before = seconds(size)
    while size < largest and before < 4 * _ENOUGH:
        size *= 4
        after = seconds(size)
        for _ in range(3):  # a machine may be busy
            if after <= max(_MOST * before, _ENOUGH):
                break
            before, after = max(before, seconds(size // 4)), min(after, seconds(size))
        else:
            raise AssertionError(f"{size} bytes take {after:.2f} s, a quarter {before:.2f} s")
        before = after


Made = Callable[[int], str]


def repeated(piece: str) -> Made:
    return lambda size: piece * (size // len(piece))


def sized(
    does: Callable[[str], Callable[[], object]], made: Made
) -> Callable[[int], Callable[[], object]]:
    """Return what prepares a text of a size, and returns what does something with it."""
    return lambda size: does(made(size))


def shapes(name: str) -> Iterator[str]:
    kind = KIND.get(
        Path(name).suffix, "tagged" if name in ("library.ris", "library.nbib") else "lines"
    )
    yield from (*ANYWHERE, *OF_A_FORM[kind])


def in_a_title(name: str, piece: str) -> Callable[[int], str]:
    """A dump in which a long text stands in place of a title, as its form would write that."""
    text = dumps()[name].decode()
    written = json.dumps(piece)[1:-1] if name.endswith(("json", "jsonl")) else piece
    return lambda size: text.replace(TITLE, f"A {written * (size // len(piece))} b", 1)


def in_a_file(name: str, piece: str) -> Callable[[int], str]:
    """A dump that goes on with the same again and again, as nobody would write it."""
    text = dumps()[name].decode()
    cut = text.index(TITLE) + len(TITLE)
    return lambda size: text[:cut] + piece * (size // len(piece)) + text[cut:]


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("name", _FORMS)
def test_dumps(name: str, tmp_path: Path, soak: int, survived: Survived) -> None:
    path = tmp_path / "dump"

    def reading(text: str) -> Callable[[], object]:
        path.write_text(text, encoding="utf-8", errors="replace", newline="")
        return lambda: sum(1 for _ in readers.read(path, _FORMS[name]))

    largest = _LARGEST * (16 if soak > 1 else 1)
    failed: list[str] = []
    count = 0
    for place in (in_a_title, in_a_file):
        # Each piece in each form is much; without a soak each form has its share of them.
        pieces = list(shapes(name))
        share = pieces if soak > 1 else pieces[sorted(_FORMS).index(name) % 8 :: 8]
        for piece in share:
            made = place(name, piece)
            count += 1
            try:
                check_linear(sized(reading, made), largest)
            except AssertionError as error:
                failed.append(f"{place.__name__} {piece!r}: {error}")
    assert not failed, "\n".join(failed)
    survived("shapes of dumps, made larger", count, "read in linear time")


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    return library(
        tmp_path_factory.mktemp("view"), TITLE, "Neural Scene Flow Prior", "Attention", "A: B c"
    )


@pytest.mark.timeout(3000)
def test_notes(view: View, soak: int, survived: Survived) -> None:
    def scanning(text: str) -> Callable[[], object]:
        def scan() -> None:
            note = parse(text)
            record_of("/a.md", note, view)
            diagnostics(view, note)

        return scan

    made = {piece: repeated(piece) for piece in NOTES[:: 1 if soak > 1 else 6]} | SPECIAL_NOTES
    failed: list[str] = []
    for name, text in made.items():
        try:
            check_linear(sized(scanning, text), _LARGEST if soak > 1 else _LARGEST // 4)
        except AssertionError as error:
            failed.append(f"{name!r}: {error}")
    assert not failed, "\n".join(failed)
    survived("shapes of notes, made larger", len(made), "read in linear time")


@pytest.mark.timeout(3000)
def test_what_is_asked(view: View, soak: int, survived: Survived) -> None:
    pieces = (
        "a ",
        "attention ",
        "Attention is all you need. ",
        "A. Bee, ",
        "10.1234/",
        "(",
        '"',
        "é",
        "2017 ",
        "a",
    )
    questions: dict[str, Callable[[str], object]] = {
        "match": lambda text: match(view.papers, text),
        "search": lambda text: view.papers.search(text, 10),
        "complete": lambda text: view.papers.complete(text, 50),
        "named": view.papers.named,
    }

    def asking(question: Callable[[str], object]) -> Callable[[str], Callable[[], object]]:
        return lambda text: lambda: question(text)

    failed: list[str] = []
    for piece in pieces:
        for name, question in questions.items():
            try:
                check_linear(sized(asking(question), repeated(piece)), _LARGEST // 4)
            except AssertionError as error:
                failed.append(f"{name} {piece!r}: {error}")
    assert not failed, "\n".join(failed)
    survived("questions, made longer", 4 * len(pieces), "answered in linear time")


def peak(call: Callable[[], object]) -> int:
    """How many bytes Python held at most for a call."""
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["library.bib", "library.ris", "generic.jsonl", "page.txt"])
def test_many_records_take_the_memory_of_a_few(name: str, tmp_path: Path) -> None:
    path = tmp_path / "dump"
    text = dumps()[name].decode()

    def reading(size: int) -> int:
        path.write_text(text * (size // len(text)), encoding="utf-8")
        return peak(lambda: sum(1 for _ in readers.read(path, _FORMS[name])))

    # Pieces of a file are of 256 KB.
    assert reading(1_000_000) < 1.3 * reading(500_000) + 300_000


@pytest.mark.parametrize("piece", ["[[a]] @b ", "| a ", "*", "\\", "> "])
def test_a_note_takes_memory_in_proportion(piece: str) -> None:
    once = 60_000 // len(piece)
    assert peak(lambda: parse(piece * 2 * once)) < 2.5 * peak(lambda: parse(piece * once)) + 100_000
