"""What is read of arXiv's snapshot on Kaggle, and of what people save of its API."""

import json
from typing import Any

import pytest

from litnotes_index.model import Entry
from support.json_papers import layouts, reading, sniffed, told
from support.reading import NO_TITLE

Record = dict[str, Any]

KAGGLE: Record = {
    "id": "0704.0001",
    "submitter": "Jane Doe",
    "authors": "J.\\ Doe, R. R\\'oe (1) and A. van der Poe",
    "title": "Notes on notes at the margin of\n  long pages",
    "comments": "37 pages; published version",
    "journal-ref": "J.Marg.D76:013009,2007",
    "doi": "10.1103/JMarg.76.013009",
    "report-no": "AB-1",
    "categories": "hep-ph cs.DL",
    "license": None,
    "abstract": "  We look at notes, which are\nmany, and say\nso.\n  They go on.\n",
    "versions": [
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [
        ["Doe", "J.", ""],
        ["R\\'oe", "R.", "Jr."],
        ["van der Poe", "A.", "", "MIT"],
    ],
}
API: Record = {
    "entry_id": "http://arxiv.org/abs/1706.03762v5",
    "updated": "2017-12-06T03:30:32+00:00",
    "published": "2017-06-12T17:57:34+00:00",
    "title": "A Second Paper about Notes",
    "authors": [{"name": "Jane Doe"}, {"name": "Richard Roe"}],
    "summary": "It has two lines\nof text.",
    "comment": None,
    "journal_ref": None,
    "doi": None,
    "primary_category": "cs.CL",
    "categories": ["cs.CL", "cs.LG"],
    "links": [
        {"title": None, "href": "http://arxiv.org/abs/1706.03762v5", "rel": "alternate"},
        {"title": "pdf", "href": "http://arxiv.org/pdf/1706.03762v5", "rel": "related"},
    ],
    "pdf_url": "http://arxiv.org/pdf/1706.03762v5",
}


def entry(**fields: object) -> Entry:
    [found] = reading([{"id": "1706.03762", "title": "A Title", **fields}], "arxiv-json").entries
    return found


def test_every_field() -> None:
    text = f"{json.dumps(KAGGLE)}\n{json.dumps(API, indent=1)}"
    got = reading(text, "arxiv-json")
    assert got.problems == ()
    assert got.entries == (
        Entry(
            title="Notes on notes at the margin of long pages",
            line=1,
            end_line=1,
            abstract="We look at notes, which are many, and say so.\nThey go on.",
            authors=("J. Doe", "R. Róe, Jr.", "A. van der Poe"),
            date="2007-04-02",
            ids={"doi": "10.1103/JMarg.76.013009", "arxiv": "0704.0001"},
            venue="J.Marg.D76:013009,2007",
        ),
        Entry(
            title="A Second Paper about Notes",
            line=2,
            end_line=1 + len(json.dumps(API, indent=1).split("\n")),
            abstract="It has two lines of text.",
            authors=("Jane Doe", "Richard Roe"),
            date="2017-06-12",
            ids={"arxiv": "1706.03762"},
            urls=("http://arxiv.org/abs/1706.03762v5", "http://arxiv.org/pdf/1706.03762v5"),
        ),
    )


LAYOUTS = layouts(KAGGLE, API)


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str) -> None:
    text, (first, second) = LAYOUTS[name]
    assert sniffed(text) == "arxiv-json"
    assert told(reading(text, "arxiv-json")) == [
        f"{first} Notes on notes at the margin of long pages",
        f"{second} A Second Paper about Notes",
    ]


@pytest.mark.parametrize(
    ("written", "arxiv"),
    [
        ("1706.03762", "1706.03762"),
        ("1706.03762v5", "1706.03762"),
        ("arXiv:1706.03762v5", "1706.03762"),
        ("oai:arXiv.org:0704.0001", "0704.0001"),
        ("http://arxiv.org/abs/hep-th/9901001v2", "hep-th/9901001"),
        ("math.GT/0309136", "math/0309136"),
        ("https://arxiv.org/pdf/1706.03762v5.pdf", "1706.03762"),
        (704.0001, "0704.0001"),
        (1501.0003199999999, "1501.00032"),
        (1501.1, "1501.10000"),
        ("not one", None),
        (17, None),
        (None, None),
    ],
)
def test_ids(written: object, arxiv: str | None) -> None:
    ids = {"arxiv": arxiv} if arxiv else {}
    assert entry(id=written).ids == ids
    assert entry(id=None, entry_id=written).ids == ids
    assert entry(id=None, arxiv_id=written).ids == ids


@pytest.mark.parametrize(
    ("doi", "found"),
    [
        ("10.1234/x", "10.1234/x"),
        ("10.1234/x 10.1234/y", "10.1234/x"),
        ("https://doi.org/10.1234/x", "10.1234/x"),
        ("10.1002/(SICI)1097(1998)17:15<16::AID>3.0.CO;2", "10.1002/(SICI)1097(1998)17:15<16::AID>3.0.CO;2"),  # noqa: E501 - a row
        ("", None),
        ("none", None),
    ],
)  # fmt: skip
def test_dois(doi: str, found: str | None) -> None:
    assert entry(doi=doi).ids.get("doi") == found
    assert entry(arxiv_doi=doi).ids.get("doi") == found


AUTHORS: list[tuple[Record, list[str]]] = [
    ({"authors": "Jane Doe"}, ["Jane Doe"]),
    ({"authors": "Jane Doe and Richard Roe"}, ["Jane Doe", "Richard Roe"]),
    ({"authors": "J. Doe, R. Roe, A. Poe"}, ["J. Doe", "R. Roe", "A. Poe"]),
    ({"authors": "J. Doe, R. Roe, and A. Poe"}, ["J. Doe", "R. Roe", "A. Poe"]),
    ({"authors": "J. Doe (MIT, Boston), R. Roe (2) and A. Poe"}, ["J. Doe", "R. Roe", "A. Poe"]),
    ({"authors": "C. Bal\\'azs,\n  E. L. Berger"}, ["C. Balázs", "E. L. Berger"]),
    ({"authors": ["Jane Doe", "Roe, Richard"]}, ["Jane Doe", "Richard Roe"]),
    ({"authors": [{"name": "Jane Doe"}, {"name": ""}, {}]}, ["Jane Doe"]),
    ({"authors": "A. Poe", "authors_parsed": [["Doe", "Jane", ""]]}, ["Jane Doe"]),
    ({"authors": "A. Poe", "authors_parsed": [["The Note Collaboration", "", ""]]}, ["The Note Collaboration"]),  # noqa: E501 - a row
    ({"authors": "A. Poe", "authors_parsed": [[], [1, 2], "x", None, {"a": 1}]}, ["A. Poe"]),
    ({"authors": "A. Poe", "authors_parsed": []}, ["A. Poe"]),
    ({"authors": None, "authors_parsed": {}}, []),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "authors"), AUTHORS)
def test_authors(fields: Record, authors: list[str]) -> None:
    assert list(entry(**fields).authors) == authors


DATES: list[tuple[Record, str | None]] = [
    ({"versions": [{"created": "Sat, 30 Jun 2007 00:00:01 GMT"}], "update_date": "2009-01-01"}, "2007-06-30"),  # noqa: E501 - a row
    ({"versions": [{"created": "31 Jun 2007 00:00:01 GMT"}]}, "2007-06"),
    ({"versions": [{"created": "2007-06-30T10:00:00Z"}]}, "2007-06-30"),
    ({"versions": [], "update_date": "2009-01-01"}, "2009-01-01"),
    ({"versions": ["v1"], "update_date": "2009-01-01"}, "2009-01-01"),
    ({"versions": [{}], "updated": "2009-01-01T00:00:00Z", "published": "2008-12-31"}, "2008-12-31"),  # noqa: E501 - a row
    ({"updated": "2009-01-01T00:00:00Z"}, "2009-01-01"),
    ({"update_date": "soon"}, None),
    ({}, None),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "date"), DATES)
def test_dates(fields: Record, date: str | None) -> None:
    assert entry(**fields).date == date


def test_titles_are_plain() -> None:
    assert entry(title="On $\\alpha$ and {\\'e}t{\\'e} of\n {\\it E. coli} &amp; more").title == (
        "On $\\alpha$ and été of E. coli & more"
    )


def test_abstracts_have_a_line_for_a_paragraph() -> None:
    assert (
        entry(abstract="One\ntwo\n\nthree.\n  Four\nfive").abstract == "One two\nthree.\nFour five"
    )
    long = "A long line. " * 20
    assert entry(abstract=f"{long}\n{long}").abstract == f"{long.strip()}\n{long.strip()}"
    assert entry(summary=" 50\\% of caf\\'es\x00 ").abstract == "50% of cafés"
    assert entry(abstract="\n", summary="Told here.").abstract == "Told here."


def test_damage() -> None:
    lines = [json.dumps(KAGGLE | {"title": f"Paper {n}"}) for n in range(5)]
    lines[1] = lines[1][:200]
    lines[3] = json.dumps(KAGGLE | {"title": "\n"})
    assert told(reading("\n".join(lines)[:-30], "arxiv-json")) == [
        "1-1 Paper 0",
        "2: the record is no valid JSON",
        "3-3 Paper 2",
        f"4: {NO_TITLE}",
        "5: the record is not closed: the file may be cut",
    ]


@pytest.mark.parametrize(
    "record",
    [
        {"id": "1706.03762", "title": "A", "abstract": "B"},
        {"id": "http://arxiv.org/abs/1706.03762v1", "title": "A Title", "summary": "B"},
        {"id": "hep-th/9901001", "title": "A Title", "authors": ["Jane Doe"]},
        {"entry_id": "1706.03762", "title": "A Title", "published": "2017-06-12"},
        {"arxiv_id": "1706.03762", "title": "A Title", "categories": "cs.CL"},
    ],
)
def test_records_that_are_taken(record: Record) -> None:
    assert sniffed([record]) == "arxiv-json"
    assert sniffed(record) == "arxiv-json"
    assert sniffed({"entries": [record], "total": 1}) == "arxiv-json"


@pytest.mark.parametrize(
    "record",
    [
        {"id": "1706.03762", "title": "A Title"},
        {"id": "1706.03762", "abstract": "A long abstract"},
        {"id": "17060.3762", "title": "A Title", "summary": "B"},
        {"id": 1706, "title": "A Title", "summary": "B"},
    ],
)
def test_records_that_are_not_taken(record: Record) -> None:
    assert sniffed([record]) is None
