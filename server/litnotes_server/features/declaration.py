"""`textDocument/declaration`: the literature note of the paper under the cursor."""

from litnotes_index.backlinks import Notes
from litnotes_server.features.pointed import Pointed


def declaration(notes: Notes, pointed: Pointed | None) -> list[str]:
    """Return the paths of the notes that are about the paper; empty where there is none."""
    if pointed is None:
        return []
    found = (note.path for paper in pointed.papers for note in notes.literature(paper))
    return list(dict.fromkeys(found))
