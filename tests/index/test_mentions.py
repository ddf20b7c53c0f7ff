"""Where a known title stands, simply typed; `<a|…>`, `<b|…>`, … are the mentions of a text."""

import pytest

from litnotes_index.citations import citations
from litnotes_index.markdown import parse
from litnotes_index.view import View
from support.marked import marked
from support.papers import library, paper

ATTENTION = "Attention Is All You Need"
PRIOR = "Neural Scene Flow Prior"
TITLES = (
    ATTENTION,
    PRIOR,
    f"{PRIOR} Meets Its Critics",
    "Flow Prior Meets",
    "Attention",
    "Deep Learning",
    "Pointer Networks",
    "Longformer",
    "Introduction",
    "Index of Authors",
    "BERT: A Model of Words",
    "Is This the End? No.",
    "Don't Stop Pretraining",
    'On "Quoted" Words in Titles',
    "Naïve Baselines for Émigré Letters",
    "C# in Practice: Six Lessons",
    "An Atlas of Lewis's",
    "What Is It Good For?",
    '"Why Should I Trust You?" On Trust',
    "Notes on a Theme (Revised)",
    "日本語の論文",
)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    keyed = paper("Learning to Weave Baskets", key="weaver1999", ids={"doi": "10.1234/basket.7"})
    return library(tmp_path_factory.mktemp("library"), *TITLES, keyed)


def check(view: View, source: str, *titles: str) -> None:
    """Check that the marked spans, and nothing else, are mentions; of these titles, if given."""
    note = marked(source)
    found = [
        (citation, note.text[citation.start : citation.end])
        for citation in citations(parse(note.text), view)
        if citation.kind in ("mention", "heading")
    ]
    expected = [note.text[start:end] for start, end in sorted(note.spans.values())]
    assert [text for _, text in found] == expected
    assert [(c.start, c.end) for c, _ in found] == sorted(note.spans.values())
    if titles:
        assert [[paper.title for paper in c.papers] for c, _ in found] == [[t] for t in titles]


@pytest.mark.parametrize(
    "source",
    [
        f"See <a|{PRIOR} Meets Its Critics> now",
        f"See <a|{PRIOR}> Meets Its Friends",
        f"See <a|{PRIOR}> meets",
        f"Neural Scene <a|{PRIOR}>",
        f"<a|{PRIOR}> <b|{PRIOR}>",
        "See Scene <a|Flow Prior Meets> Its Critics",
        f"<a|{PRIOR}> and <b|{PRIOR} Meets Its Critics>, then <c|{ATTENTION}>",
    ],
)
def test_the_longest_title_wins_and_none_overlaps(view: View, source: str) -> None:
    check(view, source)


@pytest.mark.parametrize(
    "source",
    [
        "<a|attention is all you need>",
        "<a|ATTENTION IS ALL YOU NEED>!",
        "<a|Attention  Is\tAll You Need>",
        "So <a|Attention Is\nAll You Need> says",
        "So <a|Attention Is\r\nAll You Need> says",
        "> So <a|Attention Is\n> All You Need> says",
        "> So <a|Attention Is\nAll You Need> says",
        "- So <a|Attention Is\n  All You Need> says",
        "1. So <a|Attention Is\n   All You Need>",
        "- [ ] <a|Attention Is All You Need>",
        "<a|Attention Is\nAll You Need>\n===",
        "So **<a|Attention** Is _All_ You Need> says",
        "<a|Attention — Is “All” You Need>",
        "So (<a|Attention Is All You Need>), too; “<b|Attention Is All You Need>”",
        "🙂 日本 <a|Attention Is All You Need>",
        "[^1]: <a|Attention Is All You Need>",
        "| a | b |\n|-|-|\n| so <a|Attention Is All You Need> | <b|attention is all you need> |",
    ],
)
def test_case_line_ends_and_marks_do_not_matter(view: View, source: str) -> None:
    check(view, source, *[ATTENTION] * len(marked(source).spans))


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("> > So Attention Is\n> > All\n> > You Need says", "Attention Is\n> > All\n> > You Need"),
        ("* a\n\n  > - So Attention Is\n  >   All You Need", "Attention Is\n  >   All You Need"),
    ],
)
def test_lines_inside_several_quotes_and_items(view: View, source: str, written: str) -> None:
    (found,) = citations(parse(source), view)
    assert source[found.start : found.end] == written


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("So <a|Is This the End? No>, then", "Is This the End? No."),
        ("So <a|is this the end – no>.", "Is This the End? No."),
        ("<a|Don’t Stop Pretraining> now", "Don't Stop Pretraining"),
        ("<a|Don't stop pretraining> now", "Don't Stop Pretraining"),
        ("<a|Dont stop pretraining> now", "Don't Stop Pretraining"),
        ("<a|On “Quoted” Words in Titles>", 'On "Quoted" Words in Titles'),
        ("<a|On Quoted Words in Titles>", 'On "Quoted" Words in Titles'),
        ("<a|Naive Baselines for Emigre Letters>", "Naïve Baselines for Émigré Letters"),
        ("<a|Nai\u0308ve baselines for E\u0301migre\u0301 letters>", "Naïve Baselines for Émigré Letters"),  # noqa: E501 - a row
        # The marks that a title itself begins and ends with belong to it, a full stop does not.
        ("So <a|What Is It Good For?> Well", "What Is It Good For?"),
        ("So <a|What Is It Good For>, then?", "What Is It Good For?"),
        ('So <a|"Why Should I Trust You?" On Trust> says', '"Why Should I Trust You?" On Trust'),
        ("So <a|Why Should I Trust You? – On Trust> says", '"Why Should I Trust You?" On Trust'),
        ("(<a|Notes on a Theme (Revised)>)", "Notes on a Theme (Revised)"),
        ("<a|C# in Practice – Six Lessons>", "C# in Practice: Six Lessons"),
        ("see <a|日本語の論文>を", "日本語の論文"),
    ],
)  # fmt: skip
def test_other_spellings(view: View, source: str, title: str) -> None:
    check(view, source, title)


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (f"<a|{PRIOR}>'s results", PRIOR),
        (f"<a|{PRIOR}>’s results", PRIOR),
        (f"<a|{PRIOR.upper()}>'S RESULTS", PRIOR),
        (f"<a|{PRIOR}>'s", PRIOR),
        ("<a|Pointer Networks>' results", "Pointer Networks"),
        ("It is <a|Longformer>'s job", "Longformer"),
        (f"So <a|{PRIOR} Meets Its Critics>'s", f"{PRIOR} Meets Its Critics"),
        (f"Scene's <a|{PRIOR}>'s", PRIOR),
        ("See <a|An Atlas of Lewis's> now", "An Atlas of Lewis's"),
        ("See <a|An Atlas of Lewis's> critics's", "An Atlas of Lewis's"),
    ],
)
def test_a_possessive_ends_after_the_title(view: View, source: str, title: str) -> None:
    check(view, source, title)


@pytest.mark.parametrize(
    "source",
    [
        f"Post{PRIOR}",
        f"{PRIOR}s are many",
        f"{PRIOR}ity",
        f"{PRIOR}-like things",
        f"non-{PRIOR}",
        f"un_{PRIOR}",
        f"{PRIOR}_of_old",
        f"#{PRIOR}",
        f"x@{PRIOR}",
        f"/{PRIOR}",
        f"https://example.org/{PRIOR.replace(' ', '-')}",
        "example.org/neural-scene-flow-prior",
        "www.example.org/longformer",
        "<https://example.org/longformer>",
        "longformer@example.org",
        "me@longformer.org and longformer-base",
        f"`{PRIOR}`",
        f"``a ` {PRIOR}``",
        f"    {PRIOR}",
        f"```\n{PRIOR}\n```",
        f"~~~ text\n{PRIOR}\n~~~",
        f"${PRIOR}$",
        f"$$\n{PRIOR}\n$$",
        f"\\({PRIOR}\\)",
        f"<!-- {PRIOR} -->",
        f"<!--\n{PRIOR}\n-->",
        f"<div>\n{PRIOR}\n</div>",
        f'so <img alt="{PRIOR}"> is',
        f"[a]: x.md '{PRIOR}'",
        f"![a](x.png '{PRIOR}')",
        f"---\nauthor: {PRIOR}\n---\n",
        "Neural Scene\n\nFlow Prior",
        "- Neural Scene\n- Flow Prior",
        "| Neural Scene | Flow Prior |\n|---|---|",
        "Neural `x` Scene Flow Prior",
        "Neural Scene <b>Flow</b> Prior",
        "Neural Scene[^1] Flow Prior",
        "Neural Scene $x$ Flow Prior",
    ],
)
def test_no_mention(view: View, source: str) -> None:
    check(view, source)


@pytest.mark.parametrize(
    "source",
    [
        "# <a|Attention>",
        "## <a|Deep Learning> ##",
        "<a|deep learning>\n---",
        "### 2.1. <a|Attention>",
        "- <a|Attention>",
        "- <a|attention>.",
        "1. <a|Deep Learning>",
        "- [x] <a|Attention>",
        "- **<a|Attention>**: with words after it",
        "> <a|Attention>",
        "| <a|Attention> | other |\n|---|---|\n| so it is | <b|Deep Learning> |",
        '"<a|Attention>" says',
        "says “<a|Deep Learning>”.",
        "says ‘<a|Attention>’ or «<b|attention>» or „<c|Attention>“",
        "says “<a|Attention>,” and *<b|Attention>.*",
        "**<a|Attention>:** with words after it",
        "in *<a|Attention>* and **<b|Deep\nLearning>** and _<c|Attention>_",
    ],
)
def test_an_everyday_title_that_stands_for_itself(view: View, source: str) -> None:
    check(view, source)


@pytest.mark.parametrize(
    "source",
    [
        "We use attention here",
        "Attention helps",
        "Attention, deep learning",
        "(deep learning) and (attention), too",
        "the [attention] that",
        "# On Attention",
        "# Attention and more",
        "- Attention helps",
        "- by attention",
        "| by attention | attention here |\n|---|---|\n| a | deep learning b |",
        "the *attention here*",
        "*the attention*",
        '"pay attention"',
        '"attention* is',
        "(attention* and",
        "'attention\" and *attention_",
        "x*attention) and [attention'",
        "its attention's cost",
    ],
)
def test_an_everyday_title_in_running_text_is_none(view: View, source: str) -> None:
    check(view, source)


@pytest.mark.parametrize(
    "source",
    [
        "We use <a|Pointer Networks> here",
        "(<a|Longformer>)",
        "- so <a|Pointer Networks> is",
        "| by <a|Longformer> | b |\n|---|---|",
    ],
)
def test_a_short_title_of_rare_words_is_one_anywhere(view: View, source: str) -> None:
    check(view, source)


@pytest.mark.parametrize(
    "source", ["We use pointer networks", "by Pointer networks", "a longformer"]
)
def test_a_short_title_of_rare_words_must_look_like_one(view: View, source: str) -> None:
    check(view, source)


@pytest.mark.parametrize("title", ["Introduction", "Index of Authors"])
def test_a_title_that_says_nothing_never_is(view: View, title: str) -> None:
    assert title.lower() not in view.titles
    check(view, f'# {title}\n\n{title}\n\n- {title}\n\n*{title}* "{title}"\n\nSo {title}.')


def test_a_bare_nickname_in_prose_is_none(view: View) -> None:
    check(view, "We use BERT.\n\n# BERT\n\n- BERT\n\n*BERT* and “BERT”")


@pytest.mark.parametrize("source", ["[BERT](a.md)", "[[BERT]]", "![[bert]]", "[[x/BERT.md|it]]"])
def test_a_nickname_in_a_link_is_a_citation(view: View, source: str) -> None:
    (found,) = citations(parse(f"We use {source}."), view)
    assert [paper.title for paper in found.papers] == ["BERT: A Model of Words"]
    assert found.kind in ("link", "wikilink")


@pytest.mark.parametrize(
    "source",
    [
        f"[[{PRIOR}]]",
        f"[[Another note|{PRIOR}]]",
        f"[{PRIOR}](https://example.org)",
        f"[on {PRIOR}](https://doi.org/10.1234/basket.7)",
        f"[[Some note about {PRIOR}]]",
        "[@weaver1999]",
    ],
)
def test_what_is_written_as_a_citation_is_no_mention_besides(view: View, source: str) -> None:
    check(view, f"So {source} is")


def test_a_link_to_no_paper_may_hold_a_mention(view: View) -> None:
    check(view, f"So [on <a|{PRIOR}>](https://example.org) is")
    check(view, f"So ![on <a|{PRIOR}>](flow.png) is")
