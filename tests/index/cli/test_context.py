"""The words around a place in a note, as many as there is room for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from litnotes_index.backlinks import NoteCitation
from litnotes_index.cli.context import around, densest, excerpt
from litnotes_index.text.clean import one_line


@pytest.mark.parametrize(
    ("before", "said", "after", "room", "seen"),
    [
        ("As ", "[[A]]", " has it.", 40, "As [[A]] has it."),
        ("", "[[A]]", "", 40, "[[A]]"),
        ("    ", "[[A]]", "", 40, "[[A]]"),
        ("    - ", "[[A]]", "\t,  and", 40, "- [[A]] , and"),
        ("So (", "@a", ") it is", 40, "So (@a) it is"),
        ("one two three four ", "@a", " five six seven", 20, "…four @a five six…"),
        ("one two three four ", "@a", "", 14, "…three four @a"),
        ("", "@a", " one two three four", 12, "@a one two…"),
        ("一二三四五六七八", "@a", "一二三四五六七八", 12, "…七八@a一二…"),
        ("x" * 99, "@a", "y" * 99, 12, "…xxxx@ayyyy…"),
        ("before ", "a name that is long", " after", 10, "a name…"),
        ("before ", "x" * 99, " after", 10, "xxxxxxxxx…"),
        ("before ", "Two\nlines", " after", 30, "before Two lines after"),
    ],
)
def test_excerpts(before: str, said: str, after: str, room: int, seen: str) -> None:
    assert excerpt(before, said, after, room).plain == seen


@given(st.text(), st.text(), st.text(), st.integers(5, 60))
def test_an_excerpt_has_room(before: str, said: str, after: str, room: int) -> None:
    found = excerpt(before, said, after, room).plain
    assert cell_len(found) <= room
    assert found == found.rstrip()
    if cell_len(one_line(said)) <= room:
        assert one_line(said) in found


def place(line: int, character: int, text: str, end: tuple[int, int]) -> NoteCitation:
    return NoteCitation("/a.md", line, character, *end, "mention", text, ())


LINES = ["# On reeds", "See Weaving by", "Hand, and more.", ""]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (place(0, 5, "reeds", (0, 10)), ("# On ", "")),
        (place(1, 4, "Weaving by\nHand", (2, 4)), ("See ", ", and more.")),
        (place(1, 4, "Weaving by\r\nHand", (2, 4)), ("See ", ", and more.")),
        (place(0, 5, "canes", (0, 10)), ("", "")),
        (place(1, 4, "Weaving by\nFeet", (2, 4)), ("", "")),
        (place(9, 0, "reeds", (9, 5)), ("", "")),
        (place(2, 40, "reeds", (2, 45)), ("", "")),
    ],
)
def test_what_stands_around_a_citation(where: NoteCitation, found: tuple[str, str]) -> None:
    assert around(where, LINES) == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (["gene", "expression"], "gene expression"),
        (["expresion"], "expression of"),
        (["gen"], "generally"),
        (["zzzz"], None),
    ],
)
def test_where_most_words_stand(wanted: list[str], found: str | None) -> None:
    text = "generally, the expression of it, a word or two between, and then gene expression"
    at = densest(wanted, text, 20)
    assert (at is None) if found is None else at is not None and text[at:].startswith(found)
