"""What entries inherit of others, wherever those stand in the file."""

from litnotes_index.model import Entry
from litnotes_index.readers.bibtex.parents import Parents
from litnotes_index.readers.bibtex.syntax import Block
from litnotes_index.readers.files import source
from support.reading import read_data

CHILD = "@inproceedings{child, title = {A Part}, author = {Doe, J}, crossref = {Whole}}\n"
PARENT = (
    "@proceedings{whole, title = {The Whole}, editor = {Roe, R}, date = {2015-06},"
    " isbn = {155860221X}, doi = {10.1234/whole}, abstract = {Of all.},\n"
    " url = {https://example.org/whole}}\n"
)


def read(text: str) -> tuple[Entry, ...]:
    return read_data(text, "bibtex").entries


def test_a_parent_before_or_after() -> None:
    after = read(CHILD + PARENT)
    before = read(PARENT + CHILD)
    assert [entry.key for entry in after] == ["child", "whole"]
    assert [entry.key for entry in before] == ["whole", "child"]
    for child in (after[0], before[1]):
        assert child.venue == "The Whole"
        assert child.date == "2015-06"
        assert child.authors == ("J Doe",)
        # What names the whole does not name its part.
        assert (child.ids, child.urls, child.abstract) == ({}, (), None)


def test_what_the_child_tells_itself_stays() -> None:
    told = CHILD.replace("crossref", "booktitle = {Mine}, year = 2014, crossref")
    child = read(told + PARENT)[0]
    assert (child.venue, child.date) == ("Mine", "2014")


def test_the_booktitle_of_a_parent_comes_first() -> None:
    child = read(CHILD + PARENT.replace("editor", "booktitle = {As Cited}, editor"))[0]
    assert child.venue == "As Cited"


def test_a_part_of_a_book_is_by_its_author() -> None:
    book = "@book{b, title = {Book}, author = {Poe, M}, year = 1999}\n"
    text = "@inbook{c, title = {C}, crossref = {b}}\n@incollection{d, title = {D}, crossref={b}}\n"
    inbook, incollection, _ = read(text + book)
    assert (inbook.authors, inbook.venue, inbook.date) == (("M Poe",), "Book", "1999")
    assert (incollection.authors, incollection.venue) == ((), "Book")


def test_an_issue_of_a_journal() -> None:
    text = "@article{a, title = {A}, crossref = {p}}\n@periodical{p, title = {J}, year = 2001}\n"
    article = read(text)[0]
    assert (article.venue, article.date) == ("J", "2001")


def test_another_name_of_the_same() -> None:
    text = "@article{alias, crossref = {a}}\n@article{a, title = {A}, author = {B}, year = 2001}\n"
    alias = read(text)[0]
    assert (alias.key, alias.title, alias.authors, alias.date) == ("alias", "A", ("B",), "2001")


def test_xdata() -> None:
    text = (
        "@xdata{one, journaltitle = {J}, xdata = {three}}\n"
        "@article{a, title = {A}, xdata = {one, two, none}}\n"
        "@xdata{two, author = {Doe, J}, journaltitle = {K}, doi = {10.1234/a}}\n"
        "@xdata{three, date = {2015}}\n"
    )
    [article] = read(text)
    assert (article.key, article.venue, article.authors) == ("a", "J", ("J Doe",))
    assert (article.date, article.ids) == ("2015", {"doi": "10.1234/a"})


def test_grandparents_and_circles() -> None:
    chain = CHILD + PARENT.replace("date = {2015-06}", "crossref = {top}")
    child = read(chain + "@mvproceedings{top, title = {All}, year = 2003}\n")[0]
    assert (child.venue, child.date) == ("The Whole", "2003")
    circle = (
        "@book{a, title = {A}, crossref = {b}}\n@book{b, title = {B}, crossref = {a}, year = 1}"
    )
    assert [entry.title for entry in read(circle)] == ["A", "B"]
    own = "@xdata{x, xdata = {x}}\n@misc{a, title = {A}, xdata = {x, a}, crossref = {a}}"
    assert [entry.title for entry in read(own)] == ["A"]


def test_no_parent() -> None:
    [child] = read(CHILD)
    assert (child.title, child.venue) == ("A Part", None)


def test_all_that_refer_to_all_take_no_time() -> None:
    keys = ",".join(f"x{n}" for n in range(400))
    text = "".join(f"@xdata{{x{n}, year = {n}, xdata = {{{keys}}}}}\n" for n in range(400))
    [found] = read(text + "@misc{a, title = {A}, xdata = {x1}, crossref = {x2}}\n")
    assert found.title == "A"


def test_a_file_without_references_is_read_once() -> None:
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


def test_a_reference_over_the_end_of_a_piece() -> None:
    pad = "% " + "x" * (source.CHUNK - len(CHILD) + 12) + "\n"
    assert read(pad + CHILD + PARENT)[0].venue == "The Whole"
