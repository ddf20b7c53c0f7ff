"""Every citation of the paper under the cursor: the spans `<a|…>`, `<b|…>`, … of all notes."""

from pathlib import Path

import pytest

from litnotes_index.view import View
from litnotes_server.features.pointed import in_dump
from litnotes_server.features.references import references
from support.notes import folder

ATTENTION = "Attention Is All You Need"
# Every way in which a note can name one paper, and beside each what names another, or none.
EVERY_WAY = f"""\
-- links.md --
🙂 é <a|[[{ATTENTION}]]>, <b|[[attention is all you need|that]]>, [[Dropout]]
and <c|![[{ATTENTION}#Results]]>.
<d|[{ATTENTION}](https://example.org)>, [it](https://arxiv.org/abs/1412.6980).
-- keys.md --
[see <a|@attention-is-all-you-need>, p. 3; <b|-@attention-is-all-you-need>; @weaver1999]
<c|@{{attention-is-all-you-need}}> [p. 4] and @attention-is-all-you-need-not.
-- plain.md --
## <a|{ATTENTION}>

👩‍🔬 e\u0301 <b|attention is
all you need>’s results; `{ATTENTION}`; {ATTENTION}ed.
-- about.md --
---
title: "<a|{ATTENTION}>"
author: {ATTENTION}
---
"""


def check(view: View, place: Path, saved: str, unsaved: str = "") -> None:
    """Check that the citations of the paper at the cursor are exactly the marked ones."""
    notes = folder(view, place, saved, unsaved)
    found = references(notes.notes, notes.pointed)
    assert notes.placed(found) == notes.marked
    assert [(c.path, c.line, c.character) for c in found] == sorted(
        (c.path, c.line, c.character) for c in found
    )


@pytest.mark.parametrize(
    "cursor",
    [
        f"[[{ATTENTION}<|>]]",
        "[@<|>attention-is-all-you-need]",
        "attention is<|> all you need",
        f"[{ATTENTION}<|>](x.md)",
        f"# {ATTENTION}<|>",
    ],
)
def test_whatever_names_the_paper_every_way_is_found(
    view: View, tmp_path: Path, cursor: str
) -> None:
    notes = folder(view, tmp_path, EVERY_WAY, f"-- open.md --\n{cursor}\n")
    found = [c for c in references(notes.notes, notes.pointed) if not c.path.endswith("open.md")]
    assert notes.placed(found) == notes.marked


def test_an_identifier_in_a_link_and_a_nickname(view: View, tmp_path: Path) -> None:
    check(
        view,
        tmp_path,
        "-- a.md --\n<a|[this<|>](https://arxiv.org/pdf/1412.6980v2)> <b|[[Adam]]> Adam\n"
        "-- b.md --\n---\narxiv: <a|1412.6980>\n---\n[<b|@arxiv:1412.6980>]\n",
    )


def test_a_link_to_the_literature_note_is_one_to_its_paper(view: View, tmp_path: Path) -> None:
    check(
        view,
        tmp_path,
        "-- baskets.md --\n---\ncitekey: <a|weaver1999>\n---\n"
        "-- b.md --\n<a|[[baskets]]>, <b|[this](baskets.md)>, <c|[[a/Baskets#Notes|x]]>, [[b]]\n"
        "-- c.md --\n[<a|@weaver<|>1999>]\n",
    )


def test_a_longer_title_is_no_citation_of_a_shorter_one(view: View, tmp_path: Path) -> None:
    check(
        view,
        tmp_path,
        "-- a.md --\n<a|Neural Scene Flow<|> Prior> works.\n"
        "-- b.md --\nNeural Scene Flow Prior Meets Its Critics. [[Neural Scene Flow Fields]]\n",
    )


def test_unsaved_text_counts_and_not_what_is_on_disk(view: View, tmp_path: Path) -> None:
    check(
        view,
        tmp_path,
        "-- a.md --\n[@weaver1999] gone meanwhile\n-- b.md --\n[<a|@weaver1999>]\n",
        "-- a.md --\n🙂 nothing\n\n[<a|@weaver<|>1999>]\n-- new.md --\n<a|[[weaver1999]]>\n",
    )


def test_an_unsaved_note_can_become_and_cease_to_be_a_literature_note(
    view: View, tmp_path: Path
) -> None:
    check(
        view,
        tmp_path,
        "-- old.md --\n---\ncitekey: weaver1999\n---\n"
        "-- b.md --\n[[old]] and [<a|@weaver<|>1999>]\n",
        "-- old.md --\n---\ncitekey: nobody2000\n---\n",
    )


def test_an_ambiguous_key_means_both_papers_and_each_place_is_there_once(
    view: View, tmp_path: Path
) -> None:
    check(
        view,
        tmp_path,
        "-- a.md --\n[<a|@smith<|>2020>] <b|[[Gradient Surgery by Day]]>\n"
        "-- b.md --\n<a|Gradient Surgery by Night>\n",
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_places_are_right_whatever_ends_the_lines(
    view: View, tmp_path: Path, line_end: str
) -> None:
    text = "🙂 one\n> two [@weaver1999]\n> Learning to Weave\n> Baskets".replace("\n", line_end)
    notes = folder(view, tmp_path, "-- a.md --\n[@weaver<|>1999]\n", f"-- b.md --\n{text}")
    found = [c for c in references(notes.notes, notes.pointed) if c.path.endswith("b.md")]
    assert [(c.line, c.character, c.end_line, c.end_character) for c in found] == [
        (1, 7, 1, 18),
        (2, 2, 3, 9),
    ]


def test_from_the_lines_of_an_entry_in_a_dump(view: View, tmp_path: Path) -> None:
    notes = folder(view, tmp_path, "-- a.md --\n<a|[[weaver1999]]>, [<b|@doi:10.1234/basket.7>]\n")
    dump = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n"
    pointed = in_dump(notes.view, "/dumps/lab.bib", dump, dump.index("10"))
    assert notes.placed(references(notes.notes, pointed)) == notes.marked


def test_nothing_pointed_at_has_none(view: View, tmp_path: Path) -> None:
    check(view, tmp_path, "-- a.md --\n[[weaver1999]] and no<|>thing\n")
    check(view, tmp_path, "-- a.md --\n[@unknown<|>2020] and [@unknown2020]\n")
