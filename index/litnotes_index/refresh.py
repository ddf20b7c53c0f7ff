"""A literature note brought up to date with what is known of its paper now.

What changes is what the default template of `literature` writes, where a note has it: fields of its
front matter, and the blocks that are marked as litnotes' to fill. All else is the writer's.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from litnotes_index import names
from litnotes_index.about import contradicting, named_by, papers_of
from litnotes_index.backlinks import paper_in
from litnotes_index.citations import naming
from litnotes_index.edit import Edit
from litnotes_index.errors import MetadataError
from litnotes_index.literature import place_of, values_of
from litnotes_index.markdown import FrontMatter, managed, refilled
from litnotes_index.markdown.metadata import Field, fields
from litnotes_index.markdown.metadata_edits import edits_of
from litnotes_index.markdown.parts import head_of
from litnotes_index.model import Paper
from litnotes_index.papers.identifiers import normal_ids, normal_url
from litnotes_index.text.clean import one_line
from litnotes_index.text.inert import inert
from litnotes_index.view import View

# A date as it is written in notes: with or without its time, and zeros.
_DATE = re.compile(r"(?P<year>\d{4}|-)(?:-(?P<month>\d\d?)(?:-(?P<day>\d\d?)(?:[Tt ].*)?)?)?")
# A place in a dump as the template writes it, and no address.
_PLACE = re.compile(r"(?!\w+://).+:\d+")


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The edits that bring a paper's note up to date, in order, and what they change, by name."""

    paper: Paper
    edits: tuple[Edit, ...]
    changed: tuple[str, ...]


def of_note(text: str, view: View, root: Path) -> Refreshed | None:
    """Return what is to change in a note; None for one that is no literature note.

    Raises `MetadataError` for one that is left as it is: its paper is not known, or which it is, or
    its front matter is no YAML.
    """
    head = head_of(text)
    papers = papers_of(text, head, view) if head else None
    if head is None or papers is None:
        return None
    if len(papers) == 1:
        return refreshed(text, head, papers[0], view, root)
    told = [(field, span) for field, span, _ in naming(text, head)]
    if papers:
        which = "; ".join(f"{one_line(p.title)!r} ({place_of(p.sources[0], root)})" for p in papers)
        message = f"it names {len(papers)} papers: {which}"
    elif named := named_by(text, head, view):
        fields = " and ".join(contradicting(text, head, named))
        are = "are" if " and " in fields else "is"
        message = f"the key names {one_line(named[0].title)!r}, but its {fields} {are} another's"
    else:
        which = ", ".join(f"{field} {one_line(text[slice(*span)])!r}" for field, span in told)
        message = f"no dump has the paper that it names: {which}{_hint(text, head, view)}"
    raise MetadataError(message, told[0][1][0])


def _hint(text: str, head: FrontMatter, view: View) -> str:
    """Which paper may be meant: a title that was mended in a dump without keys has another key."""
    title = head.scalar("title")
    near = view.nearest(text[slice(*title)]) if title else None
    return f"; did you mean {one_line(near.title)!r} (citekey {near.key})?" if near else ""


def refreshed(text: str, head: FrontMatter, paper: Paper, view: View, root: Path) -> Refreshed:
    """Return what is to change in the literature note of a paper; no edits where nothing is.

    Raises `MetadataError` for front matter that cannot be changed.
    """
    values = values_of(paper, root)
    wanted: dict[str, str | Sequence[str]] = {}
    dates: list[str] = []
    for name, field in _kept(fields(text, head), paper):
        value = _wanted(name, field, values)
        if value and (field.is_empty or _is_outdated(name, field, value, paper, view, root)):
            wanted[field.key] = value
            dates += [field.key] if name == "date" else []
    edits = edits_of(text, head, wanted, dates)
    blocks = dict(_block_edits(text, values))
    changed = (*edits, *dict.fromkeys(blocks.values()))
    return Refreshed(paper, (*(edit for here in edits.values() for edit in here), *blocks), changed)


def _kept(found: Sequence[Field], paper: Paper) -> Iterator[tuple[str, Field]]:
    """What a note has of the fields that are kept up to date, by what the template calls them."""
    for name in ("citekey", "title", "authors", "date", *paper.ids, "url", "source"):
        same = [field for field in found if field.key == name]
        same = same or [field for field in found if field.key.lower() == name][:1]
        if len(same) > 1:
            raise MetadataError(f"{name!r} stands there {len(same)} times", same[1].start)
        for field in same:
            yield name, field


def _wanted(name: str, field: Field, values: Mapping[str, object]) -> str | Sequence[str]:
    """What a field is to say; empty where that is not known."""
    match name:
        case "citekey":
            return f"{'@' if field.text.startswith('@') else ''}{values['key']}"
        case "authors":
            return cast("Sequence[str]", values["authors"])
        case "url":
            return next(iter(cast("Sequence[str]", values["urls"])), "")
        case "title" | "date" | "source":
            return str(values[name])
        case _:
            return cast("Mapping[str, str]", values["ids"])[name]


def _is_outdated(
    name: str, field: Field, wanted: str | Sequence[str], paper: Paper, view: View, root: Path
) -> bool:
    """Whether what a field says is true of the paper no more; never where we would not say it so.

    Of several keys, identifiers, addresses and places of a paper, each is true.
    """
    text = field.text
    match name:
        case "citekey":
            # One of nobody's is the writer's own, by which other notes may name this one.
            known = view.meant(names.of_key(text.removeprefix("@")))
            return bool(known) and not paper_in(paper, known)
        case "title":
            return _normal(text) != _normal(str(wanted))
        case "authors":
            return [*map(_normal, field.texts)] != [*map(_normal, wanted)]
        case "date":
            told = _date(text)
            # A more exact one may come from where no dump does.
            return told is not None and not told.startswith(str(wanted))
        case "url":
            return normal_url(text) not in map(normal_url, paper.urls)
        case "source":
            places = {place_of(source, root) for source in paper.sources}
            return _PLACE.fullmatch(text) is not None and text not in places
        case _:
            own = {*paper.names, *_as_names(paper.ids)}
            return own.isdisjoint(_as_names({name: text}))


def _as_names(ids: Mapping[str, str]) -> list[str]:
    return [f"{kind}:{value}" for kind, value in normal_ids(ids).items()]


def _date(text: str) -> str | None:
    found = _DATE.fullmatch(text)
    if not found:
        return None
    parts = (found["month"], found["day"])
    return "-".join([found["year"], *(part.zfill(2) for part in parts if part)])


def _block_edits(text: str, values: Mapping[str, object]) -> Iterator[tuple[Edit, str]]:
    """The edits that fill marked blocks with values of the template, and the name of each."""
    for block in managed(text):
        content = _content(values.get(block.name))
        old = text[block.start : block.end]
        if content and content.split() != old.split():
            yield Edit(block.start, block.end, refilled(text, block, content)), block.name


def _content(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_content, cast("list[object]", value)))
    return inert(str(value), in_note=True) if isinstance(value, str | int) else ""


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", one_line(text))
