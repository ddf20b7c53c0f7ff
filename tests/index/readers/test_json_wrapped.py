"""Records that a member of an object holds, and records that have a line each."""

import json
from pathlib import Path
from typing import Any

import pytest

from litnotes_index.model import Problem
from litnotes_index.readers.files.source import CHUNK
from litnotes_index.readers.json import records as json_records
from litnotes_index.readers.json.records import Record
from support.json_papers import written

LISTS = ("items", "results")
ROWS: list[dict[str, Any]] = [
    {"n": n, "of": [{"a": 'x{"}[', "b": "\\"}, {"a": n}], "in": {"d": [n]}} for n in range(7)
]
BEFORE: dict[str, Any] = {
    "config": {"label": "x", "of": [{"n": -1}], "deep": {"a": {"b": []}}},
    "count": 7,
    "next": None,
}
AFTER: dict[str, Any] = {
    "group_by": [],
    "meta": {"n": -2, "of": [{"n": -3}, {"n": -4}]},
    "done": True,
}


def read(text: str, path: Path) -> list[Record | Problem]:
    return list(json_records.records(written(text, path), LISTS))


def values(items: list[Record | Problem]) -> list[dict[str, object]]:
    return [item.value for item in items if isinstance(item, Record)]


INDENTS: list[int | str | None] = [None, 0, 1, 2, 4, "\t"]


@pytest.mark.parametrize("indent", INDENTS)
@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(("before", "after"), [({}, AFTER), (BEFORE, {}), (BEFORE, AFTER)])
def test_members_around_the_list(
    tmp_path: Path,
    indent: int | str | None,
    name: str,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    whole = {**before, name: ROWS, **after}
    text = json.dumps(whole, indent=indent)
    items = read(text, tmp_path / "a")
    assert values(items) == ROWS
    assert len(items) == len(ROWS)
    lines = text.split("\n")
    for item in items:
        assert isinstance(item, Record)
        assert "{" in lines[item.line - 1]
        assert f'"n": {item.value["n"]}' in "".join(lines[item.line - 1 : item.end_line])
    assert json_records.beginning(text, 3, LISTS) == ROWS[:3]
    assert values(read(text.replace("\n", "\r\n"), tmp_path / "b")) == ROWS


@pytest.mark.parametrize("indent", INDENTS)
def test_pages_of_a_service(tmp_path: Path, indent: int | str | None) -> None:
    pages: list[dict[str, Any]] = [
        {**BEFORE, "results": ROWS[:3], **AFTER},
        {**BEFORE, "results": [], **AFTER},
        {**BEFORE, "results": ROWS[3:], **AFTER},
    ]
    for text in (
        json.dumps(pages, indent=indent),
        "\n".join(json.dumps(page, indent=indent) for page in pages) + "\n",
    ):
        items = read(text, tmp_path / "a")
        assert values(items) == ROWS
        assert len(items) == len(ROWS)


def test_two_lists(tmp_path: Path) -> None:
    for indent in INDENTS:
        whole = {"results": ROWS[:2], "n": {"results": [{"n": 9}]}, "items": ROWS[2:], "of": 1}
        assert values(read(json.dumps(whole, indent=indent), tmp_path / "a")) == ROWS


def test_what_holds_no_records_is_one(tmp_path: Path) -> None:
    several: list[dict[str, Any]] = [
        {"a": 1, "others": [{"n": 1}], "b": 2},
        {"title": "A Paper", "results": [{"n": 1}]},
        {"results": ["text", 1], "b": 2},
        {"results": {"n": [{"n": 1}]}},
        {"a": {"results": [{"n": 1}]}},
        {"results": None},
    ]
    for value in several:
        for indent in INDENTS:
            assert values(read(json.dumps(value, indent=indent), tmp_path / "a")) == [value]
        lines = f"{json.dumps(value)}\n{json.dumps(value)}\n"
        assert values(read(lines, tmp_path / "a")) == [value, value]


def test_members_before_the_list_may_be_long(tmp_path: Path) -> None:
    long = {str(n): {"name": "x" * 90, "of": [{"n": n}]} for n in range(CHUNK // 40)}
    for indent in (None, 2):
        text = json.dumps({"collections": long, "items": ROWS, "more": long}, indent=indent)
        assert len(text) > 4 * CHUNK
        items = read(text, tmp_path / "a")
        assert values(items) == ROWS
        assert len(items) == len(ROWS)


@pytest.mark.parametrize("indent", [None, 2])
def test_cut_anywhere(tmp_path: Path, indent: int | None) -> None:
    text = json.dumps({**BEFORE, "items": ROWS, **AFTER}, indent=indent)
    first, last = text.index('"items"') + 9, text.index('"group_by"')
    for end in range(first, len(text), 7):
        got = values(read(text[:end], tmp_path / "a"))
        assert got == ROWS[: len(got)]
        assert len(got) >= sum(text[first:end].count(f'"n": {n + 1},') for n in range(6))
        assert end < last or got == ROWS
    for end in range(0, len(text), 7):
        json_records.beginning(text[:end], 5, LISTS)


def test_damage_in_the_list_costs_its_record(tmp_path: Path) -> None:
    lines = json.dumps({**BEFORE, "items": ROWS, **AFTER}, indent=2).split("\n")
    begin, end = lines.index('  "items": ['), lines.index('  "group_by": [],') - 1
    for deleted in range(begin + 1, end):
        text = "\n".join(lines[:deleted] + lines[deleted + 1 :])
        got = values(read(text, tmp_path / "a"))
        assert sum(row in got for row in ROWS) >= len(ROWS) - 1 - (lines[deleted] == "    },"), (
            deleted
        )


@pytest.mark.parametrize("indent", INDENTS)
@pytest.mark.parametrize("around", [["message"], ["result", "hits"], ["resultList"]])
def test_objects_around_the_list(
    tmp_path: Path, around: list[str], indent: int | str | None
) -> None:
    whole: dict[str, Any] = {**BEFORE, "items": ROWS, **AFTER}
    for name in reversed(around):
        whole = {**BEFORE, name: whole, **AFTER}
    assert values(read(json.dumps(whole, indent=indent), tmp_path / "a")) == ROWS


def test_an_object_around_no_list_is_a_record(tmp_path: Path) -> None:
    inner = {"of": [{"n": 1}], "title": "A", "items": [{"n": 2}]}
    wholes: list[dict[str, Any]] = [
        {"a": 1, "message": inner, "b": 2},
        {"message": {"message": {}}},
    ]
    for whole in wholes:
        text = json.dumps(whole)
        assert values(read(f"{text}\n{text}", tmp_path / "a")) == [whole, whole]


def test_damage_before_the_list_costs_nothing(tmp_path: Path) -> None:
    lines = json.dumps({**BEFORE, "items": ROWS, **AFTER}, indent=2).split("\n")
    for deleted in range(lines.index('  "items": [')):
        text = "\n".join(lines[:deleted] + lines[deleted + 1 :])
        got = values(read(text, tmp_path / "a"))
        assert all(row in got for row in ROWS), deleted


@pytest.mark.parametrize("lead", ["", "  ", "\t"])
def test_a_line_each(tmp_path: Path, lead: str) -> None:
    rows = [{**ROWS[n % 7], "n": n, "pad": "é" * (n * 37 % 501)} for n in range(3000)]
    for start, comma, end in (("", "", ""), ("[\n", ",", "]"), ("[", ", ", "\n]\n")):
        text = start + f"{comma}\n".join(f"{lead}{json.dumps(row)}" for row in rows) + end
        assert len(text) > 3 * CHUNK
        items = read(text, tmp_path / "a")
        assert values(items) == rows
        first = 1 + start.count("\n")
        assert [item.line for item in items] == list(range(first, first + len(rows)))
        assert all(isinstance(item, Record) and item.end_line == item.line for item in items)


def test_lines_and_damage_and_longer_records_alternate(tmp_path: Path) -> None:
    text = (
        '{"n": 1}\n{"n": 2}\n{"n": 3,\n{"n": 4}\n{\n  "n": 5\n}\n{"n": 6}\n\n {"n": 7}\n'
        '{"n": 8}{"n": 9}\n{"n": 10} \n{}\n{"n": 11}'
    )
    items = read(text, tmp_path / "a")
    assert [value.get("n") for value in values(items)] == [1, 2, 4, 5, 6, 7, 8, 9, 10, None, 11]
    assert [(item.line, isinstance(item, Problem)) for item in items] == [
        (1, False), (2, False), (3, True), (4, False), (5, False), (8, False), (10, False),
        (11, False), (11, False), (12, False), (13, False), (14, False),
    ]  # fmt: skip


def test_a_line_longer_than_a_piece(tmp_path: Path) -> None:
    rows = [{"n": 1}, {"n": 2, "a": "x" * (3 * CHUNK)}, {"n": 3}, {"n": 4, "a": "y" * CHUNK}]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    items = read(text, tmp_path / "a")
    assert values(items) == rows
    assert [item.line for item in items] == [1, 2, 3, 4]
