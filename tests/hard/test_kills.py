"""Killed at any moment: the index opens, answers as of the last commit, and is soon whole again."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from hard.conftest import Survived
from litnotes_index import config
from litnotes_index.library import Library
from support.papers import aged, write_page
from support.picture import litter, picture, stored
from support.waiting import wait_until
from support.warm import Call, Warm

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL"),
    pytest.mark.timeout(300),
]

STATES = 3
THEN = "opened as of the last commit, no lock held, and one run later equal to a fresh index"


class Victim:
    """A notes folder that is in one of three states, and its index, whose makers are killed."""

    def __init__(self, folder: Path, warm: Warm) -> None:
        self.warm = warm
        self.root = folder / "notes"
        self.index_dir = folder / "index"
        self._states = folder / "states"
        self._around = folder
        self._place = self.root / "library"
        self.now = 0
        self._fresh: dict[int | None, dict[str, Any]] = {}
        self.root.mkdir()
        for number in range(STATES):
            write_state(self._states / str(number), number)
        (self._states / "0").rename(self._place)
        self.allowed: set[int | None] = {None}
        """The states that the index may be of; None is of nothing at all."""

    @property
    def folder(self) -> Path:
        """The folder of the library's index."""
        return self.open(self.index_dir).folder

    @property
    def options(self) -> list[str | Path]:
        return ["--root", self.root, "--index-dir", self.index_dir]

    def open(self, index_dir: Path) -> Library:
        notices: list[str] = []
        library = Library(
            self.root, config.load(self.root), index_dir=index_dir, notice=notices.append
        )
        assert notices == []
        return library

    def forget(self) -> None:
        """Throw the index away."""
        shutil.rmtree(self.index_dir, ignore_errors=True)
        self.allowed = {None}

    def change(self) -> None:
        """Put another state in place of the one that is there, nearly at once."""
        new = (self.now + 1) % STATES
        self._place.rename(self._states / str(self.now))
        (self._states / str(new)).rename(self._place)
        self.now = new
        self.allowed.add(new)

    def check(self) -> None:
        """Check that the index opens, as some commit left it."""
        found = stored(self.open(self.index_dir))
        for part, value in found.items():
            assert value in [self.fresh(state)[part] for state in self.allowed]

    def recover(self) -> None:
        """Index once more, and check that all is as if nothing had happened."""
        library = self.open(self.index_dir)
        library.index(wait=0)  # nobody may be in the way
        assert picture(library) == self.fresh(self.now)
        self.allowed = {self.now}

    def fresh(self, state: int | None) -> dict[str, Any]:
        """Return what a fresh index says of a state; it is in place when it is first asked for."""
        if state not in self._fresh:
            folder = self._around / "fresh"
            library = self.open(folder)
            if state is not None:
                assert state == self.now
                library.index()
            self._fresh[state] = picture(library)
            shutil.rmtree(folder)
        return self._fresh[state]


def write_state(folder: Path, number: int) -> None:
    """Write a few dumps and notes; some are the same in each state, some are in one only."""
    names = [f"A Study of the {what} of the Sea" for what in ("Tides", "Stones", "Winds", "Birds")]
    page = write_page(folder / "page.txt", *names[number:], f"Only in State {number} of the Sea")
    aged(page, number)
    write_page(folder / f"page-{number}.txt", *(f"Paper {n} on Ships and Nets" for n in range(2)))
    lines = [
        f'{{"title": "Entry {n} about Sails and Masts", "doi": "10.1000/{n}.{number}", '
        f'"abstract": "We sail. {"It takes long. " * n}", "year": {1990 + n}}}\n'
        for n in range(3 + number)
    ]
    (folder / "lines.jsonl").write_text("".join(lines))
    books = [
        f"@article{{harbour{n},\n  title = {{The Harbour of {n} Bridges}},\n  year = {{2001}}\n}}\n"
        for n in range(4)
    ]
    (folder / "books.bib").write_text("".join(books))
    (folder / "stays.md").write_text(f"# Kept\n\n{names[3]} and [@harbour{3}].\n")
    (folder / "changes.md").write_text(f"[[{names[number]}]], [@harbour{number}], {names[2]}.\n")
    (folder / f"note-{number}.md").write_text(f"# {names[number]}\n\nPaper {number} on Ships\n")
    for name in ("lines.jsonl", "changes.md", f"note-{number}.md"):
        aged(folder / name, number)
    for name in ("books.bib", "stays.md"):
        aged(folder / name)


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    with Warm(tmp_path_factory.mktemp("warm")) as warm:
        yield warm


@pytest.fixture
def victim(warm: Warm) -> Iterator[Victim]:
    # In memory where there is such a folder: disks that others use are slow.
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        victim = Victim(Path(folder), warm)
        for _ in range(STATES):
            victim.fresh(victim.now)
            victim.change()
        victim.fresh(None)
        victim.allowed = {None}
        yield victim


def kill_at_random(choose: random.Random, call: Call, seconds: float) -> None:
    """Kill a call that takes so long: anywhere, or in one of its commits."""
    inside = choose.randrange(4)
    for _ in range(inside % 3):
        call.wait_for_commit()
    time.sleep(choose.uniform(0, seconds / (4 if inside % 3 else 1)))
    call.kill()
    assert call.status in (0, -signal.SIGKILL)
    assert "Traceback" not in call.said


def check_clean(victim: Victim) -> None:
    """Check that once all is well again, nothing lies about of all that was killed."""
    victim.recover()
    for file in victim.folder.glob("*.tmp"):
        aged(file)
    victim.change()
    victim.recover()
    assert litter(victim.folder) == []


@pytest.mark.parametrize(("how", "times"), [("cold", 45), ("incremental", 65), ("rebuild", 42)])
def test_indexing(victim: Victim, how: str, times: int, soak: int, survived: Survived) -> None:
    choose = random.Random(how)
    arguments = ["index", *victim.options, *(["--rebuild"] if how == "rebuild" else [])]
    assert victim.warm.run(*arguments).status == 0  # once it is loaded
    victim.allowed = {victim.now}
    victim.change()
    began = time.monotonic()
    assert victim.warm.run(*arguments).status == 0
    seconds = time.monotonic() - began
    victim.recover()
    kills = 0
    while kills < times * soak:
        if how == "cold":
            victim.forget()
            victim.allowed.add(victim.now)
        elif how == "incremental":
            victim.change()
        call = victim.warm.start(*arguments)
        kill_at_random(choose, call, seconds)
        kills += call.status != 0
        victim.check()
        if choose.random() < 0.5:
            victim.recover()
    check_clean(victim)
    survived("SIGKILL while `litnotes index` runs", kills, THEN)


def test_following(victim: Victim, soak: int, survived: Survived) -> None:
    choose = random.Random("watch")
    for _ in range(22 * soak):
        call = victim.warm.start("index", "--watch", *victim.options)
        wait_until(lambda: "dumps" in call.said)  # noqa: B023 - at once
        victim.allowed |= {victim.now, None}
        victim.change()
        if choose.random() < 0.6:
            call.wait_for_commit()
            time.sleep(choose.uniform(0, 0.1))
        else:
            time.sleep(choose.uniform(0, 0.5))
        call.kill()
        victim.check()
        victim.recover()
    check_clean(victim)
    survived("SIGKILL while `litnotes index --watch` follows changes", 22 * soak, THEN)


def test_the_command_itself(victim: Victim, soak: int, survived: Survived) -> None:
    choose = random.Random("command")
    command = [sys.executable, "-m", "litnotes_index", "index", *map(str, victim.options)]
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    seconds = time.monotonic() - began
    victim.allowed = {victim.now}
    for _ in range(10 * soak):
        victim.change()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            time.sleep(choose.uniform(0, seconds))
            process.kill()
        victim.check()
    check_clean(victim)
    survived("SIGKILL while `litnotes index` runs", 10 * soak, THEN)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("who", ["child", "parent"])
def test_indexing_apart(victim: Victim, who: str, soak: int, survived: Survived) -> None:
    choose = random.Random(who)
    victim.recover()
    seconds = 0.0
    for turn in range(8 * soak + 1):
        victim.change()
        began = time.monotonic()
        call = victim.warm.start("apart", victim.root, victim.index_dir)
        wait_until(lambda: children(call.pid))  # noqa: B023 - at once
        (child,) = children(call.pid)
        if turn == 0:  # how long does it take?
            assert call.wait() == 0
            seconds = time.monotonic() - began
            continue
        time.sleep(choose.uniform(0, seconds))
        with suppress(ProcessLookupError):
            os.kill(child if who == "child" else call.pid, signal.SIGKILL)
        assert call.wait() in (0, 1, -signal.SIGKILL)
        assert call.said in ("", "indexing ended before it was done\n")
        # Whose parent is gone commits what it has read, be it half of the change, and goes.
        wait_until(lambda: not Path(f"/proc/{child}").exists())  # noqa: B023 - at once
        victim.open(victim.index_dir)
        victim.recover()
    check_clean(victim)
    survived("SIGKILL of the process that indexes for a server, or of the server", 8 * soak, THEN)


def children(pid: int) -> list[int]:
    """Return the processes that a process has begun."""
    found: list[int] = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            found += [int(folder.name)] * (int(parent) == pid)
    return found
