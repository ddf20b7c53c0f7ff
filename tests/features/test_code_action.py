"""Code actions change exactly what they say: the whole text before and after, side by side."""

from pathlib import Path

import pytest

from litnotes_index.config import Config
from litnotes_index.markdown import parse
from litnotes_index.view import View
from litnotes_server.features.code_action import code_actions
from support.checks import acted, actions
from support.marked import marked
from support.papers import library, paper

ATTENTION = "Attention Is All You Need"
KEY = "attention-is-all-you-need"
TYPO = "Attention Is All You Nead"
ADAM = "Adam: A Method for Stochastic Optimization"
ADAM_KEY = "adam-a-method-for-stochastic-optimization"
ADAM_URL = "https://arxiv.org/abs/1412.6980"
RETRIEVAL = "Retrieval [Revisited] | A Study of Habits"
TO_WIKILINK, TO_PANDOC = "Write as wikilink", "Write as Pandoc citation"
TO_LINK, TO_TITLE = "Write as Markdown link", "Write as plain title"


def key_of(view: View, title: str) -> str:
    (paper,) = view.papers.titled(title)
    return paper.key


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("🙂 é See [@weaver<|>199, p. 3].", "🙂 é See [@weaver1999, p. 3]."),
        ("See @Weaver<|>1999 [p. 3]", "See @weaver1999 [p. 3]"),
        ("See [-@weaver<|>199; @dropout]", "See [-@weaver1999; @dropout]"),
        ("See @{weaver<|>199}.", "See @{weaver1999}."),
        ("---\ncitekey: weaver<|>199\n---\n", "---\ncitekey: weaver1999\n---\n"),
        ('---\ncitekey: "@weaver<|>199"\n---\n', '---\ncitekey: "@weaver1999"\n---\n'),
        (f"# {TYPO}<|>\n\n{TYPO}", f"# {ATTENTION}\n\n{TYPO}"),
        (f"## {TYPO}<|> ##", f"## {ATTENTION} ##"),
        (f"- [ ] {TYPO}<|>.", f"- [ ] {ATTENTION}."),
        (f"“{TYPO}<|>”", f"“{ATTENTION}”"),
        (f"see **{TYPO}<|>**!", f"see **{ATTENTION}**!"),
        (f"[[{TYPO}<|>#Results|there]]", f"[[{ATTENTION}#Results|there]]"),
        (f"[{TYPO}<|>](x.md)", f"[{ATTENTION}](x.md)"),
        ("As Attention Is<|>\nAll You Nead has it", f"As {ATTENTION} has it"),
        # What the place cannot hold goes in another way.
        ("[Retrieval Revisited, a Study of Habit<|>](x.md)",
         r"[Retrieval \[Revisited\] | A Study of Habits](x.md)"),
    ],
)  # fmt: skip
def test_the_fix(view: View, before: str, after: str) -> None:
    assert acted(view, before, "Change to") == after


def test_the_target_of_a_wikilink_cannot_hold_every_title(view: View) -> None:
    key = key_of(view, RETRIEVAL)
    alias = "Retrieval Revisited A Study of Habits"
    typo = "Retrieval Revisited, a Study of Habit"
    assert acted(view, f"[[{typo}<|>]]", "Change to") == f"[[{key}|{alias}]]"
    assert acted(view, f"[[{typo}<|>|it]]", "Change to") == f"[[{key}|it]]"


def test_a_cell_of_a_table_cannot_hold_a_bar(view: View) -> None:
    head = "| a |\n|---|\n"
    after = f"{head}| Retrieval [Revisited] \\| A Study of Habits |"
    typo = "Retrieval Revisited, a Study of Habit"
    assert acted(view, f"{head}| {typo}<|> |", "Change to") == after


def test_the_fix_is_for_what_is_touched_and_says_which_complaint_it_mends(view: View) -> None:
    source = f"[@weaver199<|>] and [@wever1999]. {TYPO}."
    (fix,) = [action for action in actions(view, source) if action.kind == "quickfix"]
    assert fix.complaint is not None
    assert fix.complaint.code == "unknown-key"
    assert fix.title == "Change to weaver1999 (“Learning to Weave Baskets”)"
    assert fix.preferred


def test_a_selection_offers_the_fixes_of_all_that_it_touches(view: View) -> None:
    source = f"<sel|[@weaver199] and [@wever1999]>. {TYPO} it is"
    fixes = [action for action in actions(view, source) if action.kind == "quickfix"]
    assert [fix.complaint.code for fix in fixes if fix.complaint] == ["unknown-key"] * 2
    names = [action.name for action in actions(view, source)]
    assert len(names) == len(set(names))


def test_an_ambiguous_key_without_other_keys_has_no_fix(view: View) -> None:
    assert acted(view, "[@smith<|>2020]", "Change to") is None


@pytest.mark.parametrize(
    ("before", "form", "after"),
    [
        (f"🙂 As {ATTENTION.lower()}<|> says.", TO_WIKILINK, f"🙂 As [[{ATTENTION}]] says."),
        (f"🙂 As {ATTENTION.lower()}<|> says.", TO_PANDOC, f"🙂 As [@{KEY}] says."),
        (f"🙂 As {ATTENTION.lower()}<|> says.", TO_TITLE, f"🙂 As {ATTENTION} says."),
        (f"As {ATTENTION}<|>'s results", TO_WIKILINK, f"As [[{ATTENTION}]]'s results"),
        (f"As {ATTENTION}<|> is", TO_TITLE, None),
        (f"**{ATTENTION}<|>**", TO_WIKILINK, f"**[[{ATTENTION}]]**"),
        ("> As Attention Is<|>\n> All You Need says", TO_PANDOC, f"> As [@{KEY}] says"),
        (f"# {ATTENTION}<|>", TO_WIKILINK, f"# [[{ATTENTION}]]"),
        (f"See {ADAM}<|>", TO_LINK, f"See [{ADAM}]({ADAM_URL})"),
        # A paper without a page is not linked to.
        (f"As {ATTENTION}<|> says", TO_LINK, None),
        # What a citation says besides its paper is not lost.
        (f"[[{ATTENTION}<|>#Results|it]] is", TO_TITLE, None),
        (f"[[{ATTENTION}<|>#Results|it]] is", TO_WIKILINK, None),
        (f"[[{KEY}<|>|it]] is", TO_TITLE, None),
        (f"[[{KEY}<|>|it]] is", TO_WIKILINK, f"[[{ATTENTION}|it]] is"),
        ("[[Adam<|>|so it]] is", TO_LINK, f"[so it]({ADAM_URL}) is"),
        (f"[[{KEY}<|>|{ATTENTION.lower()}]] is", TO_PANDOC, f"[@{KEY}] is"),
        (f"[[notes on it<|>|{ATTENTION}]] is", TO_PANDOC, None),
        (f"![[{ATTENTION}<|>]]", TO_PANDOC, None),
        (f"[[{KEY}<|>]] is", TO_WIKILINK, f"[[{ATTENTION}]] is"),
        (f"[[{KEY}<|>]] is", TO_PANDOC, f"[@{KEY}] is"),
        ("[[Adam<|>]]", TO_LINK, f"[Adam]({ADAM_URL})"),
        ("[[Adam<|>]]", TO_PANDOC, f"[@{ADAM_KEY}]"),
        (f"[[{ADAM_KEY}<|>]]", TO_LINK, f"[{ADAM}]({ADAM_URL})"),
        (f"[this<|>]({ADAM_URL})", TO_WIKILINK, f"[[{ADAM}|this]]"),
        (f"> [this\n> one<|>]({ADAM_URL})", TO_WIKILINK, f"> [[{ADAM}|this one]]"),
        (f"[this<|>]({ADAM_URL})", TO_PANDOC, None),
        (f"[`this`<|>]({ADAM_URL})", TO_WIKILINK, None),
        (f"[{ADAM}<|>]({ADAM_URL})", TO_WIKILINK, f"[[{ADAM}]]"),
        (f"[this<|>]({ADAM_URL}v2)!", TO_LINK, f"[this]({ADAM_URL})!"),
        (f"[this<|>]({ADAM_URL} 'x')!", TO_LINK, None),
        (f"[this<|>](<{ADAM_URL}> )!", TO_WIKILINK, f"[[{ADAM}|this]]!"),
        (f"[this<|>]({ADAM_URL}#S2)!", TO_WIKILINK, None),
        (f"![{ADAM}<|>]({ADAM_URL})", TO_WIKILINK, None),
        (f"[{ADAM}<|>](https://example.org/slides)", TO_WIKILINK, None),
        (f"[{ADAM}<|>][1]\n\n[1]: {ADAM_URL}", TO_PANDOC, f"[@{ADAM_KEY}]\n\n[1]: {ADAM_URL}"),
        (f"So [@{KEY}<|>] says", TO_TITLE, f"So {ATTENTION} says"),
        (f"So [ @{KEY}<|> ] says", TO_WIKILINK, f"So [[{ATTENTION}]] says"),
        (f"So [-@{KEY}<|>] says", TO_TITLE, None),
        (f"So @{KEY}<|> says", TO_WIKILINK, f"So [[{ATTENTION}]] says"),
        (f"So @{{{KEY}}}<|> says", TO_PANDOC, f"So [@{KEY}] says"),
        (f"🙂 See {ADAM_URL}<|>.", TO_WIKILINK, f"🙂 See [[{ADAM}]]."),
        (f"See {ADAM_URL}<|>#S2.", TO_WIKILINK, None),
        (f"See <{ADAM_URL}<|>>.", TO_LINK, f"See [{ADAM}]({ADAM_URL})."),
        ("See arXiv:1412<|>.6980v2.", TO_TITLE, f"See {ADAM}."),
        ("So (10.1234/basket.7<|>)", TO_PANDOC, "So ([@weaver1999])"),
        ("See [the preprint, arXiv:1412.6980<|>](x.pdf)", TO_WIKILINK, None),
        # A group of several, or with words of its own, is not broken.
        (f"[@{KEY}<|>; @dropout]", TO_WIKILINK, None),
        (f"[@dropout; @{KEY}<|>]", TO_TITLE, None),
        (f"[@{KEY}<|>, p. 3]", TO_WIKILINK, None),
        (f"[see @{KEY}<|>]", TO_TITLE, None),
        (f"@{KEY}<|> [p. 3]", TO_WIKILINK, None),
        (f"@{KEY}<|> [p. 3]", TO_PANDOC, f"[@{KEY}, p. 3]"),
        (f"@{KEY}<|>\n[pp. 3-5; @dropout]", TO_TITLE, None),
        (f"@{KEY}<|> [see](x.md)", TO_PANDOC, f"[@{KEY}] [see](x.md)"),
        # A link holds no other.
        (f"[see {ATTENTION}<|> there](x.md)", TO_WIKILINK, None),
        (f"[see {ADAM}<|> there](x.md)", TO_LINK, None),
        (f"![see {ATTENTION}<|> there](x.png)", TO_WIKILINK, None),
        (f"[see {ATTENTION.lower()}<|> there](x.md)", TO_TITLE, f"[see {ATTENTION} there](x.md)"),
        # Brackets beside brackets would be something else.
        (f"[{ATTENTION}<|>]", TO_PANDOC, None),
        (f"[{ATTENTION}<|>]", TO_WIKILINK, None),
        (f"{ATTENTION}<|>: word", TO_PANDOC, None),
        (f"{ATTENTION}<|>: a word", TO_PANDOC, f"[@{KEY}]: a word"),
        (f"{ATTENTION}<|>(x)", TO_PANDOC, None),
        (f"{ATTENTION}<|>(x)", TO_WIKILINK, f"[[{ATTENTION}]](x)"),
        # Front matter holds values.
        (f"---\ntitle: {ATTENTION}<|>\n---\n", TO_WIKILINK, None),
        ("---\ncitekey: weaver1999<|>\n---\n", TO_PANDOC, None),
        ("nothing<|>", TO_WIKILINK, None),
        ("[[Some note<|>]]", TO_PANDOC, None),
        ("[@unknown<|>2020]", TO_WIKILINK, None),
    ],
)
def test_another_form(view: View, before: str, form: str, after: str | None) -> None:
    assert acted(view, before, form) == after


def test_a_title_that_a_wikilink_cannot_hold_goes_in_by_its_key(view: View) -> None:
    key = key_of(view, RETRIEVAL)
    inside = f"{key}|Retrieval Revisited A Study of Habits"
    assert acted(view, f"see [@{key}<|>] now", TO_WIKILINK) == f"see [[{inside}]] now"
    table = f"| a |\n|---|\n| [@{key}<|>] |"
    escaped = inside.replace("|", "\\|")
    assert acted(view, table, TO_WIKILINK) == f"| a |\n|---|\n| [[{escaped}]] |"
    assert acted(view, table, TO_TITLE) == (
        "| a |\n|---|\n| Retrieval [Revisited] \\| A Study of Habits |"
    )


def test_each_of_several_papers_is_offered(view: View) -> None:
    titles = [a.title for a in actions(view, "[@smith<|>2020]") if a.name.startswith("cite:wiki")]
    assert sorted(titles) == [
        "Write as wikilink of “Gradient Surgery by Day”: [[Gradient Surgery by Day]]",
        "Write as wikilink of “Gradient Surgery by Night”: [[Gradient Surgery by Night]]",
    ]
    names = [action.name for action in actions(view, "[@smith<|>2020]")]
    assert len(names) == len(set(names))


def test_the_configured_form_comes_first(view: View) -> None:
    source = f"As {ATTENTION.lower()}<|> says"
    first, *_ = actions(view, source, citation="{title} ({key})")
    assert first.title == f"Write as configured form: {ATTENTION} ({KEY})"
    first, *_ = actions(view, source, citation="pandoc")
    assert first.title == f"Write as Pandoc citation: [@{KEY}]"


def test_nothing_to_do(view: View) -> None:
    assert actions(view, "plain words<|>") == []
    assert actions(view, f"`{ATTENTION}<|>`") == []


def test_forms_of_ones_own_are_offered_by_name(view: View) -> None:
    note = marked(f"So [@{KEY}<|>]")
    named = {"narrative": "@{key}", "brackets": "pandoc"}
    config = Config(citation="wikilink", citation_forms=named)
    span = (note.cursor, note.cursor)
    found = code_actions(view, parse(note.text), span, config)
    titles = [action.title for action in found if action.name.startswith("cite:")]
    assert titles[0] == f"Write as wikilink: [[{ATTENTION}]]"
    assert titles[1] == f"Write as narrative: @{KEY}"
    assert len(titles) == 3


def test_a_fix_leaves_a_citation_beside_the_title_alone(view: View) -> None:
    title = "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding"
    typo = title.replace("Language", "Langage")
    source = f"# {typo} [@weaver199]<|>"
    assert acted(view, source, "Mend every title") == f"# {title} [@weaver199]"
    assert acted(view, source, "Mend every key") == f"# {typo} [@weaver1999]"


def test_what_is_mended_is_offered_no_more(view: View) -> None:
    after = acted(view, f"# {TYPO}<|>", "Change to")
    assert after is not None
    assert [a.kind for a in actions(view, f"{after}<|>") if a.kind == "quickfix"] == []


def test_a_literature_note_is_offered_where_the_paper_has_none(view: View) -> None:
    note = marked(f"So [@weaver1999] and {ATTENTION}<|> say")
    parsed, span = parse(note.text), (note.cursor, note.cursor)
    (offer,) = [a for a in code_actions(view, parsed, span) if a.note_of]
    assert offer.title == f"Make a literature note of “{ATTENTION}”"
    assert offer.note_of is not None
    assert offer.note_of.title == ATTENTION
    assert not offer.edits()
    has_note = code_actions(view, parsed, span, has_note=lambda paper: paper.title == ATTENTION)
    assert not [action for action in has_note if action.note_of]


def test_of_an_ambiguous_key_a_literature_note_of_each_is_offered(view: View) -> None:
    found = code_actions(view, parse("[@smith2020]"), (4, 4))
    offers = [action.note_of.title for action in found if action.note_of]
    assert offers == ["Gradient Surgery by Night", "Gradient Surgery by Day"]


def test_what_a_citation_stands_for_is_offered_to_be_opened(tmp_path: Path) -> None:
    view = library(
        tmp_path,
        paper("A Paper of Many Things", key="many", ids={"arxiv": "1412.6980"},
              files=("b.html", "files/a.pdf"), zotero="zotero://select/library/items/ABCD2345"),
        paper("A Paper of Nothing", key="none", files=("//host/x.pdf", "x.sh")),
        paper("One of Two", key="twin", urls=("https://example.org/1",)),
        paper("Two of Two", key="twin", urls=("https://example.org/2",)),
    )  # fmt: skip

    def offered(source: str) -> list[tuple[str, str]]:
        text = marked(source)
        found = code_actions(view, parse(text.text), (text.cursor, text.cursor))
        opening = [action for action in found if action.opens]
        assert all(action.kind == "litnotes.open" for action in opening)
        return [
            (one.title, f"{one.opens[0].title}: {one.opens[1]}") for one in opening if one.opens
        ]

    many = "A Paper of Many Things"
    assert (
        offered("See [@ma<|>ny].")
        == offered("a paper of m<|>any things")
        == [
            ("Open the file a.pdf", f"{many}: pdf"),
            (f"Open the page {ADAM_URL}", f"{many}: page"),
            ("Open it in Zotero", f"{many}: zotero"),
        ]
    )
    assert offered("See [@no<|>ne].") == offered("<|>See.") == []
    assert offered("[@tw<|>in]") == [
        ("Open the page https://example.org/1 of “One of Two”", "One of Two: page"),
        ("Open the page https://example.org/2 of “Two of Two”", "Two of Two: page"),
    ]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (f"So {ATTENTION}:a", "@{key}"),
        (f"So {ATTENTION} [p. 3]", "@{key}"),
        (f"!{ATTENTION}", "link"),
    ],
)
def test_what_stands_beside_a_title_makes_nothing_else_of_it(
    view: View, text: str, form: str
) -> None:
    note = parse(text)
    at = text.index(ATTENTION) + 3
    found = code_actions(view, note, (at, at), Config(citation=form))
    names = {action.name.rpartition(":")[0] for action in found}
    assert f"cite:{form}:0" not in names
    assert not any(action.name == f"all:{form}" for action in found)
