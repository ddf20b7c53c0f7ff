"""What the members of an item of CSL-JSON say of a paper."""

import json

import pytest

from support.csl_json import ONE, TWO, Item, check, entry
from support.reading import NO_TITLE


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"id": "doe2021"}, "doe2021"),
        ({"id": 17}, "17"),
        ({"id": " doe \n"}, "doe"),
        ({"id": "http://zotero.org/users/1234/items/ABCD2345"}, None),
        ({"id": "http://zotero.org/groups/1/items/ABCD2345", "citation-key": "doe"}, "doe"),
        ({"id": "1234/ABCD2345"}, None),
        ({"id": "old", "citation-key": "new"}, "new"),
        ({"id": "http://zotero.org/users/1/items/A", "note": "x\nCitation Key: doe\ny"}, "doe"),
        ({"id": "doe", "note": "Citation Key: other"}, "doe"),
        ({"id": "https://example.org/doe"}, "https://example.org/doe"),
        ({"id": ["doe"]}, "doe"),
        ({"id": True}, None),
        ({"id": {"a": 1}}, None),
        ({"id": ""}, None),
        ({}, None),
    ],
)
def test_keys(fields: Item, key: str | None) -> None:
    assert entry(**fields).key == key


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("On <i>E. coli</i> and H<sub>2</sub>O", "On E. coli and H2O"),
        ('<span class="nocase">iPhone</span> <SC>use</SC>', "iPhone use"),
        ("Cats &amp; Dogs &#8211; &lt;i&gt;Felis&lt;/i&gt;", "Cats & Dogs – Felis"),
        ("a<b and b>c, p < 0.05, <T> and <b and c>", "a<b and b>c, p < 0.05, <T> and <b and c>"),
        ("R&D, AT&T; Q&A", "R&D, AT&T; Q&A"),
        (r"Prefill \& Decode of caf\'e with $a \& b$", r"Prefill & Decode of café with $a \& b$"),
        ("Wrapped\n  over\tlines \u202ehere", "Wrapped over lines here"),
        ("One<br/>Two<p>Three</p>", "One Two Three"),
        (["A Title in a List", "Another"], "A Title in a List"),
        (["", "The Second"], "The Second"),
        (1984, "1984"),
    ],
)
def test_titles(written: object, title: str) -> None:
    assert entry(title=written).title == title


@pytest.mark.parametrize("title", ["", " \n", "<i></i>", None, True, [], {}, {"a": "b"}, [[]]])
def test_no_title(title: object) -> None:
    text = f'[{json.dumps(ONE)},\n{{"id": "x", "title": {json.dumps(title)}}},\n{json.dumps(TWO)}]'
    check(
        text,
        "1-1 doe2021 Notes on Notes",
        "3-3 roe1999 A Book of Lists",
        problems=(f"2: {NO_TITLE}",),
    )


AUTHORS: list[tuple[Item, list[str]]] = [
    ({"author": [{"given": "Jane", "family": "Doe"}]}, ["Jane Doe"]),
    ({"author": [{"family": "Doe"}, {"given": "Madonna"}]}, ["Doe", "Madonna"]),
    ({"author": [{"literal": "The Group"}, {"name": "A Group"}]}, ["The Group", "A Group"]),
    (
        {
            "author": [
                {"given": "Ludwig", "non-dropping-particle": "van", "family": "Beethoven"},
                {"given": "Jean", "dropping-particle": "de", "family": "Maine"},
                {"given": "Jean", "non-dropping-particle": "d’", "family": "Alembert"},
                {"given": "Martin", "family": "King", "suffix": "Jr."},
                {"given": "Jan", "family": '"van Doe"'},
            ]
        },
        [
            "Ludwig van Beethoven",
            "Jean de Maine",
            "Jean d’Alembert",
            "Martin King, Jr.",
            "Jan van Doe",
        ],
    ),
    ({"author": ["Jane Doe", None, 7, {"family": ["Roe"]}]}, ["Jane Doe", "7", "Roe"]),
    ({"author": "Jane Doe"}, ["Jane Doe"]),
    ({"author": {"family": "Doe"}}, ["Doe"]),
    ({"author": [{"suffix": "Jr."}, {}, [], {"family": {}}]}, []),
    ({"author": [], "editor": [{"family": "Ed"}]}, ["Ed"]),
    ({"author": [{"family": "Doe"}], "editor": [{"family": "Ed"}]}, ["Doe"]),
    ({"author": [{"family": "M&uuml;ller", "given": "J.\n"}]}, ["J. Müller"]),
    ({"author": True}, []),
]


@pytest.mark.parametrize(("fields", "authors"), AUTHORS)
def test_authors(fields: Item, authors: list[str]) -> None:
    assert list(entry(**fields).authors) == authors


DATES: list[tuple[object, str | None]] = [
    ({"date-parts": [[2015, 6, 9]]}, "2015-06-09"),
    ({"date-parts": [["2015", "06", "9"]]}, "2015-06-09"),
    ({"date-parts": [[2015, 6]]}, "2015-06"),
    ({"date-parts": [[2015]]}, "2015"),
    ({"date-parts": [["2015", "", ""]]}, "2015"),
    ({"date-parts": [[2015, None]]}, "2015"),
    ({"date-parts": [[2015, 6, 9], [2016, 1, 1]]}, "2015-06-09"),
    ({"date-parts": [2015, 6]}, "2015-06"),
    ({"date-parts": [[2015.0, 6.0]]}, "2015-06"),
    ({"date-parts": [["2015-06-09"]]}, "2015-06-09"),
    ({"date-parts": [[2015, 21]]}, "2015"),
    ({"date-parts": [[2015, 2, 30]]}, "2015-02"),
    ({"date-parts": [[2015]], "season": "2", "circa": True}, "2015"),
    ({"date-parts": [[850]]}, "0850"),
    ({"date-parts": [[-44]]}, None),
    ({"date-parts": [[]]}, None),
    ({"date-parts": [[None]]}, None),
    ({"date-parts": 5}, None),
    ({"date-parts": [], "raw": "2015-06"}, "2015-06"),
    ({"raw": "2015-06-09T10:00:00Z"}, "2015-06-09"),
    ({"raw": "2015/06/09"}, "2015-06-09"),
    ({"raw": "2015-06/2016-01"}, "2015-06"),
    ({"raw": "2015-2016"}, "2015"),
    ({"edtf": "2015-21"}, "2015"),
    ({"literal": "2015"}, "2015"),
    ({"literal": "Spring of 2015"}, "2015"),
    ({"raw": "May 2015"}, "2015-05"),
    ({"raw": "7 May 2015"}, "2015-05-07"),
    ({"literal": "Sept. 3, 2015"}, "2015-09-03"),
    ({"raw": "May-June 2015"}, "2015"),
    ({"literal": "between 2014 and 2015"}, None),
    ({"literal": "in press"}, None),
    ({"season": 2}, None),
    ({"year": 2015, "month": 6}, "2015-06"),
    ([{"year": "2015"}], "2015"),
    ([[2015, 6]], "2015-06"),
    ("2015-06-09", "2015-06-09"),
    (2015, "2015"),
    (20150609, None),
    (True, None),
    (None, None),
    ({}, None),
    ([], None),
]


@pytest.mark.parametrize(("issued", "date"), DATES)
def test_dates(issued: object, date: str | None) -> None:
    assert entry(issued=issued).date == date


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ({"DOI": "10.1234/Ab(c)<1>2"}, {"doi": "10.1234/Ab(c)<1>2"}),
        ({"DOI": "https://doi.org/10.1234/x"}, {"doi": "10.1234/x"}),
        ({"DOI": " doi: 10.1234/x. "}, {"doi": "10.1234/x"}),
        ({"DOI": "DOI 10.1234/x"}, {"doi": "10.1234/x"}),
        ({"DOI": "doi : 10.1234/x"}, {"doi": "10.1234/x"}),
        ({"DOI": ["10.1234/x"]}, {"doi": "10.1234/x"}),
        ({"DOI": "https://doi.org/10.1234/x?utm=y"}, {"doi": "10.1234/x"}),
        ({"DOI": "unknown"}, {}),
        ({"DOI": 10.1234}, {}),
        ({"URL": "http://dx.doi.org/10.1234/a%28b"}, {"doi": "10.1234/a(b"}),
        ({"note": "DOI: 10.1234/x"}, {"doi": "10.1234/x"}),
        ({"note": "see DOI: 10.1234/x"}, {}),
        ({"PMID": "123"}, {"pmid": "123"}),
        ({"PMID": 123, "PMCID": 45}, {"pmid": "123", "pmcid": "PMC45"}),
        ({"PMCID": "PMC45"}, {"pmcid": "PMC45"}),
        ({"note": "a\r\nPMID: 123\r\nPMCID: PMC45"}, {"pmid": "123", "pmcid": "PMC45"}),
        ({"PMID": "n/a", "note": ["PMID: 1"]}, {}),
        ({"type": "book", "ISBN": "0-19-852663-6 978-0-19-852663-6"}, {"isbn": "0198526636"}),
        ({"type": "book", "ISBN": "3-16-148410-x"}, {"isbn": "316148410X"}),
        ({"type": "book", "ISBN": "12345"}, {}),
        ({"type": "chapter", "ISBN": "978-3-16-148410-0"}, {}),
        ({"type": [], "ISBN": "978-3-16-148410-0"}, {}),
        ({"ISSN": "1234-5678"}, {}),
        ({"archive": "arXiv", "archive_location": "1706.03762"}, {"arxiv": "1706.03762"}),
        ({"publisher": "arXiv", "number": "arXiv:1706.03762v5"}, {"arxiv": "1706.03762"}),
        ({"publisher": "arXiv", "number": "1706.03762"}, {"arxiv": "1706.03762"}),
        ({"publisher": "Elsevier", "number": "1706.03762"}, {}),
        ({"number": "arXiv:hep-th/9901001"}, {"arxiv": "hep-th/9901001"}),
        ({"container-title": "arXiv:1706.03762 [cs]"}, {"arxiv": "1706.03762"}),
        ({"container-title": "arXiv preprint arXiv:1706.03762."}, {"arxiv": "1706.03762"}),
        (
            {"DOI": "10.48550/arXiv.1706.03762"},
            {"doi": "10.48550/arXiv.1706.03762", "arxiv": "1706.03762"},
        ),
        ({"URL": "http://arxiv.org/abs/1706.03762v5"}, {"arxiv": "1706.03762"}),
        ({"URL": "https://arxiv.org/pdf/math.GT/0309136.pdf"}, {"arxiv": "math.GT/0309136"}),
        ({"URL": "https://example.org/arxiv.org/abs/1706.03762"}, {}),
        ({"note": "arXiv:1706.03762 [cs]"}, {"arxiv": "1706.03762"}),
        ({"note": "_eprint: 1706.03762"}, {"arxiv": "1706.03762"}),
        ({"note": "standard_id: arxiv:1706.03762\nx"}, {"arxiv": "1706.03762"}),
        ({"note": "written by hand. It has no id."}, {}),
        ({"note": 5, "number": 1706.03762, "archive": {"a": 1}}, {}),
    ],
)
def test_ids(fields: Item, ids: dict[str, str]) -> None:
    assert entry(**fields).ids == ids


@pytest.mark.parametrize(
    ("value", "urls"),
    [
        ("https://example.org/a?b=c", ("https://example.org/a?b=c",)),
        (["https://a.org", "http://b.org", 5], ("https://a.org", "http://b.org")),
        ("javascript:alert(1)", ()),
        ("example.org", ()),
        ("https://a b", ()),
        (5, ()),
    ],
)
def test_urls(value: object, urls: tuple[str, ...]) -> None:
    assert entry(URL=value).urls == urls


def test_an_address_that_a_note_tells() -> None:
    """Manubot keeps the one by which an item is cited, though its own may be another."""
    cited = "http://example.org/old/5954-networks"
    note = f"Made by Manubot.\nstandard_id: url:{cited}\nloaded: by hand"
    assert entry(note=note).urls == (cited,)
    own = "https://example.org/5954.pdf"
    assert entry(URL=own, note=note).urls == (own, cited)
    assert entry(URL=cited, note=note).urls == (cited,)
    assert entry(note="url: no address").urls == ()


@pytest.mark.parametrize(
    ("written", "abstract"),
    [
        (" Plain \\emph{text}, x < y.\nMore. ", "Plain \\emph{text}, x < y.\nMore."),
        (
            "<jats:title>Abstract</jats:title><jats:p>We <i>do</i>.</jats:p>\n<p>A &amp; B.</p>",
            "We do.\nA & B.",
        ),
        ("", None),
        ("<p></p>", None),
        ("[No abstract available]", None),
        (["In a list."], "In a list."),
        ({"a": "b"}, None),
        (None, None),
    ],
)
def test_abstracts(written: object, abstract: str | None) -> None:
    assert entry(abstract=written).abstract == abstract


def test_venue_and_type() -> None:
    got = entry(**{"container-title": ["Cats &amp; <i>Dogs</i>"], "type": "chapter"})
    assert (got.venue, got.type) == ("Cats & Dogs", "chapter")
    odd: Item = {"container-title": {}, "type": 5.5}
    got = entry(**odd)
    assert (got.venue, got.type) == (None, "5.5")
