"""Links in one line of Markdown, and the line's text without markup.

It is about lines of lists, which are read by the hundred thousand; notes are parsed by `markdown`.
"""

import re
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt

from litnotes_index.text.markup import plain

_LONGEST = 1000  # characters
_DESTINATION = r"<[^<>]*+>|[^\s<>()]*+(?:\([^\s<>()]*+\)[^\s<>()]*+)*+"
_TEXT = r"(?:[^\[\]\\]++|\\.|\[(?:[^\[\]\\]++|\\.)*+\])*+"
_LINK = re.compile(
    rf"(?P<image>!?)\[(?P<text>{_TEXT})\]"
    rf"\(\s*+(?P<url>{_DESTINATION})(?:\s++(?:\"[^\"]*+\"|'[^']*+'))?\s*+\)"
    r"|<a\s[^<>]{0,200}?href\s*=\s*[\"']?(?P<href>[^\s\"'<>]++)[^<>]{0,200}>(?P<inner>[^<]*+)</a>"
    r"|(?P<bare>https?://(?:[^\s<>\[\]()|\"'*`]++|\([^\s<>()]*+\))++)"
    r"|\\.|`[^`]*+`",
    re.IGNORECASE,
)
_IMAGE = re.compile(rf"!\[{_TEXT}\]\((?:{_DESTINATION})[^()]{{0,200}}\)")
_MARKED = re.compile(r"[*_`\\\[\]<&~=^!]")
_MATH = re.compile(r"(?<![\\$])\$(?![\s$])[^$]*+(?<![\s\\])\$(?![0-9$])")
_HELD = re.compile("\ue000([0-9]+)\ue001")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a line: its text as it is written, its address, and its half-open span."""

    text: str
    url: str
    start: int
    end: int


def links(line: str, start: int = 0) -> list[Link]:
    """Return the links of a line in order, bare addresses too, which have no text; not images."""
    found: list[Link] = []
    for match in _LINK.finditer(line, start):
        if match["text"] is not None and not match["image"]:
            text, url = match["text"], match["url"].strip("<>").replace("\\", "")
        elif match["href"]:
            text, url = match["inner"], match["href"]
        elif match["bare"]:
            text, url = "", match["bare"].rstrip(".,;:!?")
        else:
            continue
        found.append(Link(text, url, match.start(), match.end()))
    return found


def shown(text: str) -> str:
    """Return what a text of Markdown shows, in one line and without markup or images.

    It is for titles: only the beginning of a text that is too long for one is looked at.
    """
    text = text[:_LONGEST]
    if not _MARKED.search(text):
        return plain(text)
    math: list[str] = []

    def hold(match: re.Match[str]) -> str:
        math.append(match[0])
        return f"\ue000{len(math) - 1}\ue001"

    if "$" in text:
        text = _MATH.sub(hold, text)
    text = _rendered(_IMAGE.sub("", text))
    if math:
        text = _HELD.sub(
            lambda match: math[int(match[1])] if int(match[1]) < len(math) else "", text
        )
    return plain(text)


def _rendered(text: str) -> str:
    [inline] = _markdown().parseInline(text)
    return "".join(
        " " if token.type in ("softbreak", "hardbreak") else token.content
        for token in inline.children or ()
        if token.type != "html_inline"
    )


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("strikethrough")
