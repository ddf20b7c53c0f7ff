"""Identities in numbers: what is counted in parts is what would be counted at once."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from litnotes_index.papers import pile as piles
from litnotes_index.papers.identity import Identity, group
from litnotes_index.papers.pile import Pile, differing, mark
from litnotes_index.papers.placed import placed
from support.papers import paper

IDENTITIES = [
    placed(paper(title, ids=ids, authors=authors), "/dump", "page").identity
    for title in ("First Title", "Second Title", "Editorial")
    for ids, authors in (
        ({}, ()),
        ({"doi": "10.1/a"}, ("Ann Bee",)),
        ({"doi": "10.1/b"}, ("Cy Dee",)),
        ({"arxiv": "2401.00001", "isbn": "9783161484100"}, ()),
    )
]


@pytest.fixture(params=["in memory", "on disk"])
def empty(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Pile]:
    if request.param == "on disk":
        monkeypatch.setattr(piles, "_IN_MEMORY", 1)
    with closing(Pile(tmp_path)) as pile:
        yield pile


def put(pile: Pile, identities: list[Identity]) -> None:
    for one in identities:
        pile.add(one)


def test_what_is_put_on_it_is_there(empty: Pile) -> None:
    put(empty, IDENTITIES)
    assert empty[3] == IDENTITIES[3]
    empty.add(IDENTITIES[0])
    assert list(empty.some([1, 12])) == [IDENTITIES[1], IDENTITIES[0]]
    assert len(empty) == len(IDENTITIES) + 1
    assert empty.mark(12) == empty.mark(0) == mark(IDENTITIES[0]) != empty.mark(1)


@pytest.mark.parametrize("seed", range(5))
def test_papers_are_as_many_as_when_all_are_grouped(empty: Pile, seed: int) -> None:
    choose = random.Random(seed)
    many = choose.choices(IDENTITIES, k=choose.randint(1, 12))
    put(empty, many)
    places = sorted(choose.sample(range(len(many)), k=choose.randint(1, len(many))))
    assert empty.papers(places) == len(group([many[place] for place in places]))


def test_those_meet_that_share_a_term_through_others(empty: Pile) -> None:
    told = [("First", "10.1/a"), ("Second", "10.1/a"), ("Second", "10.1/b"), ("Third", "10.1/c")]
    entries = [paper(f"{title} Title", ids={"doi": doi}) for title, doi in told]
    put(empty, [placed(entry, "/dump", "page").identity for entry in entries])
    assert empty.meeting(range(4)) == [[0, 1, 2]]
    assert empty.meeting([0, 2, 3]) == []


@pytest.mark.parametrize("seed", range(5))
def test_what_differs_is_what_the_other_lacks_one_for_one(tmp_path: Path, seed: int) -> None:
    choose = random.Random(seed)
    one, other = (choose.choices(IDENTITIES, k=choose.randint(0, 20)) for _ in range(2))
    with closing(Pile(tmp_path)) as mine, closing(Pile(tmp_path)) as theirs:
        put(mine, one)
        put(theirs, other)
        only, others = differing(mine, range(len(one)), theirs, range(len(other)))
    here, there = Counter(map(mark, one)), Counter(map(mark, other))
    assert Counter(mark(one[place]) for place in only) == here - there
    assert Counter(mark(other[place]) for place in others) == there - here
