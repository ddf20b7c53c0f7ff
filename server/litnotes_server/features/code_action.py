"""`textDocument/codeAction`: mend what is nearly right, and write a citation in another form."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from litnotes_index.addresses import url
from litnotes_index.citations import Citation, place_at
from litnotes_index.config import Config
from litnotes_index.edit import Edit, changes
from litnotes_index.forms import Address, title_of
from litnotes_index.markdown import Note, Span
from litnotes_index.model import Paper
from litnotes_index.opening import WHATS, What, targets
from litnotes_index.rewriting import rewritten
from litnotes_index.view import View
from litnotes_server.features.action import Action, cropped, offered
from litnotes_server.features.diagnostics import Complaint, diagnostics
from litnotes_server.features.note_action import note_actions

_AS_EVER = Config()
_OPENING: dict[What, str] = {
    "pdf": "Open the file {}",
    "page": "Open the page {}",
    "zotero": "Open it in {}",
}


def code_actions(
    view: View,
    note: Note,
    span: Span,
    config: Config = _AS_EVER,
    address: Address = url,
    has_note: Callable[[Paper], bool] = lambda _: False,
    root: Path = Path(),
) -> list[Action]:
    """Return what can be done at a span of a note, and with the note as a whole.

    `config` names the forms of citations and what a list of references is like. `address` tells
    where a link to a paper points, `has_note` whether a paper has its literature note. `root` is
    where the note tells places from.
    """
    complaints = diagnostics(view, note)
    forms = offered(config.citation, config.citation_forms)
    here = place_at(note, span[0], view)
    papers = here.papers if here else ()
    return [
        *_fixes(complaints, span),
        *(_rewrites(view, note, here, forms, address) if here else ()),
        *_new_notes([paper for paper in papers if not has_note(paper)]),
        *_openings(papers),
        *note_actions(view, note, complaints, config, address, root),
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
    view: View, note: Note, found: Citation, forms: Sequence[tuple[str, str]], address: Address
) -> list[Action]:
    """The forms that a citation can have instead of its own."""
    if found.kind == "front-matter":
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
                        f"Write as {said}{of}: {cropped(edit.new_text)}",
                        "refactor.rewrite",
                        lambda edit=edit: [edit],  # type: ignore[misc]  # mypy infers no default's type
                    )
                )
    return actions


def _new_notes(papers: Sequence[Paper]) -> list[Action]:
    """The literature notes that these papers do not have."""
    return [
        Action(
            f"new:{place}",
            f"Make a literature note of “{cropped(title_of(paper))}”",
            "refactor",
            note_of=paper,
        )
        for place, paper in enumerate(papers)
    ]


def _openings(papers: Sequence[Paper]) -> Iterator[Action]:
    """What these papers stand for, the best of each kind; it may be gone by now."""
    for place, paper in enumerate(papers):
        of = f" of “{cropped(title_of(paper))}”" if len(papers) > 1 else ""
        for what in WHATS:
            if best := next(iter(targets(paper, what)), None):
                said = _OPENING[what].format(cropped(best.name))
                opens = paper, what
                yield Action(f"open:{what}:{place}", said + of, "litnotes.open", opens=opens)
