"""Many at once on one root: servers and commands that index, search, and change what is there."""

import json
import os
import random
import shutil
import sys
import threading
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from e2e.conftest import ready
from hard.conftest import Survived
from litnotes_index import config
from litnotes_index.library import Library
from support.client import SERVER, Client
from support.papers import write_page
from support.picture import litter, picture
from support.waiting import wait_until
from support.warm import Warm

SECONDS = 20
_BEAT = 0.01
THEN = (
    "no lock or error reached anyone, had by every server in a second, all equal to a fresh index"
)
CAPABILITIES: dict[str, Any] = {
    "experimental": {"litnotesStatus": True},
    "workspace": {"codeLens": {"refreshSupport": True}},
}
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="there is no fork"),
    pytest.mark.timeout(0),  # it ends by itself, however long it is asked to go on
]


class Beats:
    """A clock that is late where a busy machine is: each beat is half sleep and half work."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._going = True
        self._thread = threading.Thread(target=self._beat, daemon=True)

    @contextmanager
    def counting(self) -> Generator["Beats"]:
        self._thread.start()
        yield self
        self._going = False
        self._thread.join()

    def _beat(self) -> None:
        while self._going:
            time.sleep(_BEAT / 2)
            enough = time.thread_time() + _BEAT / 2
            while time.thread_time() < enough:
                pass
            self.seconds += _BEAT


class Crowd:
    """A notes folder that changes all the time, and who works on it."""

    def __init__(self, folder: Path, warm: Warm, opened: ExitStack) -> None:
        self.root = folder / "notes"
        self.index_dir = folder / "index"
        self._warm = warm
        self._choose = random.Random(3)
        for number in range(4):
            self.dump(f"base-{number}.txt", f"Base Paper {number} of the Crowd")
        for number in range(8):
            self.note(number, 0)
        env = {"LITNOTES_INDEX_DIR": str(self.index_dir)}
        self.servers = [
            opened.enter_context(Client(SERVER, capabilities=CAPABILITIES, env=env))
            for _ in range(3)
        ]
        for server in self.servers:
            server.initialize(self.root)
            server.open(self.uri, "[[")
        for server in self.servers:
            ready(server, papers=12)
        self.reader = Library(self.root, config.load(self.root), index_dir=self.index_dir)

    @property
    def uri(self) -> str:
        return (self.root / "unsaved.md").as_uri()

    def dump(self, name: str, *titles: str) -> None:
        """Write a dump of some papers, now in place, now by renaming another file to it."""
        place, fresh = self.root / name, self.root / f".{name}"
        write_page(fresh, *titles, *(f"{name} has Paper {n} as Well" for n in range(2)))
        os.utime(fresh)  # of the same size and time as before it would be taken for the same
        if self._choose.random() < 0.5:
            place.write_bytes(fresh.read_bytes())
            fresh.unlink()
        else:
            fresh.replace(place)

    def note(self, number: int, cited: int) -> None:
        text = f"# Note {number}\n\nSee [[{title_of(cited)}]], base paper 2 of the crowd.\n"
        (self.root / f"note-{number}.md").write_text(text)

    def command(self, *arguments: str) -> str:
        """Run the command, which must do what it is asked to; return what it prints."""
        call = self._warm.run(
            *arguments, "--json", "--root", self.root, "--index-dir", self.index_dir
        )
        assert call.status == 0, call.said
        return call.out

    def is_committed(self, title: str) -> bool:
        """Return whether a commit that can be read has the paper."""
        return bool(self.reader.view().papers.named(title))

    def offered(self, server: Client, title: str) -> bool:
        """Return whether a server offers a paper to who types its title."""
        server.edit(self.uri, 0, len(server.text(self.uri)), f"[[{title.lower()}")
        return title in {item["label"] for item in server.complete(self.uri, len(title) + 2)}

    def change(self, number: int) -> None:
        """Change this and that, some of it by the command."""
        title = title_of(number)
        self.dump(f"new-{number % 7}.txt", title)
        self.note(number % 8, number - 1)
        if number % 5 == 0:
            (self.root / f"new-{(number + 3) % 7}.txt").unlink(missing_ok=True)
        if number % 3 == 0:
            self.command("index")
        if number % 11 == 0:
            self.command("index", "--rebuild")
        if number % 4 == 0:
            assert json.loads(self.command("search", "base paper 1"))["papers"]

    def complaints(self) -> list[object]:
        """Return what the servers have shown to their users."""
        said: list[dict[str, Any]] = []
        for server in self.servers:
            while not server.notifications.empty():
                said.append(server.notifications.get())
        return [m["params"] for m in said if m["method"] == "window/showMessage"]


def title_of(number: int) -> str:
    return f"Paper Number {number} of the Crowd"


def test_many_at_once(tmp_path: Path, soak: int, survived: Survived) -> None:
    with Warm(tmp_path) as warm, ExitStack() as opened:
        crowd = Crowd(tmp_path, warm, opened)
        end = time.monotonic() + SECONDS * soak
        number, latest = 0, 0.0
        while time.monotonic() < end or number < 12:
            number += 1
            title = title_of(number)
            crowd.change(number)
            wait_until(lambda: crowd.is_committed(title))  # noqa: B023 - at once
            with Beats().counting() as since:
                waiting = list(crowd.servers)
                while waiting:
                    waiting = [server for server in waiting if not crowd.offered(server, title)]
                    assert since.seconds < 1, f"stale for more than a second: {title}"
            latest = max(latest, since.seconds)
        crowd.command("index")
        fresh = Library(crowd.root, config.load(crowd.root), index_dir=tmp_path / "fresh")
        fresh.index()
        assert picture(crowd.reader) == picture(fresh)
        for server in crowd.servers:
            assert crowd.offered(server, title_of(number))
        assert crowd.complaints() == []
        assert [server.shut_down() for server in crowd.servers] == [0, 0, 0]
        crowd.command("index", "--rebuild")
        assert litter(crowd.reader.folder) == []
    print(f"the longest that a server was behind a commit: {latest:.2f} s of a machine's own time")
    survived("change while 3 servers and the command work on one root", number, THEN)


def test_a_server_that_nobody_asks_has_what_another_process_committed(
    tmp_path: Path, survived: Survived
) -> None:
    write_page(tmp_path / "lab" / "lab.txt", "A Paper of the Laboratory")
    with Warm(tmp_path) as warm, ExitStack() as opened:
        crowd = Crowd(tmp_path, warm, opened)
        for server in crowd.servers:
            while not server.notifications.empty():
                server.notifications.get()
        crowd.command("index", str(tmp_path / "lab"))  # outside what the servers watch
        for server in crowd.servers:
            server.wait_for("workspace/codeLens/refresh")
            assert crowd.offered(server, "A Paper of the Laboratory")
    survived("commit of another process that no server was asked after", 3, "had by the server")


def test_an_index_that_is_thrown_away_under_a_crowd(tmp_path: Path, survived: Survived) -> None:
    with Warm(tmp_path) as warm, ExitStack() as opened:
        crowd = Crowd(tmp_path, warm, opened)
        for number in range(1, 4):
            shutil.rmtree(crowd.reader.folder, ignore_errors=True)  # who writes may be faster
            crowd.dump("new.txt", title_of(number))
            for server in crowd.servers:
                wait_until(lambda: crowd.offered(server, title_of(number)))  # noqa: B023 - at once
        crowd.command("index")
        fresh = Library(crowd.root, config.load(crowd.root), index_dir=tmp_path / "fresh")
        fresh.index()
        again = Library(crowd.root, config.load(crowd.root), index_dir=crowd.index_dir)
        assert picture(again) == picture(fresh)
        assert [server.shut_down() for server in crowd.servers] == [0, 0, 0]
    survived("index deleted under 3 servers at once", 3, "built anew, equal to a fresh index")
