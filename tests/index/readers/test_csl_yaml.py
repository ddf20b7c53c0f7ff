"""What the reader of CSL-YAML makes of items, whole and damaged, and which files it takes."""

# Records of every wrong kind are the subject.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false, reportUnknownParameterType=false

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.model import Entry, Problem
from litnotes_index.readers import csl_yaml, sniff
from litnotes_index.readers.csl_yaml import FORMAT
from litnotes_index.readers.files import source
from litnotes_index.readers.yaml import items as yaml_items
from litnotes_index.readers.yaml import values as yaml_values
from litnotes_index.readers.yaml.items import Item
from support.reading import Reading, read

NO_TITLE = "the record has no title"
NO_YAML = "the record is no valid YAML"
STRAY = "what stands here is no record"
MISSING = "the beginning of the record is missing"
REPEATED = "the record repeats a key: the beginning of the next may be missing"

ONE = """\
- id: doe2021
  citation-key: doe2021
  author:
  - family: Doe
    given: Jane
  - family: Roe
    given: Richard
    suffix: Jr.
  container-title: Journal of Margins
  issued:
  - year: 2021
    month: 3
    day: 7
  title: Notes on *Notes*
  abstract: >-
    We look at notes. They
    are many.

    So are we.
  type: article-journal
  DOI: 10.1234/notes.1
  URL: https://example.org/notes
"""
TWO = """\
- id: roe1999
  type: book
  title: "A Book: of [Lists]{.nocase}"
  editor:
    - family: Roe
      given: Richard
  issued: 1999
  ISBN: 978-3-16-148410-0
"""
THREE = """\
- id: poe2005
  type: paper-conference
  title: 'Lists, ''Listed'''
  author:
  - literal: The List Group
  issued: 2005-11
"""
ITEMS = f"{ONE}\n{TWO}{THREE}"
FILE = f"---\nreferences:\n{ITEMS}...\n"
ENTRIES = (
    Entry(
        title="Notes on Notes",
        line=3,
        end_line=24,
        abstract="We look at notes. They are many.\nSo are we.",
        authors=("Jane Doe", "Richard Roe, Jr."),
        date="2021-03-07",
        key="doe2021",
        ids={"doi": "10.1234/notes.1"},
        urls=("https://example.org/notes",),
        venue="Journal of Margins",
        type="article-journal",
    ),
    Entry(
        title="A Book: of Lists",
        line=26,
        end_line=33,
        authors=("Richard Roe",),
        date="1999",
        key="roe1999",
        ids={"isbn": "9783161484100"},
        type="book",
    ),
    Entry(
        title="Lists, 'Listed'",
        line=34,
        end_line=39,
        authors=("The List Group",),
        date="2005-11",
        key="poe2005",
        type="paper-conference",
    ),
)


def reading(text: str | bytes) -> Reading:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
        return read(path, FORMAT)


def items(text: str) -> list[Item | Problem]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "items.yaml"
        path.write_text(text, encoding="utf-8")
        return list(yaml_items.items(path))


def check(text: str, *expected: str) -> None:
    """Assert items as `lines id` and problems as `line: message`, in their order."""
    assert expected == tuple(
        f"{item.line}: {item.message}"
        if isinstance(item, Problem)
        else f"{item.line}-{item.end_line} {item.value.get('id')}"
        for item in items(text)
    )


def title(text: str) -> str:
    (entry,) = reading(f"- id: a\n  title: {text}\n").entries
    return entry.title


def indented(text: str, by: int) -> str:
    return "".join(" " * by + line if line.strip() else line for line in text.splitlines(True))


def at(entries: tuple[Entry, ...], lines: int) -> tuple[Entry, ...]:
    return tuple(replace(e, line=e.line + lines, end_line=e.end_line + lines) for e in entries)


def test_every_field() -> None:
    assert reading(FILE) == Reading(ENTRIES, ())


def test_layouts() -> None:
    assert reading(ITEMS) == Reading(at(ENTRIES, -2), ())
    assert reading(f"---\n{ITEMS}") == Reading(at(ENTRIES, -1), ())
    assert reading(f"%YAML 1.2\n---\n# Mine\n\n{ITEMS}---\n") == Reading(at(ENTRIES, 2), ())
    assert reading(f"references:\n{indented(ITEMS, 2)}") == Reading(at(ENTRIES, -1), ())
    assert reading(f"title: x\n'references' : # mine\n\n{indented(ITEMS, 4)}\nlang: en\n") == (
        Reading(at(ENTRIES, 1), ())
    )
    document = (
        f'---\ntitle: "Mine"\nauthor:\n- name: Me\nreferences:\n{ITEMS}lang: en\n---\n\nText.\n'
    )
    assert reading(document) == Reading(at(ENTRIES, 3), ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n\n"])
def test_ends_of_lines(end: str, mark: str, last: str) -> None:
    text = (FILE.removesuffix("...\n").rstrip() + last).replace("\n", end)
    assert reading((mark + text).encode()) == Reading(ENTRIES, ())
    assert reading(text.encode("utf-16")) == Reading(ENTRIES, ())


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
    assert [item.value["id"] for item in items(text) if isinstance(item, Item)] == ["b"]
    # A list of something else.
    check("references:\n- id: a\nauthor:\n- name: Me\nnocite:\n- a\n", "2-2 a")


def test_values_stay_as_they_are_written() -> None:
    text = (
        "- {id: 012, a: 1.10, b: 2015-06-09, c: no, d: ~, e: null, f: 'null', g: '', h: !!int 7}\n"
    )
    (item,) = items(text + "  ")
    assert isinstance(item, Item)
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
    assert isinstance(item, Item)
    assert item.value == {"id": "a", "title": None, "b": None}


def test_aliases_do_not_run_away() -> None:
    bomb = "- id: a\n  x0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"  x{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)
    )
    got = items(f"{bomb}{TWO}")
    assert [item.message.partition(",")[0] for item in got if isinstance(item, Problem)] == [
        "the aliases of the record stand for too much"
    ]
    assert [item.value["id"] for item in got if isinstance(item, Item)] == ["roe1999"]
    many = f"- id: a\n  x: &x {{y: [{'z, ' * 50}]}}\n" + "- {id: b, x: *x}\n" * 1000
    assert len(items(many)) == 1001


@pytest.mark.parametrize(
    "word", ["[", "{a: ", "- ", "? ", "!", "&a ", "*", "'", '"', "|\n", "\\", ":"]
)
def test_depth_costs_one_item_and_no_time(word: str) -> None:
    got = items(f"{ONE}- id: a\n  x: {word * 30_000}\n{TWO}")
    assert [item.value["id"] for item in got if isinstance(item, Item)][::2][:1] == ["doe2021"]
    last = got[-1]
    assert isinstance(last, Item)
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
    assert got.entries == at(ENTRIES[1:], -1)
    assert [(problem.line, problem.message) for problem in got.problems] == [(3, MISSING)]
    assert reading(ITEMS.replace("- id: doe2021\n", "")).entries == at(ENTRIES[1:], -3)
    got = reading(FILE.replace("- id: roe1999\n", ""))
    assert got.entries[0].title == "Notes on Notes"
    assert [(problem.line, problem.message) for problem in got.problems] == [(26, REPEATED)]


def test_a_deleted_line_harms_only_its_neighbours() -> None:
    lines = FILE.split("\n")
    for deleted in range(1, len(lines)):
        got = reading("\n".join(lines[: deleted - 1] + lines[deleted:]))
        for n, entry in enumerate(ENTRIES):
            following = ENTRIES[n + 1].line if n + 1 < len(ENTRIES) else 0
            if not entry.line <= deleted <= entry.end_line and deleted != following:
                moved = -1 if entry.line > deleted else 0
                assert at((entry,), moved)[0] in got.entries, (deleted, lines[deleted - 1])


def test_bytes_that_are_no_text() -> None:
    text = FILE.replace("Journal of", "Jöurnäl öf").encode().replace(b"Jane", b"J\xffne\x07")
    got = reading(text)
    assert got.entries[0].authors[0] == "J\ufffdne Doe"
    assert [problem.line for problem in got.problems] == [7]


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
    assert [_texts(item.value) for item in got if isinstance(item, Item)] == _texts(expected)
    assert not [item for item in got if isinstance(item, Problem)]


def _texts(value: object) -> object:
    """The value, with what is nothing as the texts that stand for it made alike."""
    if isinstance(value, dict):
        return {key: _texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_texts(inner) for inner in value]
    return None if value in (None, "", "null", "~", "Null", "NULL") else value


_LINES = st.one_of(
    st.sampled_from(
        [*FILE.split("\n"), "", "---", "references:", "- x", "  - y", "```", "- id: z"]
    ),
    st.text(max_size=30),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_LINES, max_size=30), st.sampled_from(["\n", "\r\n", "\r"]))
def test_never_raises_and_tells_true_lines(parts: list[str], end: str) -> None:
    data = end.join(parts).encode("utf-8", "replace")
    lines = source.split(data.decode())
    got = reading(data)
    last = 0
    for entry in got.entries:
        assert last < entry.line <= entry.end_line <= len(lines)
        assert lines[entry.line - 1].lstrip("\ufeff ").startswith("-")
        assert lines[entry.end_line - 1].strip()
        last = entry.end_line
    assert all(0 < problem.line <= len(lines) for problem in got.problems)


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


def test_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_values, "_parser", yaml.BaseLoader)
    assert reading(FILE) == Reading(ENTRIES, ())
    got = reading(FILE.replace("title: 'Lists", "title: 'Lists: '"))
    assert got.entries == ENTRIES[:2]
    assert got.problems[0].line == 34


def test_reading_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text(ONE * 2_000, encoding="utf-8")
    assert path.stat().st_size > 3 * source.CHUNK
    found = csl_yaml.read(path)
    assert next(found) == at(ENTRIES, -2)[0]
    path.write_text("")  # what was read of it is a piece, not all
    assert 1 < sum(1 for _ in found) < 1_999


YES = {
    "file": FILE,
    "bare": ITEMS,
    "pandoc": f"references:\n{TWO}",
    "mark": f"\ufeff{FILE}",
    "windows": FILE.replace("\n", "\r\n"),
    "document": f'---\ntitle: "Mine"\nreferences:\n{ITEMS}---\n\n# Text\n\n- a list\n',
    "one title": "references:\n- id: a\n  type: book\n  title: A\n",
    "flow": "- {id: a, type: article-journal, title: A, author: [{family: Doe}]}\n",
    "no first line": ITEMS.partition("\n")[2],
    "long": f"{ONE.replace('So are we.', 'long ' * 30_000)}",
}
NO = {
    "empty": "",
    "note": "# Notes\n\n- [A](https://example.org)\n- B\n",
    "note with metadata": "---\ntitle: A\ntags:\n- a\n---\n\n- id: x\n",
    "shown in a note": f"# How to cite\n\nAs here:\n\n```yaml\n{FILE}```\n",
    "shown first": f"```yaml\n{FILE}```\n",
    "prose": "references:\n\n- Doe, J. (2021). Notes on Notes.\n- Roe, R. (1999). A Book.\n",
    "citation file": "cff-version: 1.2.0\ntitle: A\nreferences:\n- type: article\n  title: A\n"
    "  authors:\n  - family-names: Doe\n  doi: 10.1234/ab\n  year: 2021\n",
    "advisory": "id: X-1\nreferences:\n- type: WEB\n  url: https://example.org\n",
    "workflow": "on: push\njobs:\n  a:\n    steps:\n    - id: x\n      name: A\n      uses: b\n",
    "playbook": "- name: A\n  hosts: all\n  tasks:\n  - name: b\n    shell: c\n",
    "automation": "- id: '1'\n  alias: A\n  trigger:\n  - platform: x\n",
    "shop": "- id: 1\n  type: book\n  title: A\n  price: 3\n",
    "hayagriva": "doe:\n  type: article\n  title: A\n  author: Doe, Jane\n  date: 2021\n",
}


@pytest.mark.parametrize("name", YES)
def test_sniffed(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x"
    path.write_text(YES[name], encoding="utf-8", newline="")
    assert sniff(path) == FORMAT


@pytest.mark.parametrize("name", NO)
def test_not_sniffed(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(NO[name], encoding="utf-8")
    assert sniff(path) != FORMAT


def test_every_cut_of_a_file_is_sniffed(tmp_path: Path) -> None:
    path = tmp_path / "x"
    for length in range(FILE.index("We look"), len(FILE), 11):
        path.write_text(FILE[:length], encoding="utf-8")
        assert sniff(path) == FORMAT, length
