"""The list of references of a note in real Neovims."""

import pytest

from editors.neovim.conftest import ATTENTION, CHOOSE, PAPERS, POINTER, Start, at, versions
from editors.neovim.terminal import wait_for

pytestmark = [pytest.mark.editors, pytest.mark.timeout(120)]

CITING = f"🎉 See [@pointer-networks, p. 3] and *{ATTENTION.lower()}*."
MARKS = ["<!-- litnotes:references -->", "", "", "<!-- /litnotes:references -->"]


@versions
def test_the_list_of_references_by_code_action(start: Start, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    at(neovim, [CITING], "See")
    neovim.lua(CHOOSE, "Write the list of references")
    neovim.keys("gra")
    wait_for(lambda: "## References" in neovim.lines(), "the list")
    lines = neovim.lines()
    assert lines[:6] == [CITING, "", "## References", "", *MARKS[:2]]
    assert [ATTENTION in lines[6], POINTER in lines[7]] == [True, True]
    assert lines[8:] == MARKS[2:]
    # Taken back at once; and what is cited no more goes from the list alone.
    neovim.command("undo")
    assert neovim.lines() == [CITING]
    neovim.command("redo")
    shorter = CITING.replace(ATTENTION.lower(), "that")
    neovim.lua("vim.api.nvim_buf_set_lines(0, 0, 1, false, ...)", [shorter])
    neovim.lua(CHOOSE, "Update the list of references")
    neovim.keys("gra")
    wait_for(lambda: len(neovim.lines()) == len(lines) - 1, "the shorter list")
    assert neovim.lines() == [shorter, *lines[1:6], lines[7], *lines[8:]]
