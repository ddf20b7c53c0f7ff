"""What a paper stands for is opened by the client, and nothing that it, or a dump, makes up."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from e2e.conftest import environment, ready, uri_of
from support.client import SERVER, Client

LIBRARY = """\
@article{adam, title = {Adam and Its Moments}, eprint = {1412.6980}, archiveprefix = {arXiv},
  file = {:files/ad am[1](x).pdf:PDF;/home/me/Zotero/storage/WXYZ2345/x.html}}
@article{eve, title = {Eve [x](command:evil) Here}, file = {:/nowhere/[x](command\\:evil).pdf:PDF}}
"""
ARXIV = "https://arxiv.org/abs/1412.6980"
ITEM = "zotero://select/library/items/WXYZ2345"
PDF = "files/ad am[1](x).pdf"
TEXT = "See [@adam] and [@eve].\n"


@pytest.fixture
def papers(root: Path) -> Path:
    (root / "lab.bib").write_text(LIBRARY)
    (root / PDF).parent.mkdir()
    (root / PDF).write_text("x")
    return root


def started(folder: Path, papers: Path, *, shows: bool = True, name: str = "some") -> Client:
    capabilities: dict[str, Any] = {
        "experimental": {"litnotesStatus": True},
        "window": {"showDocument": {"support": shows}},
        "textDocument": {
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}
        },
    }
    client = Client(SERVER, capabilities=capabilities, env=environment(folder), name=name)
    client.replies["window/showDocument"] = {"success": True}
    client.initialize(papers)
    ready(client, papers=4)
    client.open(uri_of(papers, "a.md"), TEXT)
    return client


@pytest.fixture
def client(tmp_path: Path, papers: Path) -> Iterator[Client]:
    with started(tmp_path, papers) as client:
        yield client


def ask(client: Client, *arguments: object) -> Any:
    params = {"command": "litnotes.open", "arguments": arguments}
    return client.request("workspace/executeCommand", params)


def test_each_action_has_its_address_opened_outside(client: Client, papers: Path) -> None:
    here = uri_of(papers, "a.md")
    at = client.at(here, TEXT.index("adam"))
    params = {
        "textDocument": {"uri": here},
        "range": {"start": at["position"], "end": at["position"]},
        "context": {"diagnostics": [], "only": ["litnotes.open"]},
    }
    found = client.request("textDocument/codeAction", params)
    assert [one["title"] for one in found] == [
        "Open the file ad am[1](x).pdf",
        f"Open the page {ARXIV}",
        "Open it in Zotero",
    ]
    addresses = [uri_of(papers, PDF), ARXIV, ITEM]
    for action, address in zip(found, addresses, strict=True):
        assert ask(client, *action["command"]["arguments"]) == address
        shown = client.wait_for("window/showDocument")["params"]
        assert shown == {"uri": address, "external": True}


def test_what_is_opened_is_looked_up_here(client: Client, papers: Path) -> None:
    here = uri_of(papers, "a.md")
    assert ask(client, here, "adam", None, "file:///etc/passwd") == uri_of(papers, PDF)
    assert ask(client, here, "Adam and Its Moments") == uri_of(papers, PDF)
    assert ask(client, here) is None
    with pytest.raises(RuntimeError, match="names no papers"):
        ask(client, here, "file:///etc/passwd", None, "pdf")
    (papers / PDF).unlink()
    assert ask(client, here, "adam") == ARXIV
    with pytest.raises(RuntimeError, match="the file of 'Adam and Its Moments' is not there: "):
        ask(client, here, "adam", None, "pdf")


def test_no_title_or_path_is_a_link_in_what_is_said(client: Client, papers: Path) -> None:
    with pytest.raises(RuntimeError) as refused:
        ask(client, uri_of(papers, "a.md"), "eve")
    assert "[x] (command:evil)" in str(refused.value)
    assert "](" not in str(refused.value)


@pytest.mark.parametrize("shows", [True, False])
def test_the_address_is_said_where_the_client_opens_nothing(
    shows: bool, tmp_path: Path, papers: Path
) -> None:
    with started(tmp_path, papers, shows=shows) as client:
        client.replies["window/showDocument"] = {"success": False}
        address = ask(client, uri_of(papers, "a.md"), "adam")
        said = client.wait_for("window/showMessage")["params"]
        assert said["message"] == f"litnotes: it is at {address}"
        del client.replies["window/showDocument"]
        assert ask(client, uri_of(papers, "a.md"), "adam", None, "page") == ARXIV
        said = client.wait_for("window/showMessage")["params"]
        assert said["message"] == f"litnotes: it is at {ARXIV}"


@pytest.mark.parametrize(
    ("name", "at_once", "resolved"),
    [
        ("Visual Studio Code", [ARXIV, None], [ARXIV, None]),
        ("helix", [None, None], [PDF, None]),
        ("Neovim", [PDF], [PDF]),
    ],
)
def test_links_lead_to_files_where_the_client_opens_those(
    name: str,
    at_once: list[str | None],
    resolved: list[str | None],
    tmp_path: Path,
    papers: Path,
) -> None:
    with started(tmp_path, papers, name=name) as client:
        params = {"textDocument": {"uri": uri_of(papers, "a.md")}}
        found = client.request("textDocument/documentLink", params)
        there = {uri_of(papers, PDF): PDF}
        assert [there.get(one.get("target"), one.get("target")) for one in found] == at_once
        later = [
            one if "target" in one else client.request("documentLink/resolve", one) for one in found
        ]
        assert [there.get(one.get("target"), one.get("target")) for one in later] == resolved
        odd: dict[str, Any] = {"range": found[0]["range"], "data": {"key": 5, "uri": []}}
        assert "target" not in client.request("documentLink/resolve", odd)
