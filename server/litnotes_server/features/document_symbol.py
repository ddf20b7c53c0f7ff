"""`textDocument/documentSymbol`: a note's headings with what they cite, or a dump's papers."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

from litnotes_index.citations import Citation, citations
from litnotes_index.forms import title_of
from litnotes_index.markdown import Note
from litnotes_index.view import View


@dataclass(slots=True)
class Symbol:
    """A heading or a paper: its name, its span, the span to go to, and what is in it."""

    name: str
    kind: Literal["heading", "paper"]
    start: int
    end: int
    name_start: int
    name_end: int
    children: list["Symbol"] = field(default_factory=list["Symbol"])


def document_symbol(view: View, note: Note) -> list[Symbol]:
    """Return the outline of a note: headings, nested, and under each the papers it cites."""
    top: list[Symbol] = []
    open_headings: list[tuple[int, Symbol]] = []
    told: set[tuple[int, str]] = set()  # the papers of each list, which tells each once
    cited = [citation for citation in citations(note, view) if citation.papers]
    for start, level, one in sorted(_parts(note, cited), key=lambda part: part[:2]):
        while open_headings and level and open_headings[-1][0] >= level:
            open_headings.pop()[1].end = start
        siblings = open_headings[-1][1].children if open_headings else top
        if level:
            siblings.append(one)
            open_headings.append((level, one))
        elif (id(siblings), one.name) not in told:
            told.add((id(siblings), one.name))
            siblings.append(one)
    return top


def _parts(note: Note, cited: list[Citation]) -> list[tuple[int, int, Symbol]]:
    """Headings (by level) and citations (level 0), each where it begins."""
    end = len(note.text)
    headings = [block for block in note.blocks if block.level]
    starts = [block.start for block in headings]
    parts = [
        (
            block.start,
            block.level,
            Symbol(note.heading(block) or "#", "heading", block.start, end, block.start, block.end),
        )
        for block in headings
    ]
    for citation in cited:
        place = bisect_right(starts, citation.start) - 1
        # A heading that is a paper's title is in the outline already.
        if place < 0 or citation.end > headings[place].end:
            span = (citation.start, citation.end)
            name = title_of(citation.papers[0]) or citation.papers[0].key
            parts.append((citation.start, 0, Symbol(name, "paper", *span, *span)))
    return parts
