"""What the tags of a record of RIS say of a paper."""

import pytest

from support.ris import one, spans, titles


def test_titles_of_several_lines_and_tags() -> None:
    title = "A title that goes on\nover lines\n   \n  and a blank one"
    text = f"TY  - JOUR\nT1  - {title}\nPY  - 2001\nER  -"
    assert spans(text) == [("A title that goes on over lines and a blank one", 1, 7)]
    assert one("TI  -", "T1  - First").title == "First"
    assert one("T1  - Second", "TI  - First").title == "First"
    assert one("TI  - Ti&amp;tle of <i>x</i>  &\u2028 y").title == "Ti&tle of x & y"
    assert titles("TY  - BOOK\nBT  - A Book\nER  - \n") == ["A Book"]
    assert titles("TY  - GEN\nCT  - An Old Tag\nER  - \n") == ["An Old Tag"]
    assert titles("TY  - GEN\nST  - Short\nER  - \n") == ["Short"]


def test_venues() -> None:
    assert one("JO  - J. M.", "JF  - Margins", "JA  - JM").venue == "Margins"
    assert one("JO  - J. M.", "T2  - Margins").venue == "Margins"
    assert one("T2  - A Book", "T3  - A Series", kind="CHAP").venue == "A Book"
    assert one("BT  - A Book", kind="CHAP").venue == "A Book"
    assert one("C3  - Proceedings", kind="CONF").venue == "Proceedings"
    assert one("T2  - A Series", kind="BOOK").venue is None


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["AU  - Doe, Jane Q."], ("Jane Q. Doe",)),
        (["AU  - Doe,J.Q."], ("J.Q. Doe",)),
        (["AU  - King, Martin, Jr."], ("Martin King, Jr.",)),
        (["AU  - King, Jr., Martin"], ("Martin King, Jr.",)),
        (["AU  - World Health Organization,"], ("World Health Organization",)),
        (["AU  - *List Group"], ("List Group",)),
        (["AU  - Jane Doe", "AU  - et al."], ("Jane Doe",)),
        (["AU  - Liu R.", "AU  - van der Berg D.-G."], ("R. Liu", "D.-G. van der Berg")),
        (["A1  - A, A", "AU  - B, B", "A1  - C, C"], ("A A", "B B", "C C")),
        (["AU  - A, A; B, B;", "AU  - C, C"], ("A A", "B B", "C C")),
        (["AU  - A, A", "B, B", "C, C"], ("A A", "B B", "C C")),
        (["AU  - M&uuml;ller, J&#246;rg"], ("Jörg Müller",)),
        (["AU  - Doe ,  Jane \u00a0 Q."], ("Jane Q. Doe",)),
        (["A2  - Editor, Ed", "A3  - Series, S"], ("Ed Editor",)),
        (["A3  - Series, S"], ("S Series",)),
        (["AU  - ", "ED  - Editor, Ed"], ("Ed Editor",)),
        ([], ()),
    ],
)
def test_authors(lines: list[str], authors: tuple[str, ...]) -> None:
    assert one(*lines).authors == authors


def test_sponsors_are_no_authors() -> None:
    assert one("A2  - Senator, S.", kind="BILL").authors == ()


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["PY  - 2015/06/09/"], "2015-06-09"),
        (["PY  - 2015/06//"], "2015-06"),
        (["PY  - 2015///Spring"], "2015"),
        (["Y1  - 2015//"], "2015"),
        (["PY  - 2015"], "2015"),
        (["DA  - 2019/10//undefined", "PY  - 2019"], "2019-10"),
        (["DA  - 2015-06-30"], "2015-06-30"),
        (["DA  - 2015/2/30"], "2015-02"),
        (["DA  - 2015/13/40"], "2015"),
        (["DA  - 20150609"], "2015-06-09"),
        (["DA  - June 9, 2015"], "2015-06-09"),
        (["DA  - 9th of June 2015"], "2015-06"),
        (["DA  - 2015 Jun 9"], "2015-06-09"),
        (["DA  - JUN 9", "PY  - 2015"], "2015-06-09"),
        (["DA  - SEP", "PY  - 2015"], "2015-09"),
        (["Y1  - 27-30 June 2016"], "2016-06"),
        (["DA  - May-Jun 2015"], "2015"),
        (["DA  - Spring", "PY  - 2015"], "2015"),
        (["PY  - 2015", "Y1  - 2015/06/09"], "2015-06-09"),
        # The year of publication, where the tags contradict; and the newer tag.
        (["PY  - 2015", "DA  - 2014/12/17"], "2015"),
        (["Y1  - 1900/01/01", "DA  - 1950/01/01"], "1950-01-01"),
        (["PY  - in press"], None),
        (["PY  - 10 15"], None),
        (["Y2  - 2015/06/09"], None),
        ([], None),
    ],
)
def test_dates(lines: list[str], date: str | None) -> None:
    assert one(*lines).date == date


def test_the_day_of_a_visit_is_none_of_publication() -> None:
    assert one("DA  - 2015/06/09", "PY  - 2015", kind="DBASE").date == "2015"


@pytest.mark.parametrize(
    ("line", "doi"),
    [
        ("DO  - 10.1234/a.b(81)c", "10.1234/a.b(81)c"),
        ("DO  - doi: 10.1234/ab.", "10.1234/ab"),
        ("DO  - https://doi.org/10.1234/ab", "10.1234/ab"),
        ("DO  - http://dx.doi.org/10.1234%2fab", "10.1234/ab"),
        ("DO  - https://doi-org.proxy.example.edu/10.1234/ab", "10.1234/ab"),
        ("DO  - https://example.org/x/10.1234/ab", "10.1234/ab"),
        ("DI  - 10.1234/ab", "10.1234/ab"),
        ("M3  - doi: 10.1234/ab", "10.1234/ab"),
        ("M3  - https://doi.org/10.1234/ab", "10.1234/ab"),
        ("N1  - 10.1234/ab", "10.1234/ab"),
        ("UR  - http://dx.doi.org/10.1234/ab", "10.1234/ab"),
        ("UR  - https://onlinelibrary.wiley.com/doi/10.1234/ab/abstract", "10.1234/ab"),
        ("UR  - https://example.org/uri?eid=2-s2.0-1&doi=10.1234%2fab&partnerID=40", "10.1234/ab"),
        ("L1  - doi:10.1234/ab", "10.1234/ab"),
        # What a paper cites is not the paper.
        ("N1  - References: Doe, J., Notes, https://doi.org/10.1234/ab; Roe (2001)", None),
        ("AB  - As in https://doi.org/10.1234/ab.", None),
        ("DO  - DOI", None),
    ],
)
def test_dois(line: str, doi: str | None) -> None:
    assert one(line).ids.get("doi") == doi


@pytest.mark.parametrize(
    "lines",
    [
        ["UR  - http://arxiv.org/abs/1706.03762v5"],
        ["L1  - https://arxiv.org/pdf/1706.03762.pdf"],
        ["M3  - arXiv:1706.03762"],
        ["M1  - arXiv:1706.03762 [cs]"],
        ["N1  - arXiv:1706.03762 [cs.CL]; 15 pages"],
        ["JO  - arXiv preprint arXiv:1706.03762"],
        ["PB  - arXiv", "M1  - 1706.03762"],
        ["JO  - CoRR", "VL  - abs/1706.03762"],
        ["DO  - 10.48550/arXiv.1706.03762"],
    ],
)
def test_arxiv_ids(lines: list[str]) -> None:
    assert one(*lines).ids["arxiv"] == "1706.03762"


def test_no_arxiv_ids() -> None:
    cited = "N1  - References: Doe, J., Notes, arXiv:1706.03762, (2017)"
    assert one(cited, "VL  - 1706.03762", "JO  - Margins").ids == {}
    assert one("UR  - http://arxiv.org/abs/hep-th/9901001").ids == {"arxiv": "hep-th/9901001"}


@pytest.mark.parametrize(
    ("lines", "ids"),
    [
        (["AN  - PMID:123456"], {"pmid": "123456"}),
        (["AN  - MEDLINE:123456"], {"pmid": "123456"}),
        (["AN  - 123456", "DB  - PubMed"], {"pmid": "123456"}),
        (["AN  - 123456", "DP  - NLM"], {"pmid": "123456"}),
        (["C2  - 123456", "DB  - Scopus"], {"pmid": "123456"}),
        (["C2  - PMC123456", "AN  - 99"], {"pmcid": "PMC123456"}),
        (["L2  - https://pubmed.ncbi.nlm.nih.gov/123456/"], {"pmid": "123456"}),
        (["L2  - http://europepmc.org/articles/PMC123456"], {"pmcid": "PMC123456"}),
        (["UR  - https://aclanthology.org/P17-1001/"], {"acl": "P17-1001"}),
        (["AN  - 123456"], {}),
        (["AN  - 123456", "DB  - PsycINFO"], {}),
        (["AN  - WOS:000444108200009"], {}),
        (["SN  - 978-3-16-148410-0"], {}),
    ],
)
def test_other_ids(lines: list[str], ids: dict[str, str]) -> None:
    assert one(*lines).ids == ids


def test_isbns_are_those_of_books() -> None:
    assert one("SN  - 0-306-40615-2 (print)", kind="BOOK").ids == {"isbn": "0306406152"}
    assert one("SN  - 1234-5678", kind="BOOK").ids == {}
    assert one("SN  - 978-3-16-148410-0", kind="CHAP").ids == {}


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("ID  - Doe2021", "Doe2021"),
        ("ID  - doe_notes_2021", "doe_notes_2021"),
        ("ID  - Doe:2021ab", "Doe:2021ab"),
        ("ID  - ROE2021123", "ROE2021123"),
        ("ID  - DBLP:journals/corr/DoeR21", "DBLP:journals/corr/DoeR21"),
        ("LB  - doe2021notes", "doe2021notes"),
        ("ID  - 4711", None),
        ("ID  - 2019-65183-001", None),
        ("ID  - 000-463-679-101-319", None),
        ("ID  - rayyan-264552525", None),
        ("ID  - WOS:000444108200009", None),
        ("ID  - 10.1234/doe2021", None),
        ("LB  - Label", None),
        ("LB  - read in 2021", None),
    ],
)
def test_keys(line: str, key: str | None) -> None:
    assert one(line).key == key


def test_urls() -> None:
    lines = ["UR  - http://a.example/1", "http://a.example/2; http://a.example/3", "UR  - x"]
    assert one(*lines, "UR  - http://a.example/1").urls == tuple(
        f"http://a.example/{n}" for n in (1, 2, 3)
    )


def test_abstracts() -> None:
    assert one("N2  - Older tag.").abstract == "Older tag."
    assert one("N2  - Other.", "AB  - Newer tag.").abstract == "Newer tag."
    assert one("AB  - Wrapped at", "some width.").abstract == "Wrapped at some width."
    assert one("AB  - One.", "", "Two.").abstract == "One.\nTwo."
    long = "A long line that no program wraps. " * 8
    assert one(f"AB  - {long}", "Two.").abstract == f"{long.strip()}\nTwo."
    assert one("AB  - One.", "AB  - <p>Two &lt; three.</p>").abstract == "One.\nTwo < three."
