"""What can be folded: front matter, sections, entries of a dump; by first and last line, from 0."""

import pytest

from litnotes_index.markdown import parse
from litnotes_index.view import View
from litnotes_server.convert import Document
from litnotes_server.convert.answers import folds
from litnotes_server.features.folding_range import folding_range, folding_range_in_dump


def lines(source: str) -> list[tuple[int, int]]:
    document = Document("file:///a.md", 1, source, "utf-16")
    found = folds(document, folding_range(parse(source)))
    return [(fold.start_line, fold.end_line) for fold in found]


@pytest.mark.parametrize(
    ("source", "folded"),
    [
        ("# A\n\nwords\n\n## B\nmore\n\n# C\nend\n", [(0, 5), (4, 5), (7, 8)]),
        ("---\ntitle: x\n---\n\n# A\nwords", [(0, 2), (4, 5)]),
        ("# A\n# B\nx\n", [(1, 2)]),
        ("# A\n\n\n# B\n\n\n", []),
        ("A\n===\nwords\n\nB\n---\n", [(0, 5), (4, 5)]),
        ("### Deep\nx\n# High\ny", [(0, 1), (2, 3)]),
        ("# A\n```\n# no\n```\n", [(0, 3)]),
        ("# A\r\nx\r\n\r\n# B\r\ny\r\n", [(0, 1), (3, 4)]),
        ("words\nand more\n", []),
        ("", []),
    ],
)
def test_front_matter_and_sections(source: str, folded: list[tuple[int, int]]) -> None:
    assert lines(source) == folded


def test_the_entries_of_a_dump(view: View) -> None:
    assert folding_range_in_dump(view, "/dumps/lab.bib") == [(0, 2), (4, 6), (8, 10)]
    assert folding_range_in_dump(view, "/dumps/none.bib") == []
