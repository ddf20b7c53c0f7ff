"""What holds for every note, whatever is in it, and at every offset."""

import time
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lsprotocol import types

from litnotes_index.backlinks import Notes, record_of
from litnotes_index.citations import citations
from litnotes_index.config import Config
from litnotes_index.edit import Edit
from litnotes_index.markdown import Note, parse
from litnotes_index.view import View
from litnotes_server.convert import Client, Document
from litnotes_server.convert.edits import workspace_edit
from litnotes_server.features.code_action import code_actions
from litnotes_server.features.code_lens import code_lens
from litnotes_server.features.declaration import declaration
from litnotes_server.features.definition import definition
from litnotes_server.features.diagnostics import diagnostics
from litnotes_server.features.document_highlight import document_highlight
from litnotes_server.features.document_link import document_link
from litnotes_server.features.document_symbol import Symbol, document_symbol
from litnotes_server.features.folding_range import folding_range
from litnotes_server.features.hover import hover
from litnotes_server.features.inlay_hint import inlay_hint
from litnotes_server.features.pointed import in_dump, in_note
from litnotes_server.features.references import references
from litnotes_server.features.rename import prepare_rename, rename
from support.checks import applied
from support.client import UNITS

PATH = "/notes/a.md"
PIECES = st.sampled_from(
    [
        *("Attention Is All You Need", "attention is all you nead", "Neural Scene Flow Prior"),
        *("Neural Scene Flow", " Meets Its Critics", "Dropout", "Retrieval Revisited, a Study of"),
        *(" Habit", "Adam", "[[", "]]", "[[Adam]]", "[[weaver1999|x]]", "![[", "[[n.md"),
        *("[[Attention Is All You Nead#h]]", "@weaver1999", "[@weaver199; @smith2020, p. 3]"),
        *("[-@unheard]", "@{", "}", "@x", "[@", "-", "[", "]", "](x.md)", "[Adam](", ")", "("),
        *("](https://arxiv.org/abs/1412.6980)", ">", "<b>", "# ", "## ", "\n===\n", "- ", "1. "),
        *("> ", "| ", " |\n|-|\n", "|", "\\|", "`", "```\n", "$", "$$\n", "---\n", "title: "),
        *("citekey: ", "doi: 10.1234/basket.7", '"', "'", "“", "”", "*", "_", ": ", " ", " "),
        *("\n", "\n\n", "\r\n", "\r", "\t", "\f", "\u2028", "\0", "\\", ".", "s", "'s", "é"),
        *("e\u0301", "🙂", "👩\u200d🔬", "日本", "\ud800", "\ufeff"),
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=25).map("".join)
RELAXED = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


NotesOf = Callable[[str], Notes]


@pytest.fixture(scope="module")
def notes_of(view: View) -> NotesOf:
    """The notes of which one says a text. Hypothesis would write out a view as an argument."""
    return lambda text: Notes(view, {PATH: record_of(PATH, parse(text), view)})


def ask_all_of_the_note(notes: Notes, note: Note) -> None:
    view = notes.view
    document_link(view, note)
    code_lens(notes, note)
    inlay_hint(view, note, (0, len(note.text)))
    folding_range(note)
    for complaint in diagnostics(view, note):
        assert 0 <= complaint.start < complaint.end <= len(note.text)


def ask_all_at(notes: Notes, note: Note, offset: int) -> None:
    view = notes.view
    pointed = in_note(view, note, offset)
    hover(notes, pointed, markdown=True)
    definition(pointed)
    declaration(notes, pointed)
    spans = document_highlight(view, note, pointed)
    places = references(notes, pointed)
    assert len(places) == len(spans)
    assert all(
        place.text == note.text[slice(*span)] for place, span in zip(places, spans, strict=True)
    )
    if span := prepare_rename(view, note, offset):
        rename(notes, note.text[slice(*span)], "new2000", {PATH: note.text}.get)


@given(TEXTS)
@RELAXED
def test_every_question_at_every_offset_has_an_answer(notes_of: NotesOf, text: str) -> None:
    notes, note = notes_of(text), parse(text)
    ask_all_of_the_note(notes, note)
    for offset in range(len(text) + 1):
        ask_all_at(notes, note, offset)
        in_dump(notes.view, "/dumps/lab.bib", text, offset)


@given(TEXTS)
@RELAXED
def test_symbols_are_nested_and_have_names(notes_of: NotesOf, text: str) -> None:
    def check(found: Sequence[Symbol], start: int, end: int) -> None:
        for one in found:
            assert one.name
            assert start <= one.start <= one.name_start <= one.name_end <= one.end <= end
            check(one.children, one.start, one.end)

    check(document_symbol(notes_of(text).view, parse(text)), 0, len(text))


def by_the_client(document: Document, edits: Sequence[Edit], encoding: str) -> str:
    """Return the text after edits, as a client applies them to its own lines."""
    codec, size = UNITS[encoding]
    answer = workspace_edit([(document, edits)], Client(encoding=encoding)).changes
    assert answer is not None
    text, lines = document.text, [0]
    for place, letter in enumerate(text):
        if letter == "\n" or (letter == "\r" and text[place + 1 : place + 2] != "\n"):
            lines.append(place + 1)

    def offset(here: types.Position) -> int:
        start = lines[here.line]
        encoded = text[start:].encode(codec, "surrogatepass")[: here.character * size]
        return start + len(encoded.decode(codec, "surrogatepass"))

    for edit in sorted(answer[document.uri], key=lambda e: offset(e.range.start), reverse=True):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text


@given(TEXTS, st.integers(0, 300), st.integers(0, 300))
@RELAXED
def test_edits_are_apart_and_change_nothing_else_in_any_encoding(
    notes_of: NotesOf, text: str, one: int, other: int
) -> None:
    view, note = notes_of(text).view, parse(text)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    actions = code_actions(view, note, (start, end), Config(citation="link"))
    assert len({action.name for action in actions}) == len(actions)
    for action in actions:
        edits = action.edits()
        # What a whole note becomes is found out once it is asked for: it may be what it is.
        is_whole = action.name in ("refresh", "references") or action.name.startswith("convert:")
        assert edits or action.note_of or action.opens or is_whole
        after = applied(text, edits)
        for encoding in UNITS:
            document = Document("file:///notes/a.md", 1, text, encoding)
            assert by_the_client(document, edits, encoding) == after


@given(TEXTS)
@RELAXED
def test_mending_all_leaves_no_more_than_before(notes_of: NotesOf, text: str) -> None:
    view, note = notes_of(text).view, parse(text)
    for action in code_actions(view, note, (0, 0)):
        if action.name == "fix-all":
            after = parse(applied(text, action.edits()))
            assert len(diagnostics(view, after)) < len(diagnostics(view, note))


@given(TEXTS)
@RELAXED
def test_a_citation_in_another_form_still_cites_its_paper(notes_of: NotesOf, text: str) -> None:
    view, note = notes_of(text).view, parse(text)
    for found in citations(note, view):
        if len(found.papers) != 1:
            continue
        for action in code_actions(view, note, (found.start, found.start)):
            if action.name.startswith(("cite:wikilink", "cite:pandoc")):
                (edit,) = action.edits()
                after = parse(applied(text, [edit]))
                cited = [c for c in citations(after, view) if c.start >= edit.start]
                assert any(paper.key == found.papers[0].key for c in cited for paper in c.papers)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece", ["@a1999 ", "[[a]] ", "[a](b) ", '"Attention" ', "[-@smith2020] "]
)
def test_a_note_with_thousands_of_places_is_checked_in_linear_time(view: View, piece: str) -> None:
    def seconds(times: int) -> float:
        note = parse(piece * times)
        begin = time.process_time()
        diagnostics(view, note)
        return time.process_time() - begin

    # Sixteen times the time if quadratic. The sum forgives a busy machine.
    assert seconds(8_000) < 10 * seconds(2_000) + 1
