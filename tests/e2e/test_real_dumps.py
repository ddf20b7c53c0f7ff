"""A whole session on the real dumps: typed letter by letter, completed, hovered, jumped from."""

import shutil
from pathlib import Path

import pytest

from e2e.conftest import environment
from support.client import SERVER, Client

TITLE = "Relative representations enable zero-shot latent space communication"
# Where the paper stands; lines count from 0, as in the protocol.
PLACES = [
    ("001_17e0fda867bfce20.txt", 228),
    ("002_35123351bae4f326.txt", 88),
    ("004_d90c6176ef016498.txt", 152),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_a_session_on_the_real_dumps(encoding: str, real_dumps: Path, tmp_path: Path) -> None:
    root = tmp_path / "notes"
    shutil.copytree(real_dumps, root)
    capabilities = {
        "general": {"positionEncodings": [encoding]},
        "experimental": {"litnotesStatus": True},
    }
    with Client(
        SERVER, encoding=encoding, capabilities=capabilities, env=environment(tmp_path)
    ) as client:
        client.initialize(root)
        status = client.wait_for("litnotes/status")["params"]
        while status["state"] != "ready":
            status = client.wait_for("litnotes/status")["params"]
        assert (status["entries"], status["papers"], status["problems"]) == (346, 321, 0)

        uri = (root / "note.md").as_uri()
        before = "# Notes\n\n👩‍🔬 é𝔸 found in "
        client.open(uri, before)
        offered: dict[int, list[str]] = {}
        for count, letter in enumerate(TITLE.lower(), 1):
            offered[count] = [item["label"] for item in client.type(uri, letter)]
        # Quiet while it may be any prose, there from the first letter of the third word on.
        third = len("relative representations e")
        assert not any(offered[count] for count in range(1, third - 1))
        assert all(offered[count] == [TITLE] for count in range(third, len(TITLE) + 1))

        (item,) = client.complete(uri, len(client.text(uri)))
        client.accept(uri, item)
        assert client.text(uri) == before + TITLE
        place = len(before) + 30
        card = client.request("textDocument/hover", client.at(uri, place))
        assert "6 authors · 2022-09-30" in card["contents"]["value"]
        assert card["range"] == client.range(uri, len(before), len(before) + len(TITLE))
        found = client.request("textDocument/definition", client.at(uri, place))
        lines = [(p["uri"].rpartition("/")[2], p["range"]["start"]["line"]) for p in found]
        assert lines == PLACES
        assert client.shut_down() == 0
