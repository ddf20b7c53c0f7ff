"""A title is typed letter by letter, completed, hovered and jumped from, as each client does it."""

import pytest
from lsprotocol import types

from e2e.conftest import Editor

TITLE = "Relative maps of the sea: how sailors share a chart"

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def typed(editor: Editor, text: str) -> list[types.CompletionItem]:
    """Type a text at the end of the note; return what is offered after the last letter."""
    items: list[types.CompletionItem] = []
    for letter in text:
        editor.edit(len(editor.text), len(editor.text), letter)
        items = await editor.complete()
    return items


@pytest.mark.parametrize(
    ("before", "letters", "after"),
    [
        ("As 🙂 é 𝔸 says, ", "relative maps of", f"As 🙂 é 𝔸 says, {TITLE}"),
        ("🙂 see [[", "sailors char", f"🙂 see [[{TITLE}]]"),
        ("🙂 see [@", "sea chart", "🙂 see [@relative-maps-of-the-247a84"),
    ],
)
async def test_a_title_is_completed_where_it_is_typed(
    editor: Editor, before: str, letters: str, after: str
) -> None:
    editor.open(before)
    await editor.indexed()
    items = await typed(editor, letters)
    assert [item.label for item in items] == [TITLE]
    editor.accept(items[0])
    assert editor.text == after


async def test_hover_and_definition_of_what_was_typed(editor: Editor) -> None:
    editor.open(f"🙂 {TITLE.upper()} 🙂")
    await editor.indexed()
    card = await editor.hover(20)
    assert card is not None
    assert isinstance(card.contents, types.MarkupContent)
    shown = " ".join(card.contents.value.split())
    assert "2 authors · 2024-01-23" in shown
    assert "We propose maps that are relative" in shown
    assert card.range is not None
    assert editor.span(card.range) == (2, 2 + len(TITLE))
    assert await editor.definition(20) == [("dump.txt", 6)]


async def test_documentation_comes_on_resolve(editor: Editor) -> None:
    editor.open("[[tide")
    await editor.indexed()
    (item,) = await editor.complete()
    assert item.documentation is None
    resolved = await editor.client.completion_item_resolve_async(item)
    shown = resolved.documentation
    text = shown.value if isinstance(shown, types.MarkupContent) else shown or ""
    assert "This paper presents new ones" in " ".join(text.split())


async def test_typing_in_the_middle_of_lines_that_python_would_split(editor: Editor) -> None:
    editor.open("a\u2028b\x0cc\u0085 [[\nend")
    await editor.indexed()
    place = editor.text.index("[[") + 2
    editor.edit(place, place, "tide")
    (item,) = await editor.complete(place + 4)
    editor.accept(item)
    assert editor.text == "a\u2028b\x0cc\u0085 [[Tide Tables]]\nend"


async def test_nothing_is_offered_in_code_or_in_prose_that_is_no_title(editor: Editor) -> None:
    editor.open("```\n")
    await editor.indexed()
    assert await typed(editor, "relative maps of") == []
    editor.edit(0, len(editor.text), "")
    assert await typed(editor, "The relative merits of ") == []
