"""Every field of the real dumps, against a second and simpler parser that knows just their form."""

import re
from pathlib import Path

import pytest

from litnotes_index.model import Entry
from litnotes_index.readers import sniff
from support.reading import read

COUNTS = {
    "000_a0c9a046e0f9b90c.txt": 4,
    "001_17e0fda867bfce20.txt": 62,
    "002_35123351bae4f326.txt": 46,
    "004_d90c6176ef016498.txt": 234,
}
MONTHS = " JanFebMarAprMayJunJulAugSepOctNovDec"


def blocks(lines: list[str]) -> list[Entry]:
    entries: list[Entry] = []
    at = 12
    while at < len(lines):
        line, title, abstract, at = at + 1, lines[at], lines[at + 2], at + 4
        end, count, date, votes = line + 2, None, None, None
        if at < len(lines) and (authors := re.fullmatch(r"  • (\d+) authors", lines[at])):
            count = int(authors[1])
            match = re.fullmatch(r"(\w{3}) (\d+)(?:, (\d{4}))?(?: (\d+))?", lines[at + 2])
            assert match is not None
            month = (MONTHS.index(match[1]) + 2) // 3
            date = f"{match[3] or '-'}-{month:02}-{int(match[2]):02}"
            votes = int(match[4]) if match[4] else None
            end, at = at + 3, at + 4
        title = title.replace(r"\&", "&")
        entries.append(Entry(title, line, end, abstract, (), count, date, votes))
    return entries


def pairs(lines: list[str]) -> list[Entry]:
    rows = [line.removeprefix("Subscribe") for line in lines[2:] if line.strip()]
    return [
        Entry(rows[i], i + 3, i + 4, rows[i + 1].strip(), (), None, None, None)
        for i in range(0, len(rows), 2)
    ]


@pytest.mark.parametrize("name", COUNTS)
def test_every_field(real_dumps: Path, name: str) -> None:
    path = real_dumps / name
    lines = path.read_bytes().decode().split("\n")
    wanted = blocks(lines) if lines[0] == "new" else pairs(lines)
    got = read(path, "page")
    assert sniff(path) == "page"
    assert len(wanted) == COUNTS[name]
    assert list(got.entries) == wanted
    assert got.problems == ()
