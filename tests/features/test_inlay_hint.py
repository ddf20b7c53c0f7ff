"""What a citation key stands for, beside it: the spans `<a|…>`, `<b|…>`, … are what gets a hint."""

import pytest

from litnotes_index.markdown import parse
from litnotes_index.view import View
from litnotes_server.features.inlay_hint import inlay_hint
from support.marked import marked

WEAVE = "Learning to Weave Baskets"


def check(view: View, source: str, *texts: str) -> None:
    text = marked(source)
    found = inlay_hint(view, parse(text.text), (0, len(text.text)))
    assert [hint.offset for hint in found] == sorted(end for _, end in text.spans.values())
    assert [hint.text for hint in found] == list(texts)


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("🙂 [see <a|@weaver1999>, p. 3; <b|-@arxiv:1412.6980>]", [WEAVE, "Adam"]),
        ("<a|@weaver1999> [p. 4] and <b|@{weaver1999}>", [WEAVE, WEAVE]),
        ("<a|https://arxiv.org/abs/1412.6980>, <b|10.1234/basket.7>.", ["Adam", WEAVE]),
        ("<a|[[weaver1999]]> and <b|[[weaver1999#Notes]]>", [WEAVE, WEAVE]),
    ],
)
def test_a_key_has_the_short_title_behind_it(view: View, source: str, texts: list[str]) -> None:
    check(view, source, *texts)


def test_a_long_title_is_cut(view: View) -> None:
    (critics,) = view.papers.named("Neural Scene Flow Prior Meets Its Critics")
    check(view, f"[<a|@{critics.key}>]", "Neural Scene Flow Prior Meets Its Criti…")


@pytest.mark.parametrize(
    "source",
    [
        f"[[{WEAVE}]] and [[Adam]] say what they are",
        f"[[weaver1999|{WEAVE}]]",
        f"{WEAVE}, [x](https://doi.org/10.1234/basket.7)",
        "---\ncitekey: weaver1999\n---\n",
        "[@smith2020] means two, [@unknown2020] none",
        "`@weaver1999` and [[Some note]]",
    ],
)
def test_none(view: View, source: str) -> None:
    check(view, source)


def test_only_in_the_range_that_is_shown(view: View) -> None:
    text = marked("[@weaver1999]\n\n<ref|[@weaver1999]>\n\n[@weaver1999]")
    start, end = text.spans["ref"]
    found = inlay_hint(view, parse(text.text), (start, end))
    assert [hint.offset for hint in found] == [end - 1]


def test_the_tooltip_says_the_whole_title_and_who_and_when(view: View) -> None:
    (hint,) = inlay_hint(view, parse("[@attention-is-all-you-need]"), (0, 99))
    assert hint.tooltip == "Attention Is All You Need\n8 authors · 2017-06-12"
