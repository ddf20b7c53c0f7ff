"""Lists of authors that say that there are more, in whatever format."""

import json
from pathlib import Path

import pytest

from litnotes_index.model import Entry
from litnotes_index.readers import bibtex, csl_json, json_papers, openalex, ris, table
from litnotes_index.readers.fields.cut import is_cut, without_mark

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


def read(module: object, path: Path, text: str) -> Entry:
    path.write_text(text, encoding="utf-8")
    (entry,) = module.read(path)  # type: ignore[attr-defined]
    assert isinstance(entry, Entry)
    return entry


def told(entry: Entry) -> tuple[tuple[str, ...], int | None, bool | None]:
    return entry.authors, entry.author_count, entry.authors_cut


def test_bibtex(tmp_path: Path) -> None:
    text = "@article{x, title={A Large Result}, author={%s}}"
    cut = read(bibtex, tmp_path / "a.bib", text % "Aad, Georges and others")
    assert told(cut) == (("Georges Aad",), None, True)
    whole = read(bibtex, tmp_path / "b.bib", text % "Aad, Georges")
    assert told(whole) == (("Georges Aad",), None, None)


def test_a_table(tmp_path: Path) -> None:
    row = '100,"G Aad, B Abbott...","A Large Result",2012,"Phys …",1,2932\n'
    assert told(read(table, tmp_path / "a.csv", HEADER + row)) == (
        ("G Aad", "B Abbott"),
        2932,
        True,
    )


def test_json(tmp_path: Path) -> None:
    text = json.dumps([{"title": "A Large Result", "authors": ["G Aad", "et al."]}])
    assert told(read(json_papers, tmp_path / "a.json", text)) == (("G Aad",), None, True)


def test_ris(tmp_path: Path) -> None:
    text = "TY  - JOUR\nTI  - A Large Result\nAU  - Aad, Georges\nAU  - et al.\nER  - \n"
    assert told(read(ris, tmp_path / "a.ris", text)) == (("Georges Aad",), None, True)


def test_csl(tmp_path: Path) -> None:
    people = [{"family": "Aad", "given": "Georges"}, {"literal": "others"}]
    text = json.dumps([{"id": "x", "type": "book", "title": "A Large Result", "author": people}])
    assert told(read(csl_json, tmp_path / "a.json", text)) == (("Georges Aad",), None, True)


def test_openalex(tmp_path: Path) -> None:
    work = {
        "id": "https://openalex.org/W1",
        "title": "A Large Result",
        "authorships": [{"author": {"display_name": "Georges Aad"}}],
        "authors_count": 2932,
        "is_authors_truncated": True,
    }
    text = json.dumps([work])
    assert told(read(openalex, tmp_path / "a.json", text)) == (("Georges Aad",), 2932, True)
