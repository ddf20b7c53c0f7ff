"""What is kept of notes is as if all were read anew, whatever came between."""

import random
import shutil
from pathlib import Path

import pytest

from litnotes_index import config
from litnotes_index import titles as known_titles
from litnotes_index.indexing import Progress
from litnotes_index.library import Library
from litnotes_index.view import View
from support.papers import aged
from support.shelf import Shelf, check_as_fresh, mentions, notes_of, read, records

PRIOR = "Neural Scene Flow Prior"
CRITICS = f"{PRIOR} Meets Its Critics"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def index_in_part(library: Library, files: int, *, rebuild: bool = False) -> list[str]:
    """Index, cancelled after so many files; return the notes that were read."""
    steps: list[Progress] = []
    library.index(rebuild=rebuild, report=steps.append, cancelled=lambda: len(steps) >= files)
    return notes_of(steps)


@pytest.mark.parametrize("rebuild", [False, True])
@pytest.mark.parametrize("after", [1, 2, 4, 6])
def test_a_run_that_was_cancelled_is_finished_by_the_next(
    shelf: Shelf, after: int, rebuild: bool
) -> None:
    for n in range(6):
        shelf.note(f"{n}.md", f"{PRIOR} [@k{n}]\n")
    library = shelf.open()
    library.index()
    shelf.dump("a.txt", PRIOR)
    shelf.note("0.md", "Changed.\n")
    assert len(index_in_part(library, after, rebuild=rebuild)) < 6
    library.index()
    check_as_fresh(shelf, library)
    assert not library.index()


def test_two_processes_share_the_notes(shelf: Shelf) -> None:
    shelf.note("one.md", f"{PRIOR}\n")
    mine, theirs = shelf.open(), shelf.open()
    mine.index()
    view = mine.view()
    assert not mine.has_moved_on(view)
    shelf.note("two.md", "[@key]\n")
    assert read(theirs) == ["two.md"]
    assert mine.has_moved_on(view)
    assert records(mine) == records(theirs)
    # What was given out does not change.
    assert len(view.notes.files) == 1
    assert not mine.index()
    shelf.dump("a.txt", PRIOR)
    assert read(theirs) == ["one.md"]
    assert mentions(mine, "one.md") == [PRIOR]
    assert read(mine) == []


def test_a_run_that_another_overtook_undoes_nothing(shelf: Shelf) -> None:
    shelf.dump("a.txt", "Something Else Entirely")
    shelf.note("one.md", f"{PRIOR}\n")
    theirs = shelf.open()

    class Overtaken(Library):
        """Another process indexes a new dump just after this one has looked at the papers."""

        def view(self) -> View:
            view = super().view()
            if not (self.root / "b.txt").exists():
                shelf.dump("b.txt", PRIOR)
                theirs.index()
            return view

    theirs.index()
    shelf.note("two.md", "New.\n")
    Overtaken(shelf.root, config.load(shelf.root), index_dir=shelf.index_dir).index()
    library = shelf.open()
    assert mentions(library, "one.md") == [PRIOR]
    check_as_fresh(shelf, library)


@pytest.mark.parametrize("how", ["meta", "store", "term", "missing", "empty"])
def test_a_damaged_notes_index_is_built_anew_and_the_papers_stay(shelf: Shelf, how: str) -> None:
    shelf.dump("a.txt", PRIOR)
    shelf.note("one.md", f"{PRIOR} [@key]\n")
    library = shelf.open()
    library.index()
    before, generation = records(library), library.view().generation
    folder = library.folder / "notes"
    if how == "meta":
        (folder / "meta.json").write_text("{")
    elif how in ("missing", "empty"):
        shutil.rmtree(folder)
        if how == "empty":
            folder.mkdir()
    else:
        for file in folder.glob(f"*.{how}"):
            data = file.read_bytes()
            file.write_bytes(data[: len(data) // 2])
    again = shelf.open()
    assert shelf.notices == (
        [] if how in ("missing", "empty") else ["the index was damaged and is built anew"]
    )
    assert again.view().generation == generation
    assert [paper.title for paper in again.view().papers.complete("", 9)] == [PRIOR]
    assert read(again) == ["one.md"]
    assert records(again) == before


def test_a_burst_ends_as_one_consistent_index(shelf: Shelf) -> None:
    many = 600

    def checkout(seed: int) -> None:
        # As a checkout does: all are new files of the same second.
        for n in range(seed, many + seed):
            path = shelf.root / f"{n % 7}" / f"n{n}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"# Note {n}\n\nTale Number{n * seed % 20} of the Night, [@k{n}]\n")
            aged(path, seed)

    shelf.dump("a.txt", *(f"Tale Number{n} of the Night" for n in range(20)))
    checkout(1)
    library = shelf.open()
    library.index()
    shutil.rmtree(shelf.root / "3")
    checkout(3)
    assert len(read(library)) == many
    assert library.status().notes == len([*shelf.root.rglob("*.md")])
    assert not library.index()
    check_as_fresh(shelf, library)


TITLES = (PRIOR, CRITICS, "Scene Flow", "Longformer", "Introduction", "Owls: A Study of Night")
TEXTS = (
    f"So {CRITICS} and {PRIOR}'s friends\n",
    f"# Introduction\n\n- Scene Flow\n\n[[Owls]] {PRIOR}\n",
    f"---\ntitle: {PRIOR}\n---\n[{CRITICS}](x.md) Longformer [@longformer]\n",
    "[[0]] and [[Owls]], [@longformer] [@scene-flow] *Scene Flow*\n",
    "# Owls: A Study of Night\n\n`Longformer` and Longformer's\n",
    "",
)


@pytest.mark.parametrize(("seed", "delta"), [(0, 1), (1, 1), (2, 2_000), (3, 2_000)])
def test_any_changes_end_as_if_all_were_read_anew(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, seed: int, delta: int
) -> None:
    monkeypatch.setattr(known_titles, "_LARGEST_DELTA", delta)
    chance = random.Random(seed)
    library = shelf.open()
    for _ in range(8):
        for _ in range(chance.randint(1, 3)):
            number = chance.randrange(3)
            match chance.randrange(5):
                case 0 | 1:
                    shelf.note(f"{number}.md", chance.choice(TEXTS))
                case 2:
                    (shelf.root / f"{number}.md").unlink(missing_ok=True)
                case 3:
                    shelf.dump(f"{number}.txt", *chance.sample(TITLES, chance.randint(1, 4)))
                case _:
                    (shelf.root / f"{number}.txt").unlink(missing_ok=True)
        index_in_part(library, chance.randint(1, 6))
        chance.choice([library, shelf.open()]).index()
        check_as_fresh(shelf, library)
