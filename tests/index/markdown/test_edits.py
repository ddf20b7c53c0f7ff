"""After any edits, only what they changed is read again, and it is as if all had been."""

import random
import tarfile
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SHARED
from litnotes_index.markdown import Note, parse

_LINES = (
    *("a", "A Title.", "b *c* d", "# Head", "## Two | three", "===", "---", "***", "", "", "", " "),
    *(
        "- a",
        "- b",
        "* c",
        "  d",
        "    e",
        "\te",
        "1. one",
        "2. two",
        "3) x",
        "- [ ] task",
        "-",
        "1.",
    ),
    *("- - deep", "  - inner", "   1. in", "> quote", "> - q", ">", "> > r", "> $$", "lazy"),
    *(
        "```",
        "``` python",
        "~~~",
        "  ```",
        "$$",
        "$$ x",
        "y $$",
        "\\[",
        "\\]",
        "- $$",
        "  $$",
        "z $$ w",
    ),
    *("| a | b |", "|-|-|", "a | b", "-|-", "- a | b", "1. a | b", ":-"),
    *("[a]: b", "[a]: c 'd", "e'", "[f]:", "/g", "[a]", "[^1]: note", "    more", "[^1]"),
    *("<div>", "</div>", "<!-- x", "-->", "<pre>", "</pre>", "<b>", "<?", "?>"),
    *("[[W|x]]", "@key", "[t](u)", "𝒳 é", "\ufeff---", "title: a", "...", "\0", "\x0c", "\u2028"),
)
_NOTES = 60
_ENDS = ("\n", "\n", "\n", "\n\n", "\r\n", "\r", "")
_FRONT = ("", "", "---\ntitle: a\n---\n", "---\r\ntitle: a\r\n---\r\n", "---\ntitle: a\n", "\ufeff")


@pytest.fixture(scope="module")
def real_notes() -> list[str]:
    """The longest notes of two vaults."""
    archives = sorted((SHARED / "data" / "vaults").glob("*.tar.gz"))
    if not archives:
        pytest.skip("the vaults are not beside this checkout (../shared/data/vaults)")
    found: list[str] = []
    for path in archives:
        with tarfile.open(path) as archive:
            files = (archive.extractfile(member) for member in archive if ".md" in member.name)
            found += [file.read().decode(errors="replace") for file in files if file]
    return sorted(found, key=len, reverse=True)[:_NOTES]


def _text(draw: random.Random, lines: int) -> str:
    end = draw.choice(("\n", "\n", "\r\n", None))
    some = draw.sample(_LINES, draw.choice((5, 20, len(_LINES))))
    written = [
        draw.choice(some) + (draw.choice(_ENDS) if end is None else end) for _ in range(lines)
    ]
    return draw.choice(_FRONT) + "".join(written)


def _edit(draw: random.Random, text: str) -> str:
    """The text after one edit: a letter, a cut, a line, a line end, a swap of two stretches."""
    start = draw.randint(0, len(text))
    if draw.random() < 0.3:  # at the beginning of a line
        start = text.rfind("\n", 0, start) + 1
    end = min(len(text), start + draw.choice((0, 0, 0, 0, 1, 1, 2, 5, 30)))
    put = draw.choice(
        ("x", " ", "    ", "\n", "\n\n", "\r", "\r\n", "-", "`", "$", "|", ">", "#", "", "", "")
    )
    if draw.random() < 0.4:
        put = draw.choice(_LINES) + draw.choice(_ENDS)
    return text[:start] + put + text[end:]


def _is_read_as_anew(note: Note) -> None:
    anew = parse(note.text)
    assert note == anew
    assert list(note.starts) == list(anew.starts)
    for mine, other in zip(note.parts, anew.parts, strict=True):
        assert (mine.text, mine.blocks) == (other.text, other.blocks)
        assert (mine.marker, mine.defines) == (other.marker, other.defines)


@given(st.randoms(use_true_random=False), st.integers(0, 40))
def test_an_edited_note_is_as_if_read_anew(draw: random.Random, lines: int) -> None:
    note = parse(_text(draw, lines))
    for _ in range(5):
        note = parse(_edit(draw, note.text), note)
        _is_read_as_anew(note)


@given(st.randoms(use_true_random=False))
def test_several_edits_at_once_are_one(draw: random.Random) -> None:
    note = parse(_text(draw, 30))
    _is_read_as_anew(parse(_edit(draw, _edit(draw, note.text)), note))
    _is_read_as_anew(parse(_text(draw, 30), note))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # By itself, an item can begin something else than a list.
        ("- x\n- a | b\n- c\n", "- x\n- a | b\n-|-\n"),
        # Math that is closed now, from before the paragraph around the edit.
        ("$$ x\n# h\n# i\n# j\n", "$$ x\n# h\n# i\ny $$\n"),
        # A list goes on over blank lines; a paragraph is underlined; a table gets its head.
        ("- a\n\n\nb\n\nc\n", "- a\n\n\n  b\n\nc\n"),
        ("a\n\nb\n- c\n", "a\n\nb\n---\n- c\n"),
        ("a\n\n|b|\n\n|c|\n", "a\n\n|b|\n|-|\n|c|\n"),
        # A fence that takes all that follows, and that lets it go.
        ("a\n\nb\n\nc\n" * 9, "a\n\n```\n\nc\n" + "a\n\nb\n\nc\n" * 8),
        ("```\na\n\n# b\n\n# c\n", "``\na\n\n# b\n\n# c\n"),
        # What is defined counts everywhere; the end of front matter gets the rest of its line end.
        ("[a]\n\n[b]\n\n[a]: x\n", "[a]\n\n[b]\n\n[a]: x\n[b]: y\n"),
        ("[a]\n\n[a]: x\n\n[a]: y\n", "[a]\n\n[a]: y\n\n[a]: x\n"),
        ("---\rtitle: a\r---\rb", "---\rtitle: a\r---\r\nb"),
        ("---\ntitle: a\n\nb\n\nc", "---\ntitle: a\n\nb\n\n---\nc"),
        ("a\r\rb\rc", "a\r\n\rb\rc"),
        ("", "a"),
        ("a", ""),
    ],
)
def test_what_an_edit_changes_farther_on(before: str, after: str) -> None:
    _is_read_as_anew(parse(after, parse(before)))
    _is_read_as_anew(parse(before, parse(after)))


def test_what_an_edit_does_not_change_stays_the_same_object() -> None:
    note = parse("---\na: b\n---\n# a\n\nb [d]\n\n- c\n- e\n- f\n- g\n\nh\n\n[d]: x\n")
    for line in ("# a", "b [d]", "- c", "- e", "- f", "- g", "h"):
        after = parse(note.text.replace(line, f"{line}!"), note)
        same = [one is other for one, other in zip(note.parts, after.parts, strict=True)]
        assert same.count(False) == 1
        assert f"{line}!" in after.parts[same.index(False)].text


def test_real_notes_edited_at_random(real_notes: list[str]) -> None:
    draw = random.Random(11)
    for text in real_notes:
        note = parse(text)
        for _ in range(6):
            note = parse(_edit(draw, note.text), note)
            _is_read_as_anew(note)


def test_parts_are_the_whole_text() -> None:
    draw = random.Random(7)
    for _ in range(50):
        note = parse(_text(draw, 40))
        head = note.text[: note.front_matter.end] if note.front_matter else ""
        assert head + "".join(part.text for part in note.parts) == note.text
        assert all(one < other for one, other in pairwise(note.starts))
