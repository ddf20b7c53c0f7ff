"""A parsed note as plain values; every span is half-open and counts code points of the source."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Span: TypeAlias = tuple[int, int]
BlockKind: TypeAlias = Literal["paragraph", "heading", "table"]

# The hashes around the words of a heading.
_HASHES = re.compile(r"^#{1,6}(?=\s|$)|(?:(?<=\s)|^)#+\s*$")

MASK = "\0"
"""Stands in `Block.prose` for each character of code, math, markup and addresses."""


@dataclass(frozen=True, slots=True)
class Wikilink:
    """A link such as `[[target#heading|alias]]`, with its brackets and the `!` of an embed.

    `target` stops before `#` and `^`, and is empty for a link inside the same note.
    """

    start: int
    end: int
    target: Span
    alias: Span | None = None


@dataclass(frozen=True, slots=True)
class PandocCitation:
    """A citation such as `@key`, or `-@key` within brackets; a locator is not part of it.

    `key` is the key alone, without the braces of `@{key}`. `group` is the whole `[…]` around it.
    """

    start: int
    end: int
    key: Span
    group: Span | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image of CommonMark; `start` is at its `[` or `!`.

    `destination` is where the address is written, without angle brackets; None where a definition
    elsewhere in the note gives it. `address` is the address, whoever gives it. `kind` is
    `reference` for `[text][label]` and `[text][]`.
    """

    start: int
    end: int
    text: Span
    destination: Span | None
    address: str
    kind: Literal["inline", "reference", "shortcut"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or table, from its first character to the end of its last line.

    `prose` is as long as the block: the source text in which block markers are spaces, and
    everything else that is not prose is `MASK`. No phrase runs across a `MASK`; one may run across
    spaces and line ends, which stay. Wikilinks and citations keep their text. `item` is true for
    the first block of a list item. `level` is that of a heading, 1 to 6, else 0.
    """

    kind: BlockKind
    start: int
    end: int
    item: bool
    prose: str
    wikilinks: tuple[Wikilink, ...] = ()
    citations: tuple[PandocCitation, ...] = ()
    links: tuple[Link, ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML at the head of a note, with its `---` lines; `body` is what stands between them.

    `scalars` maps a top-level key to the span of its value, without quotes, where the value is
    one piece of text on one line.
    """

    start: int
    end: int
    body: Span
    scalars: Mapping[str, Span]

    def scalar(self, name: str) -> Span | None:
        """Return the span of a value, whatever the letter case of its key; None for none."""
        if name in self.scalars:
            return self.scalars[name]
        return next((span for key, span in self.scalars.items() if key.lower() == name), None)


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its text, and the blocks of it that hold words, in the order of the source."""

    text: str
    blocks: tuple[Block, ...]
    front_matter: FrontMatter | None = None

    @property
    def title(self) -> str:
        """The words of the first heading of level 1; empty where there is none."""
        first = next((block for block in self.blocks if block.level == 1), None)
        return self.heading(first) if first else ""

    def heading(self, block: Block) -> str:
        """Return the words of a heading, as they are written, in one line."""
        lines = self.text[block.start : block.end].splitlines()
        if lines[0].startswith("#"):
            lines = [_HASHES.sub("", lines[0])]
        elif len(lines) > 1:
            lines.pop()  # what underlines it
        return " ".join(" ".join(lines).split())

    def block_at(self, offset: int) -> Block | None:
        """Return the block that a cursor at `offset` is in, its end included; None between."""
        index = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        if index >= 0 and offset <= self.blocks[index].end:
            return self.blocks[index]
        return None
