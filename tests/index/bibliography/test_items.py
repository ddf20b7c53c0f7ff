"""Papers as items: their dumps are read again, as far as they still are what was indexed."""

import gzip
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from litnotes_index import readers
from litnotes_index.bibliography import items, read_again
from litnotes_index.model import Entry, Paper, Source
from litnotes_index.readers.files import source
from litnotes_index.readers.files.source import CHUNK
from support.items import paper_of

BIB = """\
@article{bee2015, title={The first}, author={van Bee, Ann and {The Team}}, journal={J. of Bees},
  year=2015, volume=3, number={4}, pages={10--12}}
@inproceedings{cow2016, title={The second}, author={Cal Cow}, booktitle={Cows}, year=2016,
  publisher={Farm}, address={Oslo}, pages={1--2}}
"""
SECOND = {
    "id": "cow2016",
    "type": "paper-conference",
    "title": "The second",
    "author": [{"family": "Cow", "given": "Cal"}],
    "issued": {"date-parts": [[2016]]},
    "container-title": "Cows",
    "publisher": "Farm",
    "publisher-place": "Oslo",
    "page": "1-2",
}
# As the index alone knows it.
KNOWN = {name: SECOND[name] for name in [*SECOND][:6]}


def papers(path: Path) -> list[Paper]:
    format_name = readers.sniff(path)
    assert format_name
    entries = (e for e in readers.read(path, format_name) if isinstance(e, Entry))
    return [paper_of(path, format_name, entry) for entry in entries]


@pytest.fixture
def bib(tmp_path: Path) -> Path:
    path = tmp_path / "a.bib"
    path.write_text(BIB)
    return path


def test_a_dump_is_read_again(bib: Path) -> None:
    first, second = papers(bib)
    assert items([second, first, second]) == [SECOND, items([first])[0], SECOND]
    assert items([first])[0]["author"] == [
        {"family": "Bee", "given": "Ann", "non-dropping-particle": "van"},
        {"literal": "The Team"},
    ]
    assert items([]) == []
    assert read_again([second]) == ([SECOND], [])


@pytest.mark.parametrize("change", ["gone", "emptied", "binary", "other", "folder", "shifted"])
def test_a_dump_that_is_not_as_it_was(bib: Path, change: str) -> None:
    _, second = papers(bib)
    bib.unlink()
    if change == "folder":
        bib.mkdir()
    elif change != "gone":
        texts = {
            "emptied": "",
            "binary": "\0\1\2" * 999,
            "other": BIB.replace("second", "third"),
            "shifted": f"\n{BIB}",
        }
        bib.write_text(texts[change])
    assert items([second]) == [KNOWN]
    assert read_again([second]) == ([KNOWN], [(second, second.sources[0])])


def test_packed_dumps(bib: Path, tmp_path: Path) -> None:
    packed = tmp_path / "b.bib.gz"
    packed.write_bytes(gzip.compress(BIB.encode()))
    assert items(papers(packed))[1] == SECOND
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.write(bib, "d/e.bib")
    assert items(papers(tmp_path / "c.zip" / "d" / "e.bib"))[1] == SECOND


def test_records_of_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    records = (
        f'{{"id": "k{n}", "type": "book", "title": "T{n}", "volume": {n}, "author": '
        '[{"family": "Bee"}], "issued": {"date-parts": [[2000]]}}'
        for n in range(3)
    )
    path.write_text(f"[{', '.join(records)}]")
    found = papers(path)
    assert [item["volume"] for item in items([found[2], found[0]])] == ["2", "0"]


def test_nothing_is_read_beyond_the_last_line(bib: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [_, second] = papers(bib)
    bib.write_text(BIB + "@misc{x, title={Another}}\n" * (5 * CHUNK // 20))
    pieces: list[str] = []
    chunks = source.chunks

    def counted(path: Path) -> Iterator[object]:
        for piece in chunks(path):
            pieces.append(str(path))
            yield piece

    monkeypatch.setattr(source, "chunks", counted)
    assert items([second]) == [SECOND]
    assert 0 < len(pieces) < 3


def test_the_published_version_is_told_and_what_it_lacks_is_added(bib: Path) -> None:
    first, second = papers(bib)
    other = bib.with_name("preprint.bib")
    other.write_text(
        "@misc{cow, title={The second}, author={Cal Cow and Dee Dog}, year=2015,"
        " eprint={1512.00001}, archivePrefix={arXiv}, publisher={arXiv}, note={v3},"
        " abstract={It is.}, keywords={cows}, language={en}, version={3}, pagetotal={7}}"
    )
    [preprint] = papers(other)
    merged = replace(
        second,
        sources=preprint.sources + second.sources,
        authors=preprint.authors,
        author_count=2,
        ids=preprint.ids,
        abstract="It is.",
    )
    assert items([merged]) == [
        {
            **SECOND,
            "author": [{"family": "Cow", "given": "Cal"}, {"family": "Dog", "given": "Dee"}],
            "custom": {"arxiv": "1512.00001"},
            "abstract": "It is.",
            "keyword": "cows",
            "language": "en",
        }
    ]
    assert items([first]) == items([first, merged])[:1]
    bib.unlink()
    _, unread = read_again([merged])
    assert unread == [(merged, second.sources[0])]


def test_papers_of_formats_that_tell_no_more() -> None:
    paper = Paper("k", ("k",), "T", ("T",), (), authors=("Ann Bee",), author_count=3)
    known = items([replace(paper, ids={"arxiv": "1706.03762"}, date="--06-09")])
    assert known == [
        {
            "id": "k",
            "type": "article",
            "title": "T",
            "author": [{"family": "Bee", "given": "Ann"}, {"literal": "others"}],
            "custom": {"arxiv": "1706.03762"},
            "publisher": "arXiv",
            "number": "arXiv:1706.03762",
        }
    ]


def test_a_dump_of_a_format_that_tells_no_more_may_be_gone(tmp_path: Path) -> None:
    source = Source(str(tmp_path / "gone.txt"), 1, 9, "pages")
    assert read_again([Paper("k", ("k",), "T", ("T",), (source,))])[1] == []


def test_what_is_not_told_is_not_made_up() -> None:
    paper = Paper("k", ("k",), "T", ("T",), (), author_count=0)
    assert items([paper]) == [{"id": "k", "type": "document", "title": "T"}]
    [published] = items([replace(paper, venue="J. of Bees")])
    assert published["type"] == "article-journal"


@pytest.mark.parametrize(
    ("shown", "parts"),
    [
        ("Ludwig van Beethoven", ("Beethoven", "Ludwig", "van", "")),
        ("Ana María de la Cruz", ("Cruz", "Ana María", "de la", "")),
        ("Martin Luther King, Jr.", ("King", "Martin Luther", "", "Jr.")),
        ("bell hooks", ("hooks", "bell", "", "")),
        ("J. R. R. Tolkien", ("Tolkien", "J. R. R.", "", "")),
        ("Jean d'Alembert", ("d'Alembert", "Jean", "", "")),
        ("Ali ibn al-Hasan", ("al-Hasan", "Ali", "ibn", "")),
        ("Plato", None),
        ("OpenAI", None),
        ("The ATLAS Collaboration", None),
        ("World Health Organization", None),
        ("Bill & Melinda Gates Foundation", None),
        ("University of Oslo", None),
        ("Ann Bee, Professor", None),
    ],
)
def test_names_in_one_piece(shown: str, parts: tuple[str, str, str, str] | None) -> None:
    [item] = items([Paper("k", ("k",), "T", ("T",), (), authors=(shown,), author_count=1)])
    names = ("family", "given", "non-dropping-particle", "suffix")
    told = {name: part for name, part in zip(names, parts, strict=True) if part} if parts else None
    assert item["author"] == [told or {"literal": shown}]


def test_nothing_of_a_paper_that_cannot_be_stored() -> None:
    [item] = items([Paper("k", ("k",), "T \ud800", ("T",), (), author_count=0)])
    item["title"].encode()
