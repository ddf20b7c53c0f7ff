"""Notes folders for tests: marked texts in a real index, some of them open and unsaved."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from litnotes_index.backlinks import NoteCitation, Notes, record_of
from litnotes_index.markdown import Note, parse
from litnotes_index.notes import NotesIndex
from litnotes_index.view import View
from litnotes_server.features.pointed import Pointed, in_note
from support.marked import Marked, files, marked
from support.papers import WAIT, record

ROOT = "/notes/"
Placed = tuple[str, str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Folder:
    """All notes of a folder, and their texts as they are now, by file name."""

    notes: Notes
    texts: Mapping[str, Marked]

    @property
    def view(self) -> View:
        return self.notes.view

    def note(self, name: str) -> Note:
        return parse(self.texts[name].text)

    def text_of(self, path: str) -> str | None:
        """Return the text at a path, as a server would; None for a note that is gone."""
        name = path.removeprefix(ROOT)
        return self.texts[name].text if name in self.texts else None

    @property
    def pointed(self) -> Pointed | None:
        """What the one cursor of the folder points at."""
        for name, text in self.texts.items():
            if text.at is not None:
                return in_note(self.view, self.note(name), text.at)
        raise AssertionError("no note has a <|>")

    @property
    def marked(self) -> list[Placed]:
        """Every marked span: the file's name, what stands there, and the offsets; in order."""
        return sorted(
            (name, text.text[slice(*span)], span)
            for name, text in self.texts.items()
            for span in text.spans.values()
        )

    def placed(self, found: Sequence[NoteCitation]) -> list[Placed]:
        """Return citations as `marked` has spans, and check what they say of themselves."""
        return sorted(self._placed(place) for place in found)

    def _placed(self, place: NoteCitation) -> Placed:
        name = place.path.removeprefix(ROOT)
        text = self.texts[name].text
        span = (
            _offset(text, place.line, place.character),
            _offset(text, place.end_line, place.end_character),
        )
        assert text[slice(*span)] == place.text
        return name, place.text, span


def folder(view: View, place: Path, saved: str, unsaved: str = "") -> Folder:
    """Return the folder of these notes (`-- a.md --` and its text, …); the unsaved ones are open.

    `place` is where the notes index is kept; nothing of the notes themselves is on disk.
    """
    on_disk = {name: marked(text) for name, text in files(saved).items()}
    opened = {name: marked(text) for name, text in files(unsaved).items()}
    index = NotesIndex(place / "notes")
    with index.writing(wait=WAIT) as batch:
        batch.papers = view.generation
        for name, text in on_disk.items():
            path = f"{ROOT}{name}"
            batch.replace(record(path), record_of(path, parse(text.text), view), text.text)
    noted = View(view.papers, view.titles, index.snapshot(), view.generation)
    records = {
        f"{ROOT}{name}": record_of(f"{ROOT}{name}", parse(text.text), noted)
        for name, text in opened.items()
    }
    return Folder(Notes(noted, records), {**on_disk, **opened})


def _offset(text: str, line: int, character: int) -> int:
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\n|\r", text))]
    return starts[line] + character
