"""`textDocument/definition`: where the paper under the cursor stands in its dumps."""

from dataclasses import dataclass

from litnotes_index.model import Source
from litnotes_server.features.pointed import Pointed


@dataclass(frozen=True, slots=True)
class Definition:
    """The entries of the papers that are pointed at, and the span of the place that does."""

    sources: tuple[Source, ...]
    start: int
    end: int


def definition(pointed: Pointed | None) -> Definition | None:
    """Return every entry of the paper that is pointed at; None where none is."""
    if pointed is None:
        return None
    sources = tuple(source for paper in pointed.papers for source in paper.sources)
    return Definition(sources, pointed.start, pointed.end)
