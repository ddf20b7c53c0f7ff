"""How a path is spelled where letter case and accents do not matter, on whatever system."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from litnotes_index import on_disk

MAC: Mapping[str, Sequence[str]] = {
    "/": ["Users", "Volumes"],
    "/Users": ["Me", "Shared"],
    "/Users/Me": ["Cafe\u0301", "notes", "Notizen", "NOTIZEN"],
    "/Users/Me/notes": ["Paper.md", "STRASSE.md"],
}
WINDOWS: Mapping[str, Sequence[str]] = {
    "C:\\": ["Users"],
    "C:\\Users": ["Jürgen"],
    "C:\\Users\\Jürgen": ["Notes"],
    "\\\\server\\share\\": ["Team"],
}


def spelled(path: PurePath, disk: Mapping[str, Sequence[str]]) -> str:
    return str(on_disk.spelled(path, lambda folder: disk.get(str(folder), [])))


@pytest.mark.parametrize(
    ("given", "there"),
    [
        ("/Users/Me/notes/Paper.md", "/Users/Me/notes/Paper.md"),
        ("/users/me/NOTES/paper.MD", "/Users/Me/notes/Paper.md"),
        ("/Users/Me/Caf\u00e9", "/Users/Me/Cafe\u0301"),
        ("/Users/me/cafe\u0301", "/Users/Me/Cafe\u0301"),
        ("/Users/Me/notes/straße.md", "/Users/Me/notes/STRASSE.md"),
        # Where letter case does matter after all, nothing is guessed.
        ("/Users/Me/NOTIZEN", "/Users/Me/NOTIZEN"),
        ("/Users/Me/notizen", "/Users/Me/notizen"),
        # What is not there yet, below what is.
        ("/users/me/NOTES/New.md", "/Users/Me/notes/New.md"),
        ("/users/you/Notes", "/Users/you/Notes"),
        ("/", "/"),
    ],
)
def test_paths_on_macos(given: str, there: str) -> None:
    assert spelled(PurePosixPath(given), MAC) == there


@pytest.mark.parametrize(
    ("given", "there"),
    [
        ("c:\\users\\JÜRGEN\\notes", "C:\\Users\\Jürgen\\Notes"),
        ("c:/users/jürgen/new.md", "C:\\Users\\Jürgen\\new.md"),
        ("c:\\", "C:\\"),
        ("d:\\Gone\\x", "D:\\Gone\\x"),
        ("\\\\server\\share\\team\\x", "\\\\server\\share\\Team\\x"),
    ],
)
def test_paths_on_windows(given: str, there: str) -> None:
    assert spelled(PureWindowsPath(given), WINDOWS) == there


def test_a_path_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Note.md").touch()
    link = tmp_path / "Link"
    link.symlink_to(tmp_path, target_is_directory=True)
    monkeypatch.setattr(on_disk, "_ANY_SPELLING", True)
    assert on_disk.as_on_disk(tmp_path / "note.MD") == tmp_path / "Note.md"
    assert on_disk.as_on_disk(link / "NOTE.md") == link / "Note.md"
    assert on_disk.as_on_disk(tmp_path / "other" / "x.md") == tmp_path / "other" / "x.md"
    assert on_disk.as_on_disk(tmp_path / "a\0b") == tmp_path / "a\0b"
    assert on_disk.as_on_disk(Path("note.MD")) == Path("note.MD")
    assert on_disk.resolved(link / "NOTE.md") == tmp_path.resolve() / "Note.md"
    monkeypatch.setattr(on_disk, "_ANY_SPELLING", False)
    assert on_disk.as_on_disk(tmp_path / "note.MD") == tmp_path / "note.MD"


def test_a_link_that_goes_while_it_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / ".#a.bib"
    lock.symlink_to("user@host.1234:1700000000")

    def gone(path: str) -> str:
        raise FileNotFoundError(path)

    monkeypatch.setattr("os.readlink", gone)
    assert on_disk.without_links(str(lock)) == str(lock)
    assert on_disk.resolved(lock) == lock
