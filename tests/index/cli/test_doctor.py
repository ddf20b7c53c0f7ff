"""What `litnotes doctor` prints, and that it changes nothing unless it is told to."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from support.command import Run


@pytest.fixture(autouse=True)
def _server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server on the PATH, whose version nobody can tell."""
    folder = tmp_path / "bin"
    folder.mkdir()
    name = "litnotes-server.exe" if os.name == "nt" else "litnotes-server"
    (folder / name).write_text("")
    (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def by_name(document: Any) -> dict[str, Any]:
    checks: list[dict[str, Any]] = document["checks"]
    for check in checks:
        assert check.keys() == {"name", "state", "message", "fix", "fixed"}
        assert check["state"] in {"ok", "note", "wrong"}
    return {check["name"]: check for check in checks}


def everything(folder: Path) -> dict[Path, object]:
    files = sorted(folder.rglob("*"))
    return {file: file.read_bytes() if file.is_file() else None for file in files}


def test_a_root_that_was_never_indexed(run: Run, root: Path, tmp_path: Path) -> None:
    before = everything(tmp_path)
    ran = run("doctor", "--index-dir", tmp_path / "indexes")
    assert (ran.code, ran.err) == (0, "")
    assert f"note   index          nothing is indexed yet for {root}\n" in ran.out
    assert everything(tmp_path) == before


def test_a_root_that_is_well(run: Run, root: Path, tmp_path: Path) -> None:
    run("index", "--index-dir", tmp_path / "indexes")
    notes = everything(root)
    ran = run("doctor", "--json", "--index-dir", tmp_path / "indexes")
    assert (ran.code, ran.err) == (0, "")
    found = by_name(ran.json)
    assert found["search"]["state"] == found["files"]["state"] == found["lock"]["state"] == "ok"
    assert found["root"]["message"] == (
        f"{root} (the current folder: none upward has a litnotes.toml)"
    )
    assert everything(root) == notes


def test_damage_is_an_exit_status_and_is_mended(run: Run, tmp_path: Path) -> None:
    arguments = ("--index-dir", tmp_path / "indexes")
    run("index", *arguments)
    (store,) = (tmp_path / "indexes").glob("*/papers/*.store")
    store.write_bytes(b"x" * store.stat().st_size)
    ran = run("doctor", *arguments)
    assert ran.code == 1
    assert "wrong  index          it is damaged: papers: " in ran.out
    assert " to do: litnotes doctor --fix builds it anew\n" in ran.out
    assert store.read_bytes()[:1] == b"x"
    ran = run("doctor", "--fix", "--json", *arguments)
    assert (ran.code, ran.err) == (0, "")
    index = by_name(ran.json)["index"]
    assert (index["state"], index["fixed"], index["fix"]) == ("ok", True, None)
    assert index["message"].startswith("built anew: it is damaged: ")
    assert by_name(ran.json)["search"]["state"] == "ok"
    assert run("doctor", *arguments).code == 0


def test_a_wrong_configuration_is_located(run: Run, root: Path) -> None:
    (root / "litnotes.toml").write_text('\npaper = []\nnotes = ["none"]\n')
    ran = run("doctor", "--json")
    assert ran.code == 1
    told = [c["message"] for c in ran.json["checks"] if c["name"] == "configuration"]
    assert told[0].startswith(f"{root / 'litnotes.toml'}:2: unknown key 'paper'; allowed here: ")
    assert told[1] == f"{root / 'none'} is named as a place of papers or notes, and not there"


def test_no_root(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path.home())
    ran = run("doctor", "--json")
    assert ran.code == 1
    assert by_name(ran.json)["root"]["state"] == "wrong"
    assert "editors" in by_name(ran.json)
    assert run("doctor", "--root", "nowhere").code == 1


def test_an_index_directory_that_cannot_be_one(run: Run, root: Path) -> None:
    ran = run("doctor", "--index-dir", root / "a.txt")
    assert (ran.code, ran.err) == (1, "")
    assert f"{root / 'a.txt'} is no folder" in " ".join(ran.out.split())
    assert run("doctor", "--frobnicate").code == 2


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are Unicode")
def test_names_that_are_not_utf8(run: Run, tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\n"))
    odd.mkdir()
    assert run("index", "--root", odd).code == 0
    ran = run("doctor", "--root", odd, "--json")
    assert (ran.code, by_name(ran.json)["index"]["state"]) == (0, "ok")
    assert run("doctor", "--root", odd).out.isprintable() is False
