"""Literature notes in real Neovims: from a citation's code action, and by `:Litnotes new`."""

import json
from pathlib import Path

import pytest

from editors.neovim.conftest import ATTENTION, CHOOSE, PAPERS, POINTER, Start, at, versions
from editors.neovim.editor import Neovim
from editors.neovim.terminal import wait_for

pytestmark = [pytest.mark.editors, pytest.mark.timeout(120)]

KEY = "pointer-networks"
HEAD = ["---", f"citekey: {KEY}", f"title: {POINTER}"]
CITING = f"🎉 See [@{KEY}, p. 3] and *attention is all you need*."


def wait_notes(neovim: Neovim, count: int) -> None:
    """Wait until the server has read so many notes."""
    code = "for _, s in pairs(require('litnotes.client').states) do return s.notes end"
    wait_for(lambda: neovim.lua(code) == count, f"{count} notes")


def shown(neovim: Neovim, file: Path) -> list[str]:
    """Return the text of a file once it is in the window."""
    code = "return vim.fn.resolve(vim.fn.expand('%:p'))"
    wait_for(lambda: neovim.lua(code) == str(file.resolve()), f"{file.name} in the window")
    return neovim.lines()


@versions
def test_new_note_by_code_action(start: Start, notes: Path, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    at(neovim, [CITING], "networks")
    neovim.lua(CHOOSE, f"Make a literature note of “{POINTER}”")
    neovim.keys("gra")
    made = notes / f"{KEY}.md"
    assert shown(neovim, made)[:3] == HEAD
    text = made.read_text("utf-8")
    assert text.splitlines()[:3] == HEAD
    # It is a note like any other, and from the citation, not saved yet, declaration leads to it.
    wait_for(lambda: neovim.lua("return vim.bo.filetype") == "markdown", "its filetype")
    wait_notes(neovim, 2)
    neovim.command("buffer note.md")
    assert neovim.lines() == [CITING]
    neovim.cursor(0, CITING.encode().index(b"networks"))
    neovim.lua("vim.lsp.buf.declaration()")
    assert shown(neovim, made) == text.splitlines()


@versions
def test_new_note_by_command(start: Start, notes: Path, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    at(neovim, [CITING], "networks")
    neovim.command("Litnotes new")
    made = notes / f"{KEY}.md"
    assert shown(neovim, made)[:3] == HEAD
    wait_notes(neovim, 2)
    # A second time it is opened as it is.
    made.write_text("".join([*(f"{line}\n" for line in HEAD), "---\n\nMine.\n"]), "utf-8")
    neovim.command("edit! | buffer note.md | Litnotes new")
    assert shown(neovim, made)[-1] == "Mine."
    neovim.command(f"buffer note.md | Litnotes new {ATTENTION}")
    other = notes / "attention-is-all-you-need.md"
    assert shown(neovim, other)[2] == f"title: {ATTENTION}"


@versions
def test_new_note_of_one_of_two_papers_with_one_key(
    start: Start, notes: Path, version: str
) -> None:
    for number, title in enumerate(("Salt Roads", "Tin Wind")):
        paper = {"id": "twin", "type": "book", "title": title, "author": [{"family": "Doe"}]}
        (notes / f"library{number}.json").write_text(json.dumps([paper]), "utf-8")
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS + 2)
    at(neovim, ["See [@twin]."], "twin")
    neovim.lua(CHOOSE, "Tin Wind")
    neovim.command("Litnotes new")
    assert shown(neovim, notes / "twin.md")[2] == "title: Tin Wind"


@versions
def test_new_note_that_cannot_be_made_is_said(start: Start, notes: Path, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    before = sorted(notes.iterdir())
    at(neovim, ["Nobody is cited here."], "cited")
    neovim.command("Litnotes new")
    wait_for(lambda: "no paper is cited here" in neovim.messages(), "the word about the place")
    neovim.command("Litnotes new nobody")
    wait_for(lambda: "'nobody' names no papers" in neovim.messages(), "the word about the name")
    neovim.command("Litnotes old")
    wait_for(lambda: "no :Litnotes old" in neovim.messages(), "the word about the command")
    assert neovim.file() == "note.md"
    assert sorted(notes.iterdir()) == before
    completed = "return vim.fn.getcompletion(..., 'cmdline')"
    assert neovim.lua(completed, "Litnotes ") == ["new", "open"]
    assert neovim.lua(completed, "Litnotes new ") == []
