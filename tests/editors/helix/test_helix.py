"""Helix on a real screen, with the very configuration that editors/helix.md gives."""

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from editors.neovim.conftest import notes_folder
from editors.neovim.terminal import (
    CACHE,
    REPOSITORY,
    Terminal,
    environment,
    keep_screen,
    skip,
    wait_for,
)

pytestmark = [pytest.mark.editors, pytest.mark.timeout(120)]

ATTENTION = "Attention Is All You Need"


class Helix:
    """A Helix with one note open."""

    def __init__(self, folder: Path) -> None:
        program = CACHE / "helix" / "hx"
        if not program.exists():
            skip("Helix is not there (tests/editors/helix/install.sh tells why)")
        if not shutil.which("tmux"):
            skip("there is no tmux")
        self.folder = folder
        notes = notes_folder(folder)
        self.note = notes / "note.md"
        (notes / "todo.md").write_text("- 🎉 read [@pointer-networks, p. 3]\n", encoding="utf-8")
        env = environment(folder / "home")
        page = (REPOSITORY / "editors" / "helix.md").read_text(encoding="utf-8")
        notes_too, dumps_too, *_ = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
        config = Path(env["XDG_CONFIG_HOME"]) / "helix"
        config.mkdir(parents=True)
        (config / "languages.toml").write_text(f"{notes_too}\n{dumps_too}", "utf-8")
        (config / "config.toml").write_text(
            "[editor]\nidle-timeout = 20\ncompletion-timeout = 5\n", encoding="utf-8"
        )
        self.terminal = Terminal([str(program), str(self.note)], env, folder, (100, 26))
        try:
            self.terminal.wait_for("NOR", "Pointer Networks")
            self.wait_ready()
        except BaseException:
            self.terminal.close()
            raise

    def go_to_title(self) -> None:
        """Go to the title of a paper in the note."""
        self.terminal.type(":3")
        self.terminal.keys("Enter")
        self.terminal.wait_for(" 3:1\n")
        self.terminal.type("12l")
        self.terminal.wait_for(" 3:13\n")

    def wait_ready(self) -> None:
        """Wait until the server knows the papers: until it shows the card of one."""
        self.go_to_title()
        end = time.monotonic() + 30
        while "3 authors" not in self.terminal.screen():
            assert time.monotonic() < end, self.terminal.screen()
            self.terminal.type(" k")
            deadline = time.monotonic() + 0.5
            while time.monotonic() < deadline and "3 authors" not in self.terminal.screen():
                time.sleep(0.03)
        self.card = self.terminal.screen()
        self.terminal.type("h")
        wait_for(lambda: "3 authors" not in self.terminal.screen(), "the card's end")

    def normal(self) -> None:
        """Go to normal mode. (In it, Escape would make the next key one with Alt.)"""
        end = time.monotonic() + 15
        while "NOR" not in self.terminal.screen():
            # The first one may only have closed a menu.
            assert time.monotonic() < end, self.terminal.screen()
            self.terminal.keys("Escape")
            deadline = time.monotonic() + 1
            while time.monotonic() < deadline and "NOR" not in self.terminal.screen():
                time.sleep(0.03)

    def new_line(self, text: str, left: int = 0) -> None:
        """Begin to insert on a new last line that holds a text, some places before its end."""
        self.normal()
        self.terminal.type("geo")
        self.terminal.wait_for("INS")
        self.type(text)
        for _ in range(left):
            self.terminal.keys("Left")

    def type(self, text: str) -> None:
        """Type letter by letter, each once the one before stands on the screen.

        Of keys that come in one burst Helix 25.01 may tell the server in the wrong order.
        """
        for end in range(1, len(text) + 1):
            self.terminal.type(text[end - 1])
            if text[end - 1] != " ":
                self.terminal.wait_for(text[:end])

    def accept(self, title: str) -> None:
        """Accept a title that is offered: in the menu, its kind stands behind it."""
        item = re.compile(re.escape(title) + r" +reference\b")
        end = time.monotonic() + 5
        while not item.search(self.terminal.screen()):
            assert time.monotonic() < end, f"{title} was never offered:\n{self.terminal.screen()}"
            time.sleep(0.03)
        self.terminal.keys("C-n")
        self.terminal.keys("Enter")

    def line(self, expected: str) -> None:
        """Save the note, and wait until its last line is what is expected."""
        self.normal()
        self.terminal.type(":w")
        self.terminal.keys("Enter")
        end = time.monotonic() + 10
        while (last := self.last()) != expected:
            assert time.monotonic() < end, f"{last!r} is not {expected!r}\n{self.terminal.screen()}"
            time.sleep(0.05)

    def close(self) -> None:
        """End it, and with it the server."""
        self.normal()
        self.terminal.type(":q!")
        self.terminal.keys("Enter")
        self.terminal.close()

    def last(self) -> str:
        """The last line of the saved note."""
        return text_of(self.note).rstrip("\n").rsplit("\n", 1)[-1]


def text_of(file: Path) -> str:
    """Return the text of a note; empty while Helix replaces the file, as it does when it saves."""
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


@pytest.fixture(scope="module")
def helix(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Helix]:
    folder = tmp_path_factory.mktemp("helix")
    helix = Helix(folder)
    try:
        yield helix
    finally:
        helix.close()


@pytest.mark.parametrize(
    ("before", "left", "typed", "title", "expected"),
    [
        ("", 0, "attention is al", ATTENTION, ATTENTION),
        ("", 0, "ATTENTION IS AL", ATTENTION, ATTENTION),
        ("See ", 0, "[[attnetion is", ATTENTION, f"See [[{ATTENTION}]]"),
        ("🎉 [[]] x", 4, "pointer net", "Pointer Networks", "🎉 [[Pointer Networks]] x"),
        ("Cafe\u0301 ", 0, "[[pointer net", "Pointer Networks", "Cafe\u0301 [[Pointer Networks]]"),
        (
            "[@pointer-networks; ]",
            1,
            "@attention is",
            ATTENTION,
            "[@pointer-networks; @attention-is-all-you-need]",
        ),
        (
            "# ",
            0,
            "denoising diff",
            "Denoising Diffusion Probabilistic Models",
            "# Denoising Diffusion Probabilistic Models",
        ),
    ],
    ids=[
        "prose",
        "upper case",
        "typo in a wikilink",
        "closed, after an emoji",
        "combining accent",
        "second key",
        "heading",
    ],
)
def test_what_is_typed_and_chosen(
    helix: Helix, before: str, left: int, typed: str, title: str, expected: str
) -> None:
    helix.new_line(before, left)
    helix.type(typed)
    helix.accept(title)
    helix.line(expected)


def test_hover(helix: Helix) -> None:
    assert "2015" in helix.card
    keep_screen("helix", "hover", helix.card, helix.folder)


def test_references(helix: Helix) -> None:
    helix.normal()
    helix.go_to_title()
    helix.terminal.type("gr")
    helix.terminal.wait_for("note.md:3", "todo.md:1")
    helix.terminal.keys("Escape")


def test_a_complaint_its_fix_and_a_new_key(helix: Helix) -> None:
    helix.new_line("As [@pointer-network]", 3)
    helix.normal()
    helix.terminal.wait_for("no known paper has the key pointer-network")
    helix.terminal.type(" a")
    helix.terminal.wait_for("Change to pointer-networks")
    helix.terminal.keys("Enter")
    helix.line("As [@pointer-networks]")
    helix.terminal.type(":set-option lsp.display-inlay-hints true")
    helix.terminal.keys("Enter")
    helix.terminal.wait_for("As [@pointer-networks Pointer Networks]")
    helix.terminal.type(" r")
    helix.terminal.wait_for("rename-to:pointer-networks")
    helix.terminal.keys(*["BSpace"] * len("pointer-networks"))
    helix.terminal.type("vinyals2015")
    helix.terminal.keys("Enter")
    helix.terminal.wait_for("As [@vinyals2015")
    helix.line("As [@vinyals2015]")
    helix.terminal.type(":wa")
    helix.terminal.keys("Enter")
    todo = helix.note.with_name("todo.md")
    wait_for(lambda: "vinyals2015, p. 3" in text_of(todo), "the other note")


def test_definition(helix: Helix) -> None:
    helix.normal()
    helix.go_to_title()
    helix.terminal.type("gd")
    helix.terminal.wait_for("daily.txt")
    helix.terminal.wait_for("Some problems have answers")
    helix.terminal.type("gr")  # from the dump
    helix.terminal.wait_for("note.md:3")
    helix.terminal.keys("Escape")
