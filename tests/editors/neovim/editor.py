"""Neovim as the tests drive it: without a screen, or on a real one."""

import contextlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from editors.neovim.rpc import Rpc, RpcError
from editors.neovim.terminal import CACHE, REPOSITORY, Terminal, environment, skip, wait_for

PLUGIN = REPOSITORY / "editors" / "neovim"
SUITES = {"0.7": "bookworm", "0.10": "trixie", "0.12": "forky"}
# The names of the keys that the tests press, for tmux.
_KEYS = {
    "<BS>": "BSpace",
    "<C-]>": "C-]",
    "<C-n>": "C-n",
    "<C-o>": "C-o",
    "<C-x>": "C-x",
    "<C-y>": "C-y",
    "<CR>": "Enter",
    "<Esc>": "Escape",
}

_INIT = """
vim.opt.runtimepath:prepend({plugin!r})
vim.opt.swapfile = false
vim.opt.shadafile = 'NONE'
vim.opt.mouse = ''
vim.opt.ruler = false
{before}
{setup}
vim.cmd('filetype plugin on')
"""


def binary(version: str) -> Path:
    """Return the program of a version; skips where it is not installed."""
    program = CACHE / "neovim" / SUITES[version] / "nvim"
    if not program.exists():
        skip(f"Neovim {version} is not there (tests/editors/neovim/install.sh tells why)")
    return program


class Neovim:
    """A Neovim with one note open."""

    def __init__(
        self,
        version: str,
        folder: Path,
        note: Path,
        *,
        screen: bool,
        with_server: bool = True,
        setup: str = "require('litnotes').setup()",
        before: str = "",
        size: tuple[int, int] = (100, 24),
    ) -> None:
        """Start it, and connect to it."""
        program = binary(version)
        self.folder = folder
        init = folder / "init.lua"
        init.write_text(
            _INIT.format(plugin=str(PLUGIN), setup=setup, before=before), encoding="utf-8"
        )
        listen = folder / "nvim.sock"
        env = environment(folder / "home", with_server=with_server)
        command = [str(program), "-u", str(init), "--listen", str(listen), str(note)]
        self.terminal: Terminal | None = None
        self._process: subprocess.Popen[bytes] | None = None
        if screen:
            if not shutil.which("tmux"):
                skip("there is no tmux")
            self.terminal = Terminal(command, env, folder, size)
        else:
            # Of any other standard input than a terminal it would read the text to edit.
            ours, its = os.openpty()
            self._process = subprocess.Popen(
                [*command, "--headless"],
                env=env,
                stdin=its,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            os.close(its)
            self._pty = ours
        try:
            self._rpc = wait_for(lambda: _connected(listen), "Neovim's socket")
            wait_for(lambda: self.lua("return vim.v.vim_did_enter") == 1, "Neovim's start")
            if screen:
                wait_for(lambda: self._rpc.call("nvim_list_uis"), "Neovim's screen")
        except BaseException:
            if self._process:
                self._process.kill()
            self._end()
            raise

    def lua(self, code: str, *arguments: Any) -> Any:
        """Return what Lua code returns."""
        return self._rpc.call("nvim_exec_lua", code, list(arguments))

    def command(self, command: str) -> None:
        """Run an Ex command."""
        self._rpc.call("nvim_command", command)

    def keys(self, *names: str) -> None:
        """Press keys, such as `<C-n>`."""
        for name in names:
            if self.terminal:
                self.terminal.keys(_KEYS.get(name, name))
            else:
                self._rpc.call("nvim_input", name)

    def type(self, text: str) -> None:
        """Type text letter by letter; after each, wait until the editor has nothing left to do."""
        for letter in text:
            self._press(letter)
            self.settle()

    def _press(self, letter: str) -> None:
        code = "return vim.b.changedtick"
        before = self.lua(code)
        if letter == "\n":
            self.keys("<CR>")
        elif self.terminal:
            self.terminal.type(letter)
        else:
            self._rpc.call("nvim_input", "<lt>" if letter == "<" else letter)
        wait_for(lambda: self.lua(code) != before, f"{letter!r} in the buffer")

    def erase(self, letters: int) -> None:
        """Go back over some letters, as `type` goes forward."""
        for _ in range(letters):
            before = self.lines()
            self.keys("<BS>")
            self._wait_for_other_lines(before)
            self.settle()

    def _wait_for_other_lines(self, lines: list[str]) -> None:
        wait_for(lambda: self.lines() != lines, "a change of the text")

    def settle(self) -> None:
        """Wait until no answer of the server is outstanding."""
        wait_for(
            lambda: not self.lua("return require('litnotes.completion').is_waiting()"),
            "the server's answer",
        )

    def offered(self) -> list[str]:
        """Return the words that the popup menu offers; none where it is not open."""
        words: list[str] = self.lua(
            "if vim.fn.pumvisible() == 0 then return {} end "
            "local items = vim.fn.complete_info({'items'}).items "
            "return vim.tbl_map(function(item) return item.word end, items)"
        )
        return words

    def choose(self, word: str) -> None:
        """Choose an item of the popup menu by its word."""
        words = wait_for(self.offered, f"an offer of {word!r}")
        assert word in words, words
        while words[self._select_next()] != word:
            pass
        self.keys("<C-y>")
        wait_for(lambda: not self.offered(), "the menu's end")
        self.settle()

    def _select_next(self) -> int:
        code = "return vim.fn.complete_info({'selected'}).selected"
        before = self.lua(code)
        self.keys("<C-n>")
        wait_for(lambda: self.lua(code) != before, "the selection's move")
        return int(self.lua(code))

    def open_insert(self, lines: list[str], row: int, column: int) -> None:
        """Replace the buffer's text and begin to insert at a place (both from 0; bytes)."""
        self.normal()
        self.lua(
            "vim.api.nvim_buf_set_lines(0, 0, -1, false, ...)"
            "vim.cmd('let &undolevels = &undolevels')",  # an undo step of its own
            lines,
        )
        line = lines[row].encode()
        self.lua("vim.api.nvim_win_set_cursor(0, {...})", row + 1, max(column - 1, 0))
        at_end = column >= len(line)
        if not at_end:
            self.lua("vim.api.nvim_win_set_cursor(0, {...})", row + 1, column)
        self.keys("A" if at_end else "i")
        wait_for(lambda: self.mode().startswith("i"), "insert mode")

    def normal(self) -> None:
        """Go to normal mode."""
        if self.mode() != "n":
            self.keys("<Esc>")
            wait_for(lambda: self.mode() == "n", "normal mode")

    def mode(self) -> str:
        """Return the mode, as `nvim_get_mode()` names it."""
        mode: str = self._rpc.call("nvim_get_mode")["mode"]
        return mode

    def lines(self) -> list[str]:
        """Return the text of the buffer."""
        lines: list[str] = self._rpc.call("nvim_buf_get_lines", 0, 0, -1, False)
        return lines

    def file(self) -> str:
        """Return the name of the file in the window."""
        return str(self.lua("return vim.fn.expand('%:t')"))

    def floats(self) -> str:
        """Return the text of the floating windows."""
        return str(
            self.lua(
                "local t = {} for _, w in ipairs(vim.api.nvim_list_wins()) do "
                "if vim.api.nvim_win_get_config(w).relative ~= '' then vim.list_extend(t, "
                "vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(w), 0, -1, false)) end end "
                "return table.concat(t, '\\n')"
            )
        )

    def cursor(self, row: int, column: int) -> None:
        """Go to a place; both from 0, in bytes."""
        self.lua("vim.api.nvim_win_set_cursor(0, {...})", row + 1, column)

    def messages(self) -> str:
        """Return all messages since the start."""
        return str(self.lua("return vim.api.nvim_exec('messages', true)"))

    def wait_ready(self, papers: int = 1) -> None:
        """Wait until the server has indexed the notes folder."""
        code = (
            "for _, s in pairs(require('litnotes.client').states) do "
            "if s.state == 'ready' and s.papers >= ... then return true end end return false"
        )
        wait_for(lambda: self.lua(code, papers), "an indexed folder", 30)

    def close(self) -> None:
        """End it, and with it the server."""
        with contextlib.suppress(OSError, RpcError):
            self._rpc.call("nvim_command", "qa!")
        self._rpc.close()
        self._end()

    def _end(self) -> None:
        if self._process:
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            os.close(self._pty)
        if self.terminal:
            self.terminal.close()


def _connected(path: Path) -> Rpc | None:
    if not path.exists():
        return None
    try:
        return Rpc(path)
    except OSError:
        return None
