"""The notes of a root: which are read again, and what is known of them then."""

import json
from pathlib import Path

import pytest

from litnotes_index import packed
from litnotes_index import titles as known_titles
from litnotes_index.indexing import Progress
from litnotes_index.library import Library
from support.shelf import Shelf, check_as_fresh, mentions, read, records

PRIOR = "Neural Scene Flow Prior"
CRITICS = f"{PRIOR} Meets Its Critics"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_only_notes_that_changed_are_read(shelf: Shelf) -> None:
    shelf.dump("a.txt", PRIOR)
    for name in ("one.md", "two.md", "sub/three.md"):
        shelf.note(name, f"{PRIOR}\n")
    library = shelf.open()
    assert read(library) == ["one.md", "three.md", "two.md"]
    assert not library.index()
    assert not shelf.open().index()
    shelf.note("two.md", "Nothing.\n")
    assert read(library) == ["two.md"]
    assert (mentions(library, "one.md"), mentions(library, "two.md")) == ([PRIOR], [])
    assert not library.index()
    check_as_fresh(shelf, library)


def test_a_note_that_was_only_touched_keeps_what_is_known_of_it(shelf: Shelf) -> None:
    shelf.note("one.md", "[@key]\n")
    library = shelf.open()
    library.index()
    before = records(library)
    shelf.note("one.md", "[@key]\n")
    assert read(library) == ["one.md"]
    assert records(library) == before
    assert not library.index()


def test_created_deleted_and_renamed_notes(shelf: Shelf) -> None:
    shelf.dump("a.txt", PRIOR)
    gone, moved = shelf.note("gone.md", f"{PRIOR}\n"), shelf.note("moved.md", f"[[{PRIOR}]]\n")
    library = shelf.open()
    library.index()
    gone.unlink()
    (shelf.root / "sub").mkdir()
    moved.rename(shelf.root / "sub" / "else.md")
    shelf.note("new.md", f"{PRIOR}\n")
    assert read(library) == ["else.md", "new.md"]
    assert {Path(path).name for path in library.view().notes.files} == {"new.md", "else.md"}
    (paper,) = library.view().papers.named(PRIOR)
    cited = library.notes().citing(paper)
    assert [Path(c.path).name for c in cited] == ["new.md", "else.md"]
    assert library.notes().cited_in(str(gone)) == []
    assert library.status().notes == 2
    check_as_fresh(shelf, library)


def test_a_new_title_makes_the_notes_that_say_it_be_read(shelf: Shelf) -> None:
    shelf.dump("a.txt", "Something Else Entirely")
    shelf.note("plain.md", "So neural SCENE\nflow prior is\n")
    shelf.note("possessive.md", f"{PRIOR}'s results\n")
    shelf.note("front.md", f"---\ntitle: {PRIOR}\n---\n")
    shelf.note("link.md", f"[[{PRIOR}|x]]\n")
    shelf.note("code.md", f"`{PRIOR}`\n")
    shelf.note("words.md", "A prior of neural flow in a scene\n")
    shelf.note("other.md", "Something Else Entirely\n")
    library = shelf.open()
    library.index()
    assert mentions(library, "plain.md") == []
    shelf.dump("b.txt", PRIOR)
    assert read(library) == ["code.md", "front.md", "link.md", "plain.md", "possessive.md"]
    assert mentions(library, "plain.md") == ["neural SCENE\nflow prior"]
    assert mentions(library, "possessive.md") == [PRIOR]
    assert mentions(library, "code.md") == []
    assert not library.index()
    check_as_fresh(shelf, library)


def test_a_title_that_goes_lets_a_shorter_one_come_up(shelf: Shelf) -> None:
    shelf.dump("a.txt", PRIOR)
    long = shelf.dump("b.txt", CRITICS, "Another Paper of Ours")
    shelf.note("one.md", f"So {CRITICS} says\n")
    shelf.note("two.md", f"So {PRIOR} says, in Another Paper of Ours\n")
    library = shelf.open()
    library.index()
    assert mentions(library, "one.md") == [CRITICS]
    shelf.dump("b.txt", "Another Paper of Ours")
    assert read(library) == ["one.md"]
    assert mentions(library, "one.md") == [PRIOR]
    shelf.dump("b.txt", CRITICS)
    assert read(library) == ["one.md", "two.md"]
    assert mentions(library, "one.md") == [CRITICS]
    assert mentions(library, "two.md") == [PRIOR]
    long.unlink()
    assert read(library) == ["one.md"]
    assert mentions(library, "one.md") == [PRIOR]
    check_as_fresh(shelf, library)


def test_a_title_that_moves_to_another_dump_changes_no_note(shelf: Shelf) -> None:
    path = shelf.dump("a.txt", PRIOR)
    shelf.note("one.md", f"{PRIOR}\n")
    library = shelf.open()
    library.index()
    path.rename(shelf.root / "b.txt")
    assert read(library) == []
    assert mentions(library, "one.md") == [PRIOR]
    assert not library.index()


def test_names_other_than_titles_need_no_note_to_be_read(shelf: Shelf) -> None:
    shelf.note("one.md", "[@scene-flow-by-night] and [[Night]], @sec-net\n")
    library = shelf.open()
    library.index()
    assert [c.papers for c in library.notes().cited_in(str(shelf.root / "one.md"))] == [()]
    shelf.dump("a.txt", "Scene Flow by Night", "Night: A Study of Owls", "Sec Net")
    library.index()
    found = library.notes().cited_in(str(shelf.root / "one.md"))
    assert [c.text for c in found if c.papers] == ["@scene-flow-by-night", "[[Night]]", "@sec-net"]
    check_as_fresh(shelf, library)


def test_a_link_that_comes_to_name_a_paper_hides_the_title_in_its_text(shelf: Shelf) -> None:
    shelf.dump("a.txt", PRIOR)
    shelf.note("one.md", f"[on {PRIOR}](https://doi.org/10.1234/weave)\n")
    shelf.note("two.md", f"[on {PRIOR}](Weaving%20by%20Hand%20and%20Eye.md)\n")
    library = shelf.open()
    library.index()
    assert mentions(library, "one.md") == mentions(library, "two.md") == [PRIOR]
    entry = {"id": "weave", "DOI": "10.1234/weave", "title": "Weaving by Hand and Eye"}
    (shelf.root / "b.json").write_text(json.dumps([{"type": "book", **entry}]))
    library.index()
    assert mentions(library, "one.md") == mentions(library, "two.md") == []
    check_as_fresh(shelf, library)
    (shelf.root / "b.json").unlink()
    library.index()
    assert mentions(library, "one.md") == mentions(library, "two.md") == [PRIOR]
    check_as_fresh(shelf, library)


def index_dumps_only(library: Library, *dumps: Path) -> None:
    """Index, cancelled before any note is read."""
    steps: list[Progress] = []
    library.index(report=steps.append, cancelled=lambda: len(steps) >= len(dumps))
    assert [step.file for step in steps if step.file] == [str(path) for path in dumps]


def test_changes_of_several_runs_are_made_up_for(shelf: Shelf) -> None:
    shelf.dump("a.txt", "Something Else Entirely")
    shelf.note("one.md", f"{PRIOR} and An Owl of the Night\n")
    shelf.note("two.md", "Nothing.\n")
    library = shelf.open()
    library.index()
    index_dumps_only(library, shelf.dump("b.txt", PRIOR))
    index_dumps_only(library, shelf.dump("c.txt", "An Owl of the Night"))
    assert mentions(library, "one.md") == []
    assert read(library) == ["one.md"]
    assert mentions(library, "one.md") == [PRIOR, "An Owl of the Night"]
    check_as_fresh(shelf, library)


@pytest.mark.parametrize(("runs", "titles"), [(1, 501), (9, 1)])
def test_more_changes_than_are_listed_make_all_notes_be_read(
    shelf: Shelf, runs: int, titles: int
) -> None:
    shelf.dump("a.txt", PRIOR)
    shelf.note("one.md", "Nothing.\n")
    shelf.note("two.md", "Tale 00 of the Night\n")
    library = shelf.open()
    library.index()
    for run in range(runs):
        tales = [f"Tale {run}{n} of the Night" for n in range(titles)]
        index_dumps_only(library, shelf.dump(f"b{run}.txt", *tales))
    assert read(library) == ["one.md", "two.md"]
    assert mentions(library, "two.md") == ["Tale 00 of the Night"]
    check_as_fresh(shelf, library)


def test_a_generic_title_is_no_mention_however_it_comes(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Titles that come to a large library are looked up apart from those before.
    monkeypatch.setattr(known_titles, "_LARGEST_DELTA", 2)
    shelf.dump("a.txt", "One Paper of Ours", "Two Papers of Ours", "Three Papers of Ours")
    shelf.note("one.md", f"# Introduction\n\n{PRIOR}\n\n- Contents\n")
    library = shelf.open()
    library.index()
    library.view()
    shelf.dump("b.txt", "Introduction", PRIOR)
    library.index()
    assert mentions(library, "one.md") == [PRIOR]
    check_as_fresh(shelf, library)


def test_a_note_that_cannot_be_read_is_a_problem_until_it_can(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shelf.note("one.md", "[@key]\n")
    shelf.note("two.md", "[@key]\n")
    library = shelf.open()
    library.index()
    stored, read_bytes = packed.stored, Path.read_bytes

    def allowed(asked: Path) -> Path:
        if asked == path:
            raise PermissionError(13, "Permission denied")
        return asked

    def guarded_open(asked: str) -> object:
        return stored(str(allowed(Path(asked))))

    def guarded_read(asked: Path) -> bytes:
        return read_bytes(allowed(asked))

    shelf.note("one.md", "[@other]\n")
    with monkeypatch.context() as patched:
        patched.setattr(packed, "stored", guarded_open)
        patched.setattr(Path, "read_bytes", guarded_read)
        assert library.index()
        assert [str(p) for p in library.status().problems] == [
            f"{path}:1: cannot be read: Permission denied"
        ]
        assert library.notes().cited_in(str(path)) == []
        # It is tried again, but nothing has changed.
        assert not library.index()
    assert read(library) == ["one.md"]
    assert [c.text for c in library.notes().cited_in(str(path))] == ["@other"]
    assert library.status().problems == ()


def test_notes_and_names_that_are_not_utf8(shelf: Shelf) -> None:
    shelf.dump("a.txt", PRIOR)
    odd = shelf.note("caf\udce9.md", f"\xff {PRIOR} \xe9\n".encode("latin-1"))
    shelf.note("utf16.md", f"{PRIOR}\n".encode("utf-16"))
    shelf.note("nul.md", f"\0 {PRIOR} \0\n")
    library = shelf.open()
    library.index()
    assert mentions(library, odd.name) == mentions(library, "nul.md") == [PRIOR]
    assert mentions(library, "utf16.md") == []
    record = library.view().notes.of(str(odd))
    assert record is not None
    assert record.title == "caf?"
    assert not library.index()
    odd.unlink()
    library.index()
    assert library.status().notes == 2


def test_the_notes_that_the_configuration_names(shelf: Shelf, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "far.md").write_text("[@key]\n")
    shelf.note("near.md", "[@key]\n")
    shelf.note("mine/kept.md", "[@key]\n")
    shelf.note("mine/draft-1.md", "[@key]\n")
    (shelf.root / "litnotes.toml").write_text(
        f'notes = ["mine", "{outside}", "near.md"]\nignore = ["draft-*"]\n'
    )
    library = shelf.open()
    assert read(library) == ["far.md", "kept.md", "near.md"]
    (shelf.root / "litnotes.toml").write_text('notes = ["mine"]\n')
    library = shelf.open()
    assert read(library) == ["draft-1.md"]
    assert {Path(path).name for path in library.view().notes.files} == {"draft-1.md", "kept.md"}


def test_a_rebuild_reads_every_note(shelf: Shelf) -> None:
    shelf.dump("a.txt", PRIOR)
    shelf.note("one.md", f"{PRIOR}\n")
    shelf.note("two.md", f"{CRITICS}\n")
    library = shelf.open()
    library.index()
    before = records(library)
    assert read(library, rebuild=True) == ["one.md", "two.md"]
    assert records(library) == before
    assert not library.index()


def test_tags_stand_for_what_some_note_defines_them_as(shelf: Shelf) -> None:
    """Manubot's: https://manubot.org/docs/citations.html."""
    items = [{"id": "a1", "type": "book", "DOI": "10.1234/a", "title": PRIOR}]
    (shelf.root / "library.json").write_text(json.dumps(items))
    shelf.note("one.md", "[@tag:Prior_a; @tag:round; @tag:unheard]\n")
    shelf.note("back.md", "[@tag:prior_A]: doi:10.1234/A\n\n[@tag:round]: tag:round\n[x]: y\n")
    library = shelf.open()
    library.index()

    def cited() -> list[list[str]]:
        found = library.cited_in(shelf.root / "one.md")
        return [[paper.key for paper in citation.papers] for citation in found]

    (paper,) = library.view().called("doi:10.1234/a")
    assert cited() == [["a1"], [], []]
    assert [place.text for place in library.notes().citing(paper)] == ["@tag:Prior_a"]
    check_as_fresh(shelf, library)
    # What it stands for is asked when it matters: the note that cites it is not read again.
    shelf.note("back.md", "[@tag:prior_a]: doi:10.1234/other\n\n[@tag:unheard]: doi:10.1234/a\n")
    assert read(library) == ["back.md"]
    assert cited() == [[], [], ["a1"]]
    shelf.note("back.md", "nothing\n")
    library.index()
    assert cited() == [[], [], []]
    check_as_fresh(shelf, library)
