"""Which files are dumps: told by their content, whatever they are called."""

import os
from pathlib import Path

import pytest

from litnotes_index.readers import looks_like, sniff
from litnotes_index.readers.files import source
from litnotes_index.readers.files.source import Line
from support.reading import read

DUMPS = Path(__file__).parents[2] / "data" / "dumps"
PROSE = (
    "The method that we present in this chapter rests on data and on models of the task, and the "
    "results that we report were found with care. They improve on what was known before by a good "
    "margin, as the experiments show. The paper ends with a benchmark and its performance. "
)
WALK = (
    "She went down to the river before the others were awake, and stood there a while without a "
    "word. The water was low for the season. A boat lay on its side in the reeds, and nobody had "
    "come for it since the spring. "
)
NEGATIVES = {
    "empty": "",
    "blank": "\n \n\t\n",
    "one line": "Attention Is All You Need",
    "readme": f"Daily Papers\n\n{PROSE}\n\nInstall\n\n    pip install papers\n\nUsage\n\n{PROSE}\n\n{PROSE}\n",  # noqa: E501 - a row
    "readme, new": f"new\n\n{PROSE}\n\n{PROSE}\n",
    "note": f"# Attention Is All You Need\n\n{PROSE}\n\n## What it does\n\n{PROSE}\n\n- a list\n- of [[links]]\n",  # noqa: E501 - a row
    "note, dated": f"# Reading, May 6\n\nMay 6\n\n4 authors, all from one lab.\n\n{PROSE}\n",
    "front matter": f"---\ntitle: A Note\ndate: 2024-01-01\n---\n\n{PROSE}\n\n{PROSE}\n",
    "prose": f"{WALK}\n\n{WALK}\n\n{WALK}\n",
    "prose, learned": f"{PROSE}\n\n{PROSE}\n\n{PROSE}\n",
    "wrapped prose": (WALK.replace(", ", ",\n") + "\n\n") * 6,
    "poem": "The road goes on\nand on again,\n\nthe evening thin,\nthe morning rain.\n\n" * 8,
    "chapters": f"The River in the Morning\n\n{WALK}\n\n{WALK}\n\nThe Boat on Its Side\n\n{WALK}\n\n{WALK}\n",  # noqa: E501 - a row
    "chapters, short": f"The River in the Morning\n\n{WALK}\n\nThe Boat on Its Side\n\n{WALK}\n"
    * 4,
    "thesis": f"1. Introduction to the Method\n\n{PROSE}\n\n2. Results of the Method\n\n{PROSE}\n"
    * 3,
    "sections": f"Introduction\n\n{PROSE}\n\nMethods\n\n{PROSE}\n\nResults\n\n{PROSE}\n",
    "python": "def subscribe(new):\n    return new\n\n\nclass Papers:\n    authors = 3\n" * 9,
    "csv": "title,authors,date\nAttention Is All You Need,8,2017-06-12\nBERT,4,2018-10-11\n" * 9,
    "json lines": '{"title": "BERT", "abstract": "'
    + PROSE
    + '"}\n{"title": "A", "abstract": "B."}\n',
    "json": '{\n  "title": "BERT",\n  "abstract": "' + PROSE + '"\n}\n',
    "bibtex": "@article{a,\n  title = {Attention Is All You Need},\n  abstract = {"
    + PROSE
    + "},\n}\n",
    "ris": f"TY  - JOUR\nTI  - Attention Is All You Need\nAB  - {PROSE}\nPY  - 2017\nER  - \n" * 3,
    "mail": f"From: a@example.org\nSubject: new papers, subscribe\nDate: May 6, 2024\n\nDear all,\n\n{PROSE}\n\nBest\nA\n",  # noqa: E501 - a row
    "log": "2024-05-06 12:00:01 INFO started with 3 authors\n2024-05-06 12:00:02 WARN no papers\n"
    * 40,
    "minutes": f"Minutes of the meeting\nMay 6, 2024\n\nPresent\n  • 3 authors\n  • 2 editors\n\nNew papers\n\n{WALK}\n\nAny other business\n\n• none\n",  # noqa: E501 - a row
    "todo": "todo\n- [ ] read the BERT paper\n- [ ] subscribe to the list\n- [x] May 6\n",
    "questions": f"What is this page for?\n{PROSE}\nHow do I subscribe to it?\n{PROSE}\nWho are the authors?\n{PROSE}\n",  # noqa: E501 - a row
    "titles only": "Attention Is All You Need\nPointer Networks\nNeural Scene Flow Prior\n" * 5,
    "dates only": "May 6\nJun 7\nJul 8\n",
    "latex": "\\documentclass{article}\n\\title{A Title of Mine}\n\\begin{document}\n" + PROSE,
}


# Dumps of other kinds, which have readers of their own.
OTHERS = {"csv": "table", "bibtex": "bibtex", "ris": "ris"}


@pytest.mark.parametrize("name", NEGATIVES)
def test_not_a_page(tmp_path: Path, name: str) -> None:
    path = tmp_path / "README.txt"
    path.write_text(NEGATIVES[name], encoding="utf-8")
    assert sniff(path) == OTHERS.get(name)


@pytest.mark.parametrize("name", ["daily.txt", "search.txt"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_dump_without_its_banner(tmp_path: Path, name: str, end: str) -> None:
    text = (DUMPS / name).read_text(encoding="utf-8")
    first = text.index("Attention Is All You Need")
    path = tmp_path / "notes.bin"
    path.write_bytes(text[first:].replace("\n", end).encode())
    assert sniff(path) == "page"
    path.write_bytes(text[first:].replace("\n", end).encode("utf-16"))
    assert sniff(path) == "page"


@pytest.mark.parametrize("name", ["daily.txt", "search.txt"])
def test_every_cut_of_a_long_dump(tmp_path: Path, name: str) -> None:
    text = (DUMPS / name).read_text(encoding="utf-8")
    text = text[text.index("Attention Is All You Need") :].rstrip()
    path = tmp_path / "cut"
    for length in range(3000, len(text), 97):
        path.write_text(text[:length], encoding="utf-8")
        assert sniff(path) == "page", length


def test_one_paper_and_a_banner(tmp_path: Path) -> None:
    path = tmp_path / "page"
    for banner in (
        "Get trending papers in your email inbox!\n",
        "byAK and the research community\n",
    ):
        path.write_text(f"{banner}\nA Title\n\nShort.", encoding="utf-8")
        assert sniff(path) == "page"
    path.write_text(f"SubscribeOne Paper Alone\n{PROSE}\n", encoding="utf-8")
    assert sniff(path) == "page"
    path.write_text("new\n\nSubscribe\n\nDaily Papers\n\nNov 13\n", encoding="utf-8")
    assert sniff(path) == "page"


def test_only_regular_text_files(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"Get trending papers in your email inbox!\n\0\0\0\0")
    assert sniff(tmp_path / "binary") is None
    assert sniff(tmp_path) is None
    os.mkfifo(tmp_path / "pipe")
    assert sniff(tmp_path / "pipe") is None
    with pytest.raises(OSError, match="not a regular file"):
        read(tmp_path / "pipe", "page")
    with pytest.raises(FileNotFoundError):
        sniff(tmp_path / "nothing")


def test_lines_end_at_three_ends_only(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_bytes("a\r\nb\rc\n\u2028d\x0b\x0c\x1c\x85e".encode())
    texts = ["a", "b", "c", "\u2028d\x0b\x0c\x1c\x85e"]
    assert list(source.lines(path)) == [Line(number, text) for number, text in enumerate(texts, 1)]
    assert source.split("a\r\nb\rc\n\u2028d\x0b\x0c\x1c\x85e") == texts


def test_reading_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_text(f"A Title of One\n{PROSE}\nA Title of Two\n{PROSE}\n" * 10, encoding="utf-8")
    items = source.lines(path)
    assert next(items) == Line(1, "A Title of One")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"a": 1}', "JSON"),
        ("[[1]]", "JSON"),
        ("[a](b) and more", None),
        ("{not json}", None),
        ("<?xml version='1.0'?><x/>", "XML"),
        ("Notes\n@article{broken", "BibTeX"),
        ("someone@article{", None),
        ("A header\nTY  - JOUR\n", "RIS"),
        ("Nothing of the kind", None),
        ("", None),
    ],
)
def test_what_a_file_looks_like(tmp_path: Path, text: str, kind: str | None) -> None:
    path = tmp_path / "file"
    path.write_text(text)
    assert looks_like(path) == kind
