"""Many notes are read in two processes; what is known of them then is as if one had read them."""

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest

from litnotes_index import child, note_worker
from litnotes_index.library import Library
from support.shelf import Shelf, check_as_fresh, mentions

PRIOR = "Neural Scene Flow Prior"
NOTES = 9


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setattr(note_worker, "_MANY", 4)
    monkeypatch.setattr(note_worker, "_ALONE", 2)
    monkeypatch.setattr(note_worker, "_AHEAD", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    shelf = Shelf(tmp_path)
    shelf.dump("a.txt", PRIOR)
    for number in range(NOTES):
        shelf.note(f"{number}.md", f"# Note {number}\n\nIn {PRIOR}, “it” is [[{number}|*]].\n")
    return shelf


def given(library: Library, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Bring a library up to date; return the names of the notes that the second process read."""
    found: list[str] = []
    whole = note_worker.readings

    def readings(folder: Path, generation: int, paths: Sequence[str]) -> Iterator[object]:
        for path, known in zip(paths, given := whole(folder, generation, paths), strict=True):
            found.extend([Path(path).name] if known else [])
            yield known
        given.close()

    with monkeypatch.context() as patched:
        patched.setattr(note_worker, "readings", readings)
        library.index()
    return found


def check(shelf: Shelf, library: Library) -> None:
    assert [mentions(library, f"{n}.md") for n in range(NOTES)] == [[PRIOR]] * NOTES
    check_as_fresh(shelf, library)


def test_every_other_note_is_read_in_a_second_process(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = shelf.open()
    assert given(library, monkeypatch) == ["2.md", "4.md", "6.md", "8.md"]
    check(shelf, library)
    assert not library.index()


def test_few_notes_are_read_in_one(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note_worker, "_MANY", NOTES + 1)
    library = shelf.open()
    assert given(library, monkeypatch) == []
    check(shelf, library)


@pytest.mark.parametrize("module", ["litnotes_index.missing", "litnotes_index.text.fold"])
def test_a_process_that_ends_early_takes_no_note_with_it(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    other = child.command(module)

    def command(_: str) -> list[str]:
        return other

    monkeypatch.setattr(child, "command", command)
    library = shelf.open()
    assert given(library, monkeypatch) == []
    check(shelf, library)


def test_what_it_cannot_read_is_told_as_ever(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.note("4.md", "x" * (note_worker.LONGEST_NOTE + 1))
    library = shelf.open()
    assert given(library, monkeypatch) == ["2.md", "6.md", "8.md"]
    (problem,) = library.status().problems
    assert problem.path.endswith("4.md")


def test_a_run_that_is_cancelled_leaves_no_process(shelf: Shelf) -> None:
    asked = count()
    shelf.open().index(cancelled=lambda: next(asked) > 5)
    ended = note_worker.readings(shelf.open().folder, 0, [f"/{n}" for n in range(NOTES)])
    assert [next(ended) for _ in range(4)] == [None] * 4
    ended.close()
