"""Compressed dumps are read as what they hold: by content, line by line, in bounded memory."""

import bz2
import collections
import gzip
import lzma
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from litnotes_index import config, packed
from litnotes_index.library import Library
from litnotes_index.model import Entry, Problem
from litnotes_index.readers import read, sniff
from litnotes_index.zipped import file_of, members
from support.papers import ABSTRACT, aged

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PAGE = f"""\
Get trending papers in your email inbox once a day!
One Title
{ABSTRACT}
Two Titles
{ABSTRACT}
""".encode()
PACK: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".xz": lzma.compress,
    ".bz2": bz2.compress,
    ".zst": zstd.compress,
}


def entries(path: Path) -> list[tuple[str, int]]:
    format_name = sniff(path)
    assert format_name is not None
    return [(e.title, e.line) for e in read(path, format_name) if isinstance(e, Entry)]


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return aged(path)


@pytest.mark.parametrize("suffix", PACK)
def test_a_packed_dump_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"dump.txt{suffix}"
    path.write_bytes(PACK[suffix](PAGE))
    assert entries(path) == [("One Title", 2), ("Two Titles", 4)]


@pytest.mark.parametrize("suffix", PACK)
def test_it_is_known_by_content_and_not_by_name(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "dump"
    path.write_bytes(PACK[suffix](PAGE))
    assert len(entries(path)) == 2


@pytest.mark.parametrize("suffix", [".gz", ".xz", ".bz2"])
def test_streams_after_one_another_are_one(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "dump"
    half = PAGE.index(b"Two")
    path.write_bytes(PACK[suffix](PAGE[:half]) + PACK[suffix](PAGE[half:]))
    assert entries(path) == [("One Title", 2), ("Two Titles", 4)]


@pytest.mark.parametrize("suffix", PACK)
def test_a_cut_file_is_an_error_of_the_system(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "dump"
    path.write_bytes(PACK[suffix](PAGE)[:-12])
    with (
        pytest.raises(OSError, match=r"damaged|end-of-stream"),
        packed.opened(str(path)) as file,
    ):
        file.read()


@pytest.mark.parametrize("suffix", [".gz", ".xz", ".bz2"])
def test_a_bomb_is_cut_off(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("litnotes_index.zipped._ALWAYS_ALLOWED", 1 << 20)
    path = tmp_path / "dump"
    path.write_bytes(PACK[suffix](PAGE + b"\n" * (8 << 20)))
    with (
        pytest.raises(OSError, match="more than 200 times its size"),
        packed.opened(str(path)) as file,
    ):
        collections.deque(file, maxlen=0)


def test_a_cut_dump_keeps_what_was_read(tmp_path: Path) -> None:
    root = tmp_path / "notes"
    root.mkdir()
    titles = (f"Title {n} of Many\n{ABSTRACT}\n" for n in range(9000))
    data = gzip.compress(PAGE + "".join(titles).encode())
    (root / "dump.txt.gz").write_bytes(data[: len(data) // 2])
    library = Library(root, config.load(root), index_dir=tmp_path / "index")
    library.index()
    status = library.status()
    assert status.entries > 100
    # The record that is cut tells so as well.
    told = sorted("reading stopped: damaged" in p.message for p in status.problems)
    assert told in ([True], [False, True])


def test_the_files_in_a_zip_are_dumps(tmp_path: Path) -> None:
    root = tmp_path / "notes"
    root.mkdir()
    packed_page = gzip.compress(PAGE)
    files = {"a.txt": PAGE, "deep/b.txt.gz": packed_page, "note.md": b"# One", "c.png": b"\0\1"}
    archive = zipped(root / "papers.zip", files)
    library = Library(root, config.load(root), index_dir=tmp_path / "index")
    library.index()
    status = library.status()
    assert [(s.path, s.entries) for s in status.sources] == [
        (f"{archive}/a.txt", 2),
        (f"{archive}/deep/b.txt.gz", 2),
    ]
    assert status.notes == 0
    assert not library.index()
    zipped(archive, {"a.txt": PAGE.replace(b"Two Titles", b"Three Titles")})
    aged(archive, seconds=5)
    assert library.index()
    titles = {paper.title for paper in library.view().papers.complete("", 10)}
    assert titles == {"One Title", "Three Titles"}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all"])
def test_a_damaged_zip_holds_nothing(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "papers.zip"
    path.write_bytes(data)
    assert members(str(path)) == []


def test_a_folder_may_be_called_like_a_zip(tmp_path: Path) -> None:
    folder = tmp_path / "papers.zip"
    folder.mkdir()
    (folder / "a.txt").write_bytes(PAGE)
    assert file_of(str(folder / "a.txt")) == (str(folder / "a.txt"), None)
    assert len(entries(folder / "a.txt")) == 2


def test_a_line_without_end_takes_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_bytes(PAGE + b"x" * (20 << 20) + b"\nThree Titles\n" + ABSTRACT.encode() + b"\n")
    found = list(read(path, "page"))
    assert [item.line for item in found if isinstance(item, Problem)][:1] == [6]
    assert "Three Titles" in {item.title for item in found if isinstance(item, Entry)}
