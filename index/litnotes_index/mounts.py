"""What is mounted at folders, and whether the system tells of every change there."""

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_TABLE = Path("/proc/self/mountinfo")
# File systems that others change as well, of which no event tells; any of FUSE's may be such.
_SHARED = re.compile(
    r"9p|afs|ceph|cifs|coda|fuse(\..*)?|gfs2|glusterfs|gpfs|lustre|ncpfs|nfs4?|ocfs2|prl_fs|smb3|smbfs"
    r"|vboxsf|virtiofs"
)


class Mount(NamedTuple):
    """Something mounted at a folder; no two at one time have the same `number`."""

    number: int
    folder: str
    kind: str

    @property
    def is_shared(self) -> bool:
        """Whether others may change what is there without an event on this machine."""
        return _SHARED.fullmatch(self.kind) is not None


def at(folders: tuple[tuple[str, bool], ...]) -> frozenset[Mount]:
    """Return what these folders are on; nothing where the system does not say.

    What is mounted in one that comes with True is returned, too.
    """
    try:
        table = _TABLE.read_bytes()
    except OSError:
        return frozenset()  # another system
    return _at(table, folders)


@lru_cache(maxsize=16)
def _at(table: bytes, folders: tuple[tuple[str, bool], ...]) -> frozenset[Mount]:
    mounts = [_mount(line) for line in table.splitlines()]
    found: set[Mount] = set()
    for folder, whole in folders:
        above = [mount for mount in mounts if _is_in(folder, mount.folder)]
        # Of several at one place the last hides the others.
        found.update(sorted(above, key=lambda mount: len(mount.folder))[-1:])
        if whole:
            found.update(mount for mount in mounts if _is_in(mount.folder, folder))
    return frozenset(found)


def _mount(line: bytes) -> Mount:
    """One line: number, parent, device, root, folder, and more; after ` - ` the kind, and more."""
    before, _, after = line.partition(b" - ")
    number, _, _, _, folder, *_ = before.split(b" ")
    name = re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8)]), folder)
    return Mount(int(number), os.fsdecode(name), os.fsdecode(after.split(b" ", 1)[0]))


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))  # noqa: PTH118 - ends in a slash
