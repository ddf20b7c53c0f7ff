"""How the plugin is set up in real Neovims, and what it says of what is missing or wrong."""

import re
import time
from pathlib import Path

import pytest

from editors.neovim.conftest import ATTENTION, PAPERS, POINTER, Start, versions
from editors.neovim.terminal import wait_for

pytestmark = [pytest.mark.editors, pytest.mark.timeout(120)]


@versions
def test_a_missing_server_is_said_once(start: Start, notes: Path, version: str) -> None:
    neovim = start(version, screen=False, with_server=False)
    wait_for(lambda: "litnotes-server not found" in neovim.messages(), "the message")
    (notes / "other.md").write_text("# Other\n", encoding="utf-8")
    neovim.command(f"edit {notes / 'other.md'}")
    neovim.command("LitnotesStatus")
    neovim.command(f"edit {notes / 'note.md'}")
    assert neovim.lua("return #require('litnotes.client').all()") == 0
    neovim.lua("vim.wait(100, function() return false end)")  # whatever was scheduled is said now
    assert neovim.messages().count("litnotes-server not found") == 1
    assert "pipx install litnotes" in neovim.messages()


@versions
def test_a_slow_server_blocks_nothing(start: Start, version: str) -> None:
    began = time.monotonic()
    setup = "require('litnotes').setup({ cmd = { 'sleep', '60' } })"
    neovim = start(version, screen=False, setup=setup)
    neovim.open_insert([""], 0, 0)
    neovim.type("[[a word ")
    assert neovim.lines() == ["[[a word "]
    neovim.normal()
    assert time.monotonic() - began < 10


@versions
def test_health(start: Start, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    neovim.command("checkhealth litnotes")
    report = "\n".join(wait_for(neovim.lines, "the report"))
    assert "ERROR" not in report
    assert re.search(r"litnotes-server: litnotes-server \d+\.\d+", report)
    assert f"{PAPERS} papers from 27 entries" in report
    assert "Neovim's own menu" in report


@versions
def test_health_without_the_server(start: Start, version: str) -> None:
    neovim = start(version, screen=False, with_server=False)
    neovim.command("checkhealth litnotes")
    report = "\n".join(neovim.lines())
    assert "litnotes-server was not found" in report
    assert "pipx install litnotes" in report


@versions
def test_another_completion_plugin_is_left_alone(start: Start, version: str) -> None:
    neovim = start(version, screen=False, before="package.loaded['cmp'] = {}")
    neovim.wait_ready(PAPERS)
    neovim.open_insert([""], 0, 0)
    neovim.type("[[attention is")
    assert neovim.offered() == []


@versions
def test_settings_reach_the_server(start: Start, version: str) -> None:
    setup = "require('litnotes').setup({ settings = { citation = 'wikilink', completion = {} } })"
    neovim = start(version, screen=False, setup=setup)
    neovim.wait_ready(PAPERS)
    neovim.open_insert([""], 0, 0)
    neovim.type("attention is al")
    neovim.choose(f"[[{ATTENTION}]]")
    assert neovim.lines() == [f"[[{ATTENTION}]]"]


@versions
def test_wrong_options_are_named(start: Start, version: str) -> None:
    setup = "require('litnotes').setup({ cmd = 'litnotes-server', speed = 9 })"
    neovim = start(version, screen=False, setup=setup)
    neovim.wait_ready(PAPERS)  # the default counts instead
    said = neovim.messages()
    assert 'option "cmd" must be a list of strings' in said
    assert 'unknown option "speed"' in said


@versions
def test_the_home_folder_is_no_root(start: Start, tmp_path: Path, version: str) -> None:
    home = tmp_path / "nvim0" / "home"
    home.mkdir(parents=True)
    (home / ".git").mkdir()
    (home / "todo.md").write_text("# To do\n", encoding="utf-8")
    (home / "essays").mkdir()
    (home / "essays" / "one.md").write_text("# One\n", encoding="utf-8")
    tmp_path.joinpath("nvim0").rename(tmp_path / "kept")
    neovim = start(
        version,
        screen=False,
        note=tmp_path / "kept" / "home" / "todo.md",
        before=(f"vim.env.HOME = {str(tmp_path / 'kept' / 'home')!r}"),
    )
    wait_for(lambda: neovim.lua("return #require('litnotes.client').all()") == 1, "the server")
    root_of = "return require('litnotes.root').of(..., {'.git'}) or 'none'"
    assert neovim.lua(root_of, str(tmp_path / "kept/home/todo.md")) == "none"
    essays = tmp_path / "kept/home/essays"
    assert neovim.lua(root_of, str(essays / "one.md")) == str(essays)
    (essays / "litnotes.toml").write_text("", encoding="utf-8")
    (essays / "deep" / ".git").mkdir(parents=True)
    assert neovim.lua(root_of, str(essays / "deep" / "x.md")) == str(essays)


def test_vim_lsp_enable_is_enough(start: Start) -> None:
    neovim = start("0.12", screen=False, setup="vim.lsp.enable('litnotes')")
    neovim.wait_ready(PAPERS)
    neovim.open_insert([""], 0, 0)
    neovim.type("[[pointer")
    neovim.choose(f"{POINTER}]]")
    assert neovim.lines() == [f"[[{POINTER}]]"]


def test_vim_lsp_enable_says_once_that_the_server_is_missing(start: Start) -> None:
    setup = "vim.lsp.enable('litnotes')"
    neovim = start("0.12", screen=False, with_server=False, setup=setup)
    wait_for(lambda: "litnotes-server not found" in neovim.messages(), "the message")
    neovim.command("edit!")
    neovim.lua("vim.wait(100, function() return false end)")
    assert neovim.messages().count("litnotes-server not found") == 1
