"""The one place where the tests of features call them."""

from collections.abc import Sequence

from litnotes_index import config
from litnotes_index.backlinks import Notes
from litnotes_index.citations import citation_at
from litnotes_index.config import Config
from litnotes_index.edit import Edit
from litnotes_index.markdown import parse
from litnotes_index.model import Paper
from litnotes_index.view import View
from litnotes_server.features import completion as completion_feature
from litnotes_server.features import hover as hover_feature
from litnotes_server.features.action import Action
from litnotes_server.features.code_action import code_actions
from litnotes_server.features.completion import Item
from litnotes_server.features.pointed import in_note
from support.marked import marked


def items(view: View, source: str, *, citation: str = "title", **completion: object) -> list[Item]:
    """Return what is offered at the cursor."""
    note = marked(source)
    settings = config.of({"citation": citation, "completion": completion})
    return completion_feature.completion(view, parse(note.text), note.cursor, settings)


def offered(view: View, source: str, *, citation: str = "title", **completion: object) -> list[str]:
    """Return the labels of what is offered at the cursor."""
    return [item.label for item in items(view, source, citation=citation, **completion)]


def chosen(
    view: View, source: str, title: str | None = None, *, citation: str = "title"
) -> str | None:
    """Return the text once the first item (or a title's) is chosen; None where there is none."""
    text = marked(source).text
    for item in items(view, source, citation=citation):
        if title in (None, item.label):
            # An edit of a completion is on the line of the cursor.
            assert "\n" not in text[item.start : item.end]
            assert "\r" not in text[item.start : item.end]
            return text[: item.start] + item.new_text + text[item.end :]
    return None


def hovered(view: View, source: str) -> str | None:
    """Return the text that a hover at the cursor is for; None where there is none."""
    note = marked(source)
    found = in_note(view, parse(note.text), note.cursor)
    return note.text[found.start : found.end] if found else None


def meant(view: View, source: str) -> list[Paper]:
    """Return the papers that the citation at the cursor names."""
    note = marked(source)
    found = citation_at(parse(note.text), note.cursor, view)
    return list(found.papers) if found else []


def check_hover(view: View, source: str, title: str) -> None:
    """Check that every place of the span `ref` shows this paper, with `ref` as its range."""
    note = marked(source)
    parsed = parse(note.text)
    start, end = note.spans["ref"]
    for offset in range(start, end + 1):
        pointed = in_note(view, parsed, offset)
        found = hover_feature.hover(Notes(view), pointed, markdown=False)
        assert found is not None, offset
        assert note.text[found.start : found.end] == note.text[start:end]
        assert found.text.startswith(title)


def actions(view: View, source: str, *, citation: str = "title") -> list[Action]:
    """Return what can be done at the cursor, or with the span `sel`."""
    note = marked(source)
    span = note.spans.get("sel") or (note.cursor, note.cursor)
    return code_actions(view, parse(note.text), span, Config(citation=citation))


def acted(view: View, source: str, title: str, *, citation: str = "title") -> str | None:
    """Return the text after the one action whose title begins so; None where there is none."""
    found = [a for a in actions(view, source, citation=citation) if a.title.startswith(title)]
    assert len(found) < 2, [action.title for action in found]
    return applied(marked(source).text, found[0].edits()) if found else None


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Return a text after edits, once it is clear that they do not overlap."""
    end = len(text)
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        assert 0 <= edit.start <= edit.end <= end, edits
        text = text[: edit.start] + edit.new_text + text[edit.end :]
        end = edit.start
    return text
