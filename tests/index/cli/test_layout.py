"""How paths are told and linked on a terminal, and what decides what is one."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from support.command import Run, write_notes
from support.papers import write_page
from support.terminal import HERE, HOME, seen, shown

KEY, TITLE = "attention-is-all-you-need", "Attention Is All You Need"
NOTE = f"# Reading\n\nWith 注意力 in mind, see [@{KEY}], and more.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="the paths are of other systems")
@pytest.mark.parametrize(
    ("path", "told", "address"),
    [
        (f"{HERE}/a.md", "a.md", f"file://desk{HERE}/a.md"),
        (f"{HERE}/sub/a b.md", "sub/a b.md", f"file://desk{HERE}/sub/a%20b.md"),
        (f"{HOME}/lab.bib", "~/lab.bib", f"file://desk{HOME}/lab.bib"),
        (HOME, "~", f"file://desk{HOME}"),
        (HERE, "~/notes", f"file://desk{HERE}"),
        ("/home/meg/a.md", "/home/meg/a.md", "file://desk/home/meg/a.md"),
        ("/x.zip/a.bib", "/x.zip/a.bib", "file://desk/x.zip"),
        ("/caf\udce9\x1b\n.md", r"/caf\udce9\x1b\n.md", "file://desk/caf%E9%1B%0A.md"),
        ("/日本;#?%.md", "/日本;#?%.md", "file://desk/%E6%97%A5%E6%9C%AC%3B%23%3F%25.md"),
        ("//a.md", "//a.md", "file://desk//a.md"),
    ],
)
def test_paths_on_a_terminal_and_in_a_pipe(path: str, told: str, address: str) -> None:
    found = seen(shown(lambda layout: [layout.place(path, 3)], 200))
    assert found.links == {(f"{told}:3", address)}
    alone = path.encode("unicode_escape", "surrogatepass").decode() if "\x1b" in path else path
    assert shown(lambda layout: [layout.place(path, 3)], None) == f"{alone}:3\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "notes"
    write_page(root / "papers.txt", TITLE, "An Uncited Paper of Ours")
    return write_notes(root, {"a.md": NOTE})


@pytest.mark.skipif(sys.platform == "win32", reason="rich asks the system's own console there")
@pytest.mark.parametrize(
    ("environment", "is_terminal", "colour", "links"),
    [
        ({}, True, True, True),
        ({"NO_COLOR": "1"}, True, False, True),
        ({"TERM": "dumb"}, True, None, False),
        ({}, False, None, False),
        ({"FORCE_COLOR": "1"}, False, True, False),
    ],
)
def test_what_is_styled_and_linked(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    is_terminal: bool,
    colour: bool | None,
    links: bool,
) -> None:
    run("index")
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ({"TERM": "xterm-256color", "COLUMNS": "60"} | environment).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)
    out = run("search", "attention").out
    assert ("33m" in out) == (colour is True)
    assert ("\x1b[" in out) == (colour is not None)
    assert bool(seen(out).links) == links
    assert TITLE in seen(out).text


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals there")
def test_a_real_terminal_of_60_columns(root: Path) -> None:
    def on_terminal(*arguments: str) -> str:
        import fcntl
        import pty
        import termios

        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
        told = {name: value for name, value in os.environ.items() if name not in CHANGING}
        process = subprocess.Popen(
            [sys.executable, "-m", "litnotes_index", *arguments],
            cwd=root,
            env={**told, "TERM": "xterm", "HOME": str(root.parent)},
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        said = b""
        while piece := _read(ours):
            said += piece
        os.close(ours)
        assert process.wait(30) == 0
        return said.decode().replace("\r\n", "\n")

    backlinks = seen(on_terminal("backlinks", KEY))
    assert backlinks.lines == [
        "a.md",
        "  3:24  With 注意力 in mind, see",
        f"        [@{KEY}], and more.",
    ]
    host = os.uname().nodename
    assert ("a.md", f"file://{host}{root}/a.md") in backlinks.links
    card = seen(on_terminal("show", KEY))
    assert card.lines[0] == TITLE
    assert {"in     papers.txt:2", "cited  a.md:3:24"} <= set(card.lines)
    assert max(map(len, card.lines)) <= 60
    assert seen(on_terminal("search", "attention")).lines == [
        TITLE,
        f"  {KEY}",
        "  papers.txt:2",
    ]


CHANGING = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLORTERM")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # how a terminal ends
        return b""
