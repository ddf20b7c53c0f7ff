"""Every request at every offset of notes made to be read wrongly has an answer that is valid."""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import converters, types

from conftest import SHARED
from e2e.conftest import environment
from hard.conftest import Survived
from litnotes_server.app import REQUESTS
from support.client import UNITS
from support.real_data import unpacked
from support.wire import Message, Wire, request

pytestmark = pytest.mark.timeout(900)
BIBLIOGRAPHY = """\
@article{smith2020, title = {Gradient Surgery by Night}, year = 2020, doi = {10.1234/basket.7}}
@article{twin, title = {Adam: A Method | with [Brackets] and `Ticks`}, year = 2014}
@book{twin, title = {Naïve *Baselines* for 🙂 Letters}, year = 1999}
"""
NOTES = (
    "",
    "\ufeff---\ntitle: Gradient Surgery by Night\ncitekey: smith2020\n---\r\n# [@smith2020]\r\r\n",
    "---\ntitle: [[smith2020]]\n",
    "[[smith2020|🙂]] ![[smith2020]] [[#x]] [[|]] [[ [[a]] ]] [[\n]]",
    "[@smith2020; -@twin, p. [3]; @{smith2020}] @smith202 \\@twin @",
    "> - # Gradient Surgery\n>   by Night\n\n| a | [[twin\\|x]] |\n|--|--|\n| @twin | `@twin` |",
    "[![a](b)](c) [Gradient Surgery by Night](<x y> 'z') [a][b]\n\n[b]: smith2020",
    "*Gradient **Surgery* by** Night👩\u200d🔬e\u0301Naïve Baselines\u2028\f\u0085",
    "```\n@smith2020\n~~~\n[[smith2020\n```\n$$\n@twin\n$$ $@twin$ <a @twin> <!-- @twin",
    "gradient surgery by nite \ud83d @smith2020\ud800",
)
PLACED = {
    types.TEXT_DOCUMENT_COMPLETION,
    types.TEXT_DOCUMENT_HOVER,
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT,
    types.TEXT_DOCUMENT_DEFINITION,
    types.TEXT_DOCUMENT_DECLARATION,
    types.TEXT_DOCUMENT_REFERENCES,
    types.TEXT_DOCUMENT_PREPARE_RENAME,
    types.TEXT_DOCUMENT_RENAME,
}
RANGED = {types.TEXT_DOCUMENT_CODE_ACTION, types.TEXT_DOCUMENT_INLAY_HINT}
RESOLVED = {
    types.COMPLETION_ITEM_RESOLVE: types.TEXT_DOCUMENT_COMPLETION,
    types.CODE_ACTION_RESOLVE: types.TEXT_DOCUMENT_CODE_ACTION,
    types.DOCUMENT_LINK_RESOLVE: types.TEXT_DOCUMENT_DOCUMENT_LINK,
}
# The error of what cannot be done, said in one line.
FAILED = -32803
CONVERTER = converters.get_converter()


@pytest.fixture(params=("utf-8", "utf-16", "utf-32"))
def encoding(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def wire(tmp_path: Path, encoding: str) -> Iterator[Wire]:
    """A server that knows some papers, for a client that takes all that it can give."""
    root = tmp_path / "notes"
    root.mkdir()
    (root / "lab.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    (root / "smith2020.md").write_text("# Gradient Surgery by Night\n", encoding="utf-8")
    document = {
        "codeAction": {
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": [""]}},
        },
        "definition": {"linkSupport": True},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "hover": {"contentFormat": ["markdown"]},
    }
    capabilities: dict[str, Any] = {
        "general": {"positionEncodings": [encoding]},
        "textDocument": document,
        "workspace": {"workspaceEdit": {"documentChanges": True}},
        "experimental": {"litnotesStatus": True},
    }
    with Wire(environment(tmp_path)) as wire:
        wire.initialize(root, capabilities=capabilities)
        while wire.next().get("params", {}).get("papers") != 3:
            pass
        yield wire
        assert wire.shut_down() == 0
    assert wire.complained == b""


def positions(text: str, encoding: str) -> Iterator[dict[str, int]]:
    """Every unit of every line, and places outside of them."""
    codec, size = UNITS[encoding]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines):
        for character in range(len(line.encode(codec, "surrogatepass")) // size + 2):
            yield {"line": number, "character": character}
    yield {"line": len(lines), "character": 0}
    yield {"line": 2**31 - 1, "character": 2**31 - 1}


def asked(uri: str, places: list[dict[str, int]]) -> Iterator[tuple[str, Any]]:
    named: dict[str, Any] = {"textDocument": {"uri": uri}}
    more: dict[str, Any] = {
        "context": {"diagnostics": [], "includeDeclaration": True, "triggerKind": 1},
        "newName": "new2000",
    }
    for method, _, _ in REQUESTS:
        if method in PLACED:
            for place in places:
                yield method, {**named, **more, "position": place}
        elif method in RANGED:
            for place, end in zip(places, [*places[1:], places[0]], strict=True):
                yield method, {**named, **more, "range": {"start": place, "end": end}}
        elif method == types.WORKSPACE_SYMBOL:
            yield method, {"query": "grad"}
        elif method not in RESOLVED:
            yield method, named


def answers(wire: Wire, wanted: list[tuple[str, Any]]) -> Iterator[tuple[str, Message]]:
    """Ask all at once; yield each method and its answer once that is seen to be valid."""
    wire.send(*(request(n, method, params) for n, (method, params) in enumerate(wanted)))
    waiting = set(range(len(wanted)))
    begun = time.monotonic()
    while waiting:
        answer = wire.next(60)
        if "method" in answer:
            continue
        waiting.remove(answer["id"])
        number: int = answer["id"]
        method = wanted[number][0]
        if "error" in answer:
            assert (method, answer["error"]["code"]) == (types.TEXT_DOCUMENT_RENAME, FAILED)
        else:
            kind: Any = types.METHOD_TO_TYPES[method][1]
            CONVERTER.structure(answer, kind)
        yield method, answer
    # On a machine as busy as one may be, and yet no answer is worth noticing.
    assert time.monotonic() - begun < 10 + 0.1 * len(wanted)


def ask_all(wire: Wire, text: str, places: list[dict[str, int]]) -> int:
    """Ask all of a note at some places, and what follows from that; return how many requests."""
    uri = "untitled:torture"
    wire.open(uri, text)
    wanted = list(asked(uri, places))
    found: dict[str, Any] = {}
    for method, answer in answers(wire, wanted):
        result: Any = answer.get("result") or []
        for resolve, of in RESOLVED.items():
            if method == of:
                is_list = method == types.TEXT_DOCUMENT_COMPLETION
                items: list[Message] = result["items"] if is_list and result else result
                for item in items:
                    found[f"{item.get('label')}{item.get('title')}"] = resolve, item
    resolved = list(found.values())
    return len(wanted) + sum(1 for _ in answers(wire, resolved))


def test_every_offset(
    wire: Wire, encoding: str, soak: int, survived: Survived, tmp_path: Path
) -> None:
    count = sum(ask_all(wire, text, list(positions(text, encoding))) for text in NOTES)
    survived("requests, at every offset of odd notes", count, "a valid answer, in time")
    if not SHARED.is_dir():
        return
    folder = unpacked("torture/markdown_fixtures.tar.gz", tmp_path / "torture")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    chance, count = random.Random(8), 0
    # All files with LITNOTES_SOAK, and at more offsets.
    for path in files if soak > 1 else chance.sample(files, 25):
        text = path.read_bytes().decode("utf-8", "replace")
        places = list(positions(text, encoding))
        count += ask_all(wire, text, chance.sample(places, min(8 * soak, len(places))))
    survived("requests, at offsets of other projects' odd notes", count, "a valid answer, in time")
