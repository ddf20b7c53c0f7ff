"""What is kept of a note, as plain values."""

from typing import Literal, NamedTuple, get_args

Kind = Literal["wikilink", "pandoc", "link", "mention", "heading", "front-matter", "identifier"]
IN_TEXT: tuple[Kind, ...] = tuple(kind for kind in get_args(Kind) if kind != "front-matter")
"""The kinds of what stands in the text of a note, and can have another form."""


class Place(NamedTuple):
    """A place of a note that may name a paper, and by which names, the likeliest first.

    Lines and characters (code points) count from 0; `text` is what stands there. `before` is what
    stands before it in its line, if that is more than ASCII; None where that is too long to keep.
    """

    line: int
    character: int
    end_line: int
    end_character: int
    kind: Kind
    text: str
    names: tuple[str, ...]
    before: str | None = ""


class NoteRecord(NamedTuple):
    """A note as it was read: its title, the names of the paper it may be about, its places.

    `defines` are the tags that it gives papers: each with the names of its paper.
    """

    path: str
    title: str
    itself: tuple[str, ...]
    places: tuple[Place, ...]
    defines: tuple[tuple[str, ...], ...] = ()
