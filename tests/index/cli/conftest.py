"""A notes folder with two dumps, and the `litnotes` command in it."""

from pathlib import Path

import pytest

from support.command import TITLES, Run, runner
from support.papers import ABSTRACT, write_page


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "notes"
    write_page(root / "a.txt", *TITLES)
    write_page(
        root / "sub" / "b.txt", TITLES[0], abstract=ABSTRACT + " There is one more sentence here."
    )
    (root / "note.md").write_text("# A note\n")
    return root


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(root)
    return runner(capsys, monkeypatch)
