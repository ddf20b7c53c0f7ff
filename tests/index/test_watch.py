"""Something may have changed: said once, soon, for a whole burst, and in the end always."""

import errno
import logging
import sys
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from watchdog.observers.api import BaseObserver

from litnotes_index import mounts
from litnotes_index.watch import Watcher
from litnotes_index.watches import Folder, Watches

SOON = 5.0


class Calls:
    """What a watcher calls; each call finds what `found` says."""

    def __init__(self, found: bool | None = True) -> None:
        self.found = found
        self.count = 0
        self.came = threading.Event()
        self.told: list[str] = []

    def __call__(self) -> bool | None:
        self.count += 1
        self.came.set()
        return self.found

    def wait(self, seconds: float = SOON) -> bool:
        came = self.came.wait(seconds)
        self.came.clear()
        return came


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be seen soon that other folders are to be watched."""
    monkeypatch.setattr("litnotes_index.watch._TICK_SECONDS", 0.1)


@contextmanager
def watching(
    calls: Calls, *places: Path, leave_out: Path, rescan: float = 60
) -> Generator[Watcher]:
    watcher = Watcher(calls, leave_out=leave_out, tell=calls.told.append, rescan=rescan)
    watcher.start(places)
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


def test_a_link_that_is_gone_when_it_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Emacs makes one of each file it edits, and takes it away."""
    calls = Calls()

    def gone(path: str) -> str:
        raise FileNotFoundError(path)

    with watching(calls, tmp_path, leave_out=tmp_path / "index"):
        with monkeypatch.context() as patch:
            patch.setattr("os.readlink", gone)
            (tmp_path / ".#a.txt").symlink_to("user@host.1234:1700000000")
            assert calls.wait()
        (tmp_path / "a.txt").write_text("x")
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
        (tmp_path / "another.bib").write_text("x")
        assert not calls.wait(0.4)
        file.write_text("x")
        assert calls.wait()
        (tmp_path / "fresh").write_text("y")
        (tmp_path / "fresh").replace(file)
        assert calls.wait()


def test_what_is_missed_is_found_by_looking_again(tmp_path: Path) -> None:
    calls = Calls()
    with watching(calls, tmp_path / "nowhere" / "yet", leave_out=tmp_path, rescan=0.1):
        assert calls.wait()


def test_a_place_that_comes_later_is_watched(tmp_path: Path, often: None) -> None:
    calls = Calls()
    place = tmp_path / "nowhere" / "yet"
    with watching(calls, place, leave_out=tmp_path / "index"):
        place.mkdir(parents=True)
        assert calls.wait()
        calls.wait(0.3)  # the folder, and that it is watched from then on
        (place / "a.txt").write_text("x")
        assert calls.wait()


@pytest.mark.parametrize("way", ["deleted", "moved"])
def test_a_folder_that_is_made_again_is_watched_again(
    tmp_path: Path, way: str, often: None
) -> None:
    calls = Calls()
    root = tmp_path / "root"
    root.mkdir()
    with watching(calls, root, leave_out=tmp_path / "index"):
        for n in range(2):
            if way == "deleted":
                root.rmdir()
            else:
                root.rename(tmp_path / f"old{n}")
            assert calls.wait()
            root.mkdir()
            assert calls.wait()
            while calls.wait(0.4):
                pass
            (root / "a.txt").write_text("x")
            assert calls.wait()
            while calls.wait(0.4):
                pass
            (root / "a.txt").unlink()
            while calls.wait(0.4):
                pass


def test_other_places_from_now_on(tmp_path: Path) -> None:
    calls = Calls()
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    with watching(calls, one, leave_out=tmp_path / "index") as watcher:
        watcher.follow([one, other])
        assert calls.wait()
        while calls.wait(0.4):
            pass
        (other / "a.txt").write_text("x")
        assert calls.wait()


def test_a_limit_is_told_once_and_changes_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    calls = Calls(found=False)
    with monkeypatch.context() as limited:
        limited.setattr(BaseObserver, "schedule", full)
        with watching(calls, tmp_path, leave_out=tmp_path / "index", rescan=0.2) as watcher:
            assert len(calls.told) == 1
            assert "max_user_watches" in calls.told[0]
            assert "\n" not in calls.told[0]
            for _ in range(5):
                assert calls.wait()
            assert len(calls.told) == 1
            # Once there are enough again, they are taken.
            limited.undo()
            watcher.poke()
            while not watcher.is_watching:
                assert calls.wait()


def test_no_instance_is_a_limit_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(errno.EMFILE, "inotify instance limit reached")

    calls = Calls(found=False)
    monkeypatch.setattr("litnotes_index.watches.Observer", full)
    with watching(calls, tmp_path, leave_out=tmp_path / "index", rescan=0.1):
        assert calls.wait()
        assert ["max_user_instances" in told for told in calls.told] == [True]


def test_too_many_places_are_looked_at(tmp_path: Path) -> None:
    places = [tmp_path / str(n) for n in range(101)]
    for place in places:
        place.mkdir()
    calls = Calls(found=False)
    with watching(calls, *places, leave_out=tmp_path / "index", rescan=0.1):
        assert calls.wait()
        assert len(calls.told) == 1


TABLE = """\
1 0 8:1 / / rw,relatime - ext4 /dev/root rw
2 1 0:50 / {0} rw,relatime shared:1 - {1} server:/home rw
3 2 0:51 / {0}/a\\040b rw master:1 propagate_from:2 - tmpfs none rw
4 1 0:52 / {0}er rw - cifs none rw
"""


@pytest.fixture
def mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    table = tmp_path / "mountinfo"
    monkeypatch.setattr(mounts, "_TABLE", table)
    return table


def test_what_is_mounted_where(mounted: Path) -> None:
    mounted.write_text(TABLE.format("/notes", "nfs4"))
    root, notes, within, _ = (
        mounts.Mount(1, "/", "ext4"),
        mounts.Mount(2, "/notes", "nfs4"),
        mounts.Mount(3, "/notes/a b", "tmpfs"),
        mounts.Mount(4, "/noteser", "cifs"),
    )
    assert mounts.at((("/notes", True),)) == {notes, within}
    assert mounts.at((("/notes/c", True),)) == {notes}
    assert mounts.at((("/notes", False), ("/home", True))) == {notes, root}
    assert [mount.is_shared for mount in (root, notes, within)] == [False, True, False]
    assert mounts.Mount(5, "/x", "fuse.sshfs").is_shared
    assert not mounts.Mount(5, "/x", "fuseblk").is_shared
    mounted.unlink()
    assert mounts.at((("/notes", True),)) == set()


def test_where_others_may_change_files_it_is_looked_at_often(
    tmp_path: Path, mounted: Path, often: None
) -> None:
    root = tmp_path / "root"
    root.mkdir()
    mounted.write_text(TABLE.format(root, "nfs4"))
    calls = Calls(found=False)
    with watching(calls, root, leave_out=tmp_path / "index"):
        for _ in range(5):
            assert calls.wait()
        # It is mounted no more: that is seen, and from then on events are enough.
        mounted.write_text(TABLE.format("/elsewhere", "nfs4"))
        while calls.wait(0.5):
            pass
    assert calls.told == []


def test_what_takes_long_is_done_seldom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("litnotes_index.watch._SHARE", 1e-9)
    calls = Calls(found=False)
    with watching(calls, tmp_path, leave_out=tmp_path / "index", rescan=0.1):
        assert calls.wait()
        assert not calls.wait(1)


def test_what_cannot_be_done_is_not_tried_all_the_time(tmp_path: Path) -> None:
    calls = Calls(found=None)
    with watching(calls, tmp_path, leave_out=tmp_path / "index", rescan=0.2) as watcher:
        assert calls.wait()
        (tmp_path / "a.txt").write_text("x")
        assert calls.wait()
        assert watcher.is_watching


def test_lost_events_are_noticed_whatever_is_logged(tmp_path: Path) -> None:
    calls = Calls(found=False)
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.CRITICAL)  # as the server does without a log file
    try:
        with watching(calls, tmp_path, leave_out=tmp_path / "index"):
            logging.getLogger("watchdog.observers.inotify_c").warning(
                "Inotify queue overflowed; filesystem events were lost"
            )
            assert calls.wait()
    finally:
        logging.getLogger().setLevel(level)


def test_it_watches_anew_where_nobody_tells_of_what_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, often: None
) -> None:
    begun: list[int] = []
    begin = Watches.begin

    def counted(watches: Watches, folders: Mapping[Path, Folder]) -> str:
        begun.append(1)
        return begin(watches, folders)

    monkeypatch.setattr(Watches, "begin", counted)
    calls = Calls(found=True)
    with watching(calls, tmp_path, leave_out=tmp_path / "index", rescan=1):
        # Not whenever something is found, though.
        while len(begun) < 3:
            assert calls.wait()
        assert calls.count >= 2 * len(begun) - 1


def test_it_stops_whenever_it_is_told(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    early = Watcher(Calls(), leave_out=tmp_path, tell=print)
    early.stop()
    early.start([tmp_path])
    assert set(threading.enumerate()) == before
    for _ in range(5):
        with watching(Calls(), tmp_path, leave_out=tmp_path / "index"):
            pass
    for thread in set(threading.enumerate()) - before:
        thread.join(SOON)
        assert not thread.is_alive()


def test_it_stops_while_it_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(threading.enumerate())
    entered, go_on = threading.Event(), threading.Event()
    begin = Watches.begin

    def slow(watches: Watches, folders: Mapping[Path, Folder]) -> str:
        entered.set()
        assert go_on.wait(SOON)
        return begin(watches, folders)

    monkeypatch.setattr(Watches, "begin", slow)
    watcher = Watcher(Calls(), leave_out=tmp_path, tell=print)
    starting = threading.Thread(target=watcher.start, args=([tmp_path],))
    starting.start()
    assert entered.wait(SOON)
    watcher.stop()
    go_on.set()
    starting.join(SOON)
    for thread in set(threading.enumerate()) - before:
        thread.join(SOON)
        assert not thread.is_alive()


@pytest.mark.skipif(sys.platform != "linux", reason="it is Linux that tells of every file opened")
def test_our_own_reading_costs_the_kernel_no_event(tmp_path: Path) -> None:
    with watching(Calls(), tmp_path, leave_out=tmp_path / "index"):
        masks = [
            int(line.split(" mask:")[1].split()[0], 16)
            for descriptor in Path("/proc/self/fdinfo").iterdir()
            for line in _lines(descriptor)
            if line.startswith("inotify")
        ]
    opened, closed_unchanged = 0x20, 0x10
    assert masks
    assert not any(mask & (opened | closed_unchanged) for mask in masks)


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text().splitlines()
    except OSError:
        return []


def test_a_commit_to_the_index_is_told_apart(tmp_path: Path) -> None:
    changes, commits = Calls(), Calls()
    root, index = tmp_path / "root", tmp_path / "index" / "papers"
    root.mkdir()
    index.mkdir(parents=True)
    watcher = Watcher(changes, leave_out=index.parent, tell=print, committed=commits)
    watcher.start([root])
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
