"""What the `litnotes` command prints of papers and of itself."""

import json
from pathlib import Path
from typing import Any

import pytest

from litnotes_index import __version__
from support.command import LONG, TITLES, Run
from support.papers import ABSTRACT, write_page


def check_paper(paper: dict[str, Any]) -> None:
    kinds: dict[str, Any] = {
        **dict.fromkeys(("key", "title"), str),
        **dict.fromkeys(("authors", "summary", "urls", "sources"), list),
        **dict.fromkeys(("author_count", "votes"), (int, type(None))),
        **dict.fromkeys(("date", "abstract", "venue", "type"), (str, type(None))),
        "ids": dict,
        "score": (float, int, type(None)),
    }
    assert kinds.keys() <= paper.keys()
    for name, kind in kinds.items():
        assert isinstance(paper[name], kind), name
    assert paper["sources"]
    for source in paper["sources"]:
        assert source.keys() == {"path", "line", "end_line", "format"}
        assert Path(source["path"]).is_absolute()
        assert 1 <= source["line"] <= source["end_line"]
    assert all(isinstance(sentence, str) for sentence in paper["summary"])


def check_status(status: dict[str, Any], root: Path) -> None:
    assert {
        "root",
        "index_dir",
        "files",
        "entries",
        "papers",
        "notes",
        "sources",
        "problems",
    } <= status.keys()
    assert status["root"] == str(root)
    assert Path(status["index_dir"]).is_dir()
    for source in status["sources"]:
        assert source.keys() == {"path", "format", "entries", "problems"}
    for problem in status["problems"]:
        assert problem.keys() == {"path", "line", "message"}


def test_index(run: Run, root: Path) -> None:
    first = run("index", "--json")
    check_status(first.json, root)
    assert (first.code, first.err) == (0, "")
    counts = {
        name: first.json[name] for name in ("files", "entries", "papers", "notes", "problems")
    }
    assert counts == {"files": 2, "entries": 5, "papers": 4, "notes": 1, "problems": []}
    assert first.json["sources"] == [
        {"path": str(root / "a.txt"), "format": "page", "entries": 4, "problems": 0},
        {"path": str(root / "sub" / "b.txt"), "format": "page", "entries": 1, "problems": 0},
    ]
    assert run("index").out == "5 entries, 4 papers, 2 dumps, 1 note, 0 problems\n"


def test_rebuild(run: Run) -> None:
    run("index")
    assert run("index", "--rebuild").out == "5 entries, 4 papers, 2 dumps, 1 note, 0 problems\n"


def test_index_of_named_paths(run: Run, tmp_path: Path) -> None:
    outside = write_page(tmp_path / "else" / "x.txt", "Named Paper of Ours")
    assert run("index", outside.parent, "--json").json["papers"] == 5
    assert run("index", "--json").json["papers"] == 5


def test_an_empty_folder(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    ran = run("index", "--root", empty)
    assert (ran.code, ran.out) == (0, "0 entries, 0 papers, 0 dumps, 0 notes, 0 problems\n")
    ran = run("search", "x", "--root", empty, "--json")
    assert (ran.code, ran.json) == (0, {"query": "x", "papers": []})


def test_search(run: Run, root: Path) -> None:
    ran = run("search", "attention", "need", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json.keys() == {"query", "papers"}
    assert ran.json["query"] == "attention need"
    (paper,) = ran.json["papers"]
    check_paper(paper)
    assert (paper["key"], paper["title"]) == ("attention-is-all-you-need", TITLES[0])
    assert paper["abstract"] == ABSTRACT + " There is one more sentence here."
    assert [(s["path"], s["line"], s["end_line"]) for s in paper["sources"]] == [
        (str(root / "a.txt"), 2, 3),
        (str(root / "sub" / "b.txt"), 2, 3),
    ]


def test_search_for_people(run: Run, root: Path) -> None:
    out = run("search", "rather long title").out
    assert LONG in out
    assert f"{root / 'a.txt'}:8" in out
    nothing = run("search", "zzz", "qqq")
    assert (nothing.code, nothing.out) == (0, "")
    assert "nothing found" in nothing.err


def test_search_options(run: Run) -> None:
    assert len(run("search", "a", "-n", "1", "--json").json["papers"]) == 1
    assert run("search", "attention", "--field", "abstract", "--json").json["papers"] == []
    assert run("search", "attention", "--since", "2001", "--json").json["papers"] == []


def test_show(run: Run, root: Path) -> None:
    for name in (
        "attention-is-all-you-need",
        "@attention-is-all-you-need",
        "ATTENTION is all you need",
    ):
        check_paper(run("show", name, "--json").json)
    out = run("show", *TITLES[1].split()).out
    assert out.startswith("Learning to Weave Baskets\n")
    assert f"{root / 'a.txt'}:4" in out
    assert "learning-to-weave-baskets" in out


def test_show_tells_which_notes_cite_it(run: Run) -> None:
    assert run("show", "introduction", "--json").json["cited_by"] == []


def test_match_answers_every_line(run: Run) -> None:
    lines = ["attention is all you need.", "", "zzz", "Learning to weave basket", LONG]
    ran = run("match", "--json", stdin="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [answer["query"] for answer in answers] == lines
    for answer in answers:
        assert answer.keys() == {"query", "paper", "confidence", "candidates"}
        assert 0 <= answer["confidence"] <= 1
        assert len(answer["candidates"]) <= 5
        for paper in answer["candidates"]:
            check_paper(paper)
        if answer["paper"]:
            check_paper(answer["paper"])
            assert answer["paper"]["key"] == answer["candidates"][0]["key"]
    keys = [answer["paper"] and answer["paper"]["key"] for answer in answers]
    assert keys[:4] == ["attention-is-all-you-need", None, None, "learning-to-weave-baskets"]
    assert keys[4].startswith("a-rather-long-title-")


def test_match_for_people_is_one_line_for_each(run: Run, root: Path) -> None:
    file = root / "queries.csv"
    file.write_text(
        f"{LONG}\n\n{LONG} of any Kind and Make and Origin\r\nattention is all you need",
        "utf-8-sig",
    )
    out = run("match", file).out.splitlines()
    assert len(out) == 4
    assert out[3] == "1.00  attention-is-all-you-need  Attention Is All You Need"


def test_status(run: Run, root: Path) -> None:
    run("index")
    status = run("status", "--json").json
    check_status(status, root)
    assert (status["entries"], status["papers"]) == (5, 4)
    out = run("status").out
    assert f"root     {root}\n" in out
    assert "5 entries, 4 papers, 2 dumps, 1 note, 0 problems" in out


@pytest.mark.parametrize("arguments", [["search", "baskets"], ["show", "introduction"], ["status"]])
def test_what_reads_indexes_first_where_nothing_is_indexed(run: Run, arguments: list[str]) -> None:
    assert run(*arguments).code == 0
    assert run("status", "--json").json["entries"] == 5


def test_what_reads_uses_what_is_indexed(run: Run, root: Path) -> None:
    run("index")
    write_page(root / "c.txt", "A New Paper of Ours")
    assert run("search", "new paper of ours", "--field", "title", "--json").json["papers"] == []
    run("index")
    assert len(run("search", "new paper of ours", "--json").json["papers"]) == 1


def test_options_before_and_after(run: Run, root: Path, tmp_path: Path) -> None:
    options = ["--json", "--root", str(root), "--index-dir", str(tmp_path / "x")]
    wanted = run("status", *options).json
    assert Path(wanted["index_dir"]).parent == tmp_path / "x"
    assert run(*options, "status").json == wanted
    assert run("--json", "--root", str(root), "status", *options[3:]).json == wanted
    assert run("search", "--json", "baskets").json == run("search", "baskets", "--json").json
    assert run("--json", "search", "-n", "1", "baskets").json["query"] == "baskets"


def test_the_place_of_the_index_from_the_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LITNOTES_INDEX_DIR", str(tmp_path / "env"))
    assert Path(run("status", "--json").json["index_dir"]).parent == tmp_path / "env"


def test_the_root_is_found_upward(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "litnotes.toml").touch()
    monkeypatch.chdir(root / "sub")
    assert run("status", "--json").json["root"] == str(root)


def test_version_and_help(run: Run) -> None:
    assert (run("--version").out, run("--version").code) == (f"litnotes {__version__}\n", 0)
    assert "usage: litnotes" in run("--help").out
