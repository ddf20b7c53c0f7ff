"""Which characters of a block are prose; `·` stands for `MASK`."""

import pytest

from litnotes_index.markdown import MASK, parse


def check(text: str, *expected: str) -> None:
    """Assert the prose of each block of the note; trailing blanks are left out of `expected`."""
    lines = [
        "\n".join(line.rstrip(" ") for line in block.prose.replace(MASK, "·").split("\n"))
        for block in parse(text).blocks
    ]
    assert lines == list(expected)


def test_words_are_prose() -> None:
    check("Attention is all\nyou need.", "Attention is all\nyou need.")


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("a `b` c", "a ··· c"),
        ("a ``b ` c`` d", "a ········· d"),
        ("a `b c", "a `b c"),
        (r"\`a `b`", r"\`a ···"),
        ("a\n`b\nc` d", "a\n··\n·· d"),
        ("$x^2$ is", "····· is"),
        ("from $5 to $6", "from $5 to $6"),
        ("$5-$10 a year", "$5-$10 a year"),
        (r"\$5 and $x\$y$", r"\$5 and ······"),
        ("$5 and `$HOME`", "$5 and ·······"),
        ("so $$a\n+b$$ holds", "so ···\n···· holds"),
        ("$$", "$$"),
        ("$$$$ a", "$$$$ a"),
        (r"so \(a\) and \[b\] hold", "so ····· and ····· hold"),
        (r"\(a and b", r"\(a and b"),
        ("a <b>c</b> <!-- d --> e", "a ···c···· ·········· e"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("<https://x.org> and <a@b.org>", "··············· and ·········"),
        ("see https://x.org/a_(b)), or", "see ···················), or"),
        ("at www.x.org.", "at ·········."),
        ("by doi:10.1/x; and", "by ··········; and"),
        ("see HTTPS://x.org", "see ·············"),
        ("[https://x.org](https://x.org) a", "[····························· a"),
        ("a [b](c 'd') e", "a [b········ e"),
        ("a ![b](c) e", "a ![b···· e"),
        ("a [b] e", "a [b] e"),
        ("a[^1] b", "a···· b"),
        ("[[Note|words]] and [@key]", "[[Note|words]] and [@key]"),
        ("@url:https://x.org/a rests", "@url:https://x.org/a rests"),
    ],
)
def test_what_is_not_prose_is_masked(text: str, prose: str) -> None:
    check(text, prose)


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("# A head", "  A head"),
        ("## A head ##", "   A head"),
        ("# C#", "  C#"),
        ("#", ""),
        ("Two\nlines\n===", "Two\nlines\n"),
        ("- [ ] do it", "    do it"),
        ("- [x]y", "[x]y"),
        ("> a\n> b", "a\n  b"),
        ("> a\nb", "a\nb"),
        ("> - a\n>\tb", "a\n  b"),
        ("1. a\n   b", "a\n   b"),
        ("[^1]: a\n    b", "a\n    b"),
    ],
)
def test_block_markers_are_spaces(text: str, prose: str) -> None:
    check(text, prose)


def test_a_table_has_barriers_between_its_cells() -> None:
    check("|a `|` b|c|\n|-|-|-|\n| d | e\\|f |", "·a `·` b·c·\n·······\n· d · e\\|f ·")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\n",
        "```\ncode\n```",
        "    code",
        "<div>\nhtml\n</div>",
        "---",
        "[a]: /b 'c'",
        "$$\na\n+ b\n$$",
        "\\[\na\n- b\n\\]",
        "---\ntitle: a\n---\n",
    ],
)
def test_what_holds_no_words_is_no_block(text: str) -> None:
    check(text)


def test_math_over_lines_parts_paragraphs_but_never_takes_the_rest_of_the_note() -> None:
    check("a\n$$\n# b\n$$\nc", "a", "c")
    check("a\n$$\n\n# b", "a\n$$", "  b")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind_keep_their_places(end: str) -> None:
    text = end.join(["# A", "> b `c`", "> d e", "", "| f |", "|-|", "", "g  ", "h", "---", "i"])
    note = parse(text)
    prose = ["  A", f"b ···{end}  d e", f"· f ·{end}···", f"g  {end}h{end}   ", "i"]
    assert [block.prose.replace(MASK, "·") for block in note.blocks] == prose
    assert [text[block.start : block.end] for block in note.blocks][-1] == "i"


@pytest.mark.parametrize("odd", ["\0", "\u2028", "\x0b", "\x0c", "\x85", "𝒳", "\ud800"])
def test_odd_characters_neither_end_lines_nor_move_offsets(odd: str) -> None:
    text = f"a{odd}b\n\nc [[d]]"
    first, second = parse(text).blocks
    assert (first.start, first.end) == (0, 3)
    assert text[second.start : second.end] == "c [[d]]"


def test_the_first_block_of_a_list_item_is_marked() -> None:
    blocks = parse("a\n- b\n\n  c\n- # d\n- > e\n").blocks
    assert [block.item for block in blocks] == [False, True, False, True, False]


def test_kinds() -> None:
    blocks = parse("a\n\n# b\n\n|c|\n|-|").blocks
    assert [block.kind for block in blocks] == ["paragraph", "heading", "table"]


def test_a_cursor_at_the_end_of_a_block_is_in_it() -> None:
    note = parse("ab \n\ncd")
    found = [note.block_at(offset) for offset in range(-1, 10)]
    first, second = note.blocks
    assert found == [None, *[first] * 4, None, *[second] * 3, None, None]
