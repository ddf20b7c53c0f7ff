"""What `litnotes search --notes` finds in one's own notes, and which line of them it shows."""

from pathlib import Path
from typing import Any

import pytest

from support.command import Run, write_notes

NOTES = {
    "a.md": "# On Attention\n\n[@nobody2001] and [[x]].\n",
    "sub/deep/c.md": "Nothing is cited here, but weaving of baskets is told of.\n",
    "Weaving by hand.md": "\nA list:\n\n- of reeds and willows\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_notes(tmp_path / "notes", NOTES)


def hits(run: Run, *query: str) -> list[str]:
    """Return the names of the notes that are found, and check what is said of each."""
    ran = run("search", "--notes", "--json", *query)
    assert (ran.code, ran.err) == (0, "")
    assert ran.json.keys() == {"query", "notes"}
    assert ran.json["query"] == " ".join(query)
    found: list[dict[str, Any]] = ran.json["notes"]
    for note in found:
        assert note.keys() == {"path", "title", "line", "character", "text"}
        lines = Path(note["path"]).read_text().splitlines()
        line = lines[int(note["line"])]
        assert line == note["text"]
        assert 0 <= note["character"] < len(line)
    return [Path(note["path"]).name for note in found]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("nobody2001", ["a.md"]),
        ("willows", ["Weaving by hand.md"]),
        ("will", ["Weaving by hand.md"]),
        ("WÏLLOWS", ["Weaving by hand.md"]),
        ("wilows", ["Weaving by hand.md"]),
        ("reeds willows list", ["Weaving by hand.md"]),
        ("reeds wilows", ["Weaving by hand.md"]),
        ("weaving hand", ["Weaving by hand.md"]),
        ("weaving ha", ["Weaving by hand.md"]),
        ("reeds baskets", []),
        ("zzzzzz", []),
        ("?!", []),
    ],
)
def test_search_of_notes(run: Run, query: str, found: list[str]) -> None:
    assert hits(run, *query.split()) == found


def test_search_of_notes_shows_the_line_that_says_most(run: Run, root: Path) -> None:
    (note,) = run("search", "--notes", "told", "baskets", "weav", "--json").json["notes"]
    assert note == {
        "path": str(root / "sub/deep/c.md"),
        "title": "c",
        "line": 0,
        "character": 27,
        "text": NOTES["sub/deep/c.md"].rstrip("\n"),
    }
    (note,) = run("search", "--notes", "reed", "--json").json["notes"]
    assert (note["line"], note["character"], note["title"]) == (3, 5, "Weaving by hand")
    (note,) = run("search", "--notes", "wilows", "--json").json["notes"]
    assert (note["line"], note["character"]) == (3, 15)


def test_search_of_notes_puts_titles_first_and_stops(run: Run, root: Path) -> None:
    for n in range(12):
        (root / f"n{n}.md").write_text(f"Words, and owls {'of the night ' * n}\n")
    (root / "z.md").write_text("# Owls\n\nThey hoot, and many more words are said of them here.\n")
    assert len(hits(run, "owls")) == 10
    assert hits(run, "owls")[0] == "z.md"
    assert len(run("search", "owls", "--notes", "-n", "3", "--json").json["notes"]) == 3


def test_search_of_notes_for_people(run: Run, root: Path) -> None:
    ran = run("search", "--notes", "willows")
    assert (ran.code, ran.err) == (0, "")
    path = root / "Weaving by hand.md"
    assert ran.out == f"Weaving by hand\n  {path}:4: - of reeds and willows\n"
    ran = run("search", "--notes", "zzzz")
    assert (ran.code, ran.out, ran.err) == (0, "", "no note says 'zzzz'\n")
