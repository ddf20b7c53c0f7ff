"""A key gets another name in all notes: the spans `<a|…>`, `<b|…>`, … are what is replaced."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from litnotes_index.backlinks import Notes, record_of
from litnotes_index.errors import LitnotesError
from litnotes_index.markdown import parse
from litnotes_index.view import View
from litnotes_server.features.rename import Renamed, prepare_rename, rename
from support.checks import applied
from support.marked import marked
from support.notes import ROOT, Folder, folder


def key_at(notes: Folder) -> str:
    """Return the key at the cursor."""
    for name, text in notes.texts.items():
        if text.at is not None:
            span = prepare_rename(notes.view, notes.note(name), text.at)
            assert span is not None
            return text.text[slice(*span)]
    raise AssertionError("no note has a <|>")


def renamed(notes: Folder, new: str) -> Renamed:
    return rename(notes.notes, key_at(notes), new, notes.text_of)


def check(
    view: View, place: Path, saved: str, unsaved: str = "", *, new: str = "basket2000"
) -> None:
    """Check that exactly the marked spans become the new key."""
    notes = folder(view, place, saved, unsaved)
    found = renamed(notes, new)
    edits = [(file.path.removeprefix(ROOT), edit) for file in found.files for edit in file.edits]
    assert [(name, (edit.start, edit.end)) for name, edit in edits] == [
        (name, span) for name, _, span in sorted(notes.marked, key=lambda m: (m[0], m[2]))
    ]
    assert {edit.new_text for _, edit in edits} <= {new}
    for file in found.files:
        assert file.text == notes.text_of(file.path)


@pytest.mark.parametrize(
    "source",
    [
        "🙂 é [@<a|weaver<|>1999>]",
        "[see @<a|weaver<|>1999>, pp. 3-5; -@<b|weaver1999>; @smith2020]",
        "@<a|weaver<|>1999> [p. 3] and -@<b|weaver1999>",
        "[@{<a|weaver<|>1999>}, p. 3] @{<b|weaver1999>}",
        "[[<a|weaver<|>1999>]] ![[<b|weaver1999>]] [[ <c|weaver1999> ]]",
        "[[<a|weaver<|>1999>|weaver1999]] [[<b|weaver1999>#weaver1999]] [[<c|weaver1999>^b|x]]",
        "| a |\n|---|\n| [[<a|weaver<|>1999>\\|it]] [@<b|weaver1999>] |",
        "---\ncitekey: <a|weaver<|>1999>\n---\n",
        '---\ncitekey: "<a|weaver<|>1999>"\ntitle: weaver1999\n---\nweaver1999',
        "---\ncitekey: '@<a|weaver<|>1999>'\naliases: [weaver1999]\n---\n",
        "# On [[<a|weaver<|>1999>]]\n\n> - [@<b|weaver1999>]",
        # What only looks like it.
        "[@<a|weaver<|>1999>] `@weaver1999` $@weaver1999$ <!-- @weaver1999 --> weaver1999",
        "[@<a|weaver<|>1999>] [@weaver1999b; @weaver1999-b; @weaver1999:b; @Weaver1999]",
        "[@<a|weaver<|>1999>] [[weaver1999b]] [[weaver 1999]] [x](weaver1999.md) [[a/weaver1999]]",
        "[@<a|weaver<|>1999>] me@weaver1999.org https://x.org/@weaver1999 \\@weaver1999",
        "[@<a|weaver<|>1999>]\n\n```\n[@weaver1999]\n```\n",
        "[@<a|weaver<|>1999>] and [[Learning to Weave Baskets]], [@doi:10.1234/basket.7]",
    ],
)  # fmt: skip
def test_every_place_that_cites_by_the_key(view: View, tmp_path: Path, source: str) -> None:
    check(view, tmp_path, f"-- a.md --\n{source}\n")


def test_in_all_notes_and_unsaved_ones_as_they_are_now(view: View, tmp_path: Path) -> None:
    saved = (
        "-- a.md --\n[@<a|weaver<|>1999>]\n-- b.md --\n[@weaver1999] before\n"
        "-- c.md --\n[[<a|weaver1999>]]\n-- d.md --\nnothing\n"
    )
    check(
        view,
        tmp_path,
        saved,
        "-- b.md --\n🙂 now\n\n@<a|weaver1999>\n-- e.md --\n[[<a|weaver1999>]]\n",
    )


def test_a_key_that_no_paper_has(view: View, tmp_path: Path) -> None:
    saved = "-- a.md --\n[@<a|unheard<|>1999>]\n-- b.md --\n@<a|unheard1999>; [[unheard1999]]\n"
    check(view, tmp_path, saved)


def test_one_of_several_keys_of_a_paper(view: View, tmp_path: Path) -> None:
    saved = "-- a.md --\n[@<a|doi:10.1234/basket<|>.7>; @weaver1999] [[weaver1999]]\n"
    check(view, tmp_path, saved)


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ("@<|>weaver1999, [[weaver1999]]", "a,b", "@{a,b}, [[a,b]]"),
        ("@{<|>weaver1999}", "a,b", "@{a,b}"),
        ("@{<|>weaver1999}", "plain", "@{plain}"),
        ("@<|>weaver1999.", "ends.", "@{ends.}."),
        ("@<|>weaver1999", "  @new2000 ", "@new2000"),
        ("[[<|>weaver1999]]", "émile1999", "[[émile1999]]"),
        ("@<|>weaver1999", "doi:10.1/x", "@doi:10.1/x"),
        ("@<|>weaver1999", "weaver1999", "@weaver1999"),
    ],
)
def test_a_new_key_is_written_as_each_place_needs_it(
    view: View, tmp_path: Path, before: str, new: str, after: str
) -> None:
    notes = folder(view, tmp_path, f"-- a.md --\n{before}")
    (file,) = renamed(notes, new).files
    assert applied(file.text, file.edits) == after


@pytest.mark.parametrize(
    "new",
    ["", " ", "@", "two words", "a\tb", "a\nb", "a]b", "[a", "a{b", "a}", "a|b", "a#b", "a^b",
     "@@a", "a`b", "a\\b", 'a"b', "a\0b", "a\u200bb", "\ud800"],
)  # fmt: skip
def test_a_name_that_can_be_no_key_is_refused(view: View, tmp_path: Path, new: str) -> None:
    notes = folder(view, tmp_path, "-- a.md --\n[@weaver<|>1999]\n")
    with pytest.raises(LitnotesError, match="cannot be a citation key") as error:
        renamed(notes, new)
    assert "\n" not in str(error.value)


def test_the_user_is_told_that_the_source_stays(view: View, tmp_path: Path) -> None:
    notes = folder(view, tmp_path, "-- a.md --\n[@weaver<|>1999]\n")
    assert renamed(notes, "new").notice == (
        "the key weaver1999 was renamed in notes; not in its source: lab.bib:9"
    )
    both = folder(view, tmp_path, "-- a.md --\n[@smith<|>2020]\n")
    notice = renamed(both, "new").notice or ""
    assert notice.endswith("not in its source: lab.bib:1, lab.bib:5")
    unknown = folder(view, tmp_path, "-- a.md --\n[@unheard<|>1999]\n")
    assert renamed(unknown, "new").notice is None


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("[@weaver<|>1999, p. 3]", "weaver1999"),
        ("[<|>@weaver1999, p. 3]", "weaver1999"),
        ("[@weaver1999<|>]", "weaver1999"),
        ("[-@{weaver<|>1999}]", "weaver1999"),
        ("[[weaver1999#a|b<|>]]", "weaver1999"),
        ("---\ncitekey: '@weaver<|>1999'\n---\n", "weaver1999"),
        ("[@unheard<|>1999]", "unheard1999"),
        ("[@weaver1999, p. <|>3]", None),
        ("[[Learning to Weave<|> Baskets]]", None),
        ("[[Some note<|>]]", None),
        ("Learning to Weave<|> Baskets", None),
        ("[x<|>](https://doi.org/10.1234/basket.7)", None),
        ("---\ntitle: weaver<|>1999\n---\n", None),
        ("`@weaver<|>1999`", None),
        ("<|>", None),
    ],
)
def test_only_a_key_can_be_renamed(view: View, source: str, key: str | None) -> None:
    text = marked(source)
    span = prepare_rename(view, parse(text.text), text.cursor)
    assert (text.text[slice(*span)] if span else None) == key


def test_a_note_that_is_gone_is_left_out(view: View, tmp_path: Path) -> None:
    notes = folder(view, tmp_path, "-- a.md --\n[@weaver<|>1999]\n-- b.md --\n[@weaver1999]\n")
    found = rename(
        notes.notes, "weaver1999", "new", lambda p: None if p.endswith("b.md") else notes.text_of(p)
    )
    assert [file.path for file in found.files] == [f"{ROOT}a.md"]


FRONT_MATTER = st.sampled_from(
    ["", "---\ncitekey: weaver1999\n---\n", "---\ncitekey: '@weaver1999'\nx: [y]\n---\n",
     '---\nx: y\ncitekey: "weaver1999" # z\n---\n']
)  # fmt: skip
PIECES = st.sampled_from(
    ["@weaver1999", "[@weaver1999, p. 3]", "[-@weaver1999; @{weaver1999}]", "[[weaver1999]]",
     "[[weaver1999#h|a]]", "[@weaver1999b]", "`@weaver1999`", " ", "\n", "\r\n", "\n\n", "# ", "- ",
     "> ", "🙂", "e\u0301", "|", ".", "Learning to Weave Baskets", "[x](y)", "$", "-", "(", ")"]
)  # fmt: skip
KEYS = st.text(st.sampled_from("ab1é日:.,;-_/+'()<>~!?*&%$=\"`\\@ {}[]|#^\u200b🙂"), max_size=5)


def called(text: str) -> list[str]:
    """Return what a note calls papers by key, and its other wikilinks, in order."""
    note = parse(text)
    span = note.front_matter.scalars.get("citekey") if note.front_matter else None
    names = [text[slice(*span)].removeprefix("@").replace("''", "'")] if span else []
    for block in note.blocks:
        spans = [cited.key for cited in block.citations] + [w.target for w in block.wikilinks]
        names += [text[slice(*span)] for span in sorted(spans)]
    return names


@pytest.fixture(scope="module")
def view_of(view: View) -> Callable[[], View]:
    """The view. Hypothesis would write it out as an argument."""
    return lambda: view


@given(FRONT_MATTER, st.lists(PIECES, max_size=12).map("".join), KEYS)
@example("", "@weaver1999.", "a.")
@example("", "$@weaver1999", "$")
@settings(deadline=None)
def test_what_was_renamed_reads_as_the_new_key_and_all_else_as_before(
    view_of: Callable[[], View], matter: str, text: str, new: str
) -> None:
    text, path, view = matter + text, f"{ROOT}a.md", view_of()
    notes = Notes(view, {path: record_of(path, parse(text), view)})
    try:
        found = rename(notes, "weaver1999", new, {path: text}.get)
    except LitnotesError:
        return
    key = new.strip().removeprefix("@")
    after = applied(text, [edit for file in found.files for edit in file.edits])
    assert called(after) == [key if name == "weaver1999" else name for name in called(text)]
