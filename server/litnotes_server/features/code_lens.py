"""`textDocument/codeLens`: in how many notes a paper is cited, over what stands for the paper."""

from dataclasses import dataclass

from litnotes_index import names
from litnotes_index.backlinks import NoteCitation, Notes
from litnotes_index.citations import citations
from litnotes_index.markdown import Note
from litnotes_index.model import Paper
from litnotes_server.features.card import cited


@dataclass(frozen=True, slots=True)
class Lens:
    """What to say over a span of a note, or over a line (from 0) of a dump, and the citations."""

    title: str
    start: int
    end: int
    places: tuple[NoteCitation, ...]


def code_lens(notes: Notes, note: Note) -> list[Lens]:
    """Return a lens for each heading and the front matter that name a cited paper."""
    found: list[Lens] = []
    in_front_matter = False
    for citation in citations(note, notes.view):
        if len(citation.papers) != 1 or citation.kind not in ("heading", "front-matter"):
            continue
        if citation.kind == "front-matter":
            if in_front_matter:
                continue
            in_front_matter = True
        found.append(_lens(notes, citation.papers[0], citation.start, citation.end))
    return found


def code_lens_in_dump(notes: Notes, path: str) -> list[Lens]:
    """Return a lens for each entry of a dump that a note cites; its span is that of the line."""
    used = notes.names()
    found: list[Lens] = []
    for paper in notes.view.papers.in_file(path):
        if used.isdisjoint(names.of_paper(paper)):
            continue
        lines = [source.line - 1 for source in paper.sources if source.path == path]
        found += [lens for line in lines if (lens := _lens(notes, paper, line, line)).places]
    return sorted(found, key=lambda lens: lens.start)


def _lens(notes: Notes, paper: Paper, start: int, end: int) -> Lens:
    places = tuple(notes.citing(paper))
    return Lens(cited(len({place.path for place in places})), start, end, places)
