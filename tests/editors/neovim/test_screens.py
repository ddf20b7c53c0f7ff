"""What a person sees on the screen of a real Neovim."""

from pathlib import Path

import pytest

from editors.neovim.conftest import MATRYOSHKA, PAPERS, Start, versions
from editors.neovim.terminal import keep_screen, wait_for

pytestmark = [pytest.mark.editors, pytest.mark.timeout(120)]


def test_the_card_stands_beside_the_menu(start: Start, tmp_path: Path) -> None:
    before = "vim.o.completeopt = 'menuone,noselect,popup'"
    neovim = start("0.12", screen=True, before=before, size=(100, 20))
    neovim.wait_ready(PAPERS)
    neovim.open_insert(["# Notes", "", "See "], 2, 4)
    neovim.type("[[pointer n")
    neovim.keys("<C-n>")
    assert neovim.terminal is not None
    shown = neovim.terminal.wait_for("Some problems have answers", "3 authors")
    keep_screen("neovim", "card-0.12", shown, tmp_path)


@versions
def test_screens(start: Start, tmp_path: Path, version: str) -> None:
    """What a person sees: popup, card, jump, search, health."""
    neovim = start(version, screen=True, size=(100, 26))
    neovim.wait_ready(PAPERS)
    screen = neovim.terminal
    assert screen is not None

    def keep(name: str, *texts: str) -> None:
        keep_screen("neovim", f"{name}-{version}", screen.wait_for(*texts), tmp_path)

    neovim.open_insert(["# Notes", "", "We build on "], 2, 12)
    neovim.type("[[lerning ")
    keep("popup", MATRYOSHKA, "11 authors", "Sequence to Sequence")
    neovim.choose(f"{MATRYOSHKA}]]")
    neovim.normal()
    neovim.cursor(2, 20)
    neovim.keys("K")
    keep("hover", "authors", "cited in 1 note")
    # Of what is wider, Neovim 0.12 may cut off the last line.
    assert max(map(len, neovim.floats().splitlines())) <= 76
    neovim.command("fclose" if neovim.lua("return vim.fn.exists(':fclose')") == 2 else "only")
    neovim.command("set hidden")
    neovim.cursor(2, 20)
    neovim.keys("<C-]>")
    keep("definition", "daily.txt", "11 authors", "cited in 1 note")
    neovim.command("buffer note.md")
    screen.type(":LitnotesSearch neural")
    neovim.keys("<CR>")
    keep("search", "Neural Scene Flow Prior", "Paper:")
    screen.type("1")
    neovim.keys("<CR>")
    keep("action", "Insert [[")
    screen.type("2")
    neovim.keys("<CR>")
    wait_for(lambda: "[[" in neovim.lines()[2], "the insertion")
    neovim.command("checkhealth litnotes")
    keep("health", f"{PAPERS} papers")


@versions
def test_screen_of_a_missing_server(start: Start, tmp_path: Path, version: str) -> None:
    neovim = start(version, screen=True, with_server=False, size=(80, 12))
    assert neovim.terminal is not None
    shown = neovim.terminal.wait_for("pipx install litnotes")
    keep_screen("neovim", f"missing-{version}", shown, tmp_path)
    assert "Press ENTER" not in shown
