"""Where a citation leads: to every entry of its papers."""

from pathlib import Path

import pytest
from lsprotocol import types

from litnotes_index.backlinks import Notes
from litnotes_index.markdown import parse
from litnotes_index.view import View
from litnotes_server.convert import Client, Document, answers, path_of
from litnotes_server.features.definition import definition
from litnotes_server.features.hover import hover
from litnotes_server.features.pointed import in_note
from support.marked import marked
from support.papers import library, paper


def places(view: View, source: str) -> list[tuple[str, int, int]] | None:
    note = marked(source)
    found = definition(in_note(view, parse(note.text), note.cursor))
    return [(s.path, s.line, s.end_line) for s in found.sources] if found else None


@pytest.mark.parametrize(
    "source",
    [
        "[[attention is all you need<|>]]",
        "[@<|>attention-is-all-you-need]",
        "Attention is\nall you<|> need",
    ],
)
def test_one_place_for_each_entry(view: View, source: str) -> None:
    assert places(view, source) == [("/dumps/again.txt", 1, 3), ("/dumps/page.txt", 1, 3)]


def test_an_ambiguous_key_leads_to_every_paper(view: View) -> None:
    found = places(view, "[@smith2020<|>]")
    assert found is not None
    assert sorted(found) == [("/dumps/lab.bib", 1, 3), ("/dumps/lab.bib", 5, 7)]


def test_the_span_is_that_of_the_citation(view: View) -> None:
    note = marked("So [see <ref|@weaver1999>, p. 3]")
    start, end = note.spans["ref"]
    found = definition(in_note(view, parse(note.text), start))
    assert found is not None
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    ("path", "file", "line"),
    [
        ("/dumps/a.bib", "/dumps/a.bib", 40),
        ("/dumps/a.bib.gz", "/dumps/a.bib.gz", 0),
        ("/dumps/a.jsonl.XZ", "/dumps/a.jsonl.XZ", 0),
        ("/dumps/a.ris.bz2", "/dumps/a.ris.bz2", 0),
        ("/dumps/a.xml.zst", "/dumps/a.xml.zst", 0),
        ("/dumps/a.zip/deep/b.bib", "/dumps/a.zip", 0),
    ],
)
def test_a_packed_dump_leads_to_its_file_and_hover_tells_the_line(
    tmp_path: Path, path: str, file: str, line: int
) -> None:
    packed = library(tmp_path, dumps={path: [paper("A Packed Paper", line=41, end_line=44)]})
    note = parse("[[A Packed Paper]]")
    pointed = in_note(packed, note, 4)
    document = Document("file:///a.md", 1, "[[A Packed Paper]]", "utf-16")
    (place,) = answers.definition(document, definition(pointed), Client()) or []
    assert isinstance(place, types.Location)
    assert (path_of(place.uri), place.range.start.line) == (Path(file), line)
    shown = hover(Notes(packed), pointed, markdown=False)
    assert shown is not None
    assert f"{path.removeprefix('/dumps/')}:41" in shown.text


@pytest.mark.parametrize("source", ["<|>", "[[nothing<|>]]", "[@nobody<|>]", "plain words<|>"])
def test_none(view: View, source: str) -> None:
    assert places(view, source) is None
