"""A literature note brought up to date in real Neovims, by its code action."""

from pathlib import Path

import pytest

from editors.neovim.conftest import CHOOSE, PAPERS, POINTER, Start, versions
from editors.neovim.terminal import wait_for

pytestmark = [pytest.mark.editors, pytest.mark.timeout(120)]

BEFORE = [
    "---",
    "# 🎉 mine",
    "citekey:   pointer-networks",
    "title: 'Pointers'  # 🎉 as I call it",
    "rating: 5",
    "---",
    "",
    "<!-- litnotes:title -->",
    "<!-- /litnotes:title -->",
    "",
    "Mine.",
]
AFTER = [
    *BEFORE[:3],
    f"title: '{POINTER}'  # 🎉 as I call it",
    *BEFORE[4:8],
    POINTER,
    *BEFORE[8:],
]


@versions
def test_refresh_by_code_action(start: Start, notes: Path, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    written = (notes / "note.md").read_bytes()
    neovim.lua("vim.api.nvim_buf_set_lines(0, 0, -1, false, ...)", BEFORE)
    neovim.cursor(10, 0)
    neovim.lua(CHOOSE, f"Refresh this note from “{POINTER}”")
    neovim.keys("gra")
    wait_for(lambda: neovim.lines() == AFTER, "the note is up to date")
    # The file is the editor's, and once more there is nothing to do.
    assert (notes / "note.md").read_bytes() == written
    neovim.command("undo")
    assert neovim.lines() == BEFORE
    neovim.command("redo")
    neovim.keys("gra")
    neovim.command("write")
    assert neovim.lines() == AFTER
