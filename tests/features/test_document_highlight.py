"""Where a note cites the paper under the cursor: the spans `<a|…>`, `<b|…>`, …."""

import pytest

from litnotes_index.markdown import parse
from litnotes_index.view import View
from litnotes_server.features.document_highlight import document_highlight
from litnotes_server.features.pointed import in_note
from support.marked import marked

ATTENTION = "Attention Is All You Need"


def check(view: View, source: str) -> None:
    """Check that the marked spans, and no others, are marked in the editor."""
    text = marked(source)
    note = parse(text.text)
    found = document_highlight(view, note, in_note(view, note, text.cursor))
    assert found == sorted(text.spans.values())


@pytest.mark.parametrize(
    "source",
    [
        f"<a|[[{ATTENTION}<|>]]> 🙂 [<b|@attention-is-all-you-need>, p. 3]; [[Dropout]]",
        f"---\ntitle: <a|{ATTENTION}<|>>\n---\n# <b|{ATTENTION}>\n\n`{ATTENTION}`",
        f"[[A note]] <a|{ATTENTION}<|>>\n\n<b|attention is\nall you need>",
        "See <a|[[Adam<|>]]> and <b|[x](https://arxiv.org/abs/1412.6980)>, Adam",
        "[<a|@smith<|>2020>] <b|Gradient Surgery by Day> and <c|[[Gradient Surgery by Night]]>",
        "[<a|@smith2020>] <b|Gradient Surgery by<|> Day> and [[Gradient Surgery by Night]]",
        "| a |\n|---|\n| <a|Neural Scene Flow<|> Prior> |\n\nNeural Scene Flow Fields",
    ],
)
def test_every_citation_of_the_paper_in_this_note(view: View, source: str) -> None:
    check(view, source)


@pytest.mark.parametrize("source", ["<|>", f"[[{ATTENTION}]] no<|>thing", "[@unknown<|>2020]"])
def test_none(view: View, source: str) -> None:
    check(view, source)
