"""What is read of Semantic Scholar: papers of its API and of its data sets."""

# Records of every wrong kind are the subject.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false, reportUnknownParameterType=false

import json
from typing import Any

import pytest

from litnotes_index.model import Entry
from support.json_papers import layouts, reading, sniffed, told
from support.reading import NO_TITLE

Record = dict[str, Any]

SHA = "649def34f8be52c8b66281af98ae884c09aef38b"
ONE: Record = {
    "paperId": SHA,
    "corpusId": 19170988,
    "externalIds": {
        "MAG": "2951665052",
        "DBLP": "conf/acl/DoeR18",
        "ACL": "N18-3011",
        "ArXiv": "1805.02262",
        "DOI": "10.18653/v1/N18-3011",
        "PubMed": "123456",
        "PubMedCentral": "45678",
        "CorpusId": 19170988,
    },
    "url": f"https://www.semanticscholar.org/paper/{SHA}",
    "title": "Notes in a Graph",
    "abstract": "We look at notes.",
    "venue": "North American Chapter of Notes",
    "publicationVenue": {"id": "x", "name": "NAACL", "type": "conference"},
    "year": 2018,
    "openAccessPdf": {"url": "https://example.org/notes.pdf", "status": "HYBRID"},
    "publicationTypes": ["JournalArticle", "Review"],
    "publicationDate": "2018-05-06",
    "journal": {"volume": "40", "pages": "116 - 135", "name": "Margins"},
    "citationCount": 450,
    "authors": [{"authorId": "1", "name": "Jane Doe"}, {"authorId": None, "name": "R. Roe"}],
    "tldr": {"model": "tldr@v2.0.0", "text": "Notes."},
}
TWO: Record = {
    "corpusid": 7,
    "externalids": {"ACL": None, "DOI": None, "CorpusId": "7"},
    "title": "A Second Paper about Notes",
    "authors": [{"authorId": "2", "name": "Edgar Poe"}],
    "venue": "",
    "year": 1999,
    "publicationdate": None,
    "journal": {"name": "Old Margins"},
}
FIRST = Entry(
    title="Notes in a Graph",
    line=1,
    end_line=1,
    abstract="We look at notes.",
    authors=("Jane Doe", "R. Roe"),
    date="2018-05-06",
    ids={
        "arxiv": "1805.02262",
        "doi": "10.18653/v1/N18-3011",
        "acl": "N18-3011",
        "pmid": "123456",
        "pmcid": "PMC45678",
        "dblp": "conf/acl/DoeR18",
        "s2": SHA,
    },
    urls=(f"https://www.semanticscholar.org/paper/{SHA}", "https://example.org/notes.pdf"),
    venue="North American Chapter of Notes",
    type="JournalArticle",
)


def test_every_field() -> None:
    got = reading({"total": 2, "offset": 0, "next": 2, "data": [ONE, TWO]}, "semantic-scholar")
    assert got.problems == ()
    assert got.entries == (
        FIRST,
        Entry(
            title="A Second Paper about Notes",
            line=1,
            end_line=1,
            authors=("Edgar Poe",),
            date="1999",
            ids={"s2": "CorpusId:7"},
            venue="Old Margins",
        ),
    )


LAYOUTS = layouts(ONE, TWO)


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str) -> None:
    text, (first, second) = LAYOUTS[name]
    assert sniffed(text) == "semantic-scholar"
    assert told(reading(text, "semantic-scholar")) == [
        f"{first} Notes in a Graph",
        f"{second} A Second Paper about Notes",
    ]


@pytest.mark.parametrize("around", ["citingPaper", "citedPaper"])
def test_citations_and_references(around: str) -> None:
    value = {"offset": 0, "data": [{"isInfluential": True, "contexts": ["x"], around: ONE}]}
    assert sniffed(value) == "semantic-scholar"
    assert reading(value, "semantic-scholar").entries == (FIRST,)


def test_recommendations_and_batches() -> None:
    assert reading({"recommendedPapers": [ONE]}, "semantic-scholar").entries == (FIRST,)
    assert told(reading([ONE, None, TWO], "semantic-scholar")) == [
        "1-1 Notes in a Graph",
        "1-1 A Second Paper about Notes",
        "1: what stands here is no record",
    ]


def test_the_open_corpus_of_before() -> None:
    value = {
        "id": SHA,
        "title": "Notes in a Graph",
        "paperAbstract": "We look.",
        "authors": [{"name": "Jane Doe", "ids": ["1"]}],
        "inCitations": [],
        "outCitations": [],
        "year": 2018,
        "s2Url": f"https://semanticscholar.org/paper/{SHA}",
        "pdfUrls": [],
        "venue": "",
        "journalName": "Margins",
        "doi": "10.1234/x",
    }
    assert sniffed([value]) == "semantic-scholar"
    assert reading([value], "semantic-scholar").entries == (
        Entry(
            title="Notes in a Graph",
            line=1,
            end_line=1,
            abstract="We look.",
            authors=("Jane Doe",),
            date="2018",
            ids={"doi": "10.1234/x", "s2": SHA},
            venue="Margins",
        ),
    )


def test_no_title_and_other_types() -> None:
    odd: Record = {
        "paperId": 5,
        "title": "T",
        "externalIds": ["x"],
        "authors": "x",
        "year": "?",
        "url": [{}],
    }
    records: list[Record] = [{"paperId": SHA, "title": None}, odd, ONE]
    text = "\n".join(map(json.dumps, records))
    assert told(reading(text, "semantic-scholar")) == [
        f"1: {NO_TITLE}",
        "2-2 T",
        "3-3 Notes in a Graph",
    ]


@pytest.mark.parametrize(
    "value",
    [
        {"paperId": SHA, "title": "T"},
        {"corpusId": 5, "title": "T"},
        {"title": "T", "externalIds": {"DOI": "10.1234/x"}},
    ],
)
def test_records_that_are_taken(value: Record) -> None:
    assert sniffed([value]) == "semantic-scholar"


@pytest.mark.parametrize(
    "value",
    [
        {"paperId": SHA},
        {"id": "x", "title": "A Title of Something", "paperId": "x"},
        {"sha": SHA, "title": "A Commit of Something", "id": 5},
        {"corpusid": 5, "abstract": "x"},
        {"corpusId": "x", "title": "A Title of Something"},
    ],
)
def test_records_that_are_not_taken(value: Record) -> None:
    assert sniffed([value]) is None
