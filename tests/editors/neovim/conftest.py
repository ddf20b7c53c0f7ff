"""A notes folder with the demo dumps, and Neovims that are ended whatever happens."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from editors.neovim.editor import SUITES, Neovim
from editors.neovim.terminal import DUMPS

# Of the dumps: some titles, and how many there are.
ATTENTION = "Attention Is All You Need"
DIFFUSION = "Denoising Diffusion Probabilistic Models"
MATRYOSHKA = "Matryoshka Representation Learning"
POINTER = "Pointer Networks"
PAPERS = 24

# Has the item chosen whose label has these words, where the user would be asked.
CHOOSE = """
local want = ...
vim.ui.select = function(items, opts, done)
  for _, item in ipairs(items) do
    if opts.format_item(item):find(want, 1, true) then return done(item) end
  end
  error('nothing is called ' .. want)
end
"""

versions = pytest.mark.parametrize("version", SUITES)
Start = Callable[..., Neovim]


def at(neovim: Neovim, lines: list[str], words: str) -> None:
    """Replace the buffer's text, and go to where some words of its first line begin."""
    neovim.lua("vim.api.nvim_buf_set_lines(0, 0, -1, false, ...)", lines)
    neovim.cursor(0, lines[0].encode().index(words.encode()))


def notes_folder(folder: Path) -> Path:
    """Return a new notes folder: a repository with two dumps and a note."""
    notes = folder / "notes"
    (notes / ".git").mkdir(parents=True)
    (notes / "dumps").mkdir()
    for name in ("daily.txt", "search.txt"):
        shutil.copy(DUMPS / name, notes / "dumps" / name)
    text = "# Notes\n\nWe build on Pointer Networks and on Attention Is All You Need here.\n"
    (notes / "note.md").write_text(text, encoding="utf-8")
    return notes


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """The folder."""
    return notes_folder(tmp_path)


@pytest.fixture
def start(tmp_path: Path, notes: Path) -> Iterator[Callable[..., Neovim]]:
    """Start a Neovim with the folder's note: `start(version, screen=…)`."""
    running: list[Neovim] = []

    def start(version: str, **options: Any) -> Neovim:
        folder = tmp_path / f"nvim{len(running)}"
        folder.mkdir()
        neovim = Neovim(version, folder, options.pop("note", notes / "note.md"), **options)
        running.append(neovim)
        return neovim

    yield start
    for neovim in running:
        neovim.close()
