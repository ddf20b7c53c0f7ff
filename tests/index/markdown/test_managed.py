"""The blocks of a note that are litnotes' to fill."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes_index.markdown import managed, refilled


def check(text: str, *expected: str) -> None:
    """Assert the managed blocks of a note, each as its name, a bar, and what stands in it."""
    assert [f"{b.name}|{text[b.start : b.end]}" for b in managed(text)] == list(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!-- litnotes:a -->\n𝒳\n<!-- /litnotes:a -->", ["a|𝒳\n"]),
        ("<!-- litnotes:a -->\n<!-- /litnotes:a -->\n", ["a|"]),
        ("<!-- litnotes:a -->\r\n\r\nb\r\n<!-- /litnotes:a -->\r\n", ["a|\r\nb\r\n"]),
        ("<!-- litnotes:a -->\rb\r<!-- /litnotes:a -->\r", ["a|b\r"]),
        ("x\n  <!--litnotes:a--> \t\nb\n<!--  /litnotes:a\t-->  \nx", ["a|b\n"]),
        ("<!-- litnotes:a-b_c2 -->\n<!-- /litnotes:a-b_c2 -->", ["a-b_c2|"]),
        ("---\nx: 1\n---\n<!-- litnotes:a -->\n<!-- /litnotes:a -->", ["a|"]),
        ("\ufeff---\nx: 1\n---\n<!-- litnotes:a -->\n<!-- /litnotes:a -->", ["a|"]),
        (
            "<!-- litnotes:a -->\n1\n<!-- /litnotes:a -->\n" * 2,
            ["a|1\n", "a|1\n"],
        ),
        (
            "<!-- litnotes:a -->\n<!-- litnotes:b -->\n<!-- /litnotes:b -->\n<!-- /litnotes:a -->",
            ["a|<!-- litnotes:b -->\n<!-- /litnotes:b -->\n"],
        ),
        (
            "- a\n  <!-- litnotes:a -->\n  b\n  <!-- /litnotes:a -->\n",
            ["a|  b\n"],
        ),
        (
            "<!-- litnotes:a -->\n```\n<!-- /litnotes:a -->\n```\n<!-- /litnotes:a -->",
            ["a|```\n<!-- /litnotes:a -->\n```\n"],
        ),
        # One that was never closed takes nothing with it.
        (
            "<!-- litnotes:a -->\nmine\n<!-- litnotes:a -->\nb\n<!-- /litnotes:a -->\n",
            ["a|b\n"],
        ),
        (
            "<!-- litnotes:a -->\nmine\n<!-- litnotes:b -->\nb\n<!-- /litnotes:b -->\n",
            ["b|b\n"],
        ),
    ],
)
def test_managed(text: str, expected: list[str]) -> None:
    check(text, *expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!-- litnotes:a -->",
        "<!-- litnotes:a -->\nb\n",
        "b\n<!-- /litnotes:a -->\n",
        "<!-- litnotes:a -->\nb\n<!-- /litnotes:b -->\n<!-- /litnotes:a -->\n",
        "<!-- litnotes:a -->\n<!-- litnotes:b -->\n<!-- /litnotes:a -->\n<!-- /litnotes:b -->\n",
        "<!-- litnotes:a --> x\n<!-- /litnotes:a -->\n",
        "x <!-- litnotes:a -->\n<!-- /litnotes:a -->\n",
        "> <!-- litnotes:a -->\n> <!-- /litnotes:a -->\n",
        "- <!-- litnotes:a -->\n<!-- /litnotes:a -->\n",
        "<!-- litnotes: -->\n<!-- /litnotes: -->\n",
        "<!-- litnotes:a b -->\n<!-- /litnotes:a b -->\n",
        "<!-- LITNOTES:a -->\n<!-- /LITNOTES:a -->\n",
        "<!-- litnotes:a --><!-- /litnotes:a -->\n",
        "```\n<!-- litnotes:a -->\nb\n<!-- /litnotes:a -->\n```\n",
        "~~~~ x\n<!-- litnotes:a -->\n~~~\n<!-- /litnotes:a -->\n",
        "- ```\n  <!-- litnotes:a -->\n  <!-- /litnotes:a -->\n  ```\n",
        "<!-- litnotes:a -->\n```\n<!-- /litnotes:a -->\n",
        "    <!-- litnotes:a -->\n    <!-- /litnotes:a -->\n",
        "---\nx: |\n  <!-- litnotes:a -->\n  <!-- /litnotes:a -->\n---\n",
        "<!--\n<!-- litnotes:a -->\n<!-- /litnotes:a -->\n",
        "<div>\n<!-- litnotes:a -->\nb\n<!-- /litnotes:a -->\n</div>\n",
        "$$\n<!-- litnotes:a -->\n<!-- /litnotes:a -->\n$$\n",
    ],
)
def test_not_managed(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("inside", "content", "expected"),
    [
        ("", "new", "new\n"),
        ("old\n", "new", "new\n"),
        ("old\nolder\n", "new\nnewer\n", "new\nnewer\n"),
        ("\nold\n\nolder\n\n", "new", "\nnew\n\n"),
        (" \n\n\told \n \n", "new", " \n\nnew \n \n"),
        ("\n", "new", "\nnew\n\n"),
        ("\n\n", "new", "\n\nnew\n\n"),
        ("\nold\n\n", "", "\n\n"),
        ("old\n", "\n", ""),
        ("", "", ""),
        ("old\n", "a\n\nb", "a\n\nb\n"),
        ("old\n", "<!-- /litnotes:a -->", "\\<!-- /litnotes:a -->\n"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("around", ["", "x\n\n"])
def test_refilled(inside: str, content: str, expected: str, line_end: str, around: str) -> None:
    text = f"{around}<!-- litnotes:a -->\n{inside}<!-- /litnotes:a -->\n".replace("\n", line_end)
    (block,) = managed(text)
    assert refilled(text, block, content) == expected.replace("\n", line_end)


def test_refilled_in_a_list_it_stays_there() -> None:
    text = "- a\n  <!-- litnotes:a -->\n  <!-- /litnotes:a -->\n"
    (block,) = managed(text)
    assert refilled(text, block, "b\n\nc") == "  b\n\n  c\n"


PIECES = st.lists(
    st.sampled_from(
        [
            *("<!-- litnotes:a -->\n", "<!-- /litnotes:a -->\n", "<!-- litnotes:b -->\r\n"),
            *("<!-- /litnotes:b -->\r", "```\n", "---\n", "x: 1\n", "\n", "  ", "- ", "> ", "a"),
            *("<!--", "-->", "<div>\n", "$$\n", "\x0b", "\u2028", "\ufeff"),
        ]
    ),
    max_size=30,
).map("".join)


@given(PIECES)
def test_blocks_stand_between_their_marks(text: str) -> None:
    end = 0
    for block in managed(text):
        assert end < block.start <= block.end < len(text)
        end = block.end
        lines = text[: block.start].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert lines[-1] == ""
        assert lines[-2].strip(" \t") == f"<!-- litnotes:{block.name} -->"
        assert text[block.end :].lstrip(" \t").startswith(f"<!-- /litnotes:{block.name} -->")


@given(PIECES, st.sampled_from(["new", "new\n\nnewer", "<!-- /litnotes:a -->", ""]))
def test_what_is_refilled_stays_managed(text: str, content: str) -> None:
    for number, block in enumerate(managed(text)):
        told = refilled(text, block, content)
        after = text[: block.start] + told + text[block.end :]
        same = managed(after)[number]
        assert (same.name, same.start, same.end) == (
            block.name,
            block.start,
            block.start + len(told),
        )
        assert refilled(after, same, content) == told


def _times(piece: str) -> Callable[[int], str]:
    return lambda n: piece * n


_HOSTILE: tuple[Callable[[int], str], ...] = (
    *map(_times, ("<!-- litnotes:a -->\n", "<!-- /litnotes:a -->\n", "<!-- litnotes:", " ")),
    *map(_times, ("<!-- litnotes:a -->\n<!-- /litnotes:a -->\n", "<!--", "litnotes:a ")),
    lambda n: "<!-- litnotes:a -->\n" * n + "<!-- /litnotes:a -->\n" * n,
    lambda n: f"litnotes:\n<!-- litnotes:{'a' * n}\n<!--{' ' * n}\n<!-- litnotes:a{' ' * n}",
)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("hostile", _HOSTILE)
def test_hostile_text_takes_linear_time(hostile: Callable[[int], str]) -> None:
    def seconds(size: int) -> float:
        text = hostile(size)
        begin = time.perf_counter()
        managed(text)
        return time.perf_counter() - begin

    # Four times the text: sixteen times the time if quadratic. The sum forgives a busy machine.
    assert seconds(20_000) < 10 * seconds(5_000) + 1
