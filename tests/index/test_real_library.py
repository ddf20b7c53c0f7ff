"""The whole path over the real dumps, against counts made by a parse of the test's own."""

import re
import unicodedata
from pathlib import Path

import pytest

from litnotes_index import config
from litnotes_index.library import Library

TITLE = "Relative representations enable zero-shot latent space communication"


def titles_of(path: Path) -> dict[int, str]:
    """The titles of a dump by line: before each abstract in blocks, every other line in pairs."""
    lines = path.read_text(encoding="utf-8").split("\n")
    if lines[0] != "new":
        rows = [
            (n, line.removeprefix("Subscribe"))
            for n, line in enumerate(lines, 1)
            if n > 2 and line.strip()
        ]
        return dict(rows[::2])
    rows = [(n, line) for n, line in enumerate(lines, 1) if n > 12 and line.strip()]
    is_meta = re.compile(r"  • \d+ authors?|·|[A-Z][a-z]{2} \d+(?:, \d{4})?(?: \d+)?")
    return dict([row for row in rows if not is_meta.fullmatch(row[1])][::2])


def plain(title: str) -> str:
    bare = unicodedata.normalize(
        "NFKD", title.replace("\\&", "&").replace("'", "").replace("’", "")
    )
    kept = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", kept.casefold()))


@pytest.fixture(scope="module")
def real(real_dumps: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library(
        real_dumps, config.load(real_dumps), index_dir=tmp_path_factory.mktemp("index")
    )
    library.index()
    return library


def test_entries_and_papers(real: Library, real_dumps: Path) -> None:
    titles = [
        title for path in sorted(real_dumps.glob("0*.txt")) for title in titles_of(path).values()
    ]
    status = real.status()
    assert (status.entries, len(titles)) == (346, 346)
    assert status.papers == len({plain(title) for title in titles})
    assert len(real.view().papers.complete("", 1000)) == status.papers
    assert [source.entries for source in status.sources] == [4, 62, 46, 234]
    assert status.problems == ()


def test_every_title_is_found_at_its_line(real: Library, real_dumps: Path) -> None:
    view = real.view()
    for path in real_dumps.glob("0*.txt"):
        for line, title in titles_of(path).items():
            (paper,) = view.titled(plain(title))
            assert (str(path), line) in [(source.path, source.line) for source in paper.sources]
            assert view.papers.keyed(paper.key) == [paper]


def test_relative_representations_come_first(real: Library, real_dumps: Path) -> None:
    found = real.view().papers.search("relative representations", 10)
    assert found[0].paper.title == TITLE
    wanted = [
        (str(path), line)
        for path in sorted(real_dumps.glob("0*.txt"))
        for line, title in titles_of(path).items()
        if title == TITLE
    ]
    assert [(source.path, source.line) for source in found[0].paper.sources] == wanted
    assert len(wanted) == 3
