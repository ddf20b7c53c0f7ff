"""What holds for every note, whatever is in it."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes_index.backlinks import cited, record_of
from litnotes_index.citations import citations, place_at, places
from litnotes_index.markdown import parse
from litnotes_index.view import View
from support.papers import library, paper

TITLE = "Neural Scene Flow Prior"
_PIECES = st.sampled_from(
    [
        *(TITLE, TITLE.lower(), "Neural Scene", "Flow Prior", "Longformer", "Attention", "BERT"),
        *("weaver1999", "@weaver1999", "[@weaver1999, p. 3]", "-@", "@{weaver1999}", "@fig:x"),
        *("[[", "]]", "|", "#", "[", "](", "](a.md)", "](https://doi.org/10.1/x)", ")", "'s", "’s"),
        *("doi:10.1234/basket.7", "10.1234/basket.7", "https://arxiv.org/abs/1412.6980", "a.md"),
        *(" ", " ", "\n", "\n\n", "\r\n", "\r", "\t", "> ", "- ", "# ", "| a |\n|---|\n| "),
        *(
            "*",
            "_",
            "`",
            "$",
            '"',
            "“",
            "”",
            "(",
            ".",
            "-",
            "/",
            ":",
            "<",
            ">",
            "<b>",
            "<!--",
            "-->",
        ),
        *("🙂", "𝒳", "e\u0301", "日本", "\ufeff", "\0", "\x0b", "\x0c", "\x85", "\u2028", "\ud800"),
        *(
            "---\n",
            "---\ntitle: ",
            "citekey: ",
            "doi: ",
            "arxiv: ",
            "1412.6980",
            "%20",
            "%ff",
            "\\",
        ),
    ]
)
_TEXTS = st.lists(_PIECES, max_size=30).map("".join) | st.text(max_size=40)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    return library(
        tmp_path_factory.mktemp("library"),
        *(TITLE, f"{TITLE} Meets Its Critics", "Longformer", "Attention", "BERT: A Model of Words"),
        paper("Learning to Weave", key="weaver1999", ids={"doi": "10.1234/basket.7"}),
        paper("Adam: A Method", ids={"arxiv": "1412.6980"}, urls=("https://example.org/x",)),
    )


@given(one=_TEXTS, other=_TEXTS, put=_TEXTS)
def test_after_an_edit_all_is_found_as_if_read_anew(
    view: View, one: str, other: str, put: str
) -> None:
    note = parse(f"{one}\n\n{other}")
    record_of("/notes/a.md", note, view)
    text = f"{one}{put}\n\n{other}"
    after, anew = parse(text, note), parse(text)
    assert places(after, view) == places(anew, view)
    assert record_of("/notes/a.md", after, view) == record_of("/notes/a.md", anew, view)


@given(text=_TEXTS)
def test_each_place_is_where_its_text_stands(view: View, text: str) -> None:
    record = record_of("/notes/a.md", parse(text), view)
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines))]
    before = 0
    for place in record.places:
        # A position is in its line or before the line's end, never after it.
        for line, character in (
            (place.line, place.character),
            (place.end_line, place.end_character),
        ):
            assert 0 <= line < len(lines)
            assert 0 <= character <= len(lines[line].rstrip("\r\n"))
        start = starts[place.line] + place.character
        end = starts[place.end_line] + place.end_character
        assert before <= start < end <= len(text)
        assert text[start:end] == place.text
        assert place.names
        before = start


@given(text=_TEXTS)
def test_what_is_kept_says_what_the_note_says(view: View, text: str) -> None:
    note = parse(text)
    record = record_of("/notes/a.md", note, view)
    now = citations(note, view)
    kept = cited(record, view)
    assert [(c.text, c.kind, c.papers) for c in kept] == [
        (text[c.start : c.end], c.kind, c.papers) for c in now
    ]
    for citation in places(note, view):
        if citation.key:
            assert citation.start <= citation.key[0] < citation.key[1] <= citation.end
        at = place_at(note, citation.start, view)
        assert at is not None
        assert at.start <= citation.start <= at.end


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    [
        *("a's ", "Prior's ", "Neural Scene Flow ", "*Attention ", "| Attention "),
        *("[[a]] Longformer ", "[Longformer](b) Longformer ", "`a` Attention\n"),
    ],
)
def test_hostile_text_takes_linear_time(view: View, piece: str) -> None:
    def seconds(times: int) -> float:
        note = parse(piece * times)
        begin = time.process_time()
        record_of("/a.md", note, view)
        return time.process_time() - begin

    # Four times the text: sixteen times the time if quadratic. The sum forgives a busy machine.
    assert seconds(8_000) < 10 * seconds(2_000) + 1
