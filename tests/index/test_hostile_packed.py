"""Packed files that are damaged, cut, or made to hurt: what is whole in them is read."""

import gzip
from pathlib import Path

import pytest

from litnotes_index import readers, zipped
from litnotes_index.model import Entry, Problem
from support.odd_folder import GOOD, MANY, PACK, Folder, bib


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.mark.parametrize("suffix", PACK)
def test_a_packed_file_that_is_cut_is_read_up_to_there(folder: Folder, suffix: str) -> None:
    data = PACK[suffix](MANY)
    path = folder.write(f"cut.bib{suffix}", data[: len(data) * 9 // 10])
    found = list(readers.read(path, "bibtex"))
    entries = [item for item in found if isinstance(item, Entry)]
    *_, stopped = [item for item in found if isinstance(item, Problem)]
    assert stopped.message.startswith("reading stopped: damaged: ")
    assert len(entries) > 1500
    assert stopped.line >= entries[-1].line
    assert len(folder.told()) in (1, 2)


@pytest.mark.parametrize("suffix", PACK)
def test_what_follows_a_packed_file_harms_nothing(folder: Folder, suffix: str) -> None:
    last = GOOD.replace(b"A Good", b"The Last")[:-1]
    folder.write(f"more.bib{suffix}", PACK[suffix](bib("One") + last) + b"no such thing")
    assert folder.titles() == ["One", "The Last Paper"]
    assert all("reading stopped: damaged" in problem for problem in folder.told())


@pytest.mark.parametrize("suffix", PACK)
def test_members_of_a_packed_file_are_one(folder: Folder, suffix: str) -> None:
    folder.write(f"two.bib{suffix}", PACK[suffix](bib("One")[:30]) + PACK[suffix](bib("One")[30:]))
    assert folder.titles() == ["One"]
    assert folder.told() == []


def test_wrong_sums_and_windows(folder: Folder) -> None:
    folder.write("sum.bib.gz", gzip.compress(bib("One"))[:-8] + b"\0" * 8)
    data = bib("Two")
    window, block = 21 << 3, len(data) << 3 | 1  # a window of 2 GB, and the last block, as it is
    head = b"\x28\xb5\x2f\xfd\0" + bytes([window]) + block.to_bytes(3, "little")
    folder.write("window.bib.zst", head + data)
    assert folder.titles() == ["One"]
    told = folder.told()
    assert told[0].startswith("sum.bib.gz:5: reading stopped: damaged: CRC check failed")
    assert told[1].startswith("window.bib.zst:1: cannot be read: damaged: ")
    assert len(told) == 2


def test_names_in_a_zip_lead_nowhere(folder: Folder) -> None:
    names = ["../../up.bib", "/etc/top.bib", "./here.bib", "a\\..\\b.bib", "new\nline.bib", "é.bib"]
    folder.zip("names.zip", {name: bib(f"Number {n}") for n, name in enumerate(names)})
    assert folder.titles() == [f"Number {n}" for n in range(len(names))]
    assert folder.told() == []


def test_what_in_a_zip_is_not_read(folder: Folder) -> None:
    inner = folder.zip("inner.zip", {"in.bib": bib("Inner")})
    folder.zip("outer.zip", {"in.zip": inner, "in.bib": bib("Outer"), "dat": inner})
    data = bytearray(folder.zip("secret.zip", {"a.bib": bib("Secret"), "b.bib": bib("Open")}))
    data[data.index(b"PK\3\4") + 6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    folder.write("secret.zip", bytes(data))
    folder.write("none.zip", b"no zip file")
    folder.write("cut.zip", bytes(data)[:-30])
    assert folder.titles() == ["Inner", "Open", "Outer"]
    assert folder.told() == [
        "cut.zip:1: cannot be read: damaged: File is not a zip file",
        "none.zip:1: cannot be read: damaged: File is not a zip file",
        "outer.zip:1: it holds 1 zip file, which is not read",
        "secret.zip:1: it holds 1 encrypted file, which is not read",
    ]


def test_a_damaged_member_harms_no_other(folder: Folder) -> None:
    data = bytearray(folder.zip("a.zip", {"a.bib": MANY, "b.bib": bib("Other")}))
    data[len(data) // 2] ^= 0xFF
    folder.write("a.zip", bytes(data))
    read = {source.path: source.entries for source in folder.status().sources}
    assert read[f"{folder.root}/a.zip/b.bib"] == 1
    (told,) = {problem.partition(": ")[2].partition(":")[0] for problem in folder.told()[-1:]}
    assert told in ("reading stopped", "cannot be read")


def test_a_zip_of_very_many(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "_MOST_MEMBERS", 100)
    folder.zip("many.zip", {f"{n}.bib": bib(f"Number {n}") if n < 3 else b"" for n in range(5000)})
    assert folder.titles() == ["Number 0", "Number 1", "Number 2"]
    assert folder.told() == ["many.zip:1: of its 5,000 files only the first 100 are read"]
    assert zipped.members(str(folder.root / "many.zip"))
    monkeypatch.setattr(zipped, "_LARGEST_DIRECTORY", 1 << 16)
    assert zipped.members(str(folder.root / "many.zip"))  # it is open still
    zipped.close()
    fault = "cannot be read: damaged: it has too many files"
    assert zipped.faults(str(folder.root / "many.zip")) == [fault]


def test_files_of_a_zip_unpack_to_so_much_together(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipped, "_ALWAYS_ALLOWED", 1 << 20)
    folder.zip("bomb.zip", {f"{n}.bib": bib(f"Number {n}") + b" " * 500_000 for n in range(4)})
    assert folder.titles() == ["Number 0", "Number 1"]
    fault = "it unpacks to more than 200 times its size: from 2.bib on it is not read"
    assert folder.told() == [f"bomb.zip:1: {fault}"]
