"""`textDocument/references`: every citation of the paper under the cursor, in all notes."""

from litnotes_index.backlinks import NoteCitation, Notes
from litnotes_server.features.pointed import Pointed


def references(notes: Notes, pointed: Pointed | None) -> list[NoteCitation]:
    """Return every citation of the paper that is pointed at, by path and place, each once."""
    if pointed is None:
        return []
    found = {
        (place.path, place.line, place.character): place
        for paper in pointed.papers
        for place in notes.citing(paper)
    }
    return [found[key] for key in sorted(found)]
