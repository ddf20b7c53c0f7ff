"""Lists of authors that say that there are more, in whatever format."""

import json

import pytest

from litnotes_index.readers.fields.cut import is_cut, without_mark
from support.reading import read_data

HEADER = "Cites,Authors,Title,Year,Source,GSRank,AuthorCount\n"


@pytest.mark.parametrize(
    ("told", "cut"),
    [
        ("Aad, Georges and others", True),
        ("{Aad, Georges and others}", True),
        ("A. Bee, C. Dee, et al.", True),
        ("A. Bee et. al", True),
        ("G Aad, B Abbott...", True),
        ("G Aad, B Abbott, …", True),
        (r"Aad, Georges and \ldots", True),
        (["Ann Bee", "et al."], True),
        ([{"family": "Bee", "given": "Ann"}, {"literal": "others"}], True),
        ([{"family": "Bee", "given": "Ann"}, {"family": "Others", "given": "Cy"}], False),
        ("Ann Bee and Cy Dee", False),
        ("Ann Bee, Jr.", False),
        ("Mothers and Brothers", False),
        ("Ann Etal", False),
        ("", False),
        (None, False),
        ([], False),
    ],
)
def test_what_says_that_there_are_more(told: object, cut: bool) -> None:
    assert is_cut(told) is cut


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        ((), ()),
        (("Ann Bee", "Cy Dee"), ("Ann Bee", "Cy Dee")),
        (("Ann Bee", "B Abbott..."), ("Ann Bee", "B Abbott")),
        (("Ann Bee", "…"), ("Ann Bee",)),
        (("Ann Bee", "others"), ("Ann Bee",)),
        (("Ann Bee et al.",), ("Ann Bee",)),
    ],
)
def test_the_mark_is_nobodys_name(names: tuple[str, ...], kept: tuple[str, ...]) -> None:
    assert without_mark(names) == kept


def told(text: str, format_name: str) -> tuple[tuple[str, ...], int | None, bool | None]:
    """Return the authors of the one entry of a dump, their number, and whether they are cut."""
    got = read_data(text, format_name)
    assert got.problems == ()
    [entry] = got.entries
    return entry.authors, entry.author_count, entry.authors_cut


def test_bibtex() -> None:
    text = "@article{x, title={A Large Result}, author={%s}}"
    assert told(text % "Aad, Georges and others", "bibtex") == (("Georges Aad",), None, True)
    assert told(text % "Aad, Georges", "bibtex") == (("Georges Aad",), None, None)


def test_a_table() -> None:
    row = '100,"G Aad, B Abbott...","A Large Result",2012,"Phys …",1,2932\n'
    assert told(HEADER + row, "table") == (("G Aad", "B Abbott"), 2932, True)


def test_json() -> None:
    text = json.dumps([{"title": "A Large Result", "authors": ["G Aad", "et al."]}])
    assert told(text, "json-papers") == (("G Aad",), None, True)


def test_ris() -> None:
    text = "TY  - JOUR\nTI  - A Large Result\nAU  - Aad, Georges\nAU  - et al.\nER  - \n"
    assert told(text, "ris") == (("Georges Aad",), None, True)


def test_csl() -> None:
    people = [{"family": "Aad", "given": "Georges"}, {"literal": "others"}]
    text = json.dumps([{"id": "x", "type": "book", "title": "A Large Result", "author": people}])
    assert told(text, "csl-json") == (("Georges Aad",), None, True)


def test_openalex() -> None:
    work = {
        "id": "https://openalex.org/W1",
        "title": "A Large Result",
        "authorships": [{"author": {"display_name": "Georges Aad"}}],
        "authors_count": 2932,
        "is_authors_truncated": True,
    }
    text = json.dumps([work])
    assert told(text, "openalex") == (("Georges Aad",), 2932, True)
