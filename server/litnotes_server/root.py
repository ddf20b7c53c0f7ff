"""One notes folder: its library, kept up to date in the background, and the last good view."""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from litnotes_index import config
from litnotes_index.config import Settings
from litnotes_index.errors import LitnotesError, TooMuchError
from litnotes_index.indexing import Cancelled, Report
from litnotes_index.library import Library, Status
from litnotes_index.model import Problem
from litnotes_index.view import View

if TYPE_CHECKING:
    from litnotes_index.watch import Watcher

log = logging.getLogger(__name__)

T = TypeVar("T")

# More than this takes seconds, in which whoever types would wait for the interpreter again and
# again; less is done before another process has even begun.
_MOST_BYTES = 1_000_000
# What failed is not tried again at every key, and a large index not read through.
_REST_SECONDS = 1.0
_EXAMINE_SECONDS = 60.0


class Host(Protocol):
    """What background work tells the client; callable from whatever thread."""

    def message(self, text: str) -> None:
        """Say one line to the user."""
        ...

    def message_once(self, text: str) -> None:
        """Say one line to the user, and never again, whichever root it is about."""
        ...

    def inform(self, text: str) -> None:
        """Say one line to the user about something that is not wrong."""
        ...

    def indexing(self, library: Library, run: Callable[[Report, Cancelled], bool]) -> bool:
        """Return what `run(report, cancelled)` returns, and show how far it is."""
        ...

    def problems(self, root: Path, problems: Sequence[Problem]) -> None:
        """Show what is wrong with the configuration; an empty list takes it back."""
        ...

    def swapped(self) -> None:
        """Take note that what is known somewhere has changed."""
        ...

    def ready(self, status: Status) -> None:
        """Take note that a root is indexed, and what it holds now."""
        ...


class Root:
    """One notes folder. `current` answers at once; all else happens on the worker's thread."""

    def __init__(
        self,
        path: Path,
        editor: Mapping[str, Any] | None,
        host: Host,
        worker: ThreadPoolExecutor,
        *,
        alone: bool,
    ) -> None:
        """Open the folder's library as it stands."""
        self.path = path
        self._editor = editor
        self._host = host
        self._worker = worker
        self.alone = alone
        """Whether this is no folder of notes, but for notes that have none."""
        self._stopped = threading.Event()
        self._queued = False
        self._rests_until = 0.0
        self._examined = -_EXAMINE_SECONDS
        self._complaint = ""
        self._library = self._open(self._load())
        self._view = self._library.view()
        self._watcher: Watcher | None = None

    @property
    def settings(self) -> Settings:
        """The settings that count."""
        return self._library.settings

    def current(self) -> View:
        """Return the last good view; another process's commit is fetched in the background."""
        if (
            not self._queued
            and time.monotonic() >= self._rests_until
            and self._library.has_moved_on(self._view)
        ):
            self._queued = True
            self._submit(self._catch_up)
        return self._view

    def start(self) -> None:
        """Follow changes on disk, and index what changed before."""
        # In this order: what changes while the first indexing runs must not be missed.
        self._submit(self._watch)
        self._submit(self._bring_up_to_date)

    def configure(self, editor: Mapping[str, Any] | None) -> None:
        """Take other settings from the editor."""
        self._editor = editor
        self._submit(self._bring_up_to_date)

    def rebuild(self) -> None:
        """Read everything again."""
        self._submit(self._rebuild)

    def status(self) -> Status:
        """Return what is indexed. It looks at files: call it on the worker's thread."""
        return self._library.status()

    def stop(self) -> None:
        """Give up what is under way."""
        self._stopped.set()
        if self._watcher:
            self._watcher.stop()

    def _load(self) -> Settings:
        settings = config.user_only() if self.alone else config.load(self.path, self._editor)
        self._host.problems(self.path, settings.problems)
        return settings

    def _open(self, settings: Settings) -> Library:
        return Library(
            self.path, settings, notice=lambda text: self._host.message(f"litnotes: {text}")
        )

    def _look(self) -> bool | None:
        """Index what changed; return whether anything had, None where that could not be done."""
        done = self._submit(self._follow)
        with suppress(CancelledError):  # the server ends
            return done.result() if done else None
        return None

    def _follow(self) -> bool:
        """Index what changed on disk, without a word where nothing did."""
        before = self.settings
        changed = self._indexed()
        if self._swap() or changed or self.settings != before:
            self._host.ready(self._library.status())
        return changed

    def _bring_up_to_date(self) -> None:
        self._indexed()
        self._swap()
        self._host.ready(self._library.status())

    def _indexed(self) -> bool:
        """Bring the index up to date under the settings as they are; whether it was not."""
        settings = self._load()
        if settings != self.settings:
            self._library = self._library.with_settings(settings)
        changed = self._host.indexing(self._library, self._index)
        if self._watcher:
            self._watcher.follow(self._places())
        return changed

    def _rebuild(self) -> None:
        self._host.indexing(self._library, partial(self._index, rebuild=True))
        self._swap()
        self._host.ready(self._library.status())

    def _index(self, report: Report, cancelled: Cancelled, *, rebuild: bool = False) -> bool:
        """Index; return whether anything had changed, and is not left out for being cancelled."""
        stopped = self._stopped.is_set
        try:
            changed = self._library.index(
                rebuild=rebuild,
                report=report,
                cancelled=lambda: stopped() or cancelled(),
                most=_MOST_BYTES,
            )
        except TooMuchError:
            from litnotes_index import apart

            changed = apart.index(
                self._library, rebuild=rebuild, report=report, cancelled=cancelled, stopped=stopped
            )
        return changed and not cancelled()

    def _catch_up(self) -> None:
        """Take over what another process committed, or begin anew where it threw all away."""
        # While that fails, not every key is to try it again.
        self._rests_until = time.monotonic() + _REST_SECONDS
        self._queued = False
        try:
            self._swap()
        except LitnotesError:
            self._bring_up_to_date()
        self._rests_until = 0.0

    def examine(self) -> None:
        """Build the index anew if it is damaged, which a question that failed may be a sign of."""
        if time.monotonic() >= self._examined + _EXAMINE_SECONDS:
            self._examined = time.monotonic()
            self._submit(self._examine)

    def _examine(self) -> None:
        if self._library.discard_damaged():
            self._bring_up_to_date()

    def _swap(self) -> bool:
        """Make the newest view the one to ask; return whether there is a newer one."""
        view = self._library.view()
        # Loaded here, so that no request has to wait for it.
        _ = view.papers.files, view.notes.files, view.cited()
        self._queued = False
        if view is self._view:
            return False
        self._view = view
        self._host.swapped()
        return True

    def _watch(self) -> None:
        from litnotes_index.watch import Watcher

        self._watcher = Watcher(
            self._look,
            leave_out=self._library.folder,
            tell=lambda text: self._host.message_once(f"litnotes: {text}"),
            committed=self.current,
        )
        self._watcher.start(self._places())
        if self._stopped.is_set():  # meanwhile
            self._watcher.stop()

    def _places(self) -> list[Path]:
        return [*self._library.watched(), config.user_file()]

    def _submit(self, job: Callable[[], T]) -> Future[T | None] | None:
        """Do a job on the worker's thread; its result is None where it failed, and that is said."""

        def run() -> T | None:
            if self._stopped.is_set():
                return None
            try:
                result = job()
                self._complaint = ""
                return result
            except LitnotesError as error:
                if str(error) != self._complaint:  # said once, not at every change
                    self._host.message(f"litnotes: {error}")
                self._complaint = str(error)
            except Exception:
                # Work in the background must not end with its first surprise.
                log.exception("work on %s failed", self.path)
                self._host.message(f"litnotes: indexing {self.path} failed; the log says why")
            return None

        try:
            return self._worker.submit(run)
        except RuntimeError:
            log.debug("the server is shutting down")
            return None
