"""Indexing in a process of its own: the same end, the same failures, and nobody left behind."""

import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from litnotes_index import apart
from litnotes_index.config import Config
from litnotes_index.errors import LitnotesError, TooMuchError
from litnotes_index.indexing import Progress
from litnotes_index.papers import PapersIndex
from support.papers import write_page
from support.shelf import Shelf

FEW_BYTES = 10


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path)
    shelf.dump("page.txt", "A Paper about Tides", "Another Paper")
    shelf.note("note.md", "[[A Paper about Tides]]\n")
    return shelf


def test_it_ends_as_indexing_here_does(shelf: Shelf) -> None:
    library, here = shelf.open("-apart"), shelf.open()
    steps: list[Progress] = []
    assert apart.index(library, report=steps.append)
    here.index()
    assert library.status().papers == here.status().papers == 2
    assert library.status().notes == here.status().notes == 1
    assert [Path(step.file).name for step in steps] == ["page.txt", "", "note.md", ""]
    assert not apart.index(library)
    assert apart.index(library, rebuild=True)


def test_settings_go_along(shelf: Shelf, tmp_path: Path) -> None:
    write_page(tmp_path / "elsewhere.txt", "A Paper of Elsewhere")
    (shelf.root / "litnotes.toml").write_text(
        'papers = ["../elsewhere.txt"]\nignore = ["note.md"]\n'
    )
    library = shelf.open()
    assert apart.index(library)
    assert (library.status().papers, library.status().notes) == (1, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are Unicode")
def test_names_of_files_need_not_be_utf8(shelf: Shelf) -> None:
    odd = os.fsdecode(b"caf\xe9.txt")
    write_page(shelf.root / odd, "A Paper in an Odd Place")
    steps: list[Progress] = []
    library = shelf.open()
    assert apart.index(library, report=steps.append)
    assert odd in {Path(step.file).name for step in steps}
    assert library.status().papers == 3


def test_a_failure_there_is_a_failure_here(shelf: Shelf) -> None:
    library = shelf.open()
    shutil.rmtree(library.folder)
    library.folder.write_text("in the way")
    with pytest.raises(LitnotesError, match="the index cannot be kept in"):
        apart.index(library)


def test_a_process_that_dies_is_told(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(LitnotesError, match="ended before it was done"):
        apart.index(shelf.open())
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(LitnotesError, match="no process to index in"):
        apart.index(shelf.open())


def test_cancelling_ends_it_and_leaves_no_lock(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_PATIENCE_SECONDS", 0.2)
    library = shelf.open()
    other = PapersIndex(library.folder / "papers")
    began = time.monotonic()
    with other.writing(wait=0):  # it waits for us, as long as it must
        apart.index(library, cancelled=lambda: time.monotonic() > began + 0.5)
    with other.writing(wait=5):
        pass


def test_nothing_of_the_working_folder_is_run(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shelf.root / "json.py").write_text("raise SystemExit(3)\n")
    monkeypatch.chdir(shelf.root)
    monkeypatch.setattr(sys, "path", ["", str(shelf.root), *sys.path])
    assert apart.index(shelf.open())


def test_a_bug_is_one_line_and_the_log_has_the_rest(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def wrong(_: Config) -> dict[str, int]:
        return {"papers": 5}

    monkeypatch.setattr(apart, "asdict", wrong)
    with pytest.raises(LitnotesError, match="indexing failed; the log says why"):
        apart.index(shelf.open())
    assert "ValidationError" in caplog.text


def test_cancelling_counts_while_it_reports(shelf: Shelf) -> None:
    for number in range(300):
        shelf.dump(f"page-{number}.txt", f"Paper of Number {number}")
    steps: list[Progress] = []
    library = shelf.open()
    apart.index(library, report=steps.append, cancelled=lambda: len(steps) > 5)
    assert 0 < library.status().papers < 250


def test_stopping_ends_it_at_once(shelf: Shelf) -> None:
    library = shelf.open()
    other = PapersIndex(library.folder / "papers")
    began = time.monotonic()
    with other.writing(wait=0):
        assert not apart.index(library, stopped=lambda: time.monotonic() > began + 0.5)
    assert time.monotonic() < began + 5


def test_only_what_is_much_is_too_much(shelf: Shelf) -> None:
    library = shelf.open()
    with pytest.raises(TooMuchError):
        library.index(most=FEW_BYTES)
    assert library.is_empty
    assert library.index(most=1_000_000)
    assert not library.index(most=FEW_BYTES)
    shelf.note("note.md", "A longer note about tides\n")
    with pytest.raises(TooMuchError):
        library.index(most=FEW_BYTES)


def test_notes_that_are_read_anew_are_much_as_well(shelf: Shelf) -> None:
    library = shelf.open()
    library.index()
    shelf.note("long.md", "A word. " * 50_000)
    library.index()
    shelf.dump("many.txt", *(f"Title of Number {number}" for number in range(600)))
    with pytest.raises(TooMuchError):
        library.index(most=(shelf.root / "many.txt").stat().st_size + 100)
