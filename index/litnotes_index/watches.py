"""What the system tells of changes in folders: through watchdog, of everything or not at all."""

import errno
import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from watchdog.events import (
    DirAttribEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from litnotes_index.on_disk import without_links

# Each has a thread of its own.
_MOST_PLACES = 100

# Not that a file was opened, or closed unchanged: our own reading is no change.
_EVENTS: list[type[FileSystemEvent]] = [
    *(DirAttribEvent, DirCreatedEvent, DirDeletedEvent, DirMovedEvent),
    *(FileAttribEvent, FileCreatedEvent, FileDeletedEvent, FileMovedEvent),
    *(FileModifiedEvent, FileClosedEvent),
]
COMMITS = "meta.json"
"""The file that every commit to an index replaces."""
_LIMITS = {
    errno.ENOSPC: "fs.inotify.max_user_watches",
    errno.EMFILE: "fs.inotify.max_user_instances",
}


# It warns where it watches a folder a second time, as it does when many of them move at once: that
# does no harm, and is nothing for those who read what we write.
warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")


class Folder(NamedTuple):
    """A folder to watch: with all in it, or only these `names` in it; and which one it is."""

    names: frozenset[str] | None
    device: int
    inode: int


def indexes(folder: Path) -> list[Path]:
    """Return the folders in that of an index to which is committed."""
    return [folder / "papers", folder / "notes"]


class Watches:
    """The watches that the system keeps for us: on all folders or none."""

    def __init__(
        self,
        poke: Callable[[], None],
        lose: Callable[[], None],
        leave_out: Path,
        committed: Callable[[], object] = lambda: None,
    ) -> None:
        """Call `poke` for changes, `lose` where some were lost, and `committed` for commits.

        These are made to the index, which is what is left out otherwise.
        """
        self._poke = poke
        self._committed = committed
        self._leave_out = str(leave_out)
        self._overflow = _OverflowHandler(lose)
        self._observer: BaseObserver | None = None

    @property
    def is_on(self) -> bool:
        """Whether there are any."""
        return self._observer is not None

    @property
    def are_alive(self) -> bool:
        """Whether none has ended by itself, as that of a folder that is gone does."""
        observer = self._observer
        return observer is not None and all(
            thread.is_alive() for thread in (observer, *observer.emitters)
        )

    def begin(self, folders: Mapping[Path, Folder]) -> str:
        """Watch these folders instead of others; return why it cannot be, or nothing."""
        self.stop()
        if len(folders) > _MOST_PLACES:
            return (
                f"there are more than {_MOST_PLACES} places to watch; name folders that hold them"
            )
        # The server's own log lets nothing through that is not critical.
        log = logging.getLogger("watchdog")
        log.setLevel(min(log.getEffectiveLevel(), logging.WARNING))
        log.addHandler(self._overflow)
        try:
            self._observer = Observer()
            self._observer.start()
            for path, folder in folders.items():
                self._schedule(path, folder.names)
            self._schedule_index()
        except (OSError, RuntimeError) as error:
            return _why(error)
        return self.lacking()

    def lacking(self) -> str:
        """Return why not all in the folders is watched, or nothing.

        That none was left for a folder deep inside, nobody tells; so it is tried whether there is
        one for another.
        """
        if sys.platform != "linux" or self._observer is None:
            return ""
        try:
            handler = FileSystemEventHandler()
            watch = self._observer.schedule(handler, os.sep, event_filter=[DirDeletedEvent])
            self._observer.unschedule(watch)
        except (OSError, RuntimeError) as error:
            return _why(error)
        return ""

    def stop(self) -> None:
        """Give all watches back."""
        if self._observer is not None:
            self._observer.stop()
            self._observer = None
        logging.getLogger("watchdog").removeHandler(self._overflow)

    def _schedule(self, path: Path, names: frozenset[str] | None) -> None:
        assert self._observer is not None
        handler = _Handler(self._poke, self._leave_out, names and {str(path / n) for n in names})
        # It may be gone by now, which is seen soon.
        with suppress(FileNotFoundError, NotADirectoryError):
            self._observer.schedule(
                handler, str(path), recursive=names is None, event_filter=_EVENTS
            )

    def _schedule_index(self) -> None:
        assert self._observer is not None
        for folder in indexes(Path(self._leave_out)):
            handler = _Handler(self._committed, "", {str(folder / COMMITS)})
            with suppress(FileNotFoundError, NotADirectoryError):
                self._observer.schedule(handler, str(folder), event_filter=_EVENTS)


class _Handler(FileSystemEventHandler):
    def __init__(
        self, poke: Callable[[], object], leave_out: str, only: Iterable[str] | None
    ) -> None:
        self._poke = poke
        left = without_links(leave_out) if leave_out else ""
        self._leave_out = (left, os.path.join(left, ""))  # noqa: PTH118 - ends in a slash
        self._only = only and frozenset(only)

    def on_any_event(self, event: FileSystemEvent) -> None:
        paths = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
        if any(self._counts(path) for path in paths):
            self._poke()

    def _counts(self, path: str) -> bool:
        if self._only is not None:
            return path in self._only
        real = without_links(path)  # it may be come to by a link
        return real != self._leave_out[0] and not real.startswith(self._leave_out[1])


class _OverflowHandler(logging.Handler):
    """Watchdog tells only its log that the kernel dropped events."""

    def __init__(self, lost: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._lost = lost

    def emit(self, record: logging.LogRecord) -> None:
        if "overflow" in record.getMessage().lower():
            self._lost()


def _why(error: OSError | RuntimeError) -> str:
    said, limit = str(error), None
    if isinstance(error, OSError):
        said, limit = error.strerror or said, _LIMITS.get(error.errno or 0)
    return f"{said}: raise {limit}" if limit else f"files cannot be watched: {said}"
