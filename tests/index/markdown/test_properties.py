"""What holds for every text, whatever is in it."""

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes_index.markdown import MASK, Span, parse

_PIECES = st.sampled_from(
    [
        *(
            "a",
            "b",
            "1",
            "é",
            "𝒳",
            "\ufeff",
            "\0",
            "\x0b",
            "\x0c",
            "\x1c",
            "\x85",
            "\xa0",
            "\u2028",
        ),
        *("\ud800", " ", "  ", "    ", "\t", "\n", "\n", "\n\n", "\r\n", "\r", "\\", "*", "_", "&"),
        *(
            "# ",
            "## ",
            " #",
            "===",
            "---\n",
            "...",
            "- ",
            "+ ",
            "1. ",
            "> ",
            "- [ ] ",
            "[x]",
            "~~~",
        ),
        *(
            "`",
            "``",
            "```",
            "$",
            "$$",
            "\\(",
            "\\)",
            "\\[",
            "\\]",
            "|",
            "\\|",
            "|-|",
            "|a|b|\n|-|-|\n",
        ),
        *(
            "[",
            "]",
            "[[",
            "]]",
            "![",
            "(",
            ")",
            "[a](b)",
            "[a][b]",
            "[a]: ",
            "[^1]",
            "[^1]: ",
            "{",
            "}",
        ),
        *("@", "@k", "-@k", ":", ";", ".", "'", '"', "https://", "www.", "doi:10.", "a: "),
        *("<", ">", "<b>", "<!--", "-->", "<?", "<div>"),
    ]
)
_TEXTS = st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=60)


@given(_TEXTS)
def test_blocks_lie_in_order_and_prose_keeps_every_place(text: str) -> None:
    note = parse(text)
    end = note.front_matter.end if note.front_matter else 0
    for block in note.blocks:
        assert end <= block.start <= block.end <= len(text)
        end = block.end
        source = text[block.start : block.end]
        assert len(block.prose) == len(source)
        for shown, written in zip(block.prose, source, strict=True):
            assert shown == written or (shown in (" ", MASK) and written not in "\r\n")


@given(_TEXTS)
def test_every_span_is_its_token(text: str) -> None:
    for block in parse(text).blocks:

        def within(outer: Span, *inner: Span | None) -> None:
            for start, end in filter(None, inner):
                assert outer[0] <= start <= end <= outer[1]

        place = (block.start, block.end)
        for wikilink in block.wikilinks:
            within(place, (wikilink.start, wikilink.end))
            within((wikilink.start, wikilink.end), wikilink.target, wikilink.alias)
            written = text[wikilink.start : wikilink.end]
            assert written.removeprefix("!").startswith("[[")
            assert written.endswith("]]")
        for citation in block.citations:
            within(place, (citation.start, citation.end), citation.group)
            within((citation.start, citation.end), citation.key)
            assert text[citation.start : citation.end].removeprefix("-").startswith("@")
            if citation.group:
                within(citation.group, (citation.start, citation.end))
                assert text[citation.group[0]] + text[citation.group[1] - 1] == "[]"
        for link in block.links:
            within(place, (link.start, link.end))
            within((link.start, link.end), link.text, link.destination)
            assert text[link.start : link.text[0]] in ("[", "![")
            assert text[link.text[1]] == "]"
        for found in (block.wikilinks, block.citations, block.links):
            starts = [one.start for one in found]
            assert starts == sorted(set(starts))


@given(_TEXTS)
def test_front_matter_spans_are_on_one_line_each(text: str) -> None:
    text = f"---\na: {text}\n---\n"
    head = parse(text).front_matter
    if head:
        assert head.start < head.body[0] <= head.body[1] <= head.end
        for start, end in head.scalars.values():
            assert head.body[0] <= start < end <= head.body[1]
            assert not {"\n", "\r"} & set(text[start:end])


@given(_TEXTS)
def test_line_ends_are_all_the_same_to_the_rest(text: str) -> None:
    # markdown-it-py lets a backslash escape the line end after a definition's destination.
    text = re.sub(r"\\[ \t]*$", "", text.replace("\r", ""), flags=re.MULTILINE)
    expected = [(block.kind, block.item, block.prose) for block in parse(text).blocks]
    for end in ("\r", "\r\n"):
        blocks = parse(text.replace("\n", end)).blocks
        assert [(b.kind, b.item, b.prose.replace(end, "\n")) for b in blocks] == expected


def _times(piece: str) -> Callable[[int], str]:
    return lambda n: piece * n


_REPEATED = (
    *("[", "![", "[[", "[[a ", "[a](", "[a](<b", "[a](b '", "[a][", "[a", "]", "\\(", "\\[", "[^a"),
    *(
        "<",
        "<a ",
        "<a b='",
        "<!--",
        "<?",
        "<!A",
        "<http:",
        "<a@b.",
        "$",
        "$a ",
        "$$`",
        "@",
        "@a",
        "@{",
    ),
    *("https://a ", ">", "- ", "|", "`a"),
)
_HOSTILE: dict[str, Callable[[int], str]] = {
    **{piece: _times(piece) for piece in _REPEATED},
    "backticks": lambda n: " ".join("`" * k for k in range(int((2 * n) ** 0.5))),
    "nested brackets": lambda n: "[a]: b\n\n" + "[" * n + "]" * n,
    "nested citations": lambda n: "[@a " * n + "]" * n,
    "nested images": lambda n: "![" * n + "](a)" * n,
    "spaces in a link": lambda n: "[a](b" + " " * n,
    "parentheses after a URL": lambda n: "https://a" + ")" * n,
    "attributes": lambda n: "<a" + " b=c" * n,
    "cells": lambda n: "|" * n + "\n" + "|-" * n,
    "display math": lambda n: "$$ a\n" * n,
    "paragraph lines": lambda n: "a\n" * n,
    "list items": lambda n: "- a\n" * (n // 4),
    "definitions": lambda n: '[a]: b "c\n' * (n // 4),
    "flow YAML": lambda n: "---\na: " + "{a: " * n + "\n---\n",
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_text_takes_linear_time(name: str) -> None:
    def seconds(size: int) -> float:
        text = _HOSTILE[name](size)
        begin = time.perf_counter()
        parse(text)
        return time.perf_counter() - begin

    # Four times the text: sixteen times the time if quadratic. The sum forgives a busy machine.
    assert seconds(20_000) < 10 * seconds(5_000) + 1
