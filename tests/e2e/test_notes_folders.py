"""Notes folders and the files in them: several at once, none at all, changed on disk."""

from pathlib import Path

import pytest

from e2e.conftest import DUMP, complaints, environment, ready, uri_of
from support.client import Client

TIDE = "Tide Tables"
KEY = "tide-tables"

ODD = "🙂 e\u0301 👩\u200d🔬 "


def references(client: Client, uri: str, offset: int) -> list[tuple[str, int, int]]:
    """Return the file, line and column of each citation of the paper at an offset."""
    context = {"context": {"includeDeclaration": True}}
    found = client.request("textDocument/references", {**client.at(uri, offset), **context})
    return [
        (place["uri"].rpartition("/")[2], *place["range"]["start"].values())
        for place in found or ()
    ]


def labels(client: Client, uri: str) -> list[str]:
    return [item["label"] for item in client.complete(uri, len(client.text(uri)))]


def moved(client: Client, added: list[Path], removed: list[Path]) -> None:
    """Add folders to the workspace, and remove others."""

    def named(folders: list[Path]) -> list[dict[str, str]]:
        return [{"uri": folder.as_uri(), "name": folder.name} for folder in folders]

    event = {"event": {"added": named(added), "removed": named(removed)}}
    client.notify("workspace/didChangeWorkspaceFolders", event)


def test_notes_on_disk_come_change_move_and_go(raw: Client, root: Path) -> None:
    (root / "a.md").write_text(f"[@{KEY}]\n")
    raw.initialize(root)
    ready(raw, notes=1)
    here = uri_of(root, "open.md")
    raw.open(here, f"[[{TIDE}]]\n")
    own = ("open.md", 0, 0)
    assert references(raw, here, 3) == [("a.md", 0, 1), own]

    (root / "sub").mkdir()
    (root / "sub" / "b.md").write_text(f"\n{ODD}[[{TIDE}]]\n")
    ready(raw, notes=2)
    column = raw.range(here, 0, 0)["end"]["character"] + len(ODD.encode("utf-16-le")) // 2
    assert references(raw, here, 3) == [("a.md", 0, 1), own, ("b.md", 1, column)]

    (root / "a.md").write_text(f"now later: [@{KEY}]\n")
    (root / "sub").rename(root / "c")
    ready(raw, notes=2)
    while references(raw, here, 3) != [("a.md", 0, 12), ("b.md", 1, column), own]:
        ready(raw)  # the two changes may be seen apart

    (root / "a.md").unlink()
    ready(raw, notes=1)
    assert references(raw, here, 3) == [("b.md", 1, column), own]


def test_the_text_in_the_editor_wins_over_the_file(raw: Client, root: Path) -> None:
    (root / "a.md").write_text(f"[@{KEY}]\n")
    raw.initialize(root)
    ready(raw, notes=1)
    here = uri_of(root, "a.md")
    raw.open(here, f"{ODD}one\n\n[@{KEY}]\n")
    place = raw.text(here).index(KEY)
    (root / "a.md").write_text(f"[@{KEY}] [@{KEY}] [[{TIDE}]]\n")
    (root / "b.md").write_text(f"[@{KEY}]\n")
    ready(raw, notes=2)
    assert references(raw, here, place) == [("a.md", 2, 1), ("b.md", 0, 1)]
    # Once it is closed, the file counts.
    raw.notify("textDocument/didClose", {"textDocument": {"uri": here}})
    other = uri_of(root, "b.md")
    raw.open(other, f"[@{KEY}]")
    assert [place[0] for place in references(raw, other, 4)] == ["a.md"] * 3 + ["b.md"]


def test_two_folders_have_their_own_configuration_and_index(
    raw: Client, root: Path, tmp_path: Path
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    (second / "dump.txt").write_text(DUMP.replace(TIDE, "Tide Clocks"))
    (second / "litnotes.toml").write_text('citation = "pandoc"\n[features]\nhover = false\n')
    (second / "b.md").write_text("[[Tide Clocks]]\n")
    raw.initialize(root)
    ready(raw, papers=2)
    moved(raw, [second], [])
    ready(raw, notes=1)
    first, other = uri_of(root, "a.md"), uri_of(second, "a.md")
    raw.open(first, f"{TIDE}\n\n## tide t")
    raw.open(other, "[[Tide Clocks]]\n\n## tide c")
    (item,) = raw.complete(first, len(raw.text(first)))
    assert item["textEdit"]["newText"] == TIDE
    (item,) = raw.complete(other, len(raw.text(other)))
    assert item["textEdit"]["newText"] == "[@tide-clocks]"
    assert raw.request("textDocument/hover", raw.at(first, 3)) is not None
    assert raw.request("textDocument/hover", raw.at(other, 3)) is None
    assert references(raw, first, 3) == [("a.md", 0, 0)]
    assert references(raw, other, 3) == [("a.md", 0, 0), ("b.md", 0, 0)]
    found = raw.request("workspace/symbol", {"query": "tide"})
    assert sorted(one["name"] for one in found) == ["Tide Clocks", TIDE]

    raw.notify("textDocument/didClose", {"textDocument": {"uri": other}})
    moved(raw, [], [second])
    found = raw.request("workspace/symbol", {"query": "tide"})
    assert [one["name"] for one in found] == [TIDE]


def test_a_folder_that_leaves_takes_its_complaints_along(
    raw: Client, root: Path, tmp_path: Path
) -> None:
    first = tmp_path / "first"
    first.mkdir()
    raw.initialize(first)
    moved(raw, [root], [])
    ready(raw, papers=2)
    here = uri_of(root, "a.md")
    raw.open(here, "[@unheard1999]")
    complaints(raw, here, 1)
    moved(raw, [], [root])
    complaints(raw, here, 0)
    moved(raw, [root], [])
    complaints(raw, here, 1)


@pytest.fixture
def user_library(tmp_path: Path) -> Path:
    """A library that the user's own configuration names."""
    environment(tmp_path)
    home = tmp_path / "home"
    (home / "papers").mkdir()
    (home / "papers" / "dump.txt").write_text(DUMP)
    (home / "litnotes").mkdir()
    (home / "litnotes" / "litnotes.toml").write_text('papers = ["../papers"]\n')
    return home / "papers"


def test_a_note_outside_of_every_folder_sees_the_user_s_library(
    raw: Client, tmp_path: Path, user_library: Path
) -> None:
    folder, elsewhere = tmp_path / "folder", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (elsewhere / "other.md").write_text(f"[@{KEY}]")
    raw.initialize(folder)
    ready(raw, papers=2)
    here = uri_of(elsewhere, "a.md")
    raw.open(here, f"{ODD}[@{KEY}]\n\n[[tide")
    ready(raw, papers=2, notes=0)
    assert labels(raw, here) == [TIDE]
    place = raw.text(here).index(KEY)
    card = raw.request("textDocument/hover", raw.at(here, place))
    assert card["contents"]["value"].startswith(TIDE)
    assert references(raw, here, place) == [("a.md", 0, raw.position(here, place - 1)["character"])]
    (definition,) = raw.request("textDocument/definition", raw.at(here, place))
    assert definition["uri"] == uri_of(user_library, "dump.txt")


def test_a_paper_of_the_user_s_library_is_found_once_in_several_folders(
    raw: Client, tmp_path: Path, user_library: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    raw.initialize(first)
    ready(raw, papers=2)
    moved(raw, [second], [])
    ready(raw, papers=2)
    found = raw.request("workspace/symbol", {"query": "tide"})
    assert [one["name"] for one in found] == [TIDE]


def test_untitled_documents(raw: Client, root: Path) -> None:
    raw.initialize(root)
    ready(raw, papers=2)
    here = "untitled:Untitled-1"
    raw.open(here, f"# {ODD}\n\n{ODD}[@{KEY}, p. 3] and [@{KEY[:-1]}] [[tide")
    assert labels(raw, here) == [TIDE]
    place = raw.text(here).index(KEY)
    card = raw.request("textDocument/hover", raw.at(here, place))
    assert card["range"] == raw.range(here, place - 1, place + len(KEY))
    (complaint,) = complaints(raw, here, 1)
    assert complaint["code"] == "unknown-key"
    edit = raw.request("textDocument/rename", {**raw.at(here, place), "newName": "new2000"})
    assert list(edit["changes"]) == [here]
    found = raw.request("textDocument/documentSymbol", {"textDocument": {"uri": here}})
    assert [one["location"]["uri"] for one in found] == [here, here]
