"""Where the words of a text stand."""

from hypothesis import given
from hypothesis import strategies as st

from litnotes_index.text import tokens, words

WRITTEN = st.text(
    alphabet=st.sampled_from("aZ09 _-'’ʼ\"\nßñ\u0301ﬁœ日本한ⅣΑα\u0e01.·²"), max_size=40
)


@given(WRITTEN)
def test_tokens_are_the_words_in_their_places(text: str) -> None:
    found = tokens(text)
    assert [token.text for token in found] == words(text)
    assert [words(text[token.start : token.end]) for token in found] == [[t.text] for t in found]
