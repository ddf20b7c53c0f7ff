"""`textDocument/codeAction`: mend what is nearly right, and write a citation in another form."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from litnotes_index.about import papers_of
from litnotes_index.addresses import url
from litnotes_index.citations import Citation, citations, lists, place_at
from litnotes_index.config import References, names_paper
from litnotes_index.converting import conversion, is_convertible
from litnotes_index.edit import Edit, changes
from litnotes_index.forms import Address, title_of
from litnotes_index.markdown import Note, Span
from litnotes_index.model import Paper
from litnotes_index.opening import WHATS, What, targets
from litnotes_index.references import with_list
from litnotes_index.rewriting import is_plain, rewritten
from litnotes_index.view import View
from litnotes_server.features.diagnostics import Complaint, diagnostics

Kind = Literal[
    "quickfix",
    "refactor",
    "refactor.rewrite",
    "litnotes.open",
    "source.litnotes",
    "source.litnotes.references",
    "source.litnotes.refresh",
    "source.fixAll.litnotes",
]

_NONE: Mapping[str, str] = MappingProxyType({})
_AS_EVER = References()
_OPENING: dict[What, str] = {
    "pdf": "Open the file {}",
    "page": "Open the page {}",
    "zotero": "Open it in {}",
}
_FORMS = {"wikilink": "wikilink", "pandoc": "Pandoc citation", "link": "Markdown link"}


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


def code_actions(
    view: View,
    note: Note,
    span: Span,
    citation: str = "title",
    address: Address = url,
    has_note: Callable[[Paper], bool] = lambda _: False,
    named: Mapping[str, str] = _NONE,
    root: Path = Path(),
    references: References = _AS_EVER,
) -> list[Action]:
    """Return what can be done at a span of a note, and with the note as a whole.

    `citation` is the form that the configuration asks for; it is offered first. `named` are the
    templates that it has besides, by name. `address` tells where a link to a paper points,
    `has_note` whether a paper has its literature note. `root` is where the note tells places from,
    `references` what a list of them is like.
    """
    complaints = diagnostics(view, note)
    return [
        *_fixes(complaints, span),
        *_rewrites(view, note, span, _offered(citation, named), address),
        *_new_notes(view, note, span, has_note),
        *_openings(view, note, span),
        *_refresh(view, note, root),
        *_in_whole_note(view, note, complaints, citation, address),
        *_references(view, note, references),
    ]


def _fixes(complaints: Sequence[Complaint], span: Span) -> list[Action]:
    start, end = span
    return [
        Action(
            f"fix:{complaint.start}:{place}",
            fix.title,
            "quickfix",
            lambda fix=fix: [fix.edit],  # type: ignore[misc]  # mypy infers no default's type
            complaint,
            preferred=place == 0 and complaint.code != "ambiguous-key",
        )
        for complaint in complaints
        if complaint.start <= end and start <= complaint.end
        for place, fix in enumerate(complaint.fixes)
    ]


def _rewrites(
    view: View, note: Note, span: Span, forms: Sequence[tuple[str, str]], address: Address
) -> list[Action]:
    """The forms that the citation at a span can have instead of its own."""
    found = place_at(note, span[0], view)
    if found is None or found.kind == "front-matter":
        return []
    actions: list[Action] = []
    for place, paper in enumerate(found.papers):  # two of them may have one key
        of = f" of “{paper.title}”" if len(found.papers) > 1 else ""
        seen: set[str] = set()
        for form, said in forms:
            edit = rewritten(view, note, found, paper, form, address)
            if isinstance(edit, Edit) and edit.new_text not in seen and changes(edit, note.text):
                seen.add(edit.new_text)  # a link to no address is a wikilink
                actions.append(
                    Action(
                        f"cite:{form}:{place}:{found.start}",
                        f"Write as {said}{of}: {_cropped(edit.new_text)}",
                        "refactor.rewrite",
                        lambda edit=edit: [edit],  # type: ignore[misc]  # mypy infers no default's type
                    )
                )
    return actions


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

    title = f"Refresh this note from “{_cropped(title_of(paper))}”"
    return [Action("refresh", title, "source.litnotes.refresh", edits)]


def _new_notes(
    view: View, note: Note, span: Span, has_note: Callable[[Paper], bool]
) -> list[Action]:
    """The literature notes that the papers named at a span do not have."""
    found = place_at(note, span[0], view)
    papers = [paper for paper in found.papers if not has_note(paper)] if found else []
    return [
        Action(
            f"new:{place}",
            f"Make a literature note of “{_cropped(title_of(paper))}”",
            "refactor",
            note_of=paper,
        )
        for place, paper in enumerate(papers)
    ]


def _openings(view: View, note: Note, span: Span) -> Iterator[Action]:
    """What the papers named at a span stand for, the best of each kind; it may be gone by now."""
    found = place_at(note, span[0], view)
    papers = found.papers if found else ()
    for place, paper in enumerate(papers):
        of = f" of “{_cropped(title_of(paper))}”" if len(papers) > 1 else ""
        for what in WHATS:
            if best := next(iter(targets(paper, what)), None):
                said = _OPENING[what].format(_cropped(best.name))
                opens = paper, what
                yield Action(f"open:{what}:{place}", said + of, "litnotes.open", opens=opens)


def _in_whole_note(
    view: View, note: Note, complaints: Sequence[Complaint], citation: str, address: Address
) -> list[Action]:
    actions: list[Action] = []
    found = citations(note, view)
    plain = [c for c in found if is_plain(note, c)]
    for form, said in _offered(citation):
        # Where it can stand does not depend on where a link points.
        fit = [c for c in plain if _edit(view, note, c, form, lambda _: None)]
        if fit and form != "title":
            actions.append(
                Action(
                    f"all:{form}",
                    f"Write every plain title of this note as a {said} ({len(fit)})",
                    "source.litnotes",
                    lambda form=form, fit=fit: _all(view, note, fit, form, address),  # type: ignore[misc]  # mypy infers no default's type
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


def _references(view: View, note: Note, references: References) -> list[Action]:
    """The list of references of a note that cites something."""
    if not any(len(citation.papers) == 1 for citation in citations(note, view)):
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


def _all(
    view: View, note: Note, plain: Sequence[Citation], form: str, address: Address
) -> list[Edit]:
    edits = (_edit(view, note, found, form, address) for found in plain)
    return [edit for edit in edits if edit]


def _edit(view: View, note: Note, found: Citation, form: str, address: Address) -> Edit | None:
    edit = rewritten(view, note, found, found.papers[0], form, address)
    return edit if isinstance(edit, Edit) else None


def _offered(citation: str, named: Mapping[str, str] = _NONE) -> list[tuple[str, str]]:
    """The forms and what they are called, the configured one first, then those of one's own."""
    forms = {**_FORMS, "title": "plain title"}
    names = {template: name for name, template in named.items()}
    own = {citation: {**names, **forms}.get(citation, "configured form")}
    return list({**own, **names, **forms}.items())


def _for_all(citation: str) -> list[tuple[str, str]]:
    """The forms for a whole note: the configured one, or each that marks a citation as one."""
    if citation == "title":
        return list(_FORMS.items())
    return _offered(citation)[:1] if names_paper(citation) else []


def _cropped(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
