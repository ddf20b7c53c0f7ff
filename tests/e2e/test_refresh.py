"""A literature note is brought up to date in the editor, and the file is left to it."""

from pathlib import Path
from typing import Any

import pytest

from e2e.conftest import environment, ready, uri_of
from support.client import SERVER, Client
from support.papers import write_page

TITLE, KEY = "Tide Tables of the North", "tide-tables-of-the-north"
NOTE = f"---\r\ncitekey: {KEY}\r\ntitle: 'Tide'  # 🙂\r\nsource: a.txt:99\r\n---\r\nmine\r\n"
FRESH = NOTE.replace("'Tide'", f"'{TITLE}'").replace(":99", ":2")
BROKEN = f"---\ncitekey: {KEY}\ntitle: a: b\n---\n"


@pytest.mark.parametrize("later", [True, False])
def test_refresh(later: bool, tmp_path: Path) -> None:
    root = tmp_path / "notes"
    write_page(root / "a.txt", TITLE)
    literals: dict[str, Any] = {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}
    resolves = {"dataSupport": True, "resolveSupport": {"properties": ["edit"]}}
    capabilities: dict[str, Any] = {
        "experimental": {"litnotesStatus": True},
        "textDocument": {"codeAction": {**literals, **(resolves if later else {})}},
    }
    with Client(SERVER, capabilities=capabilities, env=environment(tmp_path)) as client:
        client.initialize(root)
        ready(client, papers=1)
        here, broken = uri_of(root, "a.md"), uri_of(root, "b.md")
        for uri, text in ((here, NOTE), (broken, BROKEN)):
            client.open(uri, text)

        def asked(uri: str) -> list[dict[str, Any]]:
            params = {
                "textDocument": {"uri": uri},
                "range": client.range(uri, 0, 0),
                "context": {"diagnostics": [], "only": ["source.litnotes.refresh"]},
            }
            found: list[dict[str, Any]] = client.request("textDocument/codeAction", params)
            return found

        (action,) = asked(here)
        assert action["title"] == f"Refresh this note from “{TITLE}”"
        assert ("edit" in action) is not later
        if later:
            action = client.request("codeAction/resolve", action)
        text = NOTE
        edits = sorted(
            action["edit"]["changes"][here], key=lambda edit: -edit["range"]["start"]["line"]
        )
        for edit in edits:
            start, end = (client.offset(here, edit["range"][name]) for name in ("start", "end"))
            text = text[:start] + edit["newText"] + text[end:]
        assert text == FRESH
        assert not (root / "a.md").exists()
        if later:
            (action,) = asked(broken)
            assert "edit" not in client.request("codeAction/resolve", action)
            said = client.wait_for("window/showMessage")["params"]["message"]
            assert said == "litnotes: line 3: no YAML: mapping values are not allowed here"
        else:
            assert asked(broken) == []
