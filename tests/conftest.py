"""Fixtures that several folders of tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from support.desktop import Desktop

# How long an example takes is the machine's affair; a test that hangs has its timeout.
settings.register_profile("litnotes", deadline=None)
settings.load_profile("litnotes")

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def real_dumps() -> Path:
    """The folder of real dumps beside the checkout; skips where it is missing."""
    folder = SHARED / "data" / "dumps"
    if not folder.is_dir():
        pytest.skip("the real dumps are not beside this checkout (../shared/data/dumps)")
    return folder


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    """A desktop that opens nothing, and keeps what it was given."""
    if os.name == "nt":
        pytest.skip("Windows opens things by no program that a test could stand for")
    folder = tmp_path / "desktop"
    folder.mkdir()
    return Desktop(folder, monkeypatch)
