"""How a JSON file is cut into records, and what a damage costs."""

import json
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.model import Problem
from litnotes_index.readers.files import source
from litnotes_index.readers.files.source import CHUNK
from litnotes_index.readers.json import records as json_records
from litnotes_index.readers.json import text as json_text
from litnotes_index.readers.json.records import Record
from support.reader_properties import files_of_pieces, without_each_line

NO_JSON = "the record is no valid JSON"
NOT_CLOSED = "the record is not closed: the file may be cut"
LIST_NOT_CLOSED = "the list is not closed: the file may be cut"
STRAY = "what stands here is no record"
ROWS = [
    {"n": n, "of": [{"a": 'x{"}[', "b": "\\"}, {"a": n, "b": None}], "in": {"d": [[n, 1]]}}
    for n in range(9)
]


def read(text: str | bytes) -> list[Record | Problem]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "records.json"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return list(json_records.records(path, ["items"]))


def check(text: str | bytes, *expected: str) -> None:
    """Assert records as `lines value` and problems as `line: message`, in their order.

    The column of a damage is orjson's matter, and left out.
    """
    assert expected == tuple(
        f"{item.line}: {item.message.partition(', see column')[0]}"
        if isinstance(item, Problem)
        else f"{item.line}-{item.end_line} {json.dumps(item.value)}"
        for item in read(text)
    )


def rows(items: list[Record | Problem]) -> list[dict[str, object]]:
    return [item.value for item in items if isinstance(item, Record)]


def problems(items: list[Record | Problem]) -> list[Problem]:
    return [item for item in items if isinstance(item, Problem)]


def pretty(indent: int | str) -> str:
    return json.dumps(ROWS, indent=indent)


LAYOUTS = {
    "pretty": pretty(2) + "\n",
    "tabs": pretty("\t"),
    "no indent": pretty(0),
    "one line": json.dumps(ROWS),
    "minified": json.dumps(ROWS, separators=(",", ":")),
    "a row each": "[\n" + ",\n".join("\t" + json.dumps(row) for row in ROWS) + "\n]\n",
    "a line each": "\n".join(json.dumps(row) for row in ROWS),
    "blank lines": "\n\n".join(json.dumps(row, indent=1) for row in ROWS) + "\n\n",
    "compact": "[" + ", ".join(json.dumps(row, indent=2) for row in ROWS) + "]",
    "member": json.dumps({"items": ROWS}, indent=2),
    "member, one line": json.dumps({"items": ROWS, "total": 9, "links": {"n": "u"}}),
    "two a line": "".join(json.dumps(row) + ", \n"[n % 2 :] for n, row in enumerate(ROWS)),
    "windows": pretty(4).replace("\n", "\r\n"),
    "mark": "\ufeff" + pretty(4),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str) -> None:
    items = read(LAYOUTS[name])
    assert rows(items) == ROWS
    assert problems(items) == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_lines_are_those_of_the_braces(name: str) -> None:
    lines = LAYOUTS[name].split("\n")
    last = 1
    for item in read(LAYOUTS[name]):
        assert isinstance(item, Record)
        assert last <= item.line <= item.end_line <= len(lines)
        assert "{" in lines[item.line - 1]
        assert f'"n": {item.value["n"]}'.replace(" ", "") in (
            "".join(lines[item.line - 1 : item.end_line]).replace(" ", "")
        )
        assert "}" in lines[item.end_line - 1]
        last = item.end_line


def test_utf16() -> None:
    assert rows(read(pretty(2).encode("utf-16"))) == ROWS


@pytest.mark.parametrize("name", ["pretty", "minified", "a line each", "no indent", "member"])
def test_pieces_of_the_text_do_not_show(name: str) -> None:
    many = [{**row, "n": n, "pad": "p" * (n * 37 % 501)} for n, row in enumerate(ROWS * 250)]
    text = {
        "pretty": lambda: json.dumps(many, indent=2),
        "minified": lambda: json.dumps(many),
        "a line each": lambda: "\r\n".join(map(json.dumps, many)),
        "no indent": lambda: json.dumps(many, indent=0),
        "member": lambda: json.dumps({"items": many}),
    }[name]()
    assert len(text) > 3 * CHUNK
    items = read(text)
    assert rows(items) == many
    assert problems(items) == []


def test_a_record_longer_than_a_piece() -> None:
    long = {"a": "x" * (3 * CHUNK), "b": [{"c": "y" * CHUNK}]}
    for text in (json.dumps([long, {"a": 1}, long]), json.dumps([long, {"a": 1}, long], indent=1)):
        assert rows(read(text)) == [long, {"a": 1}, long]


def test_nothing() -> None:
    check("")
    check(" \n\n")
    check("[]\n")
    check("{}", "1-1 {}")
    check("[{}]", "1-1 {}")
    check("[", f"1: {LIST_NOT_CLOSED}")


def test_values_that_are_no_records() -> None:
    check('[1, {"n": 1}, "x", null, {"n": 2}, [{"n": 3}]].', f"1: {STRAY}", '1-1 {"n": 1}',
          f"1: {STRAY}", '1-1 {"n": 2}', '1-1 {"n": 3}', f"1: {STRAY}")  # fmt: skip
    check("Dear all,\nhello\n", f"1: {STRAY}")


@pytest.mark.parametrize(
    "record",
    [
        '{"n": 1,}',
        '{"n": 1 "m": 2}',
        '{"n": 01}',
        '{"n": [1, 2}',
        '{"n": "x}',
        '{"n": "x}}, "m": "',
        '{"n": "\\x"}',
        "{'n': 1}",
        "{n: 1}",
        '{"n" 1}',
        '{"n": NaNs}',
        '{"n": [{"m": 1} {"m": 2}]}',
    ],
)
def test_a_record_that_is_no_json(record: str) -> None:
    check(
        f'[\n  {{"n": 0}},\n  {record},\n  {{"n": 2}}\n]',
        '2-2 {"n": 0}',
        f"3: {NO_JSON}",
        '4-4 {"n": 2}',
    )


def test_where_a_record_is_no_json() -> None:
    [first, second] = problems(read('[{},\n{\n"n": x}, {"n": x}]'))
    assert first.message == f"{NO_JSON}, see line 3"
    assert second.message.startswith(f"{NO_JSON}, see column 1")
    check(
        '[\n  {\n    "n": 1,\n    "m": x\n  },\n  {"n": 2,}, {"n": 3}\n]',
        f"2: {NO_JSON}, see line 4",
        f"6: {NO_JSON}",
        '6-6 {"n": 3}',
    )


def test_one_line_is_read_on_after_a_damage() -> None:
    check(
        '[{"n":1,,},{"n":2},{"n":"3},{"n":4,"of":[{"a":1}},{"n":5}]',
        f"1: {NO_JSON}",
        '1-1 {"n": 2}',
        f"1: {NO_JSON}",
        f"1: {NO_JSON}",
        '1-1 {"n": 5}',
    )


def test_a_bracket_that_opens_and_never_closes_swallows_nothing() -> None:
    check(
        '[\n  {"n": 1, "of": [\n  {"n": 2},\n  {"n": 3}\n]\n',
        f"2: {NO_JSON}",
        '3-3 {"n": 2}',
        '4-4 {"n": 3}',
    )


def test_cut_anywhere() -> None:
    for text in (text for name, text in LAYOUTS.items() if name != "no indent"):
        whole = [item for item in read(text) if isinstance(item, Record)]
        for end in range(0, len(text), 17):
            items = read(text[:end])
            kept = [item for item in items if isinstance(item, Record)]
            assert kept == whole[: len(kept)]
            assert len(kept) >= sum(text[:end].count(f'"n": {n + 1}') for n in range(8))
            assert len(problems(items)) <= 1
    check('[\n  {"n": 1},\n  {"n": 2, "of": [{"a"', '2-2 {"n": 1}', f"3: {NOT_CLOSED}")
    check('[{"n": 1}, {"n": 2', '1-1 {"n": 1}', f"1: {NOT_CLOSED}")
    check('[\n  {"n": 1},\n', '2-2 {"n": 1}', f"3: {LIST_NOT_CLOSED}")


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_deleted_line_harms_only_its_own_record(name: str) -> None:
    whole = [item for item in read(LAYOUTS[name]) if isinstance(item, Record)]
    for deleted, text in without_each_line(LAYOUTS[name]):
        items = read(text)
        got = [(item.line, item.end_line, item.value) for item in items if isinstance(item, Record)]
        for item in whole:
            up = item.line > deleted
            if not item.line <= deleted <= item.end_line:
                assert (item.line - up, item.end_line - up, item.value) in got, deleted
        if name != "no indent":
            assert len(got) <= len(whole)
            assert len(problems(items)) <= 2


def test_half_of_a_surrogate_pair() -> None:
    check(
        r'[{"n": "a\ud83d b\\ud83d \ud83d\ude00 \uDE00"}]',
        '1-1 {"n": "a\\ufffd b\\\\ud83d \\ud83d\\ude00 \\ufffd"}',
    )


def test_numbers_that_are_none() -> None:
    rows = ['{"n": NaN}', '{"a": "NaN, \\"NaN, Infinity", "b": [-Infinity,Infinity,NaN]}']
    read_as = ['{"n": null}', '{"a": "NaN, \\"NaN, Infinity", "b": [null, null, null]}']
    spans = ["1-1", "2-2"]
    for text in ("\n".join(rows), "[" + ",\n".join(rows) + "]"):
        check(text, *(f"{span} {row}" for span, row in zip(spans, read_as, strict=True)))
    text = '{"n": 1, "m": NaN, "items": [{"n": 2, "m": NaN}, {"n": 3}]}'
    check(text, '1-1 {"n": 2, "m": null}', '1-1 {"n": 3}')
    assert json_records.beginning('[{"n": NaN, "m": [1', 5) == [{"n": None}]


def test_bytes_that_are_no_utf8_are_one_problem() -> None:
    check(
        b'[\r\n{"n": "\xff"},\r{"n": "\xc3\xa9\xfe"}]\n',
        '2-2 {"n": "\\ufffd"}',
        '3-3 {"n": "\\u00e9\\ufffd"}',
        "2: 2 bytes are not UTF-8",
    )


@pytest.mark.parametrize("piece", ['{"a":', '{"a":[', "[", "{", '{"a":[{"b":'])
@pytest.mark.parametrize("end", ["", "\n"])
def test_deep_nesting(piece: str, end: str) -> None:
    items = read((piece + end) * 5_000)
    assert rows(items) == []
    assert problems(items)
    assert rows(read('{"n": 1}\n' + piece * 5_000 + '\n{"n": 2}\n')) == [{"n": 1}, {"n": 2}]


def test_beginning() -> None:
    whole = json.dumps(ROWS, indent=2)
    assert json_records.beginning(whole, 3) == ROWS[:3]
    assert json_records.beginning(whole.replace("\n", "\r\n"), 99) == ROWS
    assert json_records.beginning('[{"a": 1, "b": {"c": 2, "d": 3}, "e": "x, y', 5) == [
        {"a": 1, "b": {"c": 2, "d": 3}}
    ]
    assert json_records.beginning('[{"a": {"a": 1}, "b": [{"a": 2}, {"a"', 5) == [{"a": {"a": 1}}]
    assert json_records.beginning('[{"a": 1}, {"b": 2, "c', 5) == [{"a": 1}, {"b": 2}]
    for text in ("", "[", "[{", '[{"a": "b', "text", '{"a"}'):
        assert json_records.beginning(text, 5) == []


@settings(max_examples=400, deadline=None)
@given(files_of_pieces(*'{}[],:"\\\n\r1', "\n  ", '"n": 1', '{"n": 1}', '"a"'))
def test_never_raises_and_tells_true_lines(data: bytes) -> None:
    lines = source.split(data.decode())
    last = 1
    for item in read(data):
        assert last <= item.line <= len(lines)
        if isinstance(item, Record):
            last = item.line
            assert item.line <= item.end_line <= len(lines)
            assert "{" in lines[item.line - 1]
            assert "}" in lines[item.end_line - 1]
    json_records.beginning(data.decode(), 5, ["items"])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_never_raises_on_bytes(data: bytes) -> None:
    for written in (data, b"\xff\xfe" + data):
        with suppress(OSError):  # it may begin as packed files do, and be damaged then
            read(written)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=3), _VALUES)), st.sampled_from([None, 0, 1, 2]))
def test_every_list_of_objects_is_read(values: list[dict[str, object]], indent: int | None) -> None:
    for ascii_only in (True, False):
        text = json.dumps(values, indent=indent, ensure_ascii=ascii_only)
        items = read(text.encode("utf-8", "replace"))
        assert len(rows(items)) == len(values)
        assert problems(items) == []
        if text.isascii() and "\\ud" not in text:
            assert rows(items) == values


@pytest.mark.parametrize(
    "piece",
    ['{"n": 1},', '{"n": 1},\n', '{"n":"x},', '{"n":"x},\n', '{"a":[\n', '{"a":', '[{"a":{},\n'],
)
def test_no_text_is_looked_at_again_and_again(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = 0

    def ending_of(text: str, start: int, stop: int) -> tuple[json_text.Ending, int]:
        nonlocal looked_at
        ending, end = json_text.ending_of(text, start, stop)
        looked_at += end - start
        return ending, end

    def decode(text: str) -> dict[str, object] | None:
        nonlocal looked_at
        looked_at += len(text)
        return json_text.decode(text)

    monkeypatch.setattr(json_records, "ending_of", ending_of)
    monkeypatch.setattr(json_records, "decode", decode)
    text = piece * (CHUNK // len(piece))
    read(text)
    assert looked_at <= 8 * CHUNK + 4 * len(text)
