"""Lists of papers in Markdown: a note is a dump only where a person names the file itself."""

import os
from pathlib import Path

import pytest

from litnotes_index import config
from litnotes_index.discover import Finder
from litnotes_index.library import Library

LIST = """\
# To read

- [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
- [Adam: A Method](https://arxiv.org/abs/1412.6980), 2014
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    (folder / "lists").mkdir(parents=True)
    (folder / "lists" / "papers.md").write_text(LIST, encoding="utf-8")
    (folder / "note.md").write_text("A note on [[Adam: A Method]].\n", encoding="utf-8")
    return folder


def library(root: Path, text: str, *named: Path) -> Library:
    (root / "litnotes.toml").write_text(text, encoding="utf-8")
    found = Library(root, config.load(root), index_dir=root.parent / "index")
    found.index(named)
    return found


def papers(root: Path, text: str, *named: Path) -> list[str]:
    (root / "litnotes.toml").write_text(text, encoding="utf-8")
    finder = Finder(root, config.load(root), leave_out=root / "index")
    return [os.path.relpath(found.path, root) for found in finder.papers(named)]


def test_only_a_file_that_is_named_itself(root: Path) -> None:
    assert papers(root, "") == []
    assert papers(root, 'papers = ["lists"]') == []
    assert papers(root, "", root / "lists") == []
    assert papers(root, 'papers = ["lists/papers.md"]') == ["lists/papers.md"]
    assert papers(root, 'papers = [".", "lists/../lists/papers.md"]') == ["lists/papers.md"]
    assert papers(root, "", root / "lists" / "papers.md") == ["lists/papers.md"]


def test_a_list_is_read_and_is_a_note_all_the_same(root: Path) -> None:
    found = library(root, 'papers = ["lists/papers.md"]')
    [source] = found.status().sources
    assert (source.format, source.entries) == ("markdown-list", 2)
    assert found.status().notes == 2
    [paper] = found.view().papers.named("Adam: A Method")
    assert (paper.sources[0].line, paper.date) == (4, "2014")
    cited = found.cited_in(root / "note.md")
    assert [place.text for place in cited] == ["[[Adam: A Method]]"]


def test_a_note_that_is_named_and_no_list_is_no_problem(root: Path) -> None:
    found = library(root, "", root / "note.md")
    assert found.status().sources == ()
    assert found.status().problems == ()
