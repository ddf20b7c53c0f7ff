"""A damage costs its own entry at most, and mostly not even that."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.bibtex import syntax as bibtex_syntax
from litnotes_index.readers.bibtex.syntax import Scanner
from support.reader_properties import files_of_pieces, true_lines
from support.reading import items_of, read_data

CUT = "the entry is not closed: the file may be cut"
STRAY = "the field stands in no entry"
BEFORE = "@misc{before,\n  title = {B {C} D},\n  year = {2001}\n}\n\n"
AFTER = '\n\n@misc{after,\n  title = "A {B}",\n  year = 2002,\n}\n'


def read(text: str | bytes) -> list[Entry | Problem]:
    return items_of(text, "bibtex")


def told(items: list[Entry | Problem]) -> list[str]:
    return [
        f"{item.line}: {item.message}"
        if isinstance(item, Problem)
        else f"{item.line}-{item.end_line} {item.key}: {item.title} {item.date}"
        for item in items
    ]


NOT_CLOSED = "the entry is not closed"
DAMAGED = "the entry is damaged, see line"


@pytest.mark.parametrize(
    ("damaged", "entry", "problem"),
    [
        ("title = {A {B} C},\n year = {2015}\n", "6-8 a: A B C 2015", NOT_CLOSED),
        ("title = {A {B} C},\n year = {2015},\n", "6-8 a: A B C 2015", NOT_CLOSED),
        ("title = {A {B} C,\n year = {2015}\n}", "6-9 a: A B C 2015", NOT_CLOSED),
        ("title = {A {B C},\n year = {2015}\n}", "6-9 a: A B C 2015", NOT_CLOSED),
        ("title = {{A {B} C},\n year = {2015}\n}", "6-9 a: A B C 2015", NOT_CLOSED),
        ("title = A {B} C},\n year = {2015}\n}", "6-9 a: A B C 2015", f"{DAMAGED} 7"),
        ("title = {A B} C},\n year = {2015}\n}", "6-9 a: A B 2015", f"{DAMAGED} 7"),
        ("title = {A {B} C}},\n year = {2015}\n}", "6-9 a: A B C 2015", f"{DAMAGED} 7"),
        ('title = "A {B} C,\n year = "2015"\n}', "6-9 a: A B C 2015", f"{DAMAGED} 8"),
        ('title = A {B} C",\n year = "2015"\n}', "6-9 a: A B C 2015", f"{DAMAGED} 7"),
        ('title = "A "B" C",\n year = "2015"\n}', '6-9 a: A "B" C 2015', f"{DAMAGED} 7"),
        ("title = {A}\n year = 2015\n}", "6-9 a: A 2015", "a comma is missing, see line 8"),
        ("title {A},\n year = {2015}\n}", None, f"{DAMAGED} 7"),
        ("title = {A},\n year {2015}\n}", "6-9 a: A None", f"{DAMAGED} 8"),
        ("title = {A},\n year = \n}", "6-9 a: A None", f"{DAMAGED} 8"),
        ("title = ,\n year = {2015}\n}", None, f"{DAMAGED} 7"),
        ("title = {A},\n words, words\n year = 2015\n}", "6-10 a: A 2015", f"{DAMAGED} 8"),
        ("title = {A},\n url = http://a.org/?b=c\n}", "6-9 a: A None", f"{DAMAGED} 8"),
        ("title = {A} # ,\n year = 2015\n}", "6-9 a: A 2015", f"{DAMAGED} 7"),
    ],
)
def test_damages(damaged: str, entry: str | None, problem: str) -> None:
    check_between(f"@misc{{a,\n {damaged}", *([entry] if entry else []), f"6: {problem}")


@pytest.mark.parametrize(
    ("damaged", "expected"),
    [
        ("@misc{a\n title = {A}\n}", ["6-8 a: A None", "6: a comma is missing after the key"]),
        ("@misc{a, title = {A {B}, year = {2015}}", ["6-6 a: A B 2015", f"6: {NOT_CLOSED}"]),
        ("@misc(a,\n title = {A},\n", ["6-7 a: A None", f"6: {NOT_CLOSED}"]),
        ("@misc a,\n title = {A B},\n year = {2015}\n}", [f"7: {STRAY}"]),
        ("title = {A B},\n year = {2015}\n}", [f"6: {STRAY}"]),
        ("@string{a = {A}", [f"6: {NOT_CLOSED}"]),
        ("@comment{ {no end\n of it", []),
        ('@preamble{"no end', []),
    ],
)
def test_damages_around_fields(damaged: str, expected: list[str]) -> None:
    check_between(damaged, *expected)


def check_between(damaged: str, *expected: str) -> None:
    lines = damaged.count("\n") + 8
    whole = ["1-4 before: B C D 2001", *expected, f"{lines}-{lines + 3} after: A B 2002"]
    assert told(read(BEFORE + damaged + AFTER)) == whole


def test_the_same_in_one_line() -> None:
    texts = ["title = {A {B} C, year = {1}", "title = {A}}, year = {1}", 'title = "A, year = {1}',
             "title = {A}, year = {1", "title A, year = {1}"]  # fmt: skip
    good = "@misc{{{}, title = {{T}}, year = {{2001}}}}"
    for text in texts:
        line = f"{good.format('a')} @misc{{b, {text}}} {good.format('c')}{good.format('d')}"
        keys = [item.key for item in read(line) if isinstance(item, Entry)]
        assert [key for key in keys if key != "b"] == ["a", "c", "d"], text


def test_a_text_that_tells_of_entries() -> None:
    inside = "{We write\n    @misc{x, title = {X}}\n    for it}"
    assert told(read(f"@misc{{a, title = {{A}}, note = {inside}}}")) == ["1-3 a: A None"]
    assert told(read(f'@misc{{a, title = {{A}}, note = "{inside}"}}')) == ["1-3 a: A None"]
    # A line that begins as entries do always begins one: else a brace might swallow many.
    swallowed = (
        f"@misc{{a,\n note = {{{{A,\n title = {{T}}\n}}\n{BEFORE}@misc{{b, title = {{B}}}}}},\n}}\n"
    )
    keys = [item.key for item in read(swallowed) if isinstance(item, Entry)]
    assert keys == ["a", "before", "b"]


def test_indented_entries() -> None:
    text = (BEFORE + "@misc{a,\n title = {A {B,\n}\n" + AFTER).replace("\n", "\n    ")
    keys = [item.key for item in read("    " + text) if isinstance(item, Entry)]
    assert keys == ["before", "a", "after"]


def test_cut_anywhere() -> None:
    text = BEFORE + AFTER.lstrip()
    whole = told(read(text))
    for end in range(len(text)):
        items = read(text[:end])
        assert told(items)[: len(whole)] or end < 24
        if end > len(BEFORE):
            assert told(items)[0] == whole[0]
        problems = [item for item in items if isinstance(item, Problem)]
        assert len(problems) <= 1
        if len(BEFORE) + 8 < end < len(text) - 2:
            assert [problem.message for problem in problems] == [CUT], text[:end]


def test_a_missing_macro_is_shown() -> None:
    assert told(read("@misc{a, title = nobody_knows, year = yr}")) == ["1-1 a: nobody_knows None"]


def _entry(number: int, style: int) -> list[str]:
    title, year = f"Title {{N}}umber {number}", f"{1900 + number}"
    styles = [
        f"@misc{{k{number},\n  title = {{{title}}},\n  year = {{{year}}},\n}}",
        f'@misc{{k{number},\n  title = "{title}",\n  year = {year}\n}}\n',
        f"@misc(k{number},\n  year = {year},\n  note = {{a\n   b}},\n  title = {{{title}}}\n)",
        f"@misc{{k{number}, title = {{{{{title}}}}}, year = {year}}}",
        f"@misc{{k{number}\n, title = {{{title}\n }}\n, year = {{{year}}}\n}}\n\n% or so",
    ]
    return styles[style].split("\n")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=3, max_size=7), st.integers(0, 10_000))
def test_a_deleted_line_harms_its_own_entry_only(styles: list[int], place: int) -> None:
    blocks = [_entry(number, style) for number, style in enumerate(styles)]
    lines = [line for block in blocks for line in block]
    deleted = place % len(lines)
    owner = next(n for n in range(len(blocks)) if deleted < sum(map(len, blocks[: n + 1])))
    whole = {item.key: item for item in read("\n".join(lines)) if isinstance(item, Entry)}
    assert len(whole) == len(blocks)
    items = read("\n".join(lines[:deleted] + lines[deleted + 1 :]))
    left = {item.key: item for item in items if isinstance(item, Entry)}
    for number in set(range(len(blocks))) - {owner}:
        before, after = whole[f"k{number}"], left[f"k{number}"]
        up = number > owner
        assert (after.title, after.date) == (before.title, before.date)
        assert (after.line + up, after.end_line + up) == (before.line, before.end_line)
    assert len(left) <= len(blocks)
    assert sum(isinstance(item, Problem) for item in items) <= 1


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(0, 4), min_size=3, max_size=5),
    st.integers(0, 10_000),
    st.sampled_from(["", "{", "}", "{{", "}}", '"', "=", ",", "#", "%", "\\", "(", ")", "x", "\0"]),
    st.booleans(),
)
def test_a_damaged_line_harms_its_own_entry_only(
    styles: list[int], place: int, sign: str, instead: bool
) -> None:
    """At any place a sign is put in, or stands instead of what was there."""
    blocks = [_entry(number, style) for number, style in enumerate(styles)]
    texts = ["\n".join(block) for block in blocks]
    number = place % len(texts)
    at = place // len(texts) % len(texts[number])
    if texts[number][at] == "\n":
        return  # lines that are one are not one damaged line
    texts[number] = texts[number][:at] + sign + texts[number][at + instead :]
    whole = {item.key: item for item in read("\n".join(map("\n".join, blocks)))
             if isinstance(item, Entry)}  # fmt: skip
    items = read("\n".join(texts))
    left = {item.key: item for item in items if isinstance(item, Entry)}
    for other in set(range(len(blocks))) - {number}:
        assert left[f"k{other}"] == whole[f"k{other}"]
    assert sum(isinstance(item, Problem) for item in items) <= 2


_SIGNS = ("{", "}", ")", '"', "=", ",", "#", "\n", "%", "\\", " ", "\r", "@")
_WORDS = (
    "@misc{", "@misc(", "a,", "title = ", "{A}", "@string{", "@comment{", "crossref = {a}", "x=1",
)  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(files_of_pieces(*_SIGNS, *_WORDS))
def test_never_raises_and_tells_true_lines(data: bytes) -> None:
    got = read_data(data, "bibtex")
    lines = true_lines(got, data, alone=False)
    assert all("@" in lines[entry.line - 1] for entry in got.entries)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_never_raises_on_bytes(data: bytes) -> None:
    for whole in (data, b"\xff\xfe" + data, b"@misc{a," + data):
        with suppress(OSError):  # a packed file that is damaged
            read(whole)


HOSTILE = [
    *(
        "@a{b,c={",
        "@a{b,c={\n",
        '@a{b,c="',
        "@article(b,c={",
        "@comment{\n",
        "@comment{",
        "@%",
        "@",
    ),
    *("@a{k,,,,,,", "@a{k, t = {x} # ", " @a{k, t={x\n   @b{k, c = {d\n", "@a{k, t={\\", "{"),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bibtex_syntax, "_FREE", 1 << 12)  # which any file may take

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        best = 9.0
        for _ in range(5):
            start = time.process_time()
            for _block in Scanner(iter([text])).blocks():
                pass
            best = min(best, time.process_time() - start)
        return best

    # Twice as much may take twice as long, and some; a square would take four times.
    assert seconds(20_000) < 3 * seconds(10_000) + 0.05
