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
        self._named: Sequence[Path] = ()
        self._watcher = Watcher(self._changed, leave_out=library.folder, tell=complain)

    def run(self, begin: Callable[[], None], named: Sequence[Path]) -> None:
        """Index for the first time with `begin`, then go on until interrupted."""
        with self._at_work:
            # It watches before the first indexing: what changes meanwhile must not be missed.
            self._named = named
            self._watcher.start(self._places())
            begin()
            self._tell_news()
            self._watcher.follow(self._places())
        try:
            while True:
                time.sleep(_LONG)  # which can be interrupted on Windows, too
        finally:
            self._watcher.stop()

    def _changed(self) -> bool | None:
        with self._at_work:
            try:
                settings = config.checked(config.load(self._library.root))
                if settings != self._library.settings:
                    self._library = self._library.with_settings(settings)
                changed = self._library.index()
                self._tell_news()
            except (LitnotesError, OSError) as error:
                self._complain(str(error))
                return None
            self._watcher.follow(self._places())
            return changed

    def _tell_news(self) -> None:
        # Its size changes with every commit, and is no news.
        status = replace(self._library.status(), size=0)
        if status != self._told:
            self._told = status
            self._tell(self._library.status())

    def _places(self) -> Sequence[Path]:
        return [*self._library.watched(), *map(Path.absolute, self._named), config.user_file()]
