"""`textDocument/publishDiagnostics`: citations that name no paper, or several, or nearly one."""

import re
from dataclasses import dataclass
from typing import Literal

from litnotes_index.citations import Citation, places
from litnotes_index.edit import Edit, cuts_emphasis
from litnotes_index.forms import (
    in_prose,
    is_plain_key,
    link_text,
    target,
    title_of,
)
from litnotes_index.markdown import Note
from litnotes_index.model import Paper
from litnotes_index.nearly import Near, nearly_keys, nearly_titles
from litnotes_index.view import View

Code = Literal["unknown-key", "ambiguous-key", "nearly-a-title"]

# Manubot's tags stand for identifiers that are defined elsewhere.
_DEFINED_ELSEWHERE = "tag:"
# Without brackets `@name` may be a person, or code; with a year in it, it is a key.
_LIKE_A_KEY = re.compile(r"[^\W\d]{2}.*(?:1[5-9]|20)\d\d(?!\d)|(?:doi|arxiv|pmid|pmcid|url):.+")
_MOST_CHOICES = 3


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to mend a complaint: what it says, and the edit."""

    title: str
    edit: Edit


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a span of a note, and the ways to mend it, the likeliest first."""

    start: int
    end: int
    code: Code
    message: str
    fixes: tuple[Fix, ...] = ()


def diagnostics(view: View, note: Note) -> list[Complaint]:
    """Return the complaints about a note, in order; none while no paper is known.

    A wikilink to a note, or to nothing known, is no complaint.
    """
    if not view.papers.state.papers:
        return []
    found = places(note, view)
    complaints = [c for place in found if (c := _of_key(note, place, view))]
    for near in nearly_titles(note, view):
        title = title_of(near.paper)
        fix = Fix(f"Change to “{title}”", Edit(near.start, near.end, _fitting(note, near)))
        fixes = () if cuts_emphasis(note.text[near.start : near.end]) else (fix,)
        message = f"this is nearly the title of a paper: “{title}”"
        complaints.append(Complaint(near.start, near.end, "nearly-a-title", message, fixes))
    return sorted(complaints, key=lambda complaint: (complaint.start, complaint.end))


def _fitting(note: Note, near: Near) -> str:
    """The title as it can stand in place of what is nearly it."""
    text = in_prose(title_of(near.paper))
    block = note.block_at(near.start)
    if block is None:
        return text
    if wikilink := next((w for w in block.wikilinks if w.target == (near.start, near.end)), None):
        text = target(near.paper)
        if note.text[near.end : wikilink.end].strip() != "]]":
            text = text.partition("|")[0]  # it has an alias, or leads to a heading
    elif note.is_in_link(near.start, near.end):
        text = link_text(near.paper)
    return text.replace("|", "\\|") if block.kind == "table" else text


def _of_key(note: Note, place: Citation, view: View) -> Complaint | None:
    if place.key is None:
        return None
    key = note.text[slice(*place.key)]
    if len(place.papers) > 1:
        titles = "; ".join(f"“{title_of(paper)}”" for paper in place.papers)
        message = f"the key {key} names {len(place.papers)} papers: {titles}"
        fixes = [fix for paper in place.papers if (fix := _other_key(place, key, paper))]
        return Complaint(place.start, place.end, "ambiguous-key", message, tuple(fixes))
    if place.papers or place.kind == "wikilink" or key.startswith(_DEFINED_ELSEWHERE):
        return None
    near = nearly_keys(key, view)[:_MOST_CHOICES]
    block = note.block_at(place.start)
    cited = block.citation_at(place.start) if block else None
    grouped = cited is not None and cited.group is not None
    if not (near or grouped or place.kind == "front-matter" or _LIKE_A_KEY.search(key)):
        return None
    fixes = [_to_key(place, known, paper) for known, paper in near]
    meant = f"; did you mean {near[0][0]} (“{title_of(near[0][1])}”)?" if near else ""
    message = f"no known paper has the key {key}{meant}"
    return Complaint(place.start, place.end, "unknown-key", message, tuple(fixes))


def _to_key(place: Citation, key: str, paper: Paper) -> Fix:
    assert place.key is not None
    title = f"Change to {key} (“{title_of(paper)}”)"
    start, end = place.key
    if place.kind == "pandoc" and not is_plain_key(key):
        key = f"{{{key}}}"
        braced = end < place.end
        start, end = start - braced, end + braced
    return Fix(title, Edit(start, end, key))


def _other_key(place: Citation, key: str, paper: Paper) -> Fix | None:
    """Another key of the paper that an ambiguous one may mean; None where it has none."""
    other = next((name for name in paper.keys if name != key), None)
    return _to_key(place, other, paper) if other else None
