"""`completionItem/resolve`: the card of a paper that is chosen in the list."""

from litnotes_index.backlinks import Notes
from litnotes_index.forms import title_of
from litnotes_server.features.card import card


def resolve(notes: Notes, key: str, title: str, *, markdown: bool) -> str | None:
    """Return the card of the paper with this key and title; None where it is gone by now."""
    papers = notes.view.papers.keyed(key)
    same = [paper for paper in papers if title_of(paper) == title] or papers
    return card(same[0], markdown=markdown, cited_in=notes.count(same[0])) if same else None
