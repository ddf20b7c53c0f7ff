"""Which entries are one paper, and what a paper without a key is called."""

import re
from dataclasses import replace
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from litnotes_index.model import Entry
from litnotes_index.papers.identifiers import normal_ids
from litnotes_index.papers.identity import family_name, group, joins
from litnotes_index.papers.keys import made_key
from litnotes_index.papers.placed import placed
from litnotes_index.text import normalise
from support.papers import paper

# https://pandoc.org/MANUAL.html#citation-syntax: single punctuation inside, none at the end.
PANDOC_KEY = re.compile(r"\w+(?:[:.#$%&\-+?<>~/]\w+)*")


def papers_of(*entries: Entry) -> list[list[int]]:
    return group([placed(entry, "/dump", "page").identity for entry in entries])


def made(title: str) -> str:
    return made_key(title, normalise(title))


def keys_of(entry: Entry) -> list[str]:
    return list(placed(entry, "/dump", "page").keys)


@pytest.mark.parametrize(
    ("ids", "normal"),
    [
        ({}, {}),
        ({"doi": " 10.1234/ABC "}, {"doi": "10.1234/abc"}),
        ({"doi": ""}, {}),
        ({"doi": "10.48550/arXiv.1706.03762"}, {"arxiv": "1706.03762"}),
        ({"doi": "10.48550/ARXIV.1706.03762v5"}, {"arxiv": "1706.03762"}),
        ({"arxiv": "1706.03762v7"}, {"arxiv": "1706.03762"}),
        ({"arxiv": "cs/0112017v1"}, {"arxiv": "cs/0112017"}),
        ({"arxiv": "1706.03762", "doi": "10.48550/arXiv.1706.03762v1"}, {"arxiv": "1706.03762"}),
        ({"arxiv": "1706.03762", "doi": "10.1/x"}, {"arxiv": "1706.03762", "doi": "10.1/x"}),
        ({"doi": "https://doi.org/10.1234/ABC"}, {"doi": "10.1234/abc"}),
        ({"doi": "https://doi.org/10.1234/ABC?utm=x#s"}, {"doi": "10.1234/abc"}),
        ({"doi": "doi:10.1234/abc"}, {"doi": "10.1234/abc"}),
        ({"arxiv": "arXiv:1706.03762v2"}, {"arxiv": "1706.03762"}),
        ({"arxiv": "https://arxiv.org/abs/1706.03762v2"}, {"arxiv": "1706.03762"}),
        ({"arxiv": "1501.0003199999999"}, {"arxiv": "1501.00032"}),
        ({"arxiv": "704.0002"}, {"arxiv": "0704.0002"}),
        ({"arxiv": "math.GT/0309136v2"}, {"arxiv": "math/0309136"}),
        ({"doi": "https://dl.acm.org/doi/abs/10.1145/12.34"}, {"doi": "10.1145/12.34"}),
        ({"doi": "10.1000%2F182."}, {"doi": "10.1000/182"}),
        ({"doi": "10.18653/v1/P17-1001"}, {"doi": "10.18653/v1/p17-1001", "acl": "P17-1001"}),
        ({"acl": "2020.nlp4if-1.3"}, {"acl": "2020.nlp4if-1.3"}),
        ({"acl": "https://aclanthology.org/P98-1001.pdf"}, {"acl": "P98-1001"}),
        ({"pmid": "123"}, {"pmid": "123"}),
        ({"pmid": "https://pubmed.ncbi.nlm.nih.gov/123/"}, {"pmid": "123"}),
        ({"pmcid": "PMC4765623"}, {"pmcid": "PMC4765623"}),
    ],
)
def test_identifiers_have_one_form(ids: dict[str, str], normal: dict[str, str]) -> None:
    assert normal_ids(ids) == normal


def test_a_preprint_and_its_arxiv_doi_are_one_paper() -> None:
    one = paper("One Name", ids={"arxiv": "2401.00001v2"})
    other = paper("Another Name", ids={"doi": "10.48550/arXiv.2401.00001"})
    assert papers_of(one, other) == [[0, 1]]


def test_a_title_joins_whatever_its_spelling() -> None:
    titles = ["Naïve Baselines: A Study", "NAIVE BASELINES – A STUDY", "Naive Baselines. a study"]
    assert papers_of(*map(paper, titles)) == [[0, 1, 2]]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Łukasiewicz", "lukasiewicz"),
        ("Ødegård", "odegard"),
        ("Đorđević", "dordevic"),
        ("Işık", "isik"),
        ("Æsop Œuvre", "aesop oeuvre"),
        ("Þór Guðmundsson", "thor gudmundsson"),
        ("Ħal Ŧ", "hal t"),
        ("Straße", "strasse"),
    ],
)
def test_letters_without_an_accent_to_take_away(written: str, folded: str) -> None:
    assert normalise(written) == folded
    assert normalise(written.upper()) == folded
    assert papers_of(paper(f"On {written} Waves"), paper(f"On {folded} Waves")) == [[0, 1]]


A = {"ids": {"doi": "10.1/a"}, "authors": ("Ann Bee",)}
SAME_AUTHOR = {"ids": {"doi": "10.1/b"}, "authors": ("Bee, A.", "Cy Dee")}
OTHER = {"ids": {"doi": "10.1/b"}, "authors": ("Cy Dee",)}
OTHER_KIND = {"ids": {"arxiv": "2401.00001"}, "authors": ("Cy Dee",)}


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (A, SAME_AUTHOR, 1),
        (A, {"ids": {"doi": "10.1/b"}}, 1),
        (A, {"authors": ("Cy Dee",)}, 1),
        (A, OTHER_KIND, 1),
        (A, OTHER, 2),
    ],
)
def test_a_shared_title_needs_other_ids_and_other_authors_to_part(
    one: dict[str, object], other: dict[str, object], count: int
) -> None:
    assert len(papers_of(paper("Some Title", **one), paper("Some Title", **other))) == count


MITCHELL: dict[str, object] = {"ids": {"doi": "10.1/m"}, "authors": ("Tom Mitchell",)}
ZHOU: dict[str, object] = {"ids": {"doi": "10.1/z"}, "authors": ("Zhou, Zhihua",)}
UNKNOWN: dict[str, object] = {}


@pytest.mark.parametrize(
    ("others", "papers"),
    [
        ([UNKNOWN], [[0], [1], [2]]),
        ([UNKNOWN, UNKNOWN], [[0], [1], [2, 3]]),
        ([{"ids": {"arxiv": "2401.00001"}}], [[0], [1], [2]]),
        ([{"authors": ("T. Mitchell",)}], [[0, 2], [1]]),
        ([{"authors": ("T. Mitchell",)}, {"authors": ("Z. Zhou",)}], [[0, 2], [1, 3]]),
        ([{"authors": ("T. Mitchell", "Z. Zhou")}], [[0], [1], [2]]),
        ([{"authors": ("Eve Eff",)}], [[0], [1], [2]]),
        ([{"authors": ("Eve Eff",)}, {"authors": ("Eff, E.",)}], [[0], [1], [2, 3]]),
        ([{"ids": {"doi": "10.1/z"}}], [[0], [1, 2]]),
    ],
)
def test_what_might_be_either_of_two_papers_does_not_make_them_one(
    others: list[dict[str, object]], papers: list[list[int]]
) -> None:
    found = [paper("Machine Learning", **fields) for fields in (MITCHELL, ZHOU, *others)]
    assert papers_of(*found) == papers
    turned = [sorted(len(found) - 1 - place for place in part) for part in papers_of(*found[::-1])]
    assert sorted(turned) == papers


def test_one_without_authors_does_not_join_the_hundreds_of_its_title() -> None:
    entries = [
        paper("Deep Learning", ids={"doi": f"10.1/{n}"}, authors=(f"Ann Bee{n}",))
        for n in range(300)
    ]
    assert len(papers_of(*entries, paper("Deep Learning"), paper("Deep Learning"))) == 301


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ({"date": "2001"}, {"date": "2019"}, 2),
        ({"date": "2001", "ids": {"doi": "10.1/a"}}, {"date": "2019-05"}, 2),
        ({"date": "2001"}, {"date": "2002-12-31"}, 1),
        ({"date": "2001"}, {"date": "--05-06"}, 1),
        ({"date": "2001"}, {"date": "2019", "authors": ()}, 1),
        ({"date": "2001"}, {"date": "2019", "authors": ("A. Bee",)}, 1),
        ({"date": "2001"}, {"date": "2019", "authors": ("Cy Dee", "Ann Bee", "E. Eff")}, 1),
        ({"date": "2001", "ids": {"doi": "1"}}, {"date": "2019", "ids": {"doi": "1"}}, 1),
    ],
)
def test_other_authors_in_another_year_make_another_paper(
    one: dict[str, object], other: dict[str, object], count: int
) -> None:
    bee: dict[str, object] = {"authors": ("Ann Bee",)}
    dee: dict[str, object] = {"authors": ("Cy Dee",)}
    found = papers_of(
        paper("A Survey of Tides", **bee | one), paper("A Survey of Tides", **dee | other)
    )
    assert len(found) == count


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("978-0-387-31073-2", "978-0-262-03561-3", 2),
        ("9780387310732", "0-387-31073-8", 1),
        ("9780387310732", "978-0-387-31073-2", 1),
    ],
)
def test_books_of_other_authors_with_other_numbers_are_two(
    one: str, other: str, count: int
) -> None:
    bee = paper("Pattern Basics", authors=("Ann Bee",), ids={"isbn": one})
    dee = paper("Pattern Basics", authors=("Cy Dee",), ids={"isbn": other})
    again = paper("Pattern Basics", authors=("Ann Bee",), ids={"isbn": other})
    assert len(papers_of(bee, dee)) == count
    assert len(papers_of(bee, again)) == 1


@pytest.mark.parametrize(
    "title",
    [
        "Introduction",
        "Editorial",
        "Front Matter",
        "Results",
        "A Survey",
        "2014",
        "Index 7",
        "",
        "?!",
    ],
)
def test_a_generic_title_joins_only_copies_of_one_record(title: str) -> None:
    assert not joins(normalise(title))
    one = paper(title, abstract="About one thing.", authors=("Ann Bee",))
    other = paper(title, abstract="About another thing.", authors=("Ann Bee",))
    assert papers_of(one, other, one) == [[0, 2], [1]]


def test_a_generic_title_with_a_shared_doi() -> None:
    one = paper("Editorial", abstract="x", ids={"doi": "10.1/a"})
    assert papers_of(one, paper("Editorial", abstract="y", ids={"doi": "10.1/A"})) == [[0, 1]]


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Ann Bee", "bee"),
        ("Bee, Ann", "bee"),
        ("van der Bee, A.", "bee"),
        ("Müller", "muller"),
        ("Bee A", "bee"),
        ("O'Bee A.M.", "obee"),
        ("van der Bee P. Q.", "bee"),
        ("Bee AM", "bee"),
        ("Bee AM.", "bee"),
        ("Ann Bee III", "bee"),
        ("Bee III, Ann", "bee"),
        ("BEE A", "bee"),
        ("ANN BEE", "bee"),
        ("A. BEE", "bee"),
        ("A. B.", "b"),
        ("李 明", "明"),
        ("", ""),
        (",", ""),
    ],
)
def test_family_name(name: str, family: str) -> None:
    assert family_name(name) == family


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    title = draw(st.sampled_from(["First Title", "Second Title", "Editorial"]))
    ids = draw(st.dictionaries(st.sampled_from(["doi", "arxiv"]), st.sampled_from("123")))
    authors = draw(st.sampled_from([(), ("Ann Bee",), ("Cy Dee",), ("Cy Dee", "Ann Bee")]))
    date = draw(st.sampled_from([None, "2001", "2002", "2019"]))
    return paper(title, ids=ids, authors=authors, date=date)


BEE = {"ids": {"doi": "1"}, "authors": ("Ann Bee",)}
NOBODY = {"ids": {"arxiv": "1"}}
DEE = {"ids": {"doi": "2"}, "authors": ("Cy Dee",)}


@given(st.lists(entries(), max_size=7), st.randoms())
@example(
    [
        paper("First Title", **NOBODY),
        paper("First Title", **BEE),
        paper("Second Title", **NOBODY),
        paper("Second Title", **BEE),
        paper("Second Title", **DEE),
    ],
    None,
)
def test_the_order_of_entries_does_not_matter(found: list[Entry], random: Random | None) -> None:
    order = [*range(len(found))]
    order.reverse() if random is None else random.shuffle(order)
    straight = {frozenset(members) for members in papers_of(*found)}
    shuffled = papers_of(*(found[place] for place in order))
    assert {frozenset(order[place] for place in members) for members in shuffled} == straight


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Attention Is All You Need", "attention-is-all-you-need"),
        ("Don't Stop", "dont-stop"),
        ("Naïve Café", "naive-cafe"),
        ("日本語", "日-本-語"),
        ("C++ and C#", "c-and-c"),
    ],
)
def test_the_key_of_a_short_title_is_its_slug(title: str, key: str) -> None:
    assert made(title) == key


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("BERT: Pre-training of Deep Bidirectional Transformers", "bert-"),
        ("A Long Title of Seven Words Here", "a-long-title-of-"),
        ("!!!", "paper-"),
        ("", "paper-"),
    ],
)
def test_the_key_of_another_title_has_a_digest(title: str, head: str) -> None:
    digits = 8 if head == "paper-" else 6
    assert re.fullmatch(head + rf"[0-9a-f]{{{digits}}}", made(title))


def test_a_spelling_does_not_change_the_key() -> None:
    assert made("BERT: Pre-training of Deep Nets for Us") == made(
        "bert: pre training OF deep nets for us"
    )


TITLES = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(["BERT:", "⑴", "½", "ŉ", "ﷺ", "日本", "x86_64", "—", "e\u0301", "हिन्दी"]), max_size=9).map(" ".join),  # noqa: E501 - all scripts
)  # fmt: skip


@given(TITLES)
@example("½ a Loaf")
@example("⑴ First")
@example("ﷺ")
def test_every_made_key_is_a_pandoc_key(title: str) -> None:
    for key in keys_of(paper(title)):
        assert PANDOC_KEY.fullmatch(key), key


@given(TITLES)
@example("⑴ First")
@example("ŉ")
def test_normalising_twice_changes_nothing(title: str) -> None:
    assert normalise(normalise(title)) == normalise(title)


@given(TITLES, TITLES)
def test_two_titles_have_two_keys(one: str, other: str) -> None:
    if normalise(one) != normalise(other):
        assert made(one) != made(other)


def test_a_given_key_is_the_only_one() -> None:
    assert keys_of(paper("Some Title", key="smith2020", ids={"doi": "10.1/a"})) == ["smith2020"]


def test_one_common_author_of_three_is_no_proof() -> None:
    one = paper(
        "Deep Learning", ids={"doi": "10.1/a"}, authors=("Y. LeCun", "Y. Bengio", "G. Hinton")
    )
    other = paper(
        "Deep Learning",
        ids={"doi": "10.1/b"},
        authors=("I. Goodfellow", "Y. Bengio", "A. Courville"),
    )
    assert papers_of(one, other) == [[0], [1]]
    # The book has none of the article's kinds of identifiers, but a year of its own.
    book = replace(other, ids={}, date="2016")
    assert papers_of(replace(one, date="2015-05-27"), book) == [[0], [1]]
    assert papers_of(replace(one, date="2016-01"), book) == [[0, 1]]
    assert papers_of(one, book) == [[0, 1]]


def test_a_list_of_authors_may_be_cut_short() -> None:
    one = paper("Deep Nets", ids={"doi": "10.1/a"}, authors=("Ann Bee", "Cy Dee", "Eve Eff"))
    other = paper("Deep Nets", ids={"doi": "10.1/b"}, authors=("Ann Bee",))
    assert papers_of(one, other) == [[0, 1]]


def test_what_a_volume_and_its_chapters_share_joins_nothing() -> None:
    chapters = [
        paper("Tides of the Baltic", ids={"isbn": "9", "doi": "10.1/v"}, authors=("Ann Bee",)),
        paper("A Grammar of Knots", ids={"isbn": "9", "doi": "10.1/v"}, authors=("Cy Dee",)),
    ]
    assert papers_of(*chapters) == [[0], [1]]


def test_an_identifier_joins_what_is_called_otherwise() -> None:
    one = paper("Tides of the Baltic: a Study", ids={"doi": "10.1/v"}, authors=("Ann Bee",))
    other = paper("Tides in the Baltic Sea", ids={"doi": "10.1/v"}, authors=("Ann Bee", "Cy Dee"))
    unnamed = paper("Ebbe und Flut", ids={"doi": "10.1/v"})
    assert papers_of(one, other, unnamed) == [[0, 1, 2]]


def test_a_title_that_thousands_have_takes_no_long_time() -> None:
    entries = [
        paper("Deep Learning", ids={"doi": f"10.1/{n}"}, authors=(f"Ann Bee{n // 2}",))
        for n in range(6_000)
    ]
    assert len(papers_of(*entries)) == 3_000


def test_one_doi_given_to_two_papers_of_one_author_by_mistake() -> None:
    weaving = paper(
        "Weaving Baskets", ids={"doi": "10.1/x", "arxiv": "0805.2855"}, authors=("A B",)
    )
    sheep = paper("Counting Sheep", ids={"doi": "10.1/x", "arxiv": "1302.1224"}, authors=("A B",))
    retitled = paper("A Study of Wool", ids={"doi": "10.1/x"}, authors=("A B",))
    assert papers_of(weaving, sheep) == [[0], [1]]
    assert papers_of(weaving, retitled) == [[0, 1]]
