"""What the reader of CSL-YAML makes of items, in every way of writing them."""

# Records of every wrong kind are the subject.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false, reportUnknownParameterType=false

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.model import Problem
from litnotes_index.readers.csl_yaml import FORMAT
from litnotes_index.readers.yaml import values as yaml_values
from litnotes_index.readers.yaml.items import Item as YamlItem
from support.csl_yaml import ENTRIES, FILE, ITEMS, NO_YAML, ONE, check, items, reading, title
from support.reader_properties import check_streamed, moved, ways_of_writing
from support.reading import Reading


def indented(text: str, by: int) -> str:
    return "".join(" " * by + line if line.strip() else line for line in text.splitlines(True))


def test_every_field() -> None:
    assert reading(FILE) == Reading(ENTRIES, ())


def test_layouts() -> None:
    assert reading(ITEMS) == Reading(moved(ENTRIES, -2), ())
    assert reading(f"---\n{ITEMS}") == Reading(moved(ENTRIES, -1), ())
    assert reading(f"%YAML 1.2\n---\n# Mine\n\n{ITEMS}---\n") == Reading(moved(ENTRIES, 2), ())
    assert reading(f"references:\n{indented(ITEMS, 2)}") == Reading(moved(ENTRIES, -1), ())
    assert reading(f"title: x\n'references' : # mine\n\n{indented(ITEMS, 4)}\nlang: en\n") == (
        Reading(moved(ENTRIES, 1), ())
    )
    document = (
        f'---\ntitle: "Mine"\nauthor:\n- name: Me\nreferences:\n{ITEMS}lang: en\n---\n\nText.\n'
    )
    assert reading(document) == Reading(moved(ENTRIES, 3), ())


@ways_of_writing(FILE.removesuffix("...\n"))
def test_ends_of_lines(data: bytes) -> None:
    assert reading(data) == Reading(ENTRIES, ())


def test_nothing() -> None:
    for text in ("", "\n", "---\n", "references:\n", "references: []\n", "a: b\n", "# only this\n"):
        assert items(text) == []


def test_items_in_other_ways() -> None:
    check("- {id: a, title: A}\n- {id: b,\n   title: B}\n", "1-1 a", "2-3 b")
    check(
        "-\n  id: a\n-   id: b\n    title: B\n- # a comment\n  id: c\n", "1-2 a", "3-4 b", "5-6 c"
    )
    check("- id: a\n\n  title: A\n\n\n# between\n- id: b\n  # inside\n", "1-3 a", "7-8 b")
    check(
        '- id: a\n  abstract: |\n    - id: no\n    # no\n\n    ---\n- "id": b\n', "1-6 a", "7-7 b"
    )


def test_several_lists() -> None:
    check("---\nreferences:\n- id: a\n---\nreferences:\n- id: b\n...\n", "3-3 a", "6-6 b")
    body = f"- id: text\n\n```yaml\n{FILE}```\n"
    text = f"---\ntitle: x\n---\n\n{body}\n---\nreferences:\n- id: b\n---\n"
    assert [item.value["id"] for item in items(text) if isinstance(item, YamlItem)] == ["b"]
    # A list of something else.
    check("references:\n- id: a\nauthor:\n- name: Me\nnocite:\n- a\n", "2-2 a")


def test_values_stay_as_they_are_written() -> None:
    text = (
        "- {id: 012, a: 1.10, b: 2015-06-09, c: no, d: ~, e: null, f: 'null', g: '', h: !!int 7}\n"
    )
    (item,) = items(text + "  ")
    assert isinstance(item, YamlItem)
    assert item.value == {
        "id": "012", "a": "1.10", "b": "2015-06-09", "c": "no", "d": None, "e": None, "f": "null",
        "g": "", "h": "7",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2015-06-09", "2015-06-09"),
        ("'2015-06'", "2015-06"),
        ("2015", "2015"),
        ("{year: 2015, month: 6, day: 9}", "2015-06-09"),
        ("[{year: 2015, month: 6}, {year: 2016}]", "2015-06"),
        ("[{year: 2015, season: 3}]", "2015"),
        ("{date-parts: [[2015, 6, 9]]}", "2015-06-09"),
        ("{literal: spring 2015}", "2015"),
        ("2015-06-09/2015-06-11", "2015-06-09"),
        ("2015-06-09T00:00:00Z", "2015-06-09"),
    ],
)
def test_dates(text: str, date: str) -> None:
    (entry,) = reading(f"- id: a\n  title: A\n  issued: {text}\n").entries
    assert entry.date == date


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Of *emphasis* and **strong** and _more_", "Of emphasis and strong and more"),
        ("Of **a *b* c**", "Of **a b c**"),
        ("'[BERT]{.nocase}: [*x*]{.smallcaps}'", "BERT: x"),
        ("H~2~O and x^2^", "H2O and x2"),
        (r"A\* search \[sic\] of snake\_case", "A* search [sic] of snake_case"),
        ("Of $x_1 * y_2 * z$ and $5", "Of $x_1 * y_2 * z$ and $5"),
        ("A * b * c, 2*3*4, snake_case_name", "A * b * c, 2*3*4, snake_case_name"),
        ('Of <span class="nocase">x</span> &amp; y', "Of x & y"),
        ("Rock 'n' Roll: a link", None),
        ('"Of \\"quotes\\" and \\u00e4\\n lines"', 'Of "quotes" and ä lines'),
        ("a title\n    that goes on", "a title that goes on"),
        (">\n    a title\n    that goes on", "a title that goes on"),
    ],
)
def test_titles(text: str, shown: str | None) -> None:
    if shown is None:
        got = reading(f"- id: a\n  title: {text}\n")
        assert [problem.message for problem in got.problems] == [f"{NO_YAML}, see line 2"]
    else:
        assert title(text) == shown


def test_aliases() -> None:
    first = "- id: a\n  author: &us\n  - family: Doe\n  title: &t A\n"
    text = f"{first}- id: b\n  author: *us\n  title: *t\n"
    got = reading(text)
    assert [(entry.title, entry.authors) for entry in got.entries] == [("A", ("Doe",))] * 2
    # One that is not known is nothing, and nothing holds itself.
    check("- &x {id: a, title: *y, b: *x}\n", "1-1 a")
    (item,) = items("- &x {id: a, title: *y, b: *x}\n")
    assert isinstance(item, YamlItem)
    assert item.value == {"id": "a", "title": None, "b": None}


_SCALARS = st.one_of(st.text(max_size=20), st.integers(), st.booleans(), st.none(), st.dates())
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from("abcdef"), _VALUES, min_size=1), max_size=4),
    st.sampled_from([20, 80, 1000]),
    st.booleans(),
)
def test_values_are_those_of_the_library(
    values: list[dict[str, Any]], width: int, unicode: bool
) -> None:
    text = yaml.safe_dump(values, width=width, allow_unicode=unicode)
    expected = yaml.load(text, Loader=yaml.BaseLoader)
    got = items(text if values else "")
    assert [_texts(item.value) for item in got if isinstance(item, YamlItem)] == _texts(expected)
    assert not [item for item in got if isinstance(item, Problem)]


def _texts(value: object) -> object:
    """The value, with what is nothing as the texts that stand for it made alike."""
    if isinstance(value, dict):
        return {key: _texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_texts(inner) for inner in value]
    return None if value in (None, "", "null", "~", "Null", "NULL") else value


def test_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_values, "_parser", yaml.BaseLoader)
    assert reading(FILE) == Reading(ENTRIES, ())
    got = reading(FILE.replace("title: 'Lists", "title: 'Lists: '"))
    assert got.entries == ENTRIES[:2]
    assert got.problems[0].line == 34


def test_reading_is_streamed(tmp_path: Path) -> None:
    assert reading(ONE).entries == moved(ENTRIES[:1], -2)
    check_streamed(ONE, FORMAT, tmp_path / "many.yaml")
