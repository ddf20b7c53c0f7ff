"""`textDocument/documentLink`: from a citation to the paper's page on the web, or to its file.

Editors ask for links whenever a note changes: whether a file is there is looked up when a link to
it is followed, and no sooner.
"""

import re
from dataclasses import dataclass

from litnotes_index.citations import citations
from litnotes_index.forms import title_of
from litnotes_index.markdown import Note
from litnotes_index.model import Paper
from litnotes_index.opening import Target, reachable, targets
from litnotes_index.view import View

# A Markdown link has its own destination; a title in prose stays prose, for jumps to its entry.
_KINDS = frozenset({"wikilink", "pandoc", "front-matter", "identifier"})
# Editors make these links by themselves.
_ADDRESS = re.compile(r"<|https?:|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """The span of a citation, its paper, and what it leads to; None before that is looked up."""

    start: int
    end: int
    paper: Paper
    target: Target | None

    @property
    def tooltip(self) -> str:
        """What to say of it."""
        return title_of(self.paper)


def document_link(view: View, note: Note, *, to_files: bool = False) -> list[DocumentLink]:
    """Return a link for each citation in its own syntax whose one paper has something to open.

    That is its page, or where it has none, or `to_files` is asked for, its file.
    """
    return [
        DocumentLink(citation.start, citation.end, paper, found[0] if _is_sure(found[0]) else None)
        for citation in citations(note, view)
        if citation.kind in _KINDS and len(citation.papers) == 1
        if not _ADDRESS.match(note.text, citation.start)
        for paper in citation.papers
        if (found := _targets(paper, to_files=to_files))
    ]


def followed(paper: Paper, *, to_files: bool = False) -> Target | None:
    """Return what a link to a paper leads to now; None where that is gone."""
    return next(reachable(_targets(paper, to_files=to_files)), None)


def _targets(paper: Paper, *, to_files: bool) -> list[Target]:
    files, pages = targets(paper, "pdf"), targets(paper, "page")
    return [*files, *pages] if to_files else [*pages, *files]


def _is_sure(target: Target) -> bool:
    return target.what != "pdf"
