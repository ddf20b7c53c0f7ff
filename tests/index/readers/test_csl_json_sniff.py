"""Which JSON is taken for CSL, and which that looks like it is not."""

import json

import pytest

from support.csl_json import ITEMS, ONE, TWO, Item
from support.reading import read_data, sniff_data

PROSE = "The method that we present rests on data, and the results improve on what was known. "
NEGATIVES: dict[str, object] = {
    "package": {"name": "x", "title": "X", "type": "module", "author": "Jane Doe", "version": "1"},
    "notebook": {"cells": [{"cell_type": "code", "id": "a", "source": ["title"]}], "nbformat": 4},
    "arXiv": {"id": "1706.03762", "title": "T", "abstract": PROSE, "authors": "A", "doi": None},
    "OpenAlex": [
        {
            "id": "https://openalex.org/W1",
            "doi": "https://doi.org/10.1234/x",
            "title": "T",
            "type": "article",
            "publication_year": 2020,
            "authorships": [{"author": {"id": "A1", "display_name": "Jane Doe"}}],
            "biblio": {"volume": "1"},
        }
    ],
    "GeoJSON": {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "id": 1, "properties": {"title": "T"}}],
    },
    "Semantic Scholar": [
        {
            "paperId": "a",
            "externalIds": {"DOI": "10.1234/x"},
            "title": "T",
            "abstract": PROSE,
            "publicationTypes": ["JournalArticle"],
            "authors": [{"authorId": "1", "name": "Jane Doe"}],
        }
    ],
    "Zotero's own": {
        "items": [
            {
                "key": "ABCD2345",
                "itemType": "journalArticle",
                "title": "T",
                "creators": [{"firstName": "Jane", "lastName": "Doe", "creatorType": "author"}],
                "DOI": "10.1234/x",
                "date": "2020",
            }
        ]
    },
    "BibJSON": [{"type": "article", "id": "a", "title": "T", "author": [{"name": "Jane Doe"}]}],
    "web API": [{"id": 1, "type": "post", "title": "Hello", "author": 3, "date": "2020-01-01"}],
    "schema": {"type": "object", "title": "Book", "properties": {"issued": {"type": "string"}}},
    "other list": [{"type": "chapter", "title": "One"}, {"type": "chapter", "title": "Two"}],
    "numbers": [1, 2, 3, "title", "type"],
    "empty list": [],
    "strings": ["type", "article-journal", "title"],
}


@pytest.mark.parametrize("name", NEGATIVES)
def test_other_json_is_not_taken(name: str) -> None:
    assert sniff_data(json.dumps(NEGATIVES[name], indent=2), "references.json") != "csl-json"
    assert sniff_data(json.dumps(NEGATIVES[name]), "references.json") != "csl-json"


def test_what_is_no_json_is_not_taken() -> None:
    for text in (
        "@article{doe2021,\n  title = {Notes},\n}\n",
        '[link](x) "type": "article-journal", "title"',
        f"# CSL\n\n{json.dumps(ITEMS)}\n",
        '{"title": "type"',
        '[{"type": "article-journal"',
        "\0" * 200 + json.dumps(ITEMS),
    ):
        assert sniff_data(text, "references.json") != "csl-json", text


@pytest.mark.parametrize(
    "item",
    [
        {"id": "a", "type": "article-journal", "title": "T"},
        {"id": 1, "type": "webpage", "title": "T", "URL": "https://example.org"},
        {"id": "a", "type": "book", "title": "T", "author": [{"family": "Doe"}]},
        {"id": "a", "type": "report", "title": "T", "issued": {"raw": "2015"}},
        {"id": "a", "type": "entry-encyclopedia", "author": "Jane Doe"},
        {**ONE, "type": "journal-article", "title": ["T"]},
        {key: value for key, value in ONE.items() if key != "type"},
    ],
)
def test_items_that_are_taken(item: Item) -> None:
    for text in (json.dumps(item), json.dumps([item], indent=4), "\ufeff\n" + json.dumps([item])):
        assert sniff_data(text) == "csl-json"


@pytest.mark.parametrize("indent", [None, 2])
def test_a_head_that_cuts_the_first_record_tells(indent: int | None) -> None:
    item = {
        key: value for key, value in ONE.items() if key != "abstract"
    } | {"abstract": "We cite, {et al.}. " * 9000}  # fmt: skip
    text = json.dumps([item, TWO], indent=indent)
    assert sniff_data(text) == "csl-json"
    assert [e.key for e in read_data(text, "csl-json").entries] == ["doe2021", "roe1999"]
    assert sniff_data(json.dumps([NEGATIVES["arXiv"]] * 900, indent=indent)) != "csl-json"


def test_every_cut_after_the_first_members() -> None:
    text = json.dumps(ITEMS, indent=2)
    for length in range(text.index("container-title") + 60, len(text), 13):
        assert sniff_data(text[:length]) == "csl-json", length
