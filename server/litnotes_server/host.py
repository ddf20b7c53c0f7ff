"""What background work tells the client, from whatever thread it is on."""

# pygls leaves some of its own types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

from lsprotocol import types

from litnotes_index.config import FILE_NAME
from litnotes_index.indexing import Cancelled, Progress, Report
from litnotes_index.library import Library, Status
from litnotes_index.model import Problem
from litnotes_index.text.inert import unlinked
from litnotes_server.convert import uri_of
from litnotes_server.server import Server

# Our own notification, sent only to clients that ask for it.
STATUS = "litnotes/status"


class Host:
    """The client, as background work sees it."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._complained_of: set[str] = set()
        self._said_once: set[str] = set()
        self._said: dict[str, tuple[Problem, ...]] = {}

    def message(self, text: str) -> None:
        """Say one line to the user."""
        params = types.ShowMessageParams(types.MessageType.Warning, unlinked(text))
        self._server.on_loop(lambda: self._server.window_show_message(params))

    def message_once(self, text: str) -> None:
        """Say one line to the user, and never again."""
        if text not in self._said_once:
            self._said_once.add(text)
            self.message(text)

    def inform(self, text: str) -> None:
        """Tell the user something that is not wrong."""
        params = types.ShowMessageParams(types.MessageType.Info, unlinked(text))
        self._server.on_loop(lambda: self._server.window_show_message(params))

    def swapped(self) -> None:
        """Look at the open notes again, and have the editor ask again for what it shows."""
        self._server.on_loop(self._refresh)

    def _refresh(self) -> None:
        self._server.checker.all_soon()
        if self._server.session.client.refreshes_lenses:
            self._server.workspace_code_lens_refresh(None)
        if self._server.session.client.refreshes_hints:
            self._server.workspace_inlay_hint_refresh(None)

    def problems(self, root: Path, problems: Sequence[Problem]) -> None:
        """Show what is wrong in a root's file as diagnostics, and elsewhere as messages."""
        file = str(root / FILE_NAME)
        wrong = [problem for problem in problems if problem.path == file]
        if wrong or file in self._complained_of:
            from litnotes_server.convert import answers

            self._complained_of.add(file)
            diagnostics = [answers.of_problem(problem) for problem in wrong]
            params = types.PublishDiagnosticsParams(uri_of(file), diagnostics)
            self._server.on_loop(lambda: self._server.text_document_publish_diagnostics(params))
        elsewhere = tuple(problem for problem in problems if problem.path != file)
        if elsewhere != self._said.get(file, ()):  # said once, not at every change
            self._said[file] = elsewhere
            for problem in elsewhere:
                self.message(f"litnotes: {problem}")

    def indexing(self, library: Library, run: Callable[[Report, Cancelled], bool]) -> bool:
        """Run indexing, and show it where the client can and there is work."""
        shown = _ShownProgress(self._server, library)
        try:
            return run(shown.report, shown.cancelled)
        finally:
            shown.end()

    def ready(self, status: Status) -> None:
        """Tell a client that asked for it (`experimental.litnotesStatus`) what a root holds now."""
        if not self._server.session.client.status:
            return
        from litnotes_index import documents

        counts = documents.status(status)
        del counts["sources"], counts["problems"]
        params = {"state": "ready", "problems": len(status.problems), **counts}
        self._server.on_loop(lambda: self._server.protocol.notify(STATUS, params))


# Never the same twice: what once was cancelled stays so.
_TOKENS = itertools.count(1)


class _ShownProgress:
    """Work that the client shows, and may cancel."""

    def __init__(self, server: Server, library: Library) -> None:
        self._server = server
        self._token = f"litnotes-{next(_TOKENS)}"
        self._root = library.root
        self._percentage = -1

    def report(self, step: Progress) -> None:
        """Show how far indexing is."""
        percentage = 100 * step.done // max(step.total, 1)
        if self._percentage < 0:
            self._server.on_loop(self._begin)
        if percentage != self._percentage:
            self._percentage = percentage
            if not self._server.session.client.progress:
                return
            text = f"{step.done}/{step.total} {Path(step.file).name}".rstrip()
            value = types.WorkDoneProgressReport(message=text, percentage=percentage)
            self._server.on_loop(lambda: self._server.work_done_progress.report(self._token, value))

    def cancelled(self) -> bool:
        """Return whether the user stopped it."""
        future = self._server.work_done_progress.tokens.get(self._token)
        return future is not None and future.cancelled()

    def end(self) -> None:
        """Take it away again."""
        if self._percentage >= 0 and self._server.session.client.progress:
            value = types.WorkDoneProgressEnd()
            self._server.on_loop(lambda: self._server.work_done_progress.end(self._token, value))

    def _begin(self) -> None:
        client = self._server.session.client
        if client.status:
            self._server.protocol.notify(STATUS, {"state": "indexing", "root": str(self._root)})
        if client.progress:
            self._server.work_done_progress.create(self._token)
            title = f"Indexing papers of {self._root.name or self._root}"
            value = types.WorkDoneProgressBegin(title=title, percentage=0, cancellable=True)
            self._server.work_done_progress.begin(self._token, value)
