"""What an editor can do with notes, as each client does it: in its units, with unsaved text."""

import json

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from e2e.conftest import DUMP, NOTE_CLIENTS, Editor

MAPS = "Relative maps of the sea: how sailors share a chart"
KEY = "relative-maps-of-the-247a84"
# Emoji, a combining accent and a joined emoji: no two encodings count them alike.
ODD = "🙂 e\u0301 👩\u200d🔬 "
LIBRARY = [
    {
        "id": "weaver1999",
        "type": "article-journal",
        "title": "Learning to Weave",
        "DOI": "10.1234/basket.7",
    },
    {"id": "twice2020", "type": "article-journal", "title": "Gradient Surgery by Night"},
    {"id": "twice2020", "type": "article-journal", "title": "Gradient Surgery by Day"},
]
MARK = "<!-- litnotes:references -->"
NOTES = {
    "about.md": f"---\ncitekey: {KEY}\n---\n{ODD}[[{MAPS}]]\n",
    "changed.md": f"on disk [@{KEY}]\n",
    "gone.md": f"on disk [@{KEY}]\n",
    "library.json": json.dumps(LIBRARY, indent=1),
}

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("running", NOTE_CLIENTS, indirect=True, scope="module"),
]


async def entered(page: Editor, text: str) -> None:
    """Enter the folder, and open the note, and another one whose text is not saved."""
    await page.enter(NOTES)
    page.open_other("gone.md", "nothing any more")
    page.open_other("changed.md", f"{ODD}now:\n\n{ODD}[@{KEY}, p. 3]\n")
    page.open(text)


async def test_references_in_all_notes(page: Editor) -> None:
    await entered(page, f"# One\n\n{ODD}[[{MAPS.lower()}]] and {MAPS}.\n")
    context = types.ReferenceContext(include_declaration=True)
    params = types.ReferenceParams(context, page.document, page.inside(f"[[{MAPS.lower()}]]"))
    found = await page.client.text_document_references_async(params)
    expected = [
        ("about.md", KEY),
        ("about.md", f"[[{MAPS}]]"),
        ("changed.md", f"@{KEY}"),
        ("note.md", f"[[{MAPS.lower()}]]"),
        ("note.md", MAPS),
    ]
    assert page.quoted(found or ()) == expected

    dump = page.open_other("dump.txt", DUMP, "plaintext")
    params = types.ReferenceParams(context, dump.document, dump.inside(MAPS))
    found = await page.client.text_document_references_async(params)
    assert page.quoted(found or ()) == expected


async def test_declaration_is_the_literature_note(page: Editor) -> None:
    await entered(page, f"{ODD}[@{KEY}] and [@weaver1999]")
    at = types.DeclarationParams(page.document, page.inside(f"@{KEY}"))
    found = await page.client.text_document_declaration_async(at)
    start = types.Position(0, 0)
    uri = (page.root / "about.md").as_uri()
    assert found == [types.Location(uri, types.Range(start, start))]
    at = types.DeclarationParams(page.document, page.inside("@weaver1999"))
    assert await page.client.text_document_declaration_async(at) is None


async def test_highlight_in_this_note(page: Editor) -> None:
    await entered(page, f"{ODD}[@{KEY}] and [[Tide Tables]], {ODD}{MAPS}")
    at = types.DocumentHighlightParams(page.document, page.inside(f"@{KEY}"))
    found = await page.client.text_document_document_highlight_async(at)
    assert [page.said(one.range) for one in found or ()] == [f"@{KEY}", MAPS]


async def test_links_to_the_pages_of_papers(page: Editor) -> None:
    await entered(page, f"{ODD}[@weaver1999, p. 3], [[Learning to Weave]], [@{KEY}]")
    params = types.DocumentLinkParams(page.document)
    found = await page.client.text_document_document_link_async(params)
    page_of_weaver = "https://doi.org/10.1234/basket.7"
    assert [(page.said(one.range), one.target) for one in found or ()] == [
        ("@weaver1999", page_of_weaver),
        ("[[Learning to Weave]]", page_of_weaver),
    ]
    shows_tooltips = page.encoding == "utf-16"  # VS Code
    title = "Learning to Weave" if shows_tooltips else None
    assert {one.tooltip for one in found or ()} == {title}


async def test_the_outline_is_nested(page: Editor) -> None:
    await entered(page, f"# {ODD}One\n\n{ODD}[@{KEY}]\n\n## Two\n\n# Three\n")
    params = types.DocumentSymbolParams(page.document)
    found = await page.client.text_document_document_symbol_async(params)
    assert found
    one, three = found
    assert isinstance(one, types.DocumentSymbol)
    assert (one.name, three.name) == (f"{ODD}One", "Three")
    children = list(one.children or ())
    assert [child.name for child in children] == [MAPS, "Two"]
    assert page.said(one.selection_range) == f"# {ODD}One"
    assert page.said(one.range).endswith("## Two\n\n")
    assert page.said(children[0].range) == f"@{KEY}"


async def test_papers_and_notes_by_title(page: Editor) -> None:
    await entered(page, "")
    found = await page.client.workspace_symbol_async(types.WorkspaceSymbolParams("maps sea"))
    assert [(one.name, one.kind) for one in found or ()] == [(MAPS, types.SymbolKind.Object)]
    found = await page.client.workspace_symbol_async(types.WorkspaceSymbolParams("changed"))
    assert [(one.name, one.kind) for one in found or ()] == [("changed", types.SymbolKind.File)]


async def test_lenses_count_the_notes(page: Editor) -> None:
    await entered(page, f"# {ODD}{MAPS}\n\nwords\n")
    lenses = await page.client.text_document_code_lens_async(types.CodeLensParams(page.document))
    assert [(page.said(one.range), one.command and one.command.title) for one in lenses or ()] == [
        (MAPS, "cited in 3 notes")
    ]
    dump = page.open_other("dump.txt", DUMP, "plaintext")
    lenses = await page.client.text_document_code_lens_async(types.CodeLensParams(dump.document))
    line = DUMP[: DUMP.index(MAPS)].count("\n")
    assert [(one.range.start.line, one.command and one.command.title) for one in lenses or ()] == [
        (line, "cited in 3 notes")
    ]


async def test_hints_behind_keys(page: Editor) -> None:
    await entered(page, f"{ODD}[@{KEY}, p. 3]\n\n[@weaver1999]\n")
    shown = types.Range(types.Position(0, 0), types.Position(1, 0))
    params = types.InlayHintParams(page.document, shown)
    found = await page.client.text_document_inlay_hint_async(params)
    end = page.range(f"@{KEY}").end
    assert [(one.label, one.position) for one in found or ()] == [(MAPS[:39] + "…", end)]


async def test_complaints_appear_vanish_and_come_back(page: Editor) -> None:
    await page.enter(NOTES)
    page.version = 7
    page.open(
        f"{ODD}[@weaver199] and [@twice2020] [[Some note]]\n\n- {MAPS.replace('sail', 'say')}\n"
    )
    said = await page.published(3)
    assert said.version == 7
    assert [(page.said(one.range), one.code) for one in said.diagnostics] == [
        ("@weaver199", "unknown-key"),
        ("@twice2020", "ambiguous-key"),
        (MAPS.replace("sail", "say"), "nearly-a-title"),
    ]
    page.edit(0, len(page.text), f"{ODD}[@weaver1999] and {MAPS}")
    said = await page.published(0)
    assert said.version == 8
    library = json.dumps(LIBRARY, indent=1).replace("weaver1999", "weaver2000")
    (page.root / "library.json").write_text(library)
    said = await page.published(1)
    assert (said.version, page.said(said.diagnostics[0].range)) == (8, "@weaver1999")
    page.close()
    assert (await page.published(0)).version is None


async def actions(page: Editor, here: types.Range, *only: str) -> list[types.CodeAction]:
    context = types.CodeActionContext(diagnostics=[], only=list(only) or None)
    params = types.CodeActionParams(page.document, here, context)
    found = await page.client.text_document_code_action_async(params)
    return [one for one in found or () if isinstance(one, types.CodeAction)]


async def test_actions_are_resolved_and_applied(page: Editor) -> None:
    before = f"{ODD}[@weaver199]; {MAPS.lower()}; [[Tide Tabels by Day]] {ODD}Learning to Waeve\n"
    await entered(page, before)
    (fix,) = await actions(page, page.range("@weaver199"), "quickfix")
    assert fix.title == "Change to weaver1999 (“Learning to Weave”)"
    assert [page.said(one.range) for one in fix.diagnostics or ()] == ["@weaver199"]
    assert fix.edit is None
    resolved = await page.client.code_action_resolve_async(fix)
    assert page.apply(resolved.edit) == {}
    assert page.text == before.replace("weaver199", "weaver1999")

    found = await actions(page, page.range(MAPS.lower()), "refactor")
    (wikilink,) = [one for one in found if one.title.startswith("Write as wikilink")]
    resolved = await page.client.code_action_resolve_async(wikilink)
    page.apply(resolved.edit)
    expected = before.replace("weaver199", "weaver1999").replace(MAPS.lower(), f"[[{MAPS}]]")
    assert page.text == expected
    # What was offered for a text that is no more is refused.
    with pytest.raises(JsonRpcException, match="has changed since"):
        await page.client.code_action_resolve_async(wikilink)


async def test_the_actions_for_a_whole_note(page: Editor) -> None:
    await entered(page, f"{ODD}[@weaver199] {ODD}{MAPS}\n\n- {MAPS}\n")
    start = types.Range(types.Position(0, 0), types.Position(0, 0))
    (mend,) = await actions(page, start, "source.fixAll")
    assert mend.kind == "source.fixAll.litnotes"
    page.apply((await page.client.code_action_resolve_async(mend)).edit)
    found = await actions(page, start, "source.litnotes")
    (pandoc,) = [one for one in found if "as a Pandoc citation (2)" in one.title]
    page.apply((await page.client.code_action_resolve_async(pandoc)).edit)
    assert page.text == f"{ODD}[@weaver1999] {ODD}[@{KEY}]\n\n- [@{KEY}]\n"


async def test_the_list_of_references_of_unsaved_text(page: Editor) -> None:
    await entered(page, f"{ODD}[@weaver1999] {ODD}{MAPS}\r\n")
    start = types.Range(types.Position(0, 0), types.Position(0, 0))
    (write,) = await actions(page, start, "source.litnotes.references")
    assert (write.title, write.edit) == ("Write the list of references of this note", None)
    page.apply((await page.client.code_action_resolve_async(write)).edit)
    lines = page.text.split("\r\n")
    assert lines[:5] == [f"{ODD}[@weaver1999] {ODD}{MAPS}", "", "## References", "", MARK]
    assert [MAPS in line for line in lines[6:-3]] == [False, True]  # by title
    written = page.text
    (update,) = await actions(page, start, "source.litnotes.references")
    assert update.title == "Update the list of references of this note"
    assert page.apply((await page.client.code_action_resolve_async(update)).edit) == {}
    assert page.text == written


async def test_a_key_is_renamed_in_all_notes(page: Editor) -> None:
    await entered(page, f"{ODD}[see @{KEY}, p. 3; @weaver1999] [[{KEY}|{ODD}]] {MAPS}")
    at = types.PrepareRenameParams(page.document, page.inside(f"@{KEY}"))
    prepared = await page.client.text_document_prepare_rename_async(at)
    assert isinstance(prepared, types.PrepareRenamePlaceholder)
    assert (page.said(prepared.range), prepared.placeholder) == (KEY, KEY)

    params = types.RenameParams(page.document, page.inside(f"@{KEY}"), "maps2024")
    change = await page.client.text_document_rename_async(params)
    assert page.apply(change) == {"about.md": NOTES["about.md"].replace(KEY, "maps2024")}
    assert page.text == f"{ODD}[see @maps2024, p. 3; @weaver1999] [[maps2024|{ODD}]] {MAPS}"
    other = page.opened[(page.root / "changed.md").as_uri()]
    assert other.text == f"{ODD}now:\n\n{ODD}[@maps2024, p. 3]\n"
    assert "dump.txt:7" in page.client.messages[-1].message
    assert page.client.messages[-1].type == types.MessageType.Info


async def test_what_cannot_be_renamed(page: Editor) -> None:
    await entered(page, f"{ODD}[@{KEY}] {MAPS}")
    at = types.PrepareRenameParams(page.document, page.inside(MAPS))
    assert await page.client.text_document_prepare_rename_async(at) is None
    for words, new, why in ((MAPS, "new", "no citation key"), (f"@{KEY}", "a b", "cannot be")):
        params = types.RenameParams(page.document, page.inside(words), new)
        with pytest.raises(JsonRpcException, match=why):
            await page.client.text_document_rename_async(params)


async def test_folding(page: Editor) -> None:
    await entered(page, f"---\ntitle: {ODD}\n---\n# {ODD}\n\nwords\n\n# Two\n")
    params = types.FoldingRangeParams(page.document)
    found = await page.client.text_document_folding_range_async(params)
    assert [(one.start_line, one.end_line) for one in found or ()] == [(0, 2), (3, 5)]
    dump = page.open_other("dump.txt", DUMP, "plaintext")
    params = types.FoldingRangeParams(dump.document)
    found = await page.client.text_document_folding_range_async(params)
    assert [one.start_line for one in found or ()] == [6, 14]


async def test_the_outline_of_a_dump(page: Editor) -> None:
    await page.enter(NOTES)
    page.open_other("dump.txt", DUMP, "plaintext")
    uri = (page.root / "dump.txt").as_uri()
    params = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
    found = await page.client.text_document_document_symbol_async(params)
    assert [one.name for one in found or ()] == [MAPS, "Tide Tables"]
