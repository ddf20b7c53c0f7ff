"""Which papers the cursor points at: one question for hover, definition, references, and others."""

from dataclasses import dataclass

from litnotes_index.citations import citation_at
from litnotes_index.markdown import Note
from litnotes_index.model import Paper
from litnotes_index.view import View


@dataclass(frozen=True, slots=True)
class Pointed:
    """Papers, several where it is ambiguous, and the span of the place that names them."""

    papers: tuple[Paper, ...]
    start: int
    end: int


def in_note(view: View, note: Note, offset: int) -> Pointed | None:
    """Return what the citation at an offset of a note names; None where none is."""
    citation = citation_at(note, offset, view)
    return Pointed(citation.papers, citation.start, citation.end) if citation else None


def in_dump(view: View, path: str, text: str, offset: int) -> Pointed | None:
    """Return the paper whose entry an offset of a dump is in; None between entries.

    The span is that of the line.
    """
    before = text[:offset]
    line = before.count("\n") + before.count("\r") - before.count("\r\n") + 1
    papers = tuple(view.papers.standing(path, line))
    if not papers:
        return None
    start = max(before.rfind("\n"), before.rfind("\r")) + 1
    ends = [place for end in "\r\n" if (place := text.find(end, offset)) >= 0]
    return Pointed(papers, start, min(ends, default=len(text)))
