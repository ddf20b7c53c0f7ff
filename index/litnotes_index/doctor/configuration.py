"""Which configuration counts, and what is wrong with it."""

import os
from collections.abc import Iterator
from pathlib import Path

from litnotes_index.config import FILE_NAME, Settings
from litnotes_index.doctor.check import Check


def configuration(root: Path, settings: Settings, user_file: Path) -> Iterator[Check]:
    """Yield which files were read, and each problem of theirs."""
    files = [file for file in (user_file, root / FILE_NAME) if file.exists()]
    read = " and ".join(map(str, files)) or f"none, and none is needed ({root / FILE_NAME})"
    if not settings.problems:
        yield Check("configuration", "ok", read)
    for problem in settings.problems:
        # What it must be is part of the message.
        yield Check("configuration", "wrong", str(problem), "change that line, or take it out")
    for place in dict.fromkeys([*settings.papers, *settings.notes]):
        if "\0" in str(place) or not os.path.exists(place):  # noqa: PTH110 - Path refuses a NUL
            said = f"{place} is named as a place of papers or notes, and not there"
            yield Check("configuration", "wrong", said, "make it, or take it out of the file")
