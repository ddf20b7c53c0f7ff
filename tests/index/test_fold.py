"""Where the words of a text stand."""

from hypothesis import given
from hypothesis import strategies as st

from litnotes_index.text import spans, tokens, words

WRITTEN = st.text(
    alphabet=st.sampled_from("aZ09 _-'’ʼ‘\"“—\xa0\nßñ\u0301ﬁœ日本한ⅣΑα\u0e01.·²"), max_size=40
)


@given(WRITTEN)
def test_tokens_are_the_words_in_their_places(text: str) -> None:
    found = tokens(text)
    assert [token.text for token in found] == words(text)
    assert [(token.start, token.end) for token in found] == spans(text)
    assert [words(text[token.start : token.end]) for token in found] == [[t.text] for t in found]


@given(WRITTEN)
def test_words_are_the_same_beside_letters_that_are_not_ascii(text: str) -> None:
    beside = f"{text} é"
    assert words(beside) == [*words(text), "e"]
    assert tokens(beside) == [*tokens(text), ("e", len(text) + 1, len(text) + 2)]
