"""Whether damage of an index is seen, and mended, and nothing is said of one that is whole."""

import errno
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from litnotes_index import config, damage, titles
from litnotes_index.doctor import Check
from litnotes_index.doctor.index import index
from litnotes_index.errors import IndexBusyError
from litnotes_index.library import Library
from litnotes_index.papers import PapersIndex
from support.papers import write_page


@pytest.fixture
def library(tmp_path: Path) -> Library:
    root = tmp_path / "root"
    write_page(root / "a.txt", "Learning to Weave Baskets", "Attention Is All You Need")
    (root / "note.md").write_text("# Learning to Weave Baskets\n")
    library = Library(root, config.load(root), index_dir=tmp_path / "indexes")
    library.index()
    library.view()
    return library


def checks(library: Library, *, mend: bool = False) -> dict[str, Check]:
    def rebuild(fresh: Library, named: list[Path]) -> None:
        fresh.index(named)

    found: dict[str, Check] = {}
    for check in index(library.root, library.settings, library.folder, rebuild):
        if mend and check.mend:
            check.mend()
        found[check.name] = check
    return found


def states(library: Library) -> dict[str, str]:
    return {name: check.state for name, check in checks(library).items()}


WELL = dict.fromkeys(["index folder", "index", "search", "files", "titles"], "ok")


def test_an_index_that_is_well(library: Library) -> None:
    found = checks(library)
    assert states(library) == WELL
    assert found["files"].message == "1 dump and 1 note, as they are on the disk"
    assert "is found among 2 entries in" in found["search"].message


def test_nothing_is_indexed_by_looking(tmp_path: Path) -> None:
    fresh = Library(tmp_path, config.load(tmp_path), index_dir=tmp_path / "indexes")
    shutil.rmtree(fresh.folder)
    assert states(fresh) == {"index": "note"}
    assert not fresh.folder.exists()


def test_an_empty_library(tmp_path: Path) -> None:
    fresh = Library(tmp_path, config.load(tmp_path), index_dir=tmp_path / "indexes")
    fresh.index()
    assert states(fresh) == {**WELL, "search": "note"}


def test_files_that_changed(library: Library) -> None:
    root = library.root
    write_page(root / "a.txt", "Attention Is All You Need")
    write_page(root / "b.txt", "A New Paper of Ours")
    (root / "note.md").unlink()
    check = checks(library)["files"]
    assert check.state == "note"
    assert check.message == (
        "1 dump and 1 note; since they were read 1 file changed, 1 went, 1 came"
    )


def test_problems_of_dumps_are_named(library: Library) -> None:
    (library.root / "bad.bib").write_text("@article{a, title = {A Title of Ours}}\n@article{b,\n")
    library.index()
    assert checks(library)["files"].state == "note"


def flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 4
    file.write_bytes(data)


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def removed(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("part", ["fast", "fieldnorm", "idx", "pos", "store", "term"])
@pytest.mark.parametrize("harm", [flipped, truncated, emptied, removed])
def test_harm_to_any_file_of_a_segment_is_seen(
    library: Library, part: str, harm: Callable[[Path], None]
) -> None:
    for name in ("papers", "notes"):
        folder = library.folder / name
        assert list(damage.damage(folder)) == []
        for file in folder.glob(f"*.{part}"):
            kept = file.read_bytes()
            harm(file)
            (told,) = damage.damage(folder)
            assert told.startswith(file.name)
            file.write_bytes(kept)


@pytest.mark.parametrize("harm", [flipped, truncated, emptied, removed])
@pytest.mark.parametrize("file", ["papers/*.store", "notes/*.term", "papers/meta.json"])
def test_damage_is_told_and_built_anew(
    library: Library, file: str, harm: Callable[[Path], None]
) -> None:
    (damaged,) = library.folder.glob(file)
    if damaged.name == "meta.json" and harm in (flipped, truncated):
        damaged.write_text("[]" if harm is flipped else damaged.read_text()[:-9])
    else:
        harm(damaged)
    check = checks(library)["index"]
    assert check.state == "wrong"
    assert check.message.startswith("it is damaged: ")
    assert check.mend is not None
    mended = checks(library, mend=True)
    assert mended["search"].state == "ok"
    assert states(library) == WELL


def test_what_was_named_is_remembered_when_it_is_built_anew(
    library: Library, tmp_path: Path
) -> None:
    write_page(tmp_path / "far.txt", "A New Paper of Ours")
    library.index([tmp_path / "far.txt"])
    for damaged in library.folder.glob("notes/*.store"):
        flipped(damaged)
    assert (
        checks(library, mend=True)["search"].message.split(" is found ")[1][:15]
        == "among 3 entries"
    )


def test_an_index_of_another_version(library: Library) -> None:
    # Each is built anew by the next run of `litnotes index`.
    for told in ('{"version":1,"root":"/x"}', "[]", "{"):
        (library.folder / "version.json").write_text(told)
        assert states(library) == {"index folder": "note"}


def test_an_index_that_somebody_writes_is_not_built_anew(library: Library) -> None:
    (damaged,) = library.folder.glob("notes/*.store")
    flipped(damaged)
    mend = checks(library)["index"].mend
    assert mend is not None
    papers = PapersIndex(library.folder / "papers")
    with papers.writing(wait=1), pytest.raises(IndexBusyError):
        mend()
    assert damaged.exists()


def test_an_index_that_cannot_be_written(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**given: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(tempfile, "TemporaryFile", refused)
    (check,) = checks(library).values()
    assert check.state == "wrong"
    assert check.message == f"{library.folder} cannot be used: Read-only file system"


def test_an_index_of_notes_that_is_gone(library: Library) -> None:
    shutil.rmtree(library.folder / "notes")
    assert checks(library)["index"].message == "it is damaged: notes: meta.json is gone"
    assert not (library.folder / "notes").exists()
    checks(library, mend=True)
    assert states(library) == WELL


def test_titles_that_are_torn(library: Library) -> None:
    (file,) = library.folder.glob("titles-*.marisa")
    truncated(file)
    assert states(library)["titles"] == "wrong"
    checks(library, mend=True)
    assert states(library)["titles"] == "ok"
    assert titles.newest(library.folder) is None
