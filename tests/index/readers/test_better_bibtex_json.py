"""What is read of Zotero's items: "BetterBibTeX JSON", and what its API and translators write."""

import json
from typing import Any

import pytest

from litnotes_index.model import Entry
from support.json_papers import layouts, reading, sniffed, told
from support.reading import NO_TITLE

Item = dict[str, Any]

ONE: Item = {
    "ISSN": "1234-5678",
    "DOI": "10.1234/Notes.1",
    "abstractNote": "We look\nat notes.",
    "accessDate": "2021-04-01",
    "attachments": [{"title": "PDF", "itemType": "attachment", "path": "x.pdf"}],
    "citationKey": "doe2021",
    "creators": [
        {"creatorType": "editor", "firstName": "Ed", "lastName": "Editor"},
        {"creatorType": "author", "firstName": "Jane", "lastName": "Doe"},
        {"creatorType": "author", "name": "Notes, Margins and Pages, Inc."},
    ],
    "date": "2021-03-07",
    "extra": ["Citation Key: other", "PMID: 123", "tex.note: x"],
    "itemID": 2,
    "itemKey": "ABCD2345",
    "key": "ABCD2345",
    "itemType": "journalArticle",
    "notes": [{"note": "<p>a note</p>", "itemType": "note"}],
    "pages": "1–9",
    "publicationTitle": "Journal of <i>Margins</i>",
    "tags": [{"tag": "x"}],
    "title": '<span class="nocase">Notes</span> on <i>Notes</i>',
    "uri": "http://zotero.org/users/1/items/ABCD2345",
    "url": "https://arxiv.org/abs/1706.03762",
}
TWO: Item = {
    "itemType": "book",
    "title": "A Book of Lists",
    "creators": [{"creatorType": "editor", "firstName": "Richard", "lastName": "Roe"}],
    "citekey": "roe1999",
    "date": "March 1999",
    "ISBN": "978-3-16-148410-0",
    "extra": "DOI: 10.1234/book",
}
FILE: Item = {
    "config": {"id": "36a3b0b5", "label": "BetterBibTeX JSON", "preferences": {"items": []}},
    "version": {"zotero": "7"},
    "collections": {"X": {"name": "x", "items": [2], "collections": []}},
    "items": [ONE, TWO],
}


def entry(**fields: object) -> Entry:
    item = {"itemType": "document", "title": "A Title", **fields}
    [found] = reading({"items": [item]}, "better-bibtex-json").entries
    return found


@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_every_field(indent: int | str | None) -> None:
    text = json.dumps(FILE, indent=indent)
    assert sniffed(text) == "better-bibtex-json"
    got = reading(text, "better-bibtex-json")
    assert got.problems == ()
    one, two = got.entries
    assert one == Entry(
        title="Notes on Notes",
        line=one.line,
        end_line=one.end_line,
        abstract="We look at notes.",
        authors=("Jane Doe", "Notes, Margins and Pages, Inc."),
        date="2021-03-07",
        key="doe2021",
        ids={"doi": "10.1234/Notes.1", "pmid": "123", "arxiv": "1706.03762"},
        urls=("https://arxiv.org/abs/1706.03762",),
        venue="Journal of Margins",
        type="journalArticle",
        files=("x.pdf",),
        zotero="zotero://select/library/items/ABCD2345",
    )
    assert two == Entry(
        title="A Book of Lists",
        line=two.line,
        end_line=two.end_line,
        authors=("Richard Roe",),
        date="1999-03",
        key="roe1999",
        ids={"doi": "10.1234/book", "isbn": "9783161484100"},
        type="book",
        zotero="zotero://select/items/@roe1999",
    )
    lines = text.split("\n")
    for found, item in ((one, ONE), (two, TWO)):
        span = "\n".join(lines[found.line - 1 : found.end_line])
        assert json.dumps(item, indent=indent) in span.replace(
            "\n" + "    " * (indent == 2), "\n"
        ).replace("\n" + "\t\t" * (indent == "\t"), "\n")


LAYOUTS = layouts(ONE, TWO)


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str) -> None:
    text, (first, second) = LAYOUTS[name]
    assert sniffed(text) == "better-bibtex-json"
    assert told(reading(text, "better-bibtex-json")) == [
        f"{first} Notes on Notes",
        f"{second} A Book of Lists",
    ]


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"citationKey": "doe"}, "doe"),
        ({"citekey": "doe"}, "doe"),
        ({"citation-key": "doe"}, "doe"),
        ({"citationKey": "2020"}, "2020"),
        ({"extra": "x\nCitation Key: doe\ny"}, "doe"),
        ({"extra": ["x", "Citation Key: doe"]}, "doe"),
        ({"citationKey": "doe", "extra": "Citation Key: other"}, "doe"),
        ({"key": "ABCD2345", "itemKey": "ABCD2345", "itemID": 5}, None),
        ({"id": "doe2020"}, None),
        ({"citationKey": ""}, None),
    ],
)
def test_keys(fields: Item, key: str | None) -> None:
    assert entry(**fields).key == key


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ({"DOI": "https://doi.org/10.1234/x"}, {"doi": "10.1234/x"}),
        ({"url": "http://dx.doi.org/10.1234/x"}, {"doi": "10.1234/x"}),
        ({"extra": "arXiv:1706.03762 [cs]"}, {"arxiv": "1706.03762"}),
        ({"itemType": "preprint", "archiveID": "arXiv:1706.03762"}, {"arxiv": "1706.03762"}),
        ({"itemType": "report", "reportNumber": "arXiv:1706.03762v5"}, {"arxiv": "1706.03762"}),
        ({"itemType": "report", "reportNumber": "1706.03762"}, {}),
        ({"extra": "PMID: 12\nPMCID: PMC34"}, {"pmid": "12", "pmcid": "PMC34"}),
        ({"PMID": "12", "PMCID": "PMC34"}, {"pmid": "12", "pmcid": "PMC34"}),
        ({"itemType": "bookSection", "ISBN": "978-3-16-148410-0"}, {}),
        ({"url": "https://aclanthology.org/P17-1001/"}, {"acl": "P17-1001"}),
        ({"id": "1706.03762", "extra": {"a": 1}, "DOI": 5}, {}),
    ],
)
def test_ids(fields: Item, ids: dict[str, str]) -> None:
    assert entry(**fields).ids == ids


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ("2006", "2006"),
        ("2006-05-12", "2006-05-12"),
        ("2006-05-00 May 2006", "2006-05"),
        ("2006-00-00 2006", "2006"),
        ("2006/5/2", "2006-05-02"),
        ("May 12, 2006", "2006-05-12"),
        ("12/05/2006", "2006"),
        ("May/June 2006", "2006"),
        ("2006-2007", "2006"),
        ("in press", None),
        ("", None),
        ({"a": 1}, None),
    ],
)
def test_dates(date: object, found: str | None) -> None:
    assert entry(date=date).date == found


@pytest.mark.parametrize(
    ("creators", "authors"),
    [
        ([{"lastName": "Doe", "firstName": "", "creatorType": "author"}], ["Doe"]),
        ([{"lastName": "D{\\'e}", "firstName": "Jane\n", "creatorType": "author"}], ["Jane Dé"]),
        # Zotero keeps suffixes behind the given name.
        ([{"firstName": "Jane, III", "lastName": "von Doe"}], ["Jane von Doe, III"]),
        ([{"firstName": "J. P., Jr.", "lastName": "Roe"}], ["J. P. Roe, Jr."]),
        ([{"name": "A", "creatorType": "inventor"}, {"name": "B", "creatorType": "attorneyAgent"}], ["A"]),  # noqa: E501 - a row
        ([{"name": "A", "creatorType": "editor"}, {"name": "B", "creatorType": "author"}], ["B"]),
        ([{"name": "A"}], ["A"]),
        ([{"name": "A", "creatorType": "translator"}], []),
        ([None, "x", {"creatorType": "author"}], []),
        ({"name": "A"}, []),
    ],
)  # fmt: skip
def test_creators(creators: object, authors: list[str]) -> None:
    assert list(entry(creators=creators).authors) == authors


def test_other_titles() -> None:
    items: list[Item] = [
        {"itemType": "case", "caseName": "Doe v. Roe"},
        {"itemType": "statute", "nameOfAct": "Notes Act"},
        {"itemType": "email", "subject": "On Notes"},
        {"itemType": "film", "title": ""},
    ]
    got = reading({"items": items}, "better-bibtex-json")
    assert [found.title for found in got.entries] == ["Doe v. Roe", "Notes Act", "On Notes"]
    assert [problem.message for problem in got.problems] == [NO_TITLE]


def test_attachments_and_notes_are_no_papers() -> None:
    items: list[Item] = [
        {"itemType": "attachment", "title": "PDF", "parentItem": "X"},
        {"itemType": "note", "note": "<p>x</p>", "parentItem": "X"},
        {"itemType": "annotation", "title": "x"},
        TWO,
    ]
    assert sniffed({"items": items}) == "better-bibtex-json"
    assert told(reading({"items": items}, "better-bibtex-json")) == ["1-1 A Book of Lists"]


def test_the_web_api() -> None:
    value = [
        {"key": "ABCD2345", "version": 1, "library": {"type": "user"}, "meta": {}, "data": item}
        for item in (ONE, TWO)
    ]
    assert sniffed(value) == "better-bibtex-json"
    got = reading(value, "better-bibtex-json").entries
    assert [found.key for found in got] == ["doe2021", "roe1999"]


def test_damage() -> None:
    text = json.dumps(FILE, indent=1).replace('"itemID": 2', '"itemID": 2,,')
    got = reading(text, "better-bibtex-json")
    assert [found.title for found in got.entries] == ["A Book of Lists"]
    [problem] = got.problems
    assert "no valid JSON" in problem.message
    cut = json.dumps(FILE, indent=1)
    got = reading(cut[: cut.index("A Book of Lists")], "better-bibtex-json")
    assert [found.title for found in got.entries] == ["Notes on Notes"]
    assert [problem.message for problem in got.problems] == [
        "the record is not closed: the file may be cut"
    ]


def test_a_library_that_is_cut_before_its_items() -> None:
    many = {f"C{n}": {"name": f"collection {n}", "items": list(range(50))} for n in range(2000)}
    whole = {**FILE, "collections": many}
    assert sniffed(whole) == "better-bibtex-json"
    assert len(reading(whole, "better-bibtex-json").entries) == 2


@pytest.mark.parametrize(
    "value",
    [
        {"items": [{"itemType": "x"}]},
        [{"itemType": 5, "title": "A Title", "date": "2020"}],
        '// "label": "BetterBibTeX JSON"\n',
        '{"itemType',
    ],
)
def test_what_is_not_taken(value: object) -> None:
    assert sniffed(value) is None
