"""`textDocument/foldingRange`: a note's front matter and sections, a dump's entries."""

from litnotes_index.markdown import Note, Span
from litnotes_index.view import View


def folding_range(note: Note) -> list[Span]:
    """Return the spans of the front matter and of each section, from its heading to its end."""
    found: list[Span] = []
    if note.front_matter:
        found.append((note.front_matter.start, note.front_matter.end))
    headings = [block for block in note.blocks if block.level]
    for place, heading in enumerate(headings):
        later = (other.start for other in headings[place + 1 :] if other.level <= heading.level)
        end = next(later, len(note.text))
        found.append((heading.start, heading.start + len(note.text[heading.start : end].rstrip())))
    return found


def folding_range_in_dump(view: View, path: str) -> list[Span]:
    """Return the first and last line (from 0) of each entry of a dump that has several."""
    places = {
        (source.line - 1, source.end_line - 1)
        for paper in view.papers.in_file(path)
        for source in paper.sources
        if source.path == path
    }
    return sorted(place for place in places if place[0] < place[1])
