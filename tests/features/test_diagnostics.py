"""What is complained of in a note: the spans `<a|…>`, `<b|…>`, … are all the complaints."""

from pathlib import Path

import pytest

from litnotes_index.markdown import parse
from litnotes_index.view import View
from litnotes_server.features.diagnostics import Complaint, diagnostics
from support.marked import marked
from support.notes import folder
from support.papers import library, paper

TYPO = "Attention Is All You Nead"
ATTENTION = "Attention Is All You Need"
KEY = "attention-is-all-you-need"


def complaints(view: View, source: str) -> list[Complaint]:
    """Return the complaints about a note, once it is clear that they are about the marked spans."""
    text = marked(source)
    found = diagnostics(view, parse(text.text))
    assert [(one.start, one.end) for one in found] == sorted(text.spans.values())
    return found


def check(view: View, source: str, *codes: str) -> None:
    assert [one.code for one in complaints(view, source)] == list(codes)


@pytest.mark.parametrize(
    "source",
    [
        "See [<a|@smith2021>]",
        "🙂 é [see <a|@unheard>, p. 3; @weaver1999]",
        "[<a|-@unheard>]",
        "<a|@unheard1999> says [p. 3]",
        "<a|@{unheard of 1999}>",
        "<a|@wever1999> says",
        "<a|@doe:2001> says",
        "---\ncitekey: <a|unheard>\n---\n",
        '---\ncitekey: "<a|@unheard>"\n---\n',
        "# On [<a|@unheard>]",
        "| a |\n|---|\n| [<a|@unheard>] |",
        "words[^1]\n\n[^1]: [<a|@unheard>]",
        "> - [<a|@unheard>]",
    ],
)  # fmt: skip
def test_an_unknown_key(view: View, source: str) -> None:
    check(view, source, "unknown-key")


@pytest.mark.parametrize(
    "source",
    [
        "[see <a|@smith2020>, p. 3]",
        "<a|@smith2020> says",
        "<a|[[smith2020]]>",
        "<a|[[smith2020|them]]>",
        "---\ncitekey: <a|smith2020>\n---\n",
    ],
)
def test_an_ambiguous_key(view: View, source: str) -> None:
    check(view, source, "ambiguous-key")


@pytest.mark.parametrize(
    "source",
    [
        f"# <a|{TYPO}>",
        f"## <a|{TYPO}> ##",
        f"<a|{TYPO}>\n===",
        f"- <a|{TYPO}>",
        f"1. [ ] <a|{TYPO}>.",
        f'See "<a|{TYPO}>"',
        f"See “<a|{TYPO}>”",
        f"See **<a|{TYPO}>** and more",
        f"See *<a|{TYPO}>* and more",
        f"See _<a|{TYPO}>_ and more",
        f"[<a|{TYPO}>](https://example.org)",
        f"[[<a|{TYPO}>]]",
        f"[[<a|{TYPO}>#Results|there]]",
        f"🙂 é As <a|{TYPO.lower()}> says, it is.",
        "As <a|Attention Is\nAll You Nead> says",
        "> As <a|Attention Is\n> All You Nead> says",
        f"| a |\n|---|\n| <a|{TYPO}> |",
        "On <a|Neural Scene Flow Priors>.",
        "- <a|Learning to Weave Basket>",
        "# <a|C# in Practice - Sixx Lessons>",
    ],
)
def test_a_title_with_a_typo(view: View, source: str) -> None:
    check(view, source, "nearly-a-title")


@pytest.mark.parametrize(
    "source",
    [
        # What is right.
        f"# {ATTENTION}\n\n{ATTENTION.upper()}, [[{ATTENTION}]], [@{KEY}], [[{KEY}]]",
        "---\ncitekey: weaver1999\ntitle: Anything\n---\n",
        "[@doi:10.1234/basket.7; @arxiv:1412.6980]",
        # Wikilinks to notes, or to nothing known.
        "[[Some note]], [[unheard1999]], [[@unheard1999]], [[a/b.md#c|d]]",
        "[[#here]] and ![[image.png]]",
        "[a word](https://example.org) and [another](note.md)",
        # People, addresses, figures.
        "Thanks to @person and @Someone. Write to me@example.org or <mail:a1@b2.org>.",
        "See @fig:plot, [@eq:one; @tbl:two], @sec:intro and @lst:code.",
        "See @fig-plot, [@eq-one], @tbl-two, @sec-intro, @thm-main and @lst-code.",
        "mastodon: https://example.org/@user1999",
        # What is no prose.
        f"`[@unheard1999]` and `{TYPO}`",
        f"```\n[@unheard1999]\n{TYPO}\n```",
        f"    [@unheard1999] {TYPO}",
        f"$[@unheard1999]$ ${TYPO}$",
        f"$$\n[@unheard1999]\n{TYPO}\n$$",
        f"<!-- [@unheard1999] {TYPO} -->",
        f"<div>\n[@unheard1999] {TYPO}\n</div>",
        r"\@unheard1999",
        # What only looks like a title.
        "Attention to all you need to know.",
        "- Attention",
        "Neural Scene Flow Prior Meets Its Critics and their Neural Scene Flow Prior",
        "We need attention, and all of it is what you need.",
        "",
        "\n\n",
    ],
)  # fmt: skip
def test_no_complaint(view: View, source: str) -> None:
    check(view, source)


@pytest.mark.parametrize(
    "name",
    ["cor", "prp", "cnj", "exm", "exr", "rem", "sol", "nte", "tip", "wrn", "imp", "cau"],
)
def test_references_of_quarto_are_no_keys(view: View, name: str) -> None:
    check(view, f"See @{name}-one1 and [@{name}-two2].")


@pytest.mark.parametrize("name", ["Fig", "Eq", "Tbl", "Sec", "Lst"])
def test_references_at_the_beginning_of_a_sentence(view: View, name: str) -> None:
    check(view, f"@{name}:one1 shows; @{name}-one1 too.")


def test_several_in_their_order(view: View) -> None:
    source = f"# <a|{TYPO}>\n\n[<b|@unheard>; <c|@smith2020>] [[<d|{TYPO}>]]\n"
    check(view, source, "nearly-a-title", "unknown-key", "ambiguous-key", "nearly-a-title")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("weaver199", "weaver1999"),
        ("waever1999", "weaver1999"),
        ("Weaver1999", "weaver1999"),
        ("WEAVER1999", "weaver1999"),
        ("weaver-1999", "weaver1999"),
        ("Attention-is-all-you-need", KEY),
        ("attention-is-al-you-need", KEY),
    ],
)
def test_the_key_that_is_meant(view: View, written: str, key: str) -> None:
    (one,) = complaints(view, f"See [<a|@{written}>]")
    assert f"did you mean {key} (“" in one.message
    assert one.fixes[0].edit.new_text == key


@pytest.mark.parametrize("written", ["unheard", "w", "we", "x" * 200])
def test_a_key_like_no_other_has_no_fix(view: View, written: str) -> None:
    (one,) = complaints(view, f"See [<a|@{written}>]")
    assert one.message == f"no known paper has the key {written}"
    assert one.fixes == ()


def test_an_ambiguous_key_names_the_papers(view: View) -> None:
    (one,) = complaints(view, "See [<a|@smith2020>]")
    assert one.message.startswith("the key smith2020 names 2 papers: “Gradient Surgery by ")


def test_a_title_says_which_one_it_nearly_is(view: View) -> None:
    (one,) = complaints(view, f"# <a|{TYPO}>")
    assert one.message == f"this is nearly the title of a paper: “{ATTENTION}”"


@pytest.mark.parametrize(
    "source",
    [
        "See [[attention-is-all-you-nead]] there",
        "- [[attention-is-all-you-nead]]",
        "# [[Attention-is-all-you-nead]]",
        "- [ ] [[sub/attention-is-all-you-nead.md|it]]",
        "See [[attention-is-all-you-nead#Results]] there, and more words",
        "**[[attention-is-all-you-nead]]**",
        f"See [[attention-is-all-you-nead|{TYPO}]]",
        f"- [[x|{TYPO}]]",
    ],
)
def test_a_note_may_be_called_nearly_like_a_paper(view: View, tmp_path: Path, source: str) -> None:
    saved = "-- sub/attention-is-all-you-nead.md --\nwords\n-- x.md --\nwords\n"
    check(folder(view, tmp_path, saved).view, source)


def test_nothing_is_said_while_no_paper_is_known(tmp_path: Path) -> None:
    empty = library(tmp_path, dumps={"/dumps/a.txt": ()})
    assert diagnostics(empty, parse(f"# {TYPO}\n\n[@unheard1999]")) == []


def test_a_key_that_needs_braces_gets_them(tmp_path: Path) -> None:
    view = library(tmp_path, paper("A Study of Odd Keys", key="odd,key2000"))
    (one,) = diagnostics(view, parse("See [@{odd;key2000}] now"))
    assert (one.fixes[0].edit.new_text, one.fixes[0].edit.start) == ("{odd,key2000}", 6)
