"""What the reader of RIS makes of records, in every way of writing them."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.model import Entry
from litnotes_index.readers.files import source
from litnotes_index.readers.ris import FORMAT
from support.reader_properties import check_streamed, ways_of_writing
from support.reading import Reading
from support.ris import FILE, ONE, THREE, TWO, one, reading, spans, titles


def test_every_field() -> None:
    got = reading(FILE)
    assert got.problems == ()
    assert got.entries == (
        Entry(
            title="Notes on Notes",
            line=1,
            end_line=18,
            abstract="We look at notes. They are many.",
            authors=("Jane Doe", "Richard Roe"),
            date="2021-03-07",
            ids={"doi": "10.1234/notes.1"},
            urls=("https://example.org/notes",),
            venue="Journal of Margins",
            type="article-journal",
        ),
        Entry(
            title="A Book of Lists",
            line=21,
            end_line=27,
            authors=("Edgar Poe",),
            date="1999",
            ids={"isbn": "9783161484100"},
            type="book",
        ),
        Entry(
            title="Lists, Listed",
            line=29,
            end_line=35,
            authors=("L. Loe",),
            date="2005-11",
            venue="Proceedings of the List Group",
            type="paper-conference",
        ),
    )


@ways_of_writing(FILE)
def test_ends_of_lines(data: bytes) -> None:
    assert reading(data) == reading(FILE)


def test_several_marks() -> None:
    assert reading(f"\ufeff{FILE}".encode("utf-16")) == reading(FILE)
    assert reading(f"\ufeff\ufeff{FILE}".encode("utf-16")) == reading(FILE)


def test_nothing() -> None:
    for text in ("", "\n", "\ufeff", "ER  - \n", "no tags at all\n", "KW  - one\nNL  - two\n"):
        assert reading(text) == Reading((), ())


@pytest.mark.parametrize(
    "text",
    [
        FILE.replace("ER  -\n", "ER  - \n"),
        FILE.replace("ER  -\n", "ER\n"),
        FILE.replace("  - ", " - "),
        FILE.replace("  - ", "\t- "),
        FILE.replace("  - ", "\u00a0\u00a0- "),
        FILE.replace("  - ", "  -"),
        "\n".join(line[:2].lower() + line[2:] for line in FILE.split("\n")),
        "\n".join(line[:2].lower() + line[3:] for line in FILE.split("\n")),
        "\n".join("  " + line for line in FILE.split("\n")),
    ],
)
def test_tags_in_other_ways(text: str) -> None:
    assert reading(text) == reading(FILE)


def test_text_that_looks_like_tags() -> None:
    text = "Of scans\nCT - a kind of scan - and\nIS - and\nto - be,\n  CT - sure,\nER then\nfine."
    entry = one(f"AB  - {text}", "PY  - 2001")
    assert entry.abstract == " ".join(line.strip() for line in text.split("\n"))
    assert entry.date == "2001"


def test_any_order() -> None:
    lines = ONE.split("\n")[1:-2]
    text = "\n".join(("TY  - JOUR", *reversed(lines), "ER  - ", ""))
    assert reading(text).entries == (
        replace(reading(ONE).entries[0], authors=("Richard Roe", "Jane Doe")),
    )
    # Even the first tag may be the second.
    assert spans(FILE.replace("TY  - BOOK\n", "N1  - x\nTY  - BOOK\n")) == [
        ("Notes on Notes", 1, 18), ("A Book of Lists", 21, 28), ("Lists, Listed", 30, 36),
    ]  # fmt: skip


def test_missing_last_tags() -> None:
    text = FILE.replace("ER  -\n", "")
    assert spans(text) == [
        ("Notes on Notes", 1, 17), ("A Book of Lists", 20, 25), ("Lists, Listed", 27, 32),
    ]  # fmt: skip
    assert titles(text.replace("\n\n", "\n")) == titles(FILE)


def test_records_parted_by_blank_lines_only() -> None:
    first = "TI  - One\nAU  - A, A\n\nPY  - 2001\n\n\nAB  - It has blanks.\n\nIn it.\n"
    text = f"TY  - JOUR\n{first}\nAU  - B, B\nTI  - Two\n\nTI  - Three\nPY  - 2003"
    assert spans(text) == [("One", 1, 10), ("Two", 12, 13), ("Three", 15, 16)]
    assert [entry.date for entry in reading(text).entries] == ["2001", None, "2003"]


def test_what_stands_around_records() -> None:
    above = 'Record #1 of 2\nProvider: Somebody\nContent: text/plain; charset="UTF-8"\n\n1.\n'
    below = "NL  - A name\n\nLink to the full text: https://example.org/x\n\n2.\n"
    text = f"{above}{ONE}{below}{TWO}____\n\nReport of today\n"
    assert spans(text) == [("Notes on Notes", 6, 23), ("A Book of Lists", 29, 35)]
    assert reading(text).problems == ()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from([ONE, TWO, THREE, "junk\n", "\n"]), max_size=9), st.data())
def test_pieces_of_the_text_do_not_show(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    whole = reading(text)
    size = data.draw(st.integers(1, 60))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "CHUNK", size)
        assert reading(text) == whole


def test_reading_is_streamed(tmp_path: Path) -> None:
    check_streamed(ONE, FORMAT, tmp_path / "many.ris")
