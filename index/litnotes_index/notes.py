"""Which notes cite which papers, read from the files as they are now."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from litnotes_index.citations import Kind, citations
from litnotes_index.markdown import parse
from litnotes_index.model import Paper
from litnotes_index.view import View

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class NoteCitation:
    """A citation in a note on disk; lines and characters (code points) count from 0."""

    path: str
    line: int
    character: int
    end_line: int
    end_character: int
    kind: Kind
    text: str
    papers: tuple[Paper, ...]


def cited_in(path: str, view: View) -> Iterator[NoteCitation]:
    """Yield the citations of one note, in order; none for a note that cannot be read."""
    try:
        text = Path(path).read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return
    note = parse(text)
    starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
    for citation in citations(note, view):
        line = bisect_right(starts, citation.start) - 1
        end_line = bisect_right(starts, citation.end) - 1
        yield NoteCitation(
            path,
            line,
            citation.start - starts[line],
            end_line,
            citation.end - starts[end_line],
            citation.kind,
            text[citation.start : citation.end],
            citation.papers,
        )


def citing(paper: Paper, paths: Iterable[str], view: View) -> list[NoteCitation]:
    """Return every citation of a paper in these notes, in their order."""
    return [
        citation
        for path in paths
        for citation in cited_in(path, view)
        if any(cited.sources == paper.sources for cited in citation.papers)
    ]
