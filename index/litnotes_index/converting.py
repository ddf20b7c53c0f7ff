"""What becomes of a note whose citations are all written in one form, and which of them stay.

What an edit makes is read again before anybody sees it: a citation that would name another paper,
or none, stays as it is, whatever the form, the template, or what stands beside it.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf

from litnotes_index.citations import Citation, citations
from litnotes_index.edit import Edit, applied, changes
from litnotes_index.forms import Address
from litnotes_index.markdown import Block, Note, Span, parse
from litnotes_index.model import Paper, Source
from litnotes_index.notes import Kind
from litnotes_index.rewriting import group_rewritten, has_locator, rewritten
from litnotes_index.view import View

WRITTEN: tuple[Kind, ...] = ("wikilink", "pandoc", "link")
"""The kinds of citation that are written as such, and not simply typed."""

# Each takes away what was wrong in the one before.
_MOST_ROUNDS = 8
_MISREAD = "would no longer be read as the same paper"
_Identity = tuple[tuple[Source, ...], ...]


@dataclass(frozen=True, slots=True)
class Left:
    """A citation that stays as it is, by its half-open span, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """The edits to a note, in order, and what was to be changed and stays.

    `changed` is how many citations the edits change; one edit may change several.
    """

    edits: tuple[Edit, ...]
    left: tuple[Left, ...]
    changed: int


def conversion(
    view: View, note: Note, form: str, address: Address, kinds: Collection[Kind] = ()
) -> Conversion:
    """Return how a note's citations are written in a form, those of some kinds.

    By default these are the kinds that are written as such, but for those of this form already.
    """
    found = citations(note, view)
    edits: dict[Edit, list[_Identity]] = {}
    left: list[Left] = []
    for together, edit in _asked(view, note, found, form, address, kinds):
        if not isinstance(edit, Edit):
            left += (Left(one.start, one.end, why) for one, why in zip(together, edit, strict=True))
        elif changes(edit, note.text):
            edits[edit] = [_identity(one.papers) for one in together]
    left += _misread(view, note, found, edits)
    order = tuple(sorted(left, key=lambda one: one.start))
    return Conversion(tuple(edits), order, sum(map(len, edits.values())))


def is_convertible(
    view: View, note: Note, found: Sequence[Citation], form: str, address: Address
) -> bool:
    """Return whether a conversion may change a note, in which these are the citations.

    It does not read again what would be changed, and so can be asked at any time.
    """
    return any(
        isinstance(edit, Edit) and changes(edit, note.text)
        for _, edit in _asked(view, note, found, form, address)
    )


def _asked(
    view: View,
    note: Note,
    found: Sequence[Citation],
    form: str,
    address: Address,
    kinds: Collection[Kind] = (),
) -> Iterator[tuple[list[Citation], Edit | list[str]]]:
    """What is asked to change, by what changes at once: the edit, or why each of it stays."""
    kinds = kinds or [kind for kind in WRITTEN if kind != form]
    for place, same in groupby(found, lambda one: _place(note, one, form)):
        together = list(same)
        block = note.block_at(place[0])
        if block is None or not _is_wanted(together[0], block, kinds):
            continue
        stays = [_stays(note, block, one, kinds) for one in together]
        if any(stays):
            yield together, [why or "is in one group with what stays" for why in stays]
            continue
        edit = _rewritten(view, note, block, place, together, form, address)
        yield together, edit if isinstance(edit, Edit) else [edit] * len(together)


def _place(note: Note, one: Citation, form: str) -> Span:
    """The span that is rewritten at once with a citation: of a Pandoc group, that of the group."""
    block = note.block_at(one.start) if one.kind == "pandoc" and form != "pandoc" else None
    cited = block.citation_at(one.start) if block else None
    return (cited and cited.group) or (one.start, one.end)


def _is_wanted(one: Citation, block: Block, kinds: Collection[Kind]) -> bool:
    return one.kind in kinds or (block.kind == "heading" and "heading" in kinds)


def _stays(note: Note, block: Block, one: Citation, kinds: Collection[Kind]) -> str | None:
    """Why a citation stays, whatever the form; None where it may change."""
    if block.kind == "heading" and "heading" not in kinds:
        return "is in a heading"  # which links may point to by its words
    if block.level == 1 and note.heading(block) == note.title:
        return "is in the title of the note"
    if not one.papers:
        return "is no known key"
    return f"may be any of {len(one.papers)} papers" if len(one.papers) > 1 else None


def _rewritten(
    view: View,
    note: Note,
    block: Block,
    place: Span,
    together: Sequence[Citation],
    form: str,
    address: Address,
) -> Edit | str:
    papers = [one.papers[0] for one in together]
    cited = block.in_group(place)
    if len(cited) > 1:
        return group_rewritten(note, cited, papers, form, address)
    return rewritten(view, note, together[0], papers[0], form, address)


def _misread(
    view: View, note: Note, found: Sequence[Citation], edits: dict[Edit, list[_Identity]]
) -> list[Left]:
    """Take out the edits after which a paper would be missing, or another one there."""
    left: list[Left] = []
    for _ in range(_MOST_ROUNDS):
        if not edits:
            break
        wrong = _wrong(view, note, found, edits)
        left += (Left(edit.start, edit.end, _MISREAD) for edit in wrong)
        for edit in wrong:
            del edits[edit]
        if not wrong:
            return left
    left += (Left(edit.start, edit.end, _MISREAD) for edit in edits)
    edits.clear()
    return left


def _wrong(
    view: View, note: Note, found: Sequence[Citation], edits: Mapping[Edit, list[_Identity]]
) -> set[Edit]:
    """The edits at which, or next to which, the note is then read otherwise than it was."""
    order = list(edits)
    ends, moves = [edit.end for edit in order], [0]
    starts: list[int] = []
    for edit in order:
        starts.append(edit.start + moves[-1])
        moves.append(moves[-1] + len(edit.new_text) - (edit.end - edit.start))
    before: set[tuple[int, int, _Identity]] = set()
    for one in found:
        at = bisect_right(ends, one.start)
        if at == len(order) or one.end <= order[at].start:
            by = moves[at]
            before.add((one.start + by, one.end + by, _identity(one.papers)))
    now: set[tuple[int, int, _Identity]] = set()
    inside: dict[Edit, list[_Identity]] = {edit: [] for edit in order}
    after = parse(applied(note.text, order), note)
    wrong: set[Edit] = set()
    for one in citations(after, view):
        at = bisect_right(starts, one.start) - 1
        reach = starts[at] + len(order[at].new_text) if at >= 0 else 0
        if one.start < reach >= one.end:
            inside[order[at]].append(_identity(one.papers))
            if one.end == reach and has_locator(after, one):
                wrong.add(order[at])  # what stands behind it was none before
        else:
            now.add((one.start, one.end, _identity(one.papers)))
    wrong.update(edit for edit in order if _once(inside[edit]) != _once(edits[edit]))
    for place, *_ in before ^ now:
        near = bisect_right(starts, place)
        wrong.add(order[min((near - 1, near), key=lambda at: _distance(starts, at, place))])
    return wrong


def _distance(starts: Sequence[int], at: int, place: int) -> float:
    return abs(starts[at] - place) if 0 <= at < len(starts) else inf


def _once(papers: Iterable[_Identity]) -> list[_Identity]:
    """Papers in order, one that is named several times in a row once."""
    return [paper for paper, _ in groupby(papers)]


def _identity(papers: Iterable[Paper]) -> _Identity:
    """What is the same for the same papers of one view."""
    return tuple(paper.sources for paper in papers)
