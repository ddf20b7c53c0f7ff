"""The extension in a real VS Code: its own API, and a person who types."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from editors.vscode.harness import (
    EXTENSION,
    HERE,
    NotToBeHadError,
    Outcome,
    Tools,
    build,
    code_server,
    folder_of_notes,
    install,
    run_script,
    server_command,
)

pytestmark = [pytest.mark.editors, pytest.mark.timeout(900)]

NOTE = """# Reading

We build on Attention Is All You Need and on [[Pointer Networks]].

See also [@auto-encoding-variational-bayes; @matryoshka-representation-learning] and
Neural Scene Flow Prior.
"""

POINTERS = """---
title: Pointer Networks
---

# Pointer Networks

They point back at the input, as [[Attention Is All You Need]] does not: see
[@pointer-networks, p. 3].
"""

TODO = """# To do

- read [@pointer-networks, pp. 3-5]
- compare with [[pointer-networks]]
"""


@pytest.fixture(scope="session")
def tools() -> Tools:
    try:
        return install()
    except NotToBeHadError as reason:
        if os.environ.get("LITNOTES_REQUIRE_EDITORS") == "1":
            pytest.fail(f"VS Code: {reason}")
        pytest.skip(f"SKIPPED: VS Code: {reason}")


@pytest.fixture(scope="session")
def vsix(tools: Tools) -> Path:
    return build(tools)


def report(outcomes: list[Outcome]) -> None:
    """Print the outcome of every check; fail where one failed."""
    for outcome in outcomes:
        said = f"FAILED\n{outcome.error}" if outcome.error else "passed"
        sys.stdout.write(f"{outcome.milliseconds:6d} ms  {outcome.name}: {said}\n")
    failed = [outcome.name for outcome in outcomes if outcome.error]
    assert outcomes, "nothing was checked"
    assert not failed, f"{len(failed)} of {len(outcomes)} failed: {failed}"


def recorded(record: Path) -> dict[str, object]:
    """Settings that start the server through the recorder."""
    tap = [sys.executable, str(HERE / "tap.py"), str(record), str(server_command())]
    return {"litnotes.server.command": tap}


def test_units(tools: Tools, vsix: Path) -> None:
    done = subprocess.run(
        ["npm", "test"], cwd=EXTENSION, env=tools.env(), check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_vsix_is_small_and_whole(vsix: Path) -> None:
    assert vsix.stat().st_size < 1_500_000
    names = {name.removeprefix("extension/").lower() for name in ZipFile(vsix).namelist()}
    wanted = {"dist/extension.js", "readme.md", "changelog.md", "license.txt", "images/icon.png"}
    assert wanted <= names
    assert not [name for name in names if name.endswith((".ts", ".py", ".map"))]


def script(file: Path, text: str) -> Path:
    """Write a shell script that can be run."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def without_server() -> str:
    """PATH without the folders that hold a server, or a tool that installs one."""
    names = ("litnotes-server", "pipx", "uv")
    folders = os.environ["PATH"].split(os.pathsep)
    return os.pathsep.join(
        folder for folder in folders if not any((Path(folder) / name).exists() for name in names)
    )


def test_extension_host(tools: Tools, vsix: Path, tmp_path: Path) -> None:
    folder = folder_of_notes(tmp_path / "notes", {}, {"note.md": NOTE})
    (folder / "litnotes.toml").write_text("[completion]\nlimit = 2\n", encoding="utf-8")
    state = tmp_path / "state"
    env = {"LITNOTES_TEST_REPORT": str(state / "exthost.jsonl")}
    with code_server(tools, vsix, state, path=[server_command().parent], env=env) as editor:
        where = {"extension": str(EXTENSION), "tests": str(HERE / "exthost" / "index.js")}
        report(run_script(tools, "browser/exthost.mjs", editor, folder, **where))


def test_reading(tools: Tools, vsix: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    folder = folder_of_notes(tmp_path / "notes", recorded(record), {"note.md": NOTE})
    with code_server(tools, vsix, tmp_path / "state") as editor:
        report(run_script(tools, "browser/reading.mjs", editor, folder, record=str(record)))


def test_citing(tools: Tools, vsix: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    notes = {"note.md": NOTE, "ideas/pointers.md": POINTERS, "ideas/todo.md": TODO}
    folder = folder_of_notes(tmp_path / "notes", recorded(record), notes)
    with code_server(tools, vsix, tmp_path / "state") as editor:
        report(run_script(tools, "browser/citing.mjs", editor, folder, record=str(record)))


def test_new_note(tools: Tools, vsix: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    folder = folder_of_notes(tmp_path / "notes", recorded(record), {"note.md": NOTE})
    with code_server(tools, vsix, tmp_path / "state") as editor:
        report(run_script(tools, "browser/newNote.mjs", editor, folder, record=str(record)))


def test_refresh(tools: Tools, vsix: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    folder = folder_of_notes(tmp_path / "notes", recorded(record), {"note.md": NOTE})
    with code_server(tools, vsix, tmp_path / "state") as editor:
        report(run_script(tools, "browser/refresh.mjs", editor, folder, record=str(record)))


def test_missing_server(tools: Tools, vsix: Path, tmp_path: Path) -> None:
    folder = folder_of_notes(tmp_path / "notes", {}, {"note.md": NOTE})
    home = tmp_path / "home"
    link = f'mkdir -p ~/.local/bin && ln -s "{server_command()}" ~/.local/bin/litnotes-server'
    pipx = script(tmp_path / "bin" / "pipx", f'test "$*" = "install litnotes" && {link}')
    home.mkdir()
    env = {"PATH": without_server(), "HOME": str(home)}
    with code_server(tools, vsix, tmp_path / "state", path=[pipx.parent], env=env) as editor:
        report(run_script(tools, "browser/missing.mjs", editor, folder))


def test_untrusted_workspace(tools: Tools, vsix: Path, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    run = f'touch "{folder}/setting-ran"; exec "{server_command()}"'
    evil = script(folder / "tools" / "server", run)
    script(folder / ".venv" / "bin" / "litnotes-server", f'touch "{folder}/venv-ran"')
    script(folder / "bin" / "litnotes-server", f'touch "{folder}/path-ran"')
    folder_of_notes(folder, {"litnotes.server.command": [str(evil)]}, {"note.md": NOTE})
    path = [folder / "bin", server_command().parent]
    with code_server(tools, vsix, tmp_path / "state", path=path, trust=False) as editor:
        report(run_script(tools, "browser/untrusted.mjs", editor, folder))


def test_typing(tools: Tools, vsix: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    folder = folder_of_notes(tmp_path / "notes", recorded(record), {"note.md": NOTE})
    with code_server(tools, vsix, tmp_path / "state") as editor:
        report(run_script(tools, "browser/typing.mjs", editor, folder, record=str(record)))
