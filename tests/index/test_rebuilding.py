"""The library of a root whose index is built anew: damaged, of another version, or on demand."""

import shutil
import time
from pathlib import Path

import pytest

from litnotes_index.errors import NotFoundError
from litnotes_index.library import Library
from support.papers import aged, write_page
from support.shelf import Shelf, generation, titles


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def damage(library: Library, how: str) -> None:
    papers = library.folder / "papers"
    if how == "meta":
        (papers / "meta.json").write_text("{")
    elif how == "missing meta":
        (papers / "meta.json").unlink()
    elif how == "empty folder":
        shutil.rmtree(papers)
        papers.mkdir()
    else:
        for file in papers.iterdir():
            if file.suffix == f".{how}":
                data = file.read_bytes()
                file.write_bytes(data[: len(data) // 2])


@pytest.mark.parametrize("how", ["meta", "missing meta", "empty folder", "store", "term", "idx"])
def test_a_damaged_index_is_built_anew(shelf: Shelf, how: str) -> None:
    shelf.write("a.txt", "One Paper")
    library = shelf.open()
    library.index()
    titles(library)
    damage(library, how)
    again = shelf.open()
    again.index()
    assert titles(again) == ["One Paper"]
    if how not in ("missing meta", "empty folder"):
        assert shelf.notices == ["the index was damaged and is built anew"]


@pytest.mark.parametrize("version", ['{"version": 0}', "", "\x00"])
def test_an_index_of_another_version_is_built_anew(shelf: Shelf, version: str) -> None:
    shelf.write("a.txt", "One Paper")
    library = shelf.open()
    library.index()
    (library.folder / "version.json").write_text(version)
    again = shelf.open()
    assert shelf.notices == ["the index was made by another version of litnotes and is built anew"]
    assert again.is_empty
    again.index()
    assert titles(again) == ["One Paper"]


@pytest.mark.parametrize("how", ["version", "damage", "rebuild"])
def test_an_index_built_anew_knows_the_titles_of_now(shelf: Shelf, how: str) -> None:
    path = shelf.write("a.txt", "One Paper of Old")
    library = shelf.open()
    library.index()
    assert "one paper of old" in library.view().titles
    shelf.write("a.txt", "Another Paper of Now")
    aged(path, 5)
    if how == "version":
        (library.folder / "version.json").write_text("{}")
    elif how == "damage":
        damage(library, "meta")
    again = shelf.open()
    if how == "rebuild":
        again.reset()
    again.index()
    assert "another paper of now" in again.view().titles
    assert [p.title for p in again.view().titled("another paper of now")] == [
        "Another Paper of Now"
    ]


def test_an_index_that_is_built_anew_after_the_clock_was_set_back(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.write("a.txt", "A Paper of the Old Time")
    library, other = shelf.open(), shelf.open()
    library.index()
    assert "a paper of the old time" in library.view().titles
    assert not other.is_empty
    shelf.write("a.txt", "A Paper of the New Time")
    aged(shelf.root / "a.txt", 5)
    earlier = time.time_ns() - 10**15
    with monkeypatch.context() as patched:
        patched.setattr(time, "time_ns", lambda: earlier)
        library.reset()
        library.index()
    for known in (library, other, shelf.open()):
        assert titles(known) == ["A Paper of the New Time"]
        assert "a paper of the new time" in known.view().titles
        assert not known.index()


def test_a_rebuild_by_another_process_is_seen(shelf: Shelf) -> None:
    path = shelf.write("a.txt", "One Paper of Old")
    mine, theirs = shelf.open(), shelf.open()
    theirs.index()
    old = mine.view()
    assert titles(mine) == ["One Paper of Old"]
    shelf.write("a.txt", "Another Paper of Now")
    aged(path, 5)
    theirs.reset()
    theirs.index()
    assert mine.has_moved_on(old)
    assert titles(mine) == ["Another Paper of Now"]
    assert [p.title for p in mine.view().titled("another paper of now")] == ["Another Paper of Now"]


def test_a_rebuild_reads_all_again_and_remembers_what_was_named(
    shelf: Shelf, tmp_path: Path
) -> None:
    aged(shelf.write("a.txt", "One Paper"))
    outside = aged(write_page(tmp_path / "else" / "x.txt", "Named Paper"))
    library = shelf.open()
    library.index([outside])
    before = generation(library)
    with pytest.raises(NotFoundError):
        library.index([tmp_path / "no-such"], rebuild=True)
    assert generation(library) == before
    assert library.index(rebuild=True)
    assert generation(library) == before + 1
    assert titles(library) == ["Named Paper", "One Paper"]
    assert (library.status().entries, library.status().papers) == (2, 2)
