"""The card of an item: that of the very paper that was offered."""

from litnotes_index.backlinks import Notes, record_of
from litnotes_index.markdown import parse
from litnotes_index.view import View
from litnotes_server.features.resolve import resolve
from support.checks import items


def test_each_item_resolves_to_its_own_paper(view: View) -> None:
    for item in items(view, "[[<|>", limit=50):
        text = resolve(Notes(view), item.paper.key, item.label, markdown=False)
        assert text is not None
        assert text.startswith(item.label)


def test_two_papers_of_one_key_are_told_apart_by_title(view: View) -> None:
    for title in ("Gradient Surgery by Night", "Gradient Surgery by Day"):
        text = resolve(Notes(view), "smith2020", title, markdown=False)
        assert text is not None
        assert text.startswith(title)


def test_none_for_a_paper_that_is_gone(view: View) -> None:
    assert resolve(Notes(view), "gone2020", "Gone", markdown=True) is None


def test_markdown_where_it_is_taken(view: View) -> None:
    assert (
        resolve(Notes(view), "dropout", "Dropout", markdown=True)
        == "**Dropout**\n\n`dropout` · in page.txt:29 · cited in 0 notes"
    )
    assert (
        resolve(Notes(view), "dropout", "Dropout", markdown=False)
        == "Dropout\n\ndropout · in page.txt:29 · cited in 0 notes"
    )


def test_notes_that_cite_it_are_counted_as_they_are_in_the_editor(view: View) -> None:
    note = record_of("/a.md", parse("[[Dropout]] [@dropout]"), view)
    text = resolve(Notes(view, {"/a.md": note}), "dropout", "Dropout", markdown=False)
    assert text is not None
    assert text.endswith(" · cited in 1 note")
