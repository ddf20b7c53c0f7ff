"""Changes to notes, as values: what an editor is asked to apply."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """New text in place of a half-open span, in code points."""

    start: int
    end: int
    new_text: str


@dataclass(frozen=True, slots=True)
class FileEdit:
    """The edits to one note, in order, and the text that they are for."""

    path: str
    text: str
    edits: tuple[Edit, ...]
