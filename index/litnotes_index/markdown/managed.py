"""The blocks of a note that its writer has marked as litnotes' to fill, and what is in them then.

Such a block stands between `<!-- litnotes:NAME -->` and `<!-- /litnotes:NAME -->`.
"""

import re
from dataclasses import dataclass

from litnotes_index.markdown.note import Span
from litnotes_index.markdown.parts import head_of
from litnotes_index.markdown.rules import read

_MARK = re.compile(r"[ \t]*<!--[ \t]*(?P<closes>/?)litnotes:(?P<name>[\w-]+)[ \t]*-->[ \t]*")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*")


@dataclass(frozen=True, slots=True)
class Managed:
    """A managed block: its name, and the half-open span of the lines between its two marks."""

    name: str
    start: int
    end: int


def managed(text: str) -> list[Managed]:
    """Return the managed blocks of a note, in order; one in another is part of that one.

    A mark in code or in other markup is none. Where marks do not pair up nothing is managed, for
    what stands there may be the writer's own.
    """
    if "litnotes:" not in text:
        return []
    found: list[Managed] = []
    opened: list[tuple[str, int]] = []
    for mark, (start, end) in _marks(text):
        if not mark["closes"]:
            opened.append((mark["name"], end))
        elif opened and opened[-1][0] == mark["name"]:
            block = Managed(*opened.pop(), start)
            while found and found[-1].start > block.start:
                found.pop()
            found.append(block)
        else:
            opened.clear()
    return found


def refilled(text: str, block: Managed, content: str) -> str:
    r"""Return what stands in a managed block of a note once its content is another.

    Blank lines around the content stay, and lines end as they do in the note; those of `content`
    end in `\n`. None of them is a mark then.
    """
    old = text[block.start : block.end]
    blank = _BLANK_LINES.match(old)
    before = blank[0] if blank else ""
    rest = old[len(before) :]
    after = rest[len(rest.rstrip()) :]
    indent, line_end = _opening(text, block.start)
    lines = content.strip("\n").split("\n")
    if lines == [""]:
        return before + after.lstrip(" \t").removeprefix(line_end)
    told = line_end.join(f"{indent}{_no_mark(line)}" if line else "" for line in lines)
    if before and not rest.strip():
        after = line_end * 2  # a blank line on both sides, as it had
    return before + told + (after or line_end)


def _opening(text: str, start: int) -> tuple[str, str]:
    """What the line before an offset begins with, if that is blank, and what ends it."""
    line_end = "\r\n" if text.startswith("\r\n", start - 2) else text[start - 1]
    end = start - len(line_end)
    line = text[max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1 : end]
    return line[: len(line) - len(line.lstrip())], line_end


def _no_mark(line: str) -> str:
    return line.replace("<", "\\<", 1) if _MARK.fullmatch(line) else line


def _marks(text: str) -> list[tuple[re.Match[str], Span]]:
    """The marks of managed blocks, and the span of each one's line, its end included."""
    head = head_of(text)
    base = head.end if head else 0
    # Same length, so that offsets hold.
    found = read(text[base:].replace("\r\n", " \n").replace("\r", "\n"))
    marks: list[tuple[re.Match[str], Span]] = []
    for token in found.tokens:
        if token.type == "html_block" and token.map and token.map[1] - token.map[0] == 1:
            start, end = (base + found.starts[line] for line in token.map)
            if mark := _MARK.fullmatch(text[start:end].rstrip("\r\n")):
                marks.append((mark, (start, end)))
    return marks
