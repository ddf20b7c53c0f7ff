"""What the reader of the ACL Anthology's XML makes of volumes, whole and damaged."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from litnotes_index.model import Entry
from litnotes_index.readers import sniff
from support.reader_properties import (
    check_unharmed,
    files_of_pieces,
    true_lines,
    unharmed,
    ways_of_writing,
    without_each_line,
)
from support.reading import NO_TITLE, Reading, read, read_data, sniff_data
from support.real_data import member

NEW = """\
<?xml version='1.0' encoding='UTF-8'?>
<collection id="2020.mini">
  <volume id="1" ingest-date="2020-11-29" type="proceedings">
    <meta>
      <booktitle>The First <fixed-case>M</fixed-case>ini Workshop &amp; Friends</booktitle>
      <editor><first>Edith</first><last>Editor</last></editor>
      <month>December</month>
      <year>2020</year>
    </meta>
    <frontmatter>
      <url hash="aa">2020.mini-1.0</url>
      <bibkey>mini-2020-mini</bibkey>
    </frontmatter>
    <paper id="1">
      <title>Two <fixed-case>BERT</fixed-case>s and <i>x</i> in <tex-math>O(n^2)</tex-math></title>
      <author><first>Ada</first><last>Lovelace</last></author>
      <author id="x"><last>Babbage</last><first>Charles</first><suffix>Jr.</suffix></author>
      <author><first/><last>Mononym</last></author>
      <pages>1–10</pages>
      <abstract>We look at <tex-math>n</tex-math> small models.
        They are <b>many</b>.</abstract>
      <url hash="bb">2020.mini-1.1</url>
      <doi>10.18653/v1/2020.mini-1.1</doi>
      <bibkey>lovelace-babbage-2020-two</bibkey>
      <pwccode url="https://github.com/a/b" additional="false">a/b</pwccode>
    </paper>
    <paper id="2">
      <title>Étude sur l’&eacute;dition</title>
      <url>https://example.org/elsewhere.pdf</url>
      <year>2019</year>
      <booktitle>Elsewhere</booktitle>
    </paper>
  </volume>
  <volume id="2" type="journal">
    <meta>
      <journal-title>Journal of Margins</journal-title>
      <year>2021</year>
    </meta>
    <paper id="7"><title>A Paper in One Line</title><bibkey>one-line</bibkey></paper>
  </volume>
  <event id="mini-2020"><meta><title>Mini 2020</title></meta></event>
</collection>
"""
OLD = """\
<?xml version="1.0" encoding="UTF-8" ?>
<volume id="P98">
  <paper id="1001">
    <title>A Quasi-Dependency Model</title>
    <author><first>Jun</first><last>Zhao</last></author>
    <booktitle>36th Annual Meeting</booktitle>
    <month>August</month>
    <year>1998</year>
  </paper>
  <paper id="1002">
    <title>Another Model</title>
    <author>Zhao, Jun</author>
    <author>Changning Huang</author>
    <url>http://www.aclweb.org/anthology/P98-1002</url>
  </paper>
</volume>
"""


def reading(data: str | bytes) -> Reading:
    return read_data(data, "acl-xml")


def paper(inner: str, meta: str = "") -> Entry:
    """Return the entry of one paper with a title."""
    text = (
        f'<collection id="P98"><volume id="1"><meta>{meta}</meta>'
        f'<paper id="3"><title>T</title>{inner}</paper></volume></collection>'
    )
    [found] = reading(text).entries
    return found


def test_every_field() -> None:
    got = reading(NEW)
    assert got.problems == ()
    assert got.entries == (
        Entry(
            title="Two BERTs and x in $O(n^2)$",
            line=14,
            end_line=26,
            abstract="We look at $n$ small models. They are many.",
            authors=("Ada Lovelace", "Charles Babbage, Jr.", "Mononym"),
            date="2020-12",
            key="lovelace-babbage-2020-two",
            ids={"acl": "2020.mini-1.1", "doi": "10.18653/v1/2020.mini-1.1"},
            urls=("https://aclanthology.org/2020.mini-1.1/",),
            venue="The First Mini Workshop & Friends",
            type="inproceedings",
        ),
        Entry(
            title="Étude sur l’édition",
            line=27,
            end_line=32,
            date="2019-12",
            ids={"acl": "2020.mini-1.2"},
            urls=("https://aclanthology.org/2020.mini-1.2/", "https://example.org/elsewhere.pdf"),
            venue="Elsewhere",
            type="inproceedings",
        ),
        Entry(
            title="A Paper in One Line",
            line=39,
            end_line=39,
            date="2021",
            key="one-line",
            ids={"acl": "2020.mini-2.7"},
            urls=("https://aclanthology.org/2020.mini-2.7/",),
            venue="Journal of Margins",
            type="article",
        ),
    )


def test_the_form_of_old() -> None:
    one, two = reading(OLD).entries
    assert one == Entry(
        title="A Quasi-Dependency Model",
        line=3,
        end_line=9,
        authors=("Jun Zhao",),
        date="1998-08",
        ids={"acl": "P98-1001"},
        urls=("https://aclanthology.org/P98-1001/",),
        venue="36th Annual Meeting",
    )
    assert two == Entry(
        title="Another Model",
        line=10,
        end_line=15,
        authors=("Jun Zhao", "Changning Huang"),
        ids={"acl": "P98-1002"},
        urls=("https://aclanthology.org/P98-1002/",),
    )


@pytest.mark.parametrize(
    ("collection", "volume", "number", "expected"),
    [
        ("P98", "1", "1", "P98-1001"),
        ("P98", "2", "251", "P98-2251"),
        ("W12", "1", "1", "W12-0101"),
        ("W12", "23", "15", "W12-2315"),
        ("D19", "1", "15", "D19-1015"),
        ("D19", "50", "1", "D19-5001"),
        ("C69", "1", "1", "C69-0101"),
        ("2021.tacl", "1", "93", "2021.tacl-1.93"),
        ("2022.acl", "long", "3", "2022.acl-long.3"),
        ("P98", "x", "1", None),
        ("books", "1", "1", None),
        ("2022.acl", "long", "x", None),
    ],
)
def test_ids_of_papers_that_tell_none(
    collection: str, volume: str, number: str, expected: str | None
) -> None:
    [entry] = reading(
        f'<collection id="{collection}"><volume id="{volume}">'
        f'<paper id="{number}"><title>T</title></paper></volume></collection>'
    ).entries
    assert entry.ids.get("acl") == expected
    assert entry.urls == ((f"https://aclanthology.org/{expected}/",) if expected else ())


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("", "2020"),
        ("July", "2020-07"),
        ("Sept.", "2020-09"),
        ("June 7", "2020-06-07"),
        ("7 June", "2020-06-07"),
        ("June 31", "2020-06"),
        ("6–7 June", "2020-06"),
        ("August 1-4", "2020-08"),
        ("June–July", "2020"),
        ("October/November", "2020"),
        ("Spring", "2020"),
    ],
)
def test_dates(month: str, expected: str) -> None:
    assert paper("", f"<month>{month}</month><year>2020</year>").date == expected
    assert paper("", f"<month>{month}</month>").date is None


def test_odd_fields() -> None:
    assert paper("<year>to appear</year>").date is None
    assert paper("<doi>https://doi.org/10.1/X</doi>").ids["doi"] == "10.1/X"
    assert paper("<title>Other</title>").title == "T"
    assert paper("<editor><first>E</first><last>D</last></editor>").authors == ("E D",)
    assert paper("<author><first> A\n B </first><last>C&amp;D</last></author>").authors == (
        "A B C&D",
    )
    assert paper("<author/><author><last/></author>").authors == ()
    assert paper("<abstract/>").abstract is None
    assert paper("<abstract>a\nb\n\nc <url>http://d</url></abstract>").abstract == "a b\nc http://d"
    assert paper("", "<!-- <year>1990</year> --><year>1991</year>").date == "1991"


def test_a_record_without_title() -> None:
    got = reading(NEW.replace("A Paper in One Line", " "))
    assert len(got.entries) == 2
    assert [(p.line, p.message) for p in got.problems] == [(39, NO_TITLE)]


def test_a_volume_that_is_commented_out_is_none() -> None:
    text = NEW.replace('<volume id="2"', '<!-- <volume id="9"><paper id="1"/> --><volume id="2"')
    assert reading(text).entries == reading(NEW).entries


@ways_of_writing(NEW)
def test_ends_of_lines_and_encodings(data: bytes) -> None:
    assert reading(data) == reading(NEW)


# What all papers of a volume inherit.
SHARED_BY_PAPERS = ("<collection", "<volume", "<booktitle", "<journal", "<month", "<year")


@pytest.mark.parametrize("text", [NEW, OLD])
def test_a_deleted_line_harms_only_its_own_record(text: str) -> None:
    lines = text.split("\n")
    whole = reading(text).entries
    for deleted, left in without_each_line(text):
        got = reading(left)
        line = lines[deleted - 1].strip()
        if line.startswith(SHARED_BY_PAPERS):
            kept = [(entry.title, entry.line) for entry in got.entries]
            assert all((e.title, e.line) in kept for e in unharmed(whole, deleted)), line
        else:
            check_unharmed(got, whole, deleted)
        assert len(got.problems) <= 2


def test_cut_anywhere() -> None:
    whole = reading(NEW).entries
    for end in range(0, len(NEW), 11):
        got = reading(NEW[:end])
        assert got.entries == whole[: len(got.entries)]
        assert len(got.entries) >= NEW[:end].count("</paper>")
        assert len(got.problems) <= 1


def test_sniff() -> None:
    for text in (NEW, OLD, NEW[:200] + NEW[330:], NEW[:1200], "\ufeff\n" + NEW):
        assert sniff_data(text) == "acl-xml", text
    for text in (
        "",
        "<?xml version='1.0'?>\n<collection>\n <book id='1'><title>A</title></book>\n</collection>",
        "<collection id='1'><item><title>A</title></item></collection>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Paper</title></feed>",
        '<volume id="3"><db>12</db></volume>',
        "<html><title>x</title><paper>y</paper></html>",
        f"As in\n{NEW}",
        "x = '<collection id=\"P98\"><paper><title>'",
    ):
        assert sniff_data(text) is None, text


_PIECES = (
    "<collection id='P98'>", "<volume id='1'>", "<meta>", "</meta>", "<year>1998</year>",
     "<paper>", '<paper id="1">', "</paper>", "<title>", "T", "</title>", "<author>", "</author>",
     "<first>", "</first>", "<url>P98-1001</url>", "<doi>10.1/2</doi>", "\n", "&", "<tex-math>",
     "</tex-math>",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(files_of_pieces(*_PIECES))
def test_never_raises_and_tells_true_lines(data: bytes) -> None:
    got = reading(data)
    lines = true_lines(got, data, alone=False)
    for entry in got.entries:
        assert "<paper" in lines[entry.line - 1]
        assert "paper" in lines[entry.end_line - 1]


COUNTS = {"acl_2020.nlp4if.xml": 5, "acl_2021.tacl.xml": 93, "acl_F12.xml": 201, "acl_P98.xml": 250}


@pytest.mark.parametrize("name", COUNTS)
def test_the_real_volumes_are_read_whole(name: str, tmp_path: Path) -> None:
    path = member("corpus/raw_forms.tar.gz", name, tmp_path)
    lines = path.read_text(encoding="utf-8").split("\n")
    got = read(path, "acl-xml")
    assert sniff(path) == "acl-xml"
    assert got.problems == ()
    wanted = [
        (volume, paper)
        for volume in ElementTree.parse(path).getroot().iter("volume")
        for paper in volume.iter("paper")
    ]
    assert len(wanted) == COUNTS[name] == len(got.entries)
    for entry, (volume, found) in zip(got.entries, wanted, strict=True):
        title, abstract = found.find("title"), found.find("abstract")
        assert title is not None
        assert entry.title == " ".join("".join(title.itertext()).split())
        assert entry.abstract == (None if abstract is None else "".join(abstract.itertext()))
        people = [
            f"{who.findtext('first') or ''} {who.findtext('last')}".strip()
            for who in found.iter("author")
        ]
        assert list(entry.authors) == people
        assert entry.key == found.findtext("bibkey")
        assert entry.ids["acl"] == (found.findtext("url") or f"F12-{found.get('id')}")
        assert entry.ids.get("doi") == found.findtext("doi")
        assert entry.date is not None
        assert entry.date[:4] == volume.findtext("meta/year")
        booktitle = volume.find("meta/booktitle")
        assert booktitle is not None
        assert entry.venue == "".join(booktitle.itertext())
        assert lines[entry.line - 1].strip() == f'<paper id="{found.get("id")}">'
        assert lines[entry.end_line - 1].strip() == "</paper>"
