"""`completionItem/resolve`: the card of a paper that is chosen in the list."""

from litnotes_index.forms import title_of
from litnotes_index.view import View
from litnotes_server.features.card import card


def resolve(view: View, key: str, title: str, *, markdown: bool) -> str | None:
    """Return the card of the paper with this key and title; None where it is gone by now."""
    papers = view.papers.keyed(key)
    same = [paper for paper in papers if title_of(paper) == title] or papers
    return card(same[0], markdown=markdown) if same else None
