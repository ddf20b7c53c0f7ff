"""Papers and notes by the words of their titles."""

from pathlib import Path

import pytest

from litnotes_index.view import View
from litnotes_server.features.workspace_symbol import workspace_symbol
from support.notes import ROOT, folder

NOTES = """\
-- plain.md --
words
-- headed.md --
# Weaving for everybody
-- fronted.md --
---
title: "Scenes: a reading list"
---
# Another
-- scene-flow.md --
See [[Adam]]
"""


def found(view: View, place: Path, query: str) -> tuple[list[str], list[str]]:
    papers, notes = workspace_symbol(folder(view, place, NOTES).view, query)
    return [paper.title for paper in papers], [note.path.removeprefix(ROOT) for note in notes]


@pytest.mark.parametrize(
    ("query", "papers", "notes"),
    [
        ("weav", ["Learning to Weave Baskets"], ["headed.md"]),
        ("  WEAVE baskets ", ["Learning to Weave Baskets"], []),
        ("baskets learn", ["Learning to Weave Baskets"], []),
        ("reading list", [], ["fronted.md"]),
        ("plain", [], ["plain.md"]),
        ("weaver1999", ["Learning to Weave Baskets"], []),
        ("adam method", ["Adam: A Method for Stochastic Optimization"], []),
        ("zzzzzzz", [], []),
    ],
)
def test_by_words(
    view: View, tmp_path: Path, query: str, papers: list[str], notes: list[str]
) -> None:
    assert found(view, tmp_path, query) == (papers, notes)


def test_a_file_name_is_a_title_where_there_is_no_other(view: View, tmp_path: Path) -> None:
    titles, paths = found(view, tmp_path, "scene flow")
    assert sorted(titles) == [
        "Neural Scene Flow Fields",
        "Neural Scene Flow Prior",
        "Neural Scene Flow Prior Meets Its Critics",
    ]
    assert paths == ["scene-flow.md"]


def test_without_words_papers_and_no_notes(view: View, tmp_path: Path) -> None:
    titles, paths = found(view, tmp_path, "")
    assert "Attention Is All You Need" in titles
    assert paths == []


@pytest.mark.parametrize("query", ['"', "a:b OR", "(((", "\0", "\ud800", "x" * 10_000, "[[", "é🙂"])
def test_any_query_is_answered(view: View, tmp_path: Path, query: str) -> None:
    found(view, tmp_path, query)
