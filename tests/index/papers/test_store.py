"""The index on disk: manifest and entries are one commit, and many processes share it."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from litnotes_index.engine import engine
from litnotes_index.errors import EngineError, IndexBusyError
from litnotes_index.model import Entry, Problem
from litnotes_index.papers import PapersIndex, Snapshot
from litnotes_index.papers.identity import group
from litnotes_index.papers.placed import placed
from litnotes_index.papers.search import PaperSearch
from support.papers import WAIT, numbered, paper, put, record


def titles(snapshot: Snapshot) -> set[str]:
    return {found.title for found in PaperSearch(snapshot).complete("", 1000)}


def open_in(folder: Path) -> PapersIndex:
    return PapersIndex(folder / "papers")


def test_an_empty_index(tmp_path: Path) -> None:
    snapshot = open_in(tmp_path).snapshot()
    assert (snapshot.state.generation, snapshot.state.entries, snapshot.state.papers) == (0, 0, 0)
    assert snapshot.files == {}


def test_manifest_and_entries_commit_together(tmp_path: Path) -> None:
    index = open_in(tmp_path)
    before = index.snapshot()
    with index.writing(wait=WAIT) as batch:
        put(batch, "/a.txt", ["One Paper", Problem("/a.txt", 7, "odd"), "Two Papers"])
        assert titles(open_in(tmp_path).snapshot()) == set()
    after = index.snapshot()
    assert after.files == {"/a.txt": record("/a.txt", entries=2, problems=((7, "odd"),))}
    assert after.files["/a.txt"].located == [Problem("/a.txt", 7, "odd")]
    assert (after.state.entries, after.state.papers) == (2, 2)
    assert after.state.generation > before.state.generation
    assert titles(after) == {"One Paper", "Two Papers"}
    assert (before.files, titles(before)) == ({}, set())


def test_every_field_of_an_entry_survives(tmp_path: Path) -> None:
    entry = Entry(
        "Tïtle 🙂", 3, 9, "Abstract \u2028 🙂 \0\nof lines", ("A", "B"), 2, "--05-06", 0, "k:1",
        {"doi": "10.1/A", "x": "y"}, ("https://e.org",), "V", "article",
    )  # fmt: skip
    index = open_in(tmp_path)
    with index.writing(wait=WAIT) as batch:
        put(batch, "/a.txt", [entry])
    (found,) = index.snapshot().having("key", ["k:1"])
    source = found.source
    assert found.entry == entry
    assert (source.path, source.line, source.end_line, source.format) == ("/a.txt", 3, 9, "page")


def test_replace_touch_and_remove(tmp_path: Path) -> None:
    index = open_in(tmp_path)
    with index.writing(wait=WAIT) as batch:
        put(batch, "/a.txt", ["One Paper", "Two Papers"])
        put(batch, "/b.txt", ["Two Papers", "Three Papers"])
    with index.writing(wait=WAIT) as batch:
        put(batch, "/a.txt", ["Four Papers"])
        batch.touch(record("/b.txt", mtime_ns=99, entries=2))
    snapshot = index.snapshot()
    assert titles(snapshot) == {"Two Papers", "Three Papers", "Four Papers"}
    assert (snapshot.state.entries, snapshot.state.papers) == (3, 3)
    assert snapshot.files["/b.txt"].mtime_ns == 99
    with index.writing(wait=WAIT) as batch:
        batch.remove("/b.txt")
        batch.remove("/never-there.txt")
    assert titles(index.snapshot()) == {"Four Papers"}
    assert set(index.snapshot().files) == {"/a.txt"}
    assert index.snapshot().state.papers == 1


@pytest.mark.parametrize("again", [["Two Papers"], []])
def test_a_file_replaced_twice_in_one_batch_counts_once(tmp_path: Path, again: list[str]) -> None:
    index = open_in(tmp_path)
    with index.writing(wait=WAIT) as batch:
        put(batch, "/a.txt", ["One Paper", "Another Paper"])
        put(batch, "/a.txt", again)
    assert titles(index.snapshot()) == set(again)
    assert (index.snapshot().state.entries, index.snapshot().state.papers) == (
        len(again),
        len(again),
    )


def test_a_block_that_changes_nothing_commits_nothing(tmp_path: Path) -> None:
    index = open_in(tmp_path)
    before = index.snapshot()
    with index.writing(wait=WAIT):
        pass
    assert index.snapshot() is before


def test_a_block_that_fails_changes_nothing_and_lets_the_lock_go(tmp_path: Path) -> None:
    index = open_in(tmp_path)

    def fail() -> None:
        with index.writing(wait=WAIT) as batch:
            put(batch, "/a.txt", ["One Paper"])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert titles(index.snapshot()) == set()
    with index.writing(wait=0) as batch:
        put(batch, "/b.txt", ["Two Papers"])
    assert titles(index.snapshot()) == {"Two Papers"}


def test_named_paths_are_kept(tmp_path: Path) -> None:
    index = open_in(tmp_path)
    with index.writing(wait=WAIT) as batch:
        batch.named = ("/x", "/not-utf8-\udcff")
    assert open_in(tmp_path).snapshot().state.named == ("/x", "/not-utf8-\udcff")


@pytest.mark.parametrize(
    "path", ["/not-utf8-\udcff.txt", "/100% of %41.txt", "/日本 é.txt", "/a\nb.txt"]
)
def test_any_path(tmp_path: Path, path: str) -> None:
    index = open_in(tmp_path)
    with index.writing(wait=WAIT) as batch:
        put(batch, path, ["One Paper"])
    (found,) = PaperSearch(index.snapshot()).complete("one", 5)
    assert [source.path for source in found.sources] == [path]
    assert set(index.snapshot().files) == {path}
    with index.writing(wait=WAIT) as batch:
        batch.remove(path)
    assert titles(index.snapshot()) == set()


def test_half_an_emoji_in_an_entry_does_not_lose_the_others(tmp_path: Path) -> None:
    index = open_in(tmp_path)
    with index.writing(wait=WAIT) as batch:
        put(batch, "/a.txt", [paper("Half \ud83d of It", abstract="\udc00"), "Two Papers"])
    assert "Two Papers" in titles(index.snapshot())
    assert index.snapshot().state.entries == 2


POOL = [
    paper(title, key=key, ids=ids, authors=authors)
    for title in ("First Title", "Second Title", "Editorial")
    for key, ids, authors in (
        (None, {}, ()),
        (None, {"doi": "10.1/a"}, ("Ann Bee",)),
        (None, {"doi": "10.1/b"}, ("Cy Dee",)),
        ("k1", {"arxiv": "2401.00001"}, ()),
    )
]


@pytest.mark.parametrize("seed", range(6))
def test_the_number_of_papers_is_right_after_any_batches(tmp_path: Path, seed: int) -> None:
    choose = random.Random(seed)
    index = open_in(tmp_path)
    held: dict[str, list[Entry]] = {}
    for _ in range(8):
        with index.writing(wait=WAIT) as batch:
            for path in choose.sample(["/a", "/b", "/c", "/d"], k=choose.randint(1, 3)):
                if choose.random() < 0.3:
                    batch.remove(path)
                    held.pop(path, None)
                else:
                    held[path] = numbered(choose.choices(POOL, k=choose.randint(0, 4)))
                    put(batch, path, held[path])
        every = [placed(e, path, "page").identity for path in sorted(held) for e in held[path]]
        state = index.snapshot().state
        assert (state.entries, state.papers) == (len(every), len(group(every)))
        assert len(PaperSearch(index.snapshot()).complete("", 100)) == state.papers


def test_papers_of_one_title_on_one_line_come_and_go(tmp_path: Path) -> None:
    index = open_in(tmp_path)
    entries = [
        paper("Deep Nets", ids={"doi": f"10.1000/{n}"}, authors=(f"A{n} Bee{n}",)) for n in "123"
    ]
    for path, some in (("/a", entries), ("/b", [paper("Another")])):
        with index.writing(wait=WAIT) as batch:
            put(batch, path, some)
    assert index.snapshot().state.papers == 4
    assert len(PaperSearch(index.snapshot()).titled("deep nets")) == 3
    with index.writing(wait=WAIT) as batch:
        batch.remove("/a")
    assert index.snapshot().state.papers == 1


def test_a_snapshot_is_the_same_until_somebody_commits(tmp_path: Path) -> None:
    index, other = open_in(tmp_path), open_in(tmp_path)
    first = index.snapshot()
    assert index.snapshot() is first
    assert not index.has_moved_on()
    with other.writing(wait=WAIT) as batch:
        put(batch, "/a.txt", ["One Paper"])
    assert index.has_moved_on()
    assert titles(index.snapshot()) == {"One Paper"}
    assert titles(first) == set()


def test_a_busy_index_is_waited_for_with_a_bound(tmp_path: Path) -> None:
    index, other = open_in(tmp_path), open_in(tmp_path)
    with index.writing(wait=WAIT):
        began = time.monotonic()
        with pytest.raises(IndexBusyError, match="another process"), other.writing(wait=0.1):
            pass
        assert 0.1 <= time.monotonic() - began < 5


WRITER = """
import sys
from pathlib import Path
from litnotes_index.manifest import FileRecord
from litnotes_index.papers import PapersIndex
index = PapersIndex(Path(sys.argv[1]))
with index.writing(wait=20) as batch:
    print("writing", sorted(batch.files), flush=True)
    sys.stdin.readline()
    batch.replace(FileRecord("/theirs.txt", 1, 1, 2, "", "page"), ())
"""


def test_a_second_process_waits_and_then_sees_the_manifest_of_the_first(tmp_path: Path) -> None:
    index = open_in(tmp_path)
    command = [sys.executable, "-c", WRITER, str(tmp_path / "papers")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing []\n"
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
        with index.writing(wait=20) as batch:
            assert sorted(batch.files) == ["/theirs.txt"]
            put(batch, "/ours.txt", ["One Paper"])
    assert process.returncode == 0
    assert sorted(open_in(tmp_path).snapshot().files) == ["/ours.txt", "/theirs.txt"]


def test_an_index_that_is_gone_is_an_error_of_ours(tmp_path: Path) -> None:
    index = open_in(tmp_path)
    (tmp_path / "papers" / "meta.json").unlink()
    with pytest.raises(EngineError, match="is gone"):
        index.snapshot()
    assert index.has_moved_on()


class PanicException(BaseException):
    """What a panic in Rust is in Python."""


def test_panics_come_out_as_errors_of_ours_and_interrupts_as_they_are() -> None:
    with pytest.raises(EngineError, match="panicked: two lines"), engine():
        raise PanicException("two\nlines")
    with pytest.raises(KeyboardInterrupt), engine():
        raise KeyboardInterrupt


def test_a_real_panic(tmp_path: Path) -> None:
    import tantivy

    from litnotes_index.papers.schema import schema

    with pytest.raises(EngineError), engine():
        tantivy.Query.phrase_query(schema(), "title", ["one"])
