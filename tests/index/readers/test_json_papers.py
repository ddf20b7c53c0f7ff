"""What is read of papers as JSON of whatever making, under the usual names of their fields."""

# Records of every wrong kind are the subject.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false, reportUnknownParameterType=false

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.model import Entry
from support.json_papers import NO_JSON, NO_TITLE, check_spans, layouts, reading, sniffed, told

Record = dict[str, Any]

PROSE = "We look at notes, which are many, and say of each what it is good for. "
ONE: Record = {
    "id": "2020.acl-main.1",
    "bibkey": "doe-roe-2020-notes",
    "title": "Notes on Notes",
    "authors": ["Jane Doe", "Richard Roe"],
    "year": "2020",
    "booktitle": "Proceedings of &quot;Margins&quot;",
    "abstract": PROSE,
    "doi": "10.18653/v1/2020.acl-main.1",
    "url": "https://aclanthology.org/2020.acl-main.1/",
    "pdf_url": "https://aclanthology.org/2020.acl-main.1.pdf",
    "type": "inproceedings",
    "upvotes": 17,
}
TWO: Record = {
    "title": "A Second Paper about Notes",
    "author": "Poe, Edgar A. and Doe, Jane",
    "year": 1999,
    "journal": {"name": "Old Margins", "volume": 3},
}


def entry(**fields: object) -> Entry:
    [found] = reading([{"title": "A Title", **fields}], "json-papers").entries
    return found


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


@pytest.mark.parametrize("name", ["Title", "TITLE", "paper_title", "paperTitle", "article-title"])
def test_names_of_members_in_any_case(name: str) -> None:
    value = {name: "A Title", "Publication_Date": "2015-06-09", "PDF URL": "http://a.org/x.pdf"}
    got = reading({**value, "citationKey": "doe", "Arxiv-ID": "1706.03762"}, "json-papers").entries
    assert got == (
        Entry(
            "A Title",
            1,
            1,
            date="2015-06-09",
            key="doe",
            ids={"arxiv": "1706.03762"},
            urls=("http://a.org/x.pdf",),
        ),
    )


def test_the_first_of_two_names_counts_unless_it_is_empty() -> None:
    assert entry(DOI="", doi="10.1234/y", Doi="10.1234/z").ids == {"doi": "10.1234/y"}
    assert entry(abstract="", summary=None, description="Told.").abstract == "Told."


@pytest.mark.parametrize(
    "title", ["", " \n", "<i></i>", None, True, [], {}, {"a": "b"}, [[[[["x"]]]]]]
)
def test_no_title(title: object) -> None:
    text = "\n".join(map(json.dumps, [ONE, {**ONE, "title": title}, TWO]))
    assert told(reading(text, "json-papers")) == [
        "1-1 Notes on Notes",
        f"2: {NO_TITLE}",
        "3-3 A Second Paper about Notes",
    ]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Wrapped\n  over\tlines \u202ehere ", "Wrapped over lines here"),
        ('<span class="nocase">iPhone</span> &amp; $\\alpha$', "iPhone & $\\alpha$"),
        (["In a List", "Another"], "In a List"),
        ({"value": "Of OpenReview"}, "Of OpenReview"),
        ([{"title": "Of DataCite"}], "Of DataCite"),
        (1984, "1984"),
    ],
)
def test_titles(written: object, title: str) -> None:
    assert entry(title=written).title == title


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"key": "doe"}, "doe"),
        ({"bibkey": "doe"}, "doe"),
        ({"citekey": "doe"}, "doe"),
        ({"citation_key": "doe", "key": "x"}, "doe"),
        ({"bibtex_key": "2020"}, "2020"),
        ({"key": "conf/nips/DoeR17"}, "conf/nips/DoeR17"),
        ({"key": 5}, None),
        ({"key": "5"}, None),
        ({"key": "some words"}, None),
        ({"key": "https://example.org/x"}, None),
        ({"key": ""}, None),
        ({"id": "doe2020notes"}, "doe2020notes"),
        ({"id": "doe-roe-2020-notes"}, "doe-roe-2020-notes"),
        ({"id": "Knuth:84"}, "Knuth:84"),
        ({"id": "Müller2020a"}, "Müller2020a"),
        ({"id": "doe2020", "key": 7}, "doe2020"),
        ({"id": 5}, None),
        ({"id": "5"}, None),
        ({"id": "abc"}, None),
        ({"id": "paper-12"}, None),
        ({"id": "2020.acl-main.1"}, None),
        ({"id": "P17-1001"}, None),
        ({"id": "1706.03762v2"}, None),
        ({"id": "hep-th/9901001"}, None),
        ({"id": "10.1234/doe2020"}, None),
        ({"id": "https://openalex.org/W2741809807"}, None),
        ({"id": "http://zotero.org/users/1/items/DOE2020"}, None),
        ({"id": "649def34f8be52c8b66281af98ae884c09aef38b"}, None),
        ({"id": "f47ac10b-58cc-4372-a567-0e02b2c3d479"}, None),
        ({"ID": "doe", "ENTRYTYPE": "article"}, "doe"),
        ({"id": ["doe2020"]}, "doe2020"),
        ({"id": {"a": 1}}, None),
        ({}, None),
    ],
)
def test_keys(fields: Record, key: str | None) -> None:
    assert entry(**fields).key == key


IDS: list[tuple[Record, dict[str, str]]] = [
    ({"doi": "https://doi.org/10.1234/x"}, {"doi": "10.1234/x"}),
    ({"DOI": "doi:10.1234/x."}, {"doi": "10.1234/x"}),
    ({"doi": "doi: 10.1234/x"}, {"doi": "10.1234/x"}),
    ({"doi": "DOI 10.1234/x."}, {"doi": "10.1234/x"}),
    ({"doi": "10.1234/x (2019)"}, {"doi": "10.1234/x"}),
    ({"doi": "nan"}, {}),
    ({"doi": 10.1234}, {}),
    ({"arxiv": "1706.03762v5"}, {"arxiv": "1706.03762"}),
    ({"arxiv_id": "arXiv:1706.03762"}, {"arxiv": "1706.03762"}),
    ({"arxivId": 1706.03762}, {"arxiv": "1706.03762"}),
    ({"eprint": "hep-th/9901001"}, {"arxiv": "hep-th/9901001"}),
    ({"eprint": "something"}, {}),
    ({"id": "1706.03762v1"}, {"arxiv": "1706.03762"}),
    ({"id": "704.0002"}, {"arxiv": "0704.0002"}),
    ({"id": "P17-1001"}, {"acl": "P17-1001"}),
    ({"id": "P17-1.7"}, {"acl": "P17-1007"}),
    ({"id": "W19-46.33"}, {"acl": "W19-4633"}),
    ({"id": "D19-50.3"}, {"acl": "D19-5003"}),
    ({"id": "C69-1.1"}, {"acl": "C69-0101"}),
    ({"acl_id": "2020.acl-main.1"}, {"acl": "2020.acl-main.1"}),
    ({"id": "https://openalex.org/W2741809807"}, {"openalex": "W2741809807"}),
    ({"id": 1706}, {}),
    ({"id": "doe2020"}, {}),
    ({"pmid": 123}, {"pmid": "123"}),
    ({"pubmed_id": "123.0"}, {"pmid": "123"}),
    ({"pmid": "PMID: 123", "pmcid": "45"}, {"pmid": "123", "pmcid": "PMC45"}),
    ({"pmcid": "PMC45.1"}, {"pmcid": "PMC45"}),
    ({"externalIds": {"DOI": "10.1234/x", "PubMed": "5"}}, {"doi": "10.1234/x", "pmid": "5"}),
    ({"ids": {"doi": "10.1234/x"}, "doi": "10.1234/y"}, {"doi": "10.1234/y"}),
    ({"url": "https://arxiv.org/abs/1706.03762v5"}, {"arxiv": "1706.03762"}),
    ({"links": ["https://doi.org/10.1234/x"]}, {"doi": "10.1234/x"}),
    ({"url": "https://aclanthology.org/P17-1001/"}, {"acl": "P17-1001"}),
    ({"openreview_url": "https://openreview.net/forum?id=abc_1"}, {"openreview": "abc_1"}),
    ({"url": "https://example.org/1706.03762"}, {}),
    ({"code_url": "https://arxiv.org/abs/1706.03762"}, {}),
    ({"isbn": "978-3-16-148410-0", "type": "book"}, {"isbn": "9783161484100"}),
    ({"isbn": "978-3-16-148410-0", "type": "inbook"}, {}),
    ({"isbn": "978-3-16-148410-0"}, {}),
    ({"doi": ["10.1234/x"], "arxiv": {"a": 1}, "ids": [1], "url": [[]]}, {"doi": "10.1234/x"}),
]


@pytest.mark.parametrize(("fields", "ids"), IDS)
def test_ids(fields: Record, ids: dict[str, str]) -> None:
    assert entry(**fields).ids == ids


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ({"date": "2015-06-09"}, "2015-06-09"),
        ({"date": "2015-06-09T10:00:00Z"}, "2015-06-09"),
        ({"date": "2015-06"}, "2015-06"),
        ({"date": "2015-6-9"}, "2015-06-09"),
        ({"date": "20150609"}, "2015-06-09"),
        ({"date": "2019-00-00"}, "2019"),
        ({"date": "2019-05-00"}, "2019-05"),
        ({"date": "2019-02-30"}, "2019-02"),
        ({"published": "Tue, 09 Jun 2015 10:00:00 +0000"}, "2015-06-09"),
        ({"published": "30 Jun 2015 10:00:00 GMT"}, "2015-06-30"),
        ({"date": "June 9, 2015"}, "2015-06-09"),
        ({"date": "9 June 2015"}, "2015-06-09"),
        ({"date": "Jun. 2015"}, "2015-06"),
        ({"year": 2015}, "2015"),
        ({"year": "2015"}, "2015"),
        ({"year": 2015.0}, "2015"),
        ({"year": "2015.0"}, "2015"),
        ({"year": 2015, "month": 6}, "2015-06"),
        ({"year": "2015", "month": "June", "day": "9"}, "2015-06-09"),
        ({"year": "2015", "month": "6", "day": 9}, "2015-06-09"),
        ({"year": "2015", "month": "July-August"}, "2015"),
        ({"year": "2015", "month": 13}, "2015"),
        ({"year": 2015, "date": "2015-06-09"}, "2015-06-09"),
        ({"publication_date": "2015-06", "date": "2015-06-09", "year": 2016}, "2015-06-09"),
        ({"publication_date": "2015-06-09", "year": 2016}, "2015-06-09"),
        ({"publication_date": "2015", "date": "2016-06-09"}, "2015"),
        ({"issued": {"date-parts": [[2015, 6, 9]]}}, "2015-06-09"),
        ({"published": [2015, 6, 9]}, "2015-06-09"),
        ({"published": True, "year": 2015}, "2015"),
        ({"date": "in press", "year": None}, None),
        ({"created_at": "2015-06-09", "updated": "2015-06-09"}, None),
    ],
)
def test_dates(fields: Record, date: str | None) -> None:
    assert entry(**fields).date == date


@pytest.mark.parametrize(
    ("fields", "urls"),
    [
        ({"url": "https://a.org/x"}, ["https://a.org/x"]),
        ({"link": "https://a.org/x", "url": "https://a.org/x"}, ["https://a.org/x"]),
        ({"pdf": "https://a.org/x.pdf", "abs": "https://a.org/x"}, ["https://a.org/x", "https://a.org/x.pdf"]),
        ({"urls": ["https://a.org", 5, "b.org", "http://b.org"]}, ["https://a.org", "http://b.org"]),
        ({"links": [{"href": "https://a.org"}, {"url": "https://b.org"}]}, ["https://a.org", "https://b.org"]),
        ({"openAccessPdf": {"url": "https://a.org/x.pdf"}}, ["https://a.org/x.pdf"]),
        ({"pdf": "/pdf/x.pdf", "url": "javascript:alert(1)", "link": "https://a b"}, []),
    ],
)  # fmt: skip
def test_urls(fields: Record, urls: list[str]) -> None:
    assert list(entry(**fields).urls) == urls


@pytest.mark.parametrize(
    ("fields", "venue"),
    [
        ({"venue": "ACL"}, "ACL"),
        ({"venue": "acml", "venue_name": "Asian Conference"}, "Asian Conference"),
        ({"journal": "J. <i>Notes</i>"}, "J. Notes"),
        ({"venue": {"raw": "ACL"}}, "ACL"),
        ({"container-title": ["Margins"]}, "Margins"),
        ({"venue": "", "conference": "NAACL"}, "NAACL"),
        ({"venue": {"id": 1}}, None),
        ({"publisher": "X"}, None),
    ],
)
def test_venues(fields: Record, venue: str | None) -> None:
    assert entry(**fields).venue == venue


@pytest.mark.parametrize(
    ("fields", "abstract"),
    [
        ({"abstract": " Plain, x < y. "}, "Plain, x < y."),
        ({"abstract": "<p>We <i>do</i>.</p>\n<p>A &amp; B.</p>"}, "We do.\nA & B."),
        ({"abstract": "Wrapped\nlines.\n\nNew one."}, "Wrapped lines.\nNew one."),
        ({"abstract": f"{PROSE * 3}\n{PROSE * 3}"}, f"{PROSE * 3}".strip() + "\n" + f"{PROSE * 3}".strip()),  # noqa: E501
        ({"abstract": ["One.", "Two."]}, "One. Two."),
        ({"abstract": [{"text": "One.", "section": "A"}]}, "One."),
        ({"summary": "Told."}, "Told."),
        ({"description": "Told.", "abstract": None}, "Told."),
        ({"indexed_abstract": {"IndexLength": 2, "InvertedIndex": {"b": [1], "a": [0]}}}, "a b"),
        ({"abstract": "a\x00b\u202ec"}, "abc"),
        ({"abstract": {"a": "b"}}, None),
        ({"abstract": "<p></p>"}, None),
        ({"abstract": "None"}, None),
        ({"abstract": "NaN", "summary": "Told."}, "Told."),
        ({"abstract": "[No abstract available]"}, None),
    ],
)  # fmt: skip
def test_abstracts(fields: Record, abstract: str | None) -> None:
    assert entry(**fields).abstract == abstract


@pytest.mark.parametrize("nothing", ["nan", "None", "NULL", "N/A", "<NA>"])
def test_what_says_nothing(nothing: str) -> None:
    assert entry(title="A", authors=nothing, author="Jane Doe").authors == ("Jane Doe",)
    assert entry(title="A", authors=nothing, doi=nothing, venue=nothing) == entry(title="A")


def test_votes_and_counts_and_types() -> None:
    got = entry(votes="12", authors=7, type=["article", "x"])
    assert (got.votes, got.author_count, got.type) == (12, 7, "article")
    got = entry(upvotes=0, num_authors=3, publicationTypes=["Review"])
    assert (got.votes, got.author_count, got.type) == (0, 3, "Review")
    got = entry(upvotes=-1, author_count="many", authors=["Jane Doe"], type={})
    assert (got.votes, got.author_count, got.type) == (None, None, None)
    assert entry(upvotes=True, authors=10**40).votes is None


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


def test_damaged_records() -> None:
    text = (
        '[\n  {"title": "A",},\n  {"title": "B},\n  {\n    "title": "C"\n  },\n  "d",\n  {"id": "e"},\n'  # noqa: E501
        '  {"title": "F"}, {"title": "G" "x": 1}, {"title": "H"},\n  {"title": "I", "abs'
    )
    assert told(reading(text, "json-papers")) == [
        f"2: {NO_JSON}",
        f"3: {NO_JSON}",
        "4-6 C",
        "7: what stands here is no record",
        f"8: {NO_TITLE}",
        "9-9 F",
        "9-9 H",
        f"9: {NO_JSON}",
        "10: the record is not closed: the file may be cut",
    ]


ROWS = [
    {**ONE, "title": "One"},
    {"title": "Two", "nested": [{"title": "Not {a} paper"}, {"a": ["]", "}"]}]},
    {**TWO, "title": "Three"},
    {"title": "Four"},
]
LINES = "\n".join(map(json.dumps, ROWS)) + "\n"
PRETTY = json.dumps({"papers": ROWS}, indent=2)


@pytest.mark.parametrize("text", [LINES, PRETTY])
def test_a_deleted_line_harms_only_its_own_record(text: str) -> None:
    lines = text.split("\n")
    whole = reading(text, "json-papers").entries
    assert [found.title for found in whole] == ["One", "Two", "Three", "Four"]
    for deleted in range(1, len(lines) + 1):
        got = reading("\n".join(lines[: deleted - 1] + lines[deleted:]), "json-papers")
        kept = {found.title for found in got.entries}
        for found in whole:
            # The brace of the one after it may be lost, too.
            assert found.title in kept or found.line - 1 <= deleted <= found.end_line + 1, deleted


@pytest.mark.parametrize("text", [LINES, PRETTY])
def test_cut_anywhere(text: str) -> None:
    whole = [found.title for found in reading(text, "json-papers").entries]
    for end in range(0, len(text), 11):
        got = reading(text[:end], "json-papers")
        titles = [found.title for found in got.entries if found.title in whole]
        assert titles == whole[: len(titles)]
        check_spans(got, text[:end])


_KEYS = st.sampled_from(
    [
        "title",
        "abstract",
        "authors",
        "author",
        "name",
        "year",
        "date",
        "month",
        "doi",
        "id",
        "key",
        "url",
        "urls",
        "venue",
        "type",
        "ids",
        "upvotes",
        "arxiv",
        "eprint",
        "paper",
        "value",
        "isbn",
        "abstract_inverted_index",
        "ENTRYTYPE",
        "itemType",
        "creators",
        "extra",
        "versions",
        "created",
        "authors_parsed",
        "authorships",
        "primary_location",
        "externalIds",
        "paperId",
        "content",
    ]
)
_TEXTS = st.text(max_size=6) | st.sampled_from(
    [
        "A Title of It",
        "2015-06-09",
        "Mon, 2 Apr 2007 19:18:42 GMT",
        "1706.03762",
        "10.1234/x",
        "<i>",
        "&#x110000;",
        "a and b",
        "Doe, J.",
        "https://arxiv.org/abs/1706.03762",
        "9" * 30,
        "{\\'e}",
        "$",
    ]
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=5),
    max_leaves=12,
)
_FORMATS = ["arxiv-json", "openalex", "semantic-scholar", "better-bibtex-json", "json-papers"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(_KEYS, _VALUES, max_size=9), max_size=4), st.sampled_from(_FORMATS))
def test_never_raises_whatever_the_types_are(records: list[Record], format_name: str) -> None:
    text = "\n".join(map(json.dumps, records))
    sniffed(text)
    got = reading(text, format_name)
    if not any(word in text for word in ("NaN", "Infinity", "ttachment", "note", "annotation")):
        assert len(got.entries) + len(got.problems) == len(records)
        assert {problem.message for problem in got.problems} <= {NO_TITLE}
    for found in got.entries:
        assert found.title == " ".join(found.title.split()) != ""
        assert all(name == " ".join(name.split()) != "" for name in found.authors)
        assert all(found.ids.values())
        assert found.date is None or len(found.date) in (4, 7, 10)
        assert found.key is None or found.key
    check_spans(got, text)


def test_a_title_after_a_list_that_damage_closed_is_passed() -> None:
    text = '{"papers": [{"title": "One"}]\n"title": "Two", "year": 1999}]}'
    assert told(reading(text, "json-papers"))[0] == "1-1 One"
    text = '{\n  {}]020.acl-ma {}]  "title": "Two"}]}'
    assert reading(text, "json-papers").entries == ()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_never_raises_on_damage(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([LINES, PRETTY]))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 40))
        text = text[:start] + data.draw(st.text('{}[]",:\\\n x', max_size=4)) + text[end:]
    for format_name in _FORMATS:
        check_spans(reading(text, format_name), text)
    sniffed(text)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 3), st.integers(0, 600), st.text('{}[]",:\\ x', max_size=8))
def test_a_damaged_line_harms_no_other(place: int, start: int, damage: str) -> None:
    lines = LINES.split("\n")
    lines[place] = lines[place][:start] + damage
    got = reading("\n".join(lines), "json-papers")
    titles = [found.title for found in got.entries]
    assert [row["title"] for n, row in enumerate(ROWS) if n != place] == [
        title
        for title in titles
        if title in ("One", "Two", "Three", "Four") and title != ROWS[place]["title"]
    ]


def test_depth_is_nothing_to_fear() -> None:
    for depth in (300, 900):
        deep = "[" * depth + '"x"' + "]" * depth
        members = ", ".join(f'"{key}": {deep}' for key in ("authors", "year", "venue", "url", "id"))
        for format_name in _FORMATS:
            text = f'{{"itemType": "x", "title": "A", {members}}}\n{{"itemType": "x", "title": {deep}}}\n'  # noqa: E501
            got = reading(text, format_name)
            assert [found.title for found in got.entries] == ["A"]
        reading('{"a":' * depth + "1" + "}" * depth, "json-papers")


@pytest.mark.parametrize(
    "piece",
    ["$", "{A", "<i ", "a, ", " and ", "A. ", "(a, ", "&amp;", "10.1234/", "http://a", "a\n", "x1"],
)
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (100_000 // len(piece))  # quadratic, it would run into the time limit
    members = ["title", "abstract", "authors", "date", "doi", "url", "id", "key", "venue", "pmid"]
    value = {"itemType": "book", "isbn": text, "extra": text, "month": text, "year": "2000"}
    value |= dict.fromkeys(members, text) | {"title": "A " + text}
    for format_name in _FORMATS:
        assert len(reading(value, format_name).entries) == 1
    assert len(reading({**value, "ENTRYTYPE": "book"}, "json-papers").entries) == 1
