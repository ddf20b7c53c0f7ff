"""What lies in the index directory that nobody needs: litter, and indexes of roots that are gone.

Nothing is removed that is not known to be ours by its name and by what is in it.
"""

import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from litnotes_index import damage
from litnotes_index.doctor import lock
from litnotes_index.doctor.check import Check
from litnotes_index.errors import IndexBusyError
from litnotes_index.index_folder import INDEXES, index_folder, made_for, size_of
from litnotes_index.library import counted

# What is younger may belong to a process that is at work.
_OLD_SECONDS = 3600
_OWN = re.compile(r"version\.json|version\.\d+\.tmp|titles-[\w-]+\.(?:marisa|tmp)")
_ENGINES_OWN = re.compile(
    r"meta\.json|\.managed\.json|\.tantivy-(?:writer|meta)\.lock|\.tmp\w+|tmp\w{8}"
)
_LEFT_BEHIND = re.compile(r"version\.\d+\.tmp|titles-\w+\.tmp|\.tmp\w+|tmp\w{8}")
# Where disks come and go: a folder that is missing there is only away.
_AWAY = ("/media", "/mnt", "/run/media", "/Volumes", "/net", "/misc", "/autofs", "/run/user")
FSTAB = Path("/etc/fstab")


def litter(folder: Path, now: float | None = None) -> Check:
    """Return what processes that were killed left in a root's index folder."""
    then = (time.time() if now is None else now) - _OLD_SECONDS
    found = [*_left_behind(folder, then), *(f for n in INDEXES for f in _unused(folder / n, then))]
    if not found:
        return Check("litter", "ok", "no process that was killed left anything behind")
    size = sum(size for _, size in found)

    def remove() -> str:
        gone = 0
        for file, _ in found:
            if not lock.is_held(file.with_name(lock.LOCK)):
                with suppress(OSError):  # on Windows somebody may have it open
                    file.unlink()
                    gone += 1
        return f"{counted(gone, 'file')} removed that a killed process had left"

    said = f"{counted(len(found), 'file')} of killed processes ({size / 1e6:.1f} MB)"
    return Check("litter", "note", said, "litnotes doctor --fix removes them", remove)


def _left_behind(folder: Path, then: float) -> Iterator[tuple[Path, int]]:
    """The temporary files of a folder that are older, with their sizes."""
    with suppress(OSError):
        for file in folder.iterdir():
            if _LEFT_BEHIND.fullmatch(file.name):
                stat = file.lstat()
                if S_ISREG(stat.st_mode) and stat.st_mtime < then:
                    yield file, stat.st_size


def _unused(folder: Path, then: float) -> Iterator[tuple[Path, int]]:
    """The files of an index that are part of no segment it has, and older, with their sizes."""
    yield from _left_behind(folder, then)
    with suppress(OSError, ValueError):
        if lock.is_held(folder / lock.LOCK):
            return  # they may be what is written now
        living = damage.living(folder)
        for file in folder.iterdir():
            segment = damage.segment_of(file.name)
            if segment is not None and segment not in living:
                stat = file.lstat()
                if S_ISREG(stat.st_mode) and stat.st_mtime < then:
                    yield file, stat.st_size


def others(base: Path, own: Path | None, mounts: Sequence[str]) -> Iterator[Check]:
    """Yield how the indexes of other roots are, in the folder where all are kept.

    `mounts` are the places of disks that need not be there, as `unmounted` tells them.
    """
    kept, size = 0, 0
    for folder in sorted(base.iterdir()) if base.is_dir() else ():
        root = _root_of(folder)
        if root is None or folder == own:
            continue
        megabytes = f"{size_of(folder) / 1e6:.1f} MB"
        reason = why_unsure(root, mounts)
        if reason is None:

            def remove(folder: Path = folder, root: Path = root) -> str:
                _remove(folder)
                return f"the index of {root}, which is gone, is removed"

            said = f"{root} is gone, and its index is still there ({megabytes})"
            yield Check("roots", "note", said, "litnotes doctor --fix removes it", remove)
        elif reason:
            said = f"{root} is not there now, {reason}; its index is kept ({megabytes})"
            yield Check("roots", "note", said, f"if it never comes back, remove {folder}")
        else:
            kept += 1
            size += size_of(folder)
    if kept:
        said = f"{counted(kept, 'other root')} indexed in {base} ({size / 1e6:.1f} MB)"
        yield Check("roots", "ok", said)


def why_unsure(root: Path, mounts: Sequence[str]) -> str | None:
    """Return why a root is not known to be gone: empty where it is there; None where it is gone.

    It is gone only where the folder that held it is there, holds other things, and is on no disk
    that comes and goes.
    """
    try:
        root.lstat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, ValueError):
        return "or cannot be looked at"
    else:
        return ""
    above = [os.fspath(folder) for folder in (root, *root.parents)]
    if any(place in above for place in mounts):
        return "and its disk may not be mounted"
    try:
        if not any(root.parent.iterdir()):
            return "and the folder above it is empty, as where a disk is not mounted"
    except OSError:
        return "and neither is the folder above it"
    return None


def unmounted(fstab: Path = FSTAB, away: Sequence[str] = _AWAY) -> list[str]:
    """Return the places where disks come and go, and those of disks that are not mounted now."""
    places = list(away)
    with suppress(OSError):
        for line in fstab.read_text("utf-8", "replace").splitlines():
            fields = line.split()
            if len(fields) > 1 and not line.lstrip().startswith("#") and fields[1] != "/":
                place = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[1])
                if place.startswith("/") and not os.path.ismount(place):
                    places.append(place.rstrip("/"))
    return places


def _root_of(folder: Path) -> Path | None:
    """The root that a folder is the index of; None for a folder that litnotes did not make."""
    try:
        if not S_ISDIR(folder.lstat().st_mode):
            return None
        told = made_for(folder)
        if told is None or index_folder(told[1], folder.parent) != folder:
            return None
        for file in folder.iterdir():
            mode = file.lstat().st_mode
            if file.name in INDEXES:
                whole = S_ISDIR(mode) and all(map(_is_engines, file.iterdir()))
            else:
                whole = S_ISREG(mode) and _OWN.fullmatch(file.name) is not None
            if not whole:
                return None
    except (OSError, ValueError):
        return None
    return told[1]


def _is_engines(file: Path) -> bool:
    known = damage.segment_of(file.name) or _ENGINES_OWN.fullmatch(file.name)
    return bool(known) and S_ISREG(file.lstat().st_mode)


def _remove(folder: Path) -> None:
    """Remove an index, file by file: what came since it was looked at stays, and its folder."""
    if any(lock.is_held(folder / name / lock.LOCK) for name in INDEXES):
        raise IndexBusyError(f"another process is writing {folder}")
    if _root_of(folder) is None:
        raise IndexBusyError(f"another process has changed {folder}")
    for name in INDEXES:
        if (folder / name).is_dir():
            for file in (folder / name).iterdir():
                if _is_engines(file):
                    file.unlink(missing_ok=True)
            (folder / name).rmdir()
    for file in folder.iterdir():
        if _OWN.fullmatch(file.name):
            file.unlink(missing_ok=True)
    folder.rmdir()
