"""`textDocument/hover`: what the paper under the cursor says."""

from dataclasses import dataclass

from litnotes_index.backlinks import Notes
from litnotes_server.features.card import card
from litnotes_server.features.pointed import Pointed


@dataclass(frozen=True, slots=True)
class Hover:
    """A card, and the span of the citation that it is for."""

    text: str
    start: int
    end: int


def hover(
    notes: Notes, pointed: Pointed | None, *, markdown: bool, width: int | None = None
) -> Hover | None:
    """Return the card of the paper that is pointed at; None where none is.

    A citation that may mean several papers shows them all.
    """
    if pointed is None:
        return None
    rule = "\n\n---\n\n" if markdown else "\n\n"
    cards = rule.join(
        card(paper, markdown=markdown, width=width, cited_in=notes.count(paper))
        for paper in pointed.papers
    )
    if len(pointed.papers) > 1:
        cards = f"{len(pointed.papers)} papers may be meant:{rule}{cards}"
    return Hover(cards, pointed.start, pointed.end)
