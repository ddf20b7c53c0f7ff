"""One paper out of its entries: the best that each of them tells."""

from dataclasses import replace

import pytest

from litnotes_index.model import Entry, Paper
from litnotes_index.papers.merge import merge
from litnotes_index.papers.placed import placed
from support.papers import paper


def merged(*entries: Entry, shares_title: bool = False) -> Paper:
    entered = [placed(entry, f"/{n}.txt", "page") for n, entry in enumerate(entries)]
    return merge(entered[::-1], shares_title=shares_title)


@pytest.mark.parametrize(
    ("dates", "best"),
    [
        ([None, None], None),
        (["2017", "2017-06-12", "2017-06"], "2017-06-12"),
        (["--06-12", "2017"], "2017"),
        (["--06-12", None], "--06-12"),
    ],
)
def test_the_most_exact_date_wins(dates: list[str | None], best: str | None) -> None:
    assert merged(*(paper("T", date=date) for date in dates)).date == best


PREPRINT = {"ids": {"arxiv": "1706.09999"}}


@pytest.mark.parametrize(
    ("entries", "best"),
    [
        ([{"date": "2017", "venue": "ICML"}, {"date": "2023-08"} | PREPRINT], "2017"),
        (
            [{"date": "2017", "venue": "ICML"}, {"date": "2017-06-12"}, {"date": "2016-12"}],
            "2017-06-12",
        ),
        ([{"date": "2016-11-02"}, {"date": "2017", "venue": "ICML"}], "2017"),
        ([{"date": "2018-04-01"}, {"date": "2017"}], "2017"),
        ([{"venue": "ICML"}, {"date": "--06-12", "venue": "ICML"}, {"date": "2018"}], "2018"),
    ],
)
def test_the_date_is_of_the_version_that_came_out(
    entries: list[dict[str, object]], best: str
) -> None:
    assert merged(*(paper("T", **fields) for fields in entries)).date == best


BEE = ("Ann Bee",)
FEW = ("A Bee", "C Dee")


@pytest.mark.parametrize(
    ("entries", "count"),
    [
        ([{"authors": FEW}], 2),
        ([{"authors": FEW, "authors_cut": True}], None),
        ([{"authors": FEW, "authors_cut": True, "author_count": 1}], None),
        ([{"authors": BEE, "authors_cut": True}, {"authors": FEW}], 2),
        ([{"authors": BEE, "authors_cut": True}, {"authors": BEE}], None),
        ([{"authors": BEE, "authors_cut": True}, {"authors": FEW, "author_count": 2932}], 2932),
        ([{"authors": FEW, "authors_cut": True}, {"author_count": 9}], 9),
        ([{"authors": FEW}, {"author_count": 9}], 2),
        ([{"author_count": 0}, {"author_count": 3}], 3),
    ],
)
def test_a_list_that_is_cut_short_does_not_tell_how_many_authors_there_are(
    entries: list[dict[str, object]], count: int | None
) -> None:
    assert merged(*(paper("T", **fields) for fields in entries)).author_count == count


def test_a_title_that_is_not_shouted_wins() -> None:
    assert merged(paper("A TITLE"), paper("A Title")).title == "A Title"
    assert merged(paper("A TITLE"), paper("A TITLE")).title == "A TITLE"


def test_a_title_with_capitals_wins() -> None:
    assert merged(paper("a title"), paper("A Title")).title == "A Title"
    assert merged(paper("a title"), paper("A TITLE")).title == "a title"


def test_the_fullest_names_win() -> None:
    found = merged(
        paper("T", authors=("A. Bee", "C. Dee")), paper("T", authors=("Ann Bee", "Cy Dee"))
    )
    assert found.authors == ("Ann Bee", "Cy Dee")


def test_the_best_of_everything() -> None:
    one = paper("T", abstract="short", author_count=3, votes=5, urls=("u",), venue="V")
    other = paper(
        "T", abstract="longer one", authors=("A", "B"), votes=9, urls=("w", "u"), type="article"
    )
    found = merged(one, other)
    assert (found.abstract, found.authors, found.author_count) == ("longer one", ("A", "B"), 2)
    assert (found.votes, found.urls, found.venue, found.type) == (9, ("u", "w"), "V", "article")


def test_unknown_stays_unknown() -> None:
    found = merged(paper("T"))
    assert (found.abstract, found.author_count, found.date, found.votes) == (None, None, None, None)
    assert (found.authors, found.ids, found.urls) == ((), {}, ())


def test_sources_are_ordered_by_path_and_line() -> None:
    places = [("/b", 1), ("/a", 9), ("/a", 2)]
    found = merge([placed(replace(paper("T"), line=line), path, "page") for path, line in places])
    assert [(s.path, s.line) for s in found.sources] == [("/a", 2), ("/a", 9), ("/b", 1)]


def test_every_given_key_names_the_paper_and_the_first_is_written() -> None:
    found = merged(paper("T"), paper("T", key="b"), paper("T", key="a"), paper("T", key="b"))
    assert (found.key, found.keys) == ("b", ("b", "a"))


def test_ids_of_all_entries_the_first_of_each_kind() -> None:
    found = merged(
        paper("T", ids={"doi": "10.1/A"}), paper("T", ids={"doi": "10.1/b", "arxiv": "1v2"})
    )
    assert found.ids == {"doi": "10.1/a", "arxiv": "1"}


def test_two_papers_of_one_title_have_two_keys() -> None:
    one = merged(paper("T", ids={"doi": "1"}), shares_title=True)
    other = merged(paper("T", ids={"doi": "2"}), shares_title=True)
    assert merged(paper("T", ids={"doi": "1"})).key == "t"
    assert one.key != other.key
    assert one.key.startswith("t-")
