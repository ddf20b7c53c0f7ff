"""15,000 real papers with abstracts, indexed whole: which are one paper, by a parse of the test."""

import gzip
import json
import re
import unicodedata
from collections import defaultdict
from typing import Any

import pytest

from conftest import SHARED
from litnotes_index import config
from litnotes_index.library import Library
from litnotes_index.model import Paper
from support.real_data import real

CORPUS = SHARED / "data" / "corpus"
FILES = {"acl_2016plus_abs_8k.jsonl.gz": 8000, "arxiv_daily_abs_7k.jsonl.gz": 7000}

Place = tuple[str, int]

# All of them are indexed for the first of these tests.
pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    for name in FILES:
        real(f"corpus/{name}")
    library = Library(CORPUS, config.load(CORPUS), index_dir=tmp_path_factory.mktemp("index"))
    library.index()
    return library


@pytest.fixture(scope="module")
def told(library: Library) -> dict[Place, dict[str, Any]]:
    """Each record, by its file and line."""
    assert library.status().entries == sum(FILES.values())
    found: dict[Place, dict[str, Any]] = {}
    for name in FILES:
        with gzip.open(CORPUS / name, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                found[str(CORPUS / name), number] = json.loads(line)
    return found


@pytest.fixture(scope="module")
def papers(library: Library) -> list[Paper]:
    return library.view().papers.complete("", 2 * sum(FILES.values()))


def plain(title: str) -> str:
    bare = unicodedata.normalize("NFKD", title.replace("'", "").replace("’", ""))
    kept = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", kept.casefold()))


def places(paper: Paper) -> tuple[Place, ...]:
    return tuple((source.path, source.line) for source in paper.sources)


def test_every_record_is_an_entry_of_one_paper(
    library: Library, papers: list[Paper], told: dict[Place, dict[str, Any]]
) -> None:
    status = library.status()
    assert [source.entries for source in status.sources] == list(FILES.values())
    assert status.problems == ()
    assert status.papers == len(papers)
    assert sorted(place for paper in papers for place in places(paper)) == sorted(told)


def test_those_of_one_title_and_the_same_people_are_one_paper_and_no_others(
    papers: list[Paper], told: dict[Place, dict[str, Any]]
) -> None:
    titled: dict[str, list[Place]] = defaultdict(list)
    for place, record in told.items():
        titled[plain(record["title"])].append(place)
    # Each id is told once, so nothing but a title makes two of them one; these are by one group.
    assert len({record["id"] for record in told.values()}) == len(told)
    repeated = [places for places in titled.values() if len(places) > 1]
    families = [
        {plain(name).split()[-1] for name in told[place]["authors"]}
        for places in repeated
        for place in places
    ]
    assert families[::2] == families[1::2]
    assert sorted(map(places, papers)) == sorted(map(tuple, titled.values()))
    assert len(repeated) == 2


def test_a_merged_paper_tells_of_all_its_entries(
    library: Library, papers: list[Paper], told: dict[Place, dict[str, Any]]
) -> None:
    for paper in papers:
        if len(paper.sources) > 1:
            records = [told[place] for place in places(paper)]
            assert paper.title in [record["title"] for record in records]
            assert list(paper.authors) in [record["authors"] for record in records]
            assert set(paper.keys) == {record["bibkey"] for record in records}
            assert paper.ids["doi"] in [record["doi"].lower() for record in records]
            assert paper.abstract in [record["abstract"] for record in records]
    assert library.conflicts() == []
