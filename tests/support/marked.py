"""Notes for tests as text: `<|>` is the cursor, `<ref|words>` a named span, `-- a.md --` a file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_MARK = re.compile(r"<\|>|<(?P<name>[a-z]+)\||(?<!\n)>")
_FILE = re.compile(r"^-- (?P<name>\S+) --\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its marks; offsets are code points, spans half-open."""

    text: str
    at: int | None = None
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])

    @property
    def cursor(self) -> int:
        assert self.at is not None, "the text has no <|>"
        return self.at


def marked(source: str) -> Marked:
    """Take the marks out of a text. A `>` outside a span, or first on its line, is text."""
    parts: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    opened: list[tuple[str, int]] = []
    cursor: int | None = None
    length = place = 0
    for mark in _MARK.finditer(source):
        before = source[place : mark.start()]
        parts.append(before)
        length, place = length + len(before), mark.end()
        if mark[0] == "<|>":
            assert cursor is None, "the text has two cursors"
            cursor = length
        elif mark["name"]:
            opened.append((mark["name"], length))
        elif opened:
            name, start = opened.pop()
            spans[name] = (start, length)
        else:
            parts.append(">")
            length += 1
    assert not opened, f"the span {opened[-1][0]} is not closed"
    parts.append(source[place:])
    return Marked("".join(parts), cursor, spans)


def files(source: str) -> dict[str, str]:
    """Return the files of a text by name."""
    _, *parts = _FILE.split(source)
    return dict(zip(parts[::2], parts[1::2], strict=True))
