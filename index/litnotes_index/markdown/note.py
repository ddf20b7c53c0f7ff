"""A parsed note as plain values; every span is half-open and counts code points of the source."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, TypeAlias, TypeVar

Span: TypeAlias = tuple[int, int]
BlockKind: TypeAlias = Literal["paragraph", "heading", "table"]

# The hashes around the words of a heading.
_HASHES = re.compile(r"^#{1,6}(?=\s|$)|(?:(?<=\s)|^)#+\s*$")
_LINE_END = re.compile(r"\r\n?|\n")

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

    def moved(self, by: int) -> "Wikilink":
        """Return it so much further on."""
        alias = self.alias and moved(self.alias, by)
        return Wikilink(self.start + by, self.end + by, moved(self.target, by), alias)


@dataclass(frozen=True, slots=True)
class PandocCitation:
    """A citation such as `@key`, or `-@key` within brackets; a locator is not part of it.

    `key` is the key alone, without the braces of `@{key}`. `group` is the whole `[…]` around it.
    """

    start: int
    end: int
    key: Span
    group: Span | None = None

    def moved(self, by: int) -> "PandocCitation":
        """Return it so much further on."""
        group = self.group and moved(self.group, by)
        return PandocCitation(self.start + by, self.end + by, moved(self.key, by), group)


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

    def moved(self, by: int) -> "Link":
        """Return it so much further on."""
        text, written = moved(self.text, by), self.destination and moved(self.destination, by)
        return Link(self.start + by, self.end + by, text, written, self.address, self.kind)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or table, from its first character to the end of its last line.

    `prose` is as long as the block: the source text in which block markers are spaces, and
    everything else that is not prose is `MASK`. No phrase runs across a `MASK`; one may run across
    spaces and line ends, which stay. Wikilinks and citations keep their text. `addresses` are those
    that stand by themselves, angle brackets included. `item` is true for the first block of a list
    item. `level` is that of a heading, 1 to 6, else 0.
    """

    kind: BlockKind
    start: int
    end: int
    item: bool
    prose: str
    wikilinks: tuple[Wikilink, ...] = ()
    citations: tuple[PandocCitation, ...] = ()
    links: tuple[Link, ...] = ()
    addresses: tuple[Span, ...] = ()
    level: int = 0

    def citation_at(self, start: int) -> PandocCitation | None:
        """Return the Pandoc citation that begins at an offset; None where none does."""
        return _at(self.citations, start)

    def wikilink_at(self, start: int) -> Wikilink | None:
        """Return the wikilink that begins at an offset; None where none does."""
        return _at(self.wikilinks, start)

    def link_at(self, start: int) -> Link | None:
        """Return the link that begins at an offset; None where none does."""
        return _at(self.links, start)

    def in_group(self, group: Span) -> Sequence[PandocCitation]:
        """Return the Pandoc citations whose brackets these are."""
        first, last = (_index(self.citations, end) for end in group)
        return [cited for cited in self.citations[first:last] if cited.group == group]

    def moved(self, by: int) -> "Block":
        """Return it so much further on, with all that is in it."""
        return replace(
            self,
            start=self.start + by,
            end=self.end + by,
            wikilinks=tuple(wikilink.moved(by) for wikilink in self.wikilinks),
            citations=tuple(cited.moved(by) for cited in self.citations),
            links=tuple(link.moved(by) for link in self.links),
            addresses=tuple(moved(span, by) for span in self.addresses),
        )


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Part:
    """A piece of a note that says the same wherever it stands: all spans count from its beginning.

    It begins with a block that is in no other, or with an item of a list that is in no other.
    While a note is edited, the parts that are not remain the same objects, so that what is found in
    a part can be kept by it. `marker` is that of the list, for an item that is not its first;
    `defines` tells whether addresses of links are defined here.
    """

    text: str
    blocks: tuple[Block, ...]
    marker: str
    defines: bool


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


@dataclass(frozen=True)
class Note:
    """A note: its text, and the parts of it that hold blocks, in the order of the source.

    `starts` tells where each part begins; the first is after the front matter, and there always is
    one. `labels` are those of the link definitions, normalised, with their addresses.
    """

    text: str
    parts: tuple[Part, ...] = field(compare=False)
    starts: Sequence[int] = field(compare=False)
    front_matter: FrontMatter | None
    labels: Mapping[str, str]
    # Many places of one block may be asked for, and to move it takes as long as it is.
    _moved: dict[int, Block] = field(
        default_factory=dict[int, Block], init=False, repr=False, compare=False
    )

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that hold words, in order."""
        return tuple(block.moved(start) for start, part in self.placed() for block in part.blocks)

    def placed(self) -> Iterator[tuple[int, Part]]:
        """Yield each part and where it begins."""
        return zip(self.starts, self.parts, strict=True)

    @property
    def title(self) -> str:
        """The words of the first heading of level 1; empty where there is none."""
        first = (
            block.moved(start)
            for start, part in self.placed()
            for block in part.blocks
            if block.level == 1
        )
        return next(map(self.heading, first), "")

    def heading(self, block: Block) -> str:
        """Return the words of a heading, as they are written, in one line."""
        lines = self.text[block.start : block.end].splitlines()
        if lines[0].startswith("#"):
            lines = [_HASHES.sub("", lines[0])]
        elif len(lines) > 1:
            lines.pop()  # what underlines it
        return " ".join(" ".join(lines).split())

    def part_at(self, offset: int) -> tuple[int, Part] | None:
        """Return the part that an offset is in, and where it begins; None in front matter."""
        index = bisect_right(self.starts, offset) - 1
        return (self.starts[index], self.parts[index]) if index >= 0 else None

    def block_at(self, offset: int) -> Block | None:
        """Return the block that a cursor at `offset` is in, its end included; None between."""
        start, part = self.part_at(offset) or (0, None)
        blocks = part.blocks if part else ()
        index = bisect_right(blocks, offset - start, key=lambda block: block.start) - 1
        if index < 0 or offset - start > blocks[index].end:
            return None
        at = start + blocks[index].start
        if at not in self._moved:
            self._moved[at] = blocks[index].moved(start)
        return self._moved[at]

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and character of an offset, both from 0."""
        line = bisect_right(self._lines, offset) - 1
        return line, offset - self._lines[line]

    def is_in_link(self, start: int, end: int) -> bool:
        """Return whether a span is in the text of a link, which can hold no other link."""
        index = bisect_right(self._link_texts, start, key=lambda text: text[0]) - 1
        return index >= 0 and end <= self._link_texts[index][1]

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins."""
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    @cached_property
    def _link_texts(self) -> list[Span]:
        """Where the text of each link is, in order; of an image in it, it is left out."""
        texts: list[Span] = []
        for start, part in self.placed():
            for block in part.blocks:
                for link in block.links:
                    text = moved(link.text, start)
                    if not texts or text[0] > texts[-1][1]:
                        texts.append(text)
        return texts


_Placed = TypeVar("_Placed", Wikilink, PandocCitation, Link)


def _at(placed: Sequence[_Placed], start: int) -> _Placed | None:
    """What begins at an offset, among what is in order."""
    found = placed[(index := _index(placed, start)) : index + 1]
    return found[0] if found and found[0].start == start else None


def _index(placed: Sequence[_Placed], start: int) -> int:
    return bisect_left(placed, start, key=lambda one: one.start)


def moved(span: Span, by: int) -> Span:
    """Return a span so much further on."""
    return span[0] + by, span[1] + by
