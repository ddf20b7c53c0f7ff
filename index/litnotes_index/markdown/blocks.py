"""What a paragraph, heading or table says: its lines as one text, without what they are in."""

import re
from collections.abc import Mapping

from markdown_it.token import Token

from litnotes_index.markdown.inline import Inline, masked, scan
from litnotes_index.markdown.note import MASK, Block, BlockKind, Span

_TASK = re.compile(r"\[[ xX]\](?=[ \t])")
_BAR = re.compile(r"(?<!\\)\|")
_KINDS: dict[str, BlockKind] = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "table_open": "table",
}


def block(
    text: str, token: Token, lines: list[Span], item: bool, labels: Mapping[str, str]
) -> Block:
    """Return the block that a token opens, whose lines stand at these places of a text.

    `item` tells whether it is the first of a list item; `labels` are as in `inline.scan`.
    """
    start, end = lines[0][0], lines[-1][1]
    if text[end - 1 : end + 1] == "\r\n":
        end -= 1
        lines[-1] = (lines[-1][0], end)
    kind = _KINDS[token.type]
    if kind == "table":
        inline = _table(text, lines, labels)
    else:
        written = [text[a:b] for a, b in lines]
        if token.markup.startswith("#"):
            written[0] = _without_hashes(written[0], len(token.markup))
        elif kind == "heading":
            written[-1] = " " * len(written[-1])
        if item and (task := _TASK.match(written[0])):
            written[0] = " " * task.end() + written[0][task.end() :]
        inline = scan(_joined(text, lines, written), start, labels)
    return Block(
        kind,
        start,
        end,
        item,
        inline.prose,
        inline.wikilinks,
        inline.citations,
        inline.links,
        inline.addresses,
        int(token.tag[1:]) if kind == "heading" else 0,
    )


def _joined(text: str, lines: list[Span], written: list[str]) -> str:
    """Return the lines as one text of the block's length; what the block is in is blank."""
    parts = [written[0]]
    for (_, before), (start, _), line in zip(lines, lines[1:], written[1:], strict=False):
        parts += (text[before], " " * (start - before - 1), line)
    return "".join(parts)


def _without_hashes(line: str, level: int) -> str:
    """Return an ATX heading in which the hashes before and after its words are blank."""
    words = line[level:].rstrip(" \t")
    unclosed = words.rstrip("#")
    if not unclosed or unclosed[-1] in " \t":
        words = unclosed
    return (" " * level + words).ljust(len(line))


def _table(text: str, lines: list[Span], labels: Mapping[str, str]) -> Inline:
    """Return the parts of a table; each cell is read alone, and bars are barriers."""
    rows: list[str] = []
    cells: list[Inline] = []
    for number, (start, end) in enumerate(lines):
        row = text[start:end]
        if number == 1:
            rows.append(masked(row))
            continue
        first = len(cells)
        at = start
        for written in _BAR.split(row):
            cells.append(scan(written, at, labels))
            at += len(written) + 1
        rows.append(MASK.join(cell.prose for cell in cells[first:]))
    return Inline(
        _joined(text, lines, rows),
        tuple(found for cell in cells for found in cell.wikilinks),
        tuple(found for cell in cells for found in cell.citations),
        tuple(found for cell in cells for found in cell.links),
        tuple(found for cell in cells for found in cell.addresses),
    )
