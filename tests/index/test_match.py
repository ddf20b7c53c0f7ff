"""Which paper a messy title means, or none."""

from pathlib import Path

import pytest

from litnotes_index.match import match, similarity
from litnotes_index.papers.search import PaperSearch
from support.papers import paper, search_of


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> PaperSearch:
    return search_of(
        tmp_path_factory.mktemp("shelf"),
        paper("Attention Is All You Need", key="vaswani2017"),
        paper("Learning to Weave Baskets", ids={"doi": "10.1234/basket"}),
        paper("Editorial", abstract="One."),
        paper("Editorial", abstract="Another."),
        *(f"Deep Nets of Kind Number {n}" for n in range(8)),
    )


@pytest.mark.parametrize(
    "query",
    [
        "Attention is all you need.",
        "ATTENTION IS ALL YOU NEED",
        "vaswani2017",
        "“Attention Is All You Need”",
        " attention is all you need \t",
    ],
)
def test_a_sure_one(shelf: PaperSearch, query: str) -> None:
    found = match(shelf, query)
    assert found.paper is not None
    assert (found.paper.key, found.confidence, found.candidates) == (
        "vaswani2017",
        1.0,
        (found.paper,),
    )
    assert found.query == query


def test_an_identifier(shelf: PaperSearch) -> None:
    found = match(shelf, "https://doi.org/10.1234/BASKET")
    assert found.paper is not None
    assert found.paper.title == "Learning to Weave Baskets"


def test_one_with_a_typo(shelf: PaperSearch) -> None:
    found = match(shelf, "Atention is all you need")
    assert found.paper is not None
    assert found.paper.key == "vaswani2017"
    assert 0.9 <= found.confidence < 1
    assert found.paper == found.candidates[0]


@pytest.mark.parametrize("query", ["", "  ", "?!", "zzz qqq", "\0", "🙂"])
def test_none(shelf: PaperSearch, query: str) -> None:
    found = match(shelf, query)
    assert (found.query, found.paper, found.confidence, found.candidates) == (query, None, 0.0, ())


def test_a_guess_is_no_match_but_a_candidate(shelf: PaperSearch) -> None:
    found = match(shelf, "attention all")
    assert found.paper is None
    assert [p.key for p in found.candidates] == ["vaswani2017"]
    assert 0 < found.confidence < 0.9


def test_two_papers_of_one_name_are_no_match(shelf: PaperSearch) -> None:
    found = match(shelf, "Editorial")
    assert found.paper is None
    assert [p.title for p in found.candidates] == ["Editorial", "Editorial"]


def test_at_most_five_candidates_best_first(shelf: PaperSearch) -> None:
    found = match(shelf, "deep nets of kind number 3x")
    assert len(found.candidates) == 5
    assert found.candidates[0].title == "Deep Nets of Kind Number 3"
    alike = [similarity("deep nets of kind number 3x", p.title) for p in found.candidates]
    assert alike == sorted(alike, reverse=True)


def test_an_empty_library(tmp_path: Path) -> None:
    assert match(search_of(tmp_path), "Attention Is All You Need").paper is None


def test_similarity() -> None:
    assert similarity("Naïve: Nets", "naive nets!") == 1.0
    assert similarity("abc", "xyz") == 0.0
