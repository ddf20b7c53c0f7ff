"""Starting and stopping, configuration, changes on disk: what only a real process shows."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from e2e.conftest import DUMP, environment
from support.client import SERVER, Client


def status(client: Client, papers: int) -> None:
    """Wait until the server says that it knows so many papers."""
    while True:
        said = client.wait_for("litnotes/status")["params"]
        if said["state"] == "ready" and said["papers"] == papers:
            return


def labels(client: Client, uri: str) -> list[str]:
    """Return the titles that are offered at the end of a note."""
    return [item["label"] for item in client.complete(uri, len(client.text(uri)))]


@pytest.fixture
def opened(raw: Client, root: Path) -> str:
    """The URI of a note that is open, its folder indexed."""
    raw.initialize(root)
    status(raw, 2)
    uri = (root / "note.md").as_uri()
    raw.open(uri, "[[tide")
    return uri


def test_an_orderly_end_is_status_0(raw: Client, root: Path) -> None:
    raw.initialize(root)
    assert raw.shut_down() == 0


def test_exit_without_shutdown_is_status_1(raw: Client, root: Path) -> None:
    raw.initialize(root)
    raw.notify("exit", None)
    assert raw.process.wait(timeout=10) == 1


def test_a_client_that_is_gone_ends_the_server(raw: Client, root: Path) -> None:
    raw.initialize(root)
    assert raw.process.stdin is not None
    raw.process.stdin.close()
    assert raw.process.wait(timeout=10) == 1


@pytest.mark.parametrize("way", ["exit", "gone"])
def test_a_server_that_indexes_much_ends_at_once(raw: Client, root: Path, way: str) -> None:
    lines = (f'{{"title": "Paper {n}", "abstract": "{"word " * 200}"}}\n' for n in range(20_000))
    (root / "many.jsonl").write_text("".join(lines))
    raw.initialize(root)
    while raw.wait_for("litnotes/status")["params"]["state"] != "indexing":
        pass
    if way == "exit":
        raw.request("shutdown", None)
        raw.notify("exit", None)
    else:
        assert raw.process.stdin is not None
        raw.process.stdin.close()
    assert raw.process.wait(timeout=5) == (way == "gone")


def test_the_encoding_is_agreed_on(tmp_path: Path, root: Path) -> None:
    for encoding in ("utf-8", "utf-16", "utf-32"):
        with Client(SERVER, encoding=encoding, env=environment(tmp_path)) as client:
            assert client.initialize(root)["positionEncoding"] == encoding


def test_a_changed_dump_is_seen(raw: Client, root: Path, opened: str) -> None:
    dump = root / "dump.txt"
    dump.write_text(DUMP.replace("Tide Tables", "Tide Clocks"), encoding="utf-8")
    status(raw, 2)
    assert labels(raw, opened) == ["Tide Clocks"]


def test_atomic_replacement_a_moved_folder_and_deletion_are_seen(
    raw: Client, root: Path, opened: str
) -> None:
    fresh = root / "dump.tmp"
    fresh.write_text(DUMP.replace("Tide Tables", "Tide Clocks"), encoding="utf-8")
    fresh.replace(root / "dump.txt")
    status(raw, 2)
    assert labels(raw, opened) == ["Tide Clocks"]

    outside = root.parent / "outside"
    outside.mkdir()
    (outside / "more.txt").write_text(DUMP.replace("Tide Tables", "Tide Pools"), encoding="utf-8")
    outside.rename(root / "inside")
    status(raw, 3)
    assert sorted(labels(raw, opened)) == ["Tide Clocks", "Tide Pools"]

    shutil.rmtree(root / "inside")
    status(raw, 2)
    assert labels(raw, opened) == ["Tide Clocks"]


def test_what_another_process_indexes_is_seen(
    raw: Client, root: Path, opened: str, tmp_path: Path
) -> None:
    (root.parent / "lab.txt").write_text(
        DUMP.replace("Tide Tables", "Tide Gauges"), encoding="utf-8"
    )
    command = [
        *SERVER[:2],
        "litnotes_index",
        "index",
        str(root.parent / "lab.txt"),
        "--root",
        str(root),
    ]
    pid = os.posix_spawn(command[0], command, {**os.environ, **environment(tmp_path)})
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    labels(raw, opened)  # the first request notices, and has it fetched
    raw.request("workspace/executeCommand", {"command": "litnotes.status", "arguments": []})
    assert sorted(labels(raw, opened)) == ["Tide Gauges", "Tide Tables"]


def test_configuration_counts_at_once(raw: Client, root: Path, opened: str) -> None:
    (root / "litnotes.toml").write_text('papers = ["nothing"]\n')
    status(raw, 0)
    assert labels(raw, opened) == []
    (root / "litnotes.toml").write_text("[completion]\nlimit = 0\n")
    wrong = raw.wait_for("textDocument/publishDiagnostics")["params"]
    assert wrong["uri"] == (root / "litnotes.toml").as_uri()
    (diagnostic,) = wrong["diagnostics"]
    assert diagnostic["range"]["start"]["line"] == 1
    assert "completion.limit" in diagnostic["message"]
    status(raw, 2)
    assert labels(raw, opened) == ["Tide Tables"]


def test_settings_of_the_editor_count(raw: Client, root: Path) -> None:
    raw.initialize(root, options={"citation": "pandoc", "features": {"hover": False}})
    status(raw, 2)
    uri = (root / "note.md").as_uri()
    raw.open(uri, "## tide tab")
    (item,) = raw.complete(uri, 11)
    assert item["textEdit"]["newText"] == "[@tide-tables]"
    assert raw.request("textDocument/hover", raw.at(uri, 5)) is None
    raw.notify(
        "workspace/didChangeConfiguration", {"settings": {"litnotes": {"citation": "wikilink"}}}
    )
    status(raw, 2)
    (item,) = raw.complete(uri, 11)
    assert item["textEdit"]["newText"] == "[[Tide Tables]]"


def test_indexing_shows_progress(tmp_path: Path, root: Path) -> None:
    capabilities = {"window": {"workDoneProgress": True}}
    with Client(SERVER, capabilities=capabilities, env=environment(tmp_path)) as client:
        client.initialize(root)
        kinds = [client.wait_for("$/progress")["params"]["value"]["kind"] for _ in range(3)]
        assert kinds == ["begin", "report", "report"]
        assert client.wait_for("$/progress")["params"]["value"]["kind"] == "end"


def test_a_note_without_a_folder_sees_what_lies_beside_it(raw: Client, root: Path) -> None:
    raw.initialize(None)
    uri = (root / "note.md").as_uri()
    raw.open(uri, "[[tide")
    status(raw, 2)
    assert labels(raw, uri) == ["Tide Tables"]


def test_a_killed_server_leaves_an_index_that_opens(
    raw: Client, root: Path, tmp_path: Path
) -> None:
    raw.initialize(root)
    raw.process.send_signal(signal.SIGKILL)
    raw.process.wait(timeout=10)
    with Client(
        SERVER, capabilities={"experimental": {"litnotesStatus": True}}, env=environment(tmp_path)
    ) as client:
        client.initialize(root)
        status(client, 2)


def test_closing_gives_the_note_back(raw: Client, opened: str) -> None:
    raw.notify("textDocument/didClose", {"textDocument": {"uri": opened}})
    assert labels(raw, opened) == []


def test_typed_text_counts_and_not_the_file(raw: Client, root: Path, opened: str) -> None:
    (root / "note.md").write_text("something else")
    assert labels(raw, opened) == ["Tide Tables"]


def test_a_folder_that_is_added_is_indexed(raw: Client, root: Path, tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.mkdir()
    raw.initialize(first)
    status(raw, 0)
    uri = (root / "note.md").as_uri()
    raw.open(uri, "[[tide")
    folder = {"uri": root.as_uri(), "name": "notes"}
    event = {"event": {"added": [folder], "removed": []}}
    raw.notify("workspace/didChangeWorkspaceFolders", event)
    status(raw, 2)
    assert labels(raw, uri) == ["Tide Tables"]
    event = {"event": {"added": [], "removed": [folder]}}
    raw.notify("workspace/didChangeWorkspaceFolders", event)
    assert labels(raw, uri) == []
