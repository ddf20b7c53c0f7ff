"""What the text of a note is made of: prose, wikilinks, citations, links, and where each stands."""

from litnotes_index.markdown.managed import Managed, managed, refilled
from litnotes_index.markdown.note import (
    MASK,
    Block,
    FrontMatter,
    Link,
    Note,
    PandocCitation,
    Part,
    Span,
    Wikilink,
    moved,
)
from litnotes_index.markdown.parts import parse

__all__ = [
    "MASK",
    "Block",
    "FrontMatter",
    "Link",
    "Managed",
    "Note",
    "PandocCitation",
    "Part",
    "Span",
    "Wikilink",
    "managed",
    "moved",
    "parse",
    "refilled",
]
