"""What a citation becomes when it is written in another form, where that form can stand."""

import re

from litnotes_index.citations import Citation
from litnotes_index.edit import Edit, cuts_emphasis
from litnotes_index.forms import Address, link_text, written
from litnotes_index.markdown import Block, Note, PandocCitation
from litnotes_index.model import Paper

# What stands behind `@key` and belongs to it: `[p. 3]`, but no link, which the prose does not show.
_LOCATOR = re.compile(r"\s*\[[^\[\]\0]*\]")
# What makes a link, or the definition of one, of `[@key]` before it.
_GOES_ON = re.compile(r"[(\[]|:\s*\S+[ \t]*(?:[\"'(]|$)", re.MULTILINE)


def rewritten(
    note: Note, found: Citation, paper: Paper, form: str, address: Address
) -> Edit | None:
    """Return the edit that writes a citation in another form; None where it cannot stand.

    In a Pandoc group of several, or with a locator, nothing but another key can stand, and in the
    text of a link nothing but words.
    """
    block = note.block_at(found.start)
    start, end = found.start, found.end
    if block and (cited := _pandoc(block, found)):
        if cited.group is None and _LOCATOR.match(block.prose, end - block.start):
            return None
        if cited.group is not None:
            inside = note.text[cited.group[0] + 1 : cited.group[1] - 1].strip()
            if inside != note.text[start:end]:
                return None
            start, end = cited.group
    if note.is_in_link(start, end):
        return Edit(start, end, link_text(paper)) if form == "title" else None
    text = written(paper, form, address)
    if cuts_emphasis(note.text[start:end]) or _joins(text, note.text, start, end):
        return None
    if block and block.kind == "table":
        text = text.replace("|", "\\|")
    return Edit(start, end, text)


def _joins(text: str, around: str, start: int, end: int) -> bool:
    """Whether brackets in place of a span would make another thing with what is beside them."""
    is_group = text.startswith("[@") and text.endswith("]")
    after = is_group and _GOES_ON.match(around, end)
    return bool(after) or (text.startswith("[") and around[start - 1 : start] == "[")


def _pandoc(block: Block, found: Citation) -> PandocCitation | None:
    return block.citation_at(found.start) if found.kind == "pandoc" else None


def is_plain(note: Note, found: Citation) -> bool:
    """Return whether a citation is a title that is simply typed, and not in the text of a link."""
    in_link = note.is_in_link(found.start, found.end)
    return found.kind == "mention" and len(found.papers) == 1 and not in_link
