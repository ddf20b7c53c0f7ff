"""Which citations lead to a page or a file: the spans `<a|…>`, `<b|…>`, …, and where to."""

from pathlib import Path

import pytest

from litnotes_index.markdown import parse
from litnotes_index.opening import Target
from litnotes_index.view import View
from litnotes_server.features.document_link import document_link, followed
from support.marked import marked
from support.papers import library, paper

BASKET = "https://doi.org/10.1234/basket.7"
ADAM = "https://arxiv.org/abs/1412.6980"


def check(view: View, source: str, *targets: str) -> None:
    text = marked(source)
    found = document_link(view, parse(text.text))
    assert [(link.start, link.end) for link in found] == sorted(text.spans.values())
    assert [link.target and link.target.address for link in found] == list(targets)


@pytest.mark.parametrize(
    ("source", "targets"),
    [
        ("🙂 <a|[[Adam]]> and <b|[[weaver1999|it]]>", (ADAM, BASKET)),
        ("[see <a|@weaver1999>, p. 3; <b|-@doi:10.1234/basket.7>]", (BASKET, BASKET)),
        ("<a|@{weaver1999}>", (BASKET,)),
        ("---\ncitekey: <a|weaver1999>\narxiv: <b|1412.6980>\n---\n", (BASKET, ADAM)),
        ("# On <a|[[Adam]]>", (ADAM,)),
        ("<a|arXiv:1412.6980>, <b|10.1234/basket.7>", (ADAM, BASKET)),
    ],
)
def test_what_is_written_as_a_citation_leads_to_the_paper(
    view: View, source: str, targets: tuple[str, ...]
) -> None:
    check(view, source, *targets)


@pytest.mark.parametrize(
    "source",
    [
        "Learning to Weave Baskets",
        "# Learning to Weave Baskets",
        "[Learning to Weave Baskets](https://example.org)",
        f"{ADAM}, <{ADAM}> and www.arxiv.org/abs/1412.6980 are links already",
        "[[Dropout]] and [@dropout] have no page",
        "[@smith2020] is ambiguous",
        "[@unknown2020], [[Some note]], `[[Adam]]`",
        "",
    ],
)
def test_none(view: View, source: str) -> None:
    check(view, source)


def test_the_tooltip_is_the_title(view: View) -> None:
    (link,) = document_link(view, parse("[@weaver1999]"))
    assert link.tooltip == "Learning to Weave Baskets"


def test_only_pages_on_the_web_are_led_to(tmp_path: Path) -> None:
    view = library(
        tmp_path,
        paper("One Command by Link", urls=("javascript:alert(1)", "command:evil", "file:///etc")),
        paper("Two Pages by Link", urls=("ftp://x.org", "https://example.org/a b?q=(1)")),
    )
    check(view, "[[One Command by Link]]")
    check(view, "<a|[[Two Pages by Link]]>", "https://example.org/a%20b?q=%281%29")


def test_a_file_is_looked_up_only_when_a_link_to_it_is_followed(tmp_path: Path) -> None:
    view = library(
        tmp_path / "index",
        paper("A Page and a File", ids={"doi": "10.1234/x"}, files=("/nowhere.pdf", "both.pdf")),
        paper("Nothing but a File", files=("only.pdf", "run.sh")),
        paper("Nothing but a Share", files=("//host/share/x.pdf",)),
    )
    note = parse("[[A Page and a File]] [[Nothing but a File]] [[Nothing but a Share]]")
    page = Target("page", "https://doi.org/10.1234/x")
    assert [link.target for link in document_link(view, note)] == [page, None]
    assert [link.target for link in document_link(view, note, to_files=True)] == [None, None]
    both, only = (link.paper for link in document_link(view, note))
    assert [followed(both), followed(both, to_files=True), followed(only)] == [page, page, None]


def test_what_a_link_leads_to(tmp_path: Path) -> None:
    for name in ("both.pdf", "only.pdf"):
        (tmp_path / name).write_text("x")
    dump = str(tmp_path / "lab.bib")
    entries = (
        paper("A Page and a File", ids={"doi": "10.1234/x"}, files=("/nowhere.pdf", "both.pdf")),
        paper("Nothing but a File", files=("only.pdf",)),
    )
    view = library(tmp_path / "index", dumps={dump: entries})
    note = parse("[[A Page and a File]] [[Nothing but a File]]")
    both, only = (link.paper for link in document_link(view, note))
    assert followed(both) == Target("page", "https://doi.org/10.1234/x")
    assert followed(both, to_files=True) == Target("pdf", str(tmp_path / "both.pdf"))
    assert followed(only) == Target("pdf", str(tmp_path / "only.pdf"))
