"""A client's text as the client has it, an array of its own units, and edits of it at random.

Nothing here calls our code: it is what the server's text is held against.
"""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

_SIZES = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
_CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
_FAR = 2**31 - 1
PIECES = (
    *("a", " ", "é", "e\u0301", "日本", "🙂", "👩\u200d🔬", "\U0010ffff", "\ufeff", "\0"),
    *("\u2028", "\u2029", "\f", "\v", "\x85", "\x1c", "\n", "\n\n", "\r", "\r\n", "\n\r", "\r\r\n"),
    *("\ud83d", "\ude42", "\ud800x", "# ", "- ", "```\n", "[[", "]]", "@k", "> ", "---\n"),
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
Position = tuple[int, int]
Change = dict[str, Any]


def as_sent(text: str) -> str:
    """Return a text as it is read from JSON, which joins two halves of a character."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


@dataclass
class Typist:
    """A text of units, and what it was before each edit."""

    encoding: str
    units: list[bytes] = field(default_factory=list[bytes])
    before: list[list[bytes]] = field(default_factory=list[list[bytes]])

    def encoded(self, text: str) -> list[bytes]:
        size = _SIZES[self.encoding]
        raw = as_sent(text).encode(_CODECS[self.encoding], "surrogatepass")
        return [raw[at : at + size] for at in range(0, len(raw), size)]

    @property
    def text(self) -> str:
        return b"".join(self.units).decode(_CODECS[self.encoding], "surrogatepass")

    def lines(self) -> list[tuple[int, int]]:
        """Where each line begins, and ends without what ends it."""
        carriage, newline = self.encoded("\r") + self.encoded("\n")
        found: list[tuple[int, int]] = []
        start = place = 0
        while place < len(self.units):
            unit = self.units[place]
            after = place + 1
            if unit == carriage and self.units[after : after + 1] == [newline]:
                after += 1
            if unit in (carriage, newline):
                found.append((start, place))
                start = after
            place = after
        return [*found, (start, len(self.units))]

    def place(self, position: Position) -> int:
        """Where a position is: one that is nowhere is at the end of its line, or of the text."""
        lines = self.lines()
        line, character = position
        if line < 0:
            return 0
        if line >= len(lines):
            return len(self.units)
        start, end = lines[line]
        place = min(start + max(character, 0), end)
        if self.encoding == "utf-8":  # in UTF-8 half a character is none
            while start < place < end and self.units[place][0] & 0xC0 == 0x80:
                place -= 1
        return place

    def put(self, start: Position, end: Position, text: str) -> Change:
        """Replace a range; return the change that says so."""
        self.before.append(self.units)
        first, last = sorted((self.place(start), self.place(end)))
        self.units = [*self.units[:first], *self.encoded(text), *self.units[last:]]
        places = (dict(zip(("line", "character"), at, strict=True)) for at in (start, end))
        return {"range": dict(zip(("start", "end"), places, strict=True)), "text": text}

    def replace(self, text: str) -> Change:
        """Replace all; return the change that says so."""
        self.before.append(self.units)
        self.units = self.encoded(text)
        return {"text": text}

    def position(self, place: int) -> Position:
        """The position of a place; the end of its line for one that is within a line's end."""
        lines = self.lines()
        number = max(n for n, (start, _) in enumerate(lines) if start <= place)
        start, end = lines[number]
        return number, min(place, end) - start

    def undo(self) -> Change | None:
        """Take the last edit back by the smallest change, as editors do; None where there is none.

        Nothing is said where what differs lies within a line's end, which no position names.
        """
        if not self.before:
            return None
        old, new = self.units, self.before.pop()
        shared = min(len(old), len(new))
        head = next((n for n in range(shared) if old[n] != new[n]), shared)
        tail = next((n for n in range(shared - head) if old[-1 - n] != new[-1 - n]), shared - head)
        start, end = self.position(head), self.position(len(old) - tail)
        put = b"".join(new[head : len(new) - tail])
        try:
            text = put.decode(_CODECS[self.encoding], "surrogatepass")
        except UnicodeDecodeError:  # a byte of a character
            text = ""
        if self.place(start) != head or self.place(end) != len(old) - tail or (put and not text):
            return self.replace(b"".join(new).decode(_CODECS[self.encoding], "surrogatepass"))
        self.units = new
        return {
            "range": {
                "start": {"line": start[0], "character": start[1]},
                "end": {"line": end[0], "character": end[1]},
            },
            "text": text,
        }


numbers = st.one_of(
    st.integers(0, 6), st.integers(0, 40), st.sampled_from([-1, _FAR, _FAR + 1, 2**32 - 1, 2**70])
)
places = st.tuples(numbers, numbers)
# Typing goes on where it is; pasting and deleting take a range, which may be the wrong way round.
edits = st.one_of(
    st.tuples(st.just("type"), places, st.sampled_from(PIECES)),
    st.tuples(st.just("paste"), places, places, texts),
    st.tuples(st.just("delete"), places, places),
    st.tuples(st.just("all"), texts),
    st.just(("undo",)),
)
# Several messages, each of several changes.
sessions = st.lists(st.lists(edits, min_size=1, max_size=4), min_size=1, max_size=12)


def changes(typist: Typist, some: list[tuple[Any, ...]]) -> list[Change]:
    """Make edits; return the changes of one message."""
    said: list[Change | None] = []
    for name, *given in some:
        if name == "type":
            said.append(typist.put(given[0], given[0], given[1]))
        elif name == "paste":
            said.append(typist.put(given[0], given[1], given[2]))
        elif name == "delete":
            said.append(typist.put(given[0], given[1], ""))
        elif name == "all":
            said.append(typist.replace(given[0]))
        else:
            said.append(typist.undo())
    return [change for change in said if change is not None]
