"""What entries inherit of others, wherever those stand in the file."""

from pathlib import Path

from litnotes_index.model import Entry
from litnotes_index.readers import bibtex
from litnotes_index.readers.bibtex.parents import Parents
from litnotes_index.readers.bibtex.syntax import Block
from litnotes_index.readers.files import source

CHILD = "@inproceedings{child, title = {A Part}, author = {Doe, J}, crossref = {Whole}}\n"
PARENT = (
    "@proceedings{whole, title = {The Whole}, editor = {Roe, R}, date = {2015-06},"
    " isbn = {155860221X}, doi = {10.1234/whole}, abstract = {Of all.},\n"
    " url = {https://example.org/whole}}\n"
)


def read(folder: Path, text: str) -> list[Entry]:
    path = folder / "papers.bib"
    path.write_text(text)
    return [item for item in bibtex.read(path) if isinstance(item, Entry)]


def test_a_parent_before_or_after(tmp_path: Path) -> None:
    after = read(tmp_path, CHILD + PARENT)
    before = read(tmp_path, PARENT + CHILD)
    assert [entry.key for entry in after] == ["child", "whole"]
    assert [entry.key for entry in before] == ["whole", "child"]
    for child in (after[0], before[1]):
        assert child.venue == "The Whole"
        assert child.date == "2015-06"
        assert child.authors == ("J Doe",)
        # What names the whole does not name its part.
        assert (child.ids, child.urls, child.abstract) == ({}, (), None)


def test_what_the_child_tells_itself_stays(tmp_path: Path) -> None:
    told = CHILD.replace("crossref", "booktitle = {Mine}, year = 2014, crossref")
    child = read(tmp_path, told + PARENT)[0]
    assert (child.venue, child.date) == ("Mine", "2014")


def test_the_booktitle_of_a_parent_comes_first(tmp_path: Path) -> None:
    child = read(tmp_path, CHILD + PARENT.replace("editor", "booktitle = {As Cited}, editor"))[0]
    assert child.venue == "As Cited"


def test_a_part_of_a_book_is_by_its_author(tmp_path: Path) -> None:
    book = "@book{b, title = {Book}, author = {Poe, M}, year = 1999}\n"
    text = "@inbook{c, title = {C}, crossref = {b}}\n@incollection{d, title = {D}, crossref={b}}\n"
    inbook, incollection, _ = read(tmp_path, text + book)
    assert (inbook.authors, inbook.venue, inbook.date) == (("M Poe",), "Book", "1999")
    assert (incollection.authors, incollection.venue) == ((), "Book")


def test_an_issue_of_a_journal(tmp_path: Path) -> None:
    text = "@article{a, title = {A}, crossref = {p}}\n@periodical{p, title = {J}, year = 2001}\n"
    article = read(tmp_path, text)[0]
    assert (article.venue, article.date) == ("J", "2001")


def test_another_name_of_the_same(tmp_path: Path) -> None:
    text = "@article{alias, crossref = {a}}\n@article{a, title = {A}, author = {B}, year = 2001}\n"
    alias = read(tmp_path, text)[0]
    assert (alias.key, alias.title, alias.authors, alias.date) == ("alias", "A", ("B",), "2001")


def test_xdata(tmp_path: Path) -> None:
    text = (
        "@xdata{one, journaltitle = {J}, xdata = {three}}\n"
        "@article{a, title = {A}, xdata = {one, two, none}}\n"
        "@xdata{two, author = {Doe, J}, journaltitle = {K}, doi = {10.1234/a}}\n"
        "@xdata{three, date = {2015}}\n"
    )
    [article] = read(tmp_path, text)
    assert (article.key, article.venue, article.authors) == ("a", "J", ("J Doe",))
    assert (article.date, article.ids) == ("2015", {"doi": "10.1234/a"})


def test_grandparents_and_circles(tmp_path: Path) -> None:
    chain = CHILD + PARENT.replace("date = {2015-06}", "crossref = {top}")
    child = read(tmp_path, chain + "@mvproceedings{top, title = {All}, year = 2003}\n")[0]
    assert (child.venue, child.date) == ("The Whole", "2003")
    circle = (
        "@book{a, title = {A}, crossref = {b}}\n@book{b, title = {B}, crossref = {a}, year = 1}"
    )
    assert [entry.title for entry in read(tmp_path, circle)] == ["A", "B"]
    own = "@xdata{x, xdata = {x}}\n@misc{a, title = {A}, xdata = {x, a}, crossref = {a}}"
    assert [entry.title for entry in read(tmp_path, own)] == ["A"]


def test_no_parent(tmp_path: Path) -> None:
    [child] = read(tmp_path, CHILD)
    assert (child.title, child.venue) == ("A Part", None)


def test_all_that_refer_to_all_take_no_time(tmp_path: Path) -> None:
    keys = ",".join(f"x{n}" for n in range(400))
    text = "".join(f"@xdata{{x{n}, year = {n}, xdata = {{{keys}}}}}\n" for n in range(400))
    [found] = read(tmp_path, text + "@misc{a, title = {A}, xdata = {x1}, crossref = {x2}}\n")
    assert found.title == "A"


def test_a_file_without_references_is_read_once(tmp_path: Path) -> None:
    opened: list[int] = []

    def texts() -> "list[str]":
        opened.append(1)
        return [CHILD, PARENT]

    parents = Parents(lambda: iter(texts()), frozenset({"title", "year"}))
    assert opened == []
    child = Block("inproceedings", "c", {"crossref": "whole"}, 1, 1)
    assert parents.complete(child) == {"crossref": "whole", "booktitle": "The Whole"}
    parents.complete(child)
    assert len(opened) == 2


def test_a_reference_over_the_end_of_a_piece(tmp_path: Path) -> None:
    pad = "% " + "x" * (source.CHUNK - len(CHILD) + 12) + "\n"
    assert read(tmp_path, pad + CHILD + PARENT)[0].venue == "The Whole"
