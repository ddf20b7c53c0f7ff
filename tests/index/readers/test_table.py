"""What the reader of tables makes of rows, whole and damaged, and which files it takes."""

import csv
import io
import lzma
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.model import Entry
from litnotes_index.readers import sniff, table
from litnotes_index.readers.table import rows as table_rows
from litnotes_index.text.markup import plain
from support.reader_properties import (
    check_unharmed,
    files_of_pieces,
    moved,
    true_lines,
    without_each_line,
)
from support.reading import NO_TITLE, Reading, items_of, read, read_data, sniff_data
from support.real_data import member

OPEN = "the row is damaged: a quote in it is not closed"
ODD = "the row is damaged: its quotes do not close where a cell ends"

ROWS = [
    ["id", "title", "authors", "abstract", "year", "doi", "url", "venue"],
    ["1", "Notes on Notes", "Ada Lovelace, Charles Babbage", "We look, and see.\nThey are “many”.",
     "2021", "10.1234/notes.1", "https://example.org/notes", "J. of Margins"],
    ["2", 'On "Quotes", Tabs\tand Lists', "Doe, Jane; Roe, Richard", "", "1999", "", "", ""],
    ["3", "A Plain Row", "", "", "", "", "https://arxiv.org/abs/1706.03762v2", ""],
]  # fmt: skip


def written(rows: list[list[str]], parting: str = ",", end: str = "\n") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=parting, lineterminator=end).writerows(rows)
    return file.getvalue()


CSV = written(ROWS)


def reading(data: str | bytes) -> Reading:
    return read_data(data, "table")


def check(data: str, *expected: str) -> None:
    """Assert entries as `lines title` and problems as `line: message`, in their order."""
    assert expected == tuple(
        f"{item.line}-{item.end_line} {item.title}"
        if isinstance(item, Entry)
        else f"{item.line}: {item.message}"
        for item in items_of(data, "table")
    )


def entry(**cells: str) -> Entry:
    """Return the entry of one row, which has a title if nothing else is said."""
    cells = {"title": "A Title", "number": "1", **cells}
    [found] = reading(written([list(cells), list(cells.values())])).entries
    return found


def test_every_field() -> None:
    got = reading(CSV)
    assert got.problems == ()
    assert got.entries == (
        Entry(
            title="Notes on Notes",
            line=2,
            end_line=3,
            abstract="We look, and see. They are “many”.",
            authors=("Ada Lovelace", "Charles Babbage"),
            date="2021",
            ids={"doi": "10.1234/notes.1"},
            urls=("https://example.org/notes",),
            venue="J. of Margins",
        ),
        Entry(
            title='On "Quotes", Tabs and Lists',
            line=4,
            end_line=4,
            authors=("Jane Doe", "Richard Roe"),
            date="1999",
        ),
        Entry(
            title="A Plain Row",
            line=5,
            end_line=5,
            ids={"arxiv": "1706.03762"},
            urls=("https://arxiv.org/abs/1706.03762v2",),
        ),
    )


@pytest.mark.parametrize("parting", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_layouts(parting: str, end: str, encoding: str) -> None:
    text = written(ROWS, parting).replace("\n", end)
    whole = reading(CSV).entries
    for data in (text, text.rstrip(end), f"{end} {end}{text}", text + end + end):
        down = 2 if data.startswith(end) else 0
        assert reading(data.encode(encoding)) == Reading(moved(whole, down), ())
        assert sniff_data(data.encode(encoding), "any.name") == "table"


def test_the_line_that_tells_a_spreadsheet() -> None:
    check("sep=;\ntitle;authors\nA;B C\n", "3-3 A")


def test_names_of_columns() -> None:
    assert entry(**{"Author Names": "A B", "Publication Year": "2017"}).authors == ("A B",)
    assert entry(**{"Publication Year": "2017"}).date == "2017"
    assert entry(PubYear="2017.0").date == "2017"
    assert entry(published="2017-06-12T17:57:34Z", year="2017").date == "2017-06-12"
    assert entry(arxiv_id="1706.03762", created="2017-06-12").date == "2017-06-12"
    assert entry(created="2024-06-12", doi="10.1234/x").date is None
    assert entry(**{"Abstract Note": "We.", "doi": ""}).abstract == "We."
    assert entry(**{"Source title": "J", "doi": ""}).venue == "J"
    assert entry(citation_key="doe2020", doi="").key == "doe2020"
    assert entry(Key="ABCD1234", doi="").key is None
    assert entry(DOI="https://doi.org/10.1234/X").ids == {"doi": "10.1234/X"}
    [tags] = reading("PT\tAU\tTI\tSO\tPY\tDI\nJ\tDoe, J; Roe, R\tT\tV\t2001\t10.1234/x\n").entries
    assert tags == Entry(
        "T", 2, 2, authors=("J Doe", "R Roe"), date="2001", ids={"doi": "10.1234/x"}, venue="V"
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Ada Lovelace", ("Ada Lovelace",)),
        ("Ada Lovelace, Charles Babbage", ("Ada Lovelace", "Charles Babbage")),
        ("Lovelace, Ada; Babbage, Charles", ("Ada Lovelace", "Charles Babbage")),
        ("Ada Lovelace and Charles Babbage", ("Ada Lovelace", "Charles Babbage")),
        ("Ada Lovelace|Charles Babbage", ("Ada Lovelace", "Charles Babbage")),
        ("['Ada Lovelace', \"Pat O'Hara\"]", ("Ada Lovelace", "Pat O'Hara")),
        ('["Ada Lovelace", "Charles Babbage"]', ("Ada Lovelace", "Charles Babbage")),
        ("[{'name': 'Ada Lovelace'}, {'name': 'Charles'}]", ("Ada Lovelace", "Charles")),
        ("8", ()),
        ("nan", ()),
        ("", ()),
    ],
)
def test_authors(cell: str, expected: tuple[str, ...]) -> None:
    assert entry(authors=cell).authors == expected


def test_names_in_full_before_those_with_initials() -> None:
    short, full = "Huang C.; O'Neil A.M.", "Huang, Chaolin (572); O'Neil, Ann Marie (57)"
    columns = {"Authors": short, "Author full names": full, "Author(s) ID": "572; 57"}
    assert entry(**columns).authors == ("Chaolin Huang", "Ann Marie O'Neil")
    assert entry(**{**columns, "Author full names": ""}).authors == ("C. Huang", "A.M. O'Neil")
    text = "PT\tAU\tAF\tTI\tPY\nJ\tDoe, J\tDoe, Jane\tT\t2001\nJ\tDoe, J\t\tU\t2001\n"
    assert [one.authors for one in reading(text).entries] == [("Jane Doe",), ("J Doe",)]


def test_publish_or_perish() -> None:
    told = entry(title="[BOOK][B] A Title", Source="J of X", GSRank="1")
    assert (told.title, told.venue) == ("A Title", "J of X")
    assert entry(Source="web", doi="").venue is None
    for mark in ("[PDF] ", "[HTML] ", "[CITATION][C] ", "[PDF][PDF] "):
        assert entry(title=f"{mark}A Title", doi="").title == "A Title"
    for title in ("[B] A Title", "On [PDF] Files"):
        assert entry(title=title, doi="").title == title


def test_openalex() -> None:
    told = entry(
        **{
            "display_name": "A Title",
            "authorships.author.display_name": "Jane Doe|Richard Roe",
            "primary_location.source.display_name": "J of X",
        }
    )
    assert (told.authors, told.venue) == (("Jane Doe", "Richard Roe"), "J of X")
    [only] = reading("display_name,doi\nA Title,10.1234/x\n").entries
    assert only.title == "A Title"


def test_what_zotero_keeps_in_extra() -> None:
    extra = "Publisher: arXiv\narXiv:1905.00001 [cs]\nCitation Key: doe2019"
    told = entry(Key="ABCD1234", Extra=extra, DOI="")
    assert told.ids == {"arxiv": "1905.00001"}
    assert told.key == "doe2019"


def test_what_says_that_there_is_nothing() -> None:
    assert entry(abstract="[No abstract available]", doi=" NaN ").abstract is None


def test_authors_that_are_counted() -> None:
    assert entry(authors="Yi Yu, H. Cho", num_authors="2").authors == ("Yi Yu", "H. Cho")
    assert entry(authors="8").author_count == 8


@pytest.mark.parametrize(
    ("name", "cell", "expected"),
    [
        ("arxiv_id", "1706.03762", "1706.03762"),
        ("arxiv_id", "1501.0003199999999", "1501.0003199999999"),
        ("arXiv ID", "704.0002", "704.0002"),
        ("arxiv", "arXiv:1706.03762v3", "1706.03762"),
        ("arxiv_id", "cs/0112017", "cs/0112017"),
        ("arxiv_id", "math.GT/0309136", "math/0309136"),
        ("id", "704.0002", "704.0002"),
        ("id", "1012.0", None),
        ("arxiv_id", "12345", None),
        ("arxiv_id", "NaN", None),
    ],
)
def test_arxiv_ids_are_as_the_table_has_them(name: str, cell: str, expected: str | None) -> None:
    assert entry(**{name: cell, "doi": ""}).ids.get("arxiv") == expected


def test_titles() -> None:
    text = 'title,year\n" G\\""odel &amp; <i>x</i>\nin $a_b$ ",2020\n,2021\n nan ,2022\n"",2023\n'
    check(text, "2-3 Gödel & x in $a_b$", f"4: {NO_TITLE}", f"5: {NO_TITLE}", f"6: {NO_TITLE}")


def test_rows_that_lack_cells_or_have_too_many() -> None:
    check("title,year,doi\nA,2020\nB,2021,,,\nC,2022,10.1/2\n", "2-2 A", "3-3 B", "4-4 C")
    check("title,year,doi\nA\nB,2021,\n", "2: the row has 1 cell, and the header 3", "3-3 B")
    check(
        "title,year,doi\nA, B,2020,\nC,2021,\n", "2: the row has 4 cells, and the header 3", "3-3 C"
    )
    check("title,year,doi\nA,when\nC,2021,\n", "2: the row has 2 cells, and the header 3", "3-3 C")
    check("title,year,doi\n\n , ,\n,,\nC,2021,\n\n", f"3: {NO_TITLE}", "5-5 C")


def test_a_quote_that_is_not_closed_swallows_nothing() -> None:
    check('title,year\nA,2020\n"B,2021\nC,2022\n"D",2023\nE,2024\n',
          "2-2 A", f"3: {ODD}", "4-4 C", "5-5 D", "6-6 E")  # fmt: skip
    check('title,year\nA,2020\n"B,2021\nC,2022\n', "2-2 A", f"3: {OPEN}", "4-4 C")
    check('title,year\n"A" b,2020\n"C",2021\n', f"2: {ODD}", "3-3 C")
    check('title,abstract,year\nA,"x\ny\nz,2020\nB,"x\ny",2021\nC,"z",2022\n',
          f"2: {ODD}", "5-6 B", "7-7 C")  # fmt: skip


def test_a_table_that_knows_no_quotes() -> None:
    check(
        'title\tyear\n"A" b\t2020\n"C\t2021\nD "e"\t2022\nF"\t2023\n"G"\t2024\n',
        '2-2 "A" b',
        '3-3 "C',
        '4-4 D "e"',
        '5-5 F"',
        "6-6 G",
    )


def test_a_deleted_line_harms_only_its_own_record() -> None:
    rows = [ROWS[0]]
    for n in range(6):
        rows += [[*row[:1], f"{row[1]} {n}", *row[2:]] for row in ROWS[1:]]
    for parting in (",", "\t"):
        text = written(rows, parting)
        whole = reading(text).entries
        assert len(whole) == 18
        for deleted, left in without_each_line(text, first=2):
            got = reading(left)
            check_unharmed(got, whole, deleted)
            assert len(got.problems) <= 1
            assert len(got.entries) <= 18


def test_cut_anywhere() -> None:
    whole = reading(CSV).entries
    for end in range(CSV.index("\n") + 1, len(CSV)):
        got = reading(CSV[:end])
        before = [one for one in whole if len("\n".join(CSV.split("\n")[: one.end_line])) < end]
        assert list(got.entries[: len(before)]) == before
        assert len(got.problems) <= 1


def test_what_has_no_header_is_a_problem() -> None:
    for text in ("", "a,b\n1,2\n", "\n\n"):
        check(text, "1: the table has no header that names titles")


def test_long_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "x " * 200_000
    check(f'title,abstract,year\nA,"{long}",2020\nB,y,2021\n', "2-2 A", "3-3 B")
    monkeypatch.setattr(table_rows, "LONGEST", 1000)
    text = "\n".join(f"line, {n}" for n in range(400))
    check(f'title,abstract,year\nA,"{text}",2020\nB,y,2021\n', f"2: {OPEN}", "402-402 B")


@pytest.mark.parametrize(
    "piece", ['"', 'a,"', '"\n', 'a,"\n', '""\n', '"""\n', 'x"y,"z\n', ",", ",\n", "\n"]
)
def test_hostile_files_take_no_long_time(piece: str) -> None:
    reading("title,year\n" + piece * 10_000)
    reading("title\tyear\n" + piece.replace(",", "\t") * 10_000)


PAPERS = "title,authors,year\n" + "Attention Is All You Need,Ashish Vaswani,2017\n" * 3
NEGATIVES = {
    "films": "movieId,title,year\n1,Toy Story,1995\n2,Jumanji,1995\n",
    "films, numbered": "id,title,year\n1,The Matrix,1999\n2,Inception,2010\n",
    "films, by year": "title,year\nThe Matrix,1999\nInception,2010\n",
    "posts": "title,author,url\nMy Post,bob,https://example.org/1\n",
    "novels": "Title,Author,Year,Pages\nThe Hobbit,Tolkien,1937,300\nDune,Herbert,1965,400\n",
    "news": "title,summary,link,published\nA Fire,We saw,https://example.org/1,2020-01-01\n",
    "tasks": "Title,Authors,Description\nTask one,bob,do\n",
    "songs": "title,artist,album,year\nYesterday,The Beatles,Help!,1965\n",
    "bookmarks": "title,url,date\nA Blog,https://example.org/a,2020-01-01\n",
    "no title": "name,authors,year\nA,B,2020\n",
    "title alone": "title\nAttention Is All You Need\n",
    "prose": "Title, authors, and year are what a paper has.\nThis is no table, though.\n",
    "prose, more": "title, authors, year\n\nThese three are what one needs to know.\n",
    "code": "title, authors, year = parse(line)\nprint(title)\n",
    "json": '{"title": "A", "authors": "B, C", "year": 2020}\n',
    "html": "<table><tr><td>title</td><td>authors</td></tr></table>\n",
    "markdown": "| title | authors |\n|---|---|\n| A | B |\n",
    "numbers": "1,2,3\n4,5,6\n",
}


@pytest.mark.parametrize("name", NEGATIVES)
def test_not_a_table_of_papers(name: str) -> None:
    assert sniff_data(NEGATIVES[name], "file.csv") is None


@pytest.mark.parametrize(
    "text",
    [
        PAPERS,
        PAPERS.replace(",", "\t"),
        "title,author,year\nAttention,A. Vaswani and N. Shazeer,2017\nTwo,B. Bee,2018\n",
        "paper_title,authors,year\nAttention,A. Vaswani,2017\n",
        "Title,DOI\nAttention Is All You Need,10.1234/x\n",
        "title,score,url\nAttention,9,https://arxiv.org/abs/1706.03762\n",
        "title,authors,abstract\n",
        'n,title,abstract\n1,A Study,"We look at models\nthat are big, and find what helps."\n',
    ],
)  # fmt: skip
def test_tables_of_papers(text: str) -> None:
    assert sniff_data(text) == "table"


_PIECES = ('"', ",", "\t", ";", "\n", "\r", "a", '""', "2020", "title", ' "', '" ')


@settings(max_examples=300, deadline=None)
@given(files_of_pieces(*_PIECES), st.sampled_from([",", "\t", ";"]))
def test_never_raises_and_tells_true_lines(rows: bytes, parting: str) -> None:
    data = f"title{parting}year\n".encode() + rows
    true_lines(reading(data), data, after=1)
    table.sniff(Path("x"), rows.decode())


_CELLS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=9
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(_CELLS, min_size=3, max_size=3)), st.sampled_from([",", "\t", ";"]))
def test_every_table_that_csv_writes_is_read(rows: list[list[str]], parting: str) -> None:
    rows = [[f"T{n} {row[0]}", *row[1:]] for n, row in enumerate(rows)]
    text = written([["title", "x", "doi"], *rows], parting)
    got = reading(text)
    assert got.problems == ()
    assert [one.title for one in got.entries] == [plain(row[0]) for row in rows]


COUNTS = {"arxiv_archive_cs.DL.tsv.xz": 2986, "arxiv_archive_math.HO.tsv.xz": 2445}


@pytest.mark.parametrize("name", COUNTS)
def test_the_real_tables_are_read_whole(name: str, tmp_path: Path) -> None:
    path = member("corpus/raw_forms.tar.gz", name, tmp_path)
    text = lzma.decompress(path.read_bytes()).decode()
    got = read(path, "table")
    assert sniff(path) == "table"
    assert got.problems == ()
    wanted = list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t"))
    assert len(wanted) == COUNTS[name] == len(got.entries)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    next(reader)
    for one, row in zip(got.entries, wanted, strict=True):
        begin = reader.line_num + 1
        next(reader)
        assert (one.line, one.end_line) == (begin, reader.line_num)
        assert one.title == plain(row["title"])
        assert len(one.authors) == int(row["num_authors"])
        assert one.ids["arxiv"] == row["arxiv_id"]
        assert one.date == row["created"]
        assert bool(one.abstract) == bool(row["abstract"].strip())
        assert one.ids.get("doi") == (row["doi"].split()[0].rstrip(".,;") if row["doi"] else None)
