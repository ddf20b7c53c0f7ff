"""What an editor's own picker gets."""

import pytest

from litnotes_index.view import View
from litnotes_server.features.command import search


def titles(view: View, query: str, limit: int | None = None) -> list[str]:
    return [paper["title"] for paper in search(view, query, limit)["papers"]]


def test_what_is_typed_is_completed_and_searched(view: View) -> None:
    assert titles(view, "atten") == ["Attention Is All You Need"]
    assert titles(view, "the Transformer recurrence") == ["Attention Is All You Need"]


def test_each_paper_comes_with_its_forms(view: View) -> None:
    (paper,) = search(view, "weaver1999")["papers"]
    assert paper["key"] == "weaver1999"
    assert paper["sources"] == [
        {"path": "/dumps/lab.bib", "line": 9, "end_line": 11, "format": "page"}
    ]
    assert paper["forms"] == {
        "title": "Learning to Weave Baskets",
        "wikilink": "[[Learning to Weave Baskets]]",
        "pandoc": "[@weaver1999]",
        "link": "[Learning to Weave Baskets](https://doi.org/10.1234/basket.7)",
        "configured": "Learning to Weave Baskets",
    }
    (paper,) = search(view, "weaver1999", citation="pandoc")["papers"]
    assert paper["forms"]["configured"] == "[@weaver1999]"


@pytest.mark.parametrize(("limit", "count"), [(None, 17), (1, 1), (0, 17), (-5, 1), (1000, 17)])
def test_limit(view: View, limit: int | None, count: int) -> None:
    assert len(titles(view, "", limit)) == count


def test_two_papers_of_one_key(view: View) -> None:
    wanted = {"Gradient Surgery by Night", "Gradient Surgery by Day"}
    assert set(titles(view, "gradient surgery")) == wanted
