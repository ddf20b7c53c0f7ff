"""Large dumps are read in a second process; what is read is what one process would have read."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from litnotes_index import child, dump_worker, indexing
from litnotes_index.discover import Found
from litnotes_index.dump_worker import Dumps, entries
from litnotes_index.model import Problem
from litnotes_index.papers.prepared import Prepared
from support.shelf import Shelf, titles
from support.waiting import wait_until

GENERATION = 7
FORMAT = "arxiv-json"
# More than a pipe holds.
PAPERS = 700


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(dump_worker, "_LARGE_BYTES", 1)


def written(path: Path, *, papers: int = PAPERS) -> Found:
    lines = [
        json.dumps({
            "id": f"1706.{number:05}",
            "title": f"Paper number {number} \ud83d\ude42",
            "abstract": "It says something. " * 20,
            "authors_parsed": [["Doe", "Jane", ""], ["Roe", "Rä", "Jr"]],
            "versions": [{"created": "Mon, 12 Jun 2017 17:00:00 GMT"}],
        })
        for number in range(papers)
    ]  # fmt: skip
    lines.insert(papers // 2, '{"id": "1706.99999", "title": "cut sho')
    path.write_text("\n".join(lines) + "\n")
    return Found(str(path), "other", 0, path.stat().st_size, "")


def nothing(*_: object) -> Iterator[Prepared | Problem]:
    return iter(())


def expected(file: Found) -> list[Prepared | Problem]:
    return list(entries(file.path, FORMAT, GENERATION))


def test_a_second_process_reads_what_one_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = written(tmp_path / "some.json"), written(tmp_path / "more.json", papers=3)
    wanted = [expected(file) for file in some]
    assert sum(isinstance(item, Problem) for item in wanted[0]) == 1
    # Nobody reads here: what comes is from there.
    monkeypatch.setattr(dump_worker, "entries", nothing)
    with closing(Dumps(GENERATION, many=True)) as dumps:
        assert [list(dumps.read(file, FORMAT)) for file in some] == wanted


def test_small_and_few_dumps_are_read_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path / "some.json", papers=3)
    monkeypatch.setattr(dump_worker, "entries", nothing)
    with closing(Dumps(GENERATION, many=True)) as dumps:
        assert list(dumps.read(file._replace(size=0), FORMAT)) == []
    with closing(Dumps(GENERATION, many=False)) as dumps:
        assert list(dumps.read(file, FORMAT)) == []


@pytest.mark.parametrize("module", ["litnotes_index.missing", "litnotes_index.text.fold"])
def test_a_process_that_ends_early_takes_nothing_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    file = written(tmp_path / "some.json")
    other = child.command(module)

    def command(_: str) -> list[str]:
        return other

    monkeypatch.setattr(child, "command", command)
    with closing(Dumps(GENERATION, many=True)) as dumps:
        assert list(dumps.read(file, FORMAT)) == expected(file)


def test_what_a_killed_process_leaves_is_read_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path / "some.json")
    begun = child.started

    def started(module: str) -> object:
        process = begun(module)
        processes.append(process)
        return process

    processes: list[object] = []
    monkeypatch.setattr(child, "started", started)
    with closing(Dumps(GENERATION, many=True)) as dumps:
        reading = dumps.read(file, FORMAT)
        head = list(islice(reading, 5))
        (process,) = processes
        process.kill()  # type: ignore[attr-defined]  # it was started
        assert [*head, *reading] == expected(file)
        assert list(dumps.read(file, FORMAT)) == expected(file)


ELSEWHERE = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere names of files are Unicode"
)


@pytest.mark.parametrize("name", [b"a.json", pytest.param(b"caf\xe9.json", marks=ELSEWHERE)])
def test_names_and_titles_need_not_be_unicode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: bytes
) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_text('{"id": "1706.00001", "title": "Half \\ud83d a smile", "authors": "J. Doe"}\n')
    file = Found(str(path), "other", 0, path.stat().st_size, "")
    wanted = expected(file)
    monkeypatch.setattr(dump_worker, "entries", nothing)
    with closing(Dumps(GENERATION, many=True)) as dumps:
        assert list(dumps.read(file, FORMAT)) == wanted


PARENT = """
import sys
from litnotes_index import dump_worker
dump_worker._LARGE_BYTES = 1
dumps = dump_worker.Dumps(1, many=True)
file = dump_worker.Found(sys.argv[1], "other", 0, 1, "")
for number, _ in enumerate(dumps.read(file, "arxiv-json")):
    if number == 900:
        print(dumps._process.pid, flush=True)
"""


def has_ended(process: Path) -> bool:
    try:
        return "State:\tZ" in (process / "status").read_text()
    except OSError:
        return True


@pytest.mark.skipif(not Path("/proc").exists(), reason="there is no telling what runs")
def test_it_ends_with_its_parent_whatever_it_reads(tmp_path: Path) -> None:
    # After a thousand problems it says nothing for a long time.
    path = tmp_path / "broken.json"
    path.write_text('{"id": "1706.00001", "title": "cut sho\n' * 1_000_000)
    command = [sys.executable, "-c", PARENT, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        process = Path("/proc", parent.stdout.readline().strip())
        assert process.exists()
        parent.kill()
    wait_until(lambda: has_ended(process), 5)


def test_a_library_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path)
    written(shelf.root / "a.json", papers=40)
    shelf.dump("b.txt", "One Paper", "Another Paper")
    one = shelf.open()
    one.index()
    monkeypatch.setattr(indexing, "_LARGE_BYTES", 0)
    two = shelf.open("two")
    two.index()
    assert titles(two) == titles(one)
    assert len(titles(one)) == 42
    assert two.status().sources == one.status().sources
    assert two.status().problems == one.status().problems
