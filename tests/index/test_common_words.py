"""Which short titles are also everyday phrases."""

import pytest

from litnotes_index.text import normalise
from litnotes_index.text.common import is_telling


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
