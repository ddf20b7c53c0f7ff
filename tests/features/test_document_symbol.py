"""The outline of a note: one line each, indented by depth; `#` before headings."""

from collections.abc import Iterator, Sequence

import pytest

from litnotes_index.markdown import parse
from litnotes_index.view import View
from litnotes_server.features.document_symbol import Symbol, document_symbol


def lines(found: Sequence[Symbol], depth: int = 0) -> Iterator[str]:
    for one in found:
        yield f"{'  ' * depth}{'# ' if one.kind == 'heading' else ''}{one.name}"
        yield from lines(one.children, depth + 1)


def outline(view: View, source: str) -> list[str]:
    return list(lines(document_symbol(view, parse(source))))


def test_headings_hold_what_is_under_them(view: View) -> None:
    source = (
        "[[Dropout]]\n\n# One\n\nSee Neural Scene Flow Prior.\n\n### Deep\n\n[@weaver1999]\n\n"
        "## Flat ##\n\nTwo\n===\n\n[[Adam]]\n"
    )
    assert outline(view, source) == [
        "Dropout",
        "# One",
        "  Neural Scene Flow Prior",
        "  # Deep",
        "    Learning to Weave Baskets",
        "  # Flat",
        "# Two",
        "  Adam: A Method for Stochastic Optimization",
    ]


def test_a_paper_is_there_once_under_each_heading(view: View) -> None:
    source = "# A\n[@weaver1999] [[weaver1999]] [@dropout]\n# B\n[@weaver1999]\n"
    weaver = "  Learning to Weave Baskets"
    assert outline(view, source) == ["# A", weaver, "  Dropout", "# B", weaver]


def test_a_heading_that_names_a_paper_is_there_once(view: View) -> None:
    assert outline(view, "# Neural Scene Flow Prior\n\n## [[Adam]]\n") == [
        "# Neural Scene Flow Prior",
        "  # [[Adam]]",
    ]


def test_front_matter_names_the_paper_at_the_top(view: View) -> None:
    source = "---\ncitekey: weaver1999\ntitle: Learning to Weave Baskets\n---\n# Notes\n"
    assert outline(view, source) == ["Learning to Weave Baskets", "# Notes"]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("", []),
        ("words [@unknown2020]", []),
        ("```\n# no\n```\n", []),
        ("#\n", ["# #"]),
        ("> # In a quote\n", ["# In a quote"]),
        ("Two\nlines\n-----\n", ["# Two lines"]),
        ("# 🙂 é #1\n", ["# 🙂 é #1"]),
    ],
)
def test_odd_ones(view: View, source: str, found: list[str]) -> None:
    assert outline(view, source) == found


def check_nested(found: Sequence[Symbol], start: int, end: int) -> None:
    for one in found:
        assert start <= one.start <= one.name_start <= one.name_end <= one.end <= end
        check_nested(one.children, one.start, one.end)


def test_each_is_inside_the_one_that_holds_it(view: View) -> None:
    source = (
        "# One\n\n[@weaver1999]\n\n## Two\n\n[[Adam]]\n\n> # Three\n> [[Dropout]]\n\nFour\n===="
    )
    found = document_symbol(view, parse(source))
    check_nested(found, 0, len(source))
    assert [source[one.start : one.end][:7] for one in found] == [
        "# One\n\n",
        "# Three",
        "Four\n==",
    ]
    assert found[0].end == found[1].start
