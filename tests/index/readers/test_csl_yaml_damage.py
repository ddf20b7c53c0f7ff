"""What damaged and overlong CSL-YAML costs: its own item at most, and no time."""

# Records of every wrong kind are the subject.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false, reportUnknownParameterType=false

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.model import Problem
from litnotes_index.readers.yaml import items as yaml_items
from litnotes_index.readers.yaml.items import Item as YamlItem
from support.csl_yaml import (
    ENTRIES,
    FILE,
    ITEMS,
    MISSING,
    NO_YAML,
    ONE,
    REPEATED,
    STRAY,
    TWO,
    check,
    items,
    reading,
)
from support.reader_properties import (
    check_unharmed,
    files_of_lines,
    moved,
    true_lines,
    without_each_line,
)
from support.reading import NO_TITLE


def test_aliases_do_not_run_away() -> None:
    bomb = "- id: a\n  x0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"  x{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)
    )
    got = items(f"{bomb}{TWO}")
    assert [item.message.partition(",")[0] for item in got if isinstance(item, Problem)] == [
        "the aliases of the record stand for too much"
    ]
    assert [item.value["id"] for item in got if isinstance(item, YamlItem)] == ["roe1999"]
    many = f"- id: a\n  x: &x {{y: [{'z, ' * 50}]}}\n" + "- {id: b, x: *x}\n" * 1000
    assert len(items(many)) == 1001


@pytest.mark.parametrize(
    "word", ["[", "{a: ", "- ", "? ", "!", "&a ", "*", "'", '"', "|\n", "\\", ":"]
)
def test_depth_costs_one_item_and_no_time(word: str) -> None:
    got = items(f"{ONE}- id: a\n  x: {word * 30_000}\n{TWO}")
    assert [item.value["id"] for item in got if isinstance(item, YamlItem)][::2][:1] == ["doe2021"]
    last = got[-1]
    assert isinstance(last, YamlItem)
    assert last.value["id"] == "roe1999"


@pytest.mark.parametrize(
    ("damaged", "message"),
    [
        ("  title: a: b\n", f"{NO_YAML}, see line 28"),
        ("  title: 'a\n", f"{NO_YAML}, see line "),
        ("  title: [a\n", f"{NO_YAML}, see line "),
        ("  \ttitle: a\n", f"{NO_YAML}, see line 28"),
        ("  : : :\n", f"{NO_YAML}, see line 28"),
        ("title: a\n", NO_TITLE),
        ("   title: a\n", f"{NO_YAML}, see line "),
        ("  title: {}\n", NO_TITLE),
        ("  title: \n", NO_TITLE),
    ],
)
def test_one_bad_item_costs_one_item(damaged: str, message: str) -> None:
    old = '  title: "A Book: of [Lists]{.nocase}"\n'
    assert old in FILE
    got = reading(FILE.replace(old, damaged))
    assert got.entries == (ENTRIES[0], ENTRIES[2])
    (problem,) = got.problems
    assert problem.line == 26
    assert problem.message.startswith(message)


def test_what_is_no_record() -> None:
    check(
        "- id: a\n- just text\n- - id: b\n- id: c\n", "1-1 a", f"2: {STRAY}", f"3: {STRAY}", "4-4 c"
    )


def test_a_lost_beginning_is_told() -> None:
    got = reading(FILE.replace("- id: doe2021\n", ""))
    assert got.entries == moved(ENTRIES[1:], -1)
    assert [(problem.line, problem.message) for problem in got.problems] == [(3, MISSING)]
    assert reading(ITEMS.replace("- id: doe2021\n", "")).entries == moved(ENTRIES[1:], -3)
    got = reading(FILE.replace("- id: roe1999\n", ""))
    assert got.entries[0].title == "Notes on Notes"
    assert [(problem.line, problem.message) for problem in got.problems] == [(26, REPEATED)]


def test_a_deleted_line_harms_only_its_neighbours() -> None:
    # Without the line in which it begins, a record's lines are taken for the one's before.
    begins = {below.line: above for above, below in pairwise(ENTRIES)}
    for deleted, text in without_each_line(FILE):
        others = [entry for entry in ENTRIES if entry is not begins.get(deleted)]
        check_unharmed(reading(text), others, deleted)


def test_bytes_that_are_no_text() -> None:
    text = FILE.replace("Journal of", "Jöurnäl öf").encode().replace(b"Jane", b"J\xffne\x07")
    got = reading(text)
    assert got.entries[0].authors[0] == "J\ufffdne Doe"
    assert [problem.line for problem in got.problems] == [7]


_MORE = ("", "---", "references:", "- x", "  - y", "```", "- id: z")


@settings(max_examples=200, deadline=None)
@given(files_of_lines(*FILE.split("\n"), *_MORE))
def test_never_raises_and_tells_true_lines(data: bytes) -> None:
    got = reading(data)
    lines = true_lines(got, data)
    for entry in got.entries:
        assert lines[entry.line - 1].lstrip("\ufeff ").startswith("-")
        assert lines[entry.end_line - 1].strip()


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_never_raises_on_bytes(data: bytes) -> None:
    reading(b"\n" + data)
    reading(b"- id: a\n  title: " + data)


def test_an_item_without_end_is_told() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_items, "LONGEST", 1 << 19)
        got = reading(ONE + "- id: a\n  title: A\n" + "  # no\n" * 100_000 + TWO)
    assert [entry.key for entry in got.entries] == ["doe2021", "roe1999"]
    assert [(problem.line, problem.message) for problem in got.problems] == [
        (23, "the record is too long")
    ]
