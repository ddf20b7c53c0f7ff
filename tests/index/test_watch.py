"""Something may have changed: said once, soon, for a whole burst."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from litnotes_index.watch import Watcher

SOON = 5.0


class Calls:
    def __init__(self) -> None:
        self.count = 0
        self.came = threading.Event()

    def __call__(self) -> None:
        self.count += 1
        self.came.set()

    def wait(self, seconds: float = SOON) -> bool:
        came = self.came.wait(seconds)
        self.came.clear()
        return came


@contextmanager
def watching(
    calls: Calls, *places: Path, leave_out: Path, rescan: float = 60
) -> Generator[Watcher]:
    watcher = Watcher(places, calls, leave_out=leave_out, rescan=rescan)
    watcher.start()
    try:
        yield watcher
    finally:
        watcher.stop()


def test_new_changed_moved_and_deleted_files(tmp_path: Path) -> None:
    calls = Calls()
    outside = tmp_path / "outside.txt"
    outside.write_text("x")
    root = tmp_path / "root"
    root.mkdir()
    with watching(calls, root, leave_out=tmp_path / "index"):
        (root / "a.txt").write_text("x")
        assert calls.wait()
        outside.rename(root / "b.txt")
        assert calls.wait()
        (root / "sub").mkdir()
        assert calls.wait()
        (root / "sub" / "c.txt").write_text("x")
        assert calls.wait()
        (root / "a.txt").unlink()
        assert calls.wait()


def test_a_burst_is_one_call(tmp_path: Path) -> None:
    calls = Calls()
    with watching(calls, tmp_path, leave_out=tmp_path / "index"):
        for n in range(50):
            (tmp_path / f"{n}.txt").write_text("x")
        assert calls.wait()
        assert not calls.wait(0.5)


def test_reading_is_no_change(tmp_path: Path) -> None:
    calls = Calls()
    (tmp_path / "a.txt").write_text("x")
    with watching(calls, tmp_path, leave_out=tmp_path / "index"):
        (tmp_path / "a.txt").read_text()
        assert not calls.wait(0.4)


def test_our_own_index_is_left_out(tmp_path: Path) -> None:
    calls = Calls()
    index = tmp_path / "index"
    index.mkdir()
    with watching(calls, tmp_path, leave_out=index):
        (index / "x").write_text("x")
        assert not calls.wait(0.4)
        (tmp_path / "index-of-papers.txt").write_text("x")
        assert calls.wait()


def test_a_single_file_is_watched_by_its_folder(tmp_path: Path) -> None:
    calls = Calls()
    file = tmp_path / "a.bib"
    with watching(calls, file, leave_out=tmp_path / "index"):
        file.write_text("x")
        assert calls.wait()


def test_what_is_missed_is_found_by_looking_again(tmp_path: Path) -> None:
    calls = Calls()
    with watching(calls, tmp_path / "nowhere" / "yet", leave_out=tmp_path, rescan=0.1):
        assert calls.wait()


def test_a_commit_to_the_index_is_told_apart(tmp_path: Path) -> None:
    changes, commits = Calls(), Calls()
    root, index = tmp_path / "root", tmp_path / "index" / "papers"
    root.mkdir()
    index.mkdir(parents=True)
    watcher = Watcher([root], changes, leave_out=index.parent, committed=commits)
    watcher.start()
    try:
        (index / "0123.store").write_text("")
        fresh = index / ".tmp1"
        fresh.write_text("{}")
        fresh.replace(index / "meta.json")
        assert commits.wait()
        (root / "a.txt").write_text("x")
        assert changes.wait()
        assert changes.count == 1
    finally:
        watcher.stop()
