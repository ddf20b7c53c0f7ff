"""A note on disk is changed whole or not at all, and nothing else of it is."""

import os
import sys
from pathlib import Path

import pytest

from litnotes_index import note_files
from litnotes_index.errors import LitnotesError
from litnotes_index.note_files import read, write


def changed(path: Path, old: str, new: str) -> None:
    note = read(path)
    write(note, note.text.replace(old, new))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a old\nb\n", b"a new\nb\n"),
        (b"a old\r\nb\rc\n\r\x0b\x0c", b"a new\r\nb\rc\n\r\x0b\x0c"),
        (b"\xef\xbb\xbfa old", b"\xef\xbb\xbfa new"),
        (b"\xef\xbb\xbf\xef\xbb\xbfold", b"\xef\xbb\xbf\xef\xbb\xbfnew"),
        ("é 🙂 old\0".encode(), "é 🙂 new\0".encode()),
    ],
)
def test_only_what_is_changed_changes(tmp_path: Path, before: bytes, after: bytes) -> None:
    note = tmp_path / "a.md"
    note.write_bytes(before)
    changed(note, "old", "new")
    assert note.read_bytes() == after
    assert list(tmp_path.iterdir()) == [note]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such permissions")
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "a.md", tmp_path / "link.md"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(Path("real") / "a.md")
    os.utime(real, ns=(1, 1))
    changed(link, "old", "new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    found = real.stat()
    assert found.st_mode & 0o777 == 0o640
    assert found.st_mtime_ns > 1


def test_the_same_text_is_not_written(tmp_path: Path) -> None:
    note = tmp_path / "a.md"
    note.write_text("old")
    before = note.stat()
    changed(note, "none", "new")
    assert note.stat().st_ino == before.st_ino
    assert note.stat().st_mtime_ns == before.st_mtime_ns


def test_a_note_that_was_changed_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    note = read(path)
    path.write_text("other")
    with pytest.raises(LitnotesError, match="was changed meanwhile, and is left as it is"):
        write(note, "new")
    path.unlink()
    with pytest.raises(LitnotesError, match=r"a\.md cannot be written: "):
        write(note, "new")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_read_or_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    latin = tmp_path / "latin.md"
    latin.write_bytes(b"caf\xe9")
    with pytest.raises(LitnotesError, match=r"latin\.md is not UTF-8, and left as it is"):
        read(latin)
    with pytest.raises(LitnotesError, match=r"cannot be read: "):
        read(tmp_path / "none.md")
    with pytest.raises(LitnotesError, match=r"cannot be read: "):
        read(tmp_path)
    monkeypatch.setattr(note_files, "LONGEST_NOTE", 3)
    with pytest.raises(LitnotesError, match=r"is longer than"):
        read(latin)


def test_a_disk_that_is_full_leaves_the_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    note = read(path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LitnotesError, match="cannot be written: No space left on device"):
        write(note, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="whoever runs this may write everywhere",
)
def test_a_note_that_may_not_be_written_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    path.chmod(0o440)
    with pytest.raises(LitnotesError, match="may not be written"):
        write(read(path), "new")
