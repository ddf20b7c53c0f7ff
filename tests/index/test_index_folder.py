"""Where the index of a root is kept, and what is in that folder."""

import errno
import os
import sys
from pathlib import Path

import orjson
import pytest

from litnotes_index import config
from litnotes_index.errors import LitnotesError
from litnotes_index.index_folder import index_folder, made_for
from litnotes_index.library import Library
from litnotes_index.papers.schema import VERSION
from support.papers import write_page
from support.shelf import Shelf, titles


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_an_index_inside_the_root_is_not_read(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.index_dir = shelf.root / "index"
    shelf.write("a.txt", "One Paper")
    library = shelf.open()
    library.index()
    write_page(library.folder / "b.txt", "Never Read")
    assert not library.index()
    assert titles(library) == ["One Paper"]


def test_an_index_below_what_a_link_leads_to_is_not_read(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    real = tmp_path / "real"
    real.mkdir()
    write_page(real / "a.txt", "One Paper")
    shelf.index_dir = real / "index"
    (shelf.root / "linked").symlink_to(real, target_is_directory=True)
    library = shelf.open()
    library.index()
    write_page(library.folder / "b.txt", "Never Read")
    assert not library.index()
    assert titles(library) == ["One Paper"]


def test_the_folder_of_an_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = index_folder(tmp_path / "Ä Notes"), index_folder(tmp_path / "b" / "Ä Notes")
    assert one != other
    assert one.name.startswith("a-notes-")
    assert one == index_folder(tmp_path / "Ä Notes")
    monkeypatch.setenv("LITNOTES_INDEX_DIR", str(tmp_path / "here"))
    assert index_folder(tmp_path).parent == tmp_path / "here"
    assert index_folder(tmp_path, tmp_path / "there").parent == tmp_path / "there"


def test_an_index_that_cannot_be_kept(shelf: Shelf, tmp_path: Path) -> None:
    shelf.index_dir = tmp_path / "file"
    shelf.index_dir.write_text("")
    with pytest.raises(LitnotesError, match="--index-dir or LITNOTES_INDEX_DIR"):
        shelf.open()


def test_nothing_else_in_the_index_folder_is_touched(shelf: Shelf) -> None:
    shelf.index_dir.mkdir()
    kept = shelf.index_dir / "mine.txt"
    kept.write_text("mine")
    shelf.write("a.txt", "One Paper")
    library = shelf.open()
    library.index()
    library.reset()
    assert kept.read_text() == "mine"
    assert {p.name for p in shelf.index_dir.iterdir()} == {"mine.txt", library.folder.name}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are Unicode")
def test_a_root_whose_name_is_not_utf8(tmp_path: Path) -> None:
    root = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    write_page(root / "a.txt", "One Paper")
    library = Library(root, config.load(root), index_dir=tmp_path / "index")
    library.index()
    assert titles(library) == ["One Paper"]
    assert made_for(library.folder) == (VERSION, root)
    assert not Library(root, config.load(root), index_dir=tmp_path / "index").is_empty


def test_the_stamp_is_plain_json(shelf: Shelf) -> None:
    folder = shelf.open().folder
    assert made_for(folder) == (VERSION, shelf.root)
    told = orjson.dumps({"version": VERSION, "root": str(shelf.root)})
    assert (folder / "version.json").read_bytes() == told


def test_the_own_index_is_left_out_however_its_place_is_named(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shelf.root)
    monkeypatch.setenv("LITNOTES_INDEX_DIR", "index")
    shelf.write("a.txt", "One Paper")
    library = Library(shelf.root, config.load(shelf.root))
    assert library.folder.is_relative_to(shelf.root)
    library.index()
    assert list(library.view().papers.files) == [str(shelf.root / "a.txt")]


def test_a_stamp_that_another_process_has_open(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where a file that is open cannot be replaced."""

    def refused(self: Path, target: Path) -> Path:
        target.write_bytes(b"" if others_write_another else self.read_bytes())
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "replace", refused)
    others_write_another = False
    library = shelf.open()
    assert [file.name for file in library.folder.glob("version*")] == ["version.json"]
    others_write_another = True
    (library.folder / "version.json").unlink()
    with pytest.raises(LitnotesError, match="the index cannot be kept"):
        shelf.open()
