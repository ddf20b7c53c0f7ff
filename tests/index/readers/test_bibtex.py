"""What BibTeX and biblatex files hold, entry by entry, and what a damage costs."""

import pytest

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.bibtex.syntax import LONGEST
from litnotes_index.readers.files.source import CHUNK
from support.reader_properties import ways_of_writing
from support.reading import NO_TITLE, items_of


def read(text: str | bytes) -> list[Entry | Problem]:
    return items_of(text, "bibtex")


def entries(text: str | bytes) -> list[Entry]:
    return [item for item in read(text) if isinstance(item, Entry)]


def entry(fields: str, kind: str = "article") -> Entry:
    [found] = entries(f"@{kind}{{key, title = {{T}}, {fields}}}")
    return found


def check(text: str | bytes, *expected: str) -> None:
    """Assert entries as `lines key: title` and problems as `line: message`, in their order."""
    assert expected == tuple(
        f"{item.line}: {item.message}"
        if isinstance(item, Problem)
        else f"{item.line}-{item.end_line} {item.key}: {item.title}"
        for item in read(text)
    )


# -- Entries and fields ---------------------------------------------------------------------------

WHOLE = r"""% Encoding: UTF-8
@string{ml = "Machine Learning Letters"}

@Article{Doe:2015/a,
  author   = {Doe, Jane and Richard von Roe},
  title    = {Of {Many} Things},
  subtitle = {and Others},
  journal  = ml # { (Online)},
  date     = {2015-06-09},
  doi      = {https://doi.org/10.1234/Abc.5},
  url      = {https://example.org/a_b},
  eprint   = {1506.01234v2},
  archivePrefix = {arXiv},
  pmid     = 12345678,
  pmcid    = {PMC765432},
  abstract = {We look at things.
              They are many.

              A second paragraph.},
}
"""


def test_every_field() -> None:
    assert read(WHOLE) == [
        Entry(
            title="Of Many Things: and Others",
            line=4,
            end_line=20,
            abstract="We look at things. They are many.\nA second paragraph.",
            authors=("Jane Doe", "Richard von Roe"),
            date="2015-06-09",
            key="Doe:2015/a",
            ids={
                "doi": "10.1234/Abc.5",
                "arxiv": "1506.01234",
                "pmid": "12345678",
                "pmcid": "PMC765432",
            },
            urls=("https://example.org/a_b",),
            venue="Machine Learning Letters (Online)",
            type="article",
        )
    ]


@ways_of_writing(WHOLE)
def test_ends_of_lines_and_the_mark(data: bytes) -> None:
    assert read(data) == read(WHOLE)


def test_encodings() -> None:
    text = "@misc{é, title = {Über “Ω”}, author = {Łukasz}}\n" * 3
    assert read(text.encode("utf-16")) == read(text)
    check(
        b"@misc{a,\r\n title = {A\xff}}\n@misc{b, title={B}}\x00",
        "1-2 a: Aÿ",
        "3-3 b: B",
        "3: 1 NUL character",
    )


def test_nothing() -> None:
    check("")
    check("\n \n")
    check("% only a comment\n")
    check("Some words, and an @ sign; me@example.org{a, title = {B}} is an address.\n")
    check("@")
    check("@article")


def test_values() -> None:
    text = r"""
@string{one = {One}, two = "Two"} @STRING(three = one # two # "3")
@misc{a, title = {a {b {c {d {e {f {g}}}}}} "h"}}
@misc{b, title = "a {"}b{"} c"}
@misc{c, title = one # { and } # "{"}two{"}" # three # 4}
@misc{d, title = three, year = 2015}
@misc{e, title = unknown, month = jan # "~1"}
@misc(f, title = {In (round) ones}, year = 1999)
@misc{g, title = {{{}}}}
@misc{h title = {No comma}}
"""
    check(
        text,
        '3-3 a: a b c d e f g "h"',
        '4-4 b: a "b" c',
        '5-5 c: One and "two"OneTwo34',
        "6-6 d: OneTwo3",
        "7-7 e: unknown",
        "8-8 f: In (round) ones",
        f"9: {NO_TITLE}",
        "10-10 h: No comma",
        "10: a comma is missing after the key",
    )


def test_values_2() -> None:
    check("@MISC { a ,\n TITLE\n=\n{A}\n,\n,\n}", "1-7 a: A")
    check("@misc\n{\n a,\n title={A}}", "1-4 a: A")
    check("@misc{a, title={}, title={A}, title={B}}", "1-1 a: A")
    check("@misc{a, title={A}, % a comment, with } in it\n % year = 3,\n url={b}\n}", "1-4 a: A")
    check("@misc{a\n, title = {A}\n, year = 2015\n}\n", "1-4 a: A")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("DBLP:conf/nips/Doe15", "DBLP:conf/nips/Doe15"),
        ("10.1016/0921-4534(89)90484-X", "10.1016/0921-4534(89)90484-X"),
        ("Müller_2015+x", "Müller_2015+x"),
        ("鈴木2020", "鈴木2020"),
        ("2004A&A...424..927C", "2004A&A...424..927C"),
        ("smith_????", "smith_????"),
        ("a=b#c'd", "a=b#c'd"),
        (" padded ", "padded"),
        ("with some blanks", "with some blanks"),
        ("", None),
    ],
)
def test_keys(written: str, key: str | None) -> None:
    [found] = entries(f"@misc{{{written}, title = {{A}}}}")
    assert (found.key, found.title) == (key, "A")
    [found] = entries(f"@misc({written},\n title = {{A}}\n)")
    assert (found.key, found.title, found.end_line) == (key, "A", 3)


def test_no_key_at_all() -> None:
    check("@article{\n  author = {A},\n  title = {B},\n}", "1-4 None: B")
    check("@article{title={B}, author={A}}", "1-1 None: B")


def test_two_entries_with_one_key() -> None:
    check("@misc{a, title={A}}\n@misc{a, title={B}}", "1-1 a: A", "2-2 a: B")


def test_what_stands_between_entries() -> None:
    check(
        "Dear all, see @article{foo} and a@b.org\n\n@comment{@misc{no, title = {No}}}\n"
        "@comment{\n@misc{no, title = {No}},\n}\n@Comment{jabref-meta: groupsversion:3;}\n"
        '@preamble{"\\def\\x#1{#1}" # {b}}\n@comment jabref\n% @misc{no, title = {No}}\n'
        "\\@misc{no, title = {No}}\n%@misc{no,\n% title = {No}\n%}\n%% @\n"
        "  @misc{a, title = {A}} @misc{b, title = {B}}, ok\n"
        "@ misc {c, title = {C}}",
        "16-16 a: A",
        "16-16 b: B",
        "17-17 c: C",
    )


def test_one_line() -> None:
    text = "".join(f"@misc{{k{n}, title = {{T {n}}}, year = {2000 + n % 20}}}" for n in range(9000))
    assert len(text) > CHUNK
    found = entries(text)
    assert [(e.key, e.title) for e in found] == [(f"k{n}", f"T {n}") for n in range(9000)]
    assert {(e.line, e.end_line) for e in found} == {(1, 1)}


def test_pieces_of_the_text_do_not_show() -> None:
    texts = [
        f"@misc{{k{n},\n  title = {{T {n}}},\n  note = {{{'x ' * (n * 37 % 501)}}}\n}}\n\n"
        for n in range(1500)
    ]
    found = read("".join(texts))
    assert [item.title for item in found if isinstance(item, Entry)] == [
        f"T {n}" for n in range(1500)
    ]
    assert [item.line for item in found] == [5 * n + 1 for n in range(1500)]


def test_an_entry_longer_than_a_piece() -> None:
    long = f"@misc{{a,\n note = {{{'{x} ' * CHUNK}}},\n title = {{A}}}}\n"
    check(long + "@misc{b, title={B}}" + long, "1-3 a: A", "4-4 b: B", "4-6 a: A")


def test_an_entry_longer_than_any() -> None:
    text = "@misc{b, title={B}}\n@misc{a,\n title = {" + "x y " * (LONGEST // 2) + "\n}\n"
    check(
        text + "@misc{c, title={C}}\n",
        "1-1 b: B",
        f"2: the entry is longer than {LONGEST:,} characters, and left out",
        "5-5 c: C",
    )


# -- What fields mean -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ("title = {A}, subtitle = {B}", "A: B"),
        ("title = {Why?}, subtitle = {B}", "Why? B"),
        ("title = {A},", "A"),
        ("title = {A\n   wrapped\n title}", "A wrapped title"),
        ("title = {{All} in \\emph{braces}}", "All in braces"),
        (r"title = {A {\&}amp; B in <i>vitro</i>, p $<$ 0.05}", "A & B in vitro, p < 0.05"),
        ('title = {<span class="nocase">R</span> and H<sub>2</sub>O}', "R and H2O"),
        ("title = {a\u202eb\u200b}", "ab"),
        ("booktitle = {Of a Whole}", "Of a Whole"),
    ],
)
def test_titles(fields: str, title: str) -> None:
    [found] = entries(f"@book{{a, {fields}}}")
    assert found.title == title


def test_what_has_no_title() -> None:
    check(
        "@article{a, author = {A}, booktitle = {Of a Whole}}\n@misc{b}\n@misc{c, title = {{}}}\n"
        "@xdata{d, date = {2015}}\n@set{e, entryset = {a, b}}\n@Control{REVTEX42Control}\n"
        "@misc{f,\n}\n",
        f"1: {NO_TITLE}",
        f"2: {NO_TITLE}",
        f"3: {NO_TITLE}",
        f"7: {NO_TITLE}",
    )


@pytest.mark.parametrize(
    ("fields", "venue"),
    [
        ("journal = {J}", "J"),
        ("journaltitle = {J}, booktitle = {B}", "J"),
        ("booktitle = {Proc. of {X}}", "Proc. of X"),
        ("journal = {Adv. Math.}, fjournal = {Advances in Mathematics}", "Advances in Mathematics"),
        (r"journal = {\apj}", "The Astrophysical Journal"),
        (r"journal = {\foo}", r"\foo"),
        ("journal = IEEE_J_PROC", "IEEE_J_PROC"),
        ("publisher = {P}", None),
    ],
)
def test_venues(fields: str, venue: str | None) -> None:
    assert entry(fields).venue == venue


def test_types() -> None:
    assert entry("year = 2015", "InProceedings").type == "inproceedings"
    assert entry("year = 2015", "web_page").type == "web_page"


def test_abstracts() -> None:
    assert entry("abstract = {}").abstract is None
    assert entry("abstract = {{\n One\n two.\n\n\n Three.}}").abstract == "One two.\nThree."
    assert entry("abstract = {<p>One.</p><p>Two &amp; 3.</p>}").abstract == "One.\nTwo & 3."
    assert entry(r"abstract = {$\alpha$ is 5\% -- or so}").abstract == "α is 5% – or so"
    assert entry("abstractNote = {A}").abstract == "A"


def test_editors_stand_for_authors() -> None:
    assert entry("author = {}, editor = {A B and C D}").authors == ("A B", "C D")
    assert entry("author = {E}, editor = {A B and C D}").authors == ("E",)
