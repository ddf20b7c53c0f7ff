"""What the reader of pages makes of text, whole and damaged."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import orjson
import pytest

from litnotes_index.model import Entry
from litnotes_index.readers import sniff
from support.reading import Reading, read, read_data

DUMPS = Path(__file__).parents[2] / "data" / "dumps"
BANNER = [
    "new",
    "Get trending papers in your email inbox!",
    "Subscribe",
    "Daily Papers",
    "byAK and the research community",
    "Nov 13",
]
LONG = (
    "We study how the parts of a page can be told apart when some of its lines are gone. The "
    "method looks at each line and at the one after it. Results on invented pages show that every "
    "paper but the one that was hit is read as before. We close with a list of hard cases. "
)
ONE = f"One: A Study of Pages\n\n{LONG}It is one.\n\n  • 3 authors\n·\nMay 6\n"
TWO = f"Two Lines of Attack\n\n{LONG}It is two.\n\n  • 1 authors\n·\nJan 31, 2024 1\n"
PAIR_ONE = f"One: A Study of Pages\n{LONG}It is one.\n"
PAIR_TWO = f"Two Lines of Attack\n{LONG}It is two.\n"
NO_ABSTRACT = "the paper has no abstract"
NO_TITLE = "the abstract has no title"


def reading(text: str | bytes) -> Reading:
    return read_data(text, "page")


def check(text: str | bytes, *expected: str, problems: tuple[str, ...] = ()) -> None:
    """Assert the records as `lines title | authors | date | votes`, and the problems."""
    got = reading(text)
    shown = [
        f"{e.line}-{e.end_line} {e.title} | {e.author_count} | {e.date} | {e.votes}"
        + ("" if e.abstract else " | no abstract")
        for e in got.entries
    ]
    assert shown == list(expected)
    assert [f"{p.line}: {p.message}" for p in got.problems] == list(problems)


def papers(text: str | bytes) -> list[Entry]:
    """Return the entries without their places, for pages that differ only in layout."""
    return [replace(entry, line=0, end_line=0) for entry in reading(text).entries]


@pytest.mark.parametrize("name", ["daily", "search"])
def test_demo_dumps(name: str) -> None:
    wanted: list[dict[str, Any]] = orjson.loads((DUMPS / f"{name}.json").read_bytes())
    got = read(DUMPS / f"{name}.txt", "page")
    assert sniff(DUMPS / f"{name}.txt") == "page"
    assert got.problems == ()
    assert wanted == [
        {field: getattr(entry, field) for field in want}
        for entry, want in zip(got.entries, wanted, strict=True)
    ]


def test_blocks() -> None:
    check(
        "\n\n".join(BANNER) + "\n\n" + ONE + "\n" + TWO.rstrip("\n"),
        "13-19 One: A Study of Pages | 3 | --05-06 | None",
        "21-27 Two Lines of Attack | 1 | 2024-01-31 | 1",
    )


def test_pairs() -> None:
    check(
        BANNER[1] + "\nSubscribe" + PAIR_ONE + PAIR_TWO + "\n \n\t\t\t \n\t",
        "2-3 One: A Study of Pages | None | None | None",
        "4-5 Two Lines of Attack | None | None | None",
    )


def test_abstract_is_kept_byte_for_byte() -> None:
    abstract = LONG + r"Costs \& gains, $5\%$, caf\'e\u2028 and “quotes”."
    [entry] = reading(f"A Title\n\n{abstract}\n\n • 2 authors\n·\nMay 6\n").entries
    assert entry.abstract == abstract


@pytest.mark.parametrize("kept", [k for n in range(7) for k in combinations(BANNER, n)])
@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_any_lines_of_the_banner_may_be_missing(kept: tuple[str, ...], blank: str) -> None:
    banner = "".join(line + blank for line in kept)
    assert papers(banner + ONE + "\n" + TWO) == papers(ONE + "\n" + TWO)
    assert papers(banner + PAIR_ONE + PAIR_TWO) == papers(PAIR_ONE + PAIR_TWO)
    after = papers(ONE + "\n" + banner + TWO)
    assert after == papers(ONE + "\n" + TWO)
    assert reading(banner) == Reading((), ())


@pytest.mark.parametrize("join", ["", "\n", "\n\n", "\n \t\n", "\n\ufeff"])
def test_pages_one_after_another(join: str) -> None:
    blocks = "\n\n".join(BANNER) + "\n\n" + ONE + "\n" + TWO.rstrip("\n")
    pairs = BANNER[1] + "\nSubscribe" + PAIR_ONE + PAIR_TWO + "\n\t"
    everything = join.join([blocks, pairs, blocks, BANNER[1] + "\n" + BANNER[2] + "\n", blocks])
    both = papers(ONE + "\n" + TWO)
    assert papers(ONE.rstrip() + "Subscribe" + PAIR_TWO) == papers(ONE + PAIR_TWO)
    assert papers(everything) == both + papers(PAIR_ONE + PAIR_TWO) + both + both
    assert reading(everything).problems == ()


_REPLACED = [
    ("\n", "\r\n"),
    ("\n", "\r"),
    ("\n\n", "\n\u00a0\n"),
    ("\n\n", "\n\t\t \n"),
    ("\n\n", "\n"),
    ("\n\n", "\n\n\n\n"),
    ("  • ", "•\t"),
    ("  • ", "\u00a0·\u00a0"),
    ("  • ", ""),
    ("·", " · "),
    ("authors\n·\n", "authors · "),
    ("1 authors", "1 author"),
    ("May 6", "May 06"),
    ("Jan 31, 2024 1", "January 31,  2024 1"),
    ("Jan 31, 2024 1", "Jan. 31st, 2024\u00a01"),
    ("Jan 31, 2024 1", "31 Jan 2024 1"),
    ("Jan 31, 2024 1", "2024-01-31 1"),
    ("Jan 31, 2024 1", "Jan 31, 2024\n1"),
    ("new", "\ufeffnew"),
]


@pytest.mark.parametrize(("old", "new"), _REPLACED)
def test_same_papers_saved_otherwise(old: str, new: str) -> None:
    page = "\n\n".join(BANNER) + "\n\n" + ONE + "\n" + TWO
    changed = page.replace(old, new)
    assert changed != page
    assert papers(changed) == papers(page)
    assert reading(changed).problems == ()


def test_utf16() -> None:
    assert papers((ONE + "\n" + TWO).encode("utf-16")) == papers(ONE + "\n" + TWO)


def test_bytes_that_are_no_utf8_are_one_problem() -> None:
    text = (ONE + "\n" + TWO).encode()
    text = text.replace(b"It is two", b"It \xff\xfe two").replace(b"Two ", b"Tw\xf6 ")
    got = reading(text)
    assert got.entries[1].title == "Tw\ufffd Lines of Attack"
    assert [(p.line, p.message) for p in got.problems] == [(9, "3 bytes are not UTF-8")]


@pytest.mark.parametrize(
    ("votes", "number"),
    [("", None), (" 3", 3), (" 1,024", 1024), (" 1.2k", 1200), (" 3k", 3000), (" 2024", 2024)],
)
def test_votes(votes: str, number: int | None) -> None:
    [entry] = reading(ONE.replace("May 6", "May 6" + votes)).entries
    assert (entry.date, entry.votes) == ("--05-06", number)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("SubscribeNeural Fields at Rest", "Neural Fields at Rest"),
        ("Subscribeeinspace: A Search", "einspace: A Search"),
        ("Subscribe2D Embeddings of Sentences", "2D Embeddings of Sentences"),
        (
            "Subscribe to Nothing: Attention without Feeds",
            "Subscribe to Nothing: Attention without Feeds",
        ),
        ("Subscribers Who Leave: A Model", "Subscribers Who Leave: A Model"),
        ("New Ways to Read", "New Ways to Read"),
        ("new: a language", "new: a language"),
        ("Newton Meets Subscribe", "Newton Meets Subscribe"),
        ("Daily Papers Considered Harmful", "Daily Papers Considered Harmful"),
        ("May 6 Was a Wednesday", "May 6 Was a Wednesday"),
        ("4 authors walk into a model", "4 authors walk into a model"),
        (r"Prefill \& Decode with $a \& b$", r"Prefill & Decode with $a \& b$"),
    ],
)
def test_titles(line: str, title: str) -> None:
    for page in (f"{line}\n\n{LONG}\n\n", f"{line}\n{LONG}\n"):
        assert [entry.title for entry in reading(page + PAIR_TWO).entries] == [
            title,
            "Two Lines of Attack",
        ]


def test_no_authors_or_no_date() -> None:
    check(
        f"A Title of One\n\n{LONG}\n\n  • 3 authors\n\nA Title of Two\n\n{LONG}\n\n·\nMay 6\n\n"
        f"A Title of Three\n\n{LONG}\n\nMay 7\n\nA Title of Four\n\n{LONG}",
        "1-5 A Title of One | 3 | None | None",
        "7-12 A Title of Two | None | --05-06 | None",
        "14-18 A Title of Three | None | --05-07 | None",
        "20-22 A Title of Four | None | None | None",
    )


def test_abstract_of_several_lines() -> None:
    text = "We asked,\n• 3 authors\nat a time, what\nnotes are for. They\ndid not say."
    page = f"{ONE}\nNotes on Notes\n\n{text}\n\n • 2 authors\n·\nMay 8\n\n{TWO}"
    got = reading(page)
    assert got.problems == ()
    assert [e.author_count for e in got.entries] == [3, 2, 1]
    assert got.entries[1].abstract == text


def test_short_abstracts() -> None:
    check(
        "A First Title\nBrief and sweet.\nA Second Title\nA technical report\nA Third Title\nGood.",
        "1-2 A First Title | None | None | None",
        "3-4 A Second Title | None | None | None",
        "5-6 A Third Title | None | None | None",
    )


def test_title_with_a_full_stop() -> None:
    check(
        f"{PAIR_ONE}Mind the gap.\n{LONG}\n{PAIR_TWO}",
        "1-2 One: A Study of Pages | None | None | None",
        "3-4 Mind the gap. | None | None | None",
        "5-6 Two Lines of Attack | None | None | None",
    )


def test_abstract_missing() -> None:
    check(
        f"A Lonely Title\n\n  • 9 authors\n·\nMay 1\n\n{ONE}",
        "1-5 A Lonely Title | 9 | --05-01 | None | no abstract",
        "7-13 One: A Study of Pages | 3 | --05-06 | None",
        problems=(f"1: {NO_ABSTRACT}",),
    )
    check(
        f"A Lonely Title\n{PAIR_ONE}A Last Title",
        "1-1 A Lonely Title | None | None | None | no abstract",
        "2-3 One: A Study of Pages | None | None | None",
        "4-4 A Last Title | None | None | None | no abstract",
        problems=(f"1: {NO_ABSTRACT}", f"4: {NO_ABSTRACT}"),
    )


def test_title_missing() -> None:
    check(
        f"{LONG}\n\n  • 9 authors\n·\nMay 1\n\n{ONE}",
        "7-13 One: A Study of Pages | 3 | --05-06 | None",
        problems=(f"1: {NO_TITLE}",),
    )
    check(
        f"{PAIR_ONE}{LONG}\n{PAIR_TWO}",
        "1-2 One: A Study of Pages | None | None | None",
        "4-5 Two Lines of Attack | None | None | None",
        problems=(f"3: {NO_TITLE}",),
    )


@pytest.mark.parametrize("date", ["Foo 99", "May 32", "Feb 29, 2023", "2 days ago"])
def test_bad_date(date: str) -> None:
    check(
        ONE.replace("May 6", date) + "\n" + TWO,
        "1-7 One: A Study of Pages | 3 | None | None",
        "9-15 Two Lines of Attack | 1 | 2024-01-31 | 1",
        problems=(f"7: the date '{date}' is not understood",),
    )


def test_bad_number_of_authors() -> None:
    check(
        ONE.replace("3 authors", "many authors") + "\n" + TWO,
        "1-7 One: A Study of Pages | None | --05-06 | None",
        "9-15 Two Lines of Attack | 1 | 2024-01-31 | 1",
        problems=("5: the number of authors in '• many authors' is not understood",),
    )


def test_authors_and_date_of_nothing() -> None:
    check(
        f"  • 3 authors\n·\nMay 6\n\n{ONE}",
        "5-11 One: A Study of Pages | 3 | --05-06 | None",
        problems=("1: the authors and date belong to no paper",),
    )


def test_a_nul_costs_no_more_than_itself() -> None:
    text = (DUMPS / "daily.txt").read_text(encoding="utf-8")
    place = text.index("recurrence")
    got = reading(text[:place] + "\0" + text[place + 1 :])
    assert len(got.entries) == 12
    assert [problem.message for problem in got.problems] == ["1 NUL byte"]
