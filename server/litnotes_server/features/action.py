"""What a code action is, and what its title says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from litnotes_index.edit import Edit
from litnotes_index.model import Paper
from litnotes_index.opening import What
from litnotes_server.features.diagnostics import Complaint

Kind = Literal[
    "quickfix",
    "refactor",
    "refactor.rewrite",
    "litnotes.open",
    "source.litnotes",
    "source.litnotes.refresh",
    "source.litnotes.references",
    "source.fixAll.litnotes",
]

FORMS = {"wikilink": "wikilink", "pandoc": "Pandoc citation", "link": "Markdown link"}
"""The forms that mark a citation as one, and what they are called."""
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Action:
    """What to offer, of which kind, and the edits, made only when they are asked for.

    `complaint` is what it mends; `name` finds the same action again when it is resolved. Instead of
    edits, `note_of` is the paper that a literature note is made of, and `opens` what is opened.
    """

    name: str
    title: str
    kind: Kind
    edits: Callable[[], Sequence[Edit]] = tuple
    complaint: Complaint | None = None
    preferred: bool = False
    note_of: Paper | None = None
    opens: tuple[Paper, What] | None = None


def offered(citation: str, named: Mapping[str, str] = _NONE) -> list[tuple[str, str]]:
    """Return the forms and what they are called, the configured one first, then one's own."""
    forms = {**FORMS, "title": "plain title"}
    names = {template: name for name, template in named.items()}
    own = {citation: {**names, **forms}.get(citation, "configured form")}
    return list({**own, **names, **forms}.items())


def cropped(text: str) -> str:
    """Return a text as a title has room for it."""
    return text if len(text) <= 60 else f"{text[:59]}…"
