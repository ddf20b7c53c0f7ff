"""What holds for every page: damage stays where it is, and lines are told truly."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.text.latex import decode
from support.reader_properties import (
    check_unharmed,
    files_of_lines,
    true_lines,
    unharmed,
    without_each_line,
)
from support.reading import Reading, read_data

DUMPS = Path(__file__).parents[2] / "data" / "dumps"
ABSTRACT = "We show what holds for every page. The rest follows from it, line by line. " * 5


def reading(text: str | bytes) -> Reading:
    return read_data(text, "page")


@pytest.mark.parametrize("name", ["daily", "search"])
@pytest.mark.parametrize("compact", [False, True])
def test_a_deleted_line_harms_only_its_own_paper(name: str, compact: bool) -> None:
    lines = (DUMPS / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    if compact:
        lines = [line for line in lines if line.strip()]
    page = "\n".join(lines)
    whole = reading(page).entries
    assert len(whole) > 10
    for deleted, text in without_each_line(page):
        got = reading(text)
        check_unharmed(got, whole, deleted)
        assert len(got.entries) <= len(unharmed(whole, deleted)) + 1


_LINES = (
    "new",
    "Get trending papers in your email inbox!",
    "Subscribe",
    "Daily Papers",
    "Nov 13",
    "",
    " \t",
    "  • 3 authors",
    "·",
    "May 6 2",
    "Foo 99",
    "• many authors",
    ABSTRACT,
    "A Title",
    "SubscribeX of Y",
    r"An \'Etude \& more",
    "Ends here.",
    "• 9 authors · Jun 1, 2020 1k",
    "May 6new",
)


@settings(max_examples=300, deadline=None)
@given(files_of_lines(*_LINES))
def test_never_raises_and_tells_true_lines(data: bytes) -> None:
    got = reading(data)
    lines = true_lines(got, data)
    for entry in got.entries:
        assert entry.title in decode(lines[entry.line - 1]).replace("\0", "\ufffd")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_never_raises_on_bytes(data: bytes) -> None:
    for written in (data, b"\xff\xfe" + data):
        with suppress(OSError):  # it may begin as packed files do, and be damaged then
            reading(written)


@pytest.mark.parametrize(
    "word", ["Subscribe", "Get trending papers in your email inbox!", "• ", "• 3 authors", "$"]
)
def test_long_lines_take_no_long_time(word: str) -> None:
    reading(word * 50_000)
    reading(f"A Title of One\n{ABSTRACT}\n{word * 50_000}\nA Title of Two\n{ABSTRACT}\n")
