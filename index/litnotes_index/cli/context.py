"""What stands around a place in a note, as much as there is room for, and the words looked for."""

from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from rapidfuzz.distance import OSA
from rich.cells import cell_len, set_cell_size
from rich.text import Text

from litnotes_index.backlinks import NoteCitation
from litnotes_index.text import tokens
from litnotes_index.text.clean import one_line

_SHORTEST_WITH_TYPO = 4
_FOUND = "not dim yellow"
_CITED = "bold"


def mark(wanted: Sequence[str], *texts: Text) -> None:
    """Mark the words of a query, which are folded, in what it found."""
    placed = [(text, tokens(text.plain)) for text in texts]
    meant = _meant(wanted, {token.text for _, found in placed for token in found})
    for text, found in placed:
        for token in found:
            if token.text in meant:
                text.stylize(_FOUND, token.start, token.end)


def densest(wanted: Sequence[str], text: str, reach: int) -> int | None:
    """Return where most words of a query stand within so many characters; None for nowhere."""
    said = tokens(text)
    meant = _meant(wanted, {token.text for token in said})
    found = [token for token in said if token.text in meant]
    ends = [token.end for token in found]
    best, most = None, 0
    for place, first in enumerate(found):
        near = found[place : bisect_right(ends, first.start + reach)]
        if (count := len({token.text for token in near})) > most:
            best, most = first.start, count
    return best


def _meant(wanted: Sequence[str], said: AbstractSet[str]) -> set[str]:
    """Which of the words that are said are looked for: typos only where there is no other.

    The last one that is looked for may be the beginning of a word.
    """
    meant: set[str] = set()
    for word in wanted:
        exact = {s for s in said if s == word or (word == wanted[-1] and s.startswith(word))}
        meant |= exact or {s for s in said if _is_typo(s, word)}
    return meant


def _is_typo(said: str, word: str) -> bool:
    return len(word) >= _SHORTEST_WITH_TYPO and OSA.distance(said, word, score_cutoff=1) <= 1


def around(place: NoteCitation, lines: Sequence[str]) -> tuple[str, str]:
    """Return what stands before and after a citation in its note, which has these lines now.

    Both are empty where the note says something else by now.
    """
    try:
        first, last = lines[place.line], lines[place.end_line]
    except IndexError:
        return "", ""
    said = place.text.splitlines() or [""]
    begins_there = first.startswith(said[0], place.character)
    if not begins_there or not last.endswith(said[-1], 0, place.end_character):
        return "", ""
    return first[: place.character], last[place.end_character :]


def excerpt(before: str, said: str, after: str, room: int) -> Text:
    """Return what is said with as much around it as there is room for, in cells."""
    # Much of a note may be in one line.
    before, after = before[-2 * room :], after[: 2 * room]
    whole = one_line(said)
    if cell_len(whole) > room:
        return Text(_beginning(whole, room), _CITED)
    left = (one_line(before) + " " * before[-1:].isspace()).lstrip()
    right = " " * after[:1].isspace() + one_line(after)
    free = room - cell_len(whole)
    left = _ending(left, max(free // 2, free - cell_len(right)))
    right = _beginning(right, free - cell_len(left))
    text = Text.assemble(left, (whole, _CITED), right)
    text.rstrip()
    return text


def _beginning(text: str, room: int) -> str:
    if cell_len(text) <= room:
        return text
    if room < 1:
        return ""
    cut = set_cell_size(text, room - 1)
    # Rather no word than half a one, but where there are no spaces.
    whole = cut if text[len(cut) :].startswith(" ") else cut.rpartition(" ")[0] or cut
    return f"{whole.rstrip()}…"


def _ending(text: str, room: int) -> str:
    if cell_len(text) <= room:
        return text
    if room < 1:
        return ""
    cut = _last_cells(text, room - 1)
    whole = cut if text[: -len(cut) or None].endswith(" ") else cut.partition(" ")[2] or cut
    return f"…{whole.lstrip()}"


def _last_cells(text: str, room: int) -> str:
    start = max(len(text) - room, 0)
    while cell_len(text[start:]) > room:
        start += 1
    return text[start:]
