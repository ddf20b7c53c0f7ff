"""What notes cite comes first among equals: what this note does, then what any note does."""

from pathlib import Path

import pytest

from litnotes_index import config
from litnotes_index.config import Config
from litnotes_index.library import Library
from litnotes_index.markdown import parse
from litnotes_server.features.completion import completion
from support.marked import marked
from support.papers import aged, write_page

TITLES = ("Graph Nets of Old", "Graph Nets of Now", "Graph Nets of Then", "Graph Nets at Night")
OTHER = "On [[Graph Nets of Then]] and the [[Graph Nets at Night]].\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root: Path = tmp_path_factory.mktemp("root")
    write_page(root / "page.txt", *TITLES)
    for name, text in {"other.md": OTHER, "here.md": "See Graph Nets of Now.\n"}.items():
        (root / name).write_text(text)
        aged(root / name)
    library = Library(root, config.load(root), index_dir=root / ".index")
    library.index()
    return library


@pytest.mark.parametrize(
    ("path", "first", "then"),
    [
        ("here.md", {"Now"}, {"Then", "Night"}),
        ("other.md", {"Then", "Night"}, {"Now"}),
        ("new.md", {"Now", "Then", "Night"}, set[str]()),
    ],
)
def test_what_this_note_cites_then_what_any_does(
    library: Library, path: str, first: set[str], then: set[str]
) -> None:
    view = library.view()
    note = marked("A [[graph nets<|>")
    record = view.notes.of(str(library.root / path))
    items = completion(view, parse(note.text), note.cursor, Config(), record=record)
    order = [item.label.rpartition(" ")[2] for item in items]
    assert set(order[: len(first)]) == first
    assert set(order[len(first) : 3]) == then
    assert order[3:] == ["Old"]


def test_what_is_gone_from_the_papers_is_not_cited(library: Library) -> None:
    view = library.view()
    assert "title:graph nets of now" in view.cited().anywhere
    assert all(not name.startswith("note:") for name in view.cited().anywhere)
    record = view.notes.of(str(library.root / "here.md"))
    assert set(view.cited(record).here) == {"title:graph nets of now"}
