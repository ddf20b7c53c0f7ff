"""The list of references of notes: what they cite, each paper once, and where a note keeps it."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from litnotes_index.backlinks import is_same
from litnotes_index.citations import LIST, citations, lists
from litnotes_index.config import References
from litnotes_index.edit import Edit
from litnotes_index.errors import LitnotesError
from litnotes_index.markdown import Block, Note, managed, refilled
from litnotes_index.model import Paper
from litnotes_index.text.clean import one_line
from litnotes_index.text.fold import normalise
from litnotes_index.text.inert import inert
from litnotes_index.view import View

if TYPE_CHECKING:
    from litnotes_index.readers.csl import Item

_OPENING, _CLOSING = f"<!-- litnotes:{LIST} -->", f"<!-- /litnotes:{LIST} -->"
_HEADINGS = ("references", "bibliography")


def cited_once(cited: Iterable[Sequence[Paper]]) -> list[Paper]:
    """Return the papers that citations name, each once, in the order of its first one.

    A citation that names none, or several, is left out.
    """
    found: list[Paper] = []
    by_key: dict[str, list[Paper]] = {}
    for papers in cited:
        if len(papers) == 1:
            (paper,) = papers
            same = by_key.setdefault(paper.key, [])
            if not any(is_same(paper, other) for other in same):
                same.append(paper)
                found.append(paper)
    return found


def listed(items: "Sequence[Item]", style: str, order: str | None = None) -> list[str]:
    """Return a list in Markdown of references to items, one of its own for each.

    It is in the order of the style where that has one, else in that of the items, unless `order`
    is `appearance` or `name`. Raise `ConfigError` for a style that cannot be used.
    """
    # The library for styles takes long to load.
    from litnotes_index.bibliography.plain import by_name
    from litnotes_index.bibliography.styled import styled

    return styled(by_name(items) if order == "name" else items, style, sort=order is None)


def with_list(note: Note, view: View, settings: References, order: str | None = None) -> list[Edit]:
    """Return the edits that write the list of references of a note, or bring it up to date.

    A note that cites nothing gets none. The list is a managed block; where a note has none, it is
    put below a heading for it that is empty, else at the end. Raise `LitnotesError` where it cannot
    stand there, or would lack what a record told that cannot be read now, and as `listed` does.
    """
    papers = cited_once(citation.papers for citation in citations(note, view))
    told = listed(_items(papers), settings.style, order) if papers else []
    text = note.text
    if blocks := lists(note):
        new = [(block, refilled(text, block, "\n".join(told))) for block in blocks]
        return [
            Edit(block.start, block.end, content)
            for block, content in new
            if content != text[block.start : block.end]
        ]
    if not told:
        return []
    edit = _new(note, told, settings.heading)
    after = text[: edit.start] + edit.new_text + text[edit.end :]
    if not any(block.name == LIST for block in managed(after)):
        raise LitnotesError(
            "no list of references can stand at the end of this note: what is there is not closed"
        )
    return [edit]


def _items(papers: Sequence[Paper]) -> "list[Item]":
    from litnotes_index.bibliography import read_again  # the readers take long to load

    items, unread = read_again(papers)
    if unread:
        paper, source = unread[0]
        raise LitnotesError(
            f"the list of references stays as it is: the record of {paper.key} cannot be read"
            f" again at {source.path}:{source.line}"
        )
    return items


def _new(note: Note, told: Sequence[str], heading: str) -> Edit:
    """The edit that writes a new list; the line end that a note ends with stays the last one."""
    text = note.text
    line_end = next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")
    end = len(text.removesuffix(line_end))
    section = [_OPENING, "", *told, "", _CLOSING]
    if block := _empty_heading(note, heading):
        below = text[block.end : end]
        blank = len(below) - len(below.lstrip())
        more = ["", ""] if below.strip() else []
        return Edit(block.end, block.end + blank, line_end.join(["", "", *section, *more]))
    lines = text[:end].split(line_end)
    before = ["", ""] if lines[-1].strip() else [""]
    made = [*before, f"## {inert(heading, in_note=True)}", "", *section]
    return Edit(end, end, line_end.join(made))


def _empty_heading(note: Note, heading: str) -> Block | None:
    """The last heading for references that nothing stands below; None where there is none."""
    names = {normalise(one_line(heading)), *_HEADINGS}
    headings = [block for block in note.blocks if block.kind == "heading"]
    end = Block("heading", len(note.text), len(note.text), item=False, prose="")
    found = None
    for block, following in pairwise([*headings, end]):
        between = note.text[block.end : following.start]
        is_own = note.text[: block.start].endswith(("\n", "\r")) or not block.start
        if is_own and not between.strip() and normalise(note.heading(block)) in names:
            found = block
    return found
