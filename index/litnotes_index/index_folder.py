"""Where the index of a root is kept, and what a folder of one says that it is for."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import platformdirs

from litnotes_index.errors import LitnotesError
from litnotes_index.on_disk import resolved
from litnotes_index.papers.schema import VERSION
from litnotes_index.text import normalise

INDEX_DIR_VARIABLE = "LITNOTES_INDEX_DIR"
INDEXES = ("papers", "notes")
"""The folders in it, one for each of its indexes."""
_STAMP = "version.json"


def index_folder(root: Path, index_dir: Path | None = None) -> Path:
    """Return the folder of a root's index: one per root, the same for every process."""
    base = index_dir or _index_base()
    name = normalise(root.name).replace(" ", "-")[:40] or "root"
    digest = hashlib.sha256(os.fsencode(root)).hexdigest()[:12]
    return base / f"{name}-{digest}"


def stamp(folder: Path, root: Path, notice: Callable[[str], None]) -> None:
    """Write which version and root the folder is for; empty it where it was for another."""
    file = folder / _STAMP
    # Not by orjson: names of folders need not be UTF-8.
    told = {"version": VERSION, "root": str(root)}
    wanted = os.fsencode(json.dumps(told, separators=(",", ":"), ensure_ascii=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        known = file.read_bytes() if file.exists() else None
        if known is not None and known != wanted:
            notice("the index was made by another version of litnotes and is built anew")
            for name in INDEXES:
                shutil.rmtree(folder / name, ignore_errors=True)
        if known != wanted:
            # By rename: another process may be at the same place.
            fresh = file.with_suffix(f".{os.getpid()}.tmp")
            fresh.write_bytes(wanted)
            _put(fresh, file, wanted)
            from litnotes_index.titles import is_left_over

            for unfinished in filter(is_left_over, folder.glob("version.*.tmp")):
                unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise LitnotesError(
            f"the index cannot be kept in {folder}: {error.strerror}; "
            f"name another place with --index-dir or {INDEX_DIR_VARIABLE}"
        ) from error


def made_for(folder: Path) -> tuple[int, Path] | None:
    """Return the version and the root that an index folder is for; None where it does not say.

    Raises `OSError` or `ValueError` where that cannot be read.
    """
    told: object = json.loads(os.fsdecode((folder / _STAMP).read_bytes()))
    match told:
        case {"version": int(version), "root": str(root)}:
            return version, Path(root)
        case _:
            return None


def size_of(folder: Path) -> int:
    """Return how many bytes the files in a folder have."""
    size = 0
    for file in folder.rglob("*"):
        with suppress(OSError):  # a merge may just have removed it
            size += file.stat().st_size if file.is_file() else 0
    return size


def _put(fresh: Path, file: Path, wanted: bytes) -> None:
    """Put a file in another's place, where another process may do the same."""
    try:
        fresh.replace(file)
    except PermissionError:  # on Windows while the other has it open
        fresh.unlink(missing_ok=True)
        if file.read_bytes() != wanted:
            raise


def _index_base() -> Path:
    named = os.environ.get(INDEX_DIR_VARIABLE)
    try:
        base = Path(named) if named else platformdirs.user_cache_path("litnotes", appauthor=False)
    except RuntimeError:
        raise LitnotesError(
            "there is no home folder to keep the index in; "
            f"name a place with --index-dir or {INDEX_DIR_VARIABLE}"
        ) from None
    # As a walk comes to it: it may be in the root, and is left out there.
    return resolved(base)
