"""What `status` names: keys and titles that several papers have."""

from pathlib import Path

from litnotes_index.papers.conflicts import conflicts
from support.papers import paper, search_of


def test_a_key_and_a_title_of_two_papers(tmp_path: Path) -> None:
    papers = search_of(
        tmp_path,
        paper("Night Tides", key="smith2020"),
        paper("Day Tides", key="smith2020"),
        paper("Deep Learning", ids={"doi": "10.1/a"}, authors=("Ann Bee",)),
        paper("Deep Learning", ids={"doi": "10.1/b"}, authors=("Cy Dee",)),
    )
    assert [(problem.line, problem.message) for problem in conflicts(papers)] == [
        (5, "the key smith2020 names another paper at /dumps/a.txt:1"),
        (13, "the title “Deep Learning” names another paper at /dumps/a.txt:9"),
    ]


def test_an_identifier_of_two_papers(tmp_path: Path) -> None:
    papers = search_of(
        tmp_path,
        paper("Night Tides", ids={"doi": "10.1/a"}, authors=("Ann Bee",)),
        paper("Counting Sheep", ids={"doi": "10.1/A"}, authors=("Cy Dee",)),
    )
    assert [(problem.line, problem.message) for problem in conflicts(papers)] == [
        (5, "the DOI 10.1/a names another paper at /dumps/a.txt:1"),
    ]


def test_a_paper_with_two_arxiv_ids(tmp_path: Path) -> None:
    papers = search_of(
        tmp_path,
        "Day Tides",
        paper("Night Tides", ids={"doi": "10.1/a", "arxiv": "2001.00001v2"}),
        paper("Night Tides", ids={"doi": "10.1/a", "arxiv": "2001.00002"}),
        paper("Night Tides", ids={"doi": "10.1/b", "arxiv": "2001.00002v1"}),
    )
    assert [(problem.line, problem.message) for problem in conflicts(papers)] == [
        (5, "the paper has several arXiv ids: 2001.00001 and 2001.00002"),
    ]


def test_two_entries_of_one_paper_are_none(tmp_path: Path) -> None:
    papers = search_of(
        tmp_path, paper("Night Tides", key="a"), paper("Night Tides", key="a"), "Day Tides"
    )
    assert list(conflicts(papers)) == []
