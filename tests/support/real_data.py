"""Real data beside the checkout; a test that needs it skips where it is missing."""

import tarfile
from pathlib import Path

import pytest

from conftest import SHARED


def real(name: str) -> Path:
    """Return the path of a file of `../shared/data`."""
    path = SHARED / "data" / name
    if not path.is_file():
        pytest.skip(f"{name} is not beside this checkout (../shared/data)")
    return path


def unpacked(archive: str, folder: Path) -> Path:
    """Return a folder, which holds all of an archive of the real data now."""
    with tarfile.open(real(archive)) as members:
        members.extractall(folder, filter="data")
    return folder


def member(archive: str, name: str, folder: Path) -> Path:
    """Return the path of one file of an archive of the real data, which is in a folder now."""
    with tarfile.open(real(archive)) as members:
        [found] = [each for each in members if each.isfile() and Path(each.name).match(name)]
        file = members.extractfile(found)
        assert file is not None
        path = folder / Path(name).name
        path.write_bytes(file.read())
    return path
