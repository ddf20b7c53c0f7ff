"""In which encoding an old file is, told by its foreign bytes."""

import io
from pathlib import Path

import pytest

from litnotes_index.model import Problem
from litnotes_index.readers.files import source
from litnotes_index.readers.files.encoding import encoding_of
from litnotes_index.readers.files.source import Line

RECORD = "@article{{a,\n  author = {{{}}},\n  title = {{{}}}\n}}\n"
GERMAN = RECORD.format("Müller, Jürgen and Gómez, José", "Über die Grenzen der Wärme")
FRENCH = RECORD.format("Lefèvre, Éric", "La détection d'événements à grande échelle")
CZECH = RECORD.format("Dvořák, Antonín and Černý, Pavel", "Příliš žluťoučký kůň")
RUSSIAN = RECORD.format("Иванов, Иван", "О методе наименьших квадратов")
JAPANESE = RECORD.format("山田太郎", "自然言語処理の基礎について")
CHINESE = RECORD.format("王小明", "深度学习方法综述")
KOREAN = RECORD.format("김철수", "딥러닝을 이용한 자연어 처리")


def name_of(data: bytes) -> str | None:
    found = encoding_of(io.BufferedReader(io.BytesIO(data)))
    return found.name if found else None


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        (CZECH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (KOREAN, "euc_kr"),
        (GERMAN, "utf-16"),
        (GERMAN, "utf-16-le"),
        (GERMAN, "utf-16-be"),
        (GERMAN, "utf-8"),
        (GERMAN, "utf-8-sig"),
    ],
)
def test_text_is_read_as_it_was_written(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "a.bib"
    path.write_bytes(text.encode(encoding))
    assert list(source.lines(path)) == [
        Line(number, line) for number, line in enumerate(text.splitlines(), 1)
    ]
    assert "".join(map(str, source.chunks(path))) == text


def test_a_foreign_character_may_come_late(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    path.write_bytes(b"% nothing\n" * 100_000 + GERMAN.encode("cp1252"))
    *_, author, _title, _end = source.lines(path)
    assert author == Line(100_002, "  author = {Müller, Jürgen and Gómez, José},")


def test_utf8_with_a_few_damaged_bytes_stays_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    path.write_bytes(GERMAN.encode() + b"  note = {\xff\xfe}\n")
    *lines, problem = source.lines(path)
    assert lines[1] == Line(2, "  author = {Müller, Jürgen and Gómez, José},")
    assert lines[-1] == Line(5, "  note = {\ufffd\ufffd}")
    assert problem == Problem(str(path), 5, "2 bytes are not UTF-8")


def test_a_few_nuls_are_a_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    path.write_bytes(b"@misc{a,\n  title = {A\0\0}\n}\n")
    *lines, problem = source.lines(path)
    assert lines[1] == Line(2, "  title = {A\ufffd\ufffd}")
    assert problem == Problem(str(path), 2, "2 NUL bytes")


@pytest.mark.parametrize("data", [b"\0\1\2\3" * 50, bytes(range(256)) * 20, b"\xff\xfe\0\0a\0\0\0"])
def test_what_is_no_text_has_none(data: bytes) -> None:
    assert name_of(data) is None


def test_an_empty_file_is_utf8() -> None:
    assert name_of(b"") == "utf-8-sig"
