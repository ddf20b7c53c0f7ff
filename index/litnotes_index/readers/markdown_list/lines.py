"""Lines of Markdown as a list shows them: nothing of comments, nothing of code in fences."""

import re
from collections.abc import Iterable, Iterator

from litnotes_index.model import Problem
from litnotes_index.readers.files.source import Line

_LONGEST = 1 << 14  # characters of a line
_FENCE = re.compile(r"[ \t>]*+(`{3,}+|~{3,}+)([^`]*+)")
_COMMENT, _COMMENT_END = "<!--", "-->"


def shown_lines(lines: Iterable[Line | Problem]) -> Iterator[Line | Problem]:
    """Yield lines without what is not shown as Markdown: comments, and all lines in fences."""
    fence = ""
    in_comment = False
    for line in lines:
        if isinstance(line, Problem):
            yield line
            continue
        text = line.text[:_LONGEST]
        if not fence and (in_comment or _COMMENT in text):
            text, in_comment = _without_comments(text, inside=in_comment)
        if "```" in text or "~~~" in text:
            match = _FENCE.fullmatch(text)
            if match and not fence:
                fence, text = match[1], ""
            elif match and match[1].startswith(fence) and not match[2].strip():
                fence, text = "", ""
        yield Line(line.number, "" if fence else text)


def _without_comments(text: str, *, inside: bool) -> tuple[str, bool]:
    """Return a line without comments, and whether one goes on; only the first on it may."""
    parts: list[str] = []
    at = 0
    while True:
        if inside:
            end = text.find(_COMMENT_END, at)
            if end < 0:
                return "".join(parts), True
            at, inside = end + len(_COMMENT_END), False
        begin = text.find(_COMMENT, at)
        goes_on = begin >= 0 and text.find(_COMMENT_END, begin) < 0
        if begin < 0 or (goes_on and ("".join(parts) + text[at:begin]).strip()):
            parts.append(text[at:])
            return "".join(parts), False
        parts.append(text[at:begin])
        at, inside = begin + len(_COMMENT), True
