"""Every reader, on real dumps that are damaged: never an exception, every line within the file.

Hypothesis rather than atheris: it needs no compiler, runs on every Python that we do, makes small
what fails, and bytes at random seldom come as deep into a reader as damaged dumps.
"""

import bz2
import gzip
import lzma
import os
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given

from conftest import SHARED
from litnotes_index import packed, readers, zipped
from litnotes_index.model import Entry, Problem
from litnotes_index.papers.placed import dump, load, placed
from litnotes_index.readers.files import source
from support.damage import damaged, fuzzing
from support.seeds import beside, dumps

Survived = Callable[[str, int, str], None]
if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_EXAMPLES = 40
_SECONDS = 10  # of the processor, for at most 128 KB; hundreds of times what it takes
_NOT_SEEN = ("Cc", "Cf", "Cs")
_BIBTEX = "bibtex_betterbibtex_import.tar.gz"
_OTHERS = "translators_ris_bibtex_csl.tar.gz"
_NAMES = {
    "csl-json": ("csl.json",),
    "better-bibtex-json": ("better-bibtex.json",),
    "openalex": ("openalex.jsonl",),
    "semantic-scholar": ("semantic-scholar.jsonl",),
    "arxiv-json": ("kaggle.jsonl",),
    "json-papers": ("generic.jsonl", "generic.json"),
    "acl-xml": ("acl.xml",),
    "arxiv-atom": ("arxiv-atom.xml",),
    "bibtex": ("library.bib",),
    "ris": ("library.ris",),
    "nbib": ("library.nbib",),
    "csl-yaml": ("library.yaml",),
    "table": ("library.csv",),
    "markdown-list": ("list.md",),
    "page": ("page.txt", "daily.txt", "search.txt"),
}
_BESIDE = {
    "bibtex": ((_BIBTEX, ".bib"), (_OTHERS, ".bib")),
    "better-bibtex-json": ((_BIBTEX, ".json"),),
    "csl-json": ((_OTHERS, ".json"),),
    "ris": ((_OTHERS, ".ris"), (_OTHERS, ".txt")),
    "page": (("legacy_encodings.tar.gz", ".txt"),),
    "markdown-list": (("markdown_fixtures.tar.gz", ".md"),),
}


def seeds(form: str) -> Sequence[bytes]:
    found = [dumps()[name] for name in _NAMES[form]]
    # Beside the checkout there may be none: what is always tried begins from ours.
    for archive, suffix in _BESIDE.get(form, ()):
        found += beside(archive, suffix)
    return found


def harmless(text: str | None) -> bool:
    """Whether a value of one line is one, of characters that are seen."""
    return not text or all(
        unicodedata.category(c) not in _NOT_SEEN or c in "\u200c\u200d" for c in text
    )


def check_items(path: Path, items: Iterator[Entry | Problem], last: int) -> None:
    """Assert what holds for whatever a reader gives of a file of so many lines."""
    for item in items:
        if isinstance(item, Problem):
            assert item.path == os.fspath(path)
            assert 1 <= item.line <= last, item
            assert "\n" not in item.message
            assert len(item.message) < 500
            continue
        assert 1 <= item.line <= item.end_line <= last, item
        assert item.title.strip()
        # What is found out of it may fail no more than it does itself.
        one = placed(item, os.fspath(path), "x")
        assert load(dump(one)).entry == replace(one.entry, ids=dict(one.entry.ids))
        assert one.keys
        values = (one.entry.title, item.venue, item.type, item.date, *one.keys, *item.authors)
        assert all(map(harmless, (*values, *item.ids, *item.ids.values(), *item.urls))), item
        assert len(item.ids) < 20


def check_read(path: Path, form: str) -> None:
    begin = time.process_time()
    try:
        lines = 1 + sum(c.count("\n") for c in source.chunks(path) if isinstance(c, str))
        readers.sniff(path)
        readers.looks_like(path)
        check_items(path, readers.read(path, form), lines)
    except OSError:
        # What begins as packed files do is taken for one, and damaged then.
        assert path.read_bytes()[:1] in (b"\x1f", b"\xfd", b"B", b"\x28")
    finally:
        assert time.process_time() - begin < _SECONDS


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("form", _NAMES)
def test_a_damaged_dump(form: str, tmp_path: Path, soak: int, survived: Survived) -> None:
    path = tmp_path / "dump"
    tried = 0

    @fuzzing(soak, _EXAMPLES)
    @given(damaged(seeds(form)))
    def read(data: bytes) -> None:
        nonlocal tried
        tried += 1
        path.write_bytes(data)
        check_read(path, form)

    read()
    survived("dumps damaged at random, in every form", tried, "read; each line within the file")


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("form", _NAMES)
def test_a_dump_of_another_form(form: str, tmp_path: Path, soak: int) -> None:
    """What a reader is given that is not its own: sniffing may be wrong."""
    path = tmp_path / "dump"

    @fuzzing(soak, 8)
    @given(damaged(list(dumps().values())))
    def read(data: bytes) -> None:
        path.write_bytes(data)
        check_read(path, form)

    read()


def _zip(data: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name in ("a.bib", "../b.bib", "c/d\n.json"):
            archive.writestr(name, data)
    return file.getvalue()


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz", ".zst", ".zip"])
def test_a_damaged_packed_file(suffix: str, tmp_path: Path, soak: int, survived: Survived) -> None:
    pack: dict[str, Callable[[bytes], bytes]] = {
        ".gz": gzip.compress,
        ".bz2": bz2.compress,
        ".xz": lzma.compress,
        ".zip": _zip,
    }
    pack[".zst"] = zstd.compress
    path = tmp_path / f"dump{suffix}"
    whole = [pack[suffix](dumps()["library.bib"]), pack[suffix](b"")]
    tried = 0

    @fuzzing(soak, 40)
    @given(damaged(whole))
    def read(data: bytes) -> None:
        nonlocal tried
        tried += 1
        path.unlink(missing_ok=True)
        path.write_bytes(data)
        zipped.close()
        paths = [path]
        if suffix == ".zip":
            assert all("\n" not in fault for fault in zipped.faults(str(path)))
            paths = [Path(member.path) for member in zipped.members(str(path))]
        begin = time.process_time()
        for each in paths:
            try:
                packed.digest(str(each))
                readers.sniff(each)
                lines = 1 + sum(c.count("\n") for c in source.chunks(each) if isinstance(c, str))
                check_items(each, readers.read(each, "bibtex"), lines)
            except OSError:
                continue  # damaged from the beginning, which is told
        assert time.process_time() - begin < _SECONDS
        assert list(tmp_path.iterdir()) == [path]

    read()
    survived("packed files damaged at random", tried, "read as far as they are whole, or told")


def test_every_form_is_tried() -> None:
    assert {reader.FORMAT for reader in readers.READERS} == {*_NAMES}
    if (SHARED / "data" / "torture").is_dir():
        assert all(beside(*each) for of_one in _BESIDE.values() for each in of_one)
