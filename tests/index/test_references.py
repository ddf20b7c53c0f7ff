"""The list of references of a note: what is in it, where it goes, and that it stays as it is."""

import pytest

from litnotes_index.bibliography import items
from litnotes_index.citations import citations
from litnotes_index.config import References
from litnotes_index.edit import applied
from litnotes_index.errors import ConfigError, LitnotesError
from litnotes_index.markdown import parse
from litnotes_index.references import cited_once, listed, with_list
from litnotes_index.view import View
from support.papers import library, paper

MAPS = "A Study of Maps"
TIDES = "Tide Tables for Everyone"
OPENING, CLOSING = "<!-- litnotes:references -->", "<!-- /litnotes:references -->"
IN_NATURE = [
    "1. Reader, A. *Tide Tables for Everyone*. (1990).",
    "2. Zuse, B. *A Study of Maps*. (2001).",
]
LIST = f"{OPENING}\n\n{IN_NATURE[0]}\n{IN_NATURE[1]}\n\n{CLOSING}\n"
CITING = f"[@tides1990] and {MAPS}, [[{TIDES}]] and [@nobody; @twice].\n"


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    return library(
        tmp_path_factory.mktemp("library"),
        paper(MAPS, key="maps2001", authors=("Bo Zuse",), date="2001", type="book"),
        paper(TIDES, key="tides1990", authors=("An Reader",), date="1990", type="book"),
        paper("One Thing", key="twice"),
        paper("Quite Another Thing", key="twice"),
    )


def updated(view: View, text: str, *, order: str | None = None, heading: str = "References") -> str:
    """The note with its list, which a second time is the same."""
    settings = References(style="nature", heading=heading)
    after = applied(text, with_list(parse(text), view, settings, order))
    assert with_list(parse(after), view, settings, order) == []
    assert all(line in after for line in text.splitlines() if line not in IN_NATURE)
    return after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (CITING, f"{CITING}\n## References\n\n{LIST}"),
        (CITING.rstrip(), f"{CITING}\n## References\n\n{LIST}".rstrip()),
        (f"{CITING}\n", f"{CITING}\n## References\n\n{LIST}"),
        (f"{CITING}\n# References\n", f"{CITING}\n# References\n\n{LIST}"),
        (f"{CITING}\n## Bibliography:", f"{CITING}\n## Bibliography:\n\n{LIST}".rstrip()),
        (
            f"{CITING}\n## REFERENCES\n\n\n\n## More\n",
            f"{CITING}\n## REFERENCES\n\n{LIST}\n## More\n",
        ),
        (
            f"{CITING}\n## References\n\nmy own\n",
            f"{CITING}\n## References\n\nmy own\n\n## References\n\n{LIST}",
        ),
        (
            f"{CITING}\n> ## References\n",
            f"{CITING}\n> ## References\n\n## References\n\n{LIST}",
        ),
        (
            f"{OPENING}\nold\n{CLOSING}\n{CITING}",
            f"{OPENING}\n{IN_NATURE[0]}\n{IN_NATURE[1]}\n{CLOSING}\n{CITING}",
        ),
        (
            f"{CITING}\n{OPENING}\n{CLOSING}\n\nthe end",
            f"{CITING}\n{OPENING}\n{IN_NATURE[0]}\n{IN_NATURE[1]}\n{CLOSING}\n\nthe end",
        ),
        (f"{OPENING}\n\n- old\n\n{CLOSING}\nNothing.\n", f"{OPENING}\n\n\n{CLOSING}\nNothing.\n"),
        ("Nothing is cited.\n", "Nothing is cited.\n"),
    ],
)
def test_where_the_list_goes(view: View, before: str, after: str) -> None:
    changed = updated(view, before) if "old" not in before else None
    if changed is None:
        changed = applied(before, with_list(parse(before), view, References(style="nature")))
        assert with_list(parse(changed), view, References(style="nature")) == []
    assert changed == after


def test_line_ends_are_those_of_the_note(view: View) -> None:
    before = CITING.replace("\n", "\r\n")
    after = f"{CITING}\n## References\n\n{LIST}".replace("\n", "\r\n")
    assert updated(view, before) == after
    one_less = after.replace(f"{IN_NATURE[1]}\r\n", "")
    assert applied(one_less, with_list(parse(one_less), view, References(style="nature"))) == after


def test_the_heading_is_configured(view: View) -> None:
    said = updated(view, CITING, heading="Literatur")
    assert "\n## Literatur\n" in said
    there = updated(view, f"{CITING}\n# Literatur\n", heading="Literatur")
    assert there == f"{CITING}\n# Literatur\n\n{LIST}"
    assert "\n## \\[x\\](y) z\n" in updated(view, CITING, heading="[x](y)\nz")


def test_the_order(view: View) -> None:
    papers = cited_once(c.papers for c in citations(parse(CITING), view))
    assert [found.key for found in papers] == ["tides1990", "maps2001"]
    by_style = [line.split("(")[0] for line in listed(items(papers[::-1]), "apa")]
    assert by_style == ["- Reader, A. ", "- Zuse, B. "]
    as_cited = listed(items(papers[::-1]), "apa", "appearance")
    assert as_cited[0].startswith("- Zuse")
    by_name = listed(items(papers[::-1]), "nature", "name")
    assert by_name == IN_NATURE


def test_what_stands_in_the_list_cites_nothing(view: View) -> None:
    note = parse(f"{CITING}\n## References\n\n{LIST}\nAlso {MAPS}.\n")
    found = [note.text[c.start : c.end] for c in citations(note, view)]
    assert found == ["@tides1990", MAPS, f"[[{TIDES}]]", "@nobody", "@twice", MAPS]


@pytest.mark.parametrize("end", ["```\ncode\n", "<!-- never closed\n"], ids=["code", "comment"])
def test_a_note_whose_end_is_not_closed_is_left_alone(view: View, end: str) -> None:
    note = parse(f"{CITING}\n{end}")
    with pytest.raises(LitnotesError, match="is not closed"):
        with_list(note, view, References(style="nature"))


def test_a_style_that_there_is_not(view: View) -> None:
    with pytest.raises(ConfigError, match="no style is called"):
        with_list(parse(CITING), view, References(style="nowhere-at-all"))
