"""Positions, texts after edits, and URIs: what passes between the protocol and our offsets."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from litnotes_index.markdown import parse
from litnotes_server.convert import Client, Document, path_of, uri_of

ENCODINGS = ("utf-8", "utf-16", "utf-32")
PIECES = [
    "a",
    "é",
    "e\u0301",
    "🙂",
    "日",
    "\u2028",
    "\f",
    "\v",
    "\x85",
    "\n",
    "\r",
    "\r\n",
    " ",
    "\ud800",
    "\udfff",
]
# Two halves side by side are one character to every client, so they are none of our own making.
texts = (
    st.lists(st.sampled_from(PIECES), max_size=30)
    .map("".join)
    .filter(lambda text: "\ud800\udfff" not in text)
)
encodings = st.sampled_from(ENCODINGS)


def document(text: str, encoding: str = "utf-16") -> Document:
    return Document("file:///a.md", 1, text, encoding)


def inside_line_end(text: str, offset: int) -> bool:
    return text[offset - 1 : offset + 1] == "\r\n"


@given(texts, encodings)
def test_every_offset_survives_the_round_trip(text: str, encoding: str) -> None:
    doc = document(text, encoding)
    for offset in range(len(text) + 1):
        if not inside_line_end(text, offset):
            assert doc.offset(doc.position(offset)) == offset


@given(texts, encodings, st.integers(0, 40), st.integers(0, 60))
def test_any_position_is_a_place_in_the_text(
    text: str, encoding: str, line: int, column: int
) -> None:
    doc = document(text, encoding)
    offset = doc.offset(types.Position(line, column))
    assert 0 <= offset <= len(text)
    ends = text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    assert doc.position(offset).line == min(line, ends)


@pytest.mark.parametrize(
    ("encoding", "columns"),
    [
        ("utf-8", [0, 1, 3, 4, 6, 10, 11]),
        ("utf-16", [0, 1, 2, 3, 4, 6, 7]),
        ("utf-32", [0, 1, 2, 3, 4, 5, 6]),
    ],
)
def test_columns(encoding: str, columns: list[int]) -> None:
    doc = document("x\naée\u0301🙂b", encoding)
    assert [doc.position(offset).character for offset in range(2, 9)] == columns
    assert [doc.offset(types.Position(1, column)) for column in columns] == [*range(2, 9)]


@pytest.mark.parametrize(
    ("encoding", "column", "offset"),
    [
        ("utf-8", 3, 1),
        ("utf-8", 5, 2),
        ("utf-16", 2, 1),
        ("utf-16", 3, 2),
        ("utf-16", 99, 2),
        ("utf-32", 99, 2),
    ],
)
def test_half_a_character_is_none_and_past_the_end_is_the_end(
    encoding: str, column: int, offset: int
) -> None:
    assert document("a🙂\nb", encoding).offset(types.Position(0, column)) == offset


def test_only_three_line_ends_count() -> None:
    doc = document("a\u2028b\fc\x85d\ne\rf\r\ng")
    lines = {offset: doc.position(offset).line for offset in (0, 6, 8, 10, 13)}
    assert lines == {0: 0, 6: 0, 8: 1, 10: 2, 13: 3}
    assert doc.offset(types.Position(3, 0)) == 13
    assert doc.offset(types.Position(9, 0)) == len(doc.text)


plain = texts.filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text))


@given(
    plain, encodings, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), plain), max_size=8)
)
def test_the_text_after_edits_is_the_edited_text(
    text: str, encoding: str, changes: list[tuple[int, int, str]]
) -> None:
    model, doc = text, document(text, encoding)
    events: list[types.TextDocumentContentChangeEvent] = []
    for one, other, new in changes:
        start, end = sorted((min(one, len(model)), min(other, len(model))))
        if inside_line_end(model, start) or inside_line_end(model, end):
            continue
        here = document(model, encoding)
        events.append(types.TextDocumentContentChangePartial(here.range(start, end), new))
        model = model[:start] + new + model[end:]
    after = doc.changed(2, events)
    assert (after.text, after.version) == (model, 2 if events else 1)
    anew = document(model, encoding)
    for offset in range(len(model) + 1):
        assert after.position(offset) == anew.position(offset)


def test_what_does_not_depend_on_the_text_is_known_after_an_edit(tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "a.md")
    before = Document(uri_of(str(link)), 1, "# One\n\n[[a]]\n\n# Two\n", "utf-16")
    assert before.real_path == tmp_path / "a.md"
    here = types.Range(types.Position(4, 5), types.Position(4, 5))
    assert before.note.title == "One"
    after = before.changed(2, [types.TextDocumentContentChangePartial(here, "!")])
    assert (after.path, after.real_path) == (link, before.real_path)
    assert after.note == parse(after.text)
    assert after.note.parts[:2] == before.note.parts[:2]
    assert Document("untitled:a", 1, "", "utf-16").real_path is None


def test_a_change_without_a_range_is_the_whole_text() -> None:
    whole = types.TextDocumentContentChangeWholeDocument("new")
    assert document("old").changed(3, [whole]).text == "new"


def test_a_range_outside_of_the_text_is_cut_to_it() -> None:
    far = types.Range(types.Position(0, 9), types.Position(99, 9))
    assert (
        document("ab\ncd").changed(2, [types.TextDocumentContentChangePartial(far, "!")]).text
        == "ab!"
    )


@pytest.mark.parametrize(
    "path", ["/a/b.md", "/a b/c#d?.md", "/é/日.md", "/a%20b.md", "/not-utf8-\udcff.md"]
)
def test_a_path_survives_as_uri(path: str) -> None:
    assert path_of(uri_of(path)) == Path(path)


def test_what_is_no_file_has_no_path() -> None:
    assert path_of("untitled:Untitled-1") is None


def test_cards_are_broken_into_lines_for_neovim_alone() -> None:
    capabilities = types.ClientCapabilities()
    widths = {
        name: Client.of(capabilities, None, types.ClientInfo(name)).card_width
        for name in ("Neovim", "Visual Studio Code", "Eglot", "helix")
    }
    assert widths == {"Neovim": 76, "Visual Studio Code": None, "Eglot": None, "helix": None}
