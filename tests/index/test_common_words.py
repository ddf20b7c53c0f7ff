"""Which words and short titles are everyday ones, and what prose says often."""

import pytest

from litnotes_index.text import normalise
from litnotes_index.text.common import begins_common, is_common, is_telling
from litnotes_index.text.prose import share_of_prose


@pytest.mark.parametrize(
    ("written", "telling"),
    [
        *(("attention", False), ("Attention", False), ("ATTENTION", False), ("Dropout", False)),
        *(("Deep Learning", False), ("language models", False), ("2023", False)),
        # One word that is rare must look like a name.
        *(("longformer", False), ("Longformer", True), ("wav2vec", True), ("sBERTus", True)),
        # Two of which one is uncommon must both be written as a title, with a rare one not.
        *(("pointer networks", False), ("Pointer networks", False), ("Pointer Networks", True)),
        *(("longformer models", True), ("attention zebrafishery", True), ("Attention 2023", False)),
        *(("one two three", True), ("of the and", True)),
    ],
)
def test_which_titles_can_hardly_be_an_everyday_phrase(written: str, telling: bool) -> None:
    assert is_telling(normalise(written), written) is telling


def test_common_words() -> None:
    assert is_common("learning")
    assert is_common("2023")
    assert not is_common("longformer")
    assert begins_common("learnin")
    assert not begins_common("learningx")
    assert not begins_common("zzz")


def test_what_prose_says_often() -> None:
    assert 0.1 < share_of_prose("in", "this", "p") < 1
    assert 0.001 <= share_of_prose("deep", "learning", "m") < 0.1
    assert share_of_prose("deep", "learning", "z") == 0
    assert share_of_prose("zebrafish", "larvae", "i") == 0
