"""Records of each format as items, with all that they tell."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.readers.csl import Item
from support.items import item, told

BIBTEX = r"""
@inproceedings{k, crossref={p}, title={On \emph{E. coli} and $\alpha$ {RNA}}, subtitle={},
  author={von der {Berg}, Jr, J{\"o}rg and {Food and Drugs, Inc.} and family=Cruz, given=Ana,
    prefix=de la, useprefix=true and OpenAI and Ann {van Bee} and others},
  pages={10 --- 12}, number={7}, urldate={2020-01-02}, eventdate={2015-05-01/2015-05-03},
  keywords={a, b}, note={In {\'E}t{\'e}}, langid={english}, doi={10.1234/A_b}}
@proceedings{p, title={Proc. of Bees}, editor={Cow, Cal}, publisher={Farm \& Sons},
  address={Oslo}, series={LNCS}, volume={3}, year={2015}, isbn={978-3-16-148410-0}}
"""


def test_bibtex() -> None:
    found = told(BIBTEX, "bibtex")[0][1]
    assert found == {
        "id": "k",
        "type": "paper-conference",
        "title": "On <i>E. coli</i> and α RNA",
        "author": [
            {"family": "Berg", "given": "Jörg", "non-dropping-particle": "von der", "suffix": "Jr"},
            {"literal": "Food and Drugs, Inc."},
            {"family": "Cruz", "given": "Ana", "non-dropping-particle": "de la"},
            {"family": "OpenAI"},
            {"family": "Bee", "given": "Ann", "non-dropping-particle": "van"},
            {"literal": "others"},
        ],
        "editor": [{"family": "Cow", "given": "Cal"}],
        "issued": {"date-parts": [[2015]]},
        "event-date": {"date-parts": [[2015, 5, 1], [2015, 5, 3]]},
        "accessed": {"date-parts": [[2020, 1, 2]]},
        "container-title": "Proc. of Bees",
        "collection-title": "LNCS",
        "collection-number": "7",
        "volume": "3",
        "page": "10-12",
        "publisher": "Farm & Sons",
        "publisher-place": "Oslo",
        "keyword": "a, b",
        "language": "english",
        "note": "In Été",
        "DOI": "10.1234/A_b",
    }


@pytest.mark.parametrize(
    ("entry", "variables"),
    [
        ("@article{k, journal={J}, number={4}, entrysubtype={magazine}, ",
         {"type": "article-magazine", "container-title": "J", "issue": "4"}),
        ("@article{k, eprint={1706.03762}, archiveprefix={arXiv}, ",
         {"type": "article", "custom": {"arxiv": "1706.03762"},
          "publisher": "arXiv", "number": "arXiv:1706.03762"}),
        ("@mastersthesis{k, school={Oslo}, ",
         {"type": "thesis", "genre": "Master’s thesis", "publisher": "Oslo"}),
        ("@techreport{k, institution={NASA}, number={TR-1}, type={Memo}, ",
         {"type": "report", "genre": "Memo", "publisher": "NASA", "number": "TR-1"}),
        ("@online{k, organization={W3C}, url={https://w3.org/x}, ",
         {"type": "webpage", "publisher": "W3C", "URL": "https://w3.org/x"}),
        (r"@misc{k, howpublished={\url{https://w3.org/x}}, ",
         {"type": "webpage", "URL": "https://w3.org/x"}),
        ("@book{k, editor={Ann Bee}, edition={2}, ",
         {"type": "book", "editor": [{"family": "Bee", "given": "Ann"}], "edition": "2"}),
        ("@collection{k, ", {"type": "book"}),
        ("@unpublished{k, year={in press}, ",
         {"type": "manuscript", "issued": {"literal": "in press"}}),
        ("@video{k, date={2014/2016}, director={Ann Bee}, ",
         {"type": "motion_picture", "director": [{"family": "Bee", "given": "Ann"}],
          "issued": {"date-parts": [[2014], [2016]]}}),
    ],
)  # fmt: skip
def test_entries_of_bibtex(entry: str, variables: Item) -> None:
    assert item(f"{entry} title={{T}}}}", "bibtex") == variables


CSL = """[{"id": "k", "type": "article-journal", "title": "A <italic>b</italic> <x> &amp; <b>c",
"author": [{"family": "Bee", "given": "Ann", "x": 1, "non-dropping-particle": "van"}, "Cal Cow", 3,
{"literal": "The\\nTeam"}, {"name": "N"}, {}], "editor": {"family": "Dog"}, "volume": 3,
"issued": {"date-parts": [["2015", 6, 31], [2015, 13]]}, "accessed": {"raw": "2020-01-02"},
"original-date": "about 1900", "submitted": {"literal": "soon"}, "event-date": {"date-parts": []},
"shortTitle": "S", "journalAbbreviation": "J.", "container-title-short": "JJ", "unknown": "x",
"container-title": ["J", "K"], "DOI": "https://doi.org/10.1234/a", "abstract": "<p>One.</p><p>Two.</p>"}]
"""  # noqa: E501 - a field has a line each


def test_csl_is_made_what_its_schema_says() -> None:
    [(_, found)] = told(CSL, "csl-json")
    assert found == {
        "id": "k",
        "type": "article-journal",
        "title": "A <i>b</i> <x> & <b>c</b>",
        "title-short": "S",
        "author": [
            {"family": "Bee", "given": "Ann", "non-dropping-particle": "van"},
            {"literal": "Cal Cow"},
            {"literal": "3"},
            {"literal": "The Team"},
            {"literal": "N"},
        ],
        "editor": [{"family": "Dog"}],
        "issued": {"date-parts": [[2015, 6], [2015]]},
        "accessed": {"date-parts": [[2020, 1, 2]]},
        "original-date": {"date-parts": [[1900]]},
        "submitted": {"literal": "soon"},
        "container-title": "J",
        "container-title-short": "JJ",
        "volume": "3",
        "DOI": "10.1234/a",
        "abstract": "One.\nTwo.",
    }


def test_what_programs_keep_in_a_note_is_none() -> None:
    lines = ["PMID: 12", "Citation Key: k", "standard_id: doi:10.1/a", "original-date: 1900"]
    lines += ["This CSL JSON Item was automatically generated by Manubot v0.4.1 using x.", "Mine:"]
    lines += ["see page 3: good", "Reason: none"]
    text = json.dumps([{"id": "k", "type": "book", "title": "T", "note": "\n".join(lines),
                        "issued": {"raw": "2000"}, "author": [{"family": "Bee"}]}])  # fmt: skip
    assert item(text, "csl-json")["note"] == "Mine: see page 3: good Reason: none"


def test_csl_in_yaml() -> None:
    text = """---
references:
- id: k
  type: book
  title: On *E. coli*
  author:
  - {family: Bee, given: Ann}
  issued:
  - {year: 2015, month: 6}
  publisher: Farm
"""
    assert item(text, "csl-yaml") == {
        "type": "book",
        "author": [{"family": "Bee", "given": "Ann"}],
        "issued": {"date-parts": [[2015, 6]]},
        "publisher": "Farm",
    }


def test_pubmed() -> None:
    text = """
PMID- 123456
TI  - On bees.
AB  - One
      two.
FAU - van Bee, Ann
AU  - van Bee A
FAU - King, Martin Luther Jr
AU  - King ML Jr
CN  - Royal Society
LA  - eng
DP  - 2015 Jun 9
TA  - J Bees
JT  - Journal of bees
VI  - 3
IP  - 4
PG  - 10-2
IS  - 1234-5678 (Electronic)
LID - 10.1234/a [doi]
PT  - Journal Article
"""
    assert item(text, "nbib") == {
        "type": "article-journal",
        "author": [
            {"family": "Bee", "given": "Ann", "non-dropping-particle": "van"},
            {"family": "King", "given": "Martin Luther", "suffix": "Jr"},
            {"literal": "Royal Society"},
        ],
        "issued": {"date-parts": [[2015, 6, 9]]},
        "container-title": "Journal of bees",
        "container-title-short": "J Bees",
        "volume": "3",
        "issue": "4",
        "page": "10-2",
        "ISSN": "1234-5678",
        "PMID": "123456",
        "DOI": "10.1234/a",
        "language": "eng",
        "abstract": "One two.",
    }


def test_zotero() -> None:
    text = """{"config": {"label": "BetterBibTeX JSON"}, "items": [{"itemType": "bookSection",
"citationKey": "k", "title": "On <i>bees</i>", "bookTitle": "Bees", "creators": [
{"creatorType": "author", "firstName": "Ann, Jr", "lastName": "Bee"},
{"creatorType": "bookAuthor", "name": "The Team"}, {"creatorType": "editor", "lastName": "Cow"}],
"date": "2015-06", "accessDate": "2020-01-02T03:04:05Z", "pages": "1-2", "place": "Oslo",
"publisher": "Farm", "series": "S", "seriesNumber": "2", "ISBN": "978-3-16-148410-0",
"tags": [{"tag": "a"}, "b"], "language": "en", "edition": "2"}]}"""
    assert item(text, "better-bibtex-json") == {
        "type": "chapter",
        "author": [{"family": "Bee", "given": "Ann", "suffix": "Jr"}],
        "container-author": [{"literal": "The Team"}],
        "editor": [{"family": "Cow"}],
        "issued": {"date-parts": [[2015, 6]]},
        "accessed": {"date-parts": [[2020, 1, 2]]},
        "container-title": "Bees",
        "collection-title": "S",
        "collection-number": "2",
        "page": "1-2",
        "publisher": "Farm",
        "publisher-place": "Oslo",
        "edition": "2",
        "ISBN": "978-3-16-148410-0",
        "language": "en",
        "keyword": "a, b",
    }


def test_what_is_no_name_or_date_is_left_out() -> None:
    for value in ("{}", "[]", "null", "3", "[[]]", '{"date-parts": [[]]}', '[{"x": 1}]', '""'):
        text = '[{"id": "k", "type": "book", "title": "T", "author": [{"family": "Bee"}], '
        text += f'"issued": {{"raw": "2000"}}, "editor": {value}, "accessed": {value}}}]'
        found = item(text, "csl-json")
        assert found.get("editor", []) in ([], [{"literal": "3"}])
        assert found.get("accessed", {}).keys() <= {"literal", "date-parts"}


DAMAGE = st.tuples(
    st.floats(0, 1),
    st.integers(0, 12),
    st.sampled_from(["{", "}", '"', "\\", "$", "[", "null", ","]),
)


@given(st.sampled_from([(BIBTEX, "bibtex"), (CSL, "csl-json")]), st.lists(DAMAGE, min_size=1))
@settings(max_examples=50)
def test_what_is_damaged_is_told_as_far_as_it_is_read(
    dump: tuple[str, str], damages: list[tuple[float, int, str]]
) -> None:
    text, format_name = dump
    for place, size, put in damages:
        at = int(place * len(text))
        text = text[:at] + put + text[at + size :]
    # What is checked is in `told`: the same entries, each with its item.
    assert all(item["title"] for _, item in told(text, format_name))
