"""How the file system itself spells a path.

On Windows and macOS a file is found whatever the letter case, and on macOS however its accents are
composed; but a walk over its folder tells one spelling only, by which the index knows it.
"""

import os
import sys
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import TypeVar

_Path = TypeVar("_Path", bound=PurePath)
_ANY_SPELLING = sys.platform in ("win32", "darwin")


def resolved(path: Path) -> Path:
    """Return a path without links, as the file system spells it; what is not there stays as is."""
    return as_on_disk(Path(without_links(str(path))))


def without_links(path: str) -> str:
    """Return an absolute path without links; one that goes while it is followed stays as it is."""
    try:
        return os.path.realpath(path)
    except OSError:  # Emacs' locks are links that live for a moment
        return os.path.abspath(path)  # noqa: PTH100 - a str, as what comes here and goes on


def as_on_disk(path: Path) -> Path:
    """Return an absolute path as the file system spells it; what is not there stays as it is."""
    return spelled(path, _names) if _ANY_SPELLING and path.is_absolute() else path


def spelled(path: _Path, names: Callable[[_Path], Sequence[str]]) -> _Path:
    """Return a path, each part of it as it is among the `names` of the folder that holds it.

    A part is left as it is where several names, or none, are the same but for their spelling.
    """
    if path == path.parent:
        drive = path.drive
        return type(path)(str(path).upper()) if drive[1:] == ":" else path
    above = spelled(path.parent, names)
    there = names(above)
    if path.name not in there:
        same = [name for name in there if _folded(name) == _folded(path.name)]
        if len(same) == 1:
            return above / same[0]
    return above / path.name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names are all that is asked for
    except (OSError, ValueError):
        return []
