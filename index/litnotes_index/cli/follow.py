"""`litnotes index --watch`: goes on, and follows what changes."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from litnotes_index import config
from litnotes_index.errors import LitnotesError
from litnotes_index.library import Library, Status
from litnotes_index.watch import Watcher

_LONG = 3600.0


class Follower:
    """Indexes at every change of dumps or configuration, and tells when what is known differs."""

    def __init__(
        self, library: Library, tell: Callable[[Status], None], complain: Callable[[str], None]
    ) -> None:
        self._library = library
        self._tell = tell
        self._complain = complain
        self._told: Status | None = None
        self._at_work = threading.Lock()
        self._watcher: Watcher | None = None

    def run(self, begin: Callable[[], None], named: Sequence[Path]) -> None:
        """Index for the first time with `begin`, then go on until interrupted."""
        with self._at_work:
            # It watches before the first indexing: what changes meanwhile must not be missed.
            self._watch(named)
            begin()
            self._tell_news()
        try:
            while True:
                time.sleep(_LONG)  # which can be interrupted on Windows, too
        finally:
            if self._watcher:
                self._watcher.stop()

    def _changed(self) -> None:
        with self._at_work:
            try:
                settings = config.checked(config.load(self._library.root))
                if settings != self._library.settings:
                    self._library = self._library.with_settings(settings)
                    self._watch()
                self._library.index()
                self._tell_news()
            except LitnotesError as error:
                self._complain(str(error))

    def _tell_news(self) -> None:
        # Its size changes with every commit, and is no news.
        status = replace(self._library.status(), size=0)
        if status != self._told:
            self._told = status
            self._tell(self._library.status())

    def _watch(self, named: Sequence[Path] = ()) -> None:
        if self._watcher:
            self._watcher.stop()
        places = [*self._library.watched(), *named, config.user_file()]
        self._watcher = Watcher(places, self._changed, leave_out=self._library.folder)
        self._watcher.start()
        for failure in self._watcher.failures:
            self._complain(failure)
