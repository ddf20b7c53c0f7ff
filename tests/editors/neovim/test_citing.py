"""What all notes say of a paper, in real Neovims: references, lenses, complaints, renaming."""

import json
from pathlib import Path

import pytest

from editors.neovim.conftest import CHOOSE, PAPERS, POINTER, Start, versions
from editors.neovim.editor import Neovim
from editors.neovim.terminal import keep_screen, wait_for

pytestmark = [pytest.mark.editors, pytest.mark.timeout(120)]

KEY = "pointer-networks"
TODO = f"# To do\n\n- read [@{KEY}, pp. 3-5]\n- 🎉 compare with [[{KEY}]]\n"
ABOUT = f"---\ntitle: {POINTER}\n---\n\n# {POINTER}\n\nThey point back at their input.\n"
# The citations of the paper, with note.md as `notes_folder` writes it: file, line, column in bytes.
CITED = [
    ("note.md", 3, 13),
    ("about.md", 2, 8),
    ("about.md", 5, 3),
    ("todo.md", 3, 9),
    ("todo.md", 4, len("- 🎉 compare with ".encode()) + 1),
]

later_versions = pytest.mark.parametrize("version", ["0.10", "0.12"])


@pytest.fixture
def notes(notes: Path) -> Path:
    """The folder with two more notes that name the paper."""
    (notes / "todo.md").write_text(TODO, encoding="utf-8")
    (notes / "about.md").write_text(ABOUT, encoding="utf-8")
    return notes


def quickfix(neovim: Neovim) -> list[tuple[str, int, int]]:
    """Return the places in the quickfix list, once there are some."""
    code = (
        "return vim.tbl_map(function(e) return {vim.fn.fnamemodify(vim.fn.bufname(e.bufnr), ':t'), "
        "e.lnum, e.col} end, vim.fn.getqflist())"
    )
    found = wait_for(lambda: neovim.lua(code), "the quickfix list")
    neovim.command("cclose | call setqflist([])")
    return sorted(map(tuple, found))


def attached(neovim: Neovim) -> bool:
    """Whether the server has the current buffer."""
    code = "return #require('litnotes.client').all(vim.api.nvim_get_current_buf()) == 1"
    return bool(neovim.lua(code))


def marks(neovim: Neovim) -> str:
    """Return all virtual text of the current buffer."""
    code = """
      local found = {}
      for _, id in pairs(vim.api.nvim_get_namespaces()) do
        for _, m in ipairs(vim.api.nvim_buf_get_extmarks(0, id, 0, -1, { details = true })) do
          local lines = m[4].virt_lines or {}
          table.insert(lines, m[4].virt_text)
          for _, line in ipairs(lines) do
            for _, chunk in ipairs(line) do table.insert(found, chunk[1]) end
          end
        end
      end
      return table.concat(found, '\\n')
    """
    return str(neovim.lua(code))


def complaints(neovim: Neovim) -> list[str]:
    """Return what is complained of in the current buffer."""
    code = "return vim.tbl_map(function(d) return d.message end, vim.diagnostic.get(0))"
    return list(neovim.lua(code))


def edit(neovim: Neovim, lines: list[str], row: int, column: int) -> None:
    """Replace the buffer's text, and go to a place of it (both from 0; bytes)."""
    neovim.lua("vim.api.nvim_buf_set_lines(0, 0, -1, false, ...)", lines)
    neovim.cursor(row, column)


@versions
def test_references_fill_the_quickfix_list(start: Start, notes: Path, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    neovim.cursor(2, neovim.lines()[2].index("Networks"))
    neovim.keys("grr")
    assert quickfix(neovim) == sorted(CITED)
    # Text that is not saved counts.
    edit(neovim, ["[[x]] 🎉 *pointer networks* and [@pointer-networks, p. 3]"], 0, 40)
    neovim.keys("grr")
    unsaved = [("note.md", 1, len("[[x]] 🎉 *".encode()) + 1)]
    unsaved += [("note.md", 1, len("[[x]] 🎉 *pointer networks* and [".encode()) + 1)]
    assert quickfix(neovim) == sorted([*unsaved, *CITED[1:]])


@versions
def test_references_and_lens_in_the_dump(start: Start, notes: Path, version: str) -> None:
    neovim = start(version, screen=True)
    neovim.wait_ready(PAPERS)
    neovim.command("set hidden")
    neovim.cursor(2, neovim.lines()[2].index("Networks"))
    neovim.keys("<C-]>")
    wait_for(lambda: neovim.file() == "daily.txt", "the dump")
    wait_for(lambda: attached(neovim), "the dump as a document")
    assert neovim.lua("return vim.bo.omnifunc") != "v:lua.require'litnotes.completion'.omnifunc"
    neovim.keys(*"grr")
    assert quickfix(neovim) == sorted(CITED)
    wait_for(lambda: "cited in 3 notes" in marks(neovim), "the lens")
    neovim.keys(*"grx")
    assert quickfix(neovim) == sorted(CITED)


def test_references_from_a_dump_outside_the_folder(start: Start, notes: Path) -> None:
    library = notes.parent / "library"
    (notes / "dumps").rename(library)
    (notes / "litnotes.toml").write_text('papers = ["../library"]\n', encoding="utf-8")
    neovim = start("0.12", screen=True)
    neovim.wait_ready(PAPERS)
    neovim.command("set hidden")
    neovim.cursor(2, neovim.lines()[2].index("Networks"))
    neovim.keys("<C-]>")
    wait_for(lambda: neovim.file() == "daily.txt", "the dump")
    wait_for(lambda: attached(neovim), "the dump as a document")
    neovim.keys(*"grr")
    assert quickfix(neovim) == sorted(CITED)
    wait_for(lambda: "cited in 3 notes" in marks(neovim), "the lens")


@versions
def test_only_dumps_are_attached_beside_notes(start: Start, notes: Path, version: str) -> None:
    (notes / "package.json").write_text(json.dumps({"name": "x"}), encoding="utf-8")
    neovim = start(version, screen=False, note=notes / "dumps" / "search.txt")
    assert not attached(neovim)
    neovim.command(f"set hidden | edit {notes / 'note.md'}")
    neovim.wait_ready(PAPERS)
    neovim.command(f"edit {notes / 'package.json'}")
    neovim.command(f"buffer {notes / 'dumps' / 'search.txt'}")
    wait_for(lambda: attached(neovim), "the dump that was open before")
    neovim.command("buffer package.json")
    assert not attached(neovim)
    neovim.command("LitnotesRestart")
    neovim.command("buffer search.txt")
    wait_for(lambda: attached(neovim), "the dump after a restart")


@versions
def test_rename_in_two_buffers(start: Start, notes: Path, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    neovim.command(f"set hidden | edit {notes / 'todo.md'}")
    neovim.command("buffer note.md")
    edit(neovim, ["Not saved: 🎉 [@pointer-networks]."], 0, len("Not saved: 🎉 [@po".encode()))
    neovim.lua("vim.lsp.buf.rename('vinyals2015')")
    wait_for(lambda: "vinyals" in neovim.lines()[0], "the other key")
    assert neovim.lines() == ["Not saved: 🎉 [@vinyals2015]."]
    neovim.command("buffer todo.md")
    assert "\n".join(neovim.lines()) + "\n" == TODO.replace(KEY, "vinyals2015")
    assert (notes / "todo.md").read_text("utf-8") == TODO
    wait_for(lambda: "daily.txt:53" in neovim.messages(), "the word about the dump")


@versions
def test_a_name_that_is_no_key_is_refused(start: Start, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    edit(neovim, ["See [@pointer-networks]."], 0, 8)
    neovim.lua("vim.lsp.buf.rename('two words')")
    wait_for(lambda: "'two words' cannot be a citation key" in neovim.messages(), "the refusal")
    assert neovim.lines() == ["See [@pointer-networks]."]


@versions
def test_complaints_and_their_fixes(start: Start, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    edit(neovim, ["🎉 As [@pointer-network, p. 3] and [[Neural Scene Flow Priors]]."], 0, 12)
    wait_for(lambda: len(complaints(neovim)) == 2, "both complaints")
    first, second = complaints(neovim)
    assert "no known paper has the key pointer-network" in first
    assert "Neural Scene Flow Prior" in second
    neovim.lua(CHOOSE, "Change to pointer-networks")
    neovim.keys("gra")
    fixed = "🎉 As [@pointer-networks, p. 3] and [[Neural Scene Flow Priors]]."
    wait_for(lambda: neovim.lines() == [fixed], "the fixed key")
    wait_for(lambda: len(complaints(neovim)) == 1, "one complaint less")
    neovim.cursor(0, fixed.encode().index(b"Scene"))
    neovim.lua(CHOOSE, "Change to “Neural Scene Flow Prior”")
    neovim.keys("gra")
    wait_for(lambda: not complaints(neovim), "no complaint")
    assert neovim.lines() == ["🎉 As [@pointer-networks, p. 3] and [[Neural Scene Flow Prior]]."]


@versions
def test_a_title_becomes_a_citation(start: Start, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    edit(neovim, ["🎉 We follow Neural Scene Flow Prior."], 0, 20)
    neovim.lua(CHOOSE, "Write as Pandoc citation")
    neovim.keys("gra")
    wait_for(lambda: "[@" in neovim.lines()[0], "the citation")
    assert neovim.lines() == ["🎉 We follow [@neural-scene-flow-prior]."]


@versions
def test_lenses_follow_the_notes(start: Start, notes: Path, version: str) -> None:
    neovim = start(version, screen=True, note=notes / "about.md")
    neovim.wait_ready(PAPERS)
    wait_for(lambda: marks(neovim).count("cited in 3 notes") == 2, "both lenses")
    (notes / "todo.md").write_text("# To do\n", encoding="utf-8")
    wait_for(lambda: marks(neovim).count("cited in 2 notes") == 2, "the lenses as they are now")
    neovim.cursor(4, 0)
    neovim.keys(*"grx")
    assert quickfix(neovim) == sorted(CITED[:3])


@versions
def test_lenses_can_be_left_out(start: Start, notes: Path, version: str) -> None:
    setup = "require('litnotes').setup({ code_lens = false })"
    neovim = start(version, screen=True, note=notes / "about.md", setup=setup)
    neovim.wait_ready(PAPERS)
    neovim.keys("j", "k")
    neovim.lua("vim.wait(300, function() return false end)")
    assert "cited in" not in marks(neovim)


@later_versions
def test_hints(start: Start, notes: Path, version: str) -> None:
    setup = "require('litnotes').setup({ inlay_hints = true })"
    neovim = start(version, screen=True, note=notes / "todo.md", setup=setup)
    neovim.wait_ready(PAPERS)
    wait_for(lambda: marks(neovim).count(POINTER) == 2, "a hint behind each key")


@versions
def test_declaration_and_symbols(start: Start, notes: Path, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    neovim.cursor(2, neovim.lines()[2].index("Networks"))
    neovim.lua("vim.lsp.buf.workspace_symbol('matryoshka')")
    assert [place[:2] for place in quickfix(neovim)] == [("daily.txt", 73)]
    neovim.lua("vim.lsp.buf.document_symbol()")
    titles = (
        "return vim.tbl_map(function(e) return e.text end, "
        "vim.list_extend(vim.fn.getqflist(), vim.fn.getloclist(0)))"
    )
    outline = wait_for(lambda: neovim.lua(titles), "the outline")
    assert any("Notes" in title for title in outline)
    assert any(POINTER in title for title in outline)
    neovim.command("lclose | cclose")
    neovim.cursor(2, neovim.lines()[2].index("Networks"))
    neovim.lua("vim.lsp.buf.declaration()")
    wait_for(lambda: neovim.file() == "about.md", "the note")


@versions
def test_keys_of_the_user_are_left_alone(start: Start, version: str) -> None:
    before = "vim.cmd('nnoremap gr <Cmd>let g:own = 1<CR>') vim.cmd('nnoremap K k')"
    neovim = start(version, screen=False, before=before)
    neovim.wait_ready(PAPERS)
    mapped = "return vim.fn.maparg(..., 'n', false, true).buffer or 0"
    assert neovim.lua(mapped, "gr") == 0
    if version in ("0.7", "0.10"):
        assert [neovim.lua(mapped, keys) for keys in ("grr", "grn", "gra", "grx")] == [0] * 4
        assert neovim.lua(mapped, "gO") == 1
    if version == "0.7":
        assert neovim.lua(mapped, "K") == 0


@versions
def test_screens_of_citing(start: Start, notes: Path, tmp_path: Path, version: str) -> None:
    """What a person sees: lenses, references, a complaint with its fix, renaming."""
    neovim = start(version, screen=True, note=notes / "about.md", size=(100, 24))
    neovim.wait_ready(PAPERS)
    screen = neovim.terminal
    assert screen is not None

    def keep(name: str, *texts: str) -> None:
        keep_screen("neovim", f"{name}-{version}", screen.wait_for(*texts), tmp_path)

    neovim.command(f"set hidden | cd {notes}")
    keep("lens", "cited in 3 notes", "They point back")
    neovim.cursor(4, 4)
    neovim.keys(*"grr")
    keep("references", "todo.md", "note.md")
    neovim.command("cclose")
    neovim.command(f"edit {notes / 'note.md'}")
    edit(neovim, ["# Notes", "", "Hulls and tours [@pointer-network]."], 2, 20)
    wait_for(lambda: complaints(neovim), "the complaint")
    neovim.keys(*"gra")
    keep("fix", "Change to pointer-networks")
    screen.type("1")
    neovim.keys("<CR>")
    wait_for(lambda: "[@pointer-networks]" in neovim.lines()[2], "the fix")
    wait_for(lambda: not complaints(neovim), "no complaint")
    neovim.keys(*"grn")
    screen.wait_for("New Name: pointer-networks")
    neovim.keys("C-u")
    screen.type("vinyals2015")
    keep("rename", "New Name: vinyals2015")
    neovim.keys("<CR>")
    screen.wait_for("litnotes: the key")
    neovim.keys("<CR>")  # the message asks for it where it is longer than the line
    wait_for(lambda: "[@vinyals2015]" in neovim.lines()[2], "the new key")
