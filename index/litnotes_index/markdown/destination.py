"""What follows the text of an inline link: `(destination "title")`."""

import re

from litnotes_index.markdown.note import Span

_SPACES = re.compile(r"\s*", re.ASCII)
_IN_ANGLES = re.compile(r"<(?:[^<>\\\r\n]|\\.)*+>")
# A NUL is no control character here: CommonMark reads it as U+FFFD.
_STOP = re.compile(r"\\\S|[()]|[\x01-\x20\x7f]")
_TITLE_AND_END = re.compile(
    r"""(?:\s+(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?\s*\)""",
    re.ASCII | re.DOTALL,
)
# The bound keeps many unclosed `[a](` from each reading the rest of the text; cmark has the same.
_DEEPEST = 32


def destination(text: str, position: int) -> tuple[Span, int] | None:
    """Return the destination of a link and where the link ends; None where it does not close.

    `position` is after the opening parenthesis; the span is without angle brackets.
    """
    spaces = _SPACES.match(text, position)
    assert spaces is not None
    start = spaces.end()
    inset = 0
    if text.startswith("<", start):
        angled = _IN_ANGLES.match(text, start)
        if not angled:
            return None
        end = angled.end()
        inset = 1
    else:
        end = _bare_end(text, start)
    rest = _TITLE_AND_END.match(text, end)
    return ((start + inset, end - inset), rest.end()) if rest else None


def _bare_end(text: str, start: int) -> int:
    """Return where a destination without brackets ends; the end of the text if it never does."""
    depth = 0
    for stop in _STOP.finditer(text, start):
        if stop[0] == "(":
            depth += 1
            if depth > _DEEPEST:
                break
        elif stop[0] == ")" and depth:
            depth -= 1
        elif not stop[0].startswith("\\"):
            return stop.start() if not depth else len(text)
    return len(text)
