"""Which lines of a Markdown file are papers of a list, and which files are such lists."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from litnotes_index.model import Entry
from litnotes_index.readers import markdown_list
from litnotes_index.readers.markdown_list.links import links, shown
from support.reader_properties import (
    files_of_pieces,
    true_lines,
    ways_of_writing,
    without_each_line,
)
from support.reading import Reading, read_data, sniff_data

NO_TITLE = "the link to a paper has no title"
ARXIV = "https://arxiv.org/abs/1706.03762"


def reading(data: str | bytes) -> Reading:
    return read_data(data, "markdown-list")


def entry(line: str) -> Entry:
    [found] = reading(line).entries
    return found


def test_the_forms_of_lists() -> None:
    got = reading(
        "# Papers to read\n"
        "\n"
        f"- [Attention Is All You Need]({ARXIV})\n"
        "* **[BERT: Pre-training](https://www.aclweb.org/anthology/N19-1423/)** Devlin. NAACL 2019."
        " [[pdf](https://arxiv.org/pdf/1810.04805v2.pdf)] [[code](https://github.com/a/b)]\n"
        "### [Adam: A Method](https://doi.org/10.48550/arXiv.1412.6980)\n"
        "  1. [x] [GPT](https://openreview.net/forum?id=abc_-1) (2018)\n"
        "> + [Ioffe's *Batch* Norm](http://proceedings.mlr.press/v37/ioffe15.html)\n"
        "12) [Some Paper Elsewhere](https://example.org/~who/paper.pdf), 1998\n"
        "\n"
        f"Prose that names [a paper in it]({ARXIV}).\n"
        "- [A repository](https://github.com/a/b)\n"
        "- [A section](#papers)\n"
    )
    assert got.problems == ()
    assert got.entries == (
        Entry("Attention Is All You Need", 3, 3, ids={"arxiv": "1706.03762"}, urls=(ARXIV,)),
        Entry(
            "BERT: Pre-training",
            4,
            4,
            date="2019",
            ids={"acl": "N19-1423", "arxiv": "1810.04805"},
            urls=(
                "https://www.aclweb.org/anthology/N19-1423/",
                "https://arxiv.org/pdf/1810.04805v2.pdf",
            ),
        ),
        Entry(
            "Adam: A Method",
            5,
            5,
            ids={"arxiv": "1412.6980"},
            urls=("https://doi.org/10.48550/arXiv.1412.6980",),
        ),
        Entry(
            "GPT",
            6,
            6,
            date="2018",
            ids={"openreview": "abc_-1"},
            urls=("https://openreview.net/forum?id=abc_-1",),
        ),
        Entry(
            "Ioffe's Batch Norm",
            7,
            7,
            ids={"pmlr": "v37/ioffe15"},
            urls=("http://proceedings.mlr.press/v37/ioffe15.html",),
        ),
        Entry(
            "Some Paper Elsewhere",
            8,
            8,
            date="1998",
            urls=("https://example.org/~who/paper.pdf",),
        ),
    )


def test_tables() -> None:
    got = reading(
        "| Title | Venue | Link |\n"
        "|---|:-:|---|\n"
        "| One \\| Paper | ICML 2019 | [paper](https://proceedings.mlr.press/v97/a19.html) |\n"
        f"| [Two Papers]({ARXIV}) | 2001 | |\n"
        f'| <a href="{ARXIV}">Three Papers</a> | 2002 | [pdf]({ARXIV}) |\n'
        f"| | 2003 | [pdf]({ARXIV}) |\n"
        "\n"
        "| Year | Link |\n"
        "|---|---|\n"
        f"| 2003 | [pdf]({ARXIV}) |\n"
    )
    assert [(e.line, e.title, e.date) for e in got.entries] == [
        (3, "One | Paper", "2019"),
        (4, "Two Papers", "2001"),
        (5, "Three Papers", "2002"),
    ]
    assert [(p.line, p.message) for p in got.problems] == [(6, NO_TITLE), (10, NO_TITLE)]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (f"- [A \\_b\\_ *c* **d** `e` ~~f~~ &amp; <i>g</i>]({ARXIV})", "A _b_ c d e f & g"),
        (f"- [A* in $O(n*m)$ and $x_1$ of $y_2$]({ARXIV})", "A* in $O(n*m)$ and $x_1$ of $y_2$"),
        (f"- [[1706.03762] Attention Is All]({ARXIV})", "Attention Is All"),
        (f"- [Brackets [in] titles \\[too\\]]({ARXIV})", "Brackets [in] titles [too]"),
        (f"- [[ICML 2020] A Study of It]({ARXIV})", "A Study of It"),
        (f"- [[NeurIPS'20 Oral] A Study of It]({ARXIV})", "A Study of It"),
        (f"### [AAAI 2020] A Study of It [[pdf]({ARXIV})]", "A Study of It"),
        (f"- [“A Study of It.”]({ARXIV})", "A Study of It"),
        (f'- [“Not” and "Only" a Study]({ARXIV})', '“Not” and "Only" a Study'),
        (f"- [Open [2020] Study]({ARXIV}) <!-- [Hidden Study]({ARXIV}v2) -->", "Open [2020] Study"),
        (f'- [A Study](<{ARXIV}> "with a title")', "A Study"),
        (f"- [![badge](https://img.shields.io/x)]({ARXIV}) [A Study]({ARXIV}v2)", "A Study"),
        (f"- **A Paper on Things** (2015), G. Doe et al. [[pdf]]({ARXIV})", "A Paper on Things"),
        (f"- A Paper on Things (2015), G. Doe et al. [[pdf]]({ARXIV})", "A Paper on Things"),
        (f"- A Paper, Some Things (2015), G. Doe [[pdf]]({ARXIV})", ""),
        (f"- A paper, and some things in it (2015), G. Doe [[pdf]]({ARXIV})",
         "A paper, and some things in it"),
        (f"- A Paper on Things. G. Doe. *CVPR*. [[paper]]({ARXIV}) [[x]](y)", "A Paper on Things"),
        (f"- A Paper on Things [[arXiv:1706.03762]]({ARXIV})", "A Paper on Things"),
        (f'**[1]** Doe, J. "**A Paper on It**." J. **1** [[html]]({ARXIV})', "A Paper on It"),
        (f"- “A Paper on Things,” Jane Doe, {ARXIV}.", "A Paper on Things"),
        (f"- **[Thing]** A paper on it | **[CVPR' 14]** |[`[pdf]`]({ARXIV})", "A paper on it"),
        (f"- GANs (2014) [ICML 2014]({ARXIV}) [A Paper on Things]({ARXIV})", "A Paper on Things"),
        (f"## A Paper on Things [[paper]({ARXIV})]", "A Paper on Things"),
        (f"- :star: [GPT]({ARXIV})", ""),
        (f"- [GPT]({ARXIV})", "GPT"),
        (f"- We build on [GPT]({ARXIV})", ""),
        (f"- We build on [Doe et al.]({ARXIV})", ""),
        (f"- We build on [Doe and Roe]({ARXIV})", ""),
        (f"- We build on [this]({ARXIV})", ""),
        (f"- [pdf]({ARXIV})", ""),
        (f"- [{ARXIV}]({ARXIV})", ""),
        (f"- {ARXIV}", ""),
        (f"- A Title, Jane Doe, NeurIPS [[pdf]]({ARXIV})", ""),
        (f"- J. Doe. A Paper on Things [[pdf]]({ARXIV})", ""),
    ],
)  # fmt: skip
def test_titles(line: str, title: str) -> None:
    got = reading(line)
    assert [one.title for one in got.entries] == ([title] if title else [])
    assert [problem.message for problem in got.problems] == ([] if title else [NO_TITLE])


@pytest.mark.parametrize("join", [" and ", ", ", " & ", "; ", ", and ", " "])
def test_two_papers_on_a_line(join: str) -> None:
    other = "https://arxiv.org/abs/1810.04805"
    got = reading(f"- [One Study]({ARXIV}){join}[Another Study]({other}) (2018) [[pdf]({other}v2)]")
    assert [(one.title, one.urls) for one in got.entries] == [
        ("One Study", (ARXIV,)),
        ("Another Study", (other, f"{other}v2")),
    ]
    got = reading(f"- [One Study]({ARXIV}) is unlike [Another Study]({other})")
    assert [one.title for one in got.entries] == ["One Study"]


def test_what_is_not_shown_has_no_papers() -> None:
    item = f"- [Hidden Study]({ARXIV})\n"
    shown_item = f"- [Shown Study]({ARXIV})\n"
    got = reading(
        f"```md\n{item}~~~\n{item}```\n{shown_item}  ~~~~\n{item}~~~\n{item}  ~~~~\n"
        f"<!--\n{item}--> \n<!-- a --> <!-- {item}{item}-->{shown_item}"
        f"- `<!--` [A Study of Marks]({ARXIV})\n- ```x``` [Shown Study]({ARXIV})\n"
    )
    assert [one.line for one in got.entries] == [6, 17, 18, 19]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("", None),
        ("2020", "2020"),
        ("NeurIPS 2020.", "2020"),
        ("ICLR2020", "2020"),
        ("(2020-05)", "2020-05"),
        ("2020.05.14, arXiv", "2020-05-14"),
        ("2020/05/14 2020", "2020-05-14"),
        ("2020, revised 2021", None),
        ("pp. 2010–2020", None),
        ("arXiv:2005.14165", None),
        ("[2020](https://example.org/2019)", "2020"),
        (f"[pdf 2020](https://arxiv.org/abs/2101.00001) {ARXIV}", "2020"),
        ("20200 and 1.2020 and 12020", None),
        ("1850", None),
    ],
)
def test_years(rest: str, expected: str | None) -> None:
    assert entry(f"- [A Study of 1999]({ARXIV}) {rest}").date == expected
    if "[" not in rest:
        assert entry(f"- {rest} [A Study of 1999]({ARXIV})").date == expected


@ways_of_writing(f"# É\n\n- [Étude A]({ARXIV})\n\n- [Étude B]({ARXIV})")
def test_ends_of_lines_and_encodings(data: bytes) -> None:
    got = reading(data)
    assert [(one.line, one.title) for one in got.entries] == [(3, "Étude A"), (5, "Étude B")]


def test_nothing() -> None:
    assert reading("").entries == ()


def test_a_deleted_line_harms_only_itself() -> None:
    lines = [f"- [Paper Number {n}]({ARXIV})" if n % 3 else "## Part" for n in range(20)]
    lines[9:9] = [
        "| Title | Link |",
        "|--|--|",
        f"| Row One | [pdf]({ARXIV}) |",
        f"| [Row Two]({ARXIV}) |",
    ]
    whole = [one.title for one in reading("\n".join(lines)).entries]
    assert len(whole) == 15
    for _, text in without_each_line("\n".join(lines)):
        got = [one.title for one in reading(text).entries]
        gone = [title for title in whole if title not in got]
        assert len(gone) <= 1
        assert [title for title in whole if title not in gone] == got


def test_links() -> None:
    def found(line: str) -> list[tuple[str, str]]:
        return [(link.text, link.url) for link in links(line)]

    assert found("[a](b) ![i](j) [c [d] e](<f g> 't') https://x.org/(y)z, <a href='u'>v</a>") == [
        ("a", "b"),
        ("c [d] e", "f g"),
        ("", "https://x.org/(y)z"),
        ("v", "u"),
    ]
    assert found("\\[a](b) `[a](b)` [a] (b) [a][b] [](c)") == [("", "c")]
    assert found("[a](https://doi.org/10.1016/0004-3702(80)90010-3)")[0][1].endswith("(80)90010-3")


def test_shown() -> None:
    assert shown("plain text") == "plain text"
    assert shown("![image](x) and [a link](y)") == "and a link"
    assert shown("$a_b$ _c_ $d_e$ \ue0007\ue001") == "$a_b$ c $d_e$"
    assert shown("<b>a</b>&eacute;") == "aé"


@pytest.mark.parametrize(
    "piece",
    ["[", "]", "[[a]", "[](a ", "[a](", "(a)", "![a](", "<a href=", "*a **b ", "__a", "`a", '"a ',
     "$a ", "\\[", "|", f"[a]({ARXIV})", f"{ARXIV} ", "(2020) ", "**[", "a, ", "> ", "&amp;"],
)  # fmt: skip
def test_hostile_lines_take_no_long_time(piece: str) -> None:
    line = piece * (40_000 // len(piece))
    reading(f"- {line}\n- {line}[pdf]({ARXIV})\n- [{line}]({ARXIV})\n")
    reading(f"| {line}\n|-\n| a [x y]({ARXIV}) {line}")


LIST = "".join(f"- [Paper Number {n}](https://arxiv.org/abs/1706.0376{n})\n" for n in range(6))
NOTE = "# Reading\n\n" + "A line of prose that tells what I have read of it.\n" * 20
NEGATIVES = {
    "empty": "",
    "prose": NOTE,
    "a few links": NOTE + LIST,
    "links in prose": f"I read [Attention Is All You Need]({ARXIV}).\n" * 9,
    "links elsewhere": "- [A Project](https://github.com/a/b)\n- [A Site](https://example.org)\n"
    * 9,
    "a few papers": f"- [A Study]({ARXIV})\n" * 2,
    "contents": "- [Part One](#one)\n- [Part Two](#two)\n" * 9,
    "code": "x = '- [a](https://arxiv.org/abs/1706.03762)'\n" * 9,
    "bare": f"- {ARXIV}\n" * 9,
}


@pytest.mark.parametrize("name", NEGATIVES)
def test_not_a_list(name: str) -> None:
    assert sniff_data(NEGATIVES[name], "notes.txt") is None


def test_lists() -> None:
    for name, text in {
        "list.txt": LIST,
        "list": "# Papers\n\n" + LIST,
        "list.md": NOTE[:100] + LIST,
        "two.md": "# Two\n\n" + f"- [A Study]({ARXIV})\n" * 2,
        "table.txt": "|Title|\n|--|\n" + f"| [A Study]({ARXIV}) |\n" * 6,
        "headings.markdown": f"### [A Study]({ARXIV})\n\nWhat it says.\n\n" * 3,
        "long.txt": LIST * 2000,
    }.items():
        assert sniff_data(text, name) == "markdown-list", name


_PIECES = (
    "- ", "* ", "1. ", "# ", "| ", "|--|", "[", "]", "(", ")", f"]({ARXIV})", ARXIV, "A Title",
     "**", "`", "$", "!", "<a href='", "'>", "</a>", "\n", "\r", "2020", '"', "\\", "[pdf]", "<",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(files_of_pieces(*_PIECES))
def test_never_raises_and_tells_true_lines(data: bytes) -> None:
    got = reading(data)
    lines = true_lines(got, data)
    for one in got.entries:
        assert one.line == one.end_line
        assert "://" in lines[one.line - 1]
        assert one.title.strip()
        assert one.urls
    markdown_list.sniff(Path("x.md"), data.decode())
