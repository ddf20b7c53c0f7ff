"""After any edits, only what they changed is read again, and it is as if all had been."""

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes_index.markdown import Note, parse

_LINES = (
    *("a", "A Title.", "b *c* d", "# Head", "## Two | three", "===", "---", "***", "", "", "", " "),
    *("- a", "- b", "* c", "  d", "    e", "\te", "1. one", "2. two", "3) x", "- [ ] task", "-", "1."),
    *("- - deep", "  - inner", "   1. in", "> quote", "> - q", ">", "> > r", "> $$", "lazy"),
    *("```", "``` python", "~~~", "  ```", "$$", "$$ x", "y $$", "\\[", "\\]", "- $$", "  $$", "z $$ w"),
    *("| a | b |", "|-|-|", "a | b", "-|-", "- a | b", "1. a | b", ":-"),
    *("[a]: b", "[a]: c 'd", "e'", "[f]:", "/g", "[a]", "[^1]: note", "    more", "[^1]"),
    *("<div>", "</div>", "<!-- x", "-->", "<pre>", "</pre>", "<b>", "<?", "?>"),
    *("[[W|x]]", "@key", "[t](u)", "𝒳 é", "\ufeff---", "title: a", "...", "\0", "\x0c", "\u2028"),
)
_ENDS = ("\n", "\n", "\n", "\n\n", "\r\n", "\r", "")
_FRONT = ("", "", "---\ntitle: a\n---\n", "---\r\ntitle: a\r\n---\r\n", "---\ntitle: a\n", "\ufeff")


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


def test_parts_are_the_whole_text() -> None:
    draw = random.Random(7)
    for _ in range(50):
        note = parse(_text(draw, 40))
        head = note.text[: note.front_matter.end] if note.front_matter else ""
        assert head + "".join(part.text for part in note.parts) == note.text
        assert all(one < other for one, other in pairwise(note.starts))
