"""What the reader of arXiv's Atom feeds makes of entries, whole and damaged."""

from hypothesis import given, settings

from litnotes_index.model import Entry
from support.reader_properties import (
    check_unharmed,
    files_of_pieces,
    moved,
    true_lines,
    ways_of_writing,
    without_each_line,
)
from support.reading import NO_TITLE, Reading, read_data, sniff_data

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
    return read_data(data, "arxiv-atom")


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
    again = moved(whole, FEED.count("\n"))
    assert reading(FEED + FEED) == Reading(whole + again, ())


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
        (3, NO_TITLE),
        (4, "the record is no valid XML"),
    ]


@ways_of_writing(FEED)
def test_ends_of_lines_and_encodings(data: bytes) -> None:
    assert reading(data) == reading(FEED)


def test_a_deleted_line_harms_only_its_own_record() -> None:
    whole = reading(FEED).entries
    for deleted, text in without_each_line(FEED):
        got = reading(text)
        check_unharmed(got, whole, deleted)
        assert len(got.problems) <= 2


def test_cut_anywhere() -> None:
    whole = reading(FEED).entries
    for end in range(0, len(FEED), 9):
        got = reading(FEED[:end])
        assert got.entries == whole[: FEED[:end].count("</entry>")]
        assert len(got.problems) <= 1


def test_sniff() -> None:
    for text in (FEED, FEED[:1000], "\n" + FEED, FEED.replace("<feed", "<atom:feed")):
        assert sniff_data(text) == "arxiv-atom", text
    for text in (
        "",
        FEED.replace("arxiv", "example").replace("arXiv", "example"),
        FEED.replace("2005/Atom", "2005/Other"),
        f"An answer:\n{FEED}",
        '<rss version="2.0"><channel><link>http://arxiv.org/abs/1706.03762</link></channel></rss>',
        BLOG,
    ):
        assert sniff_data(text) is None, text


_PIECES = (
    "<feed>", "<entry>", "</entry>", "<title>", "T", "</title>", "<id>", "</id>", "<author>",
     "</author>", "<name>", "</name>", "http://arxiv.org/abs/1706.03762", "\n", "&",
     "<link href='x:/", "//y'/>", "<arxiv:doi>10.1/2</arxiv:doi>", "<summary>", "</summary>",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(files_of_pieces(*_PIECES))
def test_never_raises_and_tells_true_lines(data: bytes) -> None:
    got = reading(data)
    lines = true_lines(got, data, alone=False)
    for entry in got.entries:
        assert "<entry" in lines[entry.line - 1]
        assert "entry" in lines[entry.end_line - 1]
