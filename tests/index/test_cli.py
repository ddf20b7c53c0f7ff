"""The `litnotes` command, end to end: what it prints, and how it ends."""

import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from litnotes_index import __version__
from litnotes_index.cli import main
from support.papers import ABSTRACT, write_page

LONG = (
    "A Rather Long Title about the Many Ways in Which Long Titles Are Broken over Lines by Programs"
)
TITLES = ("Attention Is All You Need", "Learning to Weave Baskets", "Introduction", LONG)


@dataclass
class Ran:
    code: object
    out: str
    err: str

    @property
    def json(self) -> Any:
        return cast("object", json.loads(self.out))


Run = Callable[..., Ran]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "notes"
    write_page(root / "a.txt", *TITLES)
    write_page(
        root / "sub" / "b.txt", TITLES[0], abstract=ABSTRACT + " There is one more sentence here."
    )
    (root / "note.md").write_text("# A note\n")
    return root


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(root)

    def call(*arguments: str | Path, stdin: str | None = None) -> Ran:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        try:
            code: object = main([*map(str, arguments)])
        except SystemExit as ended:
            code = ended.code
        out, err = capsys.readouterr()
        ran = Ran(code, out, err)
        assert "Traceback" not in ran.err
        return ran

    return call


def command(
    *arguments: str | Path,
    cwd: Path,
    env: dict[str, str] | None = None,
    input: bytes | None = None,  # noqa: A002 - as subprocess calls it
) -> subprocess.CompletedProcess[bytes]:
    given: list[str | bytes] = [sys.executable, "-m", "litnotes_index"]
    given += map(os.fsencode, arguments)
    return subprocess.run(
        given, cwd=cwd, env=env, input=input, capture_output=True, timeout=50, check=False
    )


def check_paper(paper: dict[str, Any]) -> None:
    text_or_null = (str, type(None))
    number_or_null = (int, type(None))
    kinds: dict[str, Any] = {
        "key": str, "title": str, "authors": list, "author_count": number_or_null, "date": text_or_null,  # noqa: E501
        "votes": number_or_null, "abstract": text_or_null, "summary": list, "ids": dict, "urls": list,  # noqa: E501
        "sources": list, "score": (float, int, type(None)), "venue": text_or_null, "type": text_or_null,  # noqa: E501
    }  # fmt: skip
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


def test_problems_are_listed_and_do_not_stop_the_rest(run: Run, root: Path) -> None:
    plain = root / "README.txt"
    plain.write_text("just words\n")
    ran = run("index", "README.txt")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == f"{plain}:1: this is no kind of dump that litnotes knows"
    assert run("status", "--json").json["problems"] == [
        {"path": str(plain), "line": 1, "message": "this is no kind of dump that litnotes knows"}
    ]


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


@pytest.mark.parametrize(
    "arguments",
    [[], ["frobnicate"], ["search"], ["show"], ["search", "x", "-n", "0"], ["search", "x", "-n", "many"],  # noqa: E501
     ["search", "x", "--field", "colour"], ["search", "x", "--since", "May"], ["search", "x", "--until", "2024-5"],  # noqa: E501
     ["search", "x", "--since", "2024-13-45"], ["index", "--no-such"], ["search", "x", "-n", "²"]],
)  # fmt: skip
def test_usage(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("litnotes")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["status", "--root", "nowhere"], "nowhere: there is no such folder"),
        (["index", "nowhere.txt"], "nowhere.txt: there is no such file or folder"),
        (["status", "--index-dir", "a.txt"], "--index-dir or LITNOTES_INDEX_DIR"),
        (
            ["show", "atention is all"],
            "no paper is called 'atention is all'; did you mean 'Attention Is All You Need'",
        ),
        (["show", "zzz"], "no paper is called 'zzz'"),
        (["match", "nowhere.txt"], "nowhere.txt: "),
        (["match", "sub"], "sub: "),
    ],
)
def test_what_could_not_be_done_is_one_line(run: Run, arguments: list[str], said: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("litnotes: ")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_wrong_configuration(run: Run, root: Path) -> None:
    (root / "litnotes.toml").write_text("\npaper = []\n")
    ran = run("status")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(
        f"litnotes: {root / 'litnotes.toml'}:2: unknown key 'paper'; allowed here: papers, "
    )


def test_two_papers_of_one_name(run: Run, root: Path) -> None:
    write_page(
        root / "c.txt", "Introduction", abstract="This one is about something else. " + ABSTRACT
    )
    ran = run("show", "introduction")
    assert ran.code == 1
    assert "'introduction' names 2 papers: " in ran.err
    assert f"{root / 'a.txt'}:6" in ran.err
    assert f"{root / 'c.txt'}:2" in ran.err


def test_home_as_the_current_folder(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path.home())
    ran = run("status")
    assert (ran.code, ran.out) == (1, "")
    assert (
        ran.err
        == f"litnotes: {Path.home()} is not taken for a notes folder; go to one, or name it with --root\n"  # noqa: E501
    )
    assert run("status", "--root", Path.home()).code == 0


def test_a_damaged_index_is_told_of_and_built_anew(run: Run) -> None:
    folder = Path(run("status", "--json").json["index_dir"])
    (folder / "papers" / "meta.json").write_text("{")
    ran = run("status", "--json")
    assert ran.err == "litnotes: the index was damaged and is built anew\n"
    assert (ran.code, ran.json["entries"]) == (0, 5)


def test_names_that_are_not_utf8(root: Path) -> None:
    odd = os.fsdecode(os.fsencode(root) + b"/\xff\n.txt")
    Path(root / "a.txt").rename(odd)
    ran = command("search", "baskets", "--json", cwd=root)
    assert ran.returncode == 0, ran.stderr
    (paper,) = json.loads(ran.stdout)["papers"]
    assert paper["sources"][0]["path"] == f"{root}/\\xff\n.txt"
    ran = command("show", "learning-to-weave-baskets", cwd=root)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_json_is_json_whatever_the_encoding_of_the_terminal(root: Path, encoding: str) -> None:
    write_page(root / "c.txt", "Émigré – 日本 🙂 Letters")
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    ran = command("search", "emigre", "--json", cwd=root, env=environment)
    assert (
        json.loads(ran.stdout.decode("utf-8"))["papers"][0]["title"] == "Émigré – 日本 🙂 Letters"
    )
    assert command("search", "emigre", cwd=root, env=environment).returncode == 0


@pytest.mark.parametrize(
    "arguments", [["search", b"caf\xff", "--json"], ["search", b"caf\xff"], ["show", b"\xff"]]
)
def test_arguments_that_are_not_utf8(root: Path, arguments: list[str | bytes]) -> None:
    ran = command(*map(os.fsdecode, arguments), cwd=root)
    assert b"Traceback" not in ran.stderr
    assert ran.returncode == (1 if arguments[0] == "show" else 0)
    assert b"search engine" not in ran.stderr


def test_match_of_input_that_is_not_utf8(root: Path) -> None:
    ran = command("match", "--json", cwd=root, input=b"caf\xe9\nattention is all you need\n")
    assert ran.stderr == b""
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [answer["confidence"] for answer in answers] == [answers[0]["confidence"], 1.0]


@pytest.mark.parametrize("source", ["file", "stdin"])
def test_a_reader_that_has_seen_enough(root: Path, source: str) -> None:
    lines = "attention is all you need\n" * 3000
    (root / "queries.csv").write_text(lines)
    arguments = [sys.executable, "-m", "litnotes_index", "match", "--json"]
    arguments += ["queries.csv"] if source == "file" else []
    pipe = subprocess.PIPE
    with (
        (root / "queries.csv").open() as stdin,
        subprocess.Popen(arguments, cwd=root, stdin=stdin, stdout=pipe, stderr=pipe) as process,
    ):
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_current_folder_that_is_gone(tmp_path: Path) -> None:
    script = "import os, sys; os.mkdir('x'); os.chdir('x'); os.rmdir('../x'); os.execv(sys.executable, [sys.executable, '-m', 'litnotes_index', 'status'])"  # noqa: E501
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, timeout=30, check=False
    )
    assert ran.returncode == 1
    assert ran.stderr.count(b"\n") == 1
    assert ran.stderr.startswith(b"litnotes: ")


def test_several_processes_at_once(root: Path) -> None:
    arguments = [sys.executable, "-m", "litnotes_index", "status", "--json"]
    pipe = subprocess.PIPE
    running = [subprocess.Popen(arguments, cwd=root, stdout=pipe, stderr=pipe) for _ in range(4)]
    answers = [(process.communicate(timeout=50), process.returncode) for process in running]
    assert [code for _, code in answers] == [0] * 4, answers
    assert [json.loads(out)["entries"] for (out, _), _ in answers] == [5] * 4
    assert [err for (_, err), _ in answers] == [b""] * 4


def test_following_changes(root: Path) -> None:
    arguments = [sys.executable, "-m", "litnotes_index", "index", "--watch", "--json"]
    process = subprocess.Popen(arguments, cwd=root, stdout=subprocess.PIPE, text=True)
    # A line that never comes ends the test here, and not at the limit of the whole run.
    guard = threading.Timer(10, process.kill)
    guard.start()
    try:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["entries"] == 5
        write_page(root / "c.txt", "A New Paper of Ours")
        assert json.loads(process.stdout.readline() or "{}").get("entries") == 6
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
    finally:
        guard.cancel()
        process.kill()
        process.communicate()
