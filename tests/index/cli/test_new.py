"""`litnotes new`: a literature note of a paper, made once and never written over."""

from pathlib import Path

from support.command import Run, check_refused
from support.papers import write_page

KEY = "attention-is-all-you-need"


def test_a_note_is_made_and_known_from_then_on(run: Run, root: Path) -> None:
    made = run("new", "attention is", "all you need", "--json")
    note = root / f"{KEY}.md"
    assert (made.code, made.err) == (0, "")
    assert made.json == {"paper": KEY, "path": str(note)}
    text = note.read_text()
    assert text.startswith(f"---\ncitekey: {KEY}\ntitle: Attention Is All You Need\n")
    shown = run("show", KEY, "--json").json
    assert str(note) in [place["path"] for place in shown["cited_by"]]
    check_refused(
        run("new", KEY), 1, f"litnotes: {note} is the note of 'Attention Is All You Need' already"
    )
    assert note.read_text() == text


def test_a_file_that_is_there_is_left_alone(run: Run, root: Path) -> None:
    note = root / f"{KEY}.md"
    note.write_text("my own words, which name no paper\n")
    # Its name is the paper's key: it is its note.
    check_refused(run("new", KEY), 1, f"litnotes: {note} is the note of")
    (root / "litnotes.toml").write_text('[literature]\nname = "{{ title }}"\n')
    (root / "Learning to Weave Baskets.md").mkdir()
    check_refused(
        run("new", "learning to weave baskets"),
        1,
        f"litnotes: {root}/Learning to Weave Baskets.md is there already",
    )
    assert note.read_text() == "my own words, which name no paper\n"


def test_a_note_written_a_moment_ago_is_known(run: Run, root: Path) -> None:
    run("index")
    (root / "mine.md").write_text(f"---\ncitekey: {KEY}\n---\n")
    check_refused(run("new", KEY), 1, f"litnotes: {root / 'mine.md'} is the note of")


def test_what_cannot_be_made(run: Run, root: Path) -> None:
    check_refused(run("new", "no such paper at all"), 1, "litnotes: no paper is called")
    (root / "litnotes.toml").write_text('[literature]\nname = "{{ key.upper() }}"\n')
    check_refused(
        run("new", KEY), 1, "litnotes: the template of a literature note, line 1: no call"
    )
    (root / "litnotes.toml").write_text('[literature]\ntemplate = "nowhere.md"\n')
    check_refused(run("new", KEY), 1, f"litnotes: {root / 'nowhere.md'} cannot be read")
    assert not (root / f"{KEY}.md").exists()


def test_a_dump_names_no_place_to_write(run: Run, root: Path) -> None:
    write_page(root / "evil.txt", "../../../tmp/evil", "..\\..\\evil")
    (root / "litnotes.toml").write_text('[literature]\nfolder = "papers"\nname = "{{ title }}"\n')
    made = run("new", "../../../tmp/evil", "--json")
    assert made.json["path"] == str(root / "papers" / "tmp evil.md")
