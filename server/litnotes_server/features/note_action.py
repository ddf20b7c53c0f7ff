"""Code actions that concern a note as a whole."""

from collections.abc import Sequence
from pathlib import Path

from litnotes_index.about import papers_of
from litnotes_index.citations import Citation, citations, lists
from litnotes_index.config import Config, References, names_paper
from litnotes_index.converting import conversion, is_convertible
from litnotes_index.edit import Edit
from litnotes_index.forms import Address, title_of
from litnotes_index.markdown import Note
from litnotes_index.notes import Kind
from litnotes_index.references import with_list
from litnotes_index.rewriting import is_plain, rewritten
from litnotes_index.view import View
from litnotes_server.features.action import FORMS, Action, cropped, offered
from litnotes_server.features.diagnostics import Complaint

_PLAIN: tuple[Kind, ...] = ("mention",)


def note_actions(
    view: View,
    note: Note,
    complaints: Sequence[Complaint],
    config: Config,
    address: Address,
    root: Path,
) -> list[Action]:
    """Return what can be done with a note as a whole, of which these are the complaints.

    `root` is where the note tells places from; what else is asked for is as in `code_actions`.
    """
    found = citations(note, view)
    return [
        *_refresh(view, note, root),
        *_rewrites(view, note, found, config.citation, address),
        *_fixes(complaints),
        *_references(view, note, found, config.references),
    ]


def _refresh(view: View, note: Note, root: Path) -> list[Action]:
    """The literature note of one paper can say again what is known of that."""
    head = note.front_matter
    papers = papers_of(note.text, head, view) if head else None
    if head is None or papers is None or len(papers) != 1:
        return []
    (paper,) = papers

    def edits() -> Sequence[Edit]:
        # YAML and templates take long to load.
        from litnotes_index.refresh import refreshed

        return refreshed(note.text, head, paper, view, root).edits

    title = f"Refresh this note from “{cropped(title_of(paper))}”"
    return [Action("refresh", title, "source.litnotes.refresh", edits)]


def _rewrites(
    view: View, note: Note, found: Sequence[Citation], citation: str, address: Address
) -> list[Action]:
    """Every plain title, or every citation, in another form."""
    actions: list[Action] = []
    plain = [c for c in found if is_plain(note, c)]
    for form, said in offered(citation):
        # Where it can stand does not depend on where a link points.
        fit = [c for c in plain if _fits(view, note, c, form)]
        if fit and form != "title":
            actions.append(
                Action(
                    f"all:{form}",
                    f"Write every plain title of this note as a {said} ({len(fit)})",
                    "source.litnotes",
                    lambda form=form: conversion(view, note, form, address, _PLAIN).edits,  # type: ignore[misc]  # mypy infers no default's type
                )
            )
    for form, said in _for_all(citation):
        if is_convertible(view, note, found, form, address):
            actions.append(
                Action(
                    f"convert:{form}",
                    f"Write every citation of this note as a {said}",
                    "source.litnotes",
                    lambda form=form: conversion(view, note, form, address).edits,  # type: ignore[misc]  # mypy infers no default's type
                )
            )
    return actions


def _fixes(complaints: Sequence[Complaint]) -> list[Action]:
    """All that is nearly right, mended at once."""
    actions: list[Action] = []
    # Applied at every save by who asked their editor for that: only what leaves no doubt.
    sure = [c.fixes[0].edit for c in complaints if c.code == "unknown-key" and len(c.fixes) == 1]
    if sure:
        title = f"Mend every key of this note that is nearly right ({len(sure)})"
        actions.append(Action("fix-all", title, "source.fixAll.litnotes", lambda: sure))
    near = [c.fixes[0].edit for c in complaints if c.code == "nearly-a-title" and c.fixes]
    if near:
        title = f"Mend every title of this note that is nearly right ({len(near)})"
        actions.append(Action("fix-titles", title, "source.litnotes", lambda: near))
    return actions


def _references(
    view: View, note: Note, found: Sequence[Citation], references: References
) -> list[Action]:
    """The list of references of a note that cites something."""
    if not any(len(citation.papers) == 1 for citation in found):
        return []
    title = f"{'Update' if lists(note) else 'Write'} the list of references of this note"
    return [
        Action(
            "references",
            title,
            "source.litnotes.references",
            lambda: with_list(note, view, references),
        )
    ]


def _fits(view: View, note: Note, found: Citation, form: str) -> bool:
    return isinstance(rewritten(view, note, found, found.papers[0], form, lambda _: None), Edit)


def _for_all(citation: str) -> list[tuple[str, str]]:
    """The forms for a whole note: the configured one, or each that marks a citation as one."""
    if citation == "title":
        return list(FORMS.items())
    return offered(citation)[:1] if names_paper(citation) else []
