"""Cards: what they tell, and that text from dumps stays text."""

import re
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from litnotes_index.byline import short_byline
from litnotes_index.model import Paper, Source
from litnotes_server.features.card import card
from support.hostile import HOSTILE, MARKUP

SOURCE = (Source("/dumps/page.txt", 7, 9, "page"),)
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def made(title: str = "A Title", key: str = "key", **fields: Any) -> Paper:
    return Paper(key, (key,), title, (title,), SOURCE, **fields)


def filled(text: str) -> Paper:
    return made(
        text,
        text,
        abstract=f"{text} We propose it. {text}",
        authors=(text, text),
        date="2017-06-12",
        venue=text,
        ids={"doi": text, "other": text},
        urls=(text,),
    )


def kinds(markdown: str) -> set[str]:
    """The kinds of all tokens of a text, without those of a plain card."""
    found: set[str] = set()
    for block in MARKDOWN.parse(markdown):
        found.add(block.type)
        found |= {token.type for token in block.children or ()}
    return (
        found
        - {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
        - {
            "strong_open",
            "strong_close",
            "code_inline",
        }
    )


def shown(markdown: str) -> str:
    """What a reader sees of a text."""
    words: list[str] = []
    for block in MARKDOWN.parse(markdown):
        words += [token.content for token in block.children or ()]
    return "".join(words)


@pytest.mark.parametrize("text", HOSTILE)
def test_dump_text_is_never_markup(text: str) -> None:
    assert kinds(card(filled(text), markdown=True)) <= {"link_open", "link_close"}
    for url in re.findall(
        r'href="([^"]*)"', cast("str", MARKDOWN.render(card(filled(text), markdown=True)))
    ):
        assert url.startswith(("https://doi.org/", "https://evil.example"))
    assert kinds(card(made(text, abstract=text, authors=(text,)), markdown=True)) == set()


@pytest.mark.parametrize("text", MARKUP)
def test_dump_text_is_shown_as_it_is(text: str) -> None:
    words = " ".join(text.split())
    assert shown(card(made(text), markdown=True)).startswith(words)
    assert card(made(text), markdown=False).startswith(words)


@given(st.text(max_size=60))
def test_any_text_is_never_markup(text: str) -> None:
    rendered = card(made(text, abstract=text, authors=(text,), venue=text), markdown=True)
    assert kinds(rendered) == set()


HIDDEN = "\u202e\u2066\u200f\u061c\ufeff\x1b\x07\x00\x7f\x9b"


@pytest.mark.parametrize("markdown", [True, False])
def test_nothing_reorders_or_controls_what_is_shown(markdown: bool) -> None:
    paper = filled(f"https://e.org/a{HIDDEN}b")
    assert set(card(paper, markdown=markdown)) & set(HIDDEN) == set()
    assert set(short_byline(paper)) & set(HIDDEN) == set()


def test_every_fact() -> None:
    paper = made(
        "A Title",
        authors=("Ann Bee", "Cy Dee"),
        date="2017-06-12",
        venue="Workshop on Tests",
        votes=1,
        abstract="We propose a test.",
        ids={"doi": "10.1234/x", "arxiv": "2401.00001", "pmid": "12"},
        urls=("https://e.org/x", "ftp://e.org"),
    )
    assert card(paper, markdown=False) == (
        "A Title\n\n"
        "Ann Bee, Cy Dee · 2017-06-12 · Workshop on Tests · 1 vote\n\n"
        "We propose a test.\n\n"
        "doi:10.1234/x · arxiv:2401.00001 · pmid:12 · https://e.org/x\n\n"
        "key · in page.txt:7"
    )
    links = re.findall(r'href="([^"]*)"', cast("str", MARKDOWN.render(card(paper, markdown=True))))
    assert links == [
        "https://doi.org/10.1234/x",
        "https://arxiv.org/abs/2401.00001",
        "https://pubmed.ncbi.nlm.nih.gov/12",
        "https://e.org/x",
    ]


def test_what_is_unknown_is_left_out() -> None:
    assert card(made(), markdown=False) == "A Title\n\nkey · in page.txt:7"
    assert card(made(), markdown=True) == "**A Title**\n\n`key` · in page.txt:7"


@pytest.mark.parametrize(
    ("fields", "byline"),
    [
        ({}, ""),
        ({"authors": ("Ann Bee",), "date": "2017"}, "Ann Bee · 2017"),
        ({"authors": ("Ann Bee", "Cy Dee")}, "Ann Bee et al."),
        ({"authors": ("Ann Bee",), "author_count": 9}, "Ann Bee et al."),
        ({"author_count": 1}, "1 author"),
        ({"author_count": 8, "date": "--06-12"}, "8 authors · 06-12 (year unknown)"),
    ],
)
def test_short_byline(fields: dict[str, Any], byline: str) -> None:
    assert short_byline(made(**fields)) == byline


def test_many_authors_are_counted() -> None:
    names = tuple(f"Author {letter}" for letter in "ABCDEFGH")
    line = card(made(authors=names), markdown=False).split("\n\n")[1]
    assert line == "Author A, Author B, Author C, Author D, Author E, Author F and 2 more"
    cut = card(made(authors=names[:2], author_count=2932), markdown=False).split("\n\n")[1]
    assert cut == "Author A, Author B and 2930 more"


@given(st.text(alphabet="-+#>1.) _ab*=", max_size=80))
def test_broken_lines_are_never_markup(text: str) -> None:
    broken = card(made(text, abstract=text, authors=(text,)), markdown=True, width=8)
    assert kinds(broken) - {"softbreak"} == set()


def test_lines_are_broken_for_who_cannot() -> None:
    paper = made("A Title of Several Words", abstract="We propose lines that are broken at words.")
    assert card(paper, markdown=True, width=20) == (
        "**A Title of Several\nWords**\n\nWe propose lines\nthat are broken at\nwords.\n\n"
        "`key` ·\nin page.txt:7"
    )
