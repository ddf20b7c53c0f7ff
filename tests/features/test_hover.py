"""Which citation is under the cursor, exactly how far it reaches, and what is shown for it."""

import pytest
from syrupy.assertion import SnapshotAssertion

from litnotes_index.backlinks import Notes
from litnotes_index.markdown import parse
from litnotes_index.view import View
from litnotes_server.features.hover import hover
from litnotes_server.features.pointed import in_note
from support.checks import check_hover, hovered, meant
from support.marked import marked

ATTENTION = "Attention Is All You Need"
PRIOR = "Neural Scene Flow Prior"


@pytest.mark.parametrize(
    "source",
    [
        # A wikilink with its brackets.
        f"See <ref|[[{ATTENTION}]]> now",
        "See <ref|[[attention is all you need|that one]]> now",
        f"See <ref|[[{ATTENTION}#Results]]> now",
        f"See <ref|![[{ATTENTION}]]> now",
        f"See <ref|[[papers/{ATTENTION}.md]]> now",
        "See <ref|[[attention-is-all-you-need]]> now",
        f"# On <ref|[[{ATTENTION}]]>",
        # A key without its locator and brackets.
        "See [<ref|@attention-is-all-you-need>, p. 3]",
        "See [<ref|-@attention-is-all-you-need>]",
        "See [see <ref|@attention-is-all-you-need> ch. 2; @weaver1999]",
        "See <ref|@attention-is-all-you-need>.",
        "See <ref|@{attention-is-all-you-need}> [p. 3]",
        # A link, whole.
        f"See <ref|[{ATTENTION}](https://example.org)>.",
        f"See <ref|[{ATTENTION}][1]>.\n\n[1]: https://example.org",
        # A plain title.
        f"<ref|{ATTENTION}>",
        f"See <ref|{ATTENTION}>.",
        f"See (<ref|{ATTENTION}>), too",
        f"See <ref|{ATTENTION}>'s results",
        f"See <ref|{ATTENTION}>’s results",
        f'See "<ref|{ATTENTION}>"',
        f"See “<ref|{ATTENTION}>”",
        f"See **<ref|{ATTENTION}>**",
        f"See _<ref|{ATTENTION}>_",
        "See <ref|attention is all you need> again",
        "See <ref|ATTENTION IS ALL YOU NEED> again",
        "See <ref|Attention  Is All You Need> again",
        "See <ref|Attention Is\nAll You Need> again",
        "See <ref|Attention Is\r\nAll You Need> again",
        "> See <ref|Attention Is\n> All You Need> again",
        "- See <ref|Attention Is\n  All You Need> again",
        f"## <ref|{ATTENTION}>",
        f"## <ref|{ATTENTION}> ##",
        f"<ref|{ATTENTION}>\n===",
        f"| a |\n|---|\n| <ref|{ATTENTION}> |",
        f"---\ntitle: <ref|{ATTENTION}>\n---\n",
        f'---\ntitle: "<ref|{ATTENTION}>"\n---\n',
        f"🙂 e\u0301 <ref|{ATTENTION}>",
        f"日本語 <ref|{ATTENTION}>",
        # The end of a link that has brackets of its own.
        f"[see <ref|{ATTENTION}>]",
    ],
)
def test_the_range_is_the_whole_citation(view: View, source: str) -> None:
    check_hover(view, source, ATTENTION)


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("<ref|Don’t stop pretraining on small corpora>", "Don't Stop Pretraining"),
        ("<ref|Dont Stop Pretraining on Small Corpora>", "Don't Stop Pretraining"),
        ("<ref|On “quoted” words in titles>", 'On "Quoted" Words'),
        ("<ref|Naive baselines for Emigre letters>", "Naïve Baselines"),
        ("<ref|Nai\u0308ve Baselines for E\u0301migre\u0301 Letters>", "Naïve Baselines"),
        ("<ref|C# in Practice – Six Lessons>", "C# in Practice"),
        ("See <ref|[Learning to weave](https://doi.org/10.1234/BASKET.7)>", "Learning to Weave"),
        ("See <ref|[this](https://arxiv.org/pdf/1412.6980v9)>", "Adam: A Method"),
        ("See <ref|[[Adam]]>", "Adam: A Method"),
        ("See [<ref|@doi:10.1234/basket.7>]", "Learning to Weave"),
        ("See [<ref|@weaver1999>]", "Learning to Weave"),
        ("---\ndoi: <ref|10.1234/basket.7>\n---\n", "Learning to Weave"),
        ("---\narxiv: <ref|1412.6980>\n---\n", "Adam: A Method"),
        ("---\ncitekey: <ref|weaver1999>\n---\n", "Learning to Weave"),
    ],
)
def test_other_spellings_and_names(view: View, source: str, title: str) -> None:
    check_hover(view, source, title)


def test_the_longest_title_wins(view: View) -> None:
    check_hover(view, f"So <ref|{PRIOR} Meets Its Critics> says", f"{PRIOR} Meets")
    check_hover(view, f"So <ref|{PRIOR}> meets its friends", f"{PRIOR}\n")
    check_hover(view, f"Neural <ref|{PRIOR}>", f"{PRIOR}\n")


@pytest.mark.parametrize(
    "source",
    [
        f"Post{PRIOR}<|>",
        f"{PRIOR}s<|> everywhere",
        f"{PRIOR}<|>-like",
        f"non-{PRIOR}<|>",
        f"un_{PRIOR}<|>",
        f"`{PRIOR}<|>`",
        f"${PRIOR}<|>$",
        f"    {PRIOR}<|>",
        f"```\n{PRIOR}<|>\n```",
        f"<!-- {PRIOR}<|> -->",
        f"<div>\n{PRIOR}<|>\n</div>",
        "https://example.org/neural-scene-flow-prior<|>",
        "example.org/neural-scene-flow-prior<|>",
        "![x](neural-scene-flow-prior<|>.png)",
        f"---\nauthor: {PRIOR}<|>\n---\n",
        "Neural Scene\n\nFlow Prior<|>",
        "Neural `x` Scene Flow Prior<|>",
        "[[Another note<|>]]",
        "[@unknown2020<|>]",
        "[a word<|>](https://example.org)",
        f"<|>  {PRIOR}",
        f"{PRIOR} <|>",
        "<|>",
    ],
)
def test_none(view: View, source: str) -> None:
    assert hovered(view, source) is None


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("We use dropout<|> here", None),
        ("Dropout<|> helps", None),
        ("# Introduction to dropout<|>", None),
        ("# Dropout<|>", "Dropout"),
        ("- Dropout<|>", "Dropout"),
        ("Dropout<|>.", "Dropout"),
        ("We use *Dropout<|>*", "Dropout"),
        ('We use "Dropout<|>"', "Dropout"),
        ("We use [[Dropout<|>]]", "[[Dropout]]"),
        ("The introduction<|> says", None),
    ],
)
def test_a_title_that_is_also_a_common_word(view: View, source: str, found: str | None) -> None:
    assert hovered(view, source) == found


def test_of_two_that_meet_the_later_is_meant(view: View) -> None:
    assert hovered(view, f"[[{PRIOR}]]<|>[[Dropout]]") == "[[Dropout]]"


def test_a_key_of_two_papers_shows_both(view: View) -> None:
    titles = {paper.title for paper in meant(view, "[@smith2020<|>]")}
    assert titles == {"Gradient Surgery by Night", "Gradient Surgery by Day"}
    found = hover(Notes(view), in_note(view, parse("[@smith2020]"), 3), markdown=False)
    assert found is not None
    assert found.text.startswith("2 papers may be meant:\n\nGradient Surgery by ")
    assert found.text.count("smith2020 · in lab.bib:") == 2


@pytest.mark.parametrize("source", ["[[\ud800<|>]]", "[\ud83d x<|>](a.md)", "Attention \udc00<|>"])
def test_half_an_emoji_is_text_that_names_nothing(view: View, source: str) -> None:
    assert hovered(view, source) is None


def test_a_card(view: View, snapshot: SnapshotAssertion) -> None:
    note = marked(f"See [[{ATTENTION}<|>]]")
    found = hover(Notes(view), in_note(view, parse(note.text), note.cursor), markdown=True)
    assert found is not None
    assert found.text == snapshot
