"""What a folder may hold besides dumps that are well: each costs a complaint, and nothing else.

Whatever stands there, one run of `litnotes index` takes less than `_BOUND` megabytes here, most of
which are the interpreter and the engine; README states the bound that a user can rely on.
"""

import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from litnotes_index import packed, readers
from litnotes_index.model import Entry, Problem
from litnotes_index.readers.files import source
from support.memory import PEAK, UNIT
from support.odd_folder import GOOD, MANY, PACK, Folder, bib
from support.papers import aged

_BOUND = 400
_SECONDS = 50


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_pipes_devices_and_sockets(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(folder.root / "pipe.bib")
    os.mkfifo(folder.root / "pipe.md")
    (folder.root / "zero.bib").symlink_to("/dev/zero")
    monkeypatch.chdir(folder.root)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket.bib")
    names = ("pipe.bib", "pipe.md", "socket.bib", "zero.bib")
    assert folder.told() == [f"{name}:1: this is neither a file nor a folder" for name in names]


def test_a_pipe_that_is_named_is_told_once(folder: Folder) -> None:
    os.mkfifo(folder.root / "pipe.bib")
    folder.write("litnotes.toml", b'papers = [".", "pipe.bib"]\n')
    assert folder.told() == ["pipe.bib:1: this is neither a file nor a folder"]


def test_a_file_that_has_become_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.bib"
    path.write_bytes(GOOD)
    is_file = path.stat()
    path.unlink()
    os.mkfifo(path)
    with pytest.MonkeyPatch.context() as patch:

        def known(_: object) -> os.stat_result:
            return is_file

        patch.setattr(os, "stat", known)
        with (
            pytest.raises(OSError, match="not a regular file"),
            packed.opened(str(path)),
        ):
            pass


def test_links(folder: Folder) -> None:
    (folder.root.parent / "beside.bib").write_bytes(bib("Beside the Root"))
    (folder.root / "loop.bib").symlink_to("loop.bib")
    (folder.root / "one.bib").symlink_to("two.bib")
    (folder.root / "two.bib").symlink_to("one.bib")
    (folder.root / "gone.bib").symlink_to("nowhere")
    (folder.root / "self").symlink_to(".")
    (folder.root / "up").symlink_to("..")
    (folder.root / "top").symlink_to("/")
    problem = "cannot be read: Too many levels of symbolic links"
    assert folder.told() == [f"{n}.bib:1: {problem}" for n in ("loop", "one", "two")]
    assert folder.titles() == []


def test_names(folder: Folder) -> None:
    bad = "@misc{x, title={Cut"
    names = ("new\nline.bib", "\udcff\udcfe.bib", "esc\x1b[31m.bib", "folder.bib/in.bib")
    for number, name in enumerate(names):
        folder.write(name, bib(f"Number {number}") + bad.encode())
    assert len(folder.titles()) == 5
    assert len(folder.told()) == 4
    ran = _indexed(folder.root)
    lines = [line for line in ran.splitlines() if "not closed" in line]
    ends = {line.removeprefix(f"{folder.root}/").partition(":")[0] for line in lines}
    assert ends == {
        "new\\nline.bib",
        "\\udcff\\udcfe.bib",
        "esc\\x1b[31m.bib",
        "folder.bib/in.bib",
    }


def test_no_permission(folder: Folder) -> None:
    folder.write("closed.bib", GOOD).chmod(0)
    folder.write("shut.zip", b"").chmod(0)
    shut = folder.write("shut/in.bib", GOOD).parent
    shut.chmod(0)
    try:
        ran = _indexed(folder.root, barred=True)
    finally:
        shut.chmod(stat.S_IRWXU)
    problem = "1: cannot be read: Permission denied"
    places = [f"{folder.root / name}:{problem}" for name in ("closed.bib", "shut", "shut.zip")]
    assert ran.splitlines()[:-1] == places
    assert ran.splitlines()[-1].startswith("1 entry, 1 paper, 1 dump")


@pytest.mark.parametrize(
    ("data", "titles"),
    [
        (b"", []),
        (b"\n", []),
        (b"\xef\xbb\xbf", []),
        (b"\xff\xfe", []),
        (b"\xef\xbb\xbf" * 999, []),
        (b"\0" * 999, []),
        (GOOD[:-1], ["A Good Paper"]),
        (b"\xef\xbb\xbf" + GOOD, ["A Good Paper"]),
        (b"\xff\xfe" + GOOD.decode().encode("utf-16-le"), ["A Good Paper"]),
    ],
)
def test_files_of_little_or_nothing(tmp_path: Path, data: bytes, titles: list[str]) -> None:
    path = tmp_path / "a.bib"
    path.write_bytes(data)
    found = list(readers.read(path, kind)) if (kind := readers.sniff(path)) else []
    assert [item.title for item in found if isinstance(item, Entry)] == titles
    assert len(found) == len(titles)


def test_bytes_that_are_no_text(folder: Folder) -> None:
    folder.write("utf8.bib", bib("One") + b"@misc{b, title={caf\xe9 \xc3\xa9}}\n" + bib("Three"))
    folder.write("odd.bib", b"\xff\xfe" + bib("Odd").decode().encode("utf-16-le") + b"x")
    folder.write("nul.bib", bib("Nul\0 in It"))
    folder.write(
        "half.json",
        b'[{"id": "a", "type": "book", "issued": {"raw": "2001"}, "title": "Half \\ud83d"}]',
    )
    titles = ["Half \ufffd", "Nul\ufffd in It", "Odd", "One", "Three", "caf\ufffd é"]
    assert folder.titles() == titles
    assert folder.told() == [
        "nul.bib:2: 1 NUL byte",
        "odd.bib:5: 1 character is not UTF-16",
        "utf8.bib:5: 1 byte is not UTF-8",
    ]


def test_a_file_that_grows_is_read_as_far_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "grows.bib"
    path.write_bytes(MANY)
    ended = threading.Event()

    def grow() -> None:
        with path.open("ab") as file:
            while not ended.is_set() and file.tell() < 10 << 20:
                file.write(MANY)

    growing = threading.Thread(target=grow)
    growing.start()
    try:
        size = path.stat().st_size
        read = sum(len(item) for item in source.chunks(path) if isinstance(item, str))
        entries = sum(1 for _ in readers.read(path, "bibtex"))
        packed.digest(str(path))
    finally:
        ended.set()
        growing.join()
    assert read >= size - 1
    assert entries >= 4000


@pytest.mark.parametrize("left", [None, 0, 30_000])
def test_a_file_that_vanishes_or_shrinks_while_it_is_read(tmp_path: Path, left: int | None) -> None:
    path = tmp_path / "shrinks.bib"
    path.write_bytes(MANY * 5)
    found: Iterator[Entry | Problem] = readers.read(path, "bibtex")
    assert isinstance(next(found), Entry)
    path.unlink() if left is None else os.truncate(path, left)
    problems = [item for item in found if isinstance(item, Problem)]
    assert len(problems) <= 1


def test_a_file_that_vanishes_before_it_is_read(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder.write("vanishes.bib", bib("Gone"))
    sniff = readers.sniff

    def vanish(which: Path) -> str | None:
        kind = sniff(which)
        if which == path:
            path.unlink()
        return kind

    monkeypatch.setattr(readers, "sniff", vanish)
    library = folder.library()
    library.index()
    problems = [str(problem) for problem in library.status().problems]
    assert problems == [f"{path}:1: cannot be read: No such file or directory"]
    assert library.index()
    assert library.status().problems == ()


def test_a_note_that_is_too_long(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("litnotes_index.note_worker.LONGEST_NOTE", 1 << 20)
    folder.write("long.md", b"x" * (1 << 20) + b"y")
    assert folder.told() == ["long.md:1: the note is longer than 1 MB, and not read"]


def test_of_very_many_problems_only_the_first_are_told(folder: Folder) -> None:
    folder.write("bad.bib", GOOD + b"@misc{a, title = {A}, x}\n" * 3000)
    told = folder.told()
    assert len(told) == 1001
    assert told[-1] == "bad.bib:1005: there are 2,000 more problems from here on"


def test_all_at_once_in_bounded_memory(folder: Folder) -> None:
    """Bombs and very long lines, by the command itself."""
    for suffix in (".gz", ".zst"):
        start = bib(f"Before a Line, as {suffix}") + b"@misc{b, title = {"
        folder.write(f"line.bib{suffix}", PACK[suffix](start + b"x" * (100 << 20)))
    with (folder.root / "line.jsonl").open("wb") as file:
        file.write(
            b'{"title": "A Line", "abstract": "A", "year": 2001, "authors": ["A B"]}\n{"title": "'
        )
        for _ in range(50):
            file.write(b"x" * (1 << 20))
        file.write(b'"}\n{"title": "After the Line"}\n')
    aged(folder.root / "line.jsonl")
    folder.zip("bomb.zip", {"a.bib": bib("In a Bomb") + b" " * (80 << 20)})
    told = _indexed(folder.root).splitlines()
    assert all("Traceback" not in line for line in told)
    assert told[-1].startswith("5 entries, 5 papers")


# Nothing is closed to the superuser, until that is given up; it is, in what is run from then on.
_BARRED = """
import ctypes, os, sys
if os.access(sys.argv[3], os.R_OK):
    call = ctypes.CDLL(None).prctl
    DROP, OVERRIDE, SEARCH = 24, 1, 2
    if call(DROP, OVERRIDE, 0, 0, 0) or call(DROP, SEARCH, 0, 0, 0):
        sys.exit("nothing is closed to this user")
os.execv(sys.executable, [sys.executable, "-c", *sys.argv[4:]])
"""
_CALL = f"""
import sys
from litnotes_index.cli import main
main(["index", "--root", sys.argv[1], "--index-dir", sys.argv[2]])
print({PEAK}, file=sys.stderr)
"""


def _indexed(root: Path, *, barred: bool = False) -> str:
    """Return what `litnotes index` prints; fail where it takes too long, or too much memory."""
    index_dir = root.parent / "index of it"
    call = [_CALL, str(root), str(index_dir)]
    if barred and sys.platform == "linux":
        call = [_BARRED, "", "", str(root / "shut"), *call]
    ran = subprocess.run(
        [sys.executable, "-c", *call], capture_output=True, check=False, timeout=_SECONDS
    )
    *said, peak = ran.stderr.decode().splitlines()
    if barred and peak.startswith("nothing is closed"):
        pytest.skip(peak)
    assert (said, ran.returncode) == ([], 0)
    assert int(peak) * UNIT < _BOUND << 20
    return ran.stdout.decode()
