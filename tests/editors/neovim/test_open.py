"""What a paper stands for, opened from real Neovims: by command, code action, and `gx`."""

from pathlib import Path

import pytest

from editors.neovim.conftest import CHOOSE, PAPERS, POINTER, Start, versions
from editors.neovim.editor import Neovim
from editors.neovim.terminal import wait_for
from support.desktop import Desktop

pytestmark = [pytest.mark.editors, pytest.mark.timeout(120)]

ARXIV = "https://arxiv.org/abs/1412.6980"
LIBRARY = """\
@article{adam, title = {Adam and Its Moments}, eprint = {1412.6980}, archiveprefix = {arXiv},
  file = {:files/ad am.pdf:PDF}}
@article{twin, title = {Salt Roads}, url = {https://example.org/salt}}
@article{twin, title = {Tin Wind}, url = {https://example.org/tin}}
"""
CITING = "🎉 See [@adam, p. 3], [@twin], and *pointer networks*."


@pytest.fixture
def papers(notes: Path) -> Path:
    """The file of a paper of the folder."""
    (notes / "library.bib").write_text(LIBRARY, "utf-8")
    (notes / "files").mkdir()
    file = notes / "files" / "ad am.pdf"
    file.write_text("x")
    return file


def started(start: Start, version: str, desktop: Desktop) -> Neovim:
    """A Neovim whose programs are those of the desktop, on a citation."""
    path = f"vim.env.PATH = '{desktop.opener.parent}:' .. vim.env.PATH"
    neovim = start(version, screen=False, before=path)
    neovim.wait_ready(PAPERS + 3)
    neovim.lua("vim.api.nvim_buf_set_lines(0, 0, -1, false, { ... })", CITING)
    neovim.cursor(0, CITING.encode().index(b"adam"))
    return neovim


def wait_opened(desktop: Desktop, *addresses: str) -> None:
    wait_for(lambda: desktop.opened() == list(addresses), f"{addresses} opened")


@versions
def test_open_by_command(start: Start, papers: Path, desktop: Desktop, version: str) -> None:
    neovim = started(start, version, desktop)
    neovim.command("Litnotes open")
    wait_opened(desktop, papers.as_uri())
    papers.unlink()
    neovim.command("Litnotes open adam")
    wait_opened(desktop, papers.as_uri(), ARXIV)
    neovim.lua(CHOOSE, "Tin Wind")
    neovim.cursor(0, CITING.encode().index(b"twin"))
    neovim.command("Litnotes open")
    wait_opened(desktop, papers.as_uri(), ARXIV, "https://example.org/tin")


@versions
def test_open_by_code_action(start: Start, papers: Path, desktop: Desktop, version: str) -> None:
    neovim = started(start, version, desktop)
    neovim.lua(CHOOSE, f"Open the page {ARXIV}")
    neovim.keys("gra")
    wait_opened(desktop, ARXIV)


def test_open_by_gx(start: Start, papers: Path, desktop: Desktop) -> None:
    neovim = started(start, "0.12", desktop)
    neovim.keys("gx")
    wait_opened(desktop, str(papers))


@versions
def test_what_cannot_be_opened_is_said(
    start: Start, papers: Path, desktop: Desktop, version: str
) -> None:
    neovim = started(start, version, desktop)
    neovim.command(f"Litnotes open {POINTER}")
    wait_for(lambda: "names a file, a page" in neovim.messages(), "the word about the paper")
    neovim.cursor(0, CITING.encode().index(b"See"))
    neovim.command("Litnotes open")
    wait_for(lambda: "no paper is cited here that" in neovim.messages(), "the word about the place")
    assert desktop.opened() == []
