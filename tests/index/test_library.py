"""The library of a root: what is read again, what is forgotten, and what survives."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from litnotes_index import readers
from litnotes_index.errors import NotFoundError
from litnotes_index.indexing import Progress
from support.papers import aged, write_page
from support.shelf import Shelf, generation, titles


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_the_first_run_and_one_without_changes(shelf: Shelf) -> None:
    shelf.write("a.txt", "One Paper", "Two Papers")
    (shelf.root / "note.md").write_text("# A note\n")
    aged(shelf.root / "note.md")
    library = shelf.open()
    assert library.is_empty
    assert library.index()
    assert not library.is_empty
    assert titles(library) == ["One Paper", "Two Papers"]
    before = generation(library)
    assert not library.index()
    assert not shelf.open().index()
    assert generation(library) == before


def test_an_empty_root_is_indexed_once(shelf: Shelf) -> None:
    library = shelf.open()
    assert library.index()
    assert not library.is_empty
    assert not library.index()
    assert titles(library) == []


def test_status(shelf: Shelf) -> None:
    path = shelf.write("a.txt", "One Paper", "Two Papers")
    shelf.write("b.txt", "Two Papers")
    for name in ("n.md", "m.qmd", "o.Rmd", "p.markdown", "q.txt"):
        (shelf.root / name).write_text("x\n")
    library = shelf.open()
    library.index()
    status = library.status()
    assert (status.root, status.index_dir) == (str(shelf.root), str(library.folder))
    assert (status.files, status.entries, status.papers, status.notes) == (2, 3, 2, 4)
    assert next((s.path, s.format, s.entries, s.problems) for s in status.sources) == (
        str(path),
        "page",
        2,
        0,
    )
    assert status.problems == ()
    assert status.size > 0


def test_a_changed_file_is_read_again_and_no_other(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed, other = shelf.write("a.txt", "One Paper"), shelf.write("b.txt", "Two Papers")
    library = shelf.open()
    library.index()
    read: list[Path] = []
    sniff = readers.sniff

    def noted(path: Path) -> str | None:
        read.append(path)
        return sniff(path)

    monkeypatch.setattr(readers, "sniff", noted)
    shelf.write("a.txt", "Three Papers!")
    aged(changed, 5)
    assert library.index()
    assert titles(library) == ["Three Papers!", "Two Papers"]
    assert read == [changed]
    assert other not in read


def test_a_touched_file_keeps_its_entries(shelf: Shelf) -> None:
    path = shelf.write("a.txt", "One Paper")
    library = shelf.open()
    library.index()
    aged(path, 5)
    library.index()
    assert titles(library) == ["One Paper"]
    assert not library.index()


def test_a_file_that_changed_just_before_it_was_read_is_looked_at_again(shelf: Shelf) -> None:
    path = shelf.write("a.txt", "One Paper")
    now = time.time_ns()
    os.utime(path, ns=(now, now))
    library = shelf.open()
    library.index()
    path.write_text(path.read_text().replace("One", "Two"))
    os.utime(path, ns=(now, now))
    assert library.index()
    assert titles(library) == ["Two Paper"]


def test_nothing_has_changed_where_only_the_clock_is_wrong(shelf: Shelf) -> None:
    path = shelf.write("a.txt", "One Paper")
    later = time.time_ns() + 10**15
    os.utime(path, ns=(later, later))
    library = shelf.open()
    library.index()
    before = generation(library)
    assert not library.index()
    assert generation(library) == before


@pytest.mark.parametrize("seconds", [-1, -86_400, -(10**9), 1, 10**9])
def test_a_clock_that_jumped(shelf: Shelf, seconds: int) -> None:
    path = shelf.write("a.txt", "One Paper")
    note = shelf.root / "note.md"
    note.write_text("[[One Paper]]\n")
    now = time.time_ns()
    for file in (path, note):
        os.utime(file, ns=(now, now))
    library = shelf.open()
    library.index()
    shelf.write("a.txt", "Two Paper")  # as long as before
    note.write_text("[[Two Paper]]\n")
    jumped = now + seconds * 10**9
    for file in (path, note):
        os.utime(file, ns=(jumped, jumped))
    assert library.index()
    assert titles(library) == ["Two Paper"]
    (citation,) = library.cited_in(shelf.root)
    assert citation.text == "[[Two Paper]]"
    before = generation(library)
    library.index()
    assert generation(library) == before


def test_deleted_and_renamed_files(shelf: Shelf) -> None:
    path, other = shelf.write("a.txt", "One Paper"), shelf.write("b.txt", "Two Papers")
    library = shelf.open()
    library.index()
    path.unlink()
    other.rename(shelf.root / "c.txt")
    assert library.index()
    assert titles(library) == ["Two Papers"]
    (found,) = library.view().papers.named("Two Papers")
    assert [source.path for source in found.sources] == [str(shelf.root / "c.txt")]


def test_a_file_that_becomes_a_dump_or_ceases_to_be_one(shelf: Shelf) -> None:
    path = aged(shelf.write("a.txt", "One Paper"))
    path.write_text("just words\n")
    aged(path)
    library = shelf.open()
    library.index()
    assert titles(library) == []
    shelf.write("a.txt", "One Paper")
    library.index()
    assert titles(library) == ["One Paper"]
    path.write_text("just words\n")
    aged(path)
    library.index()
    assert titles(library) == []


def test_a_file_that_cannot_be_read_is_a_problem_until_it_can(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shelf.write("a.txt", "One Paper")
    shelf.write("b.txt", "Two Papers")
    sniff = readers.sniff

    def refuse(asked: Path) -> str | None:
        if asked == path:
            raise PermissionError(13, "Permission denied")
        return sniff(asked)

    library = shelf.open()
    with monkeypatch.context() as patched:
        patched.setattr(readers, "sniff", refuse)
        library.index()
        assert titles(library) == ["Two Papers"]
        assert [str(p) for p in library.status().problems] == [
            f"{path}:1: cannot be read: Permission denied"
        ]
        # It is tried again, but nothing has changed.
        assert not library.index()
    assert library.index()
    assert titles(library) == ["One Paper", "Two Papers"]
    assert library.status().problems == ()


def test_named_paths_are_remembered(shelf: Shelf, tmp_path: Path) -> None:
    outside = write_page(tmp_path / "else" / "x.txt", "Named Paper")
    folder = write_page(tmp_path / "folder" / "y.txt", "Paper in a Folder").parent
    library = shelf.open()
    library.index([outside, folder])
    assert titles(library) == ["Named Paper", "Paper in a Folder"]
    assert not shelf.open().index()
    assert titles(shelf.open()) == ["Named Paper", "Paper in a Folder"]
    assert not shelf.open().index([outside])
    outside.unlink()
    shelf.open().index()
    assert titles(shelf.open()) == ["Paper in a Folder"]


def test_a_named_path_that_is_missing(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no-such"):
        shelf.open().index([tmp_path / "no-such"])


@pytest.mark.parametrize("indexed_before", [False, True])
def test_a_named_file_that_is_no_dump_is_a_problem(shelf: Shelf, indexed_before: bool) -> None:
    path = shelf.root / "README.txt"
    path.write_text("just words\n")
    aged(path)
    library = shelf.open()
    if indexed_before:
        library.index()
        assert library.status().problems == ()
    library.index([path])
    assert [(p.path, p.message) for p in library.status().problems] == [
        (str(path), "this is no kind of dump that litnotes knows")
    ]


def test_what_is_left_out(shelf: Shelf) -> None:
    shelf.write("kept/a.txt", "Kept Paper")
    shelf.write(".git/b.txt", "Hidden Paper")
    shelf.write(".hidden.txt", "Hidden Paper")
    shelf.write("node_modules/c.txt", "Module Paper")
    shelf.write("drafts/deep/d.txt", "Draft Paper")
    shelf.write("kept/old-e.txt", "Old Paper")
    (shelf.root / "litnotes.toml").write_text('ignore = ["drafts/**", "old-*"]\n')
    library = shelf.open()
    library.index()
    assert titles(library) == ["Kept Paper"]


def test_a_link_that_leads_back(shelf: Shelf) -> None:
    shelf.write("sub/a.txt", "One Paper")
    (shelf.root / "sub" / "up").symlink_to(shelf.root, target_is_directory=True)
    (shelf.root / "dangling").symlink_to(shelf.root / "nowhere")
    library = shelf.open()
    library.index()
    assert [s.path for s in library.status().sources] == [str(shelf.root / "sub" / "a.txt")]


def test_a_view_is_the_same_until_somebody_commits(shelf: Shelf) -> None:
    shelf.write("a.txt", "One Paper")
    mine, theirs = shelf.open(), shelf.open()
    mine.index()
    view = mine.view()
    assert mine.view() is view
    assert not mine.has_moved_on(view)
    shelf.write("b.txt", "Two Papers")
    theirs.index()
    assert mine.has_moved_on(view)
    assert titles(mine) == ["One Paper", "Two Papers"]
    assert [p.title for p in view.papers.complete("", 9)] == ["One Paper"]


DUMPS: dict[str, Sequence[str]] = {
    "a.txt": ["Some Title", "A Much Longer Title of Seven Words Here", "Introduction"],
    "b.txt": ["SOME TITLE", "!!!", "BERT: A Model of Very Many Words Indeed"],
    "c.txt": ["日本語", "A Much Longer Title of Seven Words Here"],
}


def test_made_keys_do_not_depend_on_the_order_of_indexing(tmp_path: Path) -> None:
    found: list[dict[str, str]] = []
    for order in (["a.txt", "b.txt", "c.txt"], ["c.txt", "b.txt", "a.txt"]):
        folder = tmp_path / order[0]
        folder.mkdir()
        shelf = Shelf(folder)
        library = shelf.open()
        for name in order:
            shelf.write(name, *DUMPS[name])
            library.index()
        found.append({p.title: p.key for p in library.view().papers.complete("", 50)})
    assert found[0] == found[1]
    assert len(set(found[0].values())) == len(found[0]) == 6


def test_progress_and_cancelling(shelf: Shelf) -> None:
    first, second = shelf.write("a.txt", "One Paper"), shelf.write("b.txt", "Two Papers")
    steps: list[Progress] = []
    library = shelf.open()
    library.index(report=steps.append, cancelled=lambda: len(steps) == 1)
    assert steps[0] == Progress(0, 2, str(first))
    assert titles(library) == ["One Paper"]
    steps.clear()
    library.index(report=steps.append)
    assert steps == [Progress(0, 1, str(second)), Progress(1, 1, "")]
    assert titles(library) == ["One Paper", "Two Papers"]


def test_a_named_place_that_is_not_there_is_a_problem(shelf: Shelf, tmp_path: Path) -> None:
    (shelf.root / "litnotes.toml").write_text('papers = [".", "nowhere"]\n')
    outside = write_page(tmp_path / "else" / "x.txt", "Named Paper")
    library = shelf.open()
    library.index([outside])
    outside.unlink()
    library.index()
    assert [problem.path for problem in library.status().problems] == [
        str(shelf.root / "nowhere"),
        str(outside),
    ]
