"""Which notes cite a paper, on disk and unsaved, and which are about it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from litnotes_index import config
from litnotes_index.backlinks import NoteCitation, Notes, read_note, record_of, title_of
from litnotes_index.library import Library
from litnotes_index.markdown import parse
from litnotes_index.model import Entry, Paper
from litnotes_index.view import View
from support.marked import files
from support.papers import library, paper, write_page
from support.shelf import with_notes

ATTENTION = "Attention Is All You Need"
BASKETS = "Learning to Weave Baskets"
DUMPS: dict[str, Sequence[Entry | str]] = {
    "/dumps/lab.bib": [
        paper("Gradient Surgery by Night", key="smith2020"),
        paper("Gradient Surgery by Day", key="smith2020"),
        paper(BASKETS, key="weaver1999", ids={"doi": "10.1234/basket.7"}),
    ],
    "/dumps/more.bib": [
        paper(BASKETS, key="weaver:baskets", urls=("https://example.org/baskets",)),
        paper("Weave: Baskets at Home", ids={"doi": "10.1234/basket.7", "arxiv": "1412.6980v2"}),
    ],
    "/dumps/page.txt": [ATTENTION, "Seeing Far: A Study of Eyes"],
}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> View:
    return library(tmp_path_factory.mktemp("papers"), dumps=DUMPS)


class Desk:
    """Notes on disk and in an editor, over the papers of a view."""

    def __init__(self, folder: Path, known: View) -> None:
        self.root = folder / "notes"
        self.root.mkdir()
        self._folder = folder
        self._known = known

    def notes(self, source: str, unsaved: Mapping[str, str] | None = None) -> Notes:
        """Return the notes of `-- a.md --` texts on disk, under the unsaved ones."""
        for name, text in files(source).items():
            self.write(name, text.encode())
        return self.indexed(unsaved)

    def write(self, name: str, written: bytes) -> None:
        (self.root / name).parent.mkdir(exist_ok=True)
        (self.root / name).write_bytes(written)

    def indexed(self, unsaved: Mapping[str, str] | None = None) -> Notes:
        view = with_notes(self._known, self.root, self._folder / "index")
        opened = {str(self.root / name): text for name, text in (unsaved or {}).items()}
        records = {path: record_of(path, parse(text), view) for path, text in opened.items()}
        return Notes(view, records)

    def seen(self, found: list[NoteCitation]) -> list[str]:
        return [f"{Path(c.path).relative_to(self.root)}:{c.line}: {c.text}" for c in found]


@pytest.fixture
def desk(tmp_path: Path, known: View) -> Desk:
    return Desk(tmp_path, known)


def the(notes: Notes, title: str) -> Paper:
    (found,) = notes.view.papers.named(title)
    return found


FOUR = f"""\
-- b.md --
# About baskets

[[{BASKETS}]] and [@weaver1999] and @weaver:baskets
-- a.md --
{BASKETS.lower()} by [doi](https://doi.org/10.1234/Basket.7), not {ATTENTION}
-- sub/c.md --
---
arxiv: 1412.6980
---
- [[Weave]], [[Weave: Baskets at Home]], [@doi:10.1234/basket.7], [x](http://www.example.org/baskets/)
- [[learning-to-weave-baskets]], [@nobody2001], [[d]]
-- d.md --
Nothing of it.
"""


def test_every_way_to_cite_a_paper_is_found(desk: Desk) -> None:
    notes = desk.notes(FOUR)
    found = notes.citing(the(notes, BASKETS))
    assert desk.seen(found) == [
        "a.md:0: learning to weave baskets",
        "a.md:0: [doi](https://doi.org/10.1234/Basket.7)",
        "b.md:2: [[Learning to Weave Baskets]]",
        "b.md:2: @weaver1999",
        "b.md:2: @weaver:baskets",
        "sub/c.md:1: 1412.6980",
        "sub/c.md:3: [[Weave]]",
        "sub/c.md:3: [[Weave: Baskets at Home]]",
        "sub/c.md:3: @doi:10.1234/basket.7",
        "sub/c.md:3: [x](http://www.example.org/baskets/)",
        "sub/c.md:4: [[learning-to-weave-baskets]]",
    ]
    assert {tuple(p.key for p in c.papers) for c in found} == {("weaver1999",)}
    assert notes.count(the(notes, BASKETS)) == 3
    assert desk.seen(notes.citing(the(notes, ATTENTION))) == [f"a.md:0: {ATTENTION}"]
    assert notes.citing(the(notes, "Seeing Far: A Study of Eyes")) == []
    assert notes.count(the(notes, "Seeing Far: A Study of Eyes")) == 0


def test_the_citations_of_one_note(desk: Desk) -> None:
    notes = desk.notes(FOUR)
    found = notes.cited_in(str(desk.root / "sub" / "c.md"))
    assert desk.seen(found)[-1] == "sub/c.md:4: @nobody2001"
    assert found[-1].papers == ()
    assert len(found) == 7
    assert notes.cited_in(str(desk.root / "d.md")) == []
    assert notes.cited_in(str(desk.root / "nowhere.md")) == []


def test_a_made_key_is_found_after_a_source_gives_another(tmp_path: Path) -> None:
    # It was written before the .bib file came, and still means the paper.
    given = paper(BASKETS, key="weaver1999")
    dumps: dict[str, list[Entry | str]] = {"/a.txt": [BASKETS], "/lab.bib": [given]}
    desk = Desk(tmp_path, library(tmp_path / "papers", dumps=dumps))
    notes = desk.notes("-- a.md --\n[@learning-to-weave-baskets] [[weaver1999]]\n")
    assert desk.seen(notes.citing(the(notes, BASKETS))) == [
        "a.md:0: @learning-to-weave-baskets",
        "a.md:0: [[weaver1999]]",
    ]


def test_an_ambiguous_key_counts_for_both(desk: Desk) -> None:
    notes = desk.notes("-- a.md --\nSo [@smith2020] says.\n")
    for title in ("Gradient Surgery by Night", "Gradient Surgery by Day"):
        (found,) = notes.citing(the(notes, title))
        assert (found.text, len(found.papers)) == ("@smith2020", 2)


def test_a_name_that_means_another_paper_first_is_no_citation(desk: Desk) -> None:
    # The text of a link counts before where it leads.
    notes = desk.notes(f"-- a.md --\n[{ATTENTION}](https://doi.org/10.1234/basket.7)\n")
    assert notes.citing(the(notes, BASKETS)) == []
    assert len(notes.citing(the(notes, ATTENTION))) == 1


UNSAVED: dict[str, tuple[dict[str, str], list[str]]] = {
    "nothing open": ({}, ["a.md:0: @weaver1999", "b.md:0: @weaver1999"]),
    "a citation more": (
        {"a.md": f"{BASKETS}\n\n@weaver1999"},
        [f"a.md:0: {BASKETS}", "a.md:2: @weaver1999", "b.md:0: @weaver1999"],
    ),
    "one less": ({"a.md": "Gone."}, ["b.md:0: @weaver1999"]),
    "all deleted": ({"a.md": "", "b.md": ""}, []),
    "a new file": (
        {"0.md": "[[weaver1999]]", "z.md": "[@weaver1999]"},
        [
            *("0.md:0: [[weaver1999]]", "a.md:0: @weaver1999"),
            *("b.md:0: @weaver1999", "z.md:0: @weaver1999"),
        ],
    ),
    "as on disk": (
        {"b.md": "@weaver1999\n"},
        ["a.md:0: @weaver1999", "b.md:0: @weaver1999"],
    ),
}


@pytest.mark.parametrize("case", UNSAVED)
def test_unsaved_text_wins_over_the_disk(desk: Desk, case: str) -> None:
    unsaved, expected = UNSAVED[case]
    notes = desk.notes("-- a.md --\n@weaver1999\n-- b.md --\n@weaver1999\n", unsaved)
    assert desk.seen(notes.citing(the(notes, BASKETS))) == expected
    names = ("0.md", "a.md", "b.md", "z.md")
    each = [c for name in names for c in notes.cited_in(str(desk.root / name))]
    assert desk.seen(each) == expected


def test_which_notes_hold_a_name(desk: Desk) -> None:
    notes = desk.notes("-- a.md --\n@k1 @k2\n-- b.md --\n@k1\n", {"a.md": "@k3", "c.md": "@k1"})
    assert notes.naming("key:k1") == [str(desk.root / "b.md"), str(desk.root / "c.md")]
    assert notes.naming("key:k2") == []
    assert notes.naming("key:k3") == [str(desk.root / "a.md")]
    assert {"key:k1", "key:k3"} <= notes.names()


ABOUT = {
    "weaver1999.md": "Its file name is a key.",
    "Reading 17.md": "---\ncitekey: weaver:baskets\n---\n",
    "LEARNING to weave baskets.md": "",
    "a.md": f"# {BASKETS}\n",
    "b.md": "# @weaver1999\n",
    # The first that says which paper counts, front matter before file name and heading.
    "c.md": f"---\ndoi: 10.1234/basket.7\ntitle: My own words\n---\n# {ATTENTION}\n",
    "d.md": '---\ntitle: "Weave: Baskets at Home"\n---\n',
    "Attention-Is-All-You-Need.md": f"# {BASKETS}\n",
    "plan.md": f"# Plan\n\n## {BASKETS}\n\n{BASKETS}\n",
}


def test_the_literature_notes_of_a_paper(desk: Desk) -> None:
    for name, text in ABOUT.items():
        desk.write(name, text.encode())
    notes = desk.indexed()
    about = [Path(note.path).name for note in notes.literature(the(notes, BASKETS))]
    assert about == [
        *("LEARNING to weave baskets.md", "Reading 17.md", "a.md", "b.md", "c.md", "d.md"),
        "weaver1999.md",
    ]
    (other,) = notes.literature(the(notes, ATTENTION))
    assert Path(other.path).name == "Attention-Is-All-You-Need.md"


def test_a_literature_note_that_is_linked_is_a_citation_of_its_paper(desk: Desk) -> None:
    desk.write("Reading 17.md", b"---\ncitekey: weaver1999\n---\n")
    desk.write("a.md", b"[[Reading 17]], [my notes](sub/Reading%2017.md), [[Reading 18]]\n")
    notes = desk.indexed()
    expected = [
        "Reading 17.md:1: weaver1999",
        "a.md:0: [[Reading 17]]",
        "a.md:0: [my notes](sub/Reading%2017.md)",
    ]
    assert desk.seen(notes.citing(the(notes, BASKETS))) == expected
    desk.write("Reading 17.md", b"---\ncitekey: smith2020\n---\n")
    changed = desk.indexed()
    assert changed.citing(the(changed, BASKETS)) == []


def test_unsaved_literature_notes(desk: Desk) -> None:
    unsaved = {"x.md": f"# {BASKETS}", "weaver1999.md": "---\ncitekey: smith2020\n---\n"}
    notes = desk.notes("-- weaver1999.md --\nx\n", unsaved)
    assert [Path(note.path).name for note in notes.literature(the(notes, BASKETS))] == ["x.md"]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        (b"@weaver1999", (0, 0, 0, 11)),
        ("🙂𝒳 @weaver1999\n".encode(), (0, 3, 0, 14)),
        ("é e\u0301 日本 @weaver1999\n".encode(), (0, 8, 0, 19)),
        (b"\xef\xbb\xbf@weaver1999 x", (0, 0, 0, 11)),
        (b"\xef\xbb\xbf---\r\ncitekey: weaver1999\r\n---\r\n", (1, 9, 1, 19)),
        (b"a\r\n\r\n \xc3\xa9 @weaver1999\r\n", (2, 3, 2, 14)),
        (b"a\rb\r\r@weaver1999\r", (3, 0, 3, 11)),
        (b"a\n\n@weaver1999", (2, 0, 2, 11)),
        # What Python calls lines, too, and no editor does.
        ("a\u2028b\x0b\x0c\x85c @weaver1999\n".encode(), (0, 8, 0, 19)),
        (b"\xff\xfe \xf0\x9f @weaver1999\n", (0, 5, 0, 16)),
        (b"> So Learning to\r\n> Weave\r\n> Baskets is", (0, 5, 2, 9)),
    ],
)
def test_positions_are_lines_and_code_points(
    desk: Desk, written: bytes, place: tuple[int, int, int, int]
) -> None:
    desk.write("a.md", written)
    notes = desk.indexed()
    (one,) = notes.citing(the(notes, BASKETS))
    assert (one.line, one.character, one.end_line, one.end_character) == place


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: The First\n---\n# The Second\n", "The First"),
        ("## Before\n\n# The *Second* #\n", "The *Second*"),
        ("The\nSecond\n===\n", "The Second"),
        ("## Not this\n", "a note"),
        ("", "a note"),
    ],
)
def test_what_a_note_is_called(text: str, title: str) -> None:
    assert title_of(parse(text), "/notes/a note.md") == title


def test_through_the_library(tmp_path: Path) -> None:
    root = tmp_path / "notes"
    write_page(root / "page.txt", ATTENTION, BASKETS)
    (root / "a.md").write_text(f"See {ATTENTION} and [[{BASKETS}]].\n")
    (root / "b.md").write_text(f"{ATTENTION}\n")
    shelf = Library(root, config.load(root), index_dir=tmp_path / "index")
    shelf.index()
    notes = shelf.notes()
    assert [Path(c.path).name for c in notes.citing(the(notes, ATTENTION))] == ["a.md", "b.md"]
    assert [c.text for c in notes.cited_in(str(root / "a.md"))] == [ATTENTION, f"[[{BASKETS}]]"]


def test_a_note_is_read_as_it_is_stored(desk: Desk) -> None:
    written = b"\xef\xbb\xbf# T\xff\r\n\r\n@weaver1999 [[x]]\r\n"
    desk.write("a.md", written)
    notes = desk.indexed()
    path = str(desk.root / "a.md")
    assert read_note(path, written, notes.view) == notes.view.notes.of(path)
