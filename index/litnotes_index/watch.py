"""Says when something under a root may have changed; what changed, the library finds out itself.

Events are only a hint: several of them are gathered into one call, and every so often there is a
call without any, since no system tells of all that changes. How often depends on whether events
can be relied on, and on how long it takes to look.
"""

import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from litnotes_index import mounts
from litnotes_index.mounts import Mount
from litnotes_index.watches import Folder, Watches, indexes

QUIET_SECONDS = 0.15
_LONGEST_SECONDS = 1.0
_RESCAN_SECONDS = 60.0
# How often it is seen whether the folders are still the ones that are watched: a few calls.
_TICK_SECONDS = 2.0
# One may be a file that was read as it changed, and is read again.
_TOO_MANY_UNTOLD = 2
# To look takes at most this share of the time.
_SHARE = 0.02


class Watcher:
    """Calls `changed` from its own thread, never twice at once, soon after anything changed.

    `changed` looks, and returns whether it found something; None where it could not look.
    """

    def __init__(
        self,
        changed: Callable[[], bool | None],
        *,
        leave_out: Path,
        tell: Callable[[str], None],
        committed: Callable[[], object] = lambda: None,
        rescan: float = _RESCAN_SECONDS,
    ) -> None:
        """Watch nothing yet; never our own index (`leave_out`).

        At the latest after `rescan` seconds `changed` is called in any case, unless it takes very
        long. `tell` is given one line where changes must be looked for much more often than that.
        `committed` is called at once, from another thread, when somebody may have committed to the
        index.
        """
        self._changed = changed
        self._tell = tell
        self._rescan = rescan
        self._tick = min(_TICK_SECONDS, rescan)
        self._places: tuple[Path, ...] = ()
        self._standing: _Standing | None = None
        self._wake = threading.Event()
        self._more = threading.Event()
        self._stopped = threading.Event()
        self._lost = threading.Event()
        self._index = leave_out
        self._watches = Watches(self.poke, self._lose, leave_out, committed)
        self._said = ""
        self._tried = 0.0
        self._pause = rescan
        self._cost = 0.0
        self._untold = 0

    def start(self, places: Sequence[Path]) -> None:
        """Begin to watch files and folders; not at all once it was stopped."""
        if not self._stopped.is_set():
            self._places = tuple(places)
            self._watch()
            threading.Thread(target=self._run, name="litnotes-watch", daemon=True).start()

    def follow(self, places: Sequence[Path]) -> None:
        """Watch these files and folders from now on."""
        if tuple(places) != self._places:
            self._places = tuple(places)
            self.poke()

    def stop(self) -> None:
        """Stop watching, soon; a call that is under way is not waited for."""
        self._stopped.set()
        self.poke()

    @property
    def is_watching(self) -> bool:
        """Whether the system tells of changes."""
        return self._watches.is_on

    def poke(self) -> None:
        """Act as if something had changed."""
        self._more.set()
        self._wake.set()

    def _lose(self) -> None:
        self._lost.set()
        self.poke()

    def _run(self) -> None:
        looked = time.monotonic()
        while not self._stopped.is_set():
            told = self._wake.wait(self._tick)
            pause = max(min(self._pause, self._longest), self._cost / _SHARE)
            due = time.monotonic() >= looked + pause
            anew = self._watch(due=due)
            if told or due or anew:
                self._settle()
                self._look(told=told or anew)
                looked = time.monotonic()
        self._watches.stop()

    def _settle(self) -> None:
        """Wait until a burst is over, but not for ever."""
        latest = time.monotonic() + _LONGEST_SECONDS
        while time.monotonic() < latest:
            self._more.clear()
            if self._stopped.is_set() or not self._more.wait(QUIET_SECONDS):
                break

    def _look(self, *, told: bool) -> None:
        """Look, and decide when to look again where no event comes."""
        told = self._wake.is_set() or told
        self._wake.clear()
        if self._stopped.is_set():
            return
        lost = self._lost.is_set()
        self._lost.clear()
        begun = time.monotonic()
        found = self._changed()
        if found is None:
            self._cost = self._rescan * _SHARE  # it is tried again, but not all the time
            return
        if not found:
            self._cost = time.monotonic() - begun
        missed = found and not told and not self._wake.is_set()
        self._untold = self._untold + 1 if missed else 0
        if missed or lost:
            self._pause = self._tick
        elif not told:
            self._pause = min(2 * self._pause, self._longest)

    @property
    def _are_all_told(self) -> bool:
        """Whether events tell of all changes, as far as can be known."""
        shared = self._standing and any(mount.is_shared for mount in self._standing.mounts)
        return self._watches.is_on and not shared

    @property
    def _longest(self) -> float:
        """The time between two looks, where no event comes."""
        return self._rescan if self._are_all_told else self._tick

    def _watch(self, *, due: bool = False) -> bool:
        """Watch what is to be watched now; return whether that had to be begun anew."""
        standing = _standing(self._places, self._index)
        now = time.monotonic()
        long_ago = now >= self._tried + self._rescan
        if self._watches.is_on:
            # Changes that nobody told of, time and again: something is wrong with the watches.
            broken = self._are_all_told and self._untold >= _TOO_MANY_UNTOLD and long_ago
            if standing == self._standing and self._watches.are_alive and not broken:
                if due and (why := self._watches.lacking()):
                    self._give_up(why)
                return False
        elif self._standing is not None and not long_ago:
            self._standing = standing
            return False
        # What changes from here on is seen at the next tick.
        self._standing, self._tried = standing, now
        if why := self._watches.begin(standing.folders):
            self._give_up(why)
        return self._watches.is_on

    def _give_up(self, why: str) -> None:
        """Look for changes instead; the watches are left to other programs."""
        self._watches.stop()
        if why != self._said:
            self._said = why
            self._tell(f"{why}; until then changes are looked for every few seconds")


class _Standing(NamedTuple):
    """What is to be watched, as it stands."""

    folders: dict[Path, Folder]
    mounts: frozenset[Mount]
    indexes: tuple[int | None, ...]


def _standing(places: Sequence[Path], index: Path) -> _Standing:
    """The folders to watch: a file, or what is not there, is watched by the folder it is in."""
    whole: set[Path] = set()
    for place in sorted(place for place in places if os.path.isdir(place)):  # noqa: PTH112 - never raises
        if whole.isdisjoint((place, *place.parents)):
            whole.add(place)
    holding: dict[Path, set[str]] = {}
    for place in places:
        if whole.isdisjoint((place, *place.parents)):
            holding.setdefault(place.parent, set()).add(place.name)
    wanted: dict[Path, frozenset[str] | None] = dict.fromkeys(whole)
    wanted |= {folder: frozenset(names) for folder, names in holding.items()}
    folders: dict[Path, Folder] = {}
    for folder, names in wanted.items():
        with suppress(OSError, ValueError):
            stat = folder.stat()
            folders[folder] = Folder(names, stat.st_dev, stat.st_ino)
    mounted = mounts.at(tuple((str(folder), folder in whole) for folder in folders))
    return _Standing(folders, mounted, tuple(map(_inode, indexes(index))))


def _inode(folder: Path) -> int | None:
    with suppress(OSError):
        return folder.stat().st_ino
    return None
