"""What damage to papers as JSON costs, and fields of wrong kinds: their own record at most."""

# Records of every wrong kind are the subject.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false, reportUnknownParameterType=false

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.json_papers import NO_JSON, ONE, TWO, Record, check_spans, reading, sniffed, told
from support.reader_properties import without_each_line
from support.reading import NO_TITLE


def test_damaged_records() -> None:
    text = (
        '[\n  {"title": "A",},\n  {"title": "B},\n'
        '  {\n    "title": "C"\n  },\n  "d",\n  {"id": "e"},\n'
        '  {"title": "F"}, {"title": "G" "x": 1}, {"title": "H"},\n  {"title": "I", "abs'
    )
    assert told(reading(text, "json-papers")) == [
        f"2: {NO_JSON}",
        f"3: {NO_JSON}",
        "4-6 C",
        "7: what stands here is no record",
        f"8: {NO_TITLE}",
        "9-9 F",
        "9-9 H",
        f"9: {NO_JSON}",
        "10: the record is not closed: the file may be cut",
    ]


ROWS = [
    {**ONE, "title": "One"},
    {"title": "Two", "nested": [{"title": "Not {a} paper"}, {"a": ["]", "}"]}]},
    {**TWO, "title": "Three"},
    {"title": "Four"},
]
LINES = "\n".join(map(json.dumps, ROWS)) + "\n"
PRETTY = json.dumps({"papers": ROWS}, indent=2)


@pytest.mark.parametrize("text", [LINES, PRETTY])
def test_a_deleted_line_harms_only_its_own_record(text: str) -> None:
    whole = reading(text, "json-papers").entries
    assert [found.title for found in whole] == ["One", "Two", "Three", "Four"]
    for deleted, left in without_each_line(text):
        kept = {found.title for found in reading(left, "json-papers").entries}
        for found in whole:
            # The brace of the one after it may be lost, too.
            assert found.title in kept or found.line - 1 <= deleted <= found.end_line + 1, deleted


@pytest.mark.parametrize("text", [LINES, PRETTY])
def test_cut_anywhere(text: str) -> None:
    whole = [found.title for found in reading(text, "json-papers").entries]
    for end in range(0, len(text), 11):
        got = reading(text[:end], "json-papers")
        titles = [found.title for found in got.entries if found.title in whole]
        assert titles == whole[: len(titles)]
        check_spans(got, text[:end])


_KEYS = st.sampled_from(
    [
        "title",
        "abstract",
        "authors",
        "author",
        "name",
        "year",
        "date",
        "month",
        "doi",
        "id",
        "key",
        "url",
        "urls",
        "venue",
        "type",
        "ids",
        "upvotes",
        "arxiv",
        "eprint",
        "paper",
        "value",
        "isbn",
        "abstract_inverted_index",
        "ENTRYTYPE",
        "itemType",
        "creators",
        "extra",
        "versions",
        "created",
        "authors_parsed",
        "authorships",
        "primary_location",
        "externalIds",
        "paperId",
        "content",
    ]
)
_TEXTS = st.text(max_size=6) | st.sampled_from(
    [
        "A Title of It",
        "2015-06-09",
        "Mon, 2 Apr 2007 19:18:42 GMT",
        "1706.03762",
        "10.1234/x",
        "<i>",
        "&#x110000;",
        "a and b",
        "Doe, J.",
        "https://arxiv.org/abs/1706.03762",
        "9" * 30,
        "{\\'e}",
        "$",
    ]
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=5),
    max_leaves=12,
)
_FORMATS = ["arxiv-json", "openalex", "semantic-scholar", "better-bibtex-json", "json-papers"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(_KEYS, _VALUES, max_size=9), max_size=4), st.sampled_from(_FORMATS))
def test_never_raises_whatever_the_types_are(records: list[Record], format_name: str) -> None:
    text = "\n".join(map(json.dumps, records))
    sniffed(text)
    got = reading(text, format_name)
    if not any(word in text for word in ("NaN", "Infinity", "ttachment", "note", "annotation")):
        assert len(got.entries) + len(got.problems) == len(records)
        assert {problem.message for problem in got.problems} <= {NO_TITLE}
    for found in got.entries:
        assert found.title == " ".join(found.title.split()) != ""
        assert all(name == " ".join(name.split()) != "" for name in found.authors)
        assert all(found.ids.values())
        assert found.date is None or len(found.date) in (4, 7, 10)
        assert found.key is None or found.key
    check_spans(got, text)


def test_a_title_after_a_list_that_damage_closed_is_passed() -> None:
    text = '{"papers": [{"title": "One"}]\n"title": "Two", "year": 1999}]}'
    assert told(reading(text, "json-papers"))[0] == "1-1 One"
    text = '{\n  {}]020.acl-ma {}]  "title": "Two"}]}'
    assert reading(text, "json-papers").entries == ()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_never_raises_on_damage(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([LINES, PRETTY]))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 40))
        text = text[:start] + data.draw(st.text('{}[]",:\\\n x', max_size=4)) + text[end:]
    for format_name in _FORMATS:
        check_spans(reading(text, format_name), text)
    sniffed(text)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 3), st.integers(0, 600), st.text('{}[]",:\\ x', max_size=8))
def test_a_damaged_line_harms_no_other(place: int, start: int, damage: str) -> None:
    lines = LINES.split("\n")
    lines[place] = lines[place][:start] + damage
    got = reading("\n".join(lines), "json-papers")
    titles = [found.title for found in got.entries]
    assert [row["title"] for n, row in enumerate(ROWS) if n != place] == [
        title
        for title in titles
        if title in ("One", "Two", "Three", "Four") and title != ROWS[place]["title"]
    ]


def test_depth_is_nothing_to_fear() -> None:
    for depth in (300, 900):
        deep = "[" * depth + '"x"' + "]" * depth
        members = ", ".join(f'"{key}": {deep}' for key in ("authors", "year", "venue", "url", "id"))
        for format_name in _FORMATS:
            text = f'{{"itemType": "x", "title": "A", {members}}}\n'
            text += f'{{"itemType": "x", "title": {deep}}}\n'
            got = reading(text, format_name)
            assert [found.title for found in got.entries] == ["A"]
        reading('{"a":' * depth + "1" + "}" * depth, "json-papers")


@pytest.mark.parametrize(
    "piece",
    ["$", "{A", "<i ", "a, ", " and ", "A. ", "(a, ", "&amp;", "10.1234/", "http://a", "a\n", "x1"],
)
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (100_000 // len(piece))  # quadratic, it would run into the time limit
    members = ["title", "abstract", "authors", "date", "doi", "url", "id", "key", "venue", "pmid"]
    value = {"itemType": "book", "isbn": text, "extra": text, "month": text, "year": "2000"}
    value |= dict.fromkeys(members, text) | {"title": "A " + text}
    for format_name in _FORMATS:
        assert len(reading(value, format_name).entries) == 1
    assert len(reading({**value, "ENTRYTYPE": "book"}, "json-papers").entries) == 1
