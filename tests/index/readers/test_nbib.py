"""What the reader of PubMed's format makes of records, whole and damaged, and which it takes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.model import Entry
from litnotes_index.readers.nbib import FORMAT
from support.reader_properties import (
    check_unharmed,
    files_of_lines,
    true_lines,
    ways_of_writing,
    without_each_line,
)
from support.reading import NO_TITLE, Reading, read_data, sniff_data

ONE = """\
PMID- 12345678
OWN - NLM
STAT- MEDLINE
IS  - 1234-5678 (Electronic)
VI  - 3
DP  - 2021 Mar 7
TI  - Notes on notes: a long title that is broken where the line is
      full.
LID - 10.1234/notes.1 [doi]
LID - S1234-5678(21)00001-2 [pii]
AB  - BACKGROUND: We look at notes. METHODS: They are many, and so
      are their lines.
FAU - Doe, Jane Q
AU  - Doe JQ
AD  - Department of Notes, University of
      Margins.
FAU - van der Roe, Richard
AU  - van der Roe R
LA  - eng
PT  - Journal Article
PT  - Review
DEP - 20210201
TA  - J Margins
JT  - Journal of margins
PMC - PMC7654321
MH  - *Notes
SO  - J Margins. 2021 Mar 7;3(1):1-9. doi: 10.1234/notes.1.
"""
TWO = """\
PMID- 23456789
OWN - NLM
DP  - 1999
TI  - A chapter.
BTI - A Book of Lists
FED - Poe, Edgar
ED  - Poe E
PT  - Book Chapter
ISBN- 9783161484100
"""
THREE = """\
OWN - ERIC
TI  - Lists in School
AU  - Loe, Lily M.
AU  - Moe, Max
JT  - Journal of Lists
AID - http://dx.doi.org/10.1234/lists
OID - EJ1234567
DP  - Article 10 2005
LID - http://eric.ed.gov/?id=EJ1234567
AB  - We list.
PT  - Journal Articles
"""
FILE = f"{ONE}\n{TWO}\n\n{THREE}"


def reading(text: str | bytes) -> Reading:
    return read_data(text, FORMAT)


def one(*lines: str) -> Entry:
    """Return the one entry of a record with these lines, and a title if they have none."""
    title = () if any(line.startswith(("TI", "BTI")) for line in lines) else ("TI  - A title.",)
    got = reading("\n".join(("PMID- 1", *lines, *title, "")))
    assert got.problems == ()
    (entry,) = got.entries
    return entry


def test_every_field() -> None:
    got = reading(FILE)
    assert got.problems == ()
    assert got.entries == (
        Entry(
            title="Notes on notes: a long title that is broken where the line is full.",
            line=1,
            end_line=27,
            abstract="BACKGROUND: We look at notes. METHODS: They are many, and so are their "
            "lines.",
            authors=("Jane Q Doe", "Richard van der Roe"),
            date="2021-03-07",
            ids={"doi": "10.1234/notes.1", "pmid": "12345678", "pmcid": "PMC7654321"},
            venue="Journal of margins",
            type="article-journal",
        ),
        Entry(
            title="A chapter.",
            line=29,
            end_line=37,
            authors=("Edgar Poe",),
            date="1999",
            ids={"pmid": "23456789"},
            venue="A Book of Lists",
            type="chapter",
        ),
        Entry(
            title="Lists in School",
            line=40,
            end_line=50,
            abstract="We list.",
            authors=("Lily M. Loe", "Max Moe"),
            date="2005",
            ids={"doi": "10.1234/lists"},
            urls=("http://dx.doi.org/10.1234/lists", "http://eric.ed.gov/?id=EJ1234567"),
            venue="Journal of Lists",
            type="article-journal",
        ),
    )


@ways_of_writing(FILE)
def test_ends_of_lines(data: bytes) -> None:
    assert reading(data) == reading(FILE)


def test_several_marks() -> None:
    assert reading(f"\ufeff{FILE}".encode("utf-16")) == reading(FILE)


def test_nothing() -> None:
    for text in ("", "\n", "no tags at all\n", "      more\n"):
        assert reading(text) == Reading((), ())


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("DP  - 2015 Jun 9", "2015-06-09"),
        ("DP  - 2015 Jun", "2015-06"),
        ("DP  - 2015 Summer", "2015"),
        ("DP  - 2015", "2015"),
        ("DP  - 2015 May-Jun", "2015"),
        ("DP  - 2015 Jun 9-12", "2015-06"),
        ("DP  - 2015 Dec-2016 Jan", "2015"),
        ("DP  - 1998 1st Quart", "1998"),
        ("DP  - 2015 Feb 30", "2015-02"),
        ("DEP - 20150609", "2015-06-09"),
        ("DA  - 20150609", None),
        ("EDAT- 2015/06/09 06:00", None),
    ],
)
def test_dates(line: str, date: str | None) -> None:
    assert one(line).date == date


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["FAU - Doe, Jane", "AU  - Doe J", "FAU - Roe, R", "AU  - Roe R"], ("Jane Doe", "R Roe")),
        (["AU  - van der Roe RQ", "AU  - Doe J"], ("RQ van der Roe", "J Doe")),
        (["AU  - King ML Jr", "FAU - King, Martin Luther Jr"], ("ML King, Jr",) * 1 + (
            "Martin Luther King, Jr",
        )),
        (["FAU - Doe, Jane", "AU  - Doe J", "AD  - There", "AU  - et al."], ("Jane Doe",)),
        (["FAU - Doe, Jane", "AU  - Doe J", "AU  - Roe RQ"], ("Jane Doe", "RQ Roe")),
        (
            ["FAU - Doe, Jane", "AU  - Doe J", "CN  - List Group, Lists and", "      Notes"],
            ("Jane Doe", "List Group, Lists and Notes"),
        ),
        (["FED - Poe, Edgar", "ED  - Poe E"], ("Edgar Poe",)),
        (["FED - Poe, Edgar", "ED  - Poe E", "AU  - Doe J"], ("J Doe",)),
        ([], ()),
    ],
)  # fmt: skip
def test_authors(lines: list[str], authors: tuple[str, ...]) -> None:
    assert one(*lines).authors == authors


@pytest.mark.parametrize(
    ("lines", "ids"),
    [
        (["AID - 10.1234/ab [doi]"], {"doi": "10.1234/ab"}),
        (["LID - 10.1234/ab [doi]", "AID - 10.1234/ab [doi]"], {"doi": "10.1234/ab"}),
        (["LID - S12 [pii]", "SO  - J. 2015;1. doi: 10.1234/ab. Epub."], {"doi": "10.1234/ab"}),
        (["AID - arXiv:1706.03762v5 [pii]"], {"arxiv": "1706.03762"}),
        (["OID - NLM: PMC123"], {"pmcid": "PMC123"}),
        (["ISBN- 978-3-16-148410-0", "PT  - Book"], {"isbn": "9783161484100"}),
        (["ISBN- 978-3-16-148410-0", "PT  - Book Chapter"], {}),
        (["AID - NBK1826 [bookaccession]"], {}),
    ],
)
def test_ids(lines: list[str], ids: dict[str, str]) -> None:
    assert one(*lines).ids == {"pmid": "1", **ids}


def test_no_pmid() -> None:
    assert reading(ONE.replace("12345678", "000000")).entries[0].ids.get("pmid") is None


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["PT  - Comparative Study", "PT  - Journal Article"], "article-journal"),
        (["PT  - Review", "TA  - J Margins"], "article-journal"),
        (["PT  - Preprint"], "article"),
        (["PT  - Books"], "book"),
        (["PT  - Dissertations/Theses - Doctoral Dissertations"], "thesis"),
        (["PT  - Reports - Research"], "report"),
        ([], "document"),
    ],
)
def test_types(lines: list[str], kind: str) -> None:
    assert one(*lines).type == kind


def test_titles() -> None:
    assert one("TI  - [On &lt;i&gt;notes&lt;/i&gt;].").title == "[On notes]."
    entry = one("BTI - A Whole Book", "PT  - Book")
    assert (entry.title, entry.venue) == ("A Whole Book", None)


def test_tags_without_their_blanks() -> None:
    text = FILE.replace("  - ", " - ").replace("- 10.", "-  10.")
    assert reading(text) == reading(FILE)


def test_records_without_blank_lines_between() -> None:
    got = reading("".join((ONE, TWO, THREE)))
    assert [entry.title for entry in got.entries] == [e.title for e in reading(FILE).entries]


def test_blank_lines_in_records() -> None:
    text = ONE.replace("AB  - ", "\nAB  - Before it.\n\n      After it.\n\nOAB - ")
    (entry,) = reading(text).entries
    assert (entry.line, entry.end_line) == (1, 32)
    assert entry.abstract == "Before it.\nAfter it."


def test_a_record_without_a_title_is_told() -> None:
    got = reading(FILE.replace("TI  - A chapter.\nBTI - A Book of Lists\n", ""))
    assert len(got.entries) == 2
    assert [(problem.line, problem.message) for problem in got.problems] == [(29, NO_TITLE)]


def test_a_deleted_line_harms_only_its_neighbours() -> None:
    whole = reading(FILE).entries
    for deleted, text in without_each_line(FILE):
        got = reading(text)
        check_unharmed(got, whole, deleted)
        assert len(got.entries) + len(got.problems) == 3


@settings(max_examples=200, deadline=None)
@given(files_of_lines(*FILE.split("\n"), "", "TI - x", "      more", "more"))
def test_never_raises_and_tells_true_lines(data: bytes) -> None:
    true_lines(reading(data), data)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_never_raises_on_bytes(data: bytes) -> None:
    reading(b"PMID- 1\nTI  - A\n" + data)


@pytest.mark.parametrize("word", ["x", " ", "A, ", "10.1234/ [doi", "PMID", "TI  - ", "-"])
def test_long_lines_take_no_long_time(word: str) -> None:
    for tag in ("TI  - ", "FAU - ", "AU  - ", "AID - ", "SO  - ", "DP  - "):
        reading(f"PMID- 1\nTI  - Title\n{tag}{word * 50_000}\n\n{TWO}")
    got = reading(ONE + word * 50_000 + f"\n{word}" * 20_000 + "\n\n" + TWO)
    assert got.entries[-1].title == "A chapter."


YES = {
    "one": ONE,
    "blank before": f"\n\n{ONE}",
    "eric": THREE,
    "mark": f"\ufeff{ONE}",
    "windows": ONE.replace("\n", "\r\n"),
    "short": "PMID- 1\nTI  - A title.\n",
    "no first line": ONE.partition("\n")[2],
    "long": f"PMID- 1\nTI  - A title.\nAB  - {'long ' * 30_000}\n",
}
NO = {
    "empty": "",
    "number alone": "PMID- 12345678\n",
    "prose": "PMID- 12345678 is the one\nthat I meant.\n",
    "note": f"# A record\n\n```\n{ONE}```\n",
    "ris": "TY  - JOUR\nTI  - A title\nAU  - Doe, J.\nER  - \n",
    "ovid": "<1. >\nVN  - Somebody\nDB  - Some\nTI  - A title\nAU  - Doe, J.\n",
    "list": "OWN - a\nOTHER - b\n",
}


@pytest.mark.parametrize("name", YES)
def test_sniffed(name: str) -> None:
    assert sniff_data(YES[name]) == FORMAT


@pytest.mark.parametrize("name", NO)
def test_not_sniffed(name: str) -> None:
    assert sniff_data(NO[name], "x.nbib") != FORMAT
