"""What is being typed at the cursor: how much of it may be a title or key, and in which form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from litnotes_index.markdown import MASK, Block, Note
from litnotes_index.text import Token, normalise, tokens
from litnotes_index.titles import Titles
from litnotes_server.features.likely import is_likely

Form = Literal["wikilink", "pandoc", "link", "front-matter", "prose"]

# How far back a title may have begun.
_MOST_WORDS = 40
_MOST_LETTERS = 1_000
_WIKILINK = re.compile(r"(?<!\\)\[\[(?P<typed>[^\[\]|#\n]*)$")
_PANDOC = re.compile(r"(?<![^\s\[(;\-])-?@(?P<typed>\{?[^\n\[\]{};@]*)$")
_SENTENCE_GOES_ON = re.compile(r"[.,!?:]\s")
# With an `@` that begins a word it is a citation.
_LINK = re.compile(r"(?<![\[\]\\!])\[(?P<typed>(?:[^\[\]\n@]|(?<=\w)@)*)$")
# The form, how it begins, and how many letters of a title it takes to mean one: `[x` is a task.
_BEGINNINGS: tuple[tuple[Form, re.Pattern[str], int], ...] = (
    ("wikilink", _WIKILINK, 0),
    ("pandoc", _PANDOC, 0),
    ("link", _LINK, 2),
)
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
# A title of one's own: in quotes or emphasis that have not been closed.
_OPENED = re.compile(
    r"(?:(?<!\w)[\"“„«]|(?<![\w*_])(?:\*{1,3}|_{1,3}))(?=\S)(?P<typed>[^\"“”„«»*_\n]*)$"
)
# What holds a citation is no title, but says something about one.
_CITED = re.compile(r"\]\]|\[-?@")
# A tag, a link's address, an image or a footnote's name that is still open on its line.
_UNCLOSED = re.compile(r"<[A-Za-z/!][^<>]*$|\]\([^()\n]*$|!\[[^\[\]\n]*$|\[\^[^\]\s]*$")
# Front matter that is still being written: nothing closes it yet.
_UNCLOSED_TITLE = re.compile(
    r"\A---[ \t]*\r?\n(?:[^\S\n]*[\w-]+:[^\n]*\n)*title:[ \t]*[\"']?(?P<typed>[^\n]*)\Z"
)
# Punctuation that stands inside titles; any other character after a word ends what may be one.
_BETWEEN = re.compile(r"[\s\-–—:,.?!'’‘\"“”&/()+]*")
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
    for words in _starts(before):
        if prose == "always" or is_likely(before, words, titles):
            return _of_words(before, words, block, free=prose == "always")
    return None


def prose_begun(note: Note, offset: int, titles: Titles) -> Begun | None:
    """Return the title that is begun in running text at `offset`; None where none is.

    It is asked for where the whole of a heading, item or quote turned out to name no paper.
    """
    block = note.block_at(offset)
    if block is None:
        return None
    before = block.prose[: offset - block.start]
    for words in _starts(before):
        if is_likely(before, words, titles):
            return _of_words(before, words, block, free=False)
    return None


def _of_words(before: str, words: Sequence[Token], block: Block, *, free: bool) -> Begun:
    start = words[0].start
    return Begun(block.start + start, before[start:], "prose", free=free)


def _own_place(before: str, line: str, block: Block) -> int | None:
    """Where a heading, item or quotation begins that the cursor is in; None in running text."""
    if opened := _OPENED.search(line):
        place = len(before) - len(line) + opened.start("typed")
        return place if MASK not in before[place:] else None
    if MASK in before or _CITED.search(before):
        return None
    if block.kind == "heading" or block.item:
        return len(before) - len(before.lstrip())
    return None


def _starts(before: str) -> Iterator[list[Token]]:
    """The words from where a title that is still being typed may have begun, the earliest first."""
    first = max(before.rfind(MASK) + 1, len(before) - _MOST_LETTERS)
    words = [
        Token(word.text, word.start + first, word.end + first)
        for word in tokens(before[first:])[-_MOST_WORDS:]
    ]
    if not words or not _BETWEEN.fullmatch(before, words[-1].end):
        return
    for place, word in enumerate(words):
        # Not in the middle of a longer word, an address or a tag.
        if before[word.start - 1 : word.start] not in (".", "-", "_", "/", "@", "#", "\\"):
            yield words[place:]
