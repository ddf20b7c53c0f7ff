"""`litnotes export`: what notes cite, for readers, other programs, and in the notes themselves."""

import json
from pathlib import Path

import pytest

from litnotes_index.cli import export as cli_export
from litnotes_index.library import Library
from support.command import Run, check_refused

LAB = """\
@article{zuse2001, title = {A Study of Maps}, author = {Zuse, Bo}, year = 2001, journal = {Charts},
  volume = 3, pages = {1--9}, doi = {10.1234/maps}}
@book{reader1990, title = {Tide Tables for Everyone}, author = {Reader, An}, year = 1990,
  publisher = {Sea Press}}
@book{never2000, title = {A Book That Nobody Cites}, author = {Never, No}, year = 2000}
@book{twice, title = {One Thing and Another}}
@book{twice, title = {Quite a Different Story}}
"""
NOTE = "See [@zuse2001; @nobody].\n\n- Tide Tables for Everyone\n- [[zuse2001|again]], @twice\n"
IN_NATURE = [
    "1. Zuse, B. A Study of Maps. *Charts* **3**, 1–9 (2001).",
    "2. Reader, A. *Tide Tables for Everyone*. (Sea Press, 1990).",
]
LIST = "\n".join(
    ["<!-- litnotes:references -->", "", *IN_NATURE, "", "<!-- /litnotes:references -->", ""]
)


@pytest.fixture(autouse=True)
def notes(root: Path) -> Path:
    (root / "lab.bib").write_text(LAB)
    (root / "sub").mkdir(exist_ok=True)
    (root / "sub" / "a.md").write_text(NOTE)
    (root / "sub" / "b.md").write_text("Also [@reader1990].\n")
    return root


def complaints(root: Path) -> list[str]:
    return [
        f"{root}/sub/a.md:1: unknown key @nobody",
        f"{root}/sub/a.md:4: @twice names 2 papers: twice, twice",
    ]


def test_a_list_of_references(run: Run, root: Path) -> None:
    ran = run("export", "sub", "--style", "nature")
    assert (ran.code, ran.out.splitlines()) == (0, IN_NATURE)
    assert ran.err.splitlines() == complaints(root)
    # The default is APA's, which sorts.
    sorted_ = [line[:9] for line in run("export", "sub", "sub/a.md").out.splitlines()]
    assert sorted_ == ["- Reader,", "- Zuse, B"]
    cited = run("export", "sub", "--order", "appearance").out.splitlines()
    assert [line[:6] for line in cited] == ["- Zuse", "- Read"]
    by_name = run("export", "sub", "--style", "nature", "--order", "name").out.splitlines()
    assert [line[:7] for line in by_name] == ["1. Read", "2. Zuse"]


def test_the_configured_style(run: Run, root: Path) -> None:
    (root / "litnotes.toml").write_text('[references]\nstyle = "nature"\n')
    assert run("export", "sub/a.md").out.splitlines() == IN_NATURE
    (root / "litnotes.toml").write_text('[references]\nstyle = "natur.csl"\n')
    said = f"litnotes: {root}/natur.csl cannot be read: No such file"
    check_refused(run("export", "sub/a.md"), 1, said)
    check_refused(run("export", "sub/a.md", "--style", "no-such-style"), 1, "litnotes: no style is")


@pytest.mark.parametrize("order", ["appearance", "name"])
def test_items_for_other_programs(run: Run, order: str) -> None:
    keys = ["zuse2001", "reader1990"]
    if order == "name":
        keys.reverse()
    asked = ("export", "sub", "--order", order, "--format")
    items = json.loads(run(*asked, "csl-json").out)
    assert [item["id"] for item in items] == keys
    bibtex = run(*asked, "bibtex").out
    assert [line.split("{")[1] for line in bibtex.splitlines() if line.startswith("@")] == [
        f"{key}," for key in keys
    ]
    ris = run(*asked, "ris").out
    assert [line[6:] for line in ris.splitlines() if line.startswith("ID")] == keys


def test_as_json(run: Run, root: Path) -> None:
    ran = run("export", "sub/a.md", "--style", "nature", "--json")
    assert (ran.code, ran.err) == (0, "")
    messages = [line.split(": ", 1)[1] for line in complaints(root)]
    assert ran.json == {
        "format": "markdown",
        "style": "nature",
        "papers": ["zuse2001", "reader1990"],
        "text": "".join(f"{line}\n" for line in IN_NATURE),
        "problems": [
            {"path": f"{root}/sub/a.md", "line": line, "message": message}
            for line, message in zip((1, 4), messages, strict=True)
        ],
    }
    ris = run("export", "sub/b.md", "--format", "ris", "--json").json
    assert (ris["style"], ris["papers"]) == (None, ["reader1990"])


def test_to_a_file_that_is_not_there(run: Run, root: Path) -> None:
    ran = run("export", "sub", "--style", "nature", "--output", root / "out" / "list.md")
    assert (ran.code, ran.out) == (0, f"{root}/out/list.md\n")
    assert (root / "out" / "list.md").read_text().splitlines() == IN_NATURE
    again = run("export", "sub", "--output", "lab.bib", "--format", "bibtex")
    assert (again.code, again.out) == (1, "")
    assert again.err == "litnotes: lab.bib is there already; nothing was written\n"
    assert (root / "lab.bib").read_text() == LAB


def test_nothing_is_cited(run: Run) -> None:
    ran = run("export", "note.md")
    assert (ran.code, ran.out, ran.err) == (0, "", "litnotes: no known paper is cited here\n")


def test_lists_in_notes(run: Run, root: Path) -> None:
    asked = ("export", "--update", "--style", "nature")
    ran = run(*asked, "sub/a.md", "note.md")
    assert (ran.code, ran.out) == (0, f"{root}/sub/a.md\n")
    assert ran.err.splitlines() == [*complaints(root), "1 list of 2 changed"]
    after = f"{NOTE}\n## References\n\n{LIST}"
    assert (root / "sub" / "a.md").read_text() == after
    # In a folder only those that have a list already; what stands in one cites nothing.
    again = run(*asked, "sub")
    assert (again.code, again.out) == (0, "")
    assert again.err.splitlines() == [*complaints(root), "0 lists of 1 changed"]
    assert run("export", "sub/a.md", "--style", "nature").out.splitlines() == IN_NATURE
    cited = run("cites", "sub/a.md", "--json").json["citations"]
    assert max(place["line"] for place in cited) == 3
    fewer = after.replace("- Tide Tables for Everyone\n", "").replace("\n", "\r\n")
    (root / "sub" / "a.md").write_bytes(b"\xef\xbb\xbf" + fewer.encode())
    changed = run(*asked, "sub", "--json")
    assert changed.json["notes"] == [{"path": f"{root}/sub/a.md", "changed": True}]
    expected = fewer.replace(f"{IN_NATURE[1]}\r\n", "").encode()
    assert (root / "sub" / "a.md").read_bytes() == b"\xef\xbb\xbf" + expected
    assert (root / "sub" / "b.md").read_text() == "Also [@reader1990].\n"


def test_a_list_that_cannot_be_written_costs_no_other(run: Run, root: Path) -> None:
    (root / "odd.md").write_bytes(b"[@zuse2001] \xff\n")
    (root / "open.md").write_text("[@zuse2001]\n```\n")
    ran = run("export", "--update", "odd.md", "open.md", "sub/b.md")
    assert (ran.code, ran.out) == (1, f"{root}/sub/b.md\n")
    assert ran.err.splitlines() == [
        f"litnotes: {root}/odd.md is not UTF-8, and left as it is",
        (
            f"litnotes: {root}/open.md: no list of references can stand at the end of this note: "
            "what is there is not closed"
        ),
        "1 list of 1 changed",
        "litnotes: 2 lists could not be written",
    ]
    assert (root / "open.md").read_text() == "[@zuse2001]\n```\n"


def test_what_was_written_since_is_read_first(run: Run, root: Path) -> None:
    listed = ("export", "--update", "sub/a.md", "--style", "nature")
    run(*listed)
    (root / "lab.bib").write_text(LAB.replace("volume = 3", "volume = 7"))
    (root / "c.md").write_text("@never2000\n")
    assert run("export", ".", "--format", "csl-json", "--json").json["papers"] == [
        "never2000",
        "zuse2001",
        "reader1990",
    ]
    (root / "lab.bib").write_text(f"\n\n{LAB}")
    ran = run(*listed)
    assert (ran.code, ran.out) == (0, "")
    assert IN_NATURE[0] in (root / "sub" / "a.md").read_text()


def test_a_note_in_a_folder_that_cannot_be_read_costs_no_other(run: Run, root: Path) -> None:
    (root / "sub" / "a.md").write_text(f"{NOTE}\n{LIST.replace('1990', '1991')}")
    (root / "sub" / "0.md").write_bytes(b"caf\xe9\n")
    ran = run("export", "--update", "sub", "--style", "nature", "--json")
    assert ran.code == 1
    assert ran.json["notes"] == [{"path": f"{root}/sub/a.md", "changed": True}]
    assert ran.err.splitlines() == [
        f"litnotes: {root}/sub/0.md is not UTF-8, and left as it is",
        "litnotes: 1 list could not be written",
    ]
    assert (root / "sub" / "a.md").read_text() == f"{NOTE}\n{LIST}"


def test_a_dump_that_goes_away_meanwhile(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("export", "--update", "sub/a.md", "--style", "nature")
    before = (root / "sub" / "a.md").read_text()
    (root / "note.md").write_text("Nothing is cited.\n")

    def then_gone(library: Library) -> None:
        library.index()
        (root / "lab.bib").rename(root / "lab.gone")

    monkeypatch.setattr(cli_export, "bring_up_to_date", then_gone)
    ran = run("export", "--update", "sub/a.md", "note.md", "--style", "nature")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        (
            f"litnotes: {root}/sub/a.md: the list of references stays as it is: "
            f"the record of zuse2001 cannot be read again at {root}/lab.bib:1"
        ),
        *complaints(root),
        "0 lists of 1 changed",
        "litnotes: 1 list could not be written",
    ]
    assert (root / "sub" / "a.md").read_text() == before
    (root / "lab.gone").rename(root / "lab.bib")
    ran = run("export", "sub/b.md", "--style", "nature")
    assert (ran.code, ran.out) == (0, "1. Reader, A. *Tide Tables for Everyone*. (1990).\n")
    assert ran.err.splitlines() == [
        (
            f"{root}/lab.bib:3: the record of reader1990 cannot be read again; "
            "what it alone tells is left out"
        )
    ]


def test_to_standard_output(run: Run, root: Path) -> None:
    ran = run("export", "sub", "--style", "nature", "--output", "-")
    assert (ran.code, ran.out.splitlines()) == (0, IN_NATURE)
    assert not (root / "-").exists()


def test_places_that_overlap_are_told_of_once(run: Run, root: Path) -> None:
    ran = run("export", "sub/a.md", "sub", "sub/a.md", ".")
    assert ran.err.splitlines() == complaints(root)
    updated = run("export", "--update", "sub/a.md", ".", "--style", "nature")
    assert (updated.code, updated.out) == (0, f"{root}/sub/a.md\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "ris", "--style", "apa"), "--style and --update are for Markdown"),
        (("--format", "ris", "--update"), "--style and --update are for Markdown"),
        (("--update", "--output", "x.md"), "--update writes in the notes"),
        (("--format", "docx"), "argument --format: invalid choice: 'docx'"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...], said: str) -> None:
    check_refused(run("export", "sub", *arguments), 2, f"litnotes export: {said}")
