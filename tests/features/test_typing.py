"""Whatever a client types, its text and the server's are the same, and so are their columns."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from lsprotocol import types

from litnotes_index.markdown import parse
from litnotes_server import messages
from litnotes_server.convert import Document, whole
from support.typist import Change, Typist, changes, sessions, texts

ENCODINGS = ("utf-8", "utf-16", "utf-32")
CONVERTER = messages.converter()


def received(version: int, said: list[Change]) -> types.DidChangeTextDocumentParams:
    """Return changes as they come out of the pipe."""
    params = {"textDocument": {"uri": "untitled:a", "version": version}, "contentChanges": said}
    read: Any = messages.read(json.dumps(params).encode())
    return CONVERTER.structure(read, types.DidChangeTextDocumentParams)


def opened(typist: Typist, text: str) -> Document:
    typist.units = typist.encoded(text)
    read: Any = messages.read(json.dumps(text).encode())
    return Document("untitled:a", 1, whole(read, typist.encoding), typist.encoding)


def check(encoding: str, text: str, session: list[list[tuple[Any, ...]]]) -> None:
    typist = Typist(encoding)
    document = opened(typist, text)
    for version, some in enumerate(session, start=2):
        params = received(version, changes(typist, some))
        document = document.changed(version, params.content_changes)
        assert document.text == typist.text
    for number, (start, end) in enumerate(typist.lines()):
        for place in range(start, end + 1):
            before = document.text[: document.offset(types.Position(number, place - start))]
            # Half a character is none.
            assert 0 <= place - len(typist.encoded(before)) < 4
            assert document.position(len(before)).line == number
    assert document.note == parse(document.text)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=texts, session=sessions)
@example(text="🙂", session=[[("paste", (0, 1), (0, 2), "\ude43")]])
@example(text="a", session=[[("type", (0, 1), "\ud83d"), ("type", (0, 2), "\ude42")]])
@example(text="🙂b", session=[[("paste", (0, 1), (0, 1), "x")], [("delete", (0, 1), (0, 2))]])
@example(text="a\r", session=[[("type", (1, 0), "\n")], [("delete", (0, 1), (1, 0)), ("undo",)]])
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_the_text_is_the_client_s(
    encoding: str, text: str, session: list[list[tuple[Any, ...]]]
) -> None:
    check(encoding, text, session)
