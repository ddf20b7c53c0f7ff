"""Which sentences of an abstract a summary takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes_index.summary import sentences, summarize

ABSTRACT = (
    "Weaving is old. However, it is slow. We propose a loom that learns. "
    "Its code is publicly available. "
    "Results show that it improves speed. Others may follow."
)


def test_what_the_paper_does_and_finds() -> None:
    assert summarize(ABSTRACT) == [
        "We propose a loom that learns.",
        "Results show that it improves speed.",
    ]


def test_no_more_than_asked_for_and_in_order() -> None:
    assert summarize(ABSTRACT, sentences=1) == ["We propose a loom that learns."]
    assert summarize(ABSTRACT, sentences=3)[0] == "Weaving is old."
    assert summarize("", sentences=2) == []
    assert summarize("Only one.") == ["Only one."]


def test_the_title_tells_which_sentence_is_about_the_paper() -> None:
    text = "Aaa goes first. Baskets of willow are woven. Ccc goes last."
    assert summarize(text, title="Willow Baskets", sentences=1) == ["Baskets of willow are woven."]


def test_what_is_done_comes_before_what_was_known() -> None:
    text = (
        "Knitting machines have been studied for many years by a growing community of researchers. "
        "However, existing machines need patterns that were drawn by hand, which is slow. "
        "In this paper, we introduce Purl, a method that learns patterns from pictures of cloth. "
        "Purl first segments the cloth, and then infers each stitch with a small network. "
        "Experiments on three collections show that Purl outperforms drawn patterns by 12%. "
        "We hope that this work encourages others to knit."
    )
    every = sentences(text)
    assert summarize(text, sentences=1) == [every[2]]
    assert summarize(text) == [every[2], every[4]]
    assert summarize(text, title="Purl: Patterns from Pictures") == [every[2], every[4]]


def test_the_same_is_not_said_twice() -> None:
    text = (
        "Looms are old and come in many kinds. We propose a loom that learns to weave wool. "
        "We propose a loom that learns to weave wool well. It weaves faster than people can. "
        "Wool is soft. Others may follow us in this."
    )
    found = summarize(text)
    assert len(found) == 2
    assert not all("learns" in sentence for sentence in found)


STRUCTURED = (
    "BACKGROUND: We know that wool is warm and that many people wear it in the winter. "
    "METHODS: We asked 120 people in two towns whether they were warm in wool. "
    "All were asked twice. RESULTS: Of the 120 people, 97 said that they were warm. "
    "CONCLUSIONS: People who wear wool are warm in the winter, and more of them should."
)


@pytest.mark.parametrize("text", [STRUCTURED, STRUCTURED.title(), STRUCTURED.replace(": ", ":\n")])
def test_sections_tell_where_the_findings_are(text: str) -> None:
    every = sentences(text)
    assert summarize(text, sentences=1) == every[-1:]
    assert set(summarize(text)) <= {every[-1], every[-2]}


def test_one_label_makes_no_sections() -> None:
    text = STRUCTURED.split(" METHODS")[0] + " We wear cotton. It is cool."
    assert summarize(text, sentences=1)[0].startswith("BACKGROUND: We know")


@pytest.mark.parametrize("count", [0, -1, -100])
def test_none_is_asked_for(count: int) -> None:
    assert summarize(ABSTRACT, sentences=count) == []


@pytest.mark.parametrize(
    "text", ["羊毛很旧。我们编织它！好吗？", "… . ! ?", "$$ $$. (.", "Œ. ß. ﬁ."]
)
@pytest.mark.parametrize("title", [None, "", "…", "羊毛"])
def test_texts_of_other_kinds(text: str, title: str | None) -> None:
    assert len(summarize(text, title=title, sentences=1)) == 1


@given(
    st.lists(
        st.sampled_from(
            [
                "We show it.",
                "RESULTS:",
                "However, no.",
                "羊毛。",
                "e.g.",
                "$x. y$",
                "\n\n",
                "(a.",
                ")",
                "Is it?",
            ]
        )
        | st.text(max_size=8),
        max_size=14,
    ),
    st.none() | st.text(max_size=20),
    st.integers(-2, 20),
)
def test_verbatim_in_order_and_no_more_than_asked_for(
    parts: list[str], title: str | None, count: int
) -> None:
    text = " ".join(parts)
    found = summarize(text, title=title, sentences=count)
    every = sentences(text)
    assert len(found) == min(max(0, count), len(every))
    left = iter(every)
    assert all(sentence in left for sentence in found)
    assert all(sentence in text for sentence in found)
