"""Where citations stand in other files, in each encoding, though the index alone is asked."""

from pathlib import Path

import pytest
from lsprotocol import types

from litnotes_index.backlinks import NoteCitation, Notes, record_of
from litnotes_index.markdown import parse
from litnotes_index.uris import uri_of
from litnotes_index.view import View
from litnotes_server.convert.document import Document
from litnotes_server.convert.places import Places

KEY = "attention-is-all-you-need"
TEXT = f"""\
plain [@{KEY}], 🙂 é [@{KEY}] and
日本語 attention is all
you need, e\u0301 [@{KEY}]

{"é" * 2_000} [@{KEY}]
"""
ENCODINGS = [
    types.PositionEncodingKind.Utf8,
    types.PositionEncodingKind.Utf16,
    types.PositionEncodingKind.Utf32,
]


def cited(view: View, path: Path) -> list[NoteCitation]:
    found = Notes(view, {str(path): record_of(str(path), parse(TEXT), view)}).cited_in(str(path))
    assert len(found) == 5
    return found


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_positions_are_those_of_the_text(
    view: View, tmp_path: Path, encoding: types.PositionEncodingKind
) -> None:
    path = tmp_path / "ö #1.md"
    path.write_text(TEXT, encoding="utf-8")
    document = Document(uri_of(str(path)), None, TEXT, encoding)
    for citation in cited(view, path):
        (found,) = Places({}, encoding).locations([citation])
        assert found["uri"] == path.as_uri()
        there = found["range"]
        at = [types.Position(**there[end]) for end in ("start", "end")]
        start, end = map(document.offset, at)
        assert TEXT[start:end] == citation.text
        assert at[0] == document.at(citation.line, citation.character)


def test_only_what_is_far_in_its_line_needs_the_file(view: View, tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("é", encoding="utf-8")
    found = Places({}, types.PositionEncodingKind.Utf16).locations(cited(view, path))
    assert [place["range"]["start"]["line"] for place in found] == [0, 0, 1, 2, 0]
    assert [place["range"]["start"]["character"] for place in found[:2]] == [7, 42]


def test_what_is_gone_is_left_out(view: View, tmp_path: Path) -> None:
    path = tmp_path / "gone.md"
    places = Places({}, types.PositionEncodingKind.Utf16)
    assert places.locations(cited(view, path)) == []
    opened = Document(uri_of(str(path)), 1, TEXT, types.PositionEncodingKind.Utf16)
    places = Places({str(path): opened}, types.PositionEncodingKind.Utf16)
    assert len(places.locations(cited(view, path))) == 5


def test_a_note_that_was_never_saved_has_its_own_uri(view: View) -> None:
    uri = "untitled:Untitled-1"
    opened = Document(uri, 1, TEXT, types.PositionEncodingKind.Utf16)
    found = Notes(view, {uri: record_of(uri, parse(TEXT), view)}).cited_in(uri)
    places = Places({uri: opened}, types.PositionEncodingKind.Utf16).locations(found)
    assert [place["uri"] for place in places] == [uri] * 5
