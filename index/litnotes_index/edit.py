"""Changes to notes, as values: what an editor is asked to apply."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Runs of what opens or closes emphasis; an underscore inside a word does neither.
_EMPHASIS = re.compile(r"\*+|~~|==|(?<![^\W_])_+|_+(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Edit:
    """New text in place of a half-open span, in code points."""

    start: int
    end: int
    new_text: str


def changes(edit: Edit, text: str) -> bool:
    """Return whether an edit makes a text another one."""
    return text[edit.start : edit.end] != edit.new_text


@dataclass(frozen=True, slots=True)
class FileEdit:
    """The edits to one note, in order, and the text that they are for."""

    path: str
    text: str
    edits: tuple[Edit, ...]


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return a text after edits, which are in order and do not overlap."""
    parts: list[str] = []
    end = 0
    for edit in edits:
        parts += (text[end : edit.start], edit.new_text)
        end = edit.end
    return "".join((*parts, text[end:]))


def cuts_emphasis(text: str) -> bool:
    """Return whether a text has one end of an emphasis: without it the other would stand alone."""
    return len(_EMPHASIS.findall(text)) % 2 == 1
