"""`textDocument/documentHighlight`: where else this note cites the paper under the cursor."""

from litnotes_index.backlinks import is_same
from litnotes_index.citations import citations
from litnotes_index.markdown import Note, Span
from litnotes_index.view import View
from litnotes_server.features.pointed import Pointed


def document_highlight(view: View, note: Note, pointed: Pointed | None) -> list[Span]:
    """Return the span of every citation of the paper in this note; empty where none is meant."""
    if pointed is None:
        return []
    return [
        (citation.start, citation.end)
        for citation in citations(note, view)
        if any(is_same(one, other) for one in citation.papers for other in pointed.papers)
    ]
