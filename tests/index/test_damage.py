"""Whether an index is damaged, and what comes of one that is."""

import os
import random
import shutil
from pathlib import Path

import pytest

from litnotes_index.damage import is_damaged
from litnotes_index.engine import undamaged
from litnotes_index.errors import EngineError, StorageError
from litnotes_index.library import Library
from litnotes_index.papers import PapersIndex
from litnotes_index.papers.placed import load
from support.papers import WAIT, aged, put, write_page
from support.shelf import Shelf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    index = PapersIndex(tmp_path / "papers")
    for titles in (["One Paper", "Two Papers"], ["Three Papers"], ["One Paper"]):
        with index.writing(wait=WAIT) as batch:
            put(batch, f"/{len(titles)}.txt", titles)
    return tmp_path / "papers"


def test_an_index_as_it_was_written_is_sound(folder: Path) -> None:
    assert not is_damaged(folder)


def test_any_bit_of_any_file_counts(folder: Path) -> None:
    choose = random.Random(8)
    files = [file for file in folder.iterdir() if not file.name.startswith(".")]
    assert len(files) >= 8
    for file in files:
        whole = file.read_bytes()
        spots: list[int] = []
        if file.name != "meta.json":
            # Between what is summed up and its sum stands the version, which the engine looks at.
            summed = range(whole.rindex(b'{"version"'))
            spots = [*choose.choices(summed, k=20), *range(len(whole) - 8, len(whole))]
        for spot in spots:
            file.write_bytes(
                whole[:spot] + bytes([whole[spot] ^ 1 << choose.randrange(8)]) + whole[spot + 1 :]
            )
            assert is_damaged(folder), (file, spot)
        for length in (0, 3, 8, 20, len(whole) // 2, len(whole) - 2):
            file.write_bytes(whole[:length])
            assert is_damaged(folder), (file, length)
        file.unlink()
        assert is_damaged(folder), file
        file.write_bytes(whole)
    assert not is_damaged(folder)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path)
    shelf.dump("page.txt", "A Paper about Tides", "Another Paper")
    shelf.note("note.md", "[[A Paper about Tides]]\n")
    return shelf


def spoil(library: Library, kind: str) -> None:
    for file in (library.folder / "papers").glob(f"*.{kind}"):
        file.write_bytes(file.read_bytes()[::-1])


def test_a_library_that_is_damaged_while_it_is_open_is_built_anew(
    shelf: Shelf, tmp_path: Path
) -> None:
    outside = write_page(tmp_path / "else" / "x.txt", "Named Paper")
    library = shelf.open()
    library.index([outside])
    assert not library.discard_damaged()
    shutil.rmtree(library.folder)
    assert library.index()
    assert shelf.notices == ["the index was damaged and is built anew"]
    assert library.status().papers == 3
    assert (library.folder / "version.json").exists()
    spoil(library, "store")
    assert library.discard_damaged()
    assert library.index()
    assert library.status().papers == 3  # what was named is remembered


def test_what_another_process_has_built_anew_is_taken_over(shelf: Shelf) -> None:
    mine, theirs = shelf.open(), shelf.open()
    mine.index()
    shutil.rmtree(mine.folder)
    assert theirs.index()
    before = theirs.view().generation
    assert mine.discard_damaged()
    mine.index()
    assert mine.view().generation == before


@pytest.mark.parametrize("found", [b"{", b"{}", b"[]", b'{"entry": 3}', b'{"entry": {}}', b"7"])
def test_a_record_that_is_damaged_is_an_error_of_the_engine(found: bytes) -> None:
    with pytest.raises(EngineError, match="a record of the index is damaged"), undamaged():
        load(found)


@pytest.mark.skipif(os.name == "nt", reason="names of failures are those of Unix")
def test_what_the_system_refuses_is_no_damage(
    shelf: Shelf,
) -> None:
    library = shelf.open()
    library.index()
    (library.folder / "papers").rename(library.folder / "kept")
    (library.folder / "papers").write_text("in the way")
    with pytest.raises(StorageError, match="name another place"):
        library.index()
    with pytest.raises(StorageError, match="name another place"):
        shelf.open()
    (library.folder / "papers").unlink()
    (library.folder / "kept").rename(library.folder / "papers")
    assert not library.index()
    assert shelf.notices == []


def test_titles_of_an_index_that_was_thrown_away_do_not_count(shelf: Shelf) -> None:
    library = shelf.open()
    library.index()
    library.view()
    (old,) = library.folder.glob("titles-*.marisa")
    # As if it had been made before the clock was set back.
    generation = old.name.split("-")[1]
    later = old.rename(old.with_name(old.name.replace(generation, str(int(generation) + 10**6))))
    assert "a paper about tides" in shelf.open().view().titles
    assert len(list(library.folder.glob("titles-*.marisa"))) == 2
    aged(later)
    (library.folder / "titles-x.tmp").write_text("")
    aged(library.folder / "titles-x.tmp")
    shelf.dump("page.txt", "Yet Another Paper")
    library.index(rebuild=True)
    library.reset()
    library.index()
    library.view()
    assert len(list(library.folder.glob("titles-*"))) == 1


@pytest.mark.parametrize("part", ["papers", "notes"])
@pytest.mark.parametrize("what", ["meta.json", "."])
def test_a_part_that_is_missing_is_read_again(shelf: Shelf, part: str, what: str) -> None:
    library = shelf.open()
    assert library.is_empty
    library.index()
    assert not library.is_empty
    assert not shelf.open().is_empty
    lost = library.folder / part / what
    if what == ".":
        shutil.rmtree(lost)
    else:
        lost.unlink()
    again = shelf.open()
    assert again.is_empty
    again.index()
    assert not again.is_empty
    assert (again.status().papers, again.status().notes) == (2, 1)
