"""What a client can switch off, cannot take, or is asked to look at again."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from e2e.conftest import DUMP, complaints, environment, ready, uri_of
from support.client import SERVER, Client

TIDE = "Tide Tables"
KEY = "tide-tables"
ODD = "🙂 e\u0301 👩\u200d🔬 "
LIBRARY = [{"id": "weaver1999", "type": "article-journal", "title": "Weaving", "DOI": "10.1234/x"}]
FEATURES = [
    *("completion", "hover", "definition", "declaration", "references", "rename", "diagnostics"),
    *("code_action", "code_lens", "inlay_hint", "document_highlight", "document_link"),
    *("document_symbol", "workspace_symbol", "folding_range"),
]


@pytest.fixture
def able(tmp_path: Path) -> Iterator[Client]:
    """A client that can do all that is asked of it below."""
    capabilities: dict[str, Any] = {
        "experimental": {"litnotesStatus": True, "litnotesShowReferences": True},
        "window": {"workDoneProgress": True},
        "workspace": {
            "codeLens": {"refreshSupport": True},
            "inlayHint": {"refreshSupport": True},
        },
        "textDocument": {
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}
        },
    }
    with Client(SERVER, capabilities=capabilities, env=environment(tmp_path)) as client:
        yield client


def answered(client: Client, uri: str) -> set[str]:
    """Return the features that answer in a note where each has something to say."""
    at = client.at(uri, client.text(uri).index(KEY))
    document = {"textDocument": {"uri": uri}}
    shown = {**document, "range": client.range(uri, 0, len(client.text(uri)))}
    spot = {**document, "range": {"start": at["position"], "end": at["position"]}}
    asked: dict[str, tuple[str, dict[str, Any]]] = {
        "completion": ("completion", client.at(uri, len(client.text(uri)))),
        "hover": ("hover", at),
        "definition": ("definition", at),
        "declaration": ("declaration", at),
        "references": ("references", {**at, "context": {"includeDeclaration": True}}),
        "rename": ("prepareRename", at),
        "code_action": ("codeAction", {**spot, "context": {"diagnostics": []}}),
        "code_lens": ("codeLens", document),
        "inlay_hint": ("inlayHint", shown),
        "document_highlight": ("documentHighlight", at),
        "document_link": ("documentLink", document),
        "document_symbol": ("documentSymbol", document),
        "folding_range": ("foldingRange", document),
    }
    found = {
        name
        for name, (method, params) in asked.items()
        if client.request(f"textDocument/{method}", params)
    }
    if client.request("workspace/symbol", {"query": "tide"}):
        found.add("workspace_symbol")
    return found


def test_each_feature_has_its_own_switch_which_counts_at_once(able: Client, root: Path) -> None:
    (root / "library.json").write_text(json.dumps(LIBRARY, indent=1))
    able.initialize(root)
    ready(able, papers=3)
    here = uri_of(root, "tide-tables.md")
    able.open(here, f"# {ODD}{TIDE}\n\n[@{KEY}] [@weaver1999] [@unheard1999] [[tide")
    complaints(able, here, 1)
    every = set(FEATURES) - {"diagnostics"}
    assert answered(able, here) == every
    was_on = True
    # In each round another half is off, so that no two are off in the same rounds.
    for bit in range(len(FEATURES).bit_length()):
        off = {name for number, name in enumerate(FEATURES, 1) if number >> bit & 1}
        switches = "".join(f"{name} = false\n" for name in sorted(off))
        (root / "litnotes.toml").write_text(f"[features]\n{switches}")
        while answered(able, here) != every - off:
            ready(able)
        is_on = "diagnostics" not in off
        if is_on != was_on:
            complaints(able, here, int(is_on))
        was_on = is_on


def test_what_is_shown_is_asked_for_again_when_dumps_change(able: Client, root: Path) -> None:
    able.initialize(root)
    ready(able, papers=2)
    here = uri_of(root, "a.md")
    able.open(here, f"# {TIDE}\n")
    (lens,) = able.request("textDocument/codeLens", {"textDocument": {"uri": here}})
    assert lens["command"] == {
        "title": "cited in 1 note",
        "command": "litnotes.showReferences",
        "arguments": [here, {"line": 0, "character": 2}, [{"uri": here, "range": lens["range"]}]],
    }
    (root / "dump.txt").write_text(DUMP.replace(TIDE, "Tide Clocks"))
    able.wait_for("workspace/codeLens/refresh")
    able.wait_for("workspace/inlayHint/refresh")
    while able.request("textDocument/codeLens", {"textDocument": {"uri": here}}):
        able.wait_for("workspace/codeLens/refresh")


def test_a_client_that_cannot_wait_gets_edits_and_flat_symbols_at_once(
    able: Client, root: Path
) -> None:
    able.initialize(root)
    ready(able, papers=2)
    here = uri_of(root, "a.md")
    able.open(here, f"# {ODD}One\n\n{ODD}[@tide-table]\n\n## Two\n")
    spot = able.range(here, *[able.text(here).index("tide-table")] * 2)
    params: dict[str, Any] = {
        "textDocument": {"uri": here},
        "range": spot,
        "context": {"diagnostics": []},
    }
    fix, *_ = able.request("textDocument/codeAction", params)
    (edit,) = fix["edit"]["changes"][here]
    assert edit["newText"] == KEY
    assert able.text(here)[able.offset(here, edit["range"]["start"]) :].startswith("tide-table]")
    found = able.request("textDocument/documentSymbol", {"textDocument": {"uri": here}})
    assert [(one["name"], one.get("containerName")) for one in found] == [
        (f"{ODD}One", None),
        ("Two", f"{ODD}One"),
    ]


def test_every_run_of_indexing_shows_a_progress_of_its_own(able: Client, root: Path) -> None:
    able.initialize(root)
    tokens: list[str] = []
    for number in itertools.count(1):
        tokens.append(able.wait_for("window/workDoneProgress/create")["params"]["token"])
        if number == 4:
            break
        ready(able)
        (root / f"{number}.md").write_text(f"[@{KEY}]")
    assert len(set(tokens)) == 4


@pytest.mark.parametrize("shows", [True, False])
def test_a_literature_note_is_made_and_shown(shows: bool, tmp_path: Path, root: Path) -> None:
    capabilities: dict[str, Any] = {
        "experimental": {"litnotesStatus": True},
        "window": {"showDocument": {"support": shows}},
        "textDocument": {
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}
        },
    }
    with Client(SERVER, capabilities=capabilities, env=environment(tmp_path)) as client:
        client.initialize(root)
        ready(client, papers=2)
        here = uri_of(root, "a.md")
        client.open(here, f"{ODD}[@{KEY}]\n")
        at = client.at(here, client.text(here).index(KEY))
        params = {
            "textDocument": {"uri": here},
            "range": {"start": at["position"], "end": at["position"]},
            "context": {"diagnostics": [], "only": ["refactor"]},
        }
        found = client.request("textDocument/codeAction", params)
        (command,) = [one["command"] for one in found if "command" in one]
        assert command["title"] == "Make a literature note of “Tide Tables”"
        asked = {"command": command["command"], "arguments": command["arguments"]}
        made = client.request("workspace/executeCommand", asked)
        assert made == uri_of(root, f"{KEY}.md")
        if shows:
            shown = client.wait_for("window/showDocument")["params"]
            assert (shown["uri"], shown["takeFocus"]) == (made, True)
        else:
            said = client.wait_for("window/showMessage")["params"]
            assert said["message"] == f"litnotes: the note is {root / f'{KEY}.md'}"
        text = (root / f"{KEY}.md").read_text()
        assert text.startswith(f"---\ncitekey: {KEY}\ntitle: Tide Tables\n")
        ready(client, notes=1)
        (declared,) = client.request("textDocument/declaration", at)
        assert declared["uri"] == made
        # Asked for again it is shown, not made.
        assert client.request("workspace/executeCommand", asked) == made
        assert (root / f"{KEY}.md").read_text() == text
        with pytest.raises(RuntimeError, match="'nobody' names no papers"):
            client.request("workspace/executeCommand", {**asked, "arguments": [here, "nobody"]})


def test_a_literature_note_asked_for_twice_at_once_is_shown_twice(able: Client, root: Path) -> None:
    (root / "litnotes.toml").write_text("[literature]\nname = 'about {{ title }}'\n")
    other = "Relative maps of the sea: how sailors share a chart"
    taken = root / "about Relative maps of the sea how sailors share a chart.md"
    taken.write_text("# Something else\n")
    able.initialize(root)
    ready(able, papers=2)
    here = uri_of(root, "a.md")
    able.open(here, f"[@{KEY}]\n")
    asked = {"command": "litnotes.new", "arguments": [here, KEY]}
    # The index hears of the note only after a while.
    made = [able.request("workspace/executeCommand", asked) for _ in range(3)]
    note = root / f"about {TIDE}.md"
    assert made == [uri_of(root, note.name)] * 3
    # What is called so and is about something else is none, and is left alone.
    with pytest.raises(RuntimeError, match=r"sailors share a chart\.md is there already"):
        able.request("workspace/executeCommand", {**asked, "arguments": [here, other]})
    assert taken.read_text() == "# Something else\n"
