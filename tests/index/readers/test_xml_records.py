"""How an XML file is cut into records, and what a damage or a hostile file costs."""

import re
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.model import Problem
from litnotes_index.readers.files import source
from litnotes_index.readers.files.source import CHUNK
from litnotes_index.readers.xml import records as xml_records
from litnotes_index.readers.xml.records import LONGEST, Record
from litnotes_index.readers.xml.text import local_name, parse, text
from support.reader_properties import files_of_pieces, ways_of_writing

NOT_CLOSED = "the record is not closed"
CUT = "the record is not closed: the file may be cut"
NO_BEGINNING = "a record ends here that has no beginning"
ENTITIES = "the entities that the file declares are not read"


def read(data: str | bytes, tag: str = "p") -> list[Record | Problem]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "records.xml"
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "replace"))
        return list(xml_records.records(path, tag))


def check(data: str | bytes, *expected: str) -> None:
    """Assert records as `lines text` and problems as `line: message`, in their order."""
    assert expected == tuple(
        f"{item.line}: {item.message}"
        if isinstance(item, Problem)
        else f"{item.line}-{item.end_line} {text(item.element)}"
        for item in read(data)
    )


def test_records_wherever_they_are() -> None:
    check("")
    check("<a/>")
    check("<a><p>1</p></a>", "1-1 1")
    check(
        "<a>\n<p>1</p><p\nid='x'>2\n</p>\n\n <b><p>3</p>\n</b></a>\n", "2-2 1", "2-4 2\n", "6-6 3"
    )
    check("<p>1</p>\n<p>2</p>", "1-1 1", "2-2 2")
    check("<a><p id='1'/>\n<p/><p id = '3' >3</p ></a>", "1-1 ", "2-2 ", "2-2 3")
    check("<a><ps>1</ps><xp>2</xp><p.>3</p.><p-x/></a>")
    check("<x:p>1</x:p><p>2</p>", "1-1 1", "1-1 2")
    check("<p a='>' b=\"/>\">1</p><p a='/>'/><p>2</p>", "1-1 1", "1-1 ", "1-1 2")


@ways_of_writing("<a>\n<p>é\nü</p>\n\n<p>ñ</p>\n</a>")
def test_ends_of_lines_and_encodings(data: bytes) -> None:
    check(data, "2-3 é\nü", "5-5 ñ")


def test_what_stands_before() -> None:
    first, second, third = read("<a><m>1</m>\n<p/> \n<p/><n/><p/></a>")
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert isinstance(third, Record)
    assert [first.before, second.before, third.before] == ["<a><m>1</m>\n", " \n", "<n/>"]


@pytest.mark.parametrize("damaged", ["<p>1<b></p>", "<p>1", "1</p>"])
def test_what_stands_before_a_damaged_record_is_not_lost(damaged: str) -> None:
    items = read(f"<a><m>1</m>\n{damaged}\n<p>2</p></a>")
    assert [isinstance(item, Problem) for item in items] == [True, False]
    assert isinstance(items[1], Record)
    assert "<m>1</m>" in items[1].before


def test_comments_and_cdata() -> None:
    check("<a><!-- <p>1</p> --><p>2<!-- </p><p> --></p></a>", "1-1 2")
    check("<a><p><![CDATA[</p><p>&eacute;]]></p><p>2</p></a>", "1-1 </p><p>&eacute;", "1-1 2")
    check("<p>1<!--\n-->\n</p>\n<!-- x\n\n--><p>2</p>", "1-3 1\n", "6-6 2")
    # One that is not closed is none.
    check("<a><!-- <p>1</p><p>2</p></a>", "1-1 1", "1-1 2")
    check("<a><![CDATA[<p>1</p><![CDATA[<p>2</p>]]></a>", "1-1 1")
    check("<!-- <p>1</p> <!-- <p>2</p> --> <p>3</p>", "1-1 1", "1-1 3")


def test_a_damage_costs_its_record() -> None:
    check(
        "<a>\n<p>1</p>\n<p><b>2</p>\n<p>3</p>\n</a>",
        "2-2 1",
        "3: the record is no valid XML (mismatched tag)",
        "4-4 3",
    )
    check(
        "<p>\n<b>\n</p><p>3</p>",
        "1: the record is no valid XML (mismatched tag, see line 3)",
        "3-3 3",
    )
    check("<a>\n<p>1\n<p>2</p>\n3</p>\n<p>4</p>", f"2: {NOT_CLOSED}", "3-3 2", f"4: {NO_BEGINNING}",
          "5-5 4")  # fmt: skip
    check("<a>\n<p>1</p>\n<p>2", "2-2 1", f"3: {CUT}")
    check("<a>\n<p>1</p>\n<p a='", "2-2 1", f"3: {CUT}")
    check("<p>1<?x </p><p>2</p><p>3 ?></p>", "1: the record is no valid XML (unclosed token)",
          "1-1 2", "1-1 3 ?>")  # fmt: skip


def test_what_is_meant_though_it_is_not_xml() -> None:
    check(
        "<p>AT&T &eacute;&amp;&lt; a < b <5 &nbsp;x &#233;&#xe9; &hearts;</p>",
        "1-1 AT&T é&< a < b <5 \xa0x éé ♥",
    )
    check(
        "<p>&unknown; &#0;&#xFFFF;&#x110000;&#xD800;\x01\x0b|\ufffe & &;</p>",
        "1-1 &unknown; | & &;",
    )
    check("<p><![CDATA[&eacute; &]]>&eacute;</p>", "1-1 &eacute; &é")
    check("<p><x:y a:b='c'>1</x:y></p>", "1-1 1")


def test_entities_are_never_expanded() -> None:
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">\n' if n else '<!ENTITY l0 "lol">\n'
        for n in range(10)
    )
    check(
        f"<!DOCTYPE a [\n{laughs}]>\n<a><p>&l9;</p><p>&lt;</p></a>",
        f"2: {ENTITIES}",
        "13-13 &l9;",
        "13-13 <",
    )
    check(
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % y SYSTEM "http://a/">%y;]>\n'
        "<a><p>&x;</p></a>",
        f"1: {ENTITIES}",
        "2-2 &x;",
    )
    # Nor where a record declares them itself.
    check('<p><!DOCTYPE p [<!ENTITY x "y">]>&x;</p><p>&x;</p>', f"1: {ENTITIES}",
          "1: the record is no valid XML (not well-formed (invalid token))", "1-1 &x;")  # fmt: skip


def test_what_records_say_together_they_say_alone() -> None:
    check("<p>1</p><p>2</x></p><p>3</p>", "1-1 1",
          "1: the record is no valid XML (mismatched tag)", "1-1 3")  # fmt: skip
    # Each of two that only together are XML.
    got = read("<p>1<?x </p> <p> ?></p> <p>3</p>")
    assert [isinstance(item, Problem) for item in got] == [True, False, False]


def test_prefixes() -> None:
    [item] = read('<f xmlns:q="u"><p xmlns:r="v"><q:a/><r:b/><s:c/></p></f>')
    assert isinstance(item, Record)
    assert [local_name(child.tag) for child in item.element] == ["a", "b", "c"]
    [item] = read('<f><p xmlns="http://x.y/z" xmlns:r="v:w"><a/><r:b/></p></f>')
    assert isinstance(item, Record)
    assert [local_name(child.tag) for child in item.element] == ["a", "b"]


def test_pieces_of_the_text_do_not_show() -> None:
    rows = [f"<p id='{n}'>{n} {'x' * (n * 37 % 501)}<!-- {n} --></p>" for n in range(3000)]
    for between in ("", "\n", "\n<!-- <p> -->\n", " " * 300):
        whole = f"<a>{between.join(rows)}</a>"
        assert len(whole) > 3 * CHUNK
        items = [item for item in read(whole) if isinstance(item, Record)]
        assert [item.element.get("id") for item in items] == [str(n) for n in range(3000)]
        per = between.count("\n")
        assert [item.line for item in items] == [1 + per * n for n in range(3000)]


def test_long_records_and_gaps() -> None:
    long = "x" * (LONGEST - 100)
    check(f"<a><p>{long}</p><p>2</p></a>", f"1-1 {long}", "1-1 2")
    too_long = f"the record is longer than {LONGEST:,} characters, or not closed"
    check(f"<a>\n<p>{'x' * 3 * LONGEST}</p>\n<p>2</p>\n</p></a>", f"2: {too_long}", "3-3 2",
          f"4: {NO_BEGINNING}")  # fmt: skip
    check(f"<a><p>1</p>{'y' * 3 * LONGEST}<p>2</p></a>", "1-1 1", "1-1 2")


@pytest.mark.parametrize(
    "piece", ["<p>", "<!-- ", "<p><!-- --> ", "<![CDATA[ ", "x", "</p>", "<p a='", "<p><!-- <p "]
)
def test_memory_is_bounded(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    longest = 0

    class Cutter(xml_records._Cutter):  # pyright: ignore[reportPrivateUsage]  # to count
        def _fill(self) -> None:
            nonlocal longest
            super()._fill()
            longest = max(longest, len(self._text))

    monkeypatch.setattr(xml_records, "_Cutter", Cutter)
    monkeypatch.setattr(xml_records, "LONGEST", 1 << 13)
    monkeypatch.setattr(xml_records, "_BEFORE", 1 << 12)
    monkeypatch.setattr(source, "CHUNK", 1 << 12)
    read(piece * (100_000 // len(piece)))
    assert 0 < longest <= 6 << 13


@pytest.mark.parametrize(
    "piece",
    ["<p>", "</p>", "<p/>", "<p>x</p>", "<!-- ", "<!-- -->", "<![CDATA[", "<p><![CDATA[", "<", "&",
     "<p a='", '<p "', "<!ENTITY ", "<p><b>", "<p>&x;</p>", "<p><!-- --></p>", "<p>" + "<b>" * 50],
)  # fmt: skip
def test_hostile_files_take_no_long_time(piece: str) -> None:
    read(piece * (60_000 // len(piece)))
    read("<p>" + piece * (60_000 // len(piece)) + "</p>")


def test_deep_nesting() -> None:
    deep = "<b>" * 200_000
    check(
        f"<p>{deep}x{'</b>' * 100_000}</p><p>2</p>",
        "1: the record is no valid XML (mismatched tag)",
        "1-1 2",
    )
    inner = LONGEST // 8
    check(f"<p>{'<b>' * inner}x{'</b>' * inner}</p><p>2</p>", "1-1 x", "1-1 2")


def test_what_was_read_before_an_error_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path) -> object:
        yield "<a><p>1</p><p>2</p><p>"
        raise OSError("the disk is gone")

    monkeypatch.setattr(source, "chunks", broken)
    items = xml_records.records(tmp_path / "x", "p")
    assert [next(items), next(items)]
    with pytest.raises(OSError, match="the disk is gone"):
        next(items)


_PIECES = (
    "<p>", "</p>", "<p/>", "<p ", "a='", "'", ">", "<!--", "-->", "<![CDATA[", "]]>", "&", "&lt;",
     "&eacute;", "\n", "\r", "x", "<b>", "</b>", "<?", "?>", "<x:p>", "</x:p>", "<!ENTITY ", "é",
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(files_of_pieces(*_PIECES))
def test_never_raises_and_tells_true_lines(data: bytes) -> None:
    lines = source.split(data.decode())
    last = 1
    for item in read(data):
        assert 1 <= item.line <= len(lines)
        if isinstance(item, Record):
            assert last <= item.line <= item.end_line <= len(lines)
            last = item.end_line
            assert re.search(r"<(x:)?p", lines[item.line - 1])
            assert ">" in lines[item.end_line - 1]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_never_raises_on_bytes(data: bytes) -> None:
    with suppress(OSError):  # it may begin as packed files do
        read(data)
    read(b"<p>" + data + b"</p><p>")
    parse("<p>" + data.decode("latin-1"))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), max_size=40))
def test_every_text_is_read(texts: list[str]) -> None:
    root = ElementTree.Element("a")
    for one in texts:
        child = ElementTree.SubElement(root, "p", {"id": one})
        ElementTree.SubElement(child, "b").text = one
    data = ElementTree.tostring(root, encoding="unicode")
    items = read(data)
    whole = [one for one in texts if "\ufffe" not in one and "\uffff" not in one]
    if whole == texts:
        assert [text(i.element) for i in items if isinstance(i, Record)] == texts
        assert [i.element.get("id") for i in items if isinstance(i, Record)] == texts
