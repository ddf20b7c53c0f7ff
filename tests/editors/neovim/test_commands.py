"""Jumping, searching and the commands of the plugin in real Neovims."""

import re
from pathlib import Path

import pytest

from editors.neovim.conftest import ATTENTION, PAPERS, POINTER, Start, versions
from editors.neovim.editor import PLUGIN
from editors.neovim.terminal import wait_for

pytestmark = [pytest.mark.editors, pytest.mark.timeout(120)]


@versions
def test_definition(start: Start, notes: Path, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    line = neovim.lines()[2]
    neovim.cursor(2, line.index("Networks"))
    neovim.lua("vim.lsp.buf.definition()")
    wait_for(lambda: neovim.file() == "daily.txt", "the dump")
    assert neovim.lua("return vim.fn.getline('.')") == POINTER
    neovim.command(f"edit {notes / 'note.md'}")
    neovim.cursor(2, line.index("Attention"))
    neovim.lua("vim.lsp.buf.definition()")
    count = "return #vim.fn.getqflist()"
    wait_for(lambda: neovim.lua(count) == 2, "both entries in the quickfix list")
    found = neovim.lua(
        "return vim.tbl_map(function(e) return {vim.fn.fnamemodify(vim.fn.bufname(e.bufnr), ':t'), "
        "e.lnum} end, vim.fn.getqflist())"
    )
    assert sorted(found) == [["daily.txt", 13], ["search.txt", 3]]


@versions
def test_jump_by_tag(start: Start, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    neovim.cursor(2, neovim.lines()[2].index("Networks"))
    neovim.keys("<C-]>")
    wait_for(lambda: neovim.file() == "daily.txt", "the dump")
    assert neovim.lua("return vim.fn.getline('.')") == POINTER


_CHOOSE = """
local wanted = {...}
vim.ui.select = function(items, opts, done)
  local want = table.remove(wanted, 1)
  for _, item in ipairs(items) do
    local label = opts.format_item(item)
    if label:find(want, 1, true) then return done(item) end
  end
  error('nothing is called ' .. want)
end
"""


@versions
def test_search_inserts_a_citation(start: Start, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    neovim.open_insert(["See  there"], 0, 4)
    neovim.normal()
    neovim.lua(_CHOOSE, ATTENTION, "Insert [[")
    neovim.command("LitnotesSearch atention need")
    wait_for(lambda: neovim.lines() != ["See  there"], "the insertion")
    assert neovim.lines() == [f"See [[{ATTENTION}]] there"]


@versions
def test_search_opens_an_entry(start: Start, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    neovim.command("set hidden")
    neovim.lua(_CHOOSE, POINTER, "Open its entry: ")
    neovim.lua("vim.ui.input = function(opts, done) done('pointer') end")
    neovim.command("LitnotesSearch")
    wait_for(lambda: neovim.file() == "daily.txt", "the dump")
    assert neovim.lua("return vim.fn.line('.')") == 53


@versions
def test_status_reindex_restart_and_log(start: Start, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    neovim.command("LitnotesStatus")
    wait_for(lambda: f"{PAPERS} papers from 27 entries" in neovim.messages(), "the counts")
    assert "dumps/daily.txt (page)" in neovim.messages()
    neovim.keys("<CR>")
    neovim.lua("require('litnotes.client').states = {}")
    neovim.command("LitnotesReindex")
    neovim.wait_ready(PAPERS)
    first = neovim.lua("return require('litnotes.client').all()[1].id")
    neovim.lua("require('litnotes.client').states = {}")
    neovim.command("LitnotesRestart")
    neovim.wait_ready(PAPERS)
    clients = neovim.lua(
        "return vim.tbl_map(function(c) return c.id end, require('litnotes.client').all())"
    )
    assert len(clients) == 1
    assert clients[0] != first
    neovim.open_insert([""], 0, 0)
    neovim.type("[[pointer")
    assert neovim.offered() == [f"{POINTER}]]"]
    neovim.normal()
    neovim.command("set hidden | LitnotesLog")
    assert neovim.file() == "lsp.log"


@versions
def test_help_tags(start: Start, tmp_path: Path, version: str) -> None:
    neovim = start(version, screen=False, with_server=False)
    wait_for(neovim.messages, "the message about the server")
    doc = tmp_path / "doc"
    doc.mkdir()
    (doc / "litnotes.txt").write_text((PLUGIN / "doc" / "litnotes.txt").read_text("utf-8"), "utf-8")
    neovim.command(f"helptags {doc}")
    tags = (doc / "tags").read_text("utf-8")
    text = (doc / "litnotes.txt").read_text("utf-8")
    for used in re.findall(r"\|((?:litnotes|:Litnotes)[^|\s]*)\|", text):
        assert f"{used}\t" in tags, used
    commands = neovim.lua("return vim.tbl_keys(vim.api.nvim_get_commands({}))")
    for command in commands:
        if command.startswith("Litnotes"):
            assert f"*:{command}*" in text
