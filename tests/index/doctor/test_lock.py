"""Who holds the writer's lock of an index."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from litnotes_index.doctor import lock
from litnotes_index.papers import PapersIndex

HOLD = """
import sys
from pathlib import Path
from litnotes_index.papers import PapersIndex
with PapersIndex(Path(sys.argv[1])).writing(wait=5):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_an_index_that_nobody_writes(tmp_path: Path) -> None:
    assert lock.writer(tmp_path).state == "ok"
    with PapersIndex(tmp_path / "papers").writing(wait=1):
        pass
    assert (tmp_path / "papers" / lock.LOCK).exists()
    assert lock.writer(tmp_path).state == "ok"


def test_a_process_that_writes_is_told(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", HOLD, str(tmp_path / "papers")]
    pipe = subprocess.PIPE
    with subprocess.Popen(arguments, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        check = lock.writer(tmp_path)
        process.communicate("\n", timeout=30)
    assert check.state == "note"
    assert check.message.endswith(" is writing the index of papers")
    if sys.platform == "linux" and (lock.PROC / "locks").exists():
        assert f"process {process.pid} ({sys.executable} -c" in check.message
    assert lock.writer(tmp_path).state == "ok"


@pytest.mark.skipif(sys.platform != "linux", reason="/proc/locks is Linux's")
def test_what_the_system_tells_of_locks(tmp_path: Path) -> None:
    file = tmp_path / "a.lock"
    file.touch()
    stat = file.stat()
    place = f"{os.major(stat.st_dev):02x}:{os.minor(stat.st_dev):02x}:{stat.st_ino}"
    (tmp_path / "locks").write_text(
        f"1: FLOCK  ADVISORY  WRITE 41 {place} 0 EOF\n"
        f"2: -> FLOCK  ADVISORY  WRITE 42 {place} 0 EOF\n"
        f"3: POSIX  ADVISORY  WRITE 43 {place}1 0 EOF\n"
        "nonsense\n"
    )
    assert lock.holders(file, tmp_path) == ["process 41"]
    (tmp_path / "41").mkdir()
    (tmp_path / "41" / "cmdline").write_bytes(b"litnotes-server\0--stdio\0")
    assert lock.holders(file, tmp_path) == ["process 41 (litnotes-server --stdio)"]
    # The device may be told otherwise; the inode is the same.
    (tmp_path / "locks").write_text(f"1: FLOCK ADVISORY WRITE 44 00:2a:{stat.st_ino} 0 EOF\n")
    assert lock.holders(file, tmp_path) == ["process 44"]
    (tmp_path / "locks").write_text(f"1: FLOCK ADVISORY WRITE 0 {place} 0 EOF\n")
    assert lock.holders(file, tmp_path) == []
    assert lock.holders(tmp_path / "none", tmp_path) == []
    assert lock.holders(file, tmp_path / "none") == []
