"""Typing, looking up and jumping in real Neovims, without a screen and on a real one."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from editors.neovim.conftest import notes_folder
from editors.neovim.editor import PLUGIN, SUITES, Neovim
from editors.neovim.terminal import keep_screen, wait_for

pytestmark = [pytest.mark.editors, pytest.mark.timeout(120)]

ATTENTION = "Attention Is All You Need"
DIFFUSION = "Denoising Diffusion Probabilistic Models"
MATRYOSHKA = "Matryoshka Representation Learning"
POINTER = "Pointer Networks"
PAPERS = 24

versions = pytest.mark.parametrize("version", SUITES)
Start = Callable[..., Neovim]


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


def floats(neovim: Neovim) -> str:
    """Return the text of the floating windows."""
    return str(
        neovim.lua(
            "local t = {} for _, w in ipairs(vim.api.nvim_list_wins()) do "
            "if vim.api.nvim_win_get_config(w).relative ~= '' then vim.list_extend(t, "
            "vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(w), 0, -1, false)) end end "
            "return table.concat(t, '\\n')"
        )
    )


def test_hover_shows_the_card(neovim: Neovim) -> None:
    neovim.open_insert(["# Notes", "", "🎉 as in Pointer Networks here"], 0, 0)
    neovim.normal()
    neovim.cursor(2, len("🎉 as in Po".encode()))
    neovim.keys("K")
    card = wait_for(lambda: floats(neovim), "the card")
    assert POINTER in card
    assert "2015" in card
    assert "\\" not in card
    neovim.command("fclose" if neovim.lua("return vim.fn.exists(':fclose')") == 2 else "only")
    wait_for(lambda: not floats(neovim), "the card's end")


@versions
def test_definition(start: Start, notes: Path, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    line = neovim.lines()[2]
    neovim.cursor(2, line.index("Networks"))
    neovim.lua("vim.lsp.buf.definition()")
    wait_for(lambda: neovim.lua("return vim.fn.expand('%:t')") == "daily.txt", "the dump")
    assert neovim.lua("return vim.fn.getline('.')") == POINTER
    neovim.command(f"edit {notes / 'note.md'}")
    neovim.cursor(2, line.index("Attention"))
    neovim.lua("vim.lsp.buf.definition()")
    count = "return #vim.fn.getqflist()"
    wait_for(lambda: neovim.lua(count) == 2, "both entries in the quickfix list")
    found = neovim.lua(
        "return vim.tbl_map(function(e) return {vim.fn.fnamemodify(vim.fn.bufname(e.bufnr), ':t'), "
        "e.lnum} end, vim.fn.getqflist())"
    )
    assert sorted(found) == [["daily.txt", 13], ["search.txt", 3]]


@versions
def test_jump_by_tag(start: Start, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    neovim.cursor(2, neovim.lines()[2].index("Networks"))
    neovim.keys("<C-]>")
    wait_for(lambda: neovim.lua("return vim.fn.expand('%:t')") == "daily.txt", "the dump")
    assert neovim.lua("return vim.fn.getline('.')") == POINTER


@versions
def test_a_missing_server_is_said_once(start: Start, notes: Path, version: str) -> None:
    neovim = start(version, screen=False, with_server=False)
    wait_for(lambda: "litnotes-server not found" in neovim.messages(), "the message")
    (notes / "other.md").write_text("# Other\n", encoding="utf-8")
    neovim.command(f"edit {notes / 'other.md'}")
    neovim.command("LitnotesStatus")
    neovim.command(f"edit {notes / 'note.md'}")
    assert neovim.lua("return #require('litnotes.client').all()") == 0
    neovim.lua("vim.wait(100, function() return false end)")  # whatever was scheduled is said now
    assert neovim.messages().count("litnotes-server not found") == 1
    assert "pipx install litnotes" in neovim.messages()


@versions
def test_a_slow_server_blocks_nothing(start: Start, version: str) -> None:
    began = time.monotonic()
    setup = "require('litnotes').setup({ cmd = { 'sleep', '60' } })"
    neovim = start(version, screen=False, setup=setup)
    neovim.open_insert([""], 0, 0)
    neovim.type("[[a word ")
    assert neovim.lines() == ["[[a word "]
    neovim.normal()
    assert time.monotonic() - began < 10


@versions
def test_health(start: Start, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    neovim.command("checkhealth litnotes")
    report = "\n".join(wait_for(neovim.lines, "the report"))
    assert "ERROR" not in report
    assert re.search(r"litnotes-server: litnotes-server \d+\.\d+", report)
    assert f"{PAPERS} papers from 27 entries" in report
    assert "Neovim's own menu" in report


@versions
def test_health_without_the_server(start: Start, version: str) -> None:
    neovim = start(version, screen=False, with_server=False)
    neovim.command("checkhealth litnotes")
    report = "\n".join(neovim.lines())
    assert "litnotes-server was not found" in report
    assert "pipx install litnotes" in report


_CHOOSE = """
local wanted = {...}
vim.ui.select = function(items, opts, done)
  local want = table.remove(wanted, 1)
  for _, item in ipairs(items) do
    local label = opts.format_item(item)
    if label:find(want, 1, true) then return done(item) end
  end
  error('nothing is called ' .. want)
end
"""


@versions
def test_search_inserts_a_citation(start: Start, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    neovim.open_insert(["See  there"], 0, 4)
    neovim.normal()
    neovim.lua(_CHOOSE, ATTENTION, "Insert [[")
    neovim.command("LitnotesSearch atention need")
    wait_for(lambda: neovim.lines() != ["See  there"], "the insertion")
    assert neovim.lines() == [f"See [[{ATTENTION}]] there"]


@versions
def test_search_opens_an_entry(start: Start, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    neovim.command("set hidden")
    neovim.lua(_CHOOSE, POINTER, "Open its entry: ")
    neovim.lua("vim.ui.input = function(opts, done) done('pointer') end")
    neovim.command("LitnotesSearch")
    wait_for(lambda: neovim.lua("return vim.fn.expand('%:t')") == "daily.txt", "the dump")
    assert neovim.lua("return vim.fn.line('.')") == 53


@versions
def test_status_reindex_restart_and_log(start: Start, version: str) -> None:
    neovim = start(version, screen=False)
    neovim.wait_ready(PAPERS)
    neovim.command("LitnotesStatus")
    wait_for(lambda: f"{PAPERS} papers from 27 entries" in neovim.messages(), "the counts")
    assert "dumps/daily.txt (page)" in neovim.messages()
    neovim.keys("<CR>")
    neovim.lua("require('litnotes.client').states = {}")
    neovim.command("LitnotesReindex")
    neovim.wait_ready(PAPERS)
    first = neovim.lua("return require('litnotes.client').all()[1].id")
    neovim.lua("require('litnotes.client').states = {}")
    neovim.command("LitnotesRestart")
    neovim.wait_ready(PAPERS)
    clients = neovim.lua(
        "return vim.tbl_map(function(c) return c.id end, require('litnotes.client').all())"
    )
    assert len(clients) == 1
    assert clients[0] != first
    neovim.open_insert([""], 0, 0)
    neovim.type("[[pointer")
    assert neovim.offered() == [f"{POINTER}]]"]
    neovim.normal()
    neovim.command("set hidden | LitnotesLog")
    assert neovim.lua("return vim.fn.expand('%:t')") == "lsp.log"


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


@versions
def test_another_completion_plugin_is_left_alone(start: Start, version: str) -> None:
    neovim = start(version, screen=False, before="package.loaded['cmp'] = {}")
    neovim.wait_ready(PAPERS)
    neovim.open_insert([""], 0, 0)
    neovim.type("[[attention is")
    assert neovim.offered() == []


@versions
def test_settings_reach_the_server(start: Start, version: str) -> None:
    setup = "require('litnotes').setup({ settings = { citation = 'wikilink', completion = {} } })"
    neovim = start(version, screen=False, setup=setup)
    neovim.wait_ready(PAPERS)
    neovim.open_insert([""], 0, 0)
    neovim.type("attention is al")
    neovim.choose(f"[[{ATTENTION}]]")
    assert neovim.lines() == [f"[[{ATTENTION}]]"]


@versions
def test_wrong_options_are_named(start: Start, version: str) -> None:
    setup = "require('litnotes').setup({ cmd = 'litnotes-server', speed = 9 })"
    neovim = start(version, screen=False, setup=setup)
    neovim.wait_ready(PAPERS)  # the default counts instead
    said = neovim.messages()
    assert 'option "cmd" must be a list of strings' in said
    assert 'unknown option "speed"' in said


@versions
def test_the_home_folder_is_no_root(start: Start, tmp_path: Path, version: str) -> None:
    home = tmp_path / "nvim0" / "home"
    home.mkdir(parents=True)
    (home / ".git").mkdir()
    (home / "todo.md").write_text("# To do\n", encoding="utf-8")
    (home / "essays").mkdir()
    (home / "essays" / "one.md").write_text("# One\n", encoding="utf-8")
    tmp_path.joinpath("nvim0").rename(tmp_path / "kept")
    neovim = start(
        version,
        screen=False,
        note=tmp_path / "kept" / "home" / "todo.md",
        before=(f"vim.env.HOME = {str(tmp_path / 'kept' / 'home')!r}"),
    )
    wait_for(lambda: neovim.lua("return #require('litnotes.client').all()") == 1, "the server")
    root_of = "return require('litnotes.root').of(..., {'.git'}) or 'none'"
    assert neovim.lua(root_of, str(tmp_path / "kept/home/todo.md")) == "none"
    essays = tmp_path / "kept/home/essays"
    assert neovim.lua(root_of, str(essays / "one.md")) == str(essays)
    (essays / "litnotes.toml").write_text("", encoding="utf-8")
    (essays / "deep" / ".git").mkdir(parents=True)
    assert neovim.lua(root_of, str(essays / "deep" / "x.md")) == str(essays)


def test_autocomplete_asks_the_server(start: Start) -> None:
    before = "vim.o.autocomplete = true vim.o.complete = 'o,.,w,b'"
    neovim = start("0.12", screen=True, before=before)
    neovim.wait_ready(PAPERS)
    neovim.open_insert(["See [[]]"], 0, len("See [["))
    neovim.type("attnetion is")
    neovim.choose(ATTENTION)
    assert neovim.lines() == [f"See [[{ATTENTION}]]"]


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


def test_vim_lsp_enable_is_enough(start: Start) -> None:
    neovim = start("0.12", screen=False, setup="vim.lsp.enable('litnotes')")
    neovim.wait_ready(PAPERS)
    neovim.open_insert([""], 0, 0)
    neovim.type("[[pointer")
    neovim.choose(f"{POINTER}]]")
    assert neovim.lines() == [f"[[{POINTER}]]"]


def test_vim_lsp_enable_says_once_that_the_server_is_missing(start: Start) -> None:
    setup = "vim.lsp.enable('litnotes')"
    neovim = start("0.12", screen=False, with_server=False, setup=setup)
    wait_for(lambda: "litnotes-server not found" in neovim.messages(), "the message")
    neovim.command("edit!")
    neovim.lua("vim.wait(100, function() return false end)")
    assert neovim.messages().count("litnotes-server not found") == 1


@versions
def test_help_tags(start: Start, tmp_path: Path, version: str) -> None:
    neovim = start(version, screen=False, with_server=False)
    wait_for(neovim.messages, "the message about the server")
    doc = tmp_path / "doc"
    doc.mkdir()
    (doc / "litnotes.txt").write_text((PLUGIN / "doc" / "litnotes.txt").read_text("utf-8"), "utf-8")
    neovim.command(f"helptags {doc}")
    tags = (doc / "tags").read_text("utf-8")
    text = (doc / "litnotes.txt").read_text("utf-8")
    for used in re.findall(r"\|((?:litnotes|:Litnotes)[^|\s]*)\|", text):
        assert f"{used}\t" in tags, used
    commands = neovim.lua("return vim.tbl_keys(vim.api.nvim_get_commands({}))")
    for command in commands:
        if command.startswith("Litnotes"):
            assert f"*:{command}*" in text


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
    assert max(map(len, floats(neovim).splitlines())) <= 76
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
