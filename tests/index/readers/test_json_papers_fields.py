"""What is read of papers as JSON under the usual names of their fields."""

import json

import pytest

from litnotes_index.model import Entry
from support.json_papers import ONE, PROSE, TWO, Record, entry, reading, told
from support.reading import NO_TITLE


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
        ({"abstract": f"{PROSE * 3}\n{PROSE * 3}"}, f"{PROSE * 3}".strip() + "\n" + f"{PROSE * 3}".strip()),  # noqa: E501 - a row
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
