"""The trie of titles: what it finds, and that it is rebuilt whenever it is not right."""

from pathlib import Path

import pytest

from litnotes_index import titles
from litnotes_index.papers import PapersIndex
from litnotes_index.text import normalise
from litnotes_index.titles import Titles, load
from support.papers import WAIT, index_of, library, put

KNOWN = Titles.of(["Deep Nets", "Deep Nets for Tables", "Deep", "BERT: A Model of Words", "日本語"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("deep nets for tables and more", ["deep nets for tables", "deep nets", "deep"]),
        ("deep nets for tab", ["deep nets", "deep"]),
        ("deep", ["deep"]),
        ("deeper nets", []),
        ("bert a model of words", ["bert a model of words"]),
        ("bert", []),
        ("", []),
    ],
)
def test_the_titles_that_a_text_begins_with(text: str, found: list[str]) -> None:
    assert KNOWN.beginnings(text.split())[:1] == ([(0, found)] if found else [])


def test_the_titles_that_begin_with_a_text() -> None:
    assert sorted(KNOWN.completing("deep", 10)) == ["deep", "deep nets", "deep nets for tables"]
    assert len(KNOWN.completing("deep", 2)) == 2
    assert KNOWN.completing("deep nets ", 10) == ["deep nets for tables"]
    assert KNOWN.completing("x", 10) == []


def test_nicknames() -> None:
    assert KNOWN.is_nickname("bert")
    assert not KNOWN.is_nickname("deep")
    assert KNOWN.nicknames("be", 5) == ["bert"]
    assert "bert" not in KNOWN


def test_count() -> None:
    assert KNOWN.count == 6  # five titles and a nickname
    assert Titles().count == 0


def test_whole_titles() -> None:
    assert "deep nets" in KNOWN
    assert "deep net" not in KNOWN
    assert "" not in KNOWN


def known(folder: Path, index: PapersIndex) -> list[str]:
    return sorted(load(folder, index.snapshot(), folder / "papers").completing("", 100))


def tries(folder: Path) -> list[Path]:
    return sorted(folder.glob("titles-*"))


def test_of_an_index(tmp_path: Path) -> None:
    index = index_of(tmp_path, {"/a": ["One Title", "Two: The Title", "Introduction"]})
    found = load(tmp_path, index.snapshot(), tmp_path / "papers")
    assert "one title" in found
    assert found.is_nickname("two")
    (file,) = tries(tmp_path)
    again = load(tmp_path, PapersIndex(tmp_path / "papers").snapshot(), tmp_path / "papers")
    assert "one title" in again
    assert tries(tmp_path) == [file]


def test_an_empty_index_has_none(tmp_path: Path) -> None:
    assert "" not in load(
        tmp_path, PapersIndex(tmp_path / "papers").snapshot(), tmp_path / "papers"
    )
    assert tries(tmp_path) == []


def test_what_is_committed_later_is_known(tmp_path: Path) -> None:
    index = index_of(tmp_path, {"/a": ["One Title"]})
    known(tmp_path, index)
    with index.writing(wait=WAIT) as batch:
        put(batch, "/b", ["Two Titles"])
    assert known(tmp_path, index) == ["one title", "two titles"]
    assert len(tries(tmp_path)) == 1


def test_a_few_new_titles_are_a_delta_on_a_large_trie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(titles, "_LARGEST_DELTA", 2)
    index = index_of(tmp_path, {"/a": ["One Title", "Two Titles", "Three Titles"]})
    known(tmp_path, index)
    built = tries(tmp_path)
    with index.writing(wait=WAIT) as batch:
        put(batch, "/b", ["Four: A Title"])
    found = load(tmp_path, index.snapshot(), tmp_path / "papers")
    assert "four a title" in found
    assert "one title" in found
    assert found.is_nickname("four")
    said = ["the", "four", "a", "title", "again", "and", "one", "title"]
    assert found.beginnings(said) == [(1, ["four a title"]), (6, ["one title"])]
    assert len(found.completing("", 100)) >= 4
    assert tries(tmp_path) == built


def test_a_large_trie_is_built_in_a_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(titles, "_CHILD_FROM", 1)
    index = index_of(tmp_path, {"/a": ["One Title"]})
    monkeypatch.setattr(titles, "build", None)  # the child has its own
    assert known(tmp_path, index) == ["one title"]


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "name", "other"])
def test_a_damaged_trie_is_built_again(tmp_path: Path, damage: str) -> None:
    index = index_of(tmp_path, {"/a": [f"Title Number {n}" for n in range(50)]})
    whole = known(tmp_path, index)
    (file,) = tries(tmp_path)
    data = bytearray(file.read_bytes())
    if damage == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif damage == "flip":
        data[len(data) // 2] ^= 0x10
        file.write_bytes(data)
    elif damage == "empty":
        file.write_bytes(b"")
    elif damage == "name":
        file.rename(tmp_path / "titles-1-x-y.marisa")
    else:
        (tmp_path / "titles-9-00000000.marisa").write_bytes(b"not a trie")
    assert known(tmp_path, PapersIndex(tmp_path / "papers")) == whole


def test_a_very_long_title_is_found_like_any_other(tmp_path: Path) -> None:
    long = "On " + "very " * 100 + "Long Titles"
    view = library(tmp_path, long, "Another")
    assert [paper.title for paper in view.titled(normalise(long))] == [long]


def test_a_trie_that_somebody_has_open_stays_for_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where a file that is open cannot be removed."""
    index = index_of(tmp_path, {"/a": ["One Title"]})
    known(tmp_path, index)
    (held,) = tries(tmp_path)
    (tmp_path / "titles-1-00000000.marisa").touch()
    remove = Path.unlink

    def refused(self: Path, missing_ok: bool = False) -> None:
        if self == held:
            raise PermissionError
        remove(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", refused)
    with index.writing(wait=WAIT) as batch:
        put(batch, "/b", ["Another Title"])
    titles.build(index.snapshot(), tmp_path)
    assert len(tries(tmp_path)) == 2
    assert held in tries(tmp_path)
    monkeypatch.undo()
    titles.build(index.snapshot(), tmp_path)
    assert len(tries(tmp_path)) == 1


def test_a_trie_that_is_not_mapped_answers_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = index_of(tmp_path, {"/a": ["One Title"]})
    mapped = known(tmp_path, index)
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(titles, "build", None)
    assert known(tmp_path, index) == mapped
