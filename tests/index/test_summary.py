"""Sentences of abstracts, and which of them a summary takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes_index.summary import sentences, summarize


@pytest.mark.parametrize(
    "found",
    [
        [],
        ["One."],
        ["One without an end"],
        ["One. two goes on."],
        ["First one.", "Second one!", "Third one?", "Last"],
        ["It is shown by Bee et al. Their work differs from ours."],
        ["It was shown (Bee et al. 2020).", "We go on."],
        ["We reach 97.5 points, i.e. Nearly all.", "It costs 0.5 h."],
        ["See e.g. Smith or cf. Jones vs. Miller, Fig. 3 and Sec. 4.", "Then this."],
        ["J. R. Smith wrote it.", "We read it."],
        ["The U.S. Army pays.", "We do not."],
        ["For $x \\in [0.1, 2.5]$ we find $f(x) = 1.$", "It holds."],
        ['He said "Stop."', "We did."],
        ["It works (mostly.)", "It does."],
        ["It works...", "Or not?!", "Both."],
        ["See https://example.org/a.b.c for code.", "We end."],
        ["It is called GPT-3.", "3D scenes follow."],
        ["Version 2.0 is out.", "“Quoted” words begin this."],
        ["Ünter uns.", "Éa begins so."],
    ],
)
def test_sentences(found: list[str]) -> None:
    assert sentences(" ".join(found)) == found


def test_the_space_between_does_not_matter() -> None:
    assert sentences("  One.\n\nTwo.\tThree.  ") == ["One.", "Two.", "Three."]
    assert sentences(" \n") == []


@given(st.text(alphabet="aA .!?\n(\"'é1"))
def test_sentences_are_verbatim_and_lose_nothing(text: str) -> None:
    found = sentences(text)
    assert all(sentence in text for sentence in found)
    assert "".join("".join(found).split()) == "".join(text.split())


ABSTRACT = (
    "Weaving is old. However, it is slow. We propose a loom that learns. Its code is publicly available. "  # noqa: E501
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
