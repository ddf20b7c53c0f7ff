"""The place of the index fails: full, read-only, forbidden, gone, or a file where a folder was."""

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from e2e.conftest import ready
from hard.conftest import Survived
from support.client import SERVER, Client
from support.disk import Disk
from support.papers import write_page
from support.waiting import wait_until
from support.warm import Call, Warm

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="mounts and limits are those of Linux"),
    pytest.mark.timeout(300),
]
THEN = "one clear line, answers as of the last commit, and the change is taken over later"
OLD, NEW = "A Study of Tides", "A Study of Winds"


class Desk:
    """A notes folder with one dump, and the command and servers with an index in some place."""

    def __init__(self, folder: Path, warm: Warm, index_dir: Path, enter: list[str]) -> None:
        self.root = folder / "notes"
        self.index_dir = index_dir
        self._warm = warm
        self._enter = enter
        self.say(OLD)

    def say(self, title: str, papers: int = 300) -> None:
        """Write the dump anew, with this title among others."""
        others = (f"{title} and Number {number} of Them" for number in range(papers))
        write_page(self.root / "page.txt", title, *others)
        os.utime(self.root / "page.txt")

    def run(self, *arguments: str) -> Call:
        """Return a call of the command; it never fails but with one line."""
        options = ("--root", self.root, "--index-dir", self.index_dir)
        call = self._warm.run(*arguments, *options)
        assert call.status in (0, 1), call.said
        if call.status:
            assert call.said.startswith("litnotes: ")
            assert call.said.count("\n") == 1, call.said
        return call

    def knows(self, title: str) -> bool:
        """Return whether the command finds a paper."""
        call = self.run("search", title, "-n", "1", "--json")
        return call.status == 0 and json.loads(call.out)["papers"][0]["title"] == title

    def server(self, command: list[str] = SERVER) -> Client:
        """Return a server on the folder, which has indexed it, with a note open."""
        capabilities = {"experimental": {"litnotesStatus": True}}
        env = {"LITNOTES_INDEX_DIR": str(self.index_dir)}
        client = Client([*self._enter, *command], capabilities=capabilities, env=env)
        client.initialize(self.root)
        client.open(self.note, "[[a study of")
        return client

    @property
    def note(self) -> str:
        return (self.root / "note.md").as_uri()


def offered(client: Client, desk: Desk) -> set[str]:
    """Return the titles that are offered in the note."""
    return {item["label"] for item in client.complete(desk.note, len(client.text(desk.note)))}


def complaint(client: Client) -> str:
    """Wait for the next line that the server shows to the user."""
    return str(client.wait_for("window/showMessage")["params"]["message"])


def complaints(client: Client) -> list[str]:
    """Return the lines that the server has shown and that were not waited for."""
    said: list[dict[str, Any]] = []
    while not client.notifications.empty():
        said.append(client.notifications.get())
    return [m["params"]["message"] for m in said if m["method"] == "window/showMessage"]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with Disk(tmp_path / "disk", 3000) as disk:
        yield disk


@pytest.fixture
def desk(tmp_path: Path, disk: Disk) -> Iterator[Desk]:
    """A desk whose index is on the small disk."""
    with Warm(tmp_path, disk.enter) as warm:
        yield Desk(tmp_path, warm, tmp_path / "disk" / "index", disk.enter)


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Desk]:
    """A desk whose index is in an ordinary folder."""
    with Warm(tmp_path) as warm:
        yield Desk(tmp_path, warm, tmp_path / "index", [])


LEFT = [0, 4, 8, 16, 32, 64, 128]


def test_a_full_disk_and_the_command(desk: Desk, disk: Disk, survived: Survived) -> None:
    desk.say(OLD, 3)
    full = 0
    for free in LEFT:
        disk.fill(free)
        full += desk.run("index").status == 1
        disk.empty()
        assert desk.run("index").status == 0
        assert desk.knows(OLD)
        shutil.rmtree(disk.path(desk.index_dir))
    assert desk.run("index").status == 0
    for arguments in (["index"], ["index", "--rebuild"]):
        for free in LEFT:
            desk.say(NEW)
            disk.fill(free)
            call = desk.run(*arguments)
            full += call.status == 1
            assert call.status == 0 or "No space left on device" in call.said
            assert desk.knows(NEW if call.status == 0 else OLD)
            disk.empty()
            assert desk.run("index").status == 0
            assert desk.knows(NEW)
            desk.say(OLD, 3)
            assert desk.run("index").status == 0
            assert desk.knows(OLD)
    assert full >= len(LEFT)
    survived("disk full while `litnotes index` runs", full, THEN)


def test_a_full_disk_and_a_server(desk: Desk, disk: Disk, survived: Survived) -> None:
    desk.say(OLD, 3)
    with desk.server() as client:
        ready(client, papers=4)
        for free in (0, 8, 32):
            disk.fill(free)
            desk.say(NEW)
            assert "No space left on device" in complaint(client)
            assert OLD in offered(client, desk)
            disk.empty()
            desk.say(NEW, 250)
            ready(client, papers=251)
            assert NEW in offered(client, desk)
            desk.say(OLD, 3)
            ready(client, papers=4)
        assert client.shut_down() == 0
    survived("disk full under a running server", 3, THEN)


def test_a_disk_that_may_only_be_read(desk: Desk, disk: Disk, survived: Survived) -> None:
    with desk.server() as client:
        ready(client, papers=301)
        disk.allow_writing(False)
        desk.say(NEW)
        assert "Read-only file system" in complaint(client)
        assert OLD in offered(client, desk)
        for arguments in (["index"], ["search", OLD], ["status"], ["index", "--rebuild"]):
            call = desk.run(*arguments)
            assert call.status == 1
            assert "Read-only file system" in call.said
        disk.allow_writing(True)
        assert desk.knows(OLD)
        desk.say(NEW, 2)
        ready(client, papers=3)
        assert NEW in offered(client, desk)
        assert client.shut_down() == 0
    survived("read-only index folder, command and running server", 5, THEN)


def test_files_that_may_not_grow(plain: Desk, survived: Survived) -> None:
    # What a user's quota does, without a disk of its own.
    with plain.server() as client:
        ready(client, papers=301)
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        for number, largest in enumerate((0, 200, 5_000)):
            resource.prlimit(client.process.pid, resource.RLIMIT_FSIZE, (largest, limits[1]))
            plain.say(NEW, 200 + number)
            assert "File too large" in complaint(client)
            assert OLD in offered(client, plain)
            resource.prlimit(client.process.pid, resource.RLIMIT_FSIZE, limits)
            plain.say(OLD, 100 + number)
            ready(client, papers=101 + number)
        assert client.shut_down() == 0
    survived("no file may grow under a running server (RLIMIT_FSIZE)", 3, THEN)


def held_to_permissions() -> list[str]:
    """What a command begins with to which permissions apply, whoever we are; skips without."""
    if os.geteuid() != 0:
        return []
    dropped = "-dac_override,-dac_read_search,-fowner"
    command = ["setpriv", f"--bounding-set={dropped}", f"--inh-caps={dropped}", "--"]
    try:
        subprocess.run([*command, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("we are root, and cannot be anybody else")
    return command


def test_permission_that_is_lost_and_given_back(tmp_path: Path, survived: Survived) -> None:
    enter = held_to_permissions()
    with Warm(tmp_path, enter) as warm:
        desk = Desk(tmp_path, warm, tmp_path / "index", enter)
        with desk.server() as client:
            ready(client, papers=301)
            (folder,) = desk.index_dir.iterdir()
            times = 0
            for closed in (folder / "papers", folder / "notes", folder, desk.index_dir):
                for mode in (0o000, 0o500):
                    closed.chmod(mode)
                    times += 1
                    desk.say(NEW, 100 + times)
                    call = desk.run("index")
                    # Where only new folders could not be made, none needs to be.
                    assert call.status or (mode and closed.name != "papers")
                    if call.status:
                        assert "Permission denied" in call.said
                        assert OLD in offered(client, desk)
                    closed.chmod(0o700)
                    desk.say(OLD, 200 + times)
                    ready(client, papers=201 + times)
                    assert desk.run("index").status == 0
                    assert desk.knows(OLD)
            assert all("Permission denied; name another" in said for said in complaints(client))
            assert client.shut_down() == 0
    survived("permission lost and given back, command and running server", times, THEN)


def take_away(place: Path, instead: str | None) -> None:
    """Remove a file or folder, and put a file there; a server may make it anew meanwhile."""
    while True:
        if place.is_dir():
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink()
        with suppress(IsADirectoryError):
            if instead is not None:
                place.write_text(instead)
            return


@pytest.mark.parametrize("how", ["folder", "cache", "papers", "meta", "file", "empty file"])
def test_an_index_that_is_taken_away(plain: Desk, how: str, survived: Survived) -> None:
    with plain.server() as client:
        ready(client, papers=301)
        assert OLD in offered(client, plain)
        (folder,) = plain.index_dir.iterdir()
        gone = {"folder": folder, "papers": folder / "papers", "meta": folder / "papers/meta.json"}
        place = gone.get(how, plain.index_dir)
        take_away(place, {"file": "in the way", "empty file": ""}.get(how))
        if how.endswith("file"):
            for _ in range(30):
                assert OLD in offered(client, plain)
            while not complaint(client).startswith("litnotes: the index cannot be "):
                pass  # it may have been faster, and have begun to build the index anew
            assert plain.run("search", OLD).status == 1
            assert len(complaints(client)) <= 2  # and not at each of the questions
            place.unlink()
        # It is there again by itself, with no change to a dump, and answers all the while.
        wait_until(lambda: OLD in offered(client, plain) and (folder / "papers/meta.json").exists())
        ready(client, papers=301)
        assert OLD in offered(client, plain)
        assert plain.knows(OLD)
        plain.say(NEW, 2)
        ready(client, papers=3)
        assert NEW in offered(client, plain)
        assert client.shut_down() == 0
    survived("index deleted, or a file in its place, under a running server", 1, THEN)
