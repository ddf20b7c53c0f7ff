"""`workspace/symbol`: papers and notes by title."""

from litnotes_index.model import Paper
from litnotes_index.notes import NoteRecord
from litnotes_index.text import words
from litnotes_index.view import View

_MOST = 50


def workspace_symbol(view: View, query: str) -> tuple[list[Paper], list[NoteRecord]]:
    """Return the papers and the notes whose titles hold the words of a query, best first.

    With no words these are the newest papers, and no notes.
    """
    papers = view.papers.complete(query.strip(), _MOST, view.cited())
    return papers, view.notes.titled(words(query), _MOST)
