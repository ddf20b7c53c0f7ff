"""A folder of the engine's: what a killed or another writer leaves behind is no hindrance."""

import json
import shutil
from pathlib import Path

import pytest

from litnotes_index.engine import engine
from litnotes_index.errors import EngineError, StorageError
from litnotes_index.papers import PapersIndex
from support.papers import WAIT, put
from support.picture import of_no_commit


def commit(index: PapersIndex, number: int) -> None:
    with index.writing(wait=WAIT) as batch:
        put(batch, f"/{number % 3}.txt", [f"Paper {number}", f"Another {number}"])


def listed(folder: Path) -> Path:
    return folder / ".managed.json"


def test_an_index_whose_list_of_files_is_gone_is_written_all_the_same(tmp_path: Path) -> None:
    index = PapersIndex(tmp_path)
    listed(tmp_path).unlink()
    commit(index, 1)
    assert PapersIndex(tmp_path).snapshot().state.entries == 2


def test_what_was_written_without_being_committed_is_no_hindrance(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for number in (1, 2):
        commit(PapersIndex(here), number)
    shutil.copytree(here, there)
    commit(PapersIndex(there), 4)
    # As if killed at the last moment: all but the commit itself is there.
    files = {name for folder in (here, there) for name in json.loads(listed(folder).read_bytes())}
    for file in there.iterdir():
        if file.name != "meta.json":
            shutil.copy(file, here)
    listed(here).write_text(json.dumps(sorted(files)))
    (here / ".tmpAbC123").write_text("{")
    assert of_no_commit(here) != []
    commit(PapersIndex(here), 4)
    assert sorted(PapersIndex(here).snapshot().files) == ["/1.txt", "/2.txt"]
    assert of_no_commit(here) == []


def test_writers_that_take_turns_clear_up_after_each_other(tmp_path: Path) -> None:
    one, other = PapersIndex(tmp_path), PapersIndex(tmp_path)
    for number in range(30):
        commit((one, other)[number % 2], number)
    commit(PapersIndex(tmp_path), 0)
    assert of_no_commit(tmp_path) == []


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Failed to spawn thread: Os { code: 11, kind: WouldBlock }", StorageError),
        ("Corrupted data. Invalid VInt 32", EngineError),
        ("missing: Os { code: 2, kind: NotFound }", EngineError),
    ],
)
def test_a_panic_for_want_of_something_is_no_damage(said: str, kind: type[Exception]) -> None:
    class PanicException(BaseException):
        pass

    with pytest.raises(kind), engine():
        raise PanicException(said)
