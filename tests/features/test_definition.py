"""Where a citation leads: to every entry of its papers."""

import pytest

from litnotes_index.markdown import parse
from litnotes_index.view import View
from litnotes_server.features.definition import definition
from litnotes_server.features.pointed import in_note
from support.marked import marked


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


@pytest.mark.parametrize("source", ["<|>", "[[nothing<|>]]", "[@nobody<|>]", "plain words<|>"])
def test_none(view: View, source: str) -> None:
    assert places(view, source) is None
