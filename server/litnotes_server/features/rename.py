"""`textDocument/rename`: another name for a citation key, in all notes at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from litnotes_index.backlinks import Notes
from litnotes_index.citations import Citation, place_at, places
from litnotes_index.edit import Edit, FileEdit
from litnotes_index.errors import LitnotesError
from litnotes_index.forms import is_plain_key, scalar, title_of
from litnotes_index.markdown import Note, Span, parse
from litnotes_index.view import View
from litnotes_server.features.card import file_name

# Some end a key somewhere, others would be markup or escapes around it.
_NO_KEY = re.compile(r"[\s{}\[\]|#^@$`\"\\]|^$")


@dataclass(frozen=True, slots=True)
class Renamed:
    """The edits to each note, and what the user must know besides; None for nothing."""

    files: tuple[FileEdit, ...]
    notice: str | None


def prepare_rename(view: View, note: Note, offset: int) -> Span | None:
    """Return the span of the key at an offset; None where there is no key to rename."""
    place = place_at(note, offset, view)
    return place.key if place else None


def rename(notes: Notes, old: str, new: str, text_of: Callable[[str], str | None]) -> Renamed:
    """Return the edits that make `new` out of the key `old` wherever a note cites by it.

    `text_of` gives the text of a note as it is now, unsaved or on disk; None for one that is gone.
    Raises `LitnotesError` for a name that cannot be a key.
    """
    new = new.strip().removeprefix("@")
    if _NO_KEY.search(new) or not new.isprintable():
        raise LitnotesError(
            f'{new!r} cannot be a citation key: no spaces, brackets, | # ^ @ $ ` " \\ in it'
        )
    files: list[FileEdit] = []
    for path in notes.naming(f"key:{old}"):
        text = text_of(path)
        if text is None:
            continue
        found = places(parse(text), notes.view)
        edits = [_edit(text, place, place.key, new) for place in found if place.key]
        wanted = [e for e in edits if text[e.start : e.end].strip("{}") == old]
        if wanted:
            files.append(FileEdit(path, text, tuple(wanted)))
    return Renamed(tuple(files), _notice(notes.view, old, new))


def _edit(text: str, place: Citation, key: Span, new: str) -> Edit:
    start, end = key
    match place.kind:
        case "pandoc":
            braced = text[start - 1 : start] == "{"
            if braced or is_plain_key(new):
                return Edit(start, end, new)
            if text[end : end + 1] == "@":
                raise LitnotesError(f"{new!r} needs braces, and cannot have them before another @")
            return Edit(start, end, f"{{{new}}}")
        case "front-matter":
            return Edit(start, end, scalar(new, text[place.start - 1 : place.start]))
        case _:
            return Edit(start, end, new)


def _notice(view: View, old: str, new: str) -> str | None:
    said: list[str] = []
    sources = [source for paper in view.called(f"key:{old}") for source in paper.sources]
    if sources:
        places = ", ".join(f"{file_name(source.path)}:{source.line}" for source in sources[:3])
        said.append(f"the key {old} was renamed in notes; not in its source: {places}")
    said += [
        f"{new} is the key of “{title_of(other)}”, which these notes cite now"
        for other in view.called(f"key:{new}")
    ]
    return "; ".join(said) or None
