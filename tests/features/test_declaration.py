"""From a citation to the paper's literature note."""

from pathlib import Path

import pytest

from litnotes_index.view import View
from litnotes_server.features.declaration import declaration
from litnotes_server.features.pointed import in_dump
from support.notes import ROOT, folder


def paths(view: View, place: Path, saved: str, unsaved: str = "") -> list[str]:
    notes = folder(view, place, saved, unsaved)
    return [path.removeprefix(ROOT) for path in declaration(notes.notes, notes.pointed)]


@pytest.mark.parametrize(
    "about",
    [
        "-- x.md --\n---\ncitekey: weaver1999\n---\n",
        '-- x.md --\n---\ncitekey: "@weaver1999"\n---\n',
        "-- x.md --\n---\ntitle: Learning to weave baskets\n---\n",
        "-- x.md --\n---\ndoi: https://doi.org/10.1234/BASKET.7\n---\n",
        "-- x.md --\n# Learning to Weave Baskets\n",
        "-- x.md --\n# @weaver1999\n",
        "-- x.md --\n# weaver1999\n",
    ],
)
def test_what_a_note_says_of_itself_makes_it_the_paper_s(
    view: View, tmp_path: Path, about: str
) -> None:
    assert paths(view, tmp_path, f"{about}-- b.md --\n[@weaver<|>1999]\n") == ["x.md"]


@pytest.mark.parametrize(
    "name",
    [
        "weaver1999.md",
        "lit/weaver1999.qmd",
        "Learning-to-Weave-Baskets.md",
        "learning_to_weave_baskets.Rmd",
    ],
)
def test_so_does_its_name(view: View, tmp_path: Path, name: str) -> None:
    saved = f"-- {name} --\nwords\n-- b.md --\n[[weaver<|>1999]]\n"
    assert paths(view, tmp_path, saved) == [name]


def test_all_of_them_in_order_when_there_are_several(view: View, tmp_path: Path) -> None:
    saved = (
        "-- weaver1999.md --\nx\n-- b.md --\n---\ndoi: 10.1234/basket.7\n---\n"
        "-- c.md --\nLearning to<|> Weave Baskets\n"
    )
    assert paths(view, tmp_path, saved) == ["b.md", "weaver1999.md"]


def test_an_ambiguous_key_leads_to_the_notes_of_every_paper(view: View, tmp_path: Path) -> None:
    saved = (
        "-- Gradient-Surgery-by-Night.md --\nx\n-- Gradient-Surgery-by-Day.md --\nx\n"
        "-- c.md --\n[@smith<|>2020]\n"
    )
    found = paths(view, tmp_path, saved)
    assert sorted(found) == ["Gradient-Surgery-by-Day.md", "Gradient-Surgery-by-Night.md"]


def test_unsaved_text_decides(view: View, tmp_path: Path) -> None:
    saved = "-- a.md --\n---\ncitekey: weaver1999\n---\n-- b.md --\n[@weaver<|>1999]\n"
    unsaved = "-- a.md --\nno more\n-- new.md --\n# Learning to Weave Baskets\n"
    assert paths(view, tmp_path, saved, unsaved) == ["new.md"]


def test_front_matter_that_names_another_paper_counts_before_the_file_name(
    view: View, tmp_path: Path
) -> None:
    saved = "-- weaver1999.md --\n---\narxiv: 1412.6980\n---\n-- b.md --\n[@weaver<|>1999]\n"
    assert paths(view, tmp_path, saved) == []


def test_from_the_entry_in_a_dump(view: View, tmp_path: Path) -> None:
    notes = folder(view, tmp_path, "-- weaver1999.md --\nx\n")
    pointed = in_dump(notes.view, "/dumps/lab.bib", "\n" * 12, 9)
    assert declaration(notes.notes, pointed) == [f"{ROOT}weaver1999.md"]


@pytest.mark.parametrize("cursor", ["[@unknown<|>2020]", "no<|>thing", "[@weaver<|>1999]"])
def test_none(view: View, tmp_path: Path, cursor: str) -> None:
    assert paths(view, tmp_path, f"-- a.md --\n{cursor}\n") == []
