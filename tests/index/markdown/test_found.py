"""Wikilinks, citations and links, with their spans."""

import pytest

from litnotes_index.markdown import Note, Span, parse


def check(text: str, *expected: str) -> None:
    """Assert what stands in a note, each as its text and that of its parts, in source order."""
    note = parse(text)
    assert [line for _, line in sorted(_found(note))] == list(expected)


def _found(note: Note) -> list[tuple[int, str]]:
    def cut(span: Span | None) -> str:
        return "-" if span is None else note.text[span[0] : span[1]]

    found: list[tuple[int, str]] = []
    for block in note.blocks:
        for wikilink in block.wikilinks:
            parts = (cut((wikilink.start, wikilink.end)), cut(wikilink.target), cut(wikilink.alias))
            found.append((wikilink.start, " → ".join(parts)))
        for cite in block.citations:
            parts = (cut((cite.start, cite.end)), cut(cite.key), cut(cite.group))
            found.append((cite.start, " → ".join(parts)))
        for link in block.links:
            whole, words, to = cut((link.start, link.end)), cut(link.text), cut(link.destination)
            found.append((link.start, f"{whole} → {words} → {to} → {link.kind}"))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a [[b]] c", "[[b]] → b → -"),
        ("![[b]]", "![[b]] → b → -"),
        ("[[ b c | d ]]", "[[ b c | d ]] → b c → d"),
        ("[[b#c|d]]", "[[b#c|d]] → b → d"),
        ("[[b#^c]]", "[[b#^c]] → b → -"),
        ("[[b^c]]", "[[b^c]] → b → -"),
        ("[[#c]]", "[[#c]] →  → -"),
        ("[[b|]]", "[[b|]] → b → "),
        ("[[[b]]]", "[[b]] → b → -"),
        (r"\![[b]]", "[[b]] → b → -"),
        ("[[b]](c)", "[[b]] → b → -"),
        ("|a|\n|-|\n|[[b\\|c]]|", "[[b\\|c]] → b → c"),
        ("> - [[b]]", "[[b]] → b → -"),
        ("# [[b]] #", "[[b]] → b → -"),
    ],
)
def test_wikilink(text: str, expected: str) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    "text",
    ["[[]]", "[[ ]]", "[[a\nb]]", "[[a]", "[[a[b]]", "`[[a]]`", "    [[a]]", r"\[[a]]", "$[[a]]$"],
)
def test_no_wikilink(text: str) -> None:
    assert not [found for block in parse(text).blocks for found in block.wikilinks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@a says", ["@a → a → -"]),
        ("[@a]", ["@a → a → [@a]"]),
        ("@a [p. 3]", ["@a → a → -"]),
        ("[-@a]", ["-@a → a → [-@a]"]),
        ("a -@b", ["@b → b → -"]),
        ("[a-@b]", ["@b → b → [a-@b]"]),
        ("![@a]", ["@a → a → [@a]"]),
        ("[[@a]]", ["[[@a]] → @a → -"]),
        (
            "[see @a, pp. 3–5; -@b]",
            ["@a → a → [see @a, pp. 3–5; -@b]", "-@b → b → [see @a, pp. 3–5; -@b]"],
        ),
        ("[see [@a] and @b]", ["@a → a → [@a]", "@b → b → [see [@a] and @b]"]),
        ("@{weird key}.", ["@{weird key} → weird key → -"]),
        ("(@a_b:c.d-e).", ["@a_b:c.d-e → a_b:c.d-e → -"]),
        ("@a..b @c: @_d @9", ["@a → a → -", "@c → c → -", "@_d → _d → -", "@9 → 9 → -"]),
        ("@doi:10.1/x.", ["@doi:10.1/x → doi:10.1/x → -"]),
        ("@url:https://x.org/a", ["@url:https://x.org/a → url:https://x.org/a → -"]),
        ("@Müller2020", ["@Müller2020 → Müller2020 → -"]),
        ("[@a](b)", ["[@a](b) → @a → b → inline", "@a → a → -"]),
        (
            "[@a; [x](y)]",
            ["@a → a → [@a; [x](y)]", "[x](y) → x → y → inline"],
        ),
        ("a@b.org", []),
        (r"\@a", []),
        ("`@a` <x@y.org> https://x.org/@a [b](@c)", ["[b](@c) → b → @c → inline"]),
        ("@ a, @: b, @{} c", []),
    ],
)
def test_citation(text: str, expected: list[str]) -> None:
    check(text, *expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](b 'c')", "[a](b 'c') → a → b → inline"),
        ("[a](<b c>)", "[a](<b c>) → a → b c → inline"),
        ("[a]()", "[a]() → a →  → inline"),
        ("[a](b(c)d)", "[a](b(c)d) → a → b(c)d → inline"),
        ("![a](b)", "![a](b) → a → b → inline"),
        ("[a `]` b](c)", "[a `]` b](c) → a `]` b → c → inline"),
        ("> [a\n> b](c)", "[a\n> b](c) → a\n> b → c → inline"),
        ("[a][B]\n\n[b]: c", "[a][B] → a → - → reference"),
        ("[a][]\n\n[a]: c", "[a][] → a → - → reference"),
        ("> [a]\n\n[A]: c", "[a] → a → - → shortcut"),
        ("[a][^1]\n\n[a]: c", "[a] → a → - → shortcut"),
    ],
)
def test_link(text: str, expected: str) -> None:
    check(text, expected)


def test_a_link_holds_no_link_but_an_image_may() -> None:
    check("[a [b](c) d](e)", "[b](c) → b → c → inline")
    check("![a [b](c)](d)", "![a [b](c)](d) → a [b](c) → d → inline", "[b](c) → b → c → inline")


@pytest.mark.parametrize("text", ["[a][b]", "[a]", "[a](b", "[a](b c)", r"[a\](b)", "[a] (b)"])
def test_no_link(text: str) -> None:
    check(text)
