"""What is offered while a title or key is being typed, and what choosing it writes."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from litnotes_index.view import View
from support.checks import chosen, items, offered
from support.papers import library

ATTENTION = "Attention Is All You Need"
BERT = "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding"
ADAM = "Adam: A Method for Stochastic Optimization"
FEARNET = "FearNet: Brain-Inspired Model for Incremental Learning"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Wikilinks: an editor may have closed them, wholly, by half, or not at all.
        ("See [[atten<|>", f"See [[{ATTENTION}]]"),
        ("See [[atten<|>]", f"See [[{ATTENTION}]]"),
        ("See [[atten<|>]]", f"See [[{ATTENTION}]]"),
        ("See [[atten<|>]] now", f"See [[{ATTENTION}]] now"),
        ("See [[atten<|> and [[other]]", f"See [[{ATTENTION}]] and [[other]]"),
        ("See ![[atten<|>]]", f"See ![[{ATTENTION}]]"),
        ("See [[need all atten<|>]]", f"See [[{ATTENTION}]]"),
        ("See [[atention is<|>]]", f"See [[{ATTENTION}]]"),
        ("| a | b |\n|---|---|\n| [[atten<|>]] | c |", f"| a | b |\n|---|---|\n| [[{ATTENTION}]] | c |"),  # noqa: E501 - a row
        # Pandoc citations, by title, author or key, spaces included.
        ("Seen [@atten<|>", "Seen [@attention-is-all-you-need"),
        ("Seen [@atten<|>]", "Seen [@attention-is-all-you-need]"),
        ("Seen [-@atten<|>]", "Seen [-@attention-is-all-you-need]"),
        ("Seen [see @all you need<|>]", "Seen [see @attention-is-all-you-need]"),
        ("Seen [@weaver1999; @atten<|>]", "Seen [@weaver1999; @attention-is-all-you-need]"),
        ("Seen @weav<|> today", "Seen @weaver1999 today"),
        ("Seen @weave baskets<|>", "Seen @weaver1999"),
        ("(@weaver19<|>)", "(@weaver1999)"),
        # Link text, with and without what follows it.
        ("A [baskets<|>](x.md)", "A [Learning to Weave Baskets](x.md)"),
        ("A [baskets<|>][ref]", "A [Learning to Weave Baskets][ref]"),
        ("A [baskets<|>]", "A [Learning to Weave Baskets](https://doi.org/10.1234/basket.7)"),
        ("A [baskets<|>", "A [Learning to Weave Baskets](https://doi.org/10.1234/basket.7)"),
        ("A [atten<|>]", f"A [[{ATTENTION}]]"),
        ("A [atten<|>", f"A [[{ATTENTION}]]"),
        # Running prose.
        ("Here Attention is a<|>", f"Here {ATTENTION}"),
        ("Here attention is a<|>", f"Here {ATTENTION}"),
        ("Here ATTENTION IS A<|>", f"Here {ATTENTION}"),
        ("Here Attention Is All <|> now", f"Here {ATTENTION} now"),
        ("With FearNet<|>", f"With {FEARNET}"),
        ("Some `code` attention is a<|>", f"Some `code` {ATTENTION}"),
        # Places of a title's own: words in any order.
        ("# atten<|>", f"# {ATTENTION}"),
        ("### need all atten<|>", f"### {ATTENTION}"),
        ("- atten<|>", f"- {ATTENTION}"),
        ("1. atten<|>", f"1. {ATTENTION}"),
        ("- [ ] atten<|>", f"- [ ] {ATTENTION}"),
        ("> - atten<|>", f"> - {ATTENTION}"),
        ('We read "atten<|>', f'We read "{ATTENTION}'),
        ('We read "atten<|>" twice', f'We read "{ATTENTION}" twice'),
        ("We read “atten<|>”", f"We read “{ATTENTION}”"),
        ("We read *atten<|>*", f"We read *{ATTENTION}*"),
        ("We read **atten<|>", f"We read **{ATTENTION}"),
        ("We read _atten<|>_", f"We read _{ATTENTION}_"),
        # Titles that their place cannot hold as they are.
        ("[[retrieval rev<|>", "[[retrieval-revisited-a-study-of-habits|Retrieval Revisited A Study of Habits]]"),  # noqa: E501 - a row
        ("[[in practice<|>", "[[c-in-practice-six-lessons|C# in Practice: Six Lessons]]"),
        ("[retrieval rev<|>](a.md)", "[Retrieval \\[Revisited\\] | A Study of Habits](a.md)"),
    ],
)  # fmt: skip
def test_choosing_the_first_item(view: View, before: str, after: str) -> None:
    assert chosen(view, before) == after


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("So attention is\nall y<|>", "So attention is\nAll You Need"),
        ("> So attention is\n> all y<|>", "> So attention is\n> All You Need"),
        ("- attention is\n  all y<|>", "- attention is\n  All You Need"),
        ("> - Attention\n>   Is all<|>", "> - Attention\n>   Is All You Need"),
        ("# One\n\nattention is\nall y<|>\n\nrest", "# One\n\nattention is\nAll You Need\n\nrest"),
        ("é 🙂\n\n[[atten<|>]]\n", "é 🙂\n\n[[Attention Is All You Need]]\n"),
    ],
)
def test_over_line_ends(view: View, before: str, after: str, end: str) -> None:
    assert chosen(view, before.replace("\n", end), ATTENTION) == after.replace("\n", end)


@pytest.mark.parametrize("head", ["🙂 ", "e\u0301a\u0308 ", "👩‍👩‍👧 ", "日本 ", "ﬁn "])
def test_after_wide_and_combining_characters(view: View, head: str) -> None:
    assert chosen(view, f"{head}[[atten<|>") == f"{head}[[{ATTENTION}]]"
    assert chosen(view, f"{head}attention is a<|>") == f"{head}{ATTENTION}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\ntitle: atten<|>\n---\n", f"---\ntitle: {ATTENTION}\n---\n"),
        ("---\ntitle: pre-training bidir<|>\n---\n", f'---\ntitle: "{BERT}"\n---\n'),
        ('---\ntitle: "pre-training bidir<|>"\n---\n', f'---\ntitle: "{BERT}"\n---\n'),
        ("---\ntitle: 'pre-training bidir<|>'\n---\n", f"---\ntitle: '{BERT}'\n---\n"),
        ("---\ntitle: stop pre<|>\n---\n", "---\ntitle: Don't Stop Pretraining on Small Corpora\n---\n"),  # noqa: E501 - a row
        ("---\ntitle: 'stop pre<|>'\n---\n", "---\ntitle: 'Don''t Stop Pretraining on Small Corpora'\n---\n"),  # noqa: E501 - a row
        ("---\ntitle: quoted wo<|>\n---\n", '---\ntitle: On "Quoted" Words in Titles\n---\n'),
        ('---\ntitle: "quoted wo<|>"\n---\n', '---\ntitle: "On \\"Quoted\\" Words in Titles"\n---\n'),  # noqa: E501 - a row
        ("---\r\ntitle: atten<|>\r\n---\r\n", f"---\r\ntitle: {ATTENTION}\r\n---\r\n"),
        ("---\ndate: 2024\ntitle: atten<|>", f"---\ndate: 2024\ntitle: {ATTENTION}"),
    ],
)  # fmt: skip
def test_front_matter(view: View, before: str, after: str) -> None:
    assert chosen(view, before) == after


@pytest.mark.parametrize(
    "source",
    [
        "```\n[[atten<|>\n```",
        "```python\nx = 'attention is a<|>'\n```\n",
        "~~~\n# atten<|>\n~~~",
        "```\n[[atten<|>",
        "    [[atten<|>",
        "text\n\n    attention is a<|>",
        "`[[atten<|>`",
        "`attention is a<|>",
        "an `attention is a<|>` span",
        "``a ` attention is a<|>``",
        "$attention is a<|>$",
        "$$\nattention is a<|>\n$$",
        "\\(attention is a<|>\\)",
        "https://example.org/attention-is-a<|>",
        "www.example.org/attention-is-a<|>",
        "see example.org/attention-is-all-y<|>",
        "<https://example.org/attention-is-a<|>>",
        "<https://example.org/attention is a<|>",
        "<b title='attention is a<|>'>x</b>",
        "<b title='attention is a<|>",
        "<div>\nattention is a<|>\n</div>",
        "<!-- attention is a<|> -->",
        "[x](attention-is-a<|>)",
        "[x](attention-is-a<|>",
        "- [](atten<|>",
        "![x](attention-is-a<|>",
        "[x]: attention-is-a<|>",
        "---\nauthor: attention is a<|>\n---\n",
        "---\ntitle: x\ntags: [attention is a<|>]\n---\n",
        "---\n# attention is a<|>\ntitle: x\n---\n",
    ],
)
def test_nothing_in_code_math_addresses_html_and_other_keys(view: View, source: str) -> None:
    assert offered(view, source) == []


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<|>",
        "The <|>",
        "Pay attention<|>",
        "Pay attention to <|>",
        "Attention<|>",
        "We need attention. All of it<|>",
        "I learned to adapt to<|>",
        "Learning<|>",
        "mail me@example.org<|>",
        "mail atten@<|>",
        "- [x<|>",
        "- [ ] <|>",
        "Footnote[^atten<|>",
        "A price of 5$ and attention is a <|>$",
        "Attention is a; then all<|>",
    ],
)
def test_ordinary_prose_stays_quiet(view: View, source: str) -> None:
    assert offered(view, source if "<|>" in source else source + "<|>") == []


@pytest.mark.parametrize(
    "source",
    [
        "[@weaver1999, p<|>]",
        "[@weaver1999 p. 3<|>]",
        "[@weaver1999, <|>",
        "@weaver1999 says<|>",
        "@weaver1999 <|>",
    ],
)
def test_nothing_where_a_locator_is_typed(view: View, source: str) -> None:
    assert offered(view, source) == []


def test_a_whole_nickname_in_prose(view: View) -> None:
    assert offered(view, "With FearNet<|>") == [FEARNET]
    assert offered(view, "With Fear<|>") == []
    assert offered(view, "With BERT<|>") == [BERT]
    assert offered(view, "the adam<|>") == offered(view, "the Adam<|>") == [ADAM]
    assert offered(view, "the ada<|>") == []


def test_a_nickname_comes_first_in_a_link(view: View) -> None:
    assert offered(view, "[[adam<|>")[0] == ADAM


def test_in_prose_titles_with_the_words_later_do_not_fill_the_list(tmp_path: Path) -> None:
    meant = "Deep Learning of Words in Many Languages that Few People Have Heard of"
    view = library(tmp_path, meant, *(f"{n} Deep Learning of Words" for n in range(5)))
    assert offered(view, "We use deep learning of words<|>", limit=2) == [meant]


def test_prose_off(view: View) -> None:
    for source in ("attention is a<|>", "# atten<|>", "- atten<|>", '"atten<|>'):
        assert offered(view, source, prose="off") == []
    assert offered(view, "[[atten<|>", prose="off") == [ATTENTION]


def test_prose_always(view: View) -> None:
    assert offered(view, "All atten<|>", prose="always") == [ATTENTION]
    assert offered(view, "`all atten<|>`", prose="always") == []


def test_limit(view: View) -> None:
    assert len(offered(view, "[[<|>", limit=50)) == 17
    assert len(offered(view, "[[<|>", limit=3)) == 3
    assert len(offered(view, "[[a<|>", limit=2)) == 2


def test_rank_is_the_sort_text(view: View) -> None:
    found = items(view, "[[neural scene flow<|>")
    assert [item.sort_text for item in found] == ["000", "001", "002"]
    assert {item.label for item in found} == {
        "Neural Scene Flow Prior",
        "Neural Scene Flow Prior Meets Its Critics",
        "Neural Scene Flow Fields",
    }


@pytest.mark.parametrize(
    ("source", "filter_text"),
    [
        ("[[Attention Is<|>", None),
        ("[[Attention Is All You Need<|>", None),
        ("[[<|>", None),
        ("[[attention Is<|>", f"attention Is {ATTENTION}"),
        ("[[need all<|>", f"need all {ATTENTION}"),
        ("[[Attention  Is<|>", f"Attention  Is {ATTENTION}"),
        ("[@attention-is-all<|>", f"attention-is-all {ATTENTION}"),
        ("Attention is\nall y<|>", f"all y {ATTENTION}"),
    ],
)
def test_filter_text_only_where_the_title_does_not_begin_with_what_was_typed(
    view: View, source: str, filter_text: str | None
) -> None:
    item = next(item for item in items(view, source) if item.label == ATTENTION)
    assert item.filter_text == filter_text


def test_the_edit_covers_what_was_typed_and_no_bracket(view: View) -> None:
    for source, typed in (
        ("[[atten<|>", 2),
        ("[@atten<|>", 2),
        ("@atten<|>", 1),
        ("x [atten<|>", 3),
    ):
        item = items(view, source)[0]
        assert (item.start, item.end) == (typed, typed + 5)


@pytest.mark.parametrize(
    ("citation", "after"),
    [
        ("title", f"So {ADAM}"),
        ("wikilink", f"So [[{ADAM}]]"),
        ("pandoc", "So [@adam-a-method-for-stochastic-optimization]"),
        ("link", f"So [{ADAM}](https://arxiv.org/abs/1412.6980)"),
        ("{title} [@{key}]", f"So {ADAM} [@adam-a-method-for-stochastic-optimization]"),
    ],
)
def test_the_form_that_is_set_is_for_prose(view: View, citation: str, after: str) -> None:
    assert chosen(view, "So Adam: a meth<|>", citation=citation) == after
    assert chosen(view, "[[adam<|>", citation=citation) == f"[[{ADAM}]]"


def test_two_papers_of_one_key_are_both_offered(view: View) -> None:
    wanted = {"Gradient Surgery by Night", "Gradient Surgery by Day"}
    assert set(offered(view, "[@smith20<|>]")) == wanted
    assert set(offered(view, "[@gradient surgery<|>]")) == wanted


def test_letter_case_does_not_change_the_order(view: View) -> None:
    assert (
        offered(view, "[[neural<|>") == offered(view, "[[Neural<|>") == offered(view, "[[NEURAL<|>")
    )


def test_a_list(view: View, snapshot: SnapshotAssertion) -> None:
    found = items(view, "A note on [[pre<|> and more")
    lines = [
        f"{i.sort_text} | {i.label} | {i.detail} | {i.new_text} | {i.filter_text}" for i in found
    ]
    assert "\n".join(lines) == snapshot


def test_a_title_that_is_there_already_is_not_offered(view: View) -> None:
    assert offered(view, f"# {ATTENTION}<|>") == []
    assert offered(view, f"# {ATTENTION.lower()}<|>") == [ATTENTION]


def test_one_word_of_a_heading_offers_what_begins_with_it(view: View) -> None:
    assert offered(view, "# Need<|>") == []
    assert offered(view, "# Atten<|>") == [ATTENTION]


@pytest.mark.parametrize(
    "source",
    ["$$\nneural scene fl<|>", "`` [[atten<|>", "[a](neural scene fl<|>", "![neural scene fl<|>"],
)
def test_nothing_in_what_is_not_closed_yet(view: View, source: str) -> None:
    assert offered(view, source) == []


def test_closed_code_before_is_no_matter(view: View) -> None:
    assert offered(view, "`a` `` b ` c `` [[atten<|>") == [ATTENTION]
