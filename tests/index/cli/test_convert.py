"""`litnotes convert`: what it would change, what it changes, and what it leaves alone."""

from pathlib import Path

import pytest

from support.command import Run, check_refused, write_notes

ATTENTION = "Attention Is All You Need"
KEY = "attention-is-all-you-need"
NOTES = {
    "a.md": f"# A\n\nAs [[{ATTENTION}]] says,\nand [@{KEY}, p. 3].\n",
    "sub/b.md": f"[[{ATTENTION}|it]] and [[Learning to Weave Baskets]]",
    "c.md": "nothing\n",
}


@pytest.fixture(autouse=True)
def _notes(root: Path) -> None:
    write_notes(root, NOTES)


def texts(root: Path) -> dict[str, str]:
    return {name: (root / name).read_text() for name in NOTES}


def test_nothing_is_written_unless_asked_for(run: Run, root: Path) -> None:
    ran = run("convert", ".", "--to", "pandoc")
    assert ran.code == 0
    assert ran.out == (
        "--- a.md\n+++ a.md\n@@ -1,4 +1,4 @@\n # A\n \n"
        f"-As [[{ATTENTION}]] says,\n+As [@{KEY}] says,\n and [@{KEY}, p. 3].\n"
        "--- sub/b.md\n+++ sub/b.md\n@@ -1 +1 @@\n"
        f"-{NOTES['sub/b.md']}\n\\ No newline at end of file\n"
        f"+[[{ATTENTION}|it]] and [@learning-to-weave-baskets]\n\\ No newline at end of file\n"
    )
    assert ran.err == (
        f"{root / 'sub/b.md'}:1:1: [[{ATTENTION}|it]] shows words of its own\n"
        "would change 2 citations in 2 notes of 4; 1 cannot change; "
        "nothing is written without --write\n"
    )
    assert texts(root) == NOTES


def test_notes_are_written_and_the_same_papers_cited(run: Run, root: Path) -> None:
    before = [place["papers"] for place in run("cites", ".", "--json").json["citations"]]
    ran = run("convert", ".", "--to", "wikilink", "--write")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        f"{root / 'a.md'}:4:6: @{KEY} has a locator or words of its own\n"
        "changed 0 citations in 0 notes of 4; 1 cannot change\n"
    )
    assert run("convert", "sub", "a.md", "--to", "[[@{key}]]", "--write", "--json").code == 0
    assert texts(root) == NOTES | {
        "a.md": NOTES["a.md"].replace(f"[[{ATTENTION}]]", f"[[@{KEY}]]"),
        "sub/b.md": f"[[{ATTENTION}|it]] and [[@learning-to-weave-baskets]]",
    }
    after = [place["papers"] for place in run("cites", ".", "--json").json["citations"]]
    assert after == before


def test_json(run: Run, root: Path) -> None:
    answer = run("convert", "a.md", "--to", "[[@{key}]]", "--from", "wikilink", "--json").json
    assert answer == {
        "written": False,
        "notes": [
            {
                "path": str(root / "a.md"),
                "edits": [
                    {
                        "line": 2,
                        "character": 3,
                        "end_line": 2,
                        "end_character": 3 + len(ATTENTION) + 4,
                        "text": f"[[{ATTENTION}]]",
                        "new_text": f"[[@{KEY}]]",
                    }
                ],
                "left": [],
            }
        ],
    }
    (left,) = run("convert", "a.md", "--to", "title", "--from", "pandoc", "--json").json["notes"]
    assert [(one["text"], one["reason"]) for one in left["left"]] == [
        (f"@{KEY}", "has a locator or words of its own")
    ]


def test_forms_of_the_configuration_have_names(run: Run, root: Path) -> None:
    (root / "litnotes.toml").write_text('[citation_forms]\n"by hand" = "@{key}"\nno = "{year}"\n')
    assert f"+As @{KEY} says," in run("convert", "a.md", "--to", "by hand").out
    check_refused(
        run("convert", "a.md", "--to", "byhand"),
        1,
        "litnotes: no form of citations is called 'byhand'; there are title, wikilink, pandoc, "
        "link, by hand, no\n",
    )
    check_refused(
        run("convert", "a.md", "--to", "no"),
        1,
        "litnotes: '{year}' does not tell which paper is meant",
    )


def test_usage(run: Run) -> None:
    check_refused(run("convert", "a.md"), 2, "litnotes convert: the following arguments are")
    check_refused(
        run("convert", "a.md", "--to", "{kye}"),
        2,
        "litnotes convert: argument --to: '{kye}' must be 'title', ",
    )
    check_refused(
        run("convert", "a.md", "--to", "title", "--from", "footnote"),
        2,
        "litnotes convert: argument --from: invalid choice",
    )
    check_refused(
        run("convert", "none.md", "--to", "title"), 1, "litnotes: none.md: there is no such note"
    )


def test_a_note_that_cannot_be_read_is_said_and_the_others_are_changed(
    run: Run, root: Path
) -> None:
    latin = f"caf\xe9 [[{ATTENTION}]]".encode("latin-1")
    (root / "latin.md").write_bytes(latin)
    ran = run("convert", ".", "--to", "pandoc", "--write")
    assert ran.code == 1
    assert f"litnotes: {root / 'latin.md'} is not UTF-8, and left as it is\n" in ran.err
    assert ran.err.endswith("\nlitnotes: 1 note could not be converted\n")
    assert (root / "latin.md").read_bytes() == latin
    assert f"As [@{KEY}] says," in (root / "a.md").read_text()


def test_links_point_from_each_note(run: Run, root: Path) -> None:
    write_notes(root, {"papers/on it.md": f"---\ncitekey: {KEY}\n---\n"})
    run("convert", ".", "--to", "link", "--write")
    assert (root / "sub/b.md").read_text().startswith("[it](../papers/on%20it.md) and [[")
    assert f"[{ATTENTION}](papers/on%20it.md)" in (root / "a.md").read_text()


def test_what_a_note_says_does_nothing_to_a_terminal(run: Run, root: Path) -> None:
    (root / "c.md").write_text(f"\x1b[2J [@unheard] \u202e [[{ATTENTION}]]\n[@unheard\x1b]")
    ran = run("convert", "c.md", "--to", "pandoc", "--from", "pandoc", "--from", "wikilink")
    assert "-\\x1b[2J [@unheard] \\u202e [[" in ran.out
    assert ran.out.replace("\n", "").isprintable()
    assert ran.err.replace("\n", "").isprintable()
