"""What people and files ask with, damaged: queries, titles and references, configurations."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes_index import config
from litnotes_index.match import match
from litnotes_index.note_search import search_notes
from litnotes_index.papers.schema import FIELDS
from litnotes_index.view import View
from litnotes_server.features.command import search
from support.damage import damaged, fuzzing
from support.hostile import HOSTILE
from support.papers import library
from support.reading import read_data
from support.seeds import dumps

Survived = Callable[[str, int, str], None]
_SECONDS = 5  # of the processor, for one question
_LINES = (
    *("Attention Is All You Need", "attention is all you nead.", "Neural Scene Flow Prior", "a"),
    "Vaswani, A., Shazeer, N. et al. (2017). Attention is all you need. NeurIPS 30, pp. 5998-6008.",
    "[12] A. Bee and C. Dee, “Retrieve & Reread: small models”, in Proc. of X, 2024. doi:10.1/x",
    "https://arxiv.org/abs/2401.00001v2",
    "Bee, Ann. 2017. 'Scene Flow.' _Journal_ 12 (3): 4–5. https://doi.org/10.1234/basket.7",
    "@article{a, title = {Attention Is All You Need}, year = 2017}",
)
_QUERY = (b'"', b"*", b"~2", b"^3", b" AND ", b" OR ", b"NOT ", b"title:", b"key:", b"[a TO b]")
_CONFIG = b"""# The notes of a person
papers = ["~/papers", "../lab.bib"]
notes = ['.']
ignore = ["drafts/**", "*.tmp"]
citation = "{title} [@{key}]"

[completion]
prose = "smart"
limit = 20

[features]
hover = true
code_lens = false
"""
_TOML = (
    b"[[a]]\n",
    b"papers",
    b".a",
    b"= {",
    b'"""',
    b"'''",
    b"1979-05-27",
    b"0x",
    b"inf",
    b"limit",
)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    pages = {
        f"/{name}": read_data(dumps()[name], "page").entries for name in ("daily.txt", "page.txt")
    }
    return library(tmp_path_factory.mktemp("view"), dumps=pages)


@pytest.mark.timeout(3000)
def test_queries(soak: int, view: View, survived: Survived) -> None:
    lines = damaged(
        [line.encode() for line in (*_LINES, *dumps()["daily.txt"].decode().split("\n"))], *_QUERY
    )
    tried = 0

    @fuzzing(soak, 120)
    @given(lines, st.sampled_from(FIELDS), st.booleans())
    def ask(data: bytes, field: str, whole: bool) -> None:
        nonlocal tried
        tried += 1
        query = data.decode("utf-8", "surrogateescape" if whole else "replace")
        begin = time.process_time()
        hits = view.papers.search(query, 10)
        hits += view.papers.search(query, 10, fields=[field], since="2001", until="2024")
        assert all(hit.paper.title for hit in hits)
        view.papers.complete(query, 50)
        view.papers.named(query)
        view.nearest(query[:300])
        search_notes(view.notes, query, 10)
        search(view, query, 50)
        assert time.process_time() - begin < 4 * _SECONDS

    ask()
    survived("queries damaged at random", tried, "answered")


@pytest.mark.timeout(3000)
def test_lines_to_match(soak: int, view: View, survived: Survived) -> None:
    tried = 0

    @fuzzing(soak, 150)
    @given(
        damaged(
            [line.encode() for line in _LINES],
            *(t.encode("utf-8", "replace") for t in HOSTILE[:-2]),
        )
    )
    def ask(data: bytes) -> None:
        nonlocal tried
        tried += 1
        line = data.decode("utf-8", "replace")
        begin = time.process_time()
        found = match(view.papers, line)
        assert time.process_time() - begin < _SECONDS
        assert found.query == line
        assert 0 <= found.confidence <= 1
        assert len(found.candidates) <= 5
        assert found.paper is None or found.paper in found.candidates

    ask()
    survived("titles and references damaged at random", tried, "matched, or not")


@pytest.mark.timeout(3000)
def test_configurations(soak: int, tmp_path: Path, survived: Survived) -> None:
    tried = 0

    @fuzzing(soak, 150)
    @given(damaged([_CONFIG], *_TOML))
    def load(data: bytes) -> None:
        nonlocal tried
        tried += 1
        (tmp_path / config.FILE_NAME).write_bytes(data)
        begin = time.process_time()
        settings = config.load(tmp_path)
        assert time.process_time() - begin < _SECONDS
        for problem in settings.problems:
            assert problem.path == str(tmp_path / config.FILE_NAME)
            assert 1 <= problem.line <= data.count(b"\n") + 1
            assert "\n" not in problem.message
            assert len(problem.message) < 1000
        json.dumps(asdict(settings.config))
        assert all(place.is_absolute() for place in (*settings.papers, *settings.notes))

    load()
    survived("configurations damaged at random", tried, "read, or told where they are wrong")
