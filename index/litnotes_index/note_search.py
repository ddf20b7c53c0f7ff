"""Full-text search over one's own notes."""

import re
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import OSA

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
    found = notes.search(wanted, limit)
    typos = not found
    if typos:
        found = notes.search(wanted, limit, typos=True)
    return [
        NoteHit(note.path, note.title, *_best_line(note.path, wanted, typos=typos))
        for note in found
    ]


def lines_of(path: str) -> list[str]:
    """Return the lines of a note as it is now; none for one that is gone."""
    try:
        text = Path(path).read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return []
    return re.split(r"\r\n|\n|\r", text)


def _best_line(path: str, wanted: list[str], *, typos: bool) -> tuple[int, int, str]:
    """The line with most of the words, the first of several.

    Where only the note's name has them it is the first line with words; nothing for a note that is
    gone.
    """
    best, most = (0, 0, ""), -1
    for number, line in enumerate(lines_of(path)):
        said = tokens(line)
        found = [(t, word) for t in said for word in wanted if _is_meant(t.text, word, typos=typos)]
        distinct = len({word for _, word in found})
        if said and distinct > most:
            first = found[0][0] if found else said[0]
            best, most = (number, first.start, line), distinct
    return best


def _is_meant(said: str, word: str, *, typos: bool) -> bool:
    """Whether a word of a note begins with one that is looked for, but for a typo at most."""
    return said.startswith(word) or (
        typos and min(OSA.distance(said, word), OSA.distance(said[: len(word)], word)) <= 1
    )
