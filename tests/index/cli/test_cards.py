"""Cards and lists as people read them: on terminals of several widths, and in a pipe."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.text import Text

from litnotes_index.backlinks import NoteCitation
from litnotes_index.cli import cards
from litnotes_index.cli.layout import Layout
from litnotes_index.library import Status
from litnotes_index.match import Match
from litnotes_index.model import Paper, Problem, Source
from litnotes_index.note_search import NoteHit
from litnotes_index.text.clean import one_line, without_surrogates
from support.hostile import HOSTILE, check_seen
from support.terminal import HERE, WIDTHS, Seen, seen, shown

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the paths are of other systems")

SUMMARY = (
    "Much has been written about how such things might be done with more care than before. "
    "We study one small case of it and find that care is cheap."
)
ABSTRACT = (
    f"{SUMMARY} Others may do better. There is one more sentence here, and it is about willows."
)
BYLINE = (
    "Ada Weaver, Ben Willow, Cleo Reed, Dan Basket, Eve Cane and 2 more · 1999-05-01 · "
    "Journal of Baskets"
)
SOURCES = (
    Source(f"{HERE}/papers/lab.bib", 12, 20, "bibtex"),
    Source("/home/me/Downloads/all of it.json", 7, 9, "csl-json"),
    Source("/srv/papers.zip/deep/a.ris", 1, 5, "ris"),
)
CJK = "注意力就是你所需要的全部：关于编织篮子的一项长期研究以及更多的内容和更多的问题与方法"
EMOJI = "Weaving 👩‍👩‍👧‍👦 Baskets 🧺 with Willows 🌿 and Cafe\u0301s 🇩🇪 at Night"


def made(title: str = "Learning to Weave Baskets", key: str = "weaver1999", **more: Any) -> Paper:
    return Paper(key, (key,), title, (title,), SOURCES, **more)


PAPER = made(
    "Learning to Weave Baskets: on the Care that Is Needed by Day and by Night",
    abstract=ABSTRACT,
    authors=("Ada Weaver", "Ben Willow", "Cleo Reed", "Dan Basket", "Eve Cane"),
    author_count=7,
    date="1999-05-01",
    venue="Journal of Baskets",
    ids={"arxiv": "1706.03762", "doi": "10.1234/basket.7", "openalex": "W2741809807"},
    urls=("https://baskets.example/büche?a=1#b", "command:evil"),
)


def place(path: str, line: int, character: int, text: str, *papers: Paper) -> NoteCitation:
    end = character + len(text)
    return NoteCitation(path, line, character, line, end, "wikilink", text, papers)


CITED = [place(f"{HERE}/a.md", 3, 4, "[[weaver1999]]", PAPER), place("/b.md", 0, 0, "x", PAPER)]


def card(width: int | None, paper: Paper = PAPER, cited: list[NoteCitation] = CITED) -> str:
    return shown(lambda layout: [cards.card(layout, paper, cited)], width)


def hits(width: int | None, *wanted: str, paper: Paper = PAPER) -> str:
    return shown(lambda layout: [cards.hit(layout, paper, wanted)] * 2, width)


def check_laid_out(out: str, width: int) -> Seen:
    """Check that no line is longer than a terminal is wide, nor has anything at its end."""
    found = seen(out)
    for line in found.lines:
        check_seen(line)
        assert cell_len(line) <= width, line
        assert line == line.rstrip()
    return found


def test_a_card_at_60_columns() -> None:
    assert check_laid_out(card(60), 60).lines == [
        "Learning to Weave Baskets: on the Care that Is Needed by Day",
        "and by Night",
        "Ada Weaver, Ben Willow, Cleo Reed, Dan Basket, Eve Cane and",
        "2 more · 1999-05-01 · Journal of Baskets",
        "",
        "Much has been written about how such things might be done",
        "with more care than before. We study one small case of it",
        "and find that care is cheap.",
        "",
        "Abstract",
        "  Much has been written about how such things might be done",
        "  with more care than before. We study one small case of it",
        "  and find that care is cheap. Others may do better. There",
        "  is one more sentence here, and it is about willows.",
        "",
        "key      weaver1999",
        "arxiv    1706.03762",
        "doi      10.1234/basket.7",
        "openalex W2741809807",
        "url      https://baskets.example/büche?a=1#b",
        "         command:evil",
        "in       papers/lab.bib:12",
        "         ~/Downloads/all of it.json:7",
        "         /srv/papers.zip/deep/a.ris:1",
        "cited    a.md:4:5",
        "         /b.md:1:1",
    ]


def test_what_is_in_a_card_leads_where_it_stands() -> None:
    assert seen(card(200)).links == {
        (PAPER.title, "https://arxiv.org/abs/1706.03762"),
        ("1706.03762", "https://arxiv.org/abs/1706.03762"),
        ("10.1234/basket.7", "https://doi.org/10.1234/basket.7"),
        (
            "https://baskets.example/büche?a=1#b",
            "https://baskets.example/b%C3%BCche?a=1#b",
        ),
        ("papers/lab.bib:12", "file://desk/home/me/notes/papers/lab.bib"),
        ("~/Downloads/all of it.json:7", "file://desk/home/me/Downloads/all%20of%20it.json"),
        ("/srv/papers.zip/deep/a.ris:1", "file://desk/srv/papers.zip"),
        ("a.md:4:5", "file://desk/home/me/notes/a.md"),
        ("/b.md:1:1", "file://desk/b.md"),
    }


def test_a_card_in_a_pipe_has_a_line_for_each_fact() -> None:
    assert card(None).splitlines() == [
        PAPER.title,
        BYLINE,
        "",
        SUMMARY,
        "",
        "Abstract",
        f"  {ABSTRACT}",
        "",
        "key      weaver1999",
        "arxiv    1706.03762",
        "doi      10.1234/basket.7",
        "openalex W2741809807",
        "url      https://baskets.example/büche?a=1#b",
        "url      command:evil",
        "in       /home/me/notes/papers/lab.bib:12",
        "in       /home/me/Downloads/all of it.json:7",
        "in       /srv/papers.zip/deep/a.ris:1",
        "cited    /home/me/notes/a.md:4:5",
        "cited    /b.md:1:1",
    ]


def test_an_abstract_that_is_its_summary_is_told_once() -> None:
    for width in (None, 60):
        lines = seen(card(width, made(abstract="We propose it."), [])).lines
        assert lines[:4] == ["Learning to Weave Baskets", "", "We propose it.", ""]
        assert lines[4].startswith("key ")


def test_a_paper_of_which_nothing_is_known() -> None:
    for width in (None, 60):
        lines = seen(card(width, made("\u202e"), [])).lines
        assert lines[:3] == ["(no title)", "", "key    weaver1999"]


def test_a_paper_that_is_cited_often() -> None:
    often = [place(f"{HERE}/a.md", line, 0, "x", PAPER) for line in range(30)]
    assert len(seen(card(None, PAPER, often)).lines) == len(seen(card(None)).lines) + 28
    lines = seen(card(60, PAPER, often)).lines
    assert lines[-2:] == ["         a.md:10:1", "         and in 20 more places"]


def test_hits_at_60_columns() -> None:
    lines = [
        "Learning to Weave Baskets: on the Care that Is Needed by Day",
        "and by Night",
        "  weaver1999 · Ada Weaver, Ben Willow, Cleo Reed and 4 more",
        "  · 1999-05-01 · Journal of Baskets",
        "  papers/lab.bib:12 and 2 more",
    ]
    assert check_laid_out(hits(60), 60).lines == [*lines, "", *lines]


def test_a_title_without_end_is_cut_in_a_list() -> None:
    for title in ("a word " * 150, "x" * 1000, CJK * 25):
        lines = check_laid_out(hits(60, paper=made(title)), 60).lines
        assert len(lines) == 11
        assert lines[2].endswith("…")


def test_hits_in_a_pipe() -> None:
    assert hits(None, "weave").splitlines()[:3] == [
        PAPER.title,
        f"  weaver1999 · {BYLINE}",
        "  /home/me/notes/papers/lab.bib:12 and 2 more",
    ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (["weave", "care"], ["Weave", "Care"]),
        (["baskts"], ["Baskets", "Baskets"]),
        (["bask"], ["Baskets", "Baskets"]),
        (["bask", "the"], ["the"]),
        (["reed", "weaver1999"], ["weaver1999", "Reed"]),
        (["zzzz"], []),
        ([], []),
    ],
)
def test_the_words_that_were_looked_for_are_marked(wanted: list[str], found: list[str]) -> None:
    def marked(text: Text) -> list[str]:
        spans = [span for span in text.spans if "yellow" in str(span.style)]
        return [text.plain[span.start : span.end] for span in sorted(spans)]

    texts: list[Text] = []

    def say(layout: Layout) -> list[Text]:
        texts.append(cards.hit(layout, PAPER, wanted))
        return texts

    shown(say, 200)
    assert marked(texts[0]) == found


def test_notes_that_are_found() -> None:
    line = "- Of reeds, " + "and much else that is said of them, " * 9 + "and willows at last."
    found = NoteHit(f"{HERE}/w.md", "Weaving by hand", 4, 2, line)

    def say(layout: Layout) -> list[Text]:
        return [cards.note_hit(layout, found, ["willows"])] * 2

    assert shown(say, None).splitlines() == 2 * [
        "Weaving by hand",
        f"  /home/me/notes/w.md:5: {line}",
    ]
    assert check_laid_out(shown(say, 60), 60).lines == [
        "Weaving by hand",
        "  w.md:5",
        "  …of them, and much else that is said of them, and much",
        "  else that is said of them, and willows at last.",
        "",
        "Weaving by hand",
        "  w.md:5",
        "  …of them, and much else that is said of them, and much",
        "  else that is said of them, and willows at last.",
    ]


def test_backlinks_stand_below_their_note(tmp_path: Path) -> None:
    note = tmp_path / "a.md"
    long = "Before it many a word is said, and then [[weaver1999]], and after it as many, or more."
    note.write_text(f"\ufeff# A note\r\nSee [[weaver1999]].\n\n{long}\n", encoding="utf-8")
    places = [
        place(str(note), 1, 4, "[[weaver1999]]", PAPER),
        place(str(note), 3, long.index("[["), "[[weaver1999]]", PAPER),
        place(str(note), 9, 0, "[[gone]]", PAPER),
        place("/gone.md", 120, 3, "@weaver1999", PAPER),
    ]
    found = check_laid_out(shown(lambda layout: cards.backlinks(layout, places), 200), 200)
    assert found.lines == [
        str(note),
        "  2:5   See [[weaver1999]].",
        "  4:41  Before it many a word is said, and then [[weaver1999]], and after it as",
        "        many, or more.",
        "  10:1  [[gone]]",
        "",
        "/gone.md",
        "  121:4  @weaver1999",
    ]
    assert ("121:4", "file://desk/gone.md") in found.links
    assert shown(lambda layout: cards.backlinks(layout, places), None).splitlines() == [
        f"{note}:2:5: [[weaver1999]]",
        f"{note}:4:41: [[weaver1999]]",
        f"{note}:10:1: [[gone]]",
        "/gone.md:121:4: @weaver1999",
    ]


def test_what_notes_cite() -> None:
    places = [
        place(f"{HERE}/a.md", 0, 0, "x", PAPER, made("Another", "other")),
        place(f"{HERE}/a.md", 9, 9, "@nobody2001"),
        place(f"{HERE}/b.md", 0, 0, "x", made("Another", "other")),
    ]
    assert check_laid_out(shown(lambda on: cards.cited(on, places), 60), 60).lines == [
        "a.md",
        "  1:1    weaver1999  Learning to Weave Baskets: on the Care",
        "         that Is Needed by Day and by Night; other  Another",
        "  10:10  unknown key @nobody2001",
        "",
        "b.md",
        "  1:1  other  Another",
    ]
    assert shown(lambda on: cards.cited(on, places), None).splitlines() == [
        f"{HERE}/a.md:1:1: weaver1999  {PAPER.title}; other  Another",
        f"{HERE}/a.md:10:10: unknown key @nobody2001",
        f"{HERE}/b.md:1:1: other  Another",
    ]


def test_matches() -> None:
    matches = [
        Match("learning to weave", PAPER, 0.97, (PAPER,)),
        Match("nothing of the kind that is known to anybody here", None, 0.1, (PAPER,)),
        Match("", None, 0.0, ()),
    ]

    def say(layout: Layout) -> list[Text]:
        return [Text("\n").join(cards.matched(layout, found) for found in matches)]

    assert shown(say, None).splitlines() == [
        f"0.97  weaver1999  {PAPER.title}",
        f"0.10  none  {matches[1].query} (nearest: {PAPER.title})",
        "0.00  none",
    ]
    assert check_laid_out(shown(say, 60), 60).lines[:2] == [
        "0.97  weaver1999  Learning to Weave Baskets: on the Care",
        "      that Is Needed by Day and by Night",
    ]


def filled(text: str) -> Paper:
    return made(
        text,
        text,
        abstract=f"{text} We propose it. {text}",
        authors=(text, text),
        venue=text,
        ids={"doi": text, "other": text},
        urls=(text, f"https://evil.example/{text}"),
    )


def alone(make: Callable[[Layout], Text]) -> Callable[[Layout], list[Text]]:
    return lambda layout: [make(layout)]


TEXTS = [*(without_surrogates(text)[:600] for text in HOSTILE), CJK, EMOJI]


@pytest.mark.parametrize("width", WIDTHS)
def test_any_text_in_any_width(width: int) -> None:
    for text in TEXTS:
        paper, wanted = filled(text), text.split()[:3]
        cited = [
            place(f"/{text}.md".replace("\0", ""), 1, 2, text, PAPER),
            place("/a.md", 1, 2, text),
        ]
        note = NoteHit(f"/{text}.md", text, 1, len(text) // 2, text)
        whole = check_laid_out(card(width, paper, cited), width)
        assert "".join(one_line(text).split()) in "".join(whole.text.split())
        links = set(whole.links)
        match = Match(text, None, 0, (paper,))
        makers: list[Callable[[Layout], list[Text]]] = [
            partial(cards.backlinks, places=cited),
            partial(cards.cited, places=cited),
            alone(partial(cards.note_hit, found=note, wanted=wanted)),
            alone(partial(cards.matched, found=match)),
            alone(partial(cards.hit, paper=paper, wanted=wanted)),
        ]
        for make in makers:
            out = shown(make, width)
            links |= check_laid_out(out, width).links
        for _, address in links:
            assert address.startswith(("file://desk/", "https://doi.org/", "https://evil.example"))


def test_any_text_in_a_pipe() -> None:
    for text in TEXTS:
        cited = [
            place(f"/{text}.md".replace("\0", ""), 1, 2, text, PAPER),
            place("/a.md", 1, 2, text),
        ]
        out = card(None, filled(text), cited) + hits(None, "it", paper=filled(text))
        for line in out.removesuffix("\n").split("\n"):
            check_seen(line)
            assert line == line.rstrip()
        assert shown(partial(cards.backlinks, places=cited), None).count("\n") == 2


def test_prose_is_not_stretched_over_a_wide_terminal() -> None:
    lines = seen(card(200, made("A Word " * 40, abstract=ABSTRACT * 3))).lines
    assert 70 < max(map(len, lines)) <= 80


def test_the_status() -> None:
    status = Status(
        root=HERE,
        index_dir="/home/me/.cache/litnotes/notes-1",
        files=1,
        entries=3,
        papers=2,
        notes=1,
        sources=(),
        problems=(Problem(f"{HERE}/a.bib", 3, "no title"), Problem(f"{HERE}/b.bib", 0, "no file")),
        size=1_200_000,
    )
    made = check_laid_out(shown(lambda on: [cards.overview(on, status, [])], 60), 60).lines
    assert made[1:4] == [
        "root     ~/notes",
        f"index    ~/.cache/litnotes/notes-1 (1.2 MB, version {status.index_version})",
        "holds    3 entries, 2 papers, 1 dump, 1 note, 2 problems",
    ]
    assert made[4:] == ["problem  a.bib:3: no title", "         b.bib: no file"]
