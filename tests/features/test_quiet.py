"""When running prose is likely a title, and when it stays quiet."""

from pathlib import Path

import pytest

from litnotes_index.markdown import parse
from litnotes_index.text import tokens
from litnotes_index.titles import Titles
from litnotes_index.view import View
from litnotes_server.features.begun import begun
from support.checks import offered
from support.marked import marked
from support.papers import library, paper

KNOWN = (
    "Small Graphs Learn to Count",
    "Pointer Networks",
    "Attention Zebrafishery",
    "Zebrafish Larvae in Mazes",
    "Can't Stop Counting",
    "In Search of Graphs",
    "Weakly Supervised Multicenter Scoring",
    "FearNet: Brains That Forget",
    "NCRF++: Labels for All",
    "Compasso: Finding the North",
    "Zorbo: A Robot",
    "Zorbo: Another Robot",
    "DuoNet: A Pair",
    "DuoNet: A Pair Again",
    "Model: A History",
    "Expe: Trials by Hand",
    "Noise Matters: A Study of Ears",
    "Deep Learning Maps of the Sea",
)
FEW = Titles.of(KNOWN)
MANY = Titles.of([*KNOWN, *(f"Filler {n} of a Large Library" for n in range(6_000))])
OFTEN = Titles.of(
    [*KNOWN, *(f"Filler {n} of a Large Library" for n in range(5_000))]
    + [f"Deep Learning Meets Subject {n}" for n in range(50)]
)


def begins(source: str, titles: Titles = FEW) -> str | None:
    """Return what is taken for the beginning of a title; None where nothing is."""
    note = marked(source)
    found = begun(parse(note.text), note.cursor, titles)
    return found.typed if found else None


@pytest.mark.parametrize(
    "typed",
    [
        "small graphs l",
        "Small Graphs L",
        "small graphs learn to ",
        "small-graphs l",
        "in search o",
        "can't stop c",
        "weakly supervised multi",
        # Two words: both written as a title, or the first of them rare.
        "Pointer Net",
        "Zebrafish l",
        "zebrafish l",
        "zebrafish ",
        # A whole title of two words that says enough.
        "attention zebrafishery",
        # A nickname that one paper has.
        "fearnet",
        "FearNet",
        "FEARNET",
        "NCRF",
        "NCRF++",
        "ncrf++",
        "compasso",
        "Compasso",
        "noise matters",
        "DuoNet",
    ],
)
def test_likely_a_title(typed: str) -> None:
    expected = None if typed == "zebrafish " else typed
    assert begins(f"as shown in {typed}<|>") == expected
    assert begins(f"{typed}<|>") == expected


@pytest.mark.parametrize(
    "source",
    [
        "small graphs <|>",
        "Small graphs<|>",
        "the small graphs for<|>",
        "pointer net<|>",
        "Pointer net<|>",
        "Pointer Ne<|>",
        "in sea<|>",
        "In sea<|>",
        "we can't s<|>",
        "attention zebrafisher<|>",
        "weakly supervised multi-<|>",
        # Nicknames: not whole, ended, or not of one paper alone.
        "the fearne<|>",
        "the fearnet <|>",
        "the FearNet, <|>",
        "the FearNet,<|>",
        "the zorbo<|>",
        "the Zorbo<|>",
        "the duonet<|>",
        # Ordinary words, or the beginning of one; a capital at the start of a sentence is weak.
        "we model<|>",
        "Model<|>",
        "So it is. Model<|>",
        "“Model” is a word. *Model* is too. (Model<|>",
        "the expe<|>",
    ],
)
def test_ordinary_prose(source: str) -> None:
    assert begins(source) is None


def test_a_capital_within_a_sentence_makes_a_nickname_of_a_word() -> None:
    assert begins("We follow Model<|>") == "Model"


def test_what_prose_often_says_waits_for_a_fourth_word() -> None:
    typed = "deep learning maps of"
    quiet = [end for end in range(1, len(typed) + 1) if not begins(f"so {typed[:end]}<|>", MANY)]
    assert quiet == list(range(1, len("deep learning maps ") + 1))
    assert begins("so small graphs l<|>", MANY)


def test_what_prose_often_says_is_a_title_where_it_is_written_as_one() -> None:
    assert begins("so Deep Learning m<|>", MANY) == "Deep Learning m"
    assert begins("so deep learning M<|>", MANY) == "deep learning M"
    assert begins("so. Deep learning m<|>", MANY) is None


def test_what_prose_often_says_is_a_title_where_many_titles_begin_so() -> None:
    assert begins("so deep learning m<|>", OFTEN) == "deep learning m"
    assert begins("so deep learning m<|>", FEW) == "deep learning m"


@pytest.mark.parametrize("title", KNOWN)
def test_a_title_stays_likely_until_it_is_whole(title: str) -> None:
    words = tokens(title)
    third = words[2].start + 1 if len(words) > 2 else len(title)
    for end in range(third, len(title) + 1):
        assert begins(f"See {title[:end]}<|>"), title[:end]


def test_a_word_that_many_titles_begin_with_is_not_rare_here() -> None:
    titles = Titles.of([*KNOWN, *(f"Zebrafish of the {n} Seas" for n in range(3))])
    assert begins("so zebrafish l<|>", titles) is None
    assert begins("so zebrafish larvae i<|>", titles)


def test_marks_that_a_title_does_not_have_end_it(view: View) -> None:
    assert offered(view, "We saw neural scene flow p<|>")
    assert offered(view, "We saw a neural scene. Flow p<|>") == []
    assert offered(view, "We saw neural, scene flow p<|>") == []
    assert offered(view, "So adam a meth<|>") == offered(view, "So Adam: a meth<|>") != []


def test_marks_that_a_title_has(tmp_path: Path) -> None:
    view = library(tmp_path, "Click, Read, and Learn", "Why Graphs? A Reply")
    assert offered(view, "So click, read, a<|>") == ["Click, Read, and Learn"]
    assert offered(view, "So click read a<|>") == ["Click, Read, and Learn"]
    assert offered(view, "So why graphs? A<|>") == ["Why Graphs? A Reply"]
    assert offered(view, "So why, graphs a<|>") == []


def test_a_key_with_a_scheme_is_no_title(view: View, tmp_path: Path) -> None:
    assert offered(view, "[@adam: meth<|>]")
    assert offered(view, "[@adam:meth<|>]") == []
    keyed = library(tmp_path, paper("Plans of Old Houses", key="fig:plan"), "Fig: A Plan")
    assert offered(keyed, "[@fig:pl<|>]") == ["Plans of Old Houses"]


def test_a_citation_is_no_link_text(view: View) -> None:
    assert offered(view, "[@weaver1999; bask<|>") == []
    assert offered(view, "[see @weaver1999; bask<|>]") == []
    assert offered(view, "[bask<|>]")


def test_a_quote_that_is_closed_opens_none(view: View) -> None:
    assert offered(view, 'They "count." Learn<|>') == []
    assert offered(view, 'They "Learn<|>')


def test_an_item_that_holds_a_citation_is_no_title(view: View) -> None:
    assert offered(view, "- [[Dropout]] neural sce<|>") == []
    assert offered(view, "- [[Dropout]]<|>") == []
    assert offered(view, "- [@smith2020] neural sce<|>") == []
    assert offered(view, "- [[Dropout]] and neural scene f<|>")


def test_far_into_a_paragraph() -> None:
    before = "Much is said here, and nothing of it is a title. " * 60
    assert begins(f"{before}So small graphs l<|>") == "small graphs l"
    assert begins(f"{before}So small graphs<|>") is None
