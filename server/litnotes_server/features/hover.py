"""`textDocument/hover`: what the paper under the cursor says."""

from dataclasses import dataclass

from litnotes_index.citations import citation_at
from litnotes_index.markdown import Note
from litnotes_index.view import View
from litnotes_server.features.card import card


@dataclass(frozen=True, slots=True)
class Hover:
    """A card, and the span of the citation that it is for."""

    text: str
    start: int
    end: int


def hover(
    view: View, note: Note, offset: int, *, markdown: bool, width: int | None = None
) -> Hover | None:
    """Return the card of the paper that is cited at `offset`; None where none is.

    A citation that may mean several papers shows them all.
    """
    citation = citation_at(note, offset, view)
    if citation is None:
        return None
    rule = "\n\n---\n\n" if markdown else "\n\n"
    cards = rule.join(card(paper, markdown=markdown, width=width) for paper in citation.papers)
    if len(citation.papers) > 1:
        cards = f"{len(citation.papers)} papers may be meant:{rule}{cards}"
    return Hover(cards, citation.start, citation.end)
