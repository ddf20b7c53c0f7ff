"""In how many notes a paper is cited, over what stands for it: the spans `<a|…>`, `<b|…>`, …."""

from pathlib import Path

import pytest

from litnotes_index.view import View
from litnotes_server.features.card import cited
from litnotes_server.features.code_lens import code_lens, code_lens_in_dump
from support.notes import folder

OTHERS = "-- b.md --\n[@weaver1999] [[weaver1999]]\n-- c.md --\nLearning to Weave Baskets\n"


def check(view: View, place: Path, source: str, *titles: str, unsaved: str = "") -> None:
    """Check which spans of `a.md` have a lens, and what the lenses say."""
    notes = folder(view, place, f"-- a.md --\n{source}\n{OTHERS}", unsaved)
    found = code_lens(notes.notes, notes.note("a.md"))
    assert [(one.start, one.end) for one in found] == sorted(notes.texts["a.md"].spans.values())
    assert [one.title for one in found] == list(titles)
    for one in found:
        assert one.title == cited(len({citation.path for citation in one.places}))


@pytest.mark.parametrize(
    ("source", "titles"),
    [
        ("# <a|Learning to Weave Baskets>", ["cited in 3 notes"]),
        ("# 🙂 <a|Learning to Weave Baskets>\n\n## <b|Neural Scene Flow Prior>",
         ["cited in 3 notes", "cited in 1 note"]),
        ("---\ncitekey: <a|weaver1999>\ntitle: Learning to Weave Baskets\n---\nwords",
         ["cited in 3 notes"]),
        ("---\ndoi: <a|10.1234/basket.7>\n---\n# <b|Learning to Weave Baskets>\n\n[@weaver1999]",
         ["cited in 3 notes", "cited in 3 notes"]),
        # Neither in running text, nor where it is not known which paper is meant.
        ("[[weaver1999]] and [@weaver1999]", []),
        ("- Learning to Weave Baskets", []),
        ("# Words about [@smith2020]", []),
        ("---\ncitekey: smith2020\n---\n", []),
        ("---\ncitekey: unknown2020\n---\n# Unknown", []),
    ],
)  # fmt: skip
def test_over_what_stands_for_a_paper(
    view: View, tmp_path: Path, source: str, titles: list[str]
) -> None:
    check(view, tmp_path, source, *titles)


def test_unsaved_text_is_counted(view: View, tmp_path: Path) -> None:
    unsaved = "-- c.md --\nno more\n-- d.md --\n[@weaver1999]\n-- e.md --\n[[weaver1999]]\n"
    heading = "# <a|Learning to Weave Baskets>"
    check(view, tmp_path, heading, "cited in 4 notes", unsaved=unsaved)


def test_over_the_entries_of_a_dump_that_notes_cite(view: View, tmp_path: Path) -> None:
    notes = folder(view, tmp_path, f"{OTHERS}-- d.md --\nGradient Surgery by Day\n")
    found = code_lens_in_dump(notes.notes, "/dumps/lab.bib")
    assert [(one.start, one.title) for one in found] == [
        (4, "cited in 1 note"),
        (8, "cited in 2 notes"),
    ]
    assert len(found[1].places) == 3


def test_an_ambiguous_key_counts_for_every_paper_that_has_it(view: View, tmp_path: Path) -> None:
    notes = folder(view, tmp_path, "-- a.md --\n[@smith2020]\n")
    found = code_lens_in_dump(notes.notes, "/dumps/lab.bib")
    assert [(one.start, one.title) for one in found] == [
        (0, "cited in 1 note"),
        (4, "cited in 1 note"),
    ]


@pytest.mark.parametrize("path", ["/dumps/again.txt", "/dumps/none.bib"])
def test_none_in_a_dump_that_nobody_cites(view: View, tmp_path: Path, path: str) -> None:
    assert code_lens_in_dump(folder(view, tmp_path, OTHERS).notes, path) == []
