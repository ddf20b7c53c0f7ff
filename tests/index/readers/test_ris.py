"""What the reader of RIS makes of records, whole and damaged, and which files it takes."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.model import Entry
from litnotes_index.readers import ris, sniff
from litnotes_index.readers.files import source
from litnotes_index.readers.ris import FORMAT
from support.reading import Reading, read

NO_TITLE = "the record has no title"
ONE = """\
TY  - JOUR
AU  - Doe, Jane
AU  - Roe, Richard
TI  - Notes on Notes
T2  - Journal of Margins
J2  - J. Margins
DA  - 2021/03/07/
PY  - 2021
AB  - We look at notes. They are many.
DO  - 10.1234/notes.1
VL  - 3
SP  - 1
EP  - 9
SN  - 1234-5678
UR  - https://example.org/notes
KW  - notes
ID  - 4711
ER  -
"""
TWO = """\
TY  - BOOK
A1  - Poe, Edgar
T1  - A Book of Lists
T3  - Books of Books
Y1  - 1999//
SN  - 978-3-16-148410-0
ER  -
"""
THREE = """\
TY  - CPAPER
TI  - Lists, Listed
AU  - Loe, L.
T2  - Proceedings of the List Group
PY  - 2005
DA  - NOV
ER  -
"""
FILE = f"{ONE}\n\n{TWO}\n{THREE}"


def reading(text: str | bytes) -> Reading:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.ris"
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
        return read(path, FORMAT)


def one(*lines: str, kind: str = "JOUR") -> Entry:
    """Return the one entry of a record with these lines, and a title if they have none."""
    text = "\n".join((f"TY  - {kind}", *lines, "ER  - ", ""))
    if "T1  - " not in text and "TI  - " not in text:
        text = text.replace("ER  - ", "TI  - A Title\nER  - ")
    got = reading(text)
    assert got.problems == ()
    (entry,) = got.entries
    return entry


def titles(text: str | bytes) -> list[str]:
    return [entry.title for entry in reading(text).entries]


def spans(text: str | bytes) -> list[tuple[str, int, int]]:
    return [(entry.title, entry.line, entry.end_line) for entry in reading(text).entries]


def test_every_field() -> None:
    got = reading(FILE)
    assert got.problems == ()
    assert got.entries == (
        Entry(
            title="Notes on Notes",
            line=1,
            end_line=18,
            abstract="We look at notes. They are many.",
            authors=("Jane Doe", "Richard Roe"),
            date="2021-03-07",
            ids={"doi": "10.1234/notes.1"},
            urls=("https://example.org/notes",),
            venue="Journal of Margins",
            type="article-journal",
        ),
        Entry(
            title="A Book of Lists",
            line=21,
            end_line=27,
            authors=("Edgar Poe",),
            date="1999",
            ids={"isbn": "9783161484100"},
            type="book",
        ),
        Entry(
            title="Lists, Listed",
            line=29,
            end_line=35,
            authors=("L. Loe",),
            date="2005-11",
            venue="Proceedings of the List Group",
            type="paper-conference",
        ),
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n\n"])
def test_ends_of_lines(end: str, mark: str, last: str) -> None:
    text = mark + (FILE.rstrip() + last).replace("\n", end)
    assert reading(text.encode()) == reading(FILE)
    assert reading((mark + text).encode("utf-16")).entries == reading(FILE).entries


def test_nothing() -> None:
    for text in ("", "\n", "\ufeff", "ER  - \n", "no tags at all\n", "KW  - one\nNL  - two\n"):
        assert reading(text) == Reading((), ())


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


@pytest.mark.parametrize(
    "text",
    [
        FILE.replace("ER  -\n", "ER  - \n"),
        FILE.replace("ER  -\n", "ER\n"),
        FILE.replace("  - ", " - "),
        FILE.replace("  - ", "\t- "),
        FILE.replace("  - ", "\u00a0\u00a0- "),
        FILE.replace("  - ", "  -"),
        "\n".join(line[:2].lower() + line[2:] for line in FILE.split("\n")),
        "\n".join(line[:2].lower() + line[3:] for line in FILE.split("\n")),
        "\n".join("  " + line for line in FILE.split("\n")),
    ],
)
def test_tags_in_other_ways(text: str) -> None:
    assert reading(text) == reading(FILE)


def test_text_that_looks_like_tags() -> None:
    text = "Of scans\nCT - a kind of scan - and\nIS - and\nto - be,\n  CT - sure,\nER then\nfine."
    entry = one(f"AB  - {text}", "PY  - 2001")
    assert entry.abstract == " ".join(line.strip() for line in text.split("\n"))
    assert entry.date == "2001"


def test_any_order() -> None:
    lines = ONE.split("\n")[1:-2]
    text = "\n".join(("TY  - JOUR", *reversed(lines), "ER  - ", ""))
    assert reading(text).entries == (
        replace(reading(ONE).entries[0], authors=("Richard Roe", "Jane Doe")),
    )
    # Even the first tag may be the second.
    assert spans(FILE.replace("TY  - BOOK\n", "N1  - x\nTY  - BOOK\n")) == [
        ("Notes on Notes", 1, 18), ("A Book of Lists", 21, 28), ("Lists, Listed", 30, 36),
    ]  # fmt: skip


def test_missing_last_tags() -> None:
    text = FILE.replace("ER  -\n", "")
    assert spans(text) == [
        ("Notes on Notes", 1, 17), ("A Book of Lists", 20, 25), ("Lists, Listed", 27, 32),
    ]  # fmt: skip
    assert titles(text.replace("\n\n", "\n")) == titles(FILE)


def test_records_parted_by_blank_lines_only() -> None:
    first = "TI  - One\nAU  - A, A\n\nPY  - 2001\n\n\nAB  - It has blanks.\n\nIn it.\n"
    text = f"TY  - JOUR\n{first}\nAU  - B, B\nTI  - Two\n\nTI  - Three\nPY  - 2003"
    assert spans(text) == [("One", 1, 10), ("Two", 12, 13), ("Three", 15, 16)]
    assert [entry.date for entry in reading(text).entries] == ["2001", None, "2003"]


def test_what_stands_around_records() -> None:
    above = 'Record #1 of 2\nProvider: Somebody\nContent: text/plain; charset="UTF-8"\n\n1.\n'
    below = "NL  - A name\n\nLink to the full text: https://example.org/x\n\n2.\n"
    text = f"{above}{ONE}{below}{TWO}____\n\nReport of today\n"
    assert spans(text) == [("Notes on Notes", 6, 23), ("A Book of Lists", 29, 35)]
    assert reading(text).problems == ()


def test_a_record_without_a_title_is_told() -> None:
    got = reading(FILE.replace("T1  - A Book of Lists\n", ""))
    assert [entry.title for entry in got.entries] == ["Notes on Notes", "Lists, Listed"]
    assert [(problem.line, problem.message) for problem in got.problems] == [(21, NO_TITLE)]
    got = reading("TY  - JOUR\nER  - \n")
    assert [(problem.line, problem.message) for problem in got.problems] == [(1, NO_TITLE)]


def test_bytes_that_are_no_text_are_told() -> None:
    text = FILE.encode().replace(b"Doe, Jane", b"Doe, J\xe9ne")
    got = reading(text)
    assert len(got.entries) == 3
    text = FILE.replace("Doe, Jane", "Doe, Jäne äöü").encode().replace(b"Roe,", b"R\xffe,")
    got = reading(text)
    assert got.entries[0].authors == ("Jäne äöü Doe", "Richard R\ufffde")
    assert [problem.line for problem in got.problems] == [3]


def test_a_deleted_line_harms_only_its_neighbours() -> None:
    lines = FILE.split("\n")
    whole = reading(FILE).entries
    for deleted in range(1, len(lines)):
        got = reading("\n".join(lines[: deleted - 1] + lines[deleted:]))
        for entry in whole:
            moved = entry.line > deleted
            expected = replace(entry, line=entry.line - moved, end_line=entry.end_line - moved)
            if not entry.line <= deleted <= entry.end_line:
                assert expected in got.entries, (deleted, lines[deleted - 1])
        assert len(got.entries) + len(got.problems) == 3


def test_every_cut() -> None:
    for length in range(0, len(FILE), 3):
        got = reading(FILE[:length])
        assert len(got.entries) + len(got.problems) <= 3
        assert all(entry.end_line <= FILE[:length].count("\n") + 1 for entry in got.entries)


_LINES = st.one_of(
    st.sampled_from([*FILE.split("\n"), "", "ER", "ty - jour", "TI - x", "TI  - y", "more text"]),
    st.text(max_size=30),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_LINES, max_size=30), st.sampled_from(["\n", "\r\n", "\r"]))
def test_never_raises_and_tells_true_lines(parts: list[str], end: str) -> None:
    data = end.join(parts).encode("utf-8", "replace")
    lines = source.split(data.decode())
    got = reading(data)
    last = 0
    for entry in got.entries:
        assert last < entry.line <= entry.end_line <= len(lines)
        assert lines[entry.end_line - 1].strip()
        last = entry.end_line
    assert all(0 < problem.line <= len(lines) for problem in got.problems)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_never_raises_on_bytes(data: bytes) -> None:
    reading(b"\n" + data)
    reading(b"TY  - JOUR\nTI  - A\n" + data)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from([ONE, TWO, THREE, "junk\n", "\n"]), max_size=9), st.data())
def test_pieces_of_the_text_do_not_show(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    whole = reading(text)
    size = data.draw(st.integers(1, 60))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "CHUNK", size)
        assert reading(text) == whole


@pytest.mark.parametrize("word", ["x", " ", "A, ", "10.1234/", "TI  - ", "; ", "<i>", "-"])
def test_long_lines_take_no_long_time(word: str) -> None:
    for tag in ("TI", "AU", "DO", "N1", "UR", "DA", "ID"):
        reading(f"TY  - JOUR\nTI  - Title\n{tag}  - {word * 100_000}\nER  - \n{TWO}")
    got = reading(ONE + word * 100_000 + f"\n{word}" * 20_000 + "\n" + TWO)
    assert got.entries[0].title == "Notes on Notes"
    assert got.entries[-1].title == "A Book of Lists"


def test_a_record_without_end_is_cut() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("litnotes_index.readers.tagged.LONGEST", 1 << 20)
        got = reading(ONE + TWO.removesuffix("ER  -\n") + "more of it\n" * 200_000 + THREE)
    assert [entry.title for entry in got.entries] == titles(FILE)
    (problem,) = got.problems
    assert (problem.line, problem.message) == (19, "the record is too long, and is cut")


def test_a_line_without_end_is_cut() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "LONGEST_LINE", 1 << 19)
        got = reading(f"{ONE}{'x' * (1 << 20)}\n{TWO}")
        assert [entry.title for entry in got.entries] == ["Notes on Notes", "A Book of Lists"]
        assert got.entries[1].line == 20
        (problem,) = got.problems
        assert problem.line == 19
        assert "longer than 524,288 characters" in problem.message


YES = {
    "one": ONE,
    "a title alone": "TY  - GEN\nTI  - A\n",
    "old": TWO,
    "no first line": FILE.partition("\n")[2],
    "headers": f'Provider: ACM\nContent: text/plain; charset="UTF-8"\n\n\n{ONE}',
    "another header": f"JSTOR CITATION LIST\n\n\n{ONE}",
    "numbered": f"1.\n{ONE}",
    "numbered otherwise": f"<1. >\n{ONE}",
    "blanks": f"\n\n \n{ONE}",
    "one blank": ONE.replace("  - ", " - "),
    "small": ONE.replace("TY", "ty").replace("AU", "au").replace("TI", "ti"),
    "mark": f"\ufeff{ONE}",
    "windows": ONE.replace("\n", "\r\n"),
    "mac": ONE.replace("\n", "\r"),
    "long": f"TY  - JOUR\nAB  - {'long ' * 30_000}\nTI  - A\nER  - \n",
}
NO = {
    "empty": "",
    "note": f"# RIS\n\nA format:\n\n```\n{ONE}```\n",
    "python": f'"""A test."""\n\nRIS = """\n{ONE}"""\n',
    "type alone": "TY  - JOUR\n",
    "ovid": "<1. >\nVN  - Somebody\nDB  - Some\nAN  - 1\nTI  - A\nAU  - B, C.\n",
    "web of science": "FN Somebody\nVR 1.0\nPT J\nAU Doe, J\nTI A\nER\n\nEF\n",
    "medline": "PMID- 1\nOWN - NLM\nTI  - A\n",
    "refworks": "RT Journal Article\nA1 Doe,J.\nT1 A\n",
    "other tags": "TY - this\nTI - that\n",
    "a few tags in prose": "A record is\nTY  - JOUR\nTI  - A\n",
    "list": "TY - is a tag\nand so is - this\n",
    "prose": "To be, or not to be, TY  - that is\nthe question.\n",
}


@pytest.mark.parametrize("name", YES)
def test_sniffed(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x"
    path.write_text(YES[name], encoding="utf-8", newline="")
    assert sniff(path) == FORMAT


@pytest.mark.parametrize("name", NO)
def test_not_sniffed(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.ris"
    path.write_text(NO[name], encoding="utf-8")
    assert sniff(path) != FORMAT


def test_reading_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "many.ris"
    path.write_text(ONE * 3_000, encoding="utf-8")
    assert path.stat().st_size > 3 * source.CHUNK
    items = ris.read(path)
    assert next(items) == reading(ONE).entries[0]
    path.write_text("")  # what was read of it is a piece, not all
    assert 1 < sum(1 for _ in items) < 2_999
