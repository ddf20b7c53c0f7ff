"""The blocks of a note, read part by part: after an edit, only the parts that it may have changed.

A part is read in the same way wherever it stands, for at the outermost level CommonMark has no
memory: what follows from a line depends on no line before the block, or the item, that it begins.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from litnotes_index.markdown.blocks import block
from litnotes_index.markdown.note import FrontMatter, Note, Part, Span
from litnotes_index.markdown.rules import read

_FENCES = ("---", "\ufeff---")
# They hold no words, so that what comes after them is the first that an item says.
_WORDLESS = frozenset({"math_block", "definition"})
# What decides where a block ends is in the first lines of the next: the head of a table is two.
_LINES_AHEAD = 2


def parse(text: str, after: Note | None = None) -> Note:
    """Return the parts of a note; any text is a note, and an empty one has no blocks.

    `after` is the note as it was before some edits, whatever they were: what they cannot have
    changed is taken from there.
    """
    known = _edited(after, text) if after else None
    return known or _whole(text)


def head_of(text: str) -> FrontMatter | None:
    """Return the front matter of a note; None where it begins with none that is closed."""
    if not text.startswith(_FENCES):
        return None
    # YAML takes long to load, and many notes have none.
    from litnotes_index.markdown.front_matter import front_matter

    return front_matter(text.replace("\r\n", " \n").replace("\r", "\n"))


def _whole(text: str) -> Note:
    """Return a note of which nothing is known yet."""
    head = head_of(text)
    base = head.end if head else 0
    pieces = _pieces(text, base, len(text))
    labels: dict[str, str] = {}
    for piece in pieces:
        for token in piece.definitions:
            labels.setdefault(token.meta["id"], token.meta["url"])
    parts = tuple(_part(piece, labels) for piece in pieces)
    return Note(text, parts, [piece.start for piece in pieces], head, labels)


def _edited(note: Note, text: str) -> Note | None:
    """Return a note after edits; None where they may change more than the parts around them.

    A part is read anew from the one before, which may go on into it, to the first part after the
    edits that begins as it did: from there on nothing can be otherwise.
    """
    start, end, moved = _difference(note.text, text)
    head = note.front_matter
    if start <= head.end + 1 if head else text.startswith(_FENCES):
        return None
    starts, parts = note.starts, note.parts
    first = max(bisect_right(starts, start) - 2, 0)
    after = bisect_left(starts, end)
    count = 1
    while True:
        last = after + count
        stop = _lines_on(text, starts[last - 1] + moved) if last <= len(parts) else len(text)
        pieces = _pieces(text, starts[first], stop)
        if parts[first].marker not in ("", pieces[0].opens):
            # By itself the item begins something else than a list.
            first = max(at for at in range(first) if not parts[at].marker)
            continue
        pieces[0].marker = parts[first].marker
        later = range(after, min(last, len(parts)))
        old = {(starts[at] + moved, parts[at].marker): at for at in later}
        for number, piece in enumerate(pieces):
            same = old.get((piece.start, piece.marker))
            if same is not None:
                return _spliced(note, text, (first, same), pieces[:number])
        if stop == len(text):
            return _spliced(note, text, (first, len(parts)), pieces)
        count *= 4


def _spliced(note: Note, text: str, replaced: Span, pieces: Collection["_Piece"]) -> Note | None:
    """Return a note with other pieces in place of some parts; parts that did not change stay.

    None where other definitions are among them, for these count everywhere.
    """
    first, last = replaced
    old = note.parts[first:last]
    defined = [piece.text for piece in pieces if piece.definitions]
    if defined != [part.text for part in old if part.defines]:
        return None
    known = {(part.text, part.marker): part for part in old}
    fresh = [known.get((piece.text, piece.marker)) or _part(piece, note.labels) for piece in pieces]
    moved = len(text) - len(note.text)
    later = [start + moved for start in note.starts[last:]]
    return Note(
        text,
        (*note.parts[:first], *fresh, *note.parts[last:]),
        [*note.starts[:first], *(piece.start for piece in pieces), *later],
        note.front_matter,
        note.labels,
    )


def _difference(old: str, new: str) -> tuple[int, int, int]:
    """The span of the old text outside which both are the same, and how far its end has moved."""
    start, most = 0, min(len(old), len(new))
    while start < most:
        middle = (start + most + 1) // 2
        if old.startswith(new[start:middle], start):
            start = middle
        else:
            most = middle - 1
    same, most = 0, min(len(old), len(new)) - start
    while same < most:
        middle = (same + most + 1) // 2
        if old.endswith(new[len(new) - middle : len(new) - same], 0, len(old) - same):
            same = middle
        else:
            most = middle - 1
    return start, len(old) - same, len(new) - len(old)


def _lines_on(text: str, at: int) -> int:
    """The offset some lines on, or the end of the text."""
    for _ in range(_LINES_AHEAD):
        at = text.find("\n", at) + 1
        if not at:
            return len(text)
    return at


@dataclass(slots=True)
class _Piece:
    """What is to be a part: where it begins, its text, and its tokens.

    `leaves` are the tokens that open a block of words, where the lines of each stand, and whether
    it is the first of a list item. `opens` is the marker of a list that begins here.
    """

    start: int
    marker: str
    opens: str
    text: str = ""
    leaves: list[tuple[Token, list[Span], bool]] = field(
        default_factory=list[tuple[Token, list[Span], bool]]
    )
    definitions: list[Token] = field(default_factory=list[Token])


def _pieces(text: str, start: int, end: int) -> list[_Piece]:
    """Return a stretch of text in pieces, at least one; the first begins with the stretch."""
    # Same length, so that offsets hold: no block rule minds a space before a line end.
    found = read(text[start:end].replace("\r\n", " \n").replace("\r", "\n"))
    looked = iter(found.looked)
    looking = next(looked, None)
    seen = 0
    pieces: list[_Piece] = []
    piece = _Piece(start, "", "")
    before = ""
    for token in found.tokens:
        marker = _marker(token, before)
        if marker is not None and token.map:
            line = token.map[0]
            while looking and looking[0] < line:
                seen = max(seen, looking[1])
                looking = next(looked, None)
            opens = token.markup if token.type.endswith("_list_open") else ""
            if not pieces:
                piece.opens = opens
                pieces.append(piece)
            # What was looked at in vain from before is no place to begin: edits in it count there.
            elif seen <= line:
                piece = _Piece(start + found.starts[line], marker, opens)
                pieces.append(piece)
        offset = start - piece.start
        if "lines" in token.meta:
            lines = [(offset + a, offset + b) for a, b in token.meta["lines"]]
            piece.leaves.append((token, lines, before == "list_item_open"))
        elif token.type == "definition":
            piece.definitions.append(token)
        if token.type not in _WORDLESS:
            before = token.type
    pieces = pieces or [piece]
    ends = [*(piece.start for piece in pieces[1:]), end]
    for piece, until in zip(pieces, ends, strict=True):
        piece.text = text[piece.start : until]
    return pieces


def _marker(token: Token, before: str) -> str | None:
    """The marker of the list that goes on with an item; empty for a block, None for what is in one.

    `before` is the token before.
    """
    if token.level == 0 and token.nesting >= 0:
        return ""
    goes_on = token.type == "list_item_open" and token.level == 1
    return token.markup if goes_on and not before.endswith("_list_open") else None


def _part(piece: _Piece, labels: Mapping[str, str]) -> Part:
    blocks = tuple(
        block(piece.text, token, lines, item, labels) for token, lines, item in piece.leaves
    )
    return Part(piece.text, blocks, piece.marker, bool(piece.definitions))
