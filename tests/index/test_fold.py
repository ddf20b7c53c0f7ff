"""Where the words of a text stand."""

from hypothesis import given
from hypothesis import strategies as st

from litnotes_index.text import spans, tokens, words

WRITTEN = st.text(
    alphabet=st.sampled_from("aZ09 _-'’ʼ\"\nßñ\u0301ﬁœ日本한ⅣΑα\u0e01.·²"), max_size=40
)


@given(WRITTEN, WRITTEN, WRITTEN)
def test_spans_tokens_and_words_are_of_the_same_words(before: str, text: str, after: str) -> None:
    found = tokens(text)
    assert [token.text for token in found] == words(text)
    start = len(before)
    there = spans(before + text + after, start, start + len(text))
    assert there == [(token.start + start, token.end + start) for token in found]
