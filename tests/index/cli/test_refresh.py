"""`litnotes refresh`: what it prints and writes, and what it leaves alone."""

import sys
import tempfile
from pathlib import Path

import pytest

from support.command import TITLES, Run, check_refused

ATTENTION, BASKETS = TITLES[:2]
KEY = "attention-is-all-you-need"
OLD = f"---\ncitekey: {KEY}\ntitle: Attention  # mine\nrating: 5\nsource: a.txt:77\n---\n\nmine\n"
FRESH = OLD.replace(": Attention ", f": {ATTENTION} ").replace(":77", ":2")


@pytest.fixture
def note(root: Path) -> Path:
    path = root / "lit" / "a.md"
    path.parent.mkdir()
    path.write_text(OLD)
    return path


def test_a_note_is_refreshed_once(run: Run, note: Path) -> None:
    ran = run("refresh", note)
    assert ran.code == 0
    assert ran.out == f"{note}: title, source\n"
    assert ran.err == "1 note refreshed, 0 up to date, 0 skipped\n"
    assert note.read_text() == FRESH
    before = note.stat()
    ran = run("refresh", "lit")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "0 notes refreshed, 1 up to date, 0 skipped\n"
    assert (note.stat().st_mtime_ns, note.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_new_note_is_up_to_date_and_follows_its_dump(run: Run, root: Path) -> None:
    run("new", BASKETS)
    note = root / "learning-to-weave-baskets.md"
    text = note.read_text()
    assert "<!-- litnotes:summary -->\n" in text
    assert run("refresh", ".").err == "0 notes refreshed, 1 up to date, 0 skipped\n"
    dump = root / "a.txt"
    dump.write_text(dump.read_text().replace("care is cheap", "care costs little"))
    ran = run("refresh", ".", "--json")
    assert ran.json == {
        "written": True,
        "notes": [{"path": str(note), "paper": note.stem, "changed": ["summary"]}],
        "unchanged": 0,
        "problems": [],
    }
    assert note.read_text() == text.replace("care is cheap", "care costs little")


def test_a_dry_run_prints_a_diff_and_writes_nothing(run: Run, note: Path) -> None:
    note.write_bytes(OLD.replace("mine\n---", "\x1b[1m\n---").replace("\n", "\r\n").encode())
    before = note.read_bytes()
    ran = run("refresh", ".", "--dry-run")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "--- lit/a.md",
        "+++ lit/a.md",
        "@@ -1,8 +1,8 @@",
        " ---",
        f" citekey: {KEY}",
        "-title: Attention  # mine",
        f"+title: {ATTENTION}  # mine",
        " rating: 5",
        "-source: a.txt:77",
        "+source: a.txt:2",
        " ---",
        " ",
        " mine",
    ]
    assert ran.err == "1 note would change, 0 up to date, 0 skipped\n"
    assert note.read_bytes() == before
    assert run("refresh", ".", "--dry-run", "--json").json["written"] is False
    assert note.read_bytes() == before


def test_encoding_line_ends_permissions_and_links_stay(run: Run, root: Path, note: Path) -> None:
    written = b"\xef\xbb\xbf" + OLD.replace("\n", "\r\n").encode()
    note.write_bytes(written)
    note.chmod(0o640)
    link = root / "link.md"
    link.symlink_to(note)
    assert run("refresh", link).code == 0
    assert note.read_bytes() == b"\xef\xbb\xbf" + FRESH.replace("\n", "\r\n").encode()
    assert link.is_symlink()
    if sys.platform != "win32":
        assert note.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in note.parent.iterdir()] == ["a.md"]


def test_what_is_left_alone_is_said_where_it_matters(run: Run, root: Path, note: Path) -> None:
    notes = {
        "broken.md": f"---\ncitekey: {KEY}\ntitle: a: b\n---\n",
        "twice.md": f"---\ncitekey: {KEY}\ntitle: a\ntitle: b\n---\n",
        "unknown.md": "---\nx: 1\ncitekey: nobody\n---\n",
        "mine.md": "---\ntitle: Mine\ndate: 2024-01-01\n---\n",
        "titled.md": f"---\ntitle: {ATTENTION}\ndate: 2024-01-01\n---\n",
    }
    for name, text in notes.items():
        (root / "lit" / name).write_text(text)
    (root / "lit" / "latin.md").write_bytes(b"---\ncitekey: \xe9\n---\n")
    ran = run("refresh", "lit")
    assert ran.code == 0
    said = [
        f"{root}/lit/broken.md:3: no YAML: mapping values are not allowed here",
        f"{root}/lit/latin.md:1: is not UTF-8, and left as it is",
        f"{root}/lit/twice.md:4: 'title' stands there 2 times",
        f"{root}/lit/unknown.md:3: no dump has the paper that it names: citekey 'nobody'",
    ]
    assert ran.err.splitlines() == [*said, "1 note refreshed, 0 up to date, 4 skipped"]
    for name, text in notes.items():
        assert (root / "lit" / name).read_text() == text
    (told,) = run("refresh", "lit/titled.md", "--json").json["problems"]
    assert told["message"].startswith("its front matter names no paper: that takes a citekey")
    assert told["line"] == 1


def test_a_note_that_is_named_and_cannot_be_read(run: Run, root: Path, note: Path) -> None:
    latin = root / "latin.md"
    latin.write_bytes(b"---\ncitekey: \xe9\n---\n")
    ran = run("refresh", latin, note, "--json")
    assert ran.code == 1
    assert [changed["path"] for changed in ran.json["notes"]] == [str(note)]
    message = "is not UTF-8, and left as it is"
    assert ran.json["problems"] == [{"path": str(latin), "line": 1, "message": message}]
    said = [f"{latin}:1: {message}", "litnotes: 1 note could not be refreshed"]
    assert ran.err.splitlines() == said


def test_several_places_are_gone_through_once(run: Run, note: Path) -> None:
    ran = run("refresh", ".", "lit", note, "--dry-run")
    assert ran.err == "1 note would change, 0 up to date, 0 skipped\n"


def test_a_note_that_cannot_be_written(run: Run, note: Path) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", refuse)
        ran = run("refresh", "lit")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        f"{note}:1: cannot be written: Permission denied",
        "0 notes refreshed, 0 up to date, 1 skipped",
        "litnotes: 1 note could not be refreshed",
    ]
    assert note.read_text() == OLD
    assert [path.name for path in note.parent.iterdir()] == ["a.md"]


def test_places_that_are_not_there(run: Run, note: Path) -> None:
    check_refused(run("refresh", note, "nowhere.md"), 1, "litnotes: nowhere.md: there is no such")
    assert note.read_text() == OLD
    check_refused(run("refresh"), 2, "litnotes refresh: ")
