"""`textDocument/documentLink`: from a citation to the paper's page on the web."""

import re
from dataclasses import dataclass

from litnotes_index.addresses import url
from litnotes_index.citations import citations
from litnotes_index.forms import title_of
from litnotes_index.markdown import Note
from litnotes_index.view import View

# A Markdown link has its own destination; a title in prose stays prose, for jumps to its entry.
_KINDS = frozenset({"wikilink", "pandoc", "front-matter", "identifier"})
# Editors make these links by themselves.
_ADDRESS = re.compile(r"<|https?:|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """The span of a citation, the address that it leads to, and what to say of it."""

    start: int
    end: int
    target: str
    tooltip: str


def document_link(view: View, note: Note) -> list[DocumentLink]:
    """Return a link for each citation in its own syntax whose one paper has a page on the web."""
    return [
        DocumentLink(citation.start, citation.end, address, title_of(citation.papers[0]))
        for citation in citations(note, view)
        if citation.kind in _KINDS and len(citation.papers) == 1
        if not _ADDRESS.match(note.text, citation.start)
        if (address := url(citation.papers[0]))
    ]
