"""What a citation becomes when it is written in another form, where that form can stand."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from litnotes_index import names
from litnotes_index.citations import Citation
from litnotes_index.edit import Edit, cuts_emphasis
from litnotes_index.forms import Address, link_text, pandoc_key, written
from litnotes_index.markdown import MASK, Block, Note, PandocCitation, Span
from litnotes_index.model import Paper
from litnotes_index.text import nickname, normalise
from litnotes_index.view import View

# What stands behind `@key` and belongs to it: `[p. 3]`, but no link, which the prose does not show.
_LOCATOR = re.compile(r"\s*\[([^\[\]\0]*)\]")
_BETWEEN_KEYS = re.compile(r"\s*;\s*")
# What makes a link, or the definition of one, of `[@key]` before it.
_GOES_ON = re.compile(r"[(\[]|:\s*\S+[ \t]*(?:[\"'(]|$)", re.MULTILINE)
# What makes a link in a wikilink, a footnote, an image or an embed of brackets behind it.
_BEFORE_BRACKETS = ("[", "^", "!")
_BARE_KEY = re.compile(r"@[^\s\[\]{}]+$")
_BELONGS_TO_KEY = re.compile(r"[:.#$%&\-+?<>~/]*\w|\s*\[[^\[\]]*\]")
# What stands between the target of a wikilink and its alias, or its end, and is no section.
_NO_SECTION = re.compile(r"\s*\\?\|?\s*")
_NO_LINK_TITLE = re.compile(r">?\s*\)")
# Words that say the same in a wikilink and in a link.
_PLAIN_WORDS = re.compile(r"[^\[\]|\\`<>]+")

IN_LINK = "is in the text of a link"
"""Why a citation stays that is in the text of a link, which can hold no other."""


class _StaysError(Exception):
    """Why a citation stays as it is."""


def rewritten(
    view: View, note: Note, found: Citation, paper: Paper, form: str, address: Address
) -> Edit | str:
    """Return the edit that writes a citation in another form, or why it stays as it is.

    It stays where the form cannot stand, and where something that it says would be lost. For what
    is written so already, the edit changes nothing.
    """
    start, end = found.start, found.end
    block = note.block_at(start)
    if block is None:
        return "is in front matter"
    text = written(paper, form, address)
    cited = block.citation_at(start) if found.kind == "pandoc" else None
    if _stands_around(text, note.text, (cited and cited.group) or (start, end)):
        return Edit(start, end, note.text[start:end])
    if found.kind != "link" and note.is_in_link(start, end):
        return Edit(start, end, link_text(paper)) if form == "title" else IN_LINK
    try:
        if cited and form == "pandoc":
            start, end, text = _as_group(note, block, cited, paper)
        elif cited:
            start, end = _alone(note, block, cited)
        match found.kind:
            case "wikilink":
                words = _words_of_wikilink(view, note, block, found, paper)
                text = _with_words(paper, form, address, words)
            case "link":
                words = _words_of_link(view, note, block, found, paper)
                text = _with_words(paper, form, address, words)
            case "identifier" if "#" in note.text[start:end]:
                return "points to a place in the paper"
            case _:
                pass
    except _StaysError as reason:
        return str(reason)
    return _put(note, block, start, end, text)


def group_rewritten(
    note: Note,
    cited: Sequence[PandocCitation],
    papers: Sequence[Paper],
    form: str,
    address: Address,
) -> Edit | str:
    """Return the edit that writes the keys of one Pandoc group in another form, as `rewritten`.

    `papers` are those that the keys name; where they are fewer, some name none.
    """
    start, end = cited[0].group or (0, 0)
    block = note.block_at(start)
    gaps = [note.text[one.end : other.start] for one, other in pairwise(cited)]
    edges = note.text[start + 1 : cited[0].start] + note.text[cited[-1].end : end - 1]
    if block is None or edges.strip() or not all(map(_BETWEEN_KEYS.fullmatch, gaps)):
        return "has a locator or words of its own"
    if len(cited) != len(papers):
        return "is beside what is no known key"
    if any(note.text[one.start] == "-" for one in cited):
        return "leaves out an author"
    if _goes_on(note, block, start):
        return "goes on with the key before it"
    if note.is_in_link(start, end):
        return IN_LINK
    text = "; ".join(written(paper, form, address) for paper in papers)
    return _put(note, block, start, end, text)


def has_locator(note: Note, found: Citation) -> bool:
    """Return whether brackets behind a key belong to it, as in `@key [p. 3]`."""
    block = note.block_at(found.start)
    cited = block.citation_at(found.start) if block and found.kind == "pandoc" else None
    return bool(block and cited and not cited.group and _locator(block, cited))


def is_plain(note: Note, found: Citation) -> bool:
    """Return whether a citation is a title that is simply typed, and not in the text of a link."""
    in_link = note.is_in_link(found.start, found.end)
    return found.kind == "mention" and len(found.papers) == 1 and not in_link


def _stands_around(text: str, around: str, span: Span) -> bool:
    """Whether a text stands around a span already: `Title [@key]` around its `[@key]`."""
    start, end = span
    at = text.find(around[start:end])
    while at >= 0:
        if at <= start and around.startswith(text, start - at):
            return True
        at = text.find(around[start:end], at + 1)
    return False


def _alone(note: Note, block: Block, cited: PandocCitation) -> Span:
    """The span of a Pandoc citation with its group, where nothing else is in that."""
    if cited.group is None:
        if _locator(block, cited):
            raise _StaysError("has a locator")
        return cited.start, cited.end
    if note.text[cited.start] == "-":
        raise _StaysError("leaves out an author")
    start, end = cited.group
    if _goes_on(note, block, start):
        raise _StaysError("goes on with the key before it")
    if note.text[start + 1 : end - 1].strip() != note.text[cited.start : cited.end]:
        raise _StaysError("has a locator or words of its own")
    return start, end


def _locator(block: Block, cited: PandocCitation) -> re.Match[str] | None:
    return _LOCATOR.match(block.prose, cited.end - block.start)


def _goes_on(note: Note, block: Block, start: int) -> bool:
    """Whether a group belongs to a key before it, as in `@key [p. 3; @other]`."""
    index = bisect_left(block.citations, start, key=lambda cited: cited.start)
    before = block.citations[index - 1] if index else None
    return bool(before and not before.group and not note.text[before.end : start].strip())


def _as_group(
    note: Note, block: Block, cited: PandocCitation, paper: Paper
) -> tuple[int, int, str]:
    """What a Pandoc citation is in brackets, which it may have already, with its locator."""
    if cited.group:
        return cited.start, cited.end, note.text[cited.start : cited.end]
    locator = _locator(block, cited)
    end = block.start + locator.end() if locator else cited.end
    more = f", {' '.join(locator[1].split())}" if locator else ""
    return cited.start, end, f"[@{pandoc_key(paper)}{more}]"


def _words_of_wikilink(
    view: View, note: Note, block: Block, found: Citation, paper: Paper
) -> str | None:
    """The words that a wikilink shows; None for no others than the names of its paper."""
    link = block.wikilink_at(found.start)
    assert link is not None
    if note.text[link.start] == "!":
        raise _StaysError("is an embed")
    end = link.alias[0] if link.alias else link.end - len("]]")
    if not _NO_SECTION.fullmatch(note.text, link.target[1], end):
        raise _StaysError("points to a section")
    written = note.text[slice(*link.target)]
    if paper not in view.meant(names.of_target(written)):
        raise _StaysError("leads elsewhere")
    if link.alias:
        return note.text[slice(*link.alias)] or None
    return written if normalise(written) == normalise(nickname(paper.title) or "") else None


def _words_of_link(
    view: View, note: Note, block: Block, found: Citation, paper: Paper
) -> str | None:
    """The words of a link that leads to its paper."""
    link = block.link_at(found.start)
    assert link is not None
    if note.text[link.start] == "!":
        raise _StaysError("is an image")
    if paper not in view.meant(names.of_address(link.address)):
        raise _StaysError("leads elsewhere")
    if "#" in link.address and link.address not in paper.urls:
        raise _StaysError("points to a place in the paper")
    if link.destination and not _NO_LINK_TITLE.fullmatch(note.text, link.destination[1], link.end):
        raise _StaysError("has a title that shows on hover")
    if note.text[slice(*link.text)] == link_text(paper):
        return None  # a title may hold math
    words = block.prose[link.text[0] - block.start : link.text[1] - block.start]
    if MASK in words:
        raise _StaysError("shows more than words")
    return " ".join(words.split()) or None


def _with_words(paper: Paper, form: str, address: Address, words: str | None) -> str:
    """What stands for a paper in a form, with words that are to stay."""
    said = normalise(words or "")
    if words is None or said in map(normalise, paper.titles):
        return written(paper, form, address)
    if form in ("wikilink", "link"):
        if not _PLAIN_WORDS.fullmatch(words):
            raise _StaysError("shows words that cannot stand there")
        return written(paper, form, address, words)
    is_name = words.strip().removeprefix("@") in paper.keys
    if not is_name and said != normalise(nickname(paper.title) or ""):
        raise _StaysError("shows words of its own")
    return written(paper, form, address)


def _put(note: Note, block: Block, start: int, end: int, text: str) -> Edit | str:
    if cuts_emphasis(note.text[start:end]):
        return "has one end of an emphasis"
    if _joins(text, note.text, start, end):
        return "would be something else with what stands beside it"
    if block.kind == "table":
        text = text.replace("|", "\\|")
    return Edit(start, end, text)


def _joins(text: str, around: str, start: int, end: int) -> bool:
    """Whether a text in place of a span would make another thing with what is beside it."""
    if text.startswith("[") and around[start - 1 : start] in _BEFORE_BRACKETS:
        return True
    if text.startswith("[@") and text.endswith("]"):
        return bool(_GOES_ON.match(around, end))
    return bool(_BARE_KEY.search(text) and _BELONGS_TO_KEY.match(around, end))
