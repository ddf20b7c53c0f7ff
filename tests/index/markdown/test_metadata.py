"""Fields of front matter are given other values, and nothing else of it changes."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from litnotes_index.edit import applied
from litnotes_index.errors import MetadataError
from litnotes_index.markdown.metadata import fields
from litnotes_index.markdown.metadata_edits import edits_of
from litnotes_index.markdown.parts import head_of
from litnotes_index.text.clean import one_line

Wanted = Mapping[str, str | Sequence[str]]


def changed(text: str, wanted: Wanted) -> str:
    """Return a note once its fields have these values."""
    head = head_of(text)
    assert head is not None
    edits = [edit for here in edits_of(text, head, wanted, ["date"]).values() for edit in here]
    after = applied(text, edits)
    again = head_of(after)
    assert again is not None
    assert edits_of(after, again, wanted, ["date"]) == {}
    return after


def check(before: str, after: str, **wanted: str | Sequence[str]) -> None:
    """Assert what becomes of the lines of front matter, whatever ends them, is around and marks."""
    for end in ("\n", "\r\n", "\r"):
        for opening, closing in (("---\n", "---\nbody\n"), ("\ufeff---\n", "...\n\n# 𝒳 "[:-1])):
            text, expected = (
                f"{opening}{lines}{closing}".replace("\n", end) for lines in (before, after)
            )
            assert changed(text, wanted) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: Old\n", "title: New\n"),
        ("title:   Old  # mine\nx: 1\n", "title:   New  # mine\nx: 1\n"),
        ("title: 'Old'\n", "title: 'New'\n"),
        ('title: "Old"\n', 'title: "New"\n'),
        ('"title": Old\n', '"title": New\n'),
        ("title:\tOld\n", "title:\tNew\n"),
        ("title: Old\t# mine\n", "title: New\t# mine\n"),
        ("title:\n  Old\n  one\nx:\n", "title:\n  New\nx:\n"),
        ('title: "Old\n\n  one"\nx:\n', 'title: "New"\nx:\n'),
        ("title: >-\n  Old\n  one\n\nx:\n", "title: >-\n  New\n\nx:\n"),
        ("title: |2+ # mine\n\n    Old\n\n# x\n", "title: |2+ # mine\n\n    New\n\n# x\n"),
        ("title:\nx: 1\n", "title: New\nx: 1\n"),
        ("title:  # mine\nx: 1\n", "title: New  # mine\nx: 1\n"),
        ("x: 1\ntitle:\n", "x: 1\ntitle: New\n"),
        ("title: ~\n", "title: New\n"),
        ("title: null # mine\n", "title: New # mine\n"),
        ('title: ""\n', 'title: "New"\n'),
        ("{x: [1], title: Old, y: {title: Old}}\n", "{x: [1], title: New, y: {title: Old}}\n"),
        ("{title: }\n", "{title: New }\n"),
        ("? title\n: Old\n", "? title\n: New\n"),
        ("x: &a 1\ntitle: Old\ny: *a\n", "x: &a 1\ntitle: New\ny: *a\n"),
        ("x: 1\nx: 2\ntitle: Old\n", "x: 1\nx: 2\ntitle: New\n"),
        ("title: Old\xa0\n", "title: New\n"),
        ("# title: Old\ntitle: Old\nx:\n  title: Old\n", "# title: Old\ntitle: New\nx:\n  title: Old\n"),  # noqa: E501 - a row
        ("tags: [a,b , c]\ntitle: Old\nlong:    'x'   \n\n\n", "tags: [a,b , c]\ntitle: New\nlong:    'x'   \n\n\n"),  # noqa: E501 - a row
    ],
)  # fmt: skip
def test_text(before: str, after: str) -> None:
    check(before, after, title="New")


@pytest.mark.parametrize(
    "lines",
    [
        "title: New\n",
        "title: 'New'\n",
        "title: >\n  New\n\n",
        "title:\n  New\n",
        # In another form, or where its change would be another's.
        "title: [Old]\n",
        "title: {a: Old}\n",
        "title: &a Old\nx: *a\n",
        "x: &a Old\ntitle: *a\n",
        "title: !!str Old\n",
        "title: |\n",
        "? title\n",
        "x: Old\n",
        "- title: Old\n",
        "Old\n",
        "# nothing\n",
    ],
)
def test_what_says_it_already_or_in_another_way_stays(lines: str) -> None:
    check(lines, lines, title="New")


@pytest.mark.parametrize(
    ("style", "value", "shown"),
    [
        ("Old", "A: b", '"A: b"'),
        ("Old", "1984", '"1984"'),
        ("Old", "C# [x] 'y' \"z\" \\", '"C# [x] \'y\' \\"z\\" \\\\"'),
        ("'Old'", 'It\'s "so" \\n', "'It''s \"so\" \\n'"),
        ('"Old"', 'It\'s "so" \\n', '"It\'s \\"so\\" \\\\n"'),
        ("'Old'", "\ufffe", '"\\ufffe"'),
        ("Old", "- no", '"- no"'),
        ("Old", "--- so", "--- so"),
    ],
)
def test_quotes_stay_where_they_can(style: str, value: str, shown: str) -> None:
    check(f"title: {style}\n", f"title: {shown}\n", title=value)


def test_a_date_needs_no_quotes() -> None:
    check("date: 2015\nx: 1\n", "date: 2015-06-09\nx: 1\n", date="2015-06-09")
    check("date: '2015'\n", "date: '2015-06-09'\n", date="2015-06-09")
    check("date:\n", "date: --06-09\n", date="--06-09")


@pytest.mark.parametrize(
    ("before", "names", "after"),
    [
        ("authors: [A, B, C]\n", "A|X|C", "authors: [A, X, C]\n"),
        ("authors: [A, 'B', C] # x\n", "A|X: y|C", "authors: [A, 'X: y', C] # x\n"),
        ("authors: [A, B, C]\n", "A", "authors: [A]\n"),
        ("authors: [A, B, C]\n", "C", "authors: [C]\n"),
        ("authors: [A,B ,C]\n", "A|C", "authors: [A ,C]\n"),
        ("authors: [A, B]\n", "A|B|C|D", "authors: [A, B, C, D]\n"),
        ("authors: [A, B]\n", "X|A|B", "authors: [X, A, B]\n"),
        ("authors: [A, B]\n", "A|X|B", "authors: [A, X, B]\n"),
        ("authors: [A, B,]\n", "X", "authors: [X,]\n"),
        ("authors: [\n  A, # mine\n  B\n]\n", "A|X", "authors: [\n  A, # mine\n  X\n]\n"),
        ("authors: []\n", "A|B: c", 'authors: [A, "B: c"]\n'),
        ("authors:\n", "A|B", "authors: [A, B]\n"),
        ("authors: ''\n", "A|B", "authors: [A, B]\n"),
        ("authors:\n- A\n- 'B'\n", "X|B", "authors:\n- X\n- 'B'\n"),
        ("authors:\n  -  A # x\n  # y\n  -  B\n", "A|B|C", "authors:\n  -  A # x\n  # y\n  -  B\n  -  C\n"),  # noqa: E501 - a row
        ("authors:\n  - 'A' # x\nb: 1\n", "A|B", "authors:\n  - 'A' # x\n  - 'B'\nb: 1\n"),
        ("authors:\n- A\n- B\n- C\n", "A|C", "authors:\n- A\n- C\n"),
        ("authors:\n- A\n# x\n- B\n- C\n", "C", "authors:\n# x\n- C\n"),
        ("authors:\n- A # x\n", "X|A", "authors:\n- X\n- A # x\n"),
        ("authors:\n- A # x\n- B\n- C\n", "A|E # f", "authors:\n- A # x\n- \"E # f\"\n"),
    ],
)  # fmt: skip
def test_lists(before: str, names: str, after: str) -> None:
    check(before, after, authors=names.split("|"))


@pytest.mark.parametrize(
    "lines",
    [
        "authors: A\n",
        "authors: A and B\n",
        "authors:\n- name: A\n",
        "authors: [A, [B]]\n",
        "authors: [A, *b]\n",
        "authors: &a [A, B]\nx: *a\n",
        "authors: [A, &b B]\nx: *b\n",
        "authors: [A, {b: c}]\n",
        "authors:\n- |\n  A\n",
        "authors:\n-\n- A\n",
        # A comment would go with its author.
        "authors:\n- X\n- B # mine\n",
        "authors: [X, # mine\n  B]\n",
        # Or be said of another one.
        "authors:\n- B # mine\n",
        "authors:\n- 'B'\t# mine\n- C\n",
        "authors: [B # mine\n]\n",
        "authors: [\n  B, # mine\n  C,\n]\n",
    ],
)
def test_lists_that_stay(lines: str) -> None:
    check(lines, lines, authors=["X"])


@pytest.mark.parametrize(
    ("lines", "said", "rest"),
    [
        ("title: A: b\n", "no YAML: mapping values are not allowed here", ": b\n"),
        ("title: 'A\n", "no YAML: found unexpected end of stream", ""),
        ("title: @a\n", "no YAML: found character '@' that cannot start any token", "@a\n"),
        ("a:\n\tb: 1\n", "no YAML: found character '\\t' that cannot start any", "\tb: 1\n"),
        ("a: \x07\n", "no YAML: special characters are not allowed", "\x07\n"),
        ("a: " + "[" * 900 + "\n", "the front matter is nested too deeply", None),
        ("a: " + "{b: " * 900 + "\n", "the front matter is nested too deeply", None),
        ("a: x\n" * 10_000, "the front matter is longer than 32 kB", None),
    ],
)  # fmt: skip
def test_what_is_no_front_matter_to_change(lines: str, said: str, rest: str | None) -> None:
    text = f"---\n{lines}---\n"
    head = head_of(text)
    assert head is not None
    with pytest.raises(MetadataError) as told:
        fields(text, head)
    assert str(told.value).startswith(said)
    if rest is not None:
        assert text[told.value.offset :] == f"{rest}---\n"


_KEYS = st.sampled_from(["title", "authors", "date", "mine", "x y", "'title'", "Title", "é"])
_WORDS = st.text("ab:#'\"\\-[]{}&*!|>%@`,?~ \t\xa0é𝒳1", max_size=12)
_VALUES = st.one_of(
    _WORDS,
    _WORDS.map(lambda text: "'" + text.replace("'", "''") + "'"),
    _WORDS.map(lambda text: '"' + text.replace("\\", "").replace('"', "") + '"'),
    st.lists(_WORDS, max_size=4).map(lambda items: f"[{', '.join(items)}]"),
    st.lists(_WORDS, max_size=4).map(lambda items: "".join(f"\n- {item}" for item in items)),
    st.lists(_WORDS, max_size=3).map(lambda items: ">-" + "".join(f"\n  {i}" for i in items)),
    st.sampled_from(["*a", "&a b", "{c: d}", "!!int 1", "", "~", "[]", "# c", "[a, # c\n b]"]),
)
_LINES = st.lists(
    st.tuples(_KEYS, _VALUES).map(lambda pair: f"{pair[0]}: {pair[1]}")
    | st.sampled_from(["# c", "", "  # c", "- a", "\t", "..."]),
    max_size=6,
)
_TEXT = st.text(max_size=20).map(one_line)


@given(
    _LINES, st.sampled_from(["\n", "\r\n", "\r"]), _TEXT, st.lists(_TEXT.filter(bool), max_size=4)
)
@example(["title: old", "mine: 1"], "\n", "\ufffe", [])
def test_only_these_values_change(
    lines: list[str], end: str, title: str, authors: list[str]
) -> None:
    text = "\n".join(["---", *lines, "---", "body", ""]).replace("\n", end)
    head = head_of(text)
    if head is None:
        return
    wanted: Wanted = {"title": title, "authors": authors, "date": "2001-02-03"}
    try:
        before = fields(text, head)
    except MetadataError:
        return
    if any(count > 1 for count in Counter(field.key for field in before).values()):
        return
    edits = edits_of(text, head, wanted, ["date"])
    assert edits.keys() <= wanted.keys()
    after = changed(text, wanted)
    again = head_of(after)
    assert again is not None
    assert after[again.end :] == text[head.end :]
    for old, new in zip(before, fields(after, again), strict=True):
        assert old.key == new.key
        if old.key not in edits:
            assert old.told == new.told
    # What stands there is what another parser reads.
    if "title" in edits:
        try:
            told = yaml.load(after[slice(*again.body)], yaml.BaseLoader)
        except (yaml.YAMLError, ValueError):
            return
        assert one_line(told["title"]) == title


def _times(piece: str) -> Callable[[int], str]:
    return lambda n: piece * n


_HOSTILE: dict[str, Callable[[int], str]] = {
    **{piece: _times(piece) for piece in ("[", "{a: ", "- ", "? ", "a: ", "&a ", "*a ", "!a ")},
    **{piece: _times(piece) for piece in ("a: x\n", "a:\n", "- a\n", "# a\n", "\n", "\t", " \t")},
    **{piece: _times(piece) for piece in ("'", '"', '"\\\n', "|\n a\n", "a: &a [*a]\n")},
    "keys that go on": lambda n: "".join(f"{' ' * i}a:\n" for i in range(int(n**0.5))),
    "a bomb": lambda n: "a0: &a0 x\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, n // 50)
    ),
    "one long value": lambda n: "title: >\n" + "  x\n" * (n // 4),
    "many authors": lambda n: "authors:\n" + "- x\n" * (n // 4),
}  # fmt: skip


@pytest.mark.timeout(40)
@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_front_matter_takes_linear_time(name: str) -> None:
    def seconds(size: int) -> float:
        text = f"---\n{_HOSTILE[name](size)}\ntitle: Old\n---\n"
        head = head_of(text)
        begin = time.perf_counter()
        try:
            if head:
                edits_of(text, head, {"title": "New", "authors": ["x", "y"]})
        except MetadataError:
            pass
        return time.perf_counter() - begin

    # Four times the text: sixteen times the time if quadratic. The sum forgives a busy machine.
    assert seconds(1_600) < 10 * seconds(400) + 1
