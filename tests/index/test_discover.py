"""Which folder is the root, and which files under it count."""

import os
from pathlib import Path

import pytest

from litnotes_index import config
from litnotes_index.discover import Finder, find_root, is_note, is_too_wide
from litnotes_index.errors import LitnotesError


def test_the_nearest_folder_upward_with_a_configuration(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    assert find_root(deep) == deep
    (tmp_path / "litnotes.toml").touch()
    assert find_root(deep) == tmp_path
    (deep.parent / "litnotes.toml").touch()
    assert find_root(deep) == deep.parent
    (deep / "litnotes.toml").mkdir()
    assert find_root(deep) == deep.parent


def test_a_home_folder_and_the_top_are_refused() -> None:
    for folder in (Path.home(), Path.home().parent, Path("/")):
        assert is_too_wide(folder)
        with pytest.raises(LitnotesError, match="name it with --root"):
            find_root(folder)


def test_a_configuration_in_the_home_folder_makes_no_root_of_it() -> None:
    notes = Path.home() / "notes"
    notes.mkdir()
    (Path.home() / "litnotes.toml").touch()
    assert find_root(notes) == notes


@pytest.mark.parametrize(
    "name", ["a.md", "A.MD", "a.markdown", "a.qmd", "a.Rmd", "not-utf8-\udcff.md"]
)
def test_notes(name: str) -> None:
    assert is_note(name)


@pytest.mark.parametrize("name", ["a.txt", "md", ".md", "a.md.bak", "README"])
def test_other_files(name: str) -> None:
    assert not is_note(name)


def found(root: Path) -> tuple[list[str], list[str]]:
    finder = Finder(root, config.load(root), leave_out=root / "index")
    papers = [os.path.relpath(f.path, root) for f in finder.papers()]
    return papers, [os.path.relpath(f.path, root) for f in finder.notes()]


def test_notes_and_what_may_be_dumps(tmp_path: Path) -> None:
    for name in (
        "n.md",
        "p.txt",
        "litnotes.toml",
        "sub/q.json",
        "sub/m.md",
        ".x.txt",
        "index/i.txt",
        "venv/v.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert found(tmp_path) == (["p.txt", "sub/q.json"], ["n.md", "sub/m.md"])


def test_each_file_once(tmp_path: Path) -> None:
    (tmp_path / "p.txt").touch()
    (tmp_path / "litnotes.toml").write_text('papers = [".", "p.txt", "nowhere"]\nnotes = []\n')
    assert found(tmp_path) == (["p.txt"], [])


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ('["drafts/"]', ["a.txt", "sub/drafts.txt"]),
        ('["*.txt", "!a.txt"]', ["a.txt"]),
        ('["/sub"]', ["a.txt", "drafts/b.txt"]),
        ('["**/drafts*"]', ["a.txt"]),
    ],
)
def test_ignore(tmp_path: Path, patterns: str, left: list[str]) -> None:
    for name in ("a.txt", "drafts/b.txt", "sub/drafts.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    (tmp_path / "litnotes.toml").write_text(f"ignore = {patterns}\n")
    assert found(tmp_path)[0] == left


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).touch()
    assert found(tmp_path)[0] == ["\udcff.txt"]


def test_a_path_that_no_file_can_have(tmp_path: Path) -> None:
    (tmp_path / "p.txt").touch()
    (tmp_path / "litnotes.toml").write_text('papers = ["a\\u0000b", "."]\n')
    assert found(tmp_path)[0] == ["p.txt"]


def test_what_stands_in_two_places_has_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "z").mkdir()
    (tmp_path / "z" / "note.md").write_text("# One\n")
    (tmp_path / "a").symlink_to(tmp_path / "z")
    (tmp_path / "also.md").symlink_to(tmp_path / "z" / "note.md")
    (tmp_path / "z" / "up").symlink_to(tmp_path)
    assert found(tmp_path)[1] == ["z/note.md"]


def test_links_to_elsewhere_are_followed(tmp_path: Path) -> None:
    root, other = tmp_path / "root", tmp_path / "other"
    root.mkdir()
    other.mkdir()
    (other / "note.md").write_text("# One\n")
    (root / "linked").symlink_to(other)
    (root / "gone.md").symlink_to(other / "gone.md")
    assert found(root)[1] == ["linked/note.md"]


def test_a_link_that_is_gone_when_it_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.bib").touch()
    (tmp_path / "link.bib").symlink_to(tmp_path / "gone.bib")

    def gone(path: str) -> str:
        raise FileNotFoundError(path)

    monkeypatch.setattr("os.readlink", gone)
    assert found(tmp_path) == (["a.bib"], [])


def test_a_link_to_a_home_folder_is_too_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.home()
    link = real.parent.parent / "linked"
    link.symlink_to(real.parent, target_is_directory=True)
    monkeypatch.setenv("HOME", str(link / real.name))
    assert is_too_wide(real)
    assert is_too_wide(real.parent)
    assert not is_too_wide(real / "notes")


def test_a_place_on_another_drive_is_not_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where no relative path leads there."""
    (tmp_path / "a.txt").touch()
    (tmp_path / "litnotes.toml").write_text('ignore = ["*.txt"]\n')
    assert [
        f.path for f in Finder(tmp_path, config.load(tmp_path), leave_out=tmp_path / "i").papers()
    ] == []

    def refused(path: str, start: str) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", refused)
    finder = Finder(tmp_path, config.load(tmp_path), leave_out=tmp_path / "i")
    assert [f.path for f in finder.papers()] == [str(tmp_path / "a.txt")]


def test_folders_that_have_no_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on some network drives."""
    for name in ("a/x.txt", "b/c/y.txt"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    (tmp_path / "b" / "up").symlink_to(tmp_path / "b", target_is_directory=True)
    look = os.stat

    def numberless(path: Path | str, **more: bool) -> os.stat_result:
        told = look(path, **more)
        exact = {"st_mtime_ns": told.st_mtime_ns}
        return os.stat_result((told.st_mode, 0, *told[2:]), exact)

    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", numberless)
        names = found(tmp_path)[0]
    assert names == ["a/x.txt", "b/c/y.txt"]
