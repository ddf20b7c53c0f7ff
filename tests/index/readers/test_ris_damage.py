"""What damaged and overlong RIS costs: its own record at most, and no time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.readers.files import source
from support.reader_properties import (
    check_unharmed,
    files_of_lines,
    true_lines,
    without_each_line,
)
from support.reading import NO_TITLE
from support.ris import FILE, ONE, THREE, TWO, reading, titles


def test_a_record_without_a_title_is_told() -> None:
    got = reading(FILE.replace("T1  - A Book of Lists\n", ""))
    assert [entry.title for entry in got.entries] == ["Notes on Notes", "Lists, Listed"]
    assert [(problem.line, problem.message) for problem in got.problems] == [(21, NO_TITLE)]
    got = reading("TY  - JOUR\nER  - \n")
    assert [(problem.line, problem.message) for problem in got.problems] == [(1, NO_TITLE)]


def test_bytes_that_are_no_text_are_told() -> None:
    text = FILE.encode().replace(b"Doe, Jane", b"Doe, J\xe9ne")
    got = reading(text)
    assert len(got.entries) == 3
    text = FILE.replace("Doe, Jane", "Doe, Jäne äöü").encode().replace(b"Roe,", b"R\xffe,")
    got = reading(text)
    assert got.entries[0].authors == ("Jäne äöü Doe", "Richard R\ufffde")
    assert [problem.line for problem in got.problems] == [3]


def test_a_deleted_line_harms_only_its_neighbours() -> None:
    whole = reading(FILE).entries
    for deleted, text in without_each_line(FILE):
        got = reading(text)
        check_unharmed(got, whole, deleted)
        assert len(got.entries) + len(got.problems) == 3


def test_every_cut() -> None:
    for length in range(0, len(FILE), 3):
        got = reading(FILE[:length])
        assert len(got.entries) + len(got.problems) <= 3
        assert all(entry.end_line <= FILE[:length].count("\n") + 1 for entry in got.entries)


@settings(max_examples=200, deadline=None)
@given(files_of_lines(*FILE.split("\n"), "", "ER", "ty - jour", "TI - x", "TI  - y", "more text"))
def test_never_raises_and_tells_true_lines(data: bytes) -> None:
    got = reading(data)
    lines = true_lines(got, data)
    assert all(lines[entry.end_line - 1].strip() for entry in got.entries)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_never_raises_on_bytes(data: bytes) -> None:
    reading(b"\n" + data)
    reading(b"TY  - JOUR\nTI  - A\n" + data)


@pytest.mark.parametrize("word", ["x", " ", "A, ", "10.1234/", "TI  - ", "; ", "<i>", "-"])
def test_long_lines_take_no_long_time(word: str) -> None:
    for tag in ("TI", "AU", "DO", "N1", "UR", "DA", "ID"):
        reading(f"TY  - JOUR\nTI  - Title\n{tag}  - {word * 100_000}\nER  - \n{TWO}")
    got = reading(ONE + word * 100_000 + f"\n{word}" * 20_000 + "\n" + TWO)
    assert got.entries[0].title == "Notes on Notes"
    assert got.entries[-1].title == "A Book of Lists"


def test_a_record_without_end_is_cut() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("litnotes_index.readers.tagged.LONGEST", 1 << 20)
        got = reading(ONE + TWO.removesuffix("ER  -\n") + "more of it\n" * 200_000 + THREE)
    assert [entry.title for entry in got.entries] == titles(FILE)
    (problem,) = got.problems
    assert (problem.line, problem.message) == (19, "the record is too long, and is cut")


def test_a_line_without_end_is_cut() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "LONGEST_LINE", 1 << 19)
        got = reading(f"{ONE}{'x' * (1 << 20)}\n{TWO}")
        assert [entry.title for entry in got.entries] == ["Notes on Notes", "A Book of Lists"]
        assert got.entries[1].line == 20
        (problem,) = got.problems
        assert problem.line == 19
        assert "longer than 524,288 characters" in problem.message
