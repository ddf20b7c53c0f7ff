"""`textDocument/inlayHint`: what a citation key stands for, beside it."""

from dataclasses import dataclass

from litnotes_index.byline import short_byline
from litnotes_index.citations import citations
from litnotes_index.forms import title_of
from litnotes_index.markdown import Note, Span
from litnotes_index.text import nickname
from litnotes_index.view import View

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Hint:
    """A text to show at an offset, and a longer one for who points at it."""

    offset: int
    text: str
    tooltip: str


def inlay_hint(view: View, note: Note, span: Span) -> list[Hint]:
    """Return the short title for each key or identifier of one known paper in a span of a note.

    A key that is the title already, or stands beside it as in `[[key|title]]`, needs none.
    """
    start, end = span
    found: list[Hint] = []
    for citation in citations(note, view):
        says_little = citation.key is not None or citation.kind == "identifier"
        if not says_little or len(citation.papers) != 1 or citation.kind == "front-matter":
            continue
        written = note.text[citation.start : citation.end]
        if not start <= citation.end <= end or (citation.kind == "wikilink" and "|" in written):
            continue
        paper = citation.papers[0]
        title = title_of(paper)
        tooltip = "\n".join(line for line in (title, short_byline(paper)) if line)
        found.append(Hint(citation.end, _short(title), tooltip))
    return found


def _short(title: str) -> str:
    title = nickname(title) or title
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
