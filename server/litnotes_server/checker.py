"""Keeps the complaints about open notes up to date, in the background."""

import asyncio
from collections.abc import Callable

from lsprotocol import types

from litnotes_server.asked import Asked
from litnotes_server.session import Session

# Who is typing is not interrupted with complaints about half a key.
_QUIET_SECONDS = 0.25

Publish = Callable[[types.PublishDiagnosticsParams], None]


class Checker:
    """Checks each open note soon after it, or what is known, changed; on the server's loop."""

    def __init__(self, session: Session, publish: Publish) -> None:
        self._session = session
        self._publish = publish
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._complained: set[str] = set()

    def soon(self, uri: str) -> None:
        """Check a note once it has been left alone for a moment."""
        self._stop(uri)
        self._tasks[uri] = asyncio.get_running_loop().create_task(self._check(uri))

    def all_soon(self) -> None:
        """Check every open note."""
        for uri in self._session.uris:
            self.soon(uri)

    def forget(self, uri: str) -> None:
        """Take back what was said of a note that is closed."""
        self._stop(uri)
        self._say(uri, None, [])

    def stop(self) -> None:
        """Check nothing any more."""
        for uri in list(self._tasks):
            self._stop(uri)

    def _stop(self, uri: str) -> None:
        if task := self._tasks.pop(uri, None):
            task.cancel()

    async def _check(self, uri: str) -> None:
        await asyncio.sleep(_QUIET_SECONDS)
        asked = self._session.about(uri, "diagnostics")
        if asked is None or not asked.is_note:
            self._say(uri, None, [])
            return
        document = asked.document
        found = await asyncio.to_thread(_complaints, asked)
        if self._session.document(uri) is document:
            self._say(uri, document.version, found)

    def _say(self, uri: str, version: int | None, said: list[types.Diagnostic]) -> None:
        if said or uri in self._complained:
            (self._complained.add if said else self._complained.discard)(uri)
            self._publish(types.PublishDiagnosticsParams(uri, said, version))


def _complaints(asked: Asked) -> list[types.Diagnostic]:
    # Loaded here, on this thread, for whoever opens a note begins with something else.
    from litnotes_server.convert import answers
    from litnotes_server.features.diagnostics import diagnostics

    return [answers.diagnostic(asked.document, c) for c in diagnostics(asked.view, asked.note)]
