"""The pygls server: its loop, and what the client has open, once there is a client."""

# pygls leaves some of its own types open.
# pyright: reportUnknownMemberType=false

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from pygls.lsp.server import LanguageServer

from litnotes_index import __version__
from litnotes_server import messages, stdio
from litnotes_server.protocol import Protocol

if TYPE_CHECKING:
    from litnotes_server.checker import Checker
    from litnotes_server.session import Session

_SECONDS_TO_END = 2.0


@dataclass(frozen=True, slots=True)
class Work:
    """What one client has open, and who complains about it."""

    session: "Session"
    checker: "Checker"


class Server(LanguageServer):
    """The server with its work; `exit_status` is what the process ends with.

    The work is begun when it is first asked for after `initialize`: most of what it takes to load
    is not needed to answer that.
    """

    def __init__(self) -> None:
        super().__init__(
            "litnotes", __version__, protocol_cls=Protocol, converter_factory=messages.converter
        )
        # Whether it has a process of its own, which ends with it.
        self.owns_process = False
        self.is_a_child = False
        # A client that goes away without `shutdown` leaves the failure that the protocol asks for.
        self.exit_status = 1
        self._begin: Callable[[], None] | None = None
        self.work: Work | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def session(self) -> "Session":
        """What the client has open."""
        return self._working().session

    @property
    def checker(self) -> "Checker":
        """Who checks what the client has open."""
        return self._working().checker

    def _working(self) -> Work:
        if self.work is None:
            assert self._begin is not None, "nothing but `initialize` is handled before it"
            self._begin()
        assert self.work is not None
        return self.work

    def stop(self) -> None:
        """Stop all work in the background."""
        if self.work is not None:
            self.work.checker.stop()
            self.work.session.stop()

    def shutdown(self) -> None:
        """End the server, however its client went away."""
        self.stop()
        super().shutdown()  # type: ignore[no-untyped-call] # pygls has no types for it

    def start_io(self, stdin: BinaryIO | None = None, stdout: BinaryIO | None = None) -> None:
        """Serve the client at standard input and output until it is gone."""
        if stdin or stdout:
            super().start_io(stdin, stdout)
            return
        # Over TCP the client may be on another machine, where numbers of processes are others.
        self.is_a_child = True
        self._run(stdio.serve)

    def start_tcp(
        self, host: str, port: int, listening: Callable[[str], None] = lambda _: None
    ) -> None:
        """Serve one client that comes to this address until it is gone.

        `listening` is told where that is, when it is. Raises `OSError` where it cannot be.
        """
        from litnotes_server import tcp  # few listen

        address = host, port
        self._run(lambda protocol, stop: tcp.serve(protocol, stop, address, listening))

    def _run(
        self, serve: Callable[[Protocol, threading.Event], Coroutine[None, None, None]]
    ) -> None:
        async def run() -> None:
            stop = self._stop_event = threading.Event()
            try:
                assert isinstance(self.protocol, Protocol)
                await serve(self.protocol, stop)
            finally:
                self.stop()
                if self.owns_process:
                    # An answer that nobody waits for any more may take long, and nothing stops it.
                    end = threading.Timer(_SECONDS_TO_END, lambda: os._exit(self.exit_status))
                    end.daemon = True
                    end.start()

        try:
            asyncio.run(run())
        except (ConnectionError, KeyboardInterrupt, SystemExit):
            pass  # the client is gone, or said `exit`: both are the end
        finally:
            self.shutdown()

    def begin_soon(self, begin: Callable[[], None]) -> None:
        """Begin to work once what is being answered is answered, on this thread's loop.

        All messages to the client are sent from it; `begin` sets `work`.
        """
        self._begin = begin
        self._loop = asyncio.get_running_loop()
        self._loop.call_soon(self._working)

    def on_loop(self, job: Callable[[], object]) -> None:
        """Run a job on the server's own thread, soon; not at all once the server has ended."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(job)
