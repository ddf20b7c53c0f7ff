"""`textDocument/definition`: where the paper under the cursor stands in its dumps."""

from dataclasses import dataclass

from litnotes_index.citations import citation_at
from litnotes_index.markdown import Note
from litnotes_index.model import Source
from litnotes_index.view import View


@dataclass(frozen=True, slots=True)
class Definition:
    """The entries of the papers that a citation names, and the span of the citation."""

    sources: tuple[Source, ...]
    start: int
    end: int


def definition(view: View, note: Note, offset: int) -> Definition | None:
    """Return every entry of the paper that is cited at `offset`; None where none is."""
    citation = citation_at(note, offset, view)
    if citation is None:
        return None
    sources = tuple(source for paper in citation.papers for source in paper.sources)
    return Definition(sources, citation.start, citation.end)
