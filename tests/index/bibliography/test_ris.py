"""Items as RIS, and as our reader reads it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.bibliography import ris
from litnotes_index.readers.csl import Item
from support.items import again

ITEM: Item = {
    "id": "Bee2015",
    "type": "article-journal",
    "title": "On <i>E. coli</i> & {a} 100%",
    "author": [
        {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
        {"family": "King", "given": "Martin Luther", "suffix": "Jr"},
        {"literal": "Royal Society"},
    ],
    "editor": [{"family": "Cow", "given": "Cal"}],
    "issued": {"date-parts": [[2015, 6, 9]]},
    "accessed": {"date-parts": [[2020, 1, 2]]},
    "container-title": "J. of Bees",
    "volume": "3",
    "issue": "4",
    "page": "10-12",
    "DOI": "10.1234/a_b",
    "URL": "https://example.org/a_b?c=d&e",
    "ISSN": "1234-5678",
    "PMID": "123456",
    "PMCID": "PMC12345",
    "custom": {"arxiv": "1706.03762"},
    "keyword": "bees, cows",
    "language": "en",
    "abstract": "One.\nTwo.",
}
WRITTEN = """\
TY  - JOUR
AU  - van Beethoven, Ludwig
AU  - King, Martin Luther, Jr
AU  - Royal Society
ED  - Cow, Cal
PY  - 2015
DA  - 2015/06/09
Y2  - 2020/01/02
TI  - On E. coli & {a} 100%
T2  - J. of Bees
VL  - 3
IS  - 4
SN  - 1234-5678
LA  - en
DO  - 10.1234/a_b
UR  - https://example.org/a_b?c=d&e
C2  - PMC12345
ID  - Bee2015
SP  - 10
EP  - 12
AN  - arXiv:1706.03762
AN  - PMID:123456
KW  - bees
KW  - cows
AB  - One.
AB  - Two.
ER  -
"""
HOSTILE = st.text(min_size=1, max_size=40) | st.sampled_from(["ER  - ", "x\nTY  - JOUR\nTI  - y"])


def test_what_is_written() -> None:
    assert ris.write([ITEM]).replace("ER  - \n", "ER  -\n") == WRITTEN
    assert ris.write([ITEM, ITEM]) == f"{ris.write([ITEM])}\n{ris.write([ITEM])}"
    assert ris.write([]) == ""


def test_it_is_read_again_as_it_was() -> None:
    [(entry, item)] = again([ITEM], "ris")
    assert item == ITEM | {"title": "On E. coli & {a} 100%"}
    assert (entry.key, entry.date) == ("Bee2015", "2015-06-09")
    assert entry.ids == {
        "doi": "10.1234/a_b", "arxiv": "1706.03762", "pmid": "123456", "pmcid": "PMC12345",
    }  # fmt: skip


def test_dates() -> None:
    for parts in ([2015], [2015, 6], [2015, 6, 9]):
        [(_, item)] = again([ITEM | {"issued": {"date-parts": [parts]}}], "ris")
        assert item["issued"] == {"date-parts": [parts]}
    [(_, item)] = again([ITEM | {"issued": {"literal": "in press"}}], "ris")
    assert "issued" not in item


@pytest.mark.parametrize(
    ("issued", "written"),
    [
        ({"literal": "in press"}, []),
        ({"literal": "Spring 1987"}, ["PY  - 1987"]),
        ({"literal": "c. 1850, posthumous"}, ["PY  - 1850"]),
        ({"literal": "no. 12345 of 1.1999"}, []),
        ({"date-parts": [[-44, 3, 15]]}, []),
        ({"date-parts": [[800, 12]]}, ["PY  - 0800", "DA  - 0800/12/"]),
    ],
)
def test_dates_as_they_can_be_told(issued: dict[str, object], written: list[str]) -> None:
    lines = ris.write([{"id": "k", "title": "T", "issued": issued}]).splitlines()
    assert [line for line in lines if line[:2] in ("PY", "DA")] == written


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("10–12", ["SP  - 10", "EP  - 12"]),
        ("S1-12–S1-20", ["SP  - S1-12", "EP  - S1-20"]),
        ("S1-12-S1-20", ["SP  - S1-12-S1-20"]),
        ("7", ["SP  - 7"]),
    ],
)
def test_pages(page: str, written: list[str]) -> None:
    lines = ris.write([{"id": "k", "title": "T", "page": page}]).splitlines()
    assert [line for line in lines if line[:2] in ("SP", "EP")] == written


def test_types() -> None:
    for kind in ("book", "chapter", "thesis", "paper-conference", "report", "dataset", "software"):
        [(_, item)] = again([{"id": "k", "type": kind, "title": "T", "publisher": "P"}], "ris")
        assert item == {"type": kind, "title": "T", "publisher": "P"}


@given(st.dictionaries(st.sampled_from([*ITEM][5:]), HOSTILE), st.lists(HOSTILE))
@settings(max_examples=50)
def test_hostile_values_are_well_formed(values: dict[str, str], names: list[str]) -> None:
    texts = {
        name: text for name, text in values.items() if name not in ("issued", "accessed", "custom")
    }
    people = [{"literal": name} for name in names]
    items = [{**texts, "id": "k", "type": "book", "title": f"T{n}", "author": people} for n in "ab"]
    assert [entry.title for entry, _ in again(items, "ris")] == ["Ta", "Tb"]
