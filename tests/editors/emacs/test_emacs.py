"""Emacs with the very configuration that editors/emacs.md gives."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from editors.neovim.conftest import notes_folder
from editors.neovim.terminal import REPOSITORY, environment, skip

pytestmark = [pytest.mark.editors, pytest.mark.timeout(180)]

ATTENTION = "Attention Is All You Need"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Emacs showed and did, step by step."""
    if not shutil.which("emacs"):
        skip("Emacs is not there (tests/editors/emacs/install.sh)")
    folder = tmp_path_factory.mktemp("emacs")
    notes = notes_folder(folder)
    (notes / "todo.md").write_text("- 🎉 read [@pointer-networks, p. 3]\n", encoding="utf-8")
    about = "---\ntitle: Pointer Networks\n---\n\nThey point back.\n"
    (notes / "about.md").write_text(about, encoding="utf-8")
    page = (REPOSITORY / "editors" / "emacs.md").read_text(encoding="utf-8")
    configuration = re.search(r"```elisp\n(.*?)```", page, re.DOTALL)
    assert configuration is not None
    init = folder / "litnotes.el"
    init.write_text(configuration[1], encoding="utf-8")
    check = Path(__file__).with_name("check.el")
    done = subprocess.run(
        ["emacs", "--batch", "-l", str(check), str(init), str(notes / "note.md")],
        env=environment(folder / "home"),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=150,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def test_it_attaches(seen: dict[str, Any]) -> None:
    assert seen["attached"] is True


def test_a_title_is_listed_from_its_later_words(seen: dict[str, Any]) -> None:
    assert seen["listed"] == [ATTENTION]


@pytest.mark.parametrize(
    ("step", "line"),
    [
        ("prose", f"We follow {ATTENTION}"),
        ("upper case", ATTENTION),
        ("wikilink", f"See [[{ATTENTION}]]"),
        ("second key", "[@pointer-networks; @attention-is-all-you-need]"),
        ("closed", "🎉 Cafe\u0301 [[Pointer Networks]]"),
        ("own words", "We went to the sea"),
    ],
)
def test_what_is_typed_and_completed(seen: dict[str, Any], step: str, line: str) -> None:
    assert seen[step] == line


def test_hover(seen: dict[str, Any]) -> None:
    assert "Pointer Networks" in seen["hover"]
    assert "3 authors" in seen["hover"]


def test_definition(seen: dict[str, Any]) -> None:
    assert seen["definition"] == ["daily.txt", 53]
    assert sorted(seen["definitions"]) == [["daily.txt", 13], ["search.txt", 3]]


def test_references_in_notes_and_from_the_dump(seen: dict[str, Any]) -> None:
    # What was typed before this step is not saved, and counts.
    cited = [["note.md", 3, 12], ["note.md", 9, 1], ["note.md", 10, 8]]
    cited = [["about.md", 2, 7], *cited, ["todo.md", 1, 10]]
    assert seen["dump is managed"] is True
    assert sorted(seen["references"]) == cited
    assert sorted(seen["references in the dump"]) == cited


def test_a_complaint_and_its_fix(seen: dict[str, Any]) -> None:
    assert "no known paper has the key pointer-network" in seen["complaint"]
    assert seen["mended"] == "[@pointer-networks]"


def test_rename_in_two_notes(seen: dict[str, Any]) -> None:
    assert seen["renamed"] == ["[@vinyals2015]", "- 🎉 read [@vinyals2015, p. 3]\n"]


def test_declaration_outline_and_symbols(seen: dict[str, Any]) -> None:
    assert seen["declaration"] == [["about.md", 1, 0]]
    assert "Pointer Networks" in seen["outline"]
    assert [name for name in seen["papers and notes"] if name.startswith("Matryoshka")]
