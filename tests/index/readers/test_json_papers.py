"""What is read of papers as JSON of whatever making, in every layout and as services give them."""

import json

import pytest

from litnotes_index.model import Entry
from support.json_papers import (
    ONE,
    PROSE,
    TWO,
    Record,
    layouts,
    reading,
    sniffed,
    told,
)


def test_every_field() -> None:
    got = reading(f"{json.dumps(ONE)}\n{json.dumps(TWO)}\n", "json-papers")
    assert got.problems == ()
    assert got.entries == (
        Entry(
            title="Notes on Notes",
            line=1,
            end_line=1,
            abstract=PROSE.strip(),
            authors=("Jane Doe", "Richard Roe"),
            date="2020",
            votes=17,
            key="doe-roe-2020-notes",
            ids={"doi": "10.18653/v1/2020.acl-main.1", "acl": "2020.acl-main.1"},
            urls=(
                "https://aclanthology.org/2020.acl-main.1/",
                "https://aclanthology.org/2020.acl-main.1.pdf",
            ),
            venue='Proceedings of "Margins"',
            type="inproceedings",
        ),
        Entry(
            title="A Second Paper about Notes",
            line=2,
            end_line=2,
            authors=("Edgar A. Poe", "Jane Doe"),
            date="1999",
            venue="Old Margins",
        ),
    )


LAYOUTS = layouts(ONE, TWO)


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str) -> None:
    text, (first, second) = LAYOUTS[name]
    assert sniffed(text) == "json-papers"
    assert told(reading(text, "json-papers")) == [
        f"{first} Notes on Notes",
        f"{second} A Second Paper about Notes",
    ]
    assert sniffed(text.encode("utf-16")) == "json-papers"
    assert len(reading(text.encode("utf-16"), "json-papers").entries) == 2


def test_nothing() -> None:
    for data in ("", "\n", "[]", '{"papers": []}', "\ufeff"):
        assert sniffed(data) is None
        assert told(reading(data, "json-papers")) == []


def test_a_title_alone_is_a_paper() -> None:
    assert reading({"title": "A Title"}, "json-papers").entries == (Entry("A Title", 1, 1),)


def test_daily_papers_of_hugging_face() -> None:
    paper = {
        "id": "2401.00001",
        "authors": [{"_id": "a", "name": "Jane Doe", "hidden": False}, {"name": "Richard Roe"}],
        "publishedAt": "2024-01-01T10:00:00.000Z",
        "title": "Notes on Notes",
        "summary": "We look at\nnotes.",
        "upvotes": 12,
    }
    value = [
        {
            "paper": {**paper, "id": f"2401.0000{n}"},
            "publishedAt": "2024-01-02T00:00:00.000Z",
            "title": "Notes on Notes",
            "thumbnail": "https://example.org/x.png",
            "numComments": 2,
            "submittedBy": {"name": "someone"},
        }
        for n in (1, 2)
    ]
    expected = Entry(
        title="Notes on Notes",
        line=1,
        end_line=1,
        abstract="We look at notes.",
        authors=("Jane Doe", "Richard Roe"),
        date="2024-01-01",
        votes=12,
        ids={"arxiv": "2401.00001"},
    )
    assert sniffed(value) == "json-papers"
    assert reading(value, "json-papers").entries[0] == expected
    assert sniffed([paper]) == "json-papers"
    assert reading([paper], "json-papers").entries == (expected,)


def test_bibtex_made_json() -> None:
    value = {
        "ENTRYTYPE": "article",
        "ID": "doe",
        "title": "{BERT} and $\\alpha$: {G}erman {\\'e}tudes",
        "author": "{van der Poe}, Edgar and {Barnes and Noble}",
        "year": "2020",
        "journal": "J. of {N}otes",
    }
    assert sniffed([value]) == "json-papers"
    assert reading([value], "json-papers").entries == (
        Entry(
            "BERT and α: German études",
            1,
            1,
            authors=("Edgar van der Poe", "Barnes and Noble"),
            date="2020",
            key="doe",
            venue="J. of Notes",
            type="article",
        ),
    )


def test_notes_of_openreview() -> None:
    note = {
        "id": "abc",
        "forum": "abc",
        "content": {
            "title": {"value": "Notes on Notes"},
            "authors": {"value": ["Jane Doe", "Richard Roe"]},
            "abstract": {"value": PROSE},
            "venue": {"value": "ICLR 2024"},
            "pdf": {"value": "/pdf/x.pdf"},
        },
    }
    assert sniffed([note, note]) == "json-papers"
    assert reading([note], "json-papers").entries == (
        Entry(
            "Notes on Notes",
            1,
            1,
            abstract=PROSE.strip(),
            authors=("Jane Doe", "Richard Roe"),
            venue="ICLR 2024",
        ),
    )


def test_answers_of_interfaces() -> None:
    people = {"author": [{"@pid": "1/2", "text": "Jane Doe"}]}
    dblp = {"@score": "5", "info": {**ONE, "authors": people}, "url": "URL#1"}
    europe = {k: v for k, v in ONE.items() if k != "authors"} | {
        "authorString": "Jane Doe, Al Roe."
    }
    answers: list[Record] = [
        {"status": "ok", "message-type": "work", "message": ONE},
        {"result": {"query": "x", "hits": {"@total": "1", "hit": [dblp]}}},
        {"version": "6", "request": {"a": "b"}, "resultList": {"result": [ONE]}},
        {"resultList": {"result": [europe]}},
        {"response": {"numFound": 1, "docs": [ONE]}},
        {"hits": {"hits": [{"id": "x", "metadata": ONE}], "total": 1}},
    ]
    for answer in answers:
        assert sniffed(answer) == "json-papers", answer
        [found] = reading(answer, "json-papers").entries
        assert found.title == "Notes on Notes"
        assert found.authors[0] == "Jane Doe"
        assert found.ids["doi"] == "10.18653/v1/2020.acl-main.1"
