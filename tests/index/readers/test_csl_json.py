"""What the reader of CSL-JSON makes of items, whole and damaged, and which files it takes."""

import json
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SHARED
from litnotes_index.model import Entry
from litnotes_index.readers import sniff
from support.reading import Reading, read

NO_TITLE = "the record has no title"
NO_JSON = "the record is no valid JSON"
Item = dict[str, Any]

ONE: Item = {
    "id": "doe2021",
    "type": "article-journal",
    "title": "Notes on Notes",
    "container-title": "Journal of Margins",
    "author": [{"family": "Doe", "given": "Jane"}, {"family": "Roe", "given": "Richard"}],
    "issued": {"date-parts": [[2021, 3, 7]]},
    "abstract": "We look at notes. They are many.",
    "DOI": "10.1234/notes.1",
    "URL": "https://example.org/notes",
}
TWO: Item = {
    "id": "roe1999",
    "type": "book",
    "title": "A Book of Lists",
    "editor": [{"family": "Roe", "given": "Richard"}],
    "issued": {"date-parts": [["1999"]]},
    "ISBN": "978-3-16-148410-0",
}
THREE: Item = {
    "id": "poe2005",
    "type": "paper-conference",
    "title": "Lists, {Curly} and “Quoted”",
    "author": [{"literal": "The List Group"}],
    "issued": {"date-parts": [[2005, 11]]},
}
ITEMS = [ONE, TWO, THREE]


def reading(data: object) -> Reading:
    """Return what is read of a text, of bytes, or of items written as JSON."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.json"
        if not isinstance(data, bytes):
            data = data if isinstance(data, str) else json.dumps(data)
            data = data.encode("utf-8", "replace")
        path.write_bytes(data)
        return read(path, "csl-json")


def entry(**fields: object) -> Entry:
    """Return the entry of one item, which has a title if nothing else is said."""
    [found] = reading([{"title": "A Title", **fields}]).entries
    return found


def check(data: object, *expected: str, problems: tuple[str, ...] = ()) -> None:
    """Assert the entries as `lines key title`, and the problems, but where in a line they are."""
    got = reading(data)
    assert [f"{e.line}-{e.end_line} {e.key} {e.title}" for e in got.entries] == list(expected)
    assert [f"{p.line}: {p.message.partition(', see')[0]}" for p in got.problems] == list(problems)


def test_every_field() -> None:
    one, two, three = reading(json.dumps(ITEMS, indent=2)).entries
    assert one == Entry(
        title="Notes on Notes",
        line=2,
        end_line=29,
        abstract="We look at notes. They are many.",
        authors=("Jane Doe", "Richard Roe"),
        date="2021-03-07",
        key="doe2021",
        ids={"doi": "10.1234/notes.1"},
        urls=("https://example.org/notes",),
        venue="Journal of Margins",
        type="article-journal",
    )
    assert two == Entry(
        title="A Book of Lists",
        line=30,
        end_line=48,
        authors=("Richard Roe",),
        date="1999",
        key="roe1999",
        ids={"isbn": "9783161484100"},
        type="book",
    )
    assert three == Entry(
        title="Lists, {Curly} and “Quoted”",
        line=49,
        end_line=66,
        authors=("The List Group",),
        date="2005-11",
        key="poe2005",
        type="paper-conference",
    )


_ROW = ",\n".join("\t" + json.dumps(item) for item in ITEMS)
_PRETTY = ("2-29", "30-48", "49-66")
_LAYOUTS: dict[str, tuple[str, tuple[str, str, str]]] = {
    "pretty": (json.dumps(ITEMS, indent=2), _PRETTY),
    "new line at the end": (json.dumps(ITEMS, indent=2) + "\n\n", _PRETTY),
    "byte order mark": ("\ufeff" + json.dumps(ITEMS, indent=2), _PRETTY),
    "windows": (json.dumps(ITEMS, indent=2).replace("\n", "\r\n"), _PRETTY),
    "old mac": (json.dumps(ITEMS, indent=2).replace("\n", "\r"), _PRETTY),
    "minified": (json.dumps(ITEMS, separators=(",", ":")), ("1-1", "1-1", "1-1")),
    "zotero": (f"[\n{_ROW}\n]\n", ("2-2", "3-3", "4-4")),
    "items": (json.dumps({"items": ITEMS}), ("1-1", "1-1", "1-1")),
    "references": (f'{{"references": [\n{_ROW}]}}', ("2-2", "3-3", "4-4")),
    "two on a line": (f"[{_ROW.replace(chr(10), '', 1)}]", ("1-1", "1-1", "2-2")),
    "lines": ("\n".join(map(json.dumps, ITEMS)), ("1-1", "2-2", "3-3")),
}


@pytest.mark.parametrize("name", _LAYOUTS)
def test_layouts(tmp_path: Path, name: str) -> None:
    text, spans = _LAYOUTS[name]
    path = tmp_path / "library"
    path.write_bytes(text.encode())
    assert sniff(path) == "csl-json"
    check(
        text,
        *(f"{span} {item['id']} {item['title']}" for span, item in zip(spans, ITEMS, strict=True)),
    )


def test_one_item_alone(tmp_path: Path) -> None:
    path = tmp_path / "item.json"
    path.write_text(json.dumps(ONE, indent=2), encoding="utf-8")
    assert sniff(path) == "csl-json"
    check(json.dumps(ONE, indent=2), "1-28 doe2021 Notes on Notes")


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


def test_damaged_records() -> None:
    check(
        '[\n  {"id": "a", "title": "A",},\n  {"id": "b", "title": "B},\n'
        '  {\n    "id": "c",\n    "title": "C"\n  },\n  "d",\n  {"id": "e"},\n'
        '  {"id": "f", "title": "F"}, {"id": "g" "title": "G"}, {"id": "h", "title": "H"},\n'
        '  {"id": "i", "title"',
        "4-7 c C",
        "10-10 f F",
        "10-10 h H",
        problems=(
            f"2: {NO_JSON}",
            f"3: {NO_JSON}",
            "8: what stands here is no record",
            f"9: {NO_TITLE}",
            f"10: {NO_JSON}",
            "11: the record is not closed: the file may be cut",
        ),
    )


def test_nothing() -> None:
    for data in ("", "\n", "[]", '{"items": []}'):
        check(data)


_DAMAGED = {
    "pretty": json.dumps(ITEMS, indent=2),
    "tabs": json.dumps({"items": ITEMS}, indent="\t"),
    "compact": "[" + ", ".join(json.dumps(item, indent=2) for item in ITEMS) + "]",
    "zotero": f"[\n{_ROW}\n]\n",
}


@pytest.mark.parametrize("name", _DAMAGED)
def test_a_deleted_line_harms_only_its_own_record(tmp_path: Path, name: str) -> None:
    lines = _DAMAGED[name].split("\n")
    whole = reading(_DAMAGED[name]).entries
    assert len(whole) == 3
    path = tmp_path / "library"
    for deleted in range(1, len(lines) + 1):
        text = "\n".join(lines[: deleted - 1] + lines[deleted:])
        got = reading(text)
        spans = {entry.title: (entry.line, entry.end_line) for entry in got.entries}
        for entry in whole:
            if not entry.line <= deleted <= entry.end_line:
                up = entry.line > deleted
                assert spans[entry.title] == (entry.line - up, entry.end_line - up), deleted
        assert len(got.entries) <= 3
        assert len(got.problems) <= 2
        path.write_text(text, encoding="utf-8")
        assert sniff(path) == "csl-json", deleted


_KEYS = st.sampled_from(
    [
        *("id", "type", "title", "author", "editor", "issued", "abstract", "DOI", "PMID", "PMCID"),
        *("ISBN", "URL", "archive", "archive_location", "number", "note", "container-title"),
        *("family", "given", "literal", "suffix", "date-parts", "raw", "year", "citation-key"),
    ]
)
_TEXTS = st.text(max_size=8) | st.sampled_from(
    [
        "book",
        "A Title",
        "2015-06-09",
        "arXiv",
        "arXiv:1706.03762",
        "<i>",
        "&#x110000;",
        "&#0;",
        "9" * 20,
    ]
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=10,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.dictionaries(_KEYS, _VALUES, max_size=8), max_size=4))
def test_never_raises_whatever_the_types_are(items: list[Item]) -> None:
    got = reading(json.dumps(items, indent=1))
    if "NaN" not in json.dumps(items) and "Infinity" not in json.dumps(items):
        assert len(got.entries) + len(got.problems) == len(items)
        assert {problem.message for problem in got.problems} <= {NO_TITLE}
    for entry in got.entries:
        assert entry.title == " ".join(entry.title.split()) != ""
        assert all(entry.authors)
        assert all(entry.ids.values())


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_never_raises_on_damage(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(list(_DAMAGED.values())))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 40))
        text = text[:start] + data.draw(st.text('{}[]",:\\\n x', max_size=4)) + text[end:]
    got = reading(text)
    lines = text.split("\n")
    for entry in got.entries:
        assert "{" in lines[entry.line - 1]
        assert "}" in lines[entry.end_line - 1]
    assert all(0 < problem.line <= len(lines) for problem in got.problems)


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
def test_other_json_is_not_taken(tmp_path: Path, name: str) -> None:
    path = tmp_path / "references.json"
    path.write_text(json.dumps(NEGATIVES[name], indent=2), encoding="utf-8")
    assert sniff(path) != "csl-json"
    path.write_text(json.dumps(NEGATIVES[name]), encoding="utf-8")
    assert sniff(path) != "csl-json"


def test_what_is_no_json_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "references.json"
    for text in (
        "@article{doe2021,\n  title = {Notes},\n}\n",
        '[link](x) "type": "article-journal", "title"',
        f"# CSL\n\n{json.dumps(ITEMS)}\n",
        '{"title": "type"',
        '[{"type": "article-journal"',
        "\0" * 200 + json.dumps(ITEMS),
    ):
        path.write_text(text, encoding="utf-8")
        assert sniff(path) != "csl-json", text


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
def test_items_that_are_taken(tmp_path: Path, item: Item) -> None:
    path = tmp_path / "any.name"
    for text in (json.dumps(item), json.dumps([item], indent=4), "\ufeff\n" + json.dumps([item])):
        path.write_text(text, encoding="utf-8")
        assert sniff(path) == "csl-json"


@pytest.mark.parametrize("indent", [None, 2])
def test_a_head_that_cuts_the_first_record_tells(tmp_path: Path, indent: int | None) -> None:
    item = {
        key: value for key, value in ONE.items() if key != "abstract"
    } | {"abstract": "We cite, {et al.}. " * 9000}  # fmt: skip
    path = tmp_path / "library"
    path.write_text(json.dumps([item, TWO], indent=indent), encoding="utf-8")
    assert sniff(path) == "csl-json"
    assert [e.key for e in read(path, "csl-json").entries] == ["doe2021", "roe1999"]
    path.write_text(json.dumps([NEGATIVES["arXiv"]] * 900, indent=indent), encoding="utf-8")
    assert sniff(path) != "csl-json"


def test_every_cut_after_the_first_members(tmp_path: Path) -> None:
    text = json.dumps(ITEMS, indent=2)
    path = tmp_path / "library"
    for length in range(text.index("container-title") + 60, len(text), 13):
        path.write_text(text[:length], encoding="utf-8")
        assert sniff(path) == "csl-json", length


@pytest.fixture(scope="module")
def deep_review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The references of a real manuscript; skips where the archive is missing."""
    archive = SHARED / "data" / "vaults" / "vault_greenelab_deep-review.tar.gz"
    if not archive.is_file():
        pytest.skip("the real vaults are not beside this checkout (../shared/data/vaults)")
    path = tmp_path_factory.mktemp("deep-review") / "references.json"
    with tarfile.open(archive) as tar:
        member = tar.extractfile("greenelab_deep-review/output/references.json")
        assert member is not None
        path.write_bytes(member.read())
    return path


def test_a_real_library(deep_review: Path) -> None:
    wanted: list[Item] = json.loads(deep_review.read_bytes())
    lines = deep_review.read_text(encoding="utf-8").split("\n")
    got = read(deep_review, "csl-json")
    assert sniff(deep_review) == "csl-json"
    titled = [item for item in wanted if item.get("title")]
    [untitled] = [item for item in wanted if not item.get("title")]
    [problem] = got.problems
    assert problem.message == NO_TITLE
    place = next(n for n, line in enumerate(lines) if f'"id": "{untitled["id"]}"' in line)
    assert lines[problem.line - 1] == "  {"
    assert "  {" not in lines[problem.line : place]
    assert len(got.entries) == len(titled) == 614
    for entry, item in zip(got.entries, titled, strict=True):
        assert lines[entry.line - 1] == "  {"
        assert lines[entry.end_line - 1].rstrip(",") == "  }"
        assert json.loads("\n".join(lines[entry.line - 1 : entry.end_line]).rstrip(",")) == item
        assert entry.key == item["id"]
        if not set("<&") & set(item["title"]):
            assert entry.title == " ".join(item["title"].split())
        assert entry.ids.get("doi") == item.get("DOI")
        assert entry.ids.get("pmid") == item.get("PMID")
        assert ("arxiv" in entry.ids) == ("://arxiv.org" in item.get("URL", ""))
        assert len(entry.authors) == len(item.get("author") or item.get("editor") or ())
        parts = item.get("issued", {}).get("date-parts", [[""]])[0]
        assert (entry.date or "")[:4] == str(parts[0])
        assert len((entry.date or "").split("-")) == len(parts)


def test_zotero_cases() -> None:
    archive = SHARED / "data" / "torture" / "translators_ris_bibtex_csl.tar.gz"
    if not archive.is_file():
        pytest.skip("the torture cases are not beside this checkout (../shared/data/torture)")
    with tarfile.open(archive) as tar:
        for member in filter(tarfile.TarInfo.isfile, tar.getmembers()):
            file = tar.extractfile(member)
            assert file is not None
            got = reading(file.read())
            if member.name.endswith("CSL_JSON/000.json"):
                [entry] = got.entries
                assert entry.key is None
                assert entry.date == "2013-01-01"
                assert entry.ids == {"isbn": "9783642321566"}
