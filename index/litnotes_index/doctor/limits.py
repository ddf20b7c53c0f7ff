"""Whether the system lets litnotes watch its folders."""

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from litnotes_index.doctor.check import Check
from litnotes_index.library import counted

PROC = Path("/proc")
_INOTIFY = "anon_inode:inotify"


def watching(places: Sequence[Path], proc: Path = PROC, platform: str = sys.platform) -> Check:
    """Return whether there are watches enough for all folders of some places."""
    if platform != "linux":
        return Check("watching", "ok", "this system has no limit of watches to look at")
    limits = proc / "sys" / "fs" / "inotify"
    most, instances = (_number(limits / f"max_user_{name}") for name in ("watches", "instances"))
    if most is None or instances is None:
        return Check("watching", "note", "the limit of watches cannot be read")
    needed = sum(_folders(places))
    watched, opened = _in_use(proc)
    said = (
        f"{counted(needed, 'folder')} to watch; of {most:,} watches {watched:,} are in use, "
        f"of {instances:,} instances {opened:,}"
    )
    if needed > most:
        fix = f"sudo sysctl fs.inotify.max_user_watches={_enough(most, needed + watched)}"
        return Check("watching", "wrong", f"{said}: changes are seen only once a minute", fix)
    if opened >= instances:
        fix = f"sudo sysctl fs.inotify.max_user_instances={2 * instances}"
        return Check("watching", "wrong", f"{said}: no more can begin to watch", fix)
    if needed + watched > most:  # a server that runs has its watches already
        fix = f"sudo sysctl fs.inotify.max_user_watches={_enough(most, needed + watched)}"
        return Check("watching", "note", f"{said}: one more server may not get all of its own", fix)
    return Check("watching", "ok", said)


def _enough(most: int, needed: int) -> int:
    while most < 2 * needed:
        most *= 2
    return most


def _number(file: Path) -> int | None:
    with suppress(OSError, ValueError):
        return int(file.read_text("utf-8"))
    return None


def _folders(places: Iterable[Path]) -> Iterable[int]:
    """How many folders each place has that no place before it has; links are not followed."""
    seen: list[Path] = []
    for place in sorted(places):
        if not place.is_dir() or any(place.is_relative_to(other) for other in seen):
            continue
        seen.append(place)
        yield sum(1 for _ in os.walk(place))


def _in_use(proc: Path) -> tuple[int, int]:
    """How many watches and instances the user's processes have, as far as it can be seen."""
    watches = instances = 0
    own = os.getuid() if hasattr(os, "getuid") else 0
    for process in proc.glob("[0-9]*"):
        with suppress(OSError):
            if process.stat().st_uid != own:
                continue
            for descriptor in (process / "fd").iterdir():
                with suppress(OSError):
                    if os.fspath(descriptor.readlink()) == _INOTIFY:
                        instances += 1
                        about = process / "fdinfo" / descriptor.name
                        watches += about.read_text("utf-8", "replace").count("inotify wd:")
    return watches, instances
