"""What is read of OpenAlex: works of the API and of the snapshot."""

import json
from typing import Any

import pytest

from litnotes_index.model import Entry
from support.json_papers import layouts, reading, sniffed, told
from support.reading import NO_TITLE

Work = dict[str, Any]

ONE: Work = {
    "id": "https://openalex.org/W2741809807",
    "doi": "https://doi.org/10.1234/Notes.1",
    "title": "Notes on <i>Notes</i>",
    "display_name": "Notes on <i>Notes</i>",
    "publication_year": 2018,
    "publication_date": "2018-02-13",
    "ids": {
        "openalex": "https://openalex.org/W2741809807",
        "doi": "https://doi.org/10.1234/notes.1",
        "mag": "2741809807",
        "pmid": "https://pubmed.ncbi.nlm.nih.gov/29456894",
        "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/5815332",
    },
    "language": "en",
    "primary_location": {
        "is_oa": True,
        "landing_page_url": "https://doi.org/10.1234/notes.1",
        "pdf_url": "https://example.org/notes.pdf",
        "source": {"id": "https://openalex.org/S1983995261", "display_name": "Margins &amp; Notes"},
        "license": "cc-by",
    },
    "type": "article",
    "authorships": [
        {
            "author_position": "first",
            "author": {"id": "https://openalex.org/A5048491430", "display_name": "Jane Doe"},
            "institutions": [{"display_name": "Margin University"}],
            "raw_author_name": "J. Doe",
        },
        {"author_position": "last", "author": {}, "raw_author_name": "Richard Roe"},
    ],
    "locations": [
        {"landing_page_url": "https://doi.org/10.1234/notes.1"},
        {"landing_page_url": "http://arxiv.org/abs/1706.03762v5"},
    ],
    "best_oa_location": {"landing_page_url": "https://example.org/notes", "pdf_url": None},
    "cited_by_count": 382,
    "referenced_works": ["https://openalex.org/W1560783210"],
    "abstract_inverted_index": {"We": [0, 3], "look;": [1], "and": [2], "see.": [4]},
    "updated_date": "2024-05-17T18:13:52.114183",
    "created_date": "2017-08-08",
}
TWO: Work = {
    "id": "https://openalex.org/W1700",
    "doi": None,
    "display_name": "A Second Work about Notes",
    "publication_year": 1999,
    "authorships": [],
    "host_venue": {"display_name": "Old Margins", "url": "https://example.org/old"},
    "abstract_inverted_index": None,
}


def entry(**fields: object) -> Entry:
    [found] = reading([{"title": "A Title", **fields}], "openalex").entries
    return found


def test_every_field() -> None:
    got = reading({"meta": {"count": 2}, "results": [ONE, TWO], "group_by": []}, "openalex")
    assert got.problems == ()
    assert got.entries == (
        Entry(
            title="Notes on Notes",
            line=1,
            end_line=1,
            abstract="We look; and We see.",
            authors=("Jane Doe", "Richard Roe"),
            date="2018-02-13",
            ids={
                "doi": "10.1234/Notes.1",
                "pmid": "29456894",
                "pmcid": "PMC5815332",
                "openalex": "W2741809807",
                "arxiv": "1706.03762",
            },
            urls=(
                "https://doi.org/10.1234/notes.1",
                "https://example.org/notes.pdf",
                "https://example.org/notes",
            ),
            venue="Margins & Notes",
            type="article",
        ),
        Entry(
            title="A Second Work about Notes",
            line=1,
            end_line=1,
            date="1999",
            ids={"openalex": "W1700"},
            urls=("https://example.org/old",),
            venue="Old Margins",
        ),
    )


LAYOUTS = layouts(ONE, TWO)


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str) -> None:
    text, (first, second) = LAYOUTS[name]
    assert sniffed(text) == "openalex"
    assert told(reading(text, "openalex")) == [
        f"{first} Notes on Notes",
        f"{second} A Second Work about Notes",
    ]


@pytest.mark.parametrize("indent", [None, 2])
def test_pages_of_the_api(indent: int | None) -> None:
    pages = [{"meta": {"page": n, "of": [{"a": 1}]}, "results": [ONE, TWO]} for n in range(3)]
    text = "\n".join(json.dumps(page, indent=indent) for page in pages)
    assert sniffed(text) == "openalex"
    got = reading(text, "openalex")
    assert [entry.title for entry in got.entries] == [
        "Notes on Notes",
        "A Second Work about Notes",
    ] * 3
    assert got.problems == ()
    lines = text.split("\n")
    for found in got.entries:
        assert (
            "W2741809807" in "".join(lines[found.line - 1 : found.end_line]) or found.date == "1999"
        )


@pytest.mark.parametrize(
    ("index", "abstract"),
    [
        ({"b": [1], "a": [0, 2]}, "a b a"),
        ({"b": [900], "a": [7]}, "a b"),
        ({"a\nb": [0], "<i>c</i>": [1]}, "a b c"),
        ({"IndexLength": 2, "InvertedIndex": {"a": [0], "b": [1]}}, "a b"),
        ({}, None),
        ({"a": []}, None),
        ({"a": 1}, None),
        ({"a": [None], "b": [1]}, None),
        ({"a": [[1]]}, None),
        ({"a": [10**18]}, "a"),
        ([], None),
        ("text", None),
    ],
)
def test_inverted_abstracts(index: object, abstract: str | None) -> None:
    assert entry(abstract_inverted_index=index).abstract == abstract


def test_a_plain_abstract_counts_first() -> None:
    assert entry(abstract="Told.", abstract_inverted_index={"a": [0]}).abstract == "Told."


def test_no_title() -> None:
    text = "\n".join(map(json.dumps, [ONE, {**ONE, "title": None, "display_name": None}, TWO]))
    assert told(reading(text, "openalex")) == [
        "1-1 Notes on Notes",
        f"2: {NO_TITLE}",
        "3-3 A Second Work about Notes",
    ]


def test_other_types_of_values() -> None:
    got = entry(
        authorships={"a": 1}, primary_location="x", locations=[None, {"landing_page_url": 5}],
        ids=["x"], publication_date=20, doi=17, type=["a"], id=5,
    )  # fmt: skip
    assert got == Entry(title="A Title", line=1, end_line=1, type="a")


def test_other_entities_are_not_taken() -> None:
    for value in (
        {"id": "https://openalex.org/A5", "display_name": "Jane Doe", "works_count": 5},
        {"id": "https://openalex.org/S5", "display_name": "Margins", "type": "journal"},
        {"id": "https://openalex.org/W5", "cited_by_count": 1},
    ):
        assert sniffed([value]) is None
        assert sniffed({"results": [value, value]}) is None
