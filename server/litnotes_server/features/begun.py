"""What is being typed at the cursor: how much of it may be a title or key, and in which form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from litnotes_index.markdown import MASK, Block, Note
from litnotes_index.text import normalise, tokens
from litnotes_index.titles import Titles

Form = Literal["wikilink", "pandoc", "link", "front-matter", "prose"]

# How far back a title may have begun.
_MOST_WORDS = 40
_WIKILINK = re.compile(r"(?<!\\)\[\[(?P<typed>[^\[\]|#\n]*)$")
_PANDOC = re.compile(r"(?<![^\s\[(;\-])-?@(?P<typed>\{?[^\n\[\]{};@]*)$")
_SENTENCE_GOES_ON = re.compile(r"[.,!?:]\s")
_LINK = re.compile(r"(?<![\[\]\\!])\[(?P<typed>[^\[\]\n]*)$")
# The form, how it begins, and how many letters of a title it takes to mean one: `[x` is a task.
_BEGINNINGS: tuple[tuple[Form, re.Pattern[str], int], ...] = (
    ("wikilink", _WIKILINK, 0),
    ("pandoc", _PANDOC, 0),
    ("link", _LINK, 2),
)
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
# A title of one's own: in quotes or emphasis that have not been closed.
_OPENED = re.compile(
    r"(?:(?<!\w)[\"“„«]|(?<![\w*_])(?:\*{1,3}|_{1,3})(?=\S))(?P<typed>[^\"“”„«»*_\n]*)$"
)
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_HEADING = re.compile(r"[ \t>]*#{1,6}[ \t]+")
# A tag, a link's address, an image or a footnote's name that is still open on its line.
_UNCLOSED = re.compile(r"<[A-Za-z/!][^<>]*$|\]\([^()\n]*$|!\[[^\[\]\n]*$|\[\^[^\]\s]*$")
# Front matter that is still being written: nothing closes it yet.
_UNCLOSED_TITLE = re.compile(
    r"\A---[ \t]*\r?\n(?:[^\S\n]*[\w-]+:[^\n]*\n)*title:[ \t]*[\"']?(?P<typed>[^\n]*)\Z"
)
# Punctuation that stands inside titles; any other character after a word ends what may be one.
_BETWEEN = re.compile(r"[\s\-–—:,.?!'’‘\"“”&/()+]*")
_CASED = re.compile(r"\w[A-Z]|\d")
_SHORTEST_ALONE = 3


@dataclass(frozen=True, slots=True)
class Begun:
    """What was typed so far: `start` to the cursor, the form it is in, and how free its words are.

    `free`: words may be in any order and have typos, since the place says that a title is meant;
    else only titles that begin with these words are. `unfinished` is whether a word may go on.
    """

    start: int
    typed: str
    form: Form
    free: bool


def begun(note: Note, offset: int, titles: Titles, prose: str = "smart") -> Begun | None:
    """Return what is being typed at `offset`; None where no paper is meant.

    `prose` is the setting of that name: `smart`, `always` or `off`.
    """
    if matter := note.front_matter:
        span = matter.scalars.get("title")
        if span and span[0] < offset <= span[1]:
            return Begun(span[0], note.text[span[0] : offset], "front-matter", free=True)
        if matter.start <= offset <= matter.end:
            return None
    elif title := _UNCLOSED_TITLE.search(note.text[:offset]):
        return Begun(title.start("typed"), title["typed"], "front-matter", free=True)
    block = note.block_at(offset)
    if block is None:
        return None
    before = block.prose[: offset - block.start]
    line = before[before.rfind("\n") + 1 :]
    if before.endswith(MASK) or _UNCLOSED.search(line):
        return None
    if "`" in _CODE.sub("", line) or before.count("$$") % 2:
        return None  # code or math that nothing closes yet
    return _in_link(before, block, note, offset) or _in_prose(before, line, block, titles, prose)


def _in_link(before: str, block: Block, note: Note, offset: int) -> Begun | None:
    # Citation keys and link targets are not masked, but take them as they are written all the same.
    written = note.text[block.start : offset]
    for form, pattern, least in _BEGINNINGS:
        match = pattern.search(written)
        if match is None or MASK in before[match.start("typed") :]:
            continue
        typed = match["typed"]
        if len(typed.strip()) < least:
            return None
        start = block.start + match.start("typed")
        if form == "pandoc":
            bracketed = written.rfind("[", 0, match.start()) > written.rfind("]", 0, match.start())
            if typed[:1].isspace() or not (bracketed or typed):
                return None
            if not bracketed and _SENTENCE_GOES_ON.search(typed):
                continue
            if typed.startswith("{"):
                start, typed = start + 1, typed[1:]
        return Begun(start, typed, form, free=True)
    return None


def _in_prose(before: str, line: str, block: Block, titles: Titles, prose: str) -> Begun | None:
    if prose == "off":
        return None
    own = _own_place(before, line, block)
    if own is not None and len(normalise(before[own:])) >= _SHORTEST_ALONE:
        # One word may begin anything: then only what begins with it is meant.
        free = len(normalise(before[own:]).split()) > 1
        return Begun(block.start + own, before[own:], "prose", free=free)
    for start in _starts(before):
        typed = before[start:]
        if prose == "always" or _is_likely(typed, titles):
            return Begun(block.start + start, typed, "prose", free=prose == "always")
    return None


def prose_begun(note: Note, offset: int, titles: Titles) -> Begun | None:
    """Return the title that is begun in running text at `offset`; None where none is.

    It is asked for where the whole of a heading, item or quote turned out to name no paper.
    """
    block = note.block_at(offset)
    if block is None:
        return None
    before = block.prose[: offset - block.start]
    for start in _starts(before):
        if _is_likely(before[start:], titles):
            return Begun(block.start + start, before[start:], "prose", free=False)
    return None


def _own_place(before: str, line: str, block: Block) -> int | None:
    """Where a heading, item or quotation begins that the cursor is in; None in running text."""
    if opened := _OPENED.search(line):
        place = len(before) - len(line) + opened.start("typed")
        return place if MASK not in before[place:] else None
    if MASK in before:
        return None
    if block.kind == "heading" or block.item:
        return len(before) - len(before.lstrip())
    return None


def _starts(before: str) -> Iterator[int]:
    """The places where a title that is still being typed may have begun, the earliest first."""
    before_mask = before.rfind(MASK) + 1
    words = tokens(before[before_mask:])[-_MOST_WORDS:]
    if not words or not _BETWEEN.fullmatch(before, before_mask + words[-1].end):
        return
    for word in words:
        start = before_mask + word.start
        # Not in the middle of a longer word, an address or a tag.
        if before[start - 1 : start] not in (".", "-", "_", "/", "@", "#", "\\"):
            yield start


def _is_likely(typed: str, titles: Titles) -> bool:
    """Whether running text that ends like this is likely the beginning of a title.

    Its first two words and a letter of the third say so; so do two words where they are cased like
    a title and few titles begin with them; and so does a whole nickname such as `FearNet`.
    """
    words = normalise(typed).split()
    ended = typed[-1:].isspace()
    prefix = " ".join(words) + (" " if ended else "")
    if len(words) >= _TITLE_WORDS:
        return bool(titles.completing(prefix, 1))
    if len(words) == 2 and typed[:1].isupper() and len(words[1]) >= _SHORTEST_ALONE:
        return 1 <= len(titles.completing(prefix, _FEW + 1)) <= _FEW
    return not ended and bool(_CASED.search(typed)) and titles.is_nickname(" ".join(words))


_TITLE_WORDS = 3
_FEW = 3
