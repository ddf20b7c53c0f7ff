"""Typing and looking up in real Neovims, without a screen and on a real one."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from editors.neovim.conftest import (
    ATTENTION,
    DIFFUSION,
    MATRYOSHKA,
    PAPERS,
    POINTER,
    Start,
    notes_folder,
    versions,
)
from editors.neovim.editor import SUITES, Neovim
from editors.neovim.terminal import wait_for

pytestmark = [pytest.mark.editors, pytest.mark.timeout(120)]


@pytest.fixture(
    scope="module",
    params=[(version, screen) for version in SUITES for screen in (False, True)],
    ids=lambda param: f"{param[0]}-{'screen' if param[1] else 'headless'}",
)
def neovim(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Neovim]:
    """A Neovim with an indexed folder, for many tests in turn."""
    version, screen = request.param
    folder = tmp_path_factory.mktemp("nvim")
    notes = notes_folder(folder)
    neovim = Neovim(version, folder, notes / "note.md", screen=screen)
    try:
        neovim.wait_ready(PAPERS)
        yield neovim
    finally:
        neovim.close()


@dataclass(frozen=True)
class Typed:
    """Keys typed at `|` of a line, the word chosen of what is offered, and what is there then."""

    line: str
    keys: str
    choose: str
    expected: str


TYPED = {
    "prose, lower case": Typed(
        "We follow |.", "attention is a", ATTENTION, f"We follow {ATTENTION}."
    ),
    "prose, title case": Typed(
        "We follow | here", "Attention Is A", ATTENTION, f"We follow {ATTENTION} here"
    ),
    "prose, upper case": Typed("|", "ATTENTION IS AL", ATTENTION, ATTENTION),
    "wikilink": Typed("See |", "[[attention is al", f"{ATTENTION}]]", f"See [[{ATTENTION}]]"),
    "wikilink, second letter": Typed("|", "[[po", f"{POINTER}]]", f"[[{POINTER}]]"),
    "wikilink that the editor closed": Typed(
        "See [[|]] here", "attention is al", ATTENTION, f"See [[{ATTENTION}]] here"
    ),
    "wikilink closed by half": Typed("See [[|]", "pointer n", f"{POINTER}]", f"See [[{POINTER}]]"),
    "wikilink, upper case": Typed("[[|]]", "POINTER NET", POINTER, f"[[{POINTER}]]"),
    "wikilink, typo in the first word": Typed(
        "[[|", "attnetion is al", f"{ATTENTION}]]", f"[[{ATTENTION}]]"
    ),
    "wikilink, typo in the middle": Typed(
        "[[|]]", "denoising difusion prob", DIFFUSION, f"[[{DIFFUSION}]]"
    ),
    "wikilink, words in another order": Typed(
        "[[|]]", "need attention", ATTENTION, f"[[{ATTENTION}]]"
    ),
    "Pandoc citation": Typed("So [|]", "@pointer", "pointer-networks", "So [@pointer-networks]"),
    "second Pandoc citation": Typed(
        "[@pointer-networks; |]",
        "@attention is",
        "attention-is-all-you-need",
        "[@pointer-networks; @attention-is-all-you-need]",
    ),
    "heading": Typed("## |", "denoising diff", DIFFUSION, f"## {DIFFUSION}"),
    "list item": Typed("- |", "matryoshka rep", MATRYOSHKA, f"- {MATRYOSHKA}"),
    "link text": Typed("see [|]", "pointer net", f"[{POINTER}]", f"see [[{POINTER}]]"),
    "after an emoji": Typed(
        "🎉 👩‍🔬 see |", "[[attention is", f"{ATTENTION}]]", f"🎉 👩‍🔬 see [[{ATTENTION}]]"
    ),
    "after a combining accent": Typed(
        "Cafe\u0301 𝔸 and |!", "attention is al", ATTENTION, f"Cafe\u0301 𝔸 and {ATTENTION}!"
    ),
    "between two emojis": Typed("🎉[[|]]🎉", "pointer n", POINTER, f"🎉[[{POINTER}]]🎉"),
}


@pytest.mark.parametrize("case", TYPED.values(), ids=TYPED.keys())
def test_what_is_typed_and_chosen(neovim: Neovim, case: Typed) -> None:
    before, after = case.line.split("|")
    neovim.open_insert([before + after], 0, len(before.encode()))
    neovim.type(case.keys)
    neovim.choose(case.choose)
    assert neovim.lines() == [case.expected]
    # One undo takes the whole of it back.
    neovim.normal()
    neovim.keys("u")
    wait_for(lambda: neovim.lines() == [before + after], "the text as it was")


NOTHING = {
    "a code fence": (["```", "", "```"], 1, "attention is all"),
    "inline code": (["see `` there"], 5, "pointer net"),
    "ordinary prose": ([""], 0, "We went to the sea and it is all we need. "),
    "a URL": (["see <https://> there"], 13, "example.org/attention is"),
    "an address": ([""], 0, "write to me@home "),
    "a task": (["- "], 2, "[ ] go"),
}


@pytest.mark.parametrize("place", NOTHING)
def test_nothing_is_offered(neovim: Neovim, place: str) -> None:
    lines, at, typed = NOTHING[place]
    row, column = (1, 0) if len(lines) > 1 else (0, at)
    neovim.open_insert(lines, row, column)
    for letter in typed:
        neovim.type(letter)
        assert neovim.offered() == [], f"after {letter!r}"


def test_the_offer_follows_the_keys(neovim: Neovim) -> None:
    neovim.open_insert([""], 0, 0)
    neovim.type("[[attention is all")
    assert neovim.offered() == [f"{ATTENTION}]]"]
    neovim.erase(len("ttention is all"))
    assert neovim.lines() == ["[[a"]
    wait_for(lambda: len(neovim.offered()) > 3, "the longer list")
    neovim.type("zzqzx")
    wait_for(lambda: not neovim.offered(), "the end of the offer")
    assert neovim.lines() == ["[[azzqzx"]


def test_nothing_is_inserted_unasked(neovim: Neovim) -> None:
    neovim.open_insert([""], 0, 0)
    option = neovim.lua("return vim.o.completeopt")
    neovim.type("[[pointer")
    assert len(neovim.offered()) == 1
    neovim.type("\nand on")
    assert neovim.lines() == ["[[pointer", "and on"]
    neovim.normal()
    assert neovim.lua("return vim.o.completeopt") == option


def test_typing_on_after_a_choice(neovim: Neovim) -> None:
    neovim.open_insert([""], 0, 0)
    neovim.type("[[pointer n")
    neovim.keys("<C-n>")
    wait_for(lambda: neovim.lines() == [f"[[{POINTER}]]"], "the chosen word")
    neovim.type(", and more")
    assert neovim.lines() == [f"[[{POINTER}]], and more"]


def test_hover_shows_the_card(neovim: Neovim) -> None:
    neovim.open_insert(["# Notes", "", "🎉 as in Pointer Networks here"], 0, 0)
    neovim.normal()
    neovim.cursor(2, len("🎉 as in Po".encode()))
    neovim.keys("K")
    card = wait_for(neovim.floats, "the card")
    assert POINTER in card
    assert "2015" in card
    assert "\\" not in card
    neovim.command("fclose" if neovim.lua("return vim.fn.exists(':fclose')") == 2 else "only")
    wait_for(lambda: not neovim.floats(), "the card's end")


@versions
def test_completion_on_request_only(start: Start, version: str) -> None:
    setup = "require('litnotes').setup({ completion = false })"
    neovim = start(version, screen=False, setup=setup)
    neovim.wait_ready(PAPERS)
    neovim.open_insert([""], 0, 0)
    neovim.type("[[ATTENTION is al")
    assert neovim.offered() == []
    neovim.command("set completeopt=menuone,noselect")
    neovim.keys("<C-x>", "<C-o>")
    neovim.choose(f"{ATTENTION}]]")
    assert neovim.lines() == [f"[[{ATTENTION}]]"]


def test_autocomplete_asks_the_server(start: Start) -> None:
    before = "vim.o.autocomplete = true vim.o.complete = 'o,.,w,b'"
    neovim = start("0.12", screen=True, before=before)
    neovim.wait_ready(PAPERS)
    neovim.open_insert(["See [[]]"], 0, len("See [["))
    neovim.type("attnetion is")
    neovim.choose(ATTENTION)
    assert neovim.lines() == [f"See [[{ATTENTION}]]"]
