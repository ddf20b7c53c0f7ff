"""Text that is made to hurt whoever is shown it or has it inserted, and what harmless text is."""

import unicodedata

from markdown_it import MarkdownIt
from markdown_it.token import Token

MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<b",
    "<!-- c",
    "[click](command:evil)",
    "[click](<javascript:alert(1)>)",
    "![x](https://evil.example/x.png)",
    "[x]: https://evil.example",
    "<https://evil.example>",
    "<javascript:alert(1)>",
    "https://evil.example www.evil.example a@evil.example",
    "javascript:alert(1)",
    "command:evil",
    "file:///etc/passwd",
    "](https://evil.example)",
    "\\](command:evil) \\<b> \\\\<b> \\\\[a](command:b)",
    "]] and [[",
    "[[Another Paper]]",
    "[@someone] @{else} -@third",
    "a | b || c",
    "^block #heading",
    "**bold** _it_ __0__ snake_case ~~gone~~ ==marked==",
    "`code` and ` tick ``",
    "```\ncode\n```",
    "# heading",
    "- item",
    "1. item",
    "1) item",
    "> quote",
    "    indented",
    "a\n\n---\n\nb",
    "a\n===",
    "| a |\n|---|\n| b |",
    "two\nlines\r\nof\rtext\u2028and\u2029more\x85",
    "&lt;b&gt; &#60; &amp;lt;",
    "${1:snippet} $0 $(evil)",
    "%s %n {key.__class__} {0}",
    "{braces} }{ \\",
    "日本\u200d語 e\u0301 🙂",
    '": "," }],',
    "\n/etc/passwd:1: not a problem of ours",
)
UNSEEN = (
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b31m \x08\x08\x7f",
    "\u202egnp.exe\u202c \u2066x\u2069 \u200f\u061c",
    "zero\u200bwidth\ufeff\u00ad\U000e0041",
    "nul\0in it",
    "half \ud83d of a pair",
)
ENDLESS = ("x" * 5000, "word " * 3000)
HOSTILE = (*MARKUP, *UNSEEN, *ENDLESS)
_JOINERS = "\u200c\u200d"
_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def check_seen(text: str, *, lines: int = 1) -> None:
    """Assert that all of a text is seen: nothing in it controls, reorders or hides."""
    rows = text.split("\n")
    assert len(rows) <= lines, text
    for row in rows:
        unseen = [c for c in row if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
        assert set(unseen) <= set(_JOINERS), ascii(text)


def tokens(markdown: str) -> list[Token]:
    """Return every token of a text, those inside blocks among them."""
    return [one for block in _PARSER.parse(markdown) for one in (block, *(block.children or ()))]


def check_inert(markdown: str, *known: str) -> list[str]:
    """Return where the links of a text lead, once it is clear that it only shows text and these.

    They lead to the web, or to what is `known`.
    """
    found = tokens(markdown)
    assert not {"html_block", "html_inline", "image"} & {one.type for one in found}, markdown
    links = [str(one.attrs["href"]) for one in found if one.type == "link_open"]
    assert all(link.startswith(("https://", "http://", *known)) for link in links), markdown
    return links
