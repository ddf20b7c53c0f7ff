"""Full-text search over one's own notes."""

import re
from dataclasses import dataclass
from pathlib import Path

from litnotes_index.notes import NotesSnapshot
from litnotes_index.text import tokens, words

_MOST_WORDS = 32


@dataclass(frozen=True, slots=True)
class NoteHit:
    """A note that a query finds, and the line in it that says most of it; lines count from 0."""

    path: str
    title: str
    line: int
    character: int
    text: str


def search_notes(notes: NotesSnapshot, query: str, limit: int) -> list[NoteHit]:
    """Return the notes that hold all words of a query, best first; typos only where none does."""
    wanted = words(query)[:_MOST_WORDS]
    found = notes.search(wanted, limit) or notes.search(wanted, limit, typos=True)
    return [NoteHit(note.path, note.title, *_best_line(note.path, wanted)) for note in found]


def _best_line(path: str, wanted: list[str]) -> tuple[int, int, str]:
    """The line with most of the words, the first of several; the first line if the note is gone."""
    try:
        text = Path(path).read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return 0, 0, ""
    best, most = (0, 0, ""), 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text)):
        found = [token for token in tokens(line) if token.text.startswith(tuple(wanted))]
        distinct = {word for word in wanted for token in found if token.text.startswith(word)}
        if len(distinct) > most:
            best, most = (number, found[0].start, line), len(distinct)
    return best
