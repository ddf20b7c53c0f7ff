"""Which editors' settings are found, and whether what they start is there."""

import json
import os
from pathlib import Path

import pytest

from litnotes_index.doctor.editors import editors


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("litnotes-server", "litnotes-server.exe"):
        (folder / name).write_text("#!/bin/sh\ntouch ran\n")
        (folder / name).chmod(0o755)
    return folder


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def told(home: Path, path: str = "", **environment: str) -> list[tuple[str, str]]:
    return [(check.state, check.message) for check in editors(home, environment, path)]


def test_no_editor(home: Path) -> None:
    write(home / ".config/helix/languages.toml", 'command = "marksman"\n')
    assert told(home) == [("note", f"no editor's settings in {home} name litnotes")]


@pytest.mark.parametrize(
    ("place", "text", "editor"),
    [
        (
            ".config/Code/User/settings.json",
            '{ // mine\n"litnotes.server.command": ["litnotes-server"],}',
            "VS Code",
        ),
        (
            "Library/Application Support/Code/User/settings.json",
            '{"litnotes.server.command": ["litnotes-server"]}',
            "VS Code",
        ),
        (
            "AppData/Roaming/VSCodium/User/settings.json",
            '{"litnotes.server.command": ["litnotes-server"]}',
            "VS Code",
        ),
        (
            ".config/nvim/lua/plugins/notes.lua",
            "require('litnotes').setup({ cmd = { 'litnotes-server' } })",
            "Neovim",
        ),
        (".config/nvim/init.vim", 'lua start({"litnotes-server"})', "Neovim"),
        (
            ".emacs.d/litnotes.el",
            "(add-to-list 'eglot-server-programs '((markdown-mode) . (\"litnotes-server\")))",
            "Emacs",
        ),
        (".emacs", '("litnotes-server")', "Emacs"),
        (".config/helix/languages.toml", 'command = "litnotes-server"', "Helix"),
        (".config/zed/settings.json", '{"lsp": {"x": "litnotes-server"}}', "Zed"),
        (".config/kate/lspclient/settings.json", '{"command": ["litnotes-server"]}', "Kate"),
        (
            ".config/sublime-text/Packages/User/LSP.sublime-settings",
            '{"command": ["litnotes-server"]}',
            "Sublime Text",
        ),
    ],
)
def test_settings_of_each_editor(
    home: Path, bin_folder: Path, place: str, text: str, editor: str
) -> None:
    file = write(home / place, text)
    assert told(home, str(bin_folder)) == [("ok", f"{editor}: {file} starts litnotes-server")]
    assert told(home, "") == [
        ("wrong", f"{editor}: {file} starts 'litnotes-server', which is not there")
    ]


@pytest.mark.parametrize(
    "place",
    [
        ".vscode/extensions/litnotes.litnotes-0.1.0",
        ".vscode-oss/extensions/someone.litnotes-0.1.0",
        ".local/share/nvim/lazy/litnotes.nvim",
        ".local/share/nvim/site/pack/mine/start/litnotes",
        ".local/share/zed/extensions/installed/litnotes",
    ],
)
def test_what_is_added_to_an_editor(home: Path, place: str) -> None:
    (home / place).mkdir(parents=True)
    ((state, message),) = told(home)
    assert (state, message.endswith(f": {home / place}")) == ("ok", True)


def test_settings_elsewhere(home: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "elsewhere" / "nvim" / "init.lua", "vim.lsp.enable('litnotes')")
    assert told(home, XDG_CONFIG_HOME=str(tmp_path / "elsewhere")) == [
        ("ok", f"Neovim: {file} names litnotes")
    ]


def test_a_command_by_its_path(home: Path, bin_folder: Path) -> None:
    server = bin_folder / "litnotes-server"
    settings = home / ".config/Code/User/settings.json"
    for command, state in (
        (str(server), "ok"),
        (str(home / "litnotes-server"), "wrong"),
        ("~/.local/bin/litnotes-server", "wrong"),
        ("${userHome}/litnotes-server", "ok"),
        ("C:\\none\\litnotes-server.exe", "wrong"),
    ):
        write(settings, json.dumps({"litnotes.server.command": [command]}))
        assert [found[0] for found in told(home)] == [state], command
    write(home / ".local/bin/litnotes-server", "").chmod(0o755)
    write(settings, '{"litnotes.server.command": ["~/.local/bin/litnotes-server"]}')
    assert [found[0] for found in told(home)] == ["ok"]


def test_nothing_that_is_found_is_run_or_written(home: Path, bin_folder: Path) -> None:
    command = bin_folder / "litnotes-server"
    write(home / ".emacs", f'(litnotes "{command}")')
    before = sorted(home.parent.rglob("*"))
    told(home, str(bin_folder))
    assert sorted(home.parent.rglob("*")) == before


def test_files_that_are_no_settings(home: Path) -> None:
    (home / ".emacs").mkdir()
    (home / ".config" / "nvim").mkdir(parents=True)
    if hasattr(os, "mkfifo"):
        os.mkfifo(home / ".config" / "nvim" / "init.lua")
    write(home / ".config/zed/settings.json", "litnotes" + " " * (1 << 20))
    (home / ".emacs.el").write_bytes(b"\xff litnotes")
    assert [message for _, message in told(home)] == [f"Emacs: {home / '.emacs.el'} names litnotes"]
