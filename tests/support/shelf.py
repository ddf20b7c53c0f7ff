"""A root on disk with a library, and what is kept of its notes."""

from collections.abc import Iterable
from pathlib import Path

from litnotes_index import config
from litnotes_index.backlinks import NoteCitation
from litnotes_index.discover import Finder
from litnotes_index.indexing import Progress, Run, index_notes
from litnotes_index.library import Library
from litnotes_index.model import Paper
from litnotes_index.notes import NoteRecord, NotesIndex
from litnotes_index.view import View
from support.papers import WAIT, aged, write_page


class Shelf:
    """A root with a library; each write is a second later than the one before."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "notes"
        self.root.mkdir()
        self.index_dir = folder / "index"
        self.notices: list[str] = []
        self._seconds = 0

    def open(self, name: str = "") -> Library:
        settings = config.load(self.root)
        index_dir = self.index_dir.with_name(self.index_dir.name + name)
        return Library(self.root, settings, index_dir=index_dir, notice=self.notices.append)

    def note(self, name: str, text: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self._aged(path)

    def dump(self, name: str, *titles: str) -> Path:
        return self._aged(write_page(self.root / name, *titles))

    def write(self, name: str, *titles: str) -> Path:
        """Write a dump just now: it is looked at again, for it may still be changing."""
        return write_page(self.root / name, *titles)

    def _aged(self, path: Path) -> Path:
        self._seconds += 1
        return aged(path, self._seconds)


def titles(library: Library) -> list[str]:
    """Return the titles that a library knows, sorted."""
    return sorted(paper.title for paper in library.view().papers.complete("", 100))


def generation(library: Library) -> int:
    return library.view().generation


def read(library: Library, *, rebuild: bool = False) -> list[str]:
    """Index; return the names of the notes that were read, sorted."""
    steps: list[Progress] = []
    library.index(report=steps.append, rebuild=rebuild)
    return notes_of(steps)


def notes_of(steps: Iterable[Progress]) -> list[str]:
    return sorted(Path(step.file).name for step in steps if step.file.endswith(".md"))


def records(library: Library) -> dict[str, NoteRecord | None]:
    notes = library.view().notes
    return {path: notes.of(path) for path in sorted(notes.files)}


def mentions(library: Library, name: str) -> list[str]:
    found = library.notes().cited_in(str(library.root / name))
    return [citation.text for citation in found if citation.kind in ("mention", "heading")]


def check_as_fresh(shelf: Shelf, library: Library) -> None:
    """Check that the notes index is what a new one would be."""
    fresh = shelf.open("-fresh")
    fresh.reset()
    fresh.index()
    found = records(library)
    assert found == records(fresh)
    assert not found or library.view().notes.state.papers == library.view().generation
    papers: dict[object, Paper] = {}
    for path in found:
        cited = library.notes().cited_in(path)
        assert [told(c) for c in cited] == [told(c) for c in fresh.notes().cited_in(path)]
        papers.update({paper.sources: paper for citation in cited for paper in citation.papers})
    for paper in papers.values():
        (same,) = fresh.view().papers.standing(paper.sources[0].path, paper.sources[0].line)
        assert same == paper
        citing = [told(c) for c in library.notes().citing(paper)]
        assert citing == [told(c) for c in fresh.notes().citing(same)]


def with_notes(known: View, root: Path, folder: Path) -> View:
    """Return the view with the notes of a root as they are now; their index is in a folder."""
    index = NotesIndex(folder)

    def now() -> View:
        return View(known.papers, known.titles, index.snapshot(), known.generation)

    finder = Finder(root, config.load(root), leave_out=folder)
    run = Run(False, lambda _: None, lambda: False, WAIT)
    index_notes(index, finder, (), known.generation, now, run, folder)
    return now()


def told(citation: NoteCitation) -> object:
    return citation.path, citation.line, citation.text, [paper.key for paper in citation.papers]
