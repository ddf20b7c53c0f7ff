"""Whether there are watches enough for what is to be watched."""

import sys
from pathlib import Path

import pytest

from litnotes_index.doctor.limits import PROC, watching


def proc(folder: Path, watches: object, instances: object) -> Path:
    limits = folder / "sys" / "fs" / "inotify"
    limits.mkdir(parents=True)
    (limits / "max_user_watches").write_text(f"{watches}\n")
    (limits / "max_user_instances").write_text(f"{instances}\n")
    return folder


def watcher(folder: Path, watches: int) -> None:
    """Pretend that a process of ours has so many watches."""
    (folder / "7" / "fd").mkdir(parents=True)
    (folder / "7" / "fdinfo").mkdir()
    (folder / "7" / "fd" / "3").symlink_to("anon_inode:inotify")
    (folder / "7" / "fd" / "4").symlink_to("/dev/null")
    (folder / "7" / "fdinfo" / "3").write_text("pos:\t0\n" + "inotify wd:1 ino:2\n" * watches)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("a", "b/c", ".git/x"):
        (tmp_path / "root" / name).mkdir(parents=True)
    return tmp_path / "root"


@pytest.mark.parametrize(
    ("most", "instances", "watched", "state", "said"),
    [
        (100, 10, 2, "ok", "6 folders to watch; of 100 watches 2 are in use, of 10 instances 1"),
        (5, 10, 0, "wrong", "changes are seen only once a minute"),
        (7, 10, 2, "note", "one more server may not get all of its own"),
        (100, 1, 2, "wrong", "no more can begin to watch"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="links and numbers of users are not Windows's")
def test_watches(
    root: Path, tmp_path: Path, most: int, instances: int, watched: int, state: str, said: str
) -> None:
    fake = proc(tmp_path / "proc", most, instances)
    watcher(fake, watched)
    check = watching([root, root / "a", root / "none"], fake, "linux")
    assert check.state == state
    assert said in check.message
    assert (check.fix is None) == (state == "ok")


def test_the_limit_that_is_named_is_enough(root: Path, tmp_path: Path) -> None:
    check = watching([root], proc(tmp_path / "proc", 3, 10), "linux")
    assert check.fix == "sudo sysctl fs.inotify.max_user_watches=12"


def test_limits_that_cannot_be_read(root: Path, tmp_path: Path) -> None:
    assert watching([root], tmp_path / "none", "linux").state == "note"
    assert watching([root], proc(tmp_path / "proc", "x", 1), "linux").state == "note"


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_systems_without_limits(root: Path, tmp_path: Path, platform: str) -> None:
    assert watching([root], tmp_path, platform).state == "ok"


@pytest.mark.skipif(not (PROC / "sys/fs/inotify").exists(), reason="inotify is Linux's")
def test_this_system(root: Path) -> None:
    assert "6 folders to watch" in watching([root]).message
