"""What damage to CSL-JSON costs, and members of wrong kinds: their own item at most."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.csl_json import ITEMS, ROWS, Item, check, reading
from support.json_papers import NO_JSON
from support.reader_properties import check_unharmed, without_each_line
from support.reading import NO_TITLE, sniff_data


def test_damaged_records() -> None:
    check(
        '[\n  {"id": "a", "title": "A",},\n  {"id": "b", "title": "B},\n'
        '  {\n    "id": "c",\n    "title": "C"\n  },\n  "d",\n  {"id": "e"},\n'
        '  {"id": "f", "title": "F"}, {"id": "g" "title": "G"}, {"id": "h", "title": "H"},\n'
        '  {"id": "i", "title"',
        "4-7 c C",
        "10-10 f F",
        "10-10 h H",
        problems=(
            f"2: {NO_JSON}",
            f"3: {NO_JSON}",
            "8: what stands here is no record",
            f"9: {NO_TITLE}",
            f"10: {NO_JSON}",
            "11: the record is not closed: the file may be cut",
        ),
    )


_DAMAGED = {
    "pretty": json.dumps(ITEMS, indent=2),
    "tabs": json.dumps({"items": ITEMS}, indent="\t"),
    "compact": "[" + ", ".join(json.dumps(item, indent=2) for item in ITEMS) + "]",
    "zotero": f"[\n{ROWS}\n]\n",
}


@pytest.mark.parametrize("name", _DAMAGED)
def test_a_deleted_line_harms_only_its_own_record(name: str) -> None:
    whole = reading(_DAMAGED[name]).entries
    assert len(whole) == 3
    for deleted, text in without_each_line(_DAMAGED[name]):
        got = reading(text)
        check_unharmed(got, whole, deleted)
        assert len(got.entries) <= 3
        assert len(got.problems) <= 2
        assert sniff_data(text) == "csl-json", deleted


_KEYS = st.sampled_from(
    [
        *("id", "type", "title", "author", "editor", "issued", "abstract", "DOI", "PMID", "PMCID"),
        *("ISBN", "URL", "archive", "archive_location", "number", "note", "container-title"),
        *("family", "given", "literal", "suffix", "date-parts", "raw", "year", "citation-key"),
    ]
)
_TEXTS = st.text(max_size=8) | st.sampled_from(
    [
        "book",
        "A Title",
        "2015-06-09",
        "arXiv",
        "arXiv:1706.03762",
        "<i>",
        "&#x110000;",
        "&#0;",
        "9" * 20,
    ]
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=10,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.dictionaries(_KEYS, _VALUES, max_size=8), max_size=4))
def test_never_raises_whatever_the_types_are(items: list[Item]) -> None:
    got = reading(json.dumps(items, indent=1))
    if "NaN" not in json.dumps(items) and "Infinity" not in json.dumps(items):
        assert len(got.entries) + len(got.problems) == len(items)
        assert {problem.message for problem in got.problems} <= {NO_TITLE}
    for entry in got.entries:
        assert entry.title == " ".join(entry.title.split()) != ""
        assert all(entry.authors)
        assert all(entry.ids.values())


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_never_raises_on_damage(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(list(_DAMAGED.values())))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 40))
        text = text[:start] + data.draw(st.text('{}[]",:\\\n x', max_size=4)) + text[end:]
    got = reading(text)
    lines = text.split("\n")
    for entry in got.entries:
        assert "{" in lines[entry.line - 1]
        assert "}" in lines[entry.end_line - 1]
    assert all(0 < problem.line <= len(lines) for problem in got.problems)
