"""What the reader of arXiv's Atom feeds makes of entries, whole and damaged."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.model import Entry
from litnotes_index.readers import sniff
from support.reading import Reading, read

FEED = """\
<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query?id_list=1706.03762" rel="self"/>
  <title type="html">ArXiv Query: search_query=&amp;id_list=1706.03762</title>
  <id>http://arxiv.org/api/abcdefghij</id>
  <updated>2024-05-01T00:00:00-04:00</updated>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">2</opensearch:totalResults>
  <entry>
    <id>http://arxiv.org/abs/1706.03762v7</id>
    <updated>2023-08-02T00:41:18Z</updated>
    <published>2017-06-12T17:57:34Z</published>
    <title>Attention Is
  All You Need</title>
    <summary>  We look at attention, which is
all that one needs.
  It is much.
</summary>
    <author>
      <name>Ashish Vaswani</name>
      <arxiv:affiliation xmlns:arxiv="http://arxiv.org/schemas/atom">Somewhere</arxiv:affiliation>
    </author>
    <author><name>Łukasz Kaiser</name></author>
    <author><name>Erd\\H{o}s, P&#225;l and Team &amp; Co.</name></author>
    <arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">15 pages, 5 figures</arxiv:comment>
    <arxiv:journal_ref xmlns:arxiv="http://arxiv.org/schemas/atom">Proc. of
 Something 30 (2017)</arxiv:journal_ref>
    <arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.1234/ABC.def</arxiv:doi>
    <link title="doi" href="http://dx.doi.org/10.1234/ABC.def" rel="related"/>
    <link href="http://arxiv.org/abs/1706.03762v7" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/1706.03762v7" rel="related"/>
    <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
  </entry>
  <entry>
    <id>http://arxiv.org/abs/math.GT/0309136v1</id>
    <published>2003-09-08T10:00:00Z</published>
    <title>An \\'Etude in $x &lt; y$ &amp; more</title>
    <summary>   </summary>
  </entry>
</feed>
"""


BLOG = """\
<feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title>
  <entry><title>On arXiv</title><link href="https://arxiv.org/abs/1706.03762"/><id>x:y</id></entry>
</feed>
"""


def reading(data: str | bytes) -> Reading:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "feed.xml"
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "replace"))
        return read(path, "arxiv-atom")


def test_every_field() -> None:
    got = reading(FEED)
    assert got.problems == ()
    assert got.entries == (
        Entry(
            title="Attention Is All You Need",
            line=8,
            end_line=32,
            abstract="We look at attention, which is all that one needs.\nIt is much.",
            authors=("Ashish Vaswani", "Łukasz Kaiser", "Erdős, Pál and Team & Co."),
            date="2017-06-12",
            ids={"doi": "10.1234/ABC.def", "arxiv": "1706.03762"},
            urls=(
                "http://arxiv.org/abs/1706.03762v7",
                "http://dx.doi.org/10.1234/ABC.def",
                "http://arxiv.org/pdf/1706.03762v7",
            ),
            venue="Proc. of Something 30 (2017)",
        ),
        Entry(
            title="An Étude in $x < y$ & more",
            line=33,
            end_line=38,
            date="2003-09-08",
            ids={"arxiv": "math/0309136"},
        ),
    )


def test_prefixes_of_names() -> None:
    on_the_root = FEED.replace(
        "<feed ",
        '<feed xmlns:arxiv="http://arxiv.org/schemas/atom" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" ',
    )
    for name in ("arxiv", "opensearch"):
        for uri in ("http://arxiv.org/schemas/atom", "http://a9.com/-/spec/opensearch/1.1/"):
            on_the_root = on_the_root.replace(f' xmlns:{name}="{uri}">', ">")
    assert reading(on_the_root).entries == reading(FEED).entries
    atom = (
        FEED.replace('xmlns="', 'xmlns:atom="').replace("<arxiv", "<\0").replace("</arxiv", "</\0")
    )
    for tag in ("feed", "entry", "id", "title", "summary", "author", "name", "published", "link"):
        atom = atom.replace(f"<{tag}", f"<atom:{tag}").replace(f"</{tag}", f"</atom:{tag}")
    assert reading(atom.replace("\0", "arxiv")).entries == reading(FEED).entries


def test_answers_one_after_another() -> None:
    whole = reading(FEED).entries
    lines = FEED.count("\n")
    again = tuple(
        replace(entry, line=entry.line + lines, end_line=entry.end_line + lines) for entry in whole
    )
    got = reading(FEED + FEED)
    assert got.entries == whole + again
    assert got.problems == ()


def test_an_error_of_arxiv_is_a_problem() -> None:
    [problem] = reading(
        "<feed>\n<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_x</id>\n"
        "<title>Error</title><summary>incorrect id\nformat for x</summary></entry></feed>"
    ).problems
    assert (problem.line, problem.message) == (
        2,
        "arXiv answered with an error: incorrect id format for x",
    )


def test_odd_entries() -> None:
    got = reading(
        "<feed><entry><title>A</title></entry>\n"
        "<entry><id>tag:x,2020:y</id><title>B &eacute;</title><author/><link/><published>soon"
        "</published><doi>10.1234/2 10.1234/4</doi></entry>\n"
        "<entry><id>http://arxiv.org/abs/1706.03762</id><title> </title></entry>\n"
        "<entry><title>C</entry></feed>"
    )
    assert got.entries == (Entry("A", 1, 1), Entry("B é", 2, 2, ids={"doi": "10.1234/2"}))
    assert [(p.line, p.message.partition(" (")[0]) for p in got.problems] == [
        (3, "the record has no title"),
        (4, "the record is no valid XML"),
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_ends_of_lines_and_encodings(end: str, encoding: str) -> None:
    assert reading(FEED.replace("\n", end).encode(encoding)).entries == reading(FEED).entries


def test_a_deleted_line_harms_only_its_own_record() -> None:
    lines = FEED.split("\n")
    whole = reading(FEED).entries
    for deleted in range(1, len(lines)):
        got = reading("\n".join(lines[: deleted - 1] + lines[deleted:]))
        for entry in whole:
            if not entry.line <= deleted <= entry.end_line:
                up = entry.line > deleted
                kept = replace(entry, line=entry.line - up, end_line=entry.end_line - up)
                assert kept in got.entries, lines[deleted - 1]
        assert len(got.problems) <= 2


def test_cut_anywhere() -> None:
    whole = reading(FEED).entries
    for end in range(0, len(FEED), 9):
        got = reading(FEED[:end])
        assert got.entries == whole[: FEED[:end].count("</entry>")]
        assert len(got.problems) <= 1


def test_sniff(tmp_path: Path) -> None:
    path = tmp_path / "x"
    for text in (FEED, FEED[:1000], "\n" + FEED, FEED.replace("<feed", "<atom:feed")):
        path.write_text(text, encoding="utf-8")
        assert sniff(path) == "arxiv-atom", text
    for text in (
        "",
        FEED.replace("arxiv", "example").replace("arXiv", "example"),
        FEED.replace("2005/Atom", "2005/Other"),
        f"An answer:\n{FEED}",
        '<rss version="2.0"><channel><link>http://arxiv.org/abs/1706.03762</link></channel></rss>',
        BLOG,
    ):
        path.write_text(text, encoding="utf-8")
        assert sniff(path) is None, text


_PIECES = st.sampled_from(
    ["<feed>", "<entry>", "</entry>", "<title>", "T", "</title>", "<id>", "</id>", "<author>",
     "</author>", "<name>", "</name>", "http://arxiv.org/abs/1706.03762", "\n", "&",
     "<link href='x:/", "//y'/>", "<arxiv:doi>10.1/2</arxiv:doi>", "<summary>", "</summary>"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=3), max_size=40))
def test_never_raises_and_tells_true_lines(pieces: list[str]) -> None:
    data = "".join(pieces).encode("utf-8", "replace")
    lines = data.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    last = 1
    for entry in reading(data).entries:
        assert last <= entry.line <= entry.end_line <= len(lines)
        assert "<entry" in lines[entry.line - 1]
        assert "entry" in lines[entry.end_line - 1]
        last = entry.end_line
