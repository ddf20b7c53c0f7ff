"""What is typed, pasted, taken back and deleted at random: the server's text is the client's."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lsprotocol import types

from e2e.conftest import environment
from features.test_typing import ENCODINGS, check
from hard.conftest import Survived
from litnotes_server import messages
from litnotes_server.app import create
from support.typist import Typist, changes, sessions, texts
from support.wire import INITIALIZE, Message, Wire, notification, request

pytestmark = pytest.mark.timeout(600)
RELAXED = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
URI = "untitled:typed"
Session = list[list[tuple[Any, ...]]]


def relaxed(examples: int) -> settings:
    return settings(max_examples=examples, suppress_health_check=RELAXED, deadline=None)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_in_the_document(encoding: str, soak: int, survived: Survived) -> None:
    told = 0

    @given(text=texts, session=sessions)
    @relaxed(100 * soak)
    def many(text: str, session: Session) -> None:
        nonlocal told
        told += len(session)
        check(encoding, text, session)

    many()
    survived("edits of a text at random", told, "it is the client's, in three encodings")


class Ear:
    """Keeps what a server in this process says."""

    def __init__(self) -> None:
        self.said: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.said.append(data)

    def close(self) -> None:
        pass


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_in_a_server(
    encoding: str,
    soak: int,
    survived: Survived,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)

    async def served() -> None:
        server = create()
        server.protocol.set_writer(Ear())

        def tell(message: Message) -> None:
            server.protocol.handle_message(messages.read(json.dumps(message).encode()))  # type: ignore[arg-type]  # a message of any kind

        capabilities = {"general": {"positionEncodings": [encoding]}}
        tell(request(0, "initialize", {**INITIALIZE, "capabilities": capabilities}))
        tell(notification("initialized", {}))

        @given(text=texts, session=sessions)
        @relaxed(100 * soak)
        def many(text: str, session: Session) -> None:
            typist = Typist(encoding)
            typist.units = typist.encoded(text)
            item = {"uri": URI, "languageId": "markdown", "version": 1, "text": text}
            tell(notification("textDocument/didOpen", {"textDocument": item}))
            for version, some in enumerate(session, start=2):
                identifier = {"uri": URI, "version": version}
                said = {"textDocument": identifier, "contentChanges": changes(typist, some)}
                tell(notification("textDocument/didChange", said))
                document = server.session.document(URI)
                assert document is not None
                assert document.text == typist.text

        many()
        server.stop()

    asyncio.run(served())
    survived("sessions of a server, of random edits", 100 * soak, "its text is the client's")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_through_the_pipe(encoding: str, soak: int, survived: Survived, tmp_path: Path) -> None:
    """After each message, all that is said of the note is said of the same text opened anew."""
    capabilities = {
        "general": {"positionEncodings": [encoding]},
        "textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": True}},
    }
    with Wire(environment(tmp_path)) as wire:
        wire.initialize(capabilities=capabilities)

        def seen(uri: str, end: types.Position) -> list[Any]:
            named = {"textDocument": {"uri": uri}}
            there = {"line": end.line, "character": end.character}
            whole = {"start": {"line": 0, "character": 0}, "end": there}
            asked = {
                "textDocument/documentSymbol": named,
                "textDocument/foldingRange": named,
                "textDocument/documentLink": named,
                "textDocument/inlayHint": {**named, "range": whole},
                "textDocument/hover": {**named, "position": there},
            }
            return [
                json.loads(json.dumps(wire.ask(method, method, params)).replace(uri, ""))
                for method, params in asked.items()
            ]

        @given(text=texts, session=sessions)
        @relaxed(4 * soak)
        def many(text: str, session: Session) -> None:
            typist = Typist(encoding)
            typist.units = typist.encoded(text)
            wire.open(URI, text)
            for version, some in enumerate(session, start=2):
                said = changes(typist, some)
                # A heading at the end mostly shows that nothing is after it.
                end = typist.lines()[-1]
                wire.change(URI, version, said)
                mark = typist.put((len(typist.lines()), 0), (2**31 - 1, 0), "\n\n# End")
                wire.change(URI, version, [mark])
                wire.open(f"{URI}2", typist.text)
                place = types.Position(len(typist.lines()) - 1, end[1] - end[0])
                answers = seen(URI, place)
                assert answers == seen(f"{URI}2", place)
                back = typist.undo()
                assert back is not None
                wire.change(URI, version, [back])

        many()
        assert wire.shut_down() == 0
    assert wire.complained == b""
    survived("sessions through the pipe, of random edits", 4 * soak, "its text is the client's")
