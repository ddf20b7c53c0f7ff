"""What is taken for litter, and which index folders are of roots that are gone."""

import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from litnotes_index import config
from litnotes_index.doctor import folders
from litnotes_index.errors import LitnotesError
from litnotes_index.index_folder import index_folder
from litnotes_index.library import Library
from support.papers import write_page

HOUR_AGO = time.time() - 4000
SEGMENT = "0123456789abcdef" * 2


def indexed(root: Path, base: Path) -> Path:
    write_page(root / "a.txt", "Learning to Weave Baskets")
    library = Library(root, config.load(root), index_dir=base)
    library.index()
    library.view()
    return library.folder


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "indexes"


def old(file: Path) -> Path:
    file.write_text("x")
    os.utime(file, (HOUR_AGO, HOUR_AGO))
    return file


def test_litter_is_what_is_old_and_part_of_nothing(tmp_path: Path, base: Path) -> None:
    folder = indexed(tmp_path / "root", base)
    before = sorted(folder.rglob("*"))
    assert folders.litter(folder).state == "ok"
    assert folders.litter(folder, time.time() + 10_000).state == "ok"
    for name in (
        *("version.12.tmp", "titles-ab_c1.tmp", f"papers/{SEGMENT}.store"),
        *(f"notes/{SEGMENT}.12.del", "papers/.tmpAb3xYz", "papers/tmpab3_xyz1"),
    ):
        old(folder / name)
    kept = [old(folder / "mine.txt"), old(folder / "papers" / "mine.txt")]
    (folder / "titles-young.tmp").touch()
    kept.append(folder / "titles-young.tmp")
    check = folders.litter(folder)
    assert check.state == "note"
    assert check.message == "6 files of killed processes (0.0 MB)"
    assert check.mend is not None
    assert check.mend() == "6 files removed that a killed process had left"
    assert sorted(folder.rglob("*")) == sorted([*before, *kept])
    assert folders.litter(folder).state == "ok"


def test_litter_where_there_is_no_index(tmp_path: Path) -> None:
    assert folders.litter(tmp_path / "none").state == "ok"


def test_a_root_that_is_gone(tmp_path: Path, base: Path) -> None:
    own, other = indexed(tmp_path / "own", base), indexed(tmp_path / "other", base)
    (check,) = folders.others(base, own, [])
    assert (check.state, check.message.split(" (")[0]) == ("ok", f"1 other root indexed in {base}")
    shutil.rmtree(tmp_path / "other")
    (check,) = folders.others(base, own, [])
    assert check.state == "note"
    assert check.message.startswith(f"{tmp_path / 'other'} is gone, and its index is still there (")
    assert check.mend is not None
    assert check.mend() == f"the index of {tmp_path / 'other'}, which is gone, is removed"
    assert not other.exists()
    assert own.exists()
    assert list(folders.others(base, own, [])) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are Unicode")
def test_a_root_whose_name_is_not_utf8(tmp_path: Path, base: Path) -> None:
    root = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    folder = indexed(root, base)
    assert [check.state for check in folders.others(base, None, [])] == ["ok"]
    shutil.rmtree(root)
    (check,) = folders.others(base, None, [])
    assert check.mend is not None
    check.mend()
    assert not folder.exists()


@pytest.mark.parametrize(
    "added", ["mine.txt", "papers/mine.txt", "notes/sub/x", "more/x", ".hidden"]
)
def test_a_folder_that_holds_something_else_is_not_ours(
    tmp_path: Path, base: Path, added: str
) -> None:
    folder = indexed(tmp_path / "root", base)
    shutil.rmtree(tmp_path / "root")
    (check,) = folders.others(base, None, [])
    (folder / added).parent.mkdir(exist_ok=True)
    (folder / added).touch()
    assert list(folders.others(base, None, [])) == []
    # Nor where that came since it was looked at.
    assert check.mend is not None
    with pytest.raises(LitnotesError):
        check.mend()
    assert (folder / added).exists()
    assert (folder / "papers" / "meta.json").exists()


def test_folders_that_litnotes_did_not_make(tmp_path: Path, base: Path) -> None:
    folder = indexed(tmp_path / "root", base)
    shutil.rmtree(tmp_path / "root")
    (base / "empty").mkdir()
    (base / "file").touch()
    stamp = (folder / "version.json").read_bytes()
    for name in ("copied", "root-0123456789ab"):  # its name must be that of the root
        shutil.copytree(folder, base / name)
    for name, told in (("a", b"{"), ("b", b"[]"), ("c", b'{"version": 1, "root": "x"}')):
        (base / name).mkdir()
        (base / name / "version.json").write_bytes(told)
    moved = folder.rename(tmp_path / "moved")
    folder.symlink_to(moved)
    assert stamp
    assert list(folders.others(base, None, [])) == []


def test_an_index_that_is_written_is_not_removed(tmp_path: Path, base: Path) -> None:
    from litnotes_index.papers import PapersIndex

    folder = indexed(tmp_path / "root", base)
    shutil.rmtree(tmp_path / "root")
    (check,) = folders.others(base, None, [])
    assert check.mend is not None
    with PapersIndex(folder / "papers").writing(wait=1), pytest.raises(LitnotesError):
        check.mend()
    assert folder.exists()


def test_no_folder_of_indexes(tmp_path: Path) -> None:
    assert list(folders.others(tmp_path / "none", None, [])) == []


def test_roots_that_may_only_be_away(tmp_path: Path) -> None:
    (tmp_path / "holding" / "other").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    assert folders.why_unsure(tmp_path, []) == ""
    assert folders.why_unsure(tmp_path / "holding" / "root", []) is None
    assert "empty" in (folders.why_unsure(tmp_path / "empty" / "root", []) or "")
    assert "above" in (folders.why_unsure(tmp_path / "none" / "root", []) or "")
    for mount in (tmp_path / "holding", tmp_path / "holding" / "root", tmp_path):
        reason = folders.why_unsure(tmp_path / "holding" / "root", [str(mount)])
        assert "mounted" in (reason or "")
    link = tmp_path / "holding" / "link"
    link.symlink_to(tmp_path / "none")
    assert folders.why_unsure(link, []) == ""
    assert folders.why_unsure(tmp_path / "holding" / ("x" * 300), []) != ""


@pytest.mark.skipif(os.name == "nt", reason="there is no fstab")
def test_disks_that_are_not_mounted(tmp_path: Path) -> None:
    (tmp_path / "with space").mkdir()
    fstab = tmp_path / "fstab"
    fstab.write_text(
        "# comment /nowhere\n"
        "UUID=1 / ext4 defaults 0 1\n"
        f"UUID=2 {tmp_path}/with\\040space ext4 noauto 0 2\n"
        "UUID=3 none swap sw 0 0\n"
        "server:/home /data/home nfs defaults 0 0\n"
        "broken\n"
    )
    away = folders.unmounted(fstab, ["/media"])
    assert away == ["/media", f"{tmp_path}/with space", "/data/home"]
    assert folders.unmounted(tmp_path / "none", ["/media"]) == ["/media"]


def test_every_root_has_a_folder_of_its_own(base: Path) -> None:
    assert index_folder(Path("/a/x"), base) != index_folder(Path("/b/x"), base)
