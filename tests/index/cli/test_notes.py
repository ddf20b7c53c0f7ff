"""What `litnotes` says of notes: what they cite, and what cites a paper."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from support.command import Run, check_refused, write_notes
from support.papers import ABSTRACT, write_page

ATTENTION = "Attention Is All You Need"
BASKETS = "Learning to Weave Baskets"
KEY = "attention-is-all-you-need"
BASKETS_KEY = "learning-to-weave-baskets"
NOTES = {
    "a.md": f"# On {ATTENTION}\n\n🙂 [[{BASKETS}|it]], [@nobody2001].\n",
    "sub/b.md": f"---\ntitle: {BASKETS}\n---\nSo [see @{KEY}, p. 3] and [here](x.md).\n",
    "sub/deep/c.md": "Nothing is cited here, but weaving of baskets is told of.\n",
    "Weaving by hand.md": "A list:\n\n- of reeds and willows\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "notes"
    write_page(root / "papers.txt", ATTENTION, BASKETS, "An Uncited Paper of Ours")
    return write_notes(root, NOTES)


def cited(root: Path, name: str, place: tuple[int, int, int, int], *rest: object) -> dict[str, Any]:
    line, character, end_line, end_character = place
    kind, text, papers = rest
    return {
        "path": str(root / name),
        "line": line,
        "character": character,
        "end_line": end_line,
        "end_character": end_character,
        "kind": kind,
        "text": text,
        "papers": papers,
    }


@pytest.fixture
def in_a(root: Path) -> list[dict[str, Any]]:
    link = f"[[{BASKETS}|it]]"
    return [
        cited(root, "a.md", (0, 5, 0, 5 + len(ATTENTION)), "heading", ATTENTION, [KEY]),
        cited(root, "a.md", (2, 2, 2, 2 + len(link)), "wikilink", link, [BASKETS_KEY]),
        cited(root, "a.md", (2, 37, 2, 48), "pandoc", "@nobody2001", []),
    ]  # fmt: skip


@pytest.fixture
def in_b(root: Path) -> list[dict[str, Any]]:
    made = "learning-to-weave-baskets"
    return [
        cited(root, "sub/b.md", (1, 7, 1, 7 + len(BASKETS)), "front-matter", BASKETS, [made]),
        cited(root, "sub/b.md", (3, 8, 3, 9 + len(KEY)), "pandoc", f"@{KEY}", [KEY]),
    ]


def test_cites(run: Run, in_a: list[dict[str, Any]], in_b: list[dict[str, Any]]) -> None:
    ran = run("cites", "a.md", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json == {"citations": in_a}
    assert run("cites", "sub", "--json").json == {"citations": in_b}
    assert run("cites", "sub/", "a.md", "--json").json == {"citations": in_b + in_a}
    assert run("cites", ".", "--json").json == {"citations": in_a + in_b}
    assert run("cites", "sub/deep/c.md", "--json").json == {"citations": []}


def test_cites_for_people(run: Run, root: Path) -> None:
    ran = run("cites", "a.md")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"{root}/a.md:1:6: {KEY}  {ATTENTION}",
        f"{root}/a.md:3:3: learning-to-weave-baskets  {BASKETS}",
        f"{root}/a.md:3:38: unknown key @nobody2001",
    ]


def test_cites_reads_a_note_as_it_is_now(run: Run, root: Path, tmp_path: Path) -> None:
    run("index")
    (root / "a.md").write_text(f"{ATTENTION}\n")
    (root / "new.md").write_text("[@new]\n")
    outside = tmp_path / "outside.md"
    outside.write_text(f"\n{ATTENTION}\n")
    assert [c["kind"] for c in run("cites", "a.md", "--json").json["citations"]] == ["mention"]
    assert [c["text"] for c in run("cites", "new.md", "--json").json["citations"]] == ["@new"]
    (found,) = run("cites", outside, "--json").json["citations"]
    assert (found["path"], found["line"], found["papers"]) == (str(outside), 1, [KEY])


def test_cites_through_a_link_to_the_folder(run: Run, root: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(root, target_is_directory=True)
    wanted = run("cites", "sub", "--json").json
    assert wanted["citations"]
    assert run("cites", link / "sub", "--json").json == wanted
    assert run("cites", link / "sub", "--root", link, "--json").json == wanted


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("nowhere.md", "nowhere.md: there is no such note or folder"),
        ("nowhere", "nowhere: there is no such note or folder"),
        ("empty", "empty: there are no indexed notes in it"),
    ],
)
def test_cites_of_what_is_not_there(run: Run, root: Path, place: str, said: str) -> None:
    (root / "empty").mkdir()
    ran = run("cites", "a.md", place)
    assert (ran.code, ran.out, ran.err) == (1, "", f"litnotes: {said}\n")


def test_cites_of_a_folder_above_the_root(run: Run, root: Path, tmp_path: Path) -> None:
    assert run("cites", tmp_path, "--json").json == run("cites", root, "--json").json


@pytest.mark.parametrize("name", [[KEY], [f"@{KEY}"], [ATTENTION.lower()], ATTENTION.split()])
def test_backlinks(
    run: Run, in_a: list[dict[str, Any]], in_b: list[dict[str, Any]], name: list[str]
) -> None:
    ran = run("backlinks", *name, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json == {"paper": KEY, "citations": [in_a[0], in_b[1]]}


def test_backlinks_by_key_and_identifier(run: Run, root: Path) -> None:
    entry = {"id": "weaver1999", "type": "book", "title": "Weaving More", "DOI": "10.1234/basket.7"}
    (root / "lab.json").write_text(json.dumps([entry]))
    (root / "d.md").write_text("[it](https://doi.org/10.1234/BASKET.7) [[weaver1999]]\n")
    for name in ("10.1234/Basket.7", "https://doi.org/10.1234/basket.7", "weaver1999"):
        answer = run("backlinks", name, "--json").json
        assert answer["paper"] == "weaver1999"
        assert [(Path(c["path"]).name, c["kind"]) for c in answer["citations"]] == [
            ("d.md", "link"),
            ("d.md", "wikilink"),
        ]


def test_backlinks_for_people(run: Run, root: Path) -> None:
    ran = run("backlinks", KEY)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [f"{root}/a.md:1:6: {ATTENTION}", f"{root}/sub/b.md:4:9: @{KEY}"]


def test_no_backlinks(run: Run) -> None:
    ran = run("backlinks", "an-uncited-paper-of-ours")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "no note cites 'An Uncited Paper of Ours'\n"
    assert run("backlinks", "an-uncited-paper-of-ours", "--json").json == {
        "paper": "an-uncited-paper-of-ours",
        "citations": [],
    }


def test_backlinks_of_an_unknown_and_of_two_papers(run: Run, root: Path) -> None:
    ran = run("backlinks", "atention is all you ned")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(
        "litnotes: no paper is called 'atention is all you ned'; did you mean"
    )
    for number in (1, 2):
        write_page(root / f"{number}.txt", "Introduction", abstract=f"The {number}. " + ABSTRACT)
    run("index")
    ran = run("backlinks", "introduction")
    assert (ran.code, ran.out) == (1, "")
    assert "'introduction' names 2 papers: " in ran.err


def test_show_tells_which_notes_cite_a_paper(
    run: Run, root: Path, in_a: list[dict[str, Any]], in_b: list[dict[str, Any]]
) -> None:
    shown = run("show", KEY, "--json").json
    assert (shown["key"], shown["cited_by"]) == (KEY, [in_a[0], in_b[1]])
    out = run("show", KEY).out
    assert out.endswith(f"cited  {root}/a.md:1:6\ncited  {root}/sub/b.md:4:9\n")
    assert "\ncited" not in run("show", "an-uncited-paper-of-ours").out


@pytest.mark.parametrize(
    "arguments",
    [
        *(["cites"], ["backlinks"], ["cites", "a.md", "-n", "3"], ["backlinks", "x", "--notes"]),
        *(["search", "--notes"], ["search", "x", "--notes", "--field", "title"]),
        *(["search", "x", "--notes", "--since", "2020"], ["search", "--notes", "x", "-n", "0"]),
        ["search", "x", "--until", "2020", "--notes"],
    ],
)
def test_usage(run: Run, arguments: list[str]) -> None:
    check_refused(run(*arguments), 2, "litnotes")


@pytest.mark.parametrize(
    "arguments", [["cites", "a.md"], ["backlinks", KEY], ["search", "--notes", "willows"]]
)
def test_what_reads_indexes_first_and_then_uses_what_is_indexed(
    run: Run, root: Path, arguments: list[str]
) -> None:
    first = run(*arguments)
    assert first.code == 0
    assert first.out
    write_page(root / "more.txt", "A New Paper of Ours")
    assert run(*arguments).out == first.out
    assert run("status", "--json").json["papers"] == 3


def test_options_before_and_after(run: Run, root: Path, tmp_path: Path) -> None:
    options = ["--json", "--root", str(root), "--index-dir", str(tmp_path / "x")]
    for command in (["cites", str(root / "a.md")], ["backlinks", KEY]):
        wanted = run(*command, *options).json
        assert wanted["citations"]
        assert run(*options, *command).json == wanted
        assert run(*options[:1], *command, *options[1:]).json == wanted
        assert run(command[0], *options, command[1]).json == wanted
    wanted = run("search", "reeds", "--notes", *options).json
    assert wanted["notes"]
    assert run(*options, "search", "--notes", "reeds").json == wanted


def test_names_that_are_not_utf8(run: Run, root: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9 owl.md"))
    odd.write_text(f"{ATTENTION}, hooting\n")
    (found,) = run("cites", odd, "--json").json["citations"]
    assert found["path"] == f"{root}/caf\\xe9 owl.md"
    assert found["path"] in [c["path"] for c in run("backlinks", KEY, "--json").json["citations"]]
    (note,) = run("search", "--notes", "hooting", "--json").json["notes"]
    assert (note["path"], note["title"]) == (f"{root}/caf\\xe9 owl.md", "caf? owl")
    for arguments in (["cites", odd], ["backlinks", KEY], ["search", "--notes", "hooting"]):
        assert run(*arguments).code == 0


# They take longer to load than it takes to look at thousands of files.
SLOW = {"rich", "yaml", "markdown_it", "marisa_trie", "watchdog", "xml"}


def test_nothing_changed_loads_no_reader_and_no_parser(root: Path) -> None:
    for path in root.rglob("*.*"):
        os.utime(path, (1e9, 1e9))  # what is just written would be looked into once more
    script = (
        "import sys; from litnotes_index.cli import main; main(['index']);"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    loaded: list[set[str]] = []
    for _ in range(2):
        ran = subprocess.run(
            [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
        )
        loaded.append(SLOW & set(ran.stdout.split()))
    assert {"markdown_it", "marisa_trie"} <= loaded[0]
    assert loaded[1] == set()
