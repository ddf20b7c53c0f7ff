"""Says when something under a root may have changed; what changed, the library finds out itself.

Events are only a hint: several of them are gathered into one call, and what the operating system
loses (a queue that overflows) leads to the same call, since the library looks at the whole tree.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from watchdog.events import (
    FileClosedNoWriteEvent,
    FileOpenedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

QUIET_SECONDS = 0.15
_LONGEST_SECONDS = 1.0
_RESCAN_SECONDS = 60.0
COMMITS = "meta.json"
"""The file that every commit to an index replaces."""


class Watcher:
    """Calls `changed` from its own thread, never twice at once, soon after anything changed."""

    def __init__(
        self,
        places: Sequence[Path],
        changed: Callable[[], None],
        *,
        leave_out: Path,
        committed: Callable[[], object] = lambda: None,
        rescan: float = _RESCAN_SECONDS,
    ) -> None:
        """Watch files and folders, but not our own index (`leave_out`).

        At the latest after `rescan` seconds `changed` is called in any case; `committed` is called
        at once, from another thread, when somebody may have committed to the index.
        """
        self._changed = changed
        self._committed = committed
        self._rescan = rescan
        self._leave_out = str(leave_out)
        self._wake = threading.Event()
        self._more = threading.Event()
        self._stopped = threading.Event()
        self._observer = Observer()
        self._thread = threading.Thread(target=self._run, name="litnotes-watch", daemon=True)
        self._overflow = _OverflowHandler(self.poke)
        self.failures: list[str] = []
        for folder, recursive in _folders([*places, leave_out]).items():
            try:
                self._observer.schedule(_Handler(self._seen), str(folder), recursive=recursive)
            except OSError as error:
                # No more watches, or gone: the rescan still sees what changes there.
                self.failures.append(f"{folder} cannot be watched: {error.strerror}")

    def start(self) -> None:
        """Begin to watch."""
        logging.getLogger("watchdog").addHandler(self._overflow)
        try:
            self._observer.start()
        except OSError as error:
            self.failures.append(f"files cannot be watched: {error.strerror}")
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; a call that is under way is not waited for."""
        self._stopped.set()
        logging.getLogger("watchdog").removeHandler(self._overflow)
        self._more.set()
        self._wake.set()
        if self._observer.is_alive():
            self._observer.stop()

    def poke(self) -> None:
        """Act as if something had changed."""
        self._more.set()
        self._wake.set()

    def _seen(self, event: FileSystemEvent) -> None:
        if not str(event.src_path).startswith(self._leave_out):
            self.poke()
        elif str(event.dest_path or event.src_path).endswith(COMMITS):
            self._committed()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.wait(self._rescan)
            # Wait until a burst is over, but not for ever.
            latest = time.monotonic() + _LONGEST_SECONDS
            while time.monotonic() < latest:
                self._more.clear()
                if self._stopped.is_set() or not self._more.wait(QUIET_SECONDS):
                    break
            self._wake.clear()
            if not self._stopped.is_set():
                self._changed()


class _Handler(FileSystemEventHandler):
    def __init__(self, seen: Callable[[FileSystemEvent], None]) -> None:
        self._seen = seen

    def on_any_event(self, event: FileSystemEvent) -> None:
        # Our own reading of a file is no change.
        if not isinstance(event, (FileOpenedEvent, FileClosedNoWriteEvent)):
            self._seen(event)


class _OverflowHandler(logging.Handler):
    """Watchdog tells only its log that the kernel dropped events."""

    def __init__(self, lost: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._lost = lost

    def emit(self, record: logging.LogRecord) -> None:
        if "overflow" in record.getMessage().lower():
            self._lost()


def _folders(places: Sequence[Path]) -> dict[Path, bool]:
    """The folders to watch, and whether with all in them: a file is watched by its folder."""
    whole: list[Path] = []
    for place in sorted(place for place in places if place.is_dir()):
        if not any(place.is_relative_to(other) for other in whole):
            whole.append(place)
    holding = {place.parent for place in places if not place.is_dir() and place.parent.is_dir()}
    alone = [f for f in holding if not any(f.is_relative_to(other) for other in whole)]
    return {**dict.fromkeys(whole, True), **dict.fromkeys(alone, False)}
