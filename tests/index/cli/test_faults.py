"""What the `litnotes` command says of what it cannot do: one line, and no more."""

import sys
from pathlib import Path

import pytest

from support.command import Run, check_refused
from support.papers import ABSTRACT, write_page


@pytest.mark.parametrize(
    "arguments",
    [
        *([], ["frobnicate"], ["search"], ["show"], ["index", "--no-such"]),
        *(["search", "x", "-n", "0"], ["search", "x", "-n", "many"], ["search", "x", "-n", "²"]),
        *(["search", "x", "--field", "colour"], ["search", "x", "--since", "2024-13-45"]),
        *(["search", "x", "--since", "May"], ["search", "x", "--until", "2024-5"]),
    ],
)
def test_usage(run: Run, arguments: list[str]) -> None:
    check_refused(run(*arguments), 2, "litnotes")


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
    check_refused(ran, 1, "litnotes: ")
    assert said in ran.err


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
    assert ran.err == (
        f"litnotes: {Path.home()} is not taken for a notes folder; "
        "go to one, or name it with --root\n"
    )
    assert run("status", "--root", Path.home()).code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="everybody has a home folder there")
def test_whoever_has_no_home_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a container's user who is in no list of users."""
    import pwd

    def nobody(number: int) -> object:
        raise KeyError(number)

    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    check_refused(run("status"), 1, "litnotes: there is no home folder to keep the index in; ")
    assert run("status", "--index-dir", tmp_path / "indexes").code == 0
    assert run("doctor", "--index-dir", tmp_path / "indexes").out.startswith("ok ")


def test_a_damaged_index_is_told_of_and_built_anew(run: Run) -> None:
    folder = Path(run("status", "--json").json["index_dir"])
    (folder / "papers" / "meta.json").write_text("{")
    ran = run("status", "--json")
    assert ran.err == "litnotes: the index was damaged and is built anew\n"
    assert (ran.code, ran.json["entries"]) == (0, 5)


def test_problems_are_listed_and_do_not_stop_the_rest(run: Run, root: Path) -> None:
    plain = root / "README.txt"
    plain.write_text("just words\n")
    ran = run("index", "README.txt")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == f"{plain}:1: this is no kind of dump that litnotes knows"
    assert run("status", "--json").json["problems"] == [
        {"path": str(plain), "line": 1, "message": "this is no kind of dump that litnotes knows"}
    ]
