"""Who writes an index now."""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from litnotes_index.doctor.check import Check
from litnotes_index.index_folder import INDEXES

LOCK = ".tantivy-writer.lock"
PROC = Path("/proc")


def writer(folder: Path, proc: Path = PROC) -> Check:
    """Return who holds the writer's locks of a root's index."""
    held = [name for name in INDEXES if is_held(folder / name / LOCK)]
    if not held:
        return Check("lock", "ok", "nobody is writing the index now")
    who = {said for name in held for said in holders(folder / name / LOCK, proc)}
    said = ", ".join(sorted(who)) or "another process"
    fix = "wait for it; if it never ends, end it: nothing is lost"
    return Check("lock", "note", f"{said} is writing the index of {' and '.join(held)}", fix)


def is_held(lock: Path) -> bool:
    """Return whether another process holds a lock, found out by trying to take it."""
    try:
        with lock.open("rb") as file:
            return not _taken(file.fileno())
    except OSError:
        return False  # there is no lock, or none that anybody could hold


if sys.platform == "win32":
    import msvcrt

    def _taken(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            return error.errno not in (errno.EACCES, errno.EDEADLOCK)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
        return True

else:
    import fcntl

    def _taken(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # let go when it is closed
        except OSError as error:
            return error.errno not in (errno.EACCES, errno.EAGAIN)
        return True


def holders(lock: Path, proc: Path = PROC) -> list[str]:
    """Return the processes that hold a lock, where the system tells; empty where it does not."""
    if sys.platform == "win32":
        return []
    with suppress(OSError, ValueError):
        stat = lock.stat()
        device = f"{os.major(stat.st_dev):02x}:{os.minor(stat.st_dev):02x}"
        lines = (proc / "locks").read_text("utf-8", "replace").splitlines()
        held = [
            fields for fields in map(str.split, lines) if len(fields) > 5 and "->" not in fields
        ]
        same = [fields for fields in held if fields[5] == f"{device}:{stat.st_ino}"]
        # Some file systems tell another device here than there.
        same = same or [fields for fields in held if fields[5].endswith(f":{stat.st_ino}")]
        # Those of another container have no number here.
        return [_process(pid, proc) for pid in (int(fields[4]) for fields in same) if pid > 0]
    return []


def _process(pid: int, proc: Path) -> str:
    command = ""
    with suppress(OSError):
        words = (proc / str(pid) / "cmdline").read_bytes().split(b"\0")
        command = " ".join(os.fsdecode(word) for word in words if word)[:120]
    return f"process {pid} ({command})" if command else f"process {pid}"
