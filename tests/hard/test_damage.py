"""Every file of the index cut, emptied, gone, or with a bit flipped, at rest and under a server."""

import json
import os
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.conftest import ready
from hard.conftest import Survived
from support.client import SERVER, Client
from support.papers import write_page
from support.waiting import wait_until
from support.warm import Warm

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="there is no fork"),
    pytest.mark.timeout(300),
]
TITLES = [f"A Study of {thing} at Sea" for thing in ("Tides", "Winds", "Birds", "Nets", "Ropes")]
CUTS = ("emptied", "cut", "gone")
NOTE = f"[[{TITLES[0]}]]\n\n[[a study of\n\n"
# These may say that the index is built anew, or fail once, but only in lines of ours.
LATER = "right at once, or one clear line and right from then on"


class Bench:
    """A notes folder, its index in two copies, and the command; one copy is damaged."""

    def __init__(self, folder: Path, warm: Warm) -> None:
        self.root = folder / "notes"
        self.index_dir = folder / "index"
        self._good = folder / "good"
        self._warm = warm
        write_page(self.root / "page.txt", *TITLES)
        (self.root / "note.md").write_text(f"# Notes\n\n[[{TITLES[0]}]] and {TITLES[1]}.\n")
        self.run("index")
        write_page(self.root / "more.txt", TITLES[2], "Another Paper")
        (self.root / "page.txt").write_text((self.root / "page.txt").read_text() + "\n")
        self.run("index")
        self.run("search", "tides")
        self.right = self.answers()
        assert self.right is not None
        shutil.copytree(self.index_dir, self._good)

    def run(self, *arguments: str) -> str | None:
        """Return what a call of the command prints; None if it fails with lines of ours."""
        call = self._warm.run(*arguments, "--root", self.root, "--index-dir", self.index_dir)
        assert "Traceback" not in call.said
        if call.status:
            assert call.status == 1
            assert call.out == ""
            assert call.said.splitlines()[-1].startswith("litnotes: "), call.said
            return None
        return call.out

    def answers(self) -> object:
        """Return what the command says of papers and of notes; None if it fails."""
        papers, citations = (
            self.run("search", "tides", "--json"),
            self.run("cites", str(self.root), "--json"),
        )
        if papers is None or citations is None:
            return None
        # Not how well they match: an index that is new counts words anew.
        titles = sorted(paper["title"] for paper in json.loads(papers)["papers"])
        return titles, json.loads(citations)

    def files(self) -> list[Path]:
        """Return the files of the index, from its folder on."""
        found = [file for file in self._good.rglob("*") if file.is_file()]
        return sorted(file.relative_to(self._good) for file in found)

    def restore(self) -> None:
        """Put the good copy in place."""
        shutil.rmtree(self.index_dir)
        shutil.copytree(self._good, self.index_dir)

    def damage(self, file: Path, way: str, choose: random.Random) -> None:
        """Damage one file of the index; one that is mapped into memory is only flipped in place."""
        place = self.index_dir / file
        data = bytearray(place.read_bytes())
        if way == "flipped" and data:
            data[choose.randrange(len(data))] ^= 1 << choose.randrange(8)
            place.write_bytes(data)
            return
        place.unlink()
        if way in ("emptied", "cut"):
            place.write_bytes(data[: len(data) // 2] if way == "cut" else b"")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with Warm(tmp_path) as warm:
        yield Bench(tmp_path, warm)


def test_damage_at_rest(bench: Bench, soak: int, survived: Survived) -> None:
    times = 0
    for seed in range(soak):
        choose = random.Random(seed)
        for file in bench.files():
            for way in (choose.choice(CUTS), "flipped"):
                bench.damage(file, way, choose)
                times += 1
                said = bench.answers()
                assert said is None or said == bench.right, (file, way)
                if said is None:
                    assert bench.answers() == bench.right, (file, way)
                bench.restore()
    survived("a file of the index damaged at rest", times, LATER)


def test_damage_under_a_server(bench: Bench, soak: int, survived: Survived) -> None:
    choose = random.Random(88)
    capabilities = {"experimental": {"litnotesStatus": True}}
    times = 0
    for way in ("flipped", "cut", "gone") * soak:
        bench.restore()
        env = {"LITNOTES_INDEX_DIR": str(bench.index_dir)}
        with Client(SERVER, capabilities=capabilities, env=env) as client:
            client.initialize(bench.root)
            ready(client)
            note = (bench.root / "note.md").as_uri()
            client.open(note, f"{NOTE}[[")
            for file in bench.files():
                if (bench.index_dir / file).exists():
                    bench.damage(file, way, choose)
                    times += 1
                ask_all(client, note, choose)
            wait_until(lambda: ask_all(client, note, choose) == set(TITLES))  # noqa: B023 - at once
            write_page(bench.root / "new.txt", "A Study of New Things")
            os.utime(bench.root / "new.txt")
            wait_until(lambda: "A Study of New Things" in ask_all(client, note, choose))  # noqa: B023 - at once
            assert client.shut_down() == 0
            (bench.root / "new.txt").unlink()
    survived("a file of the index damaged under a running server", times, LATER)


def ask_all(client: Client, note: str, choose: random.Random) -> set[str]:
    """Ask for this and that; return the titles that are offered, none where that fails.

    Something else is typed each time, for which no answer is kept.
    """
    titles: set[str] = set()
    begun = len(NOTE) + 2
    typed = (
        choose.choice(TITLES).lower()[: choose.randrange(1, 20)].replace("d", choose.choice("df"))
    )
    client.edit(note, begun, len(client.text(note)), typed)
    for method, params in (
        ("textDocument/completion", client.at(note, begun + len(typed))),
        ("textDocument/completion", client.at(note, len(NOTE.rstrip()))),
        ("textDocument/hover", client.at(note, 5)),
        (
            "textDocument/references",
            {**client.at(note, 5), "context": {"includeDeclaration": True}},
        ),
        ("workspace/symbol", {"query": "tides"}),
    ):
        try:
            answer = client.request(method, params)
        except RuntimeError as error:
            if "-32803" not in str(error):  # which is said of what could not be done
                raise
        else:
            if method == "textDocument/completion" and answer:
                titles = {item["label"] for item in answer["items"]}
    return titles
