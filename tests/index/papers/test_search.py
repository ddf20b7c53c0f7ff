"""Finding papers: by what is typed, by what they say, by name."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.papers.ranking import Cited
from litnotes_index.papers.schema import FIELDS
from litnotes_index.papers.search import PaperSearch
from support.papers import WAIT, index_of, paper, put, search_of

SHELF = (
    paper("Attention Is All You Need", authors=("Ashish Vaswani",), date="2017-06-12"),
    paper("Attention", abstract="All of it.", date="--03-01"),
    paper("Pay Attention to Small Things"),
    paper("Attention: A Survey of Looking", date="2020"),
    paper("Attentive Reading", abstract="We look at quasiperiodic tilings.", date="2021-02"),
    paper("Convolutional Tilings of Long Sequences", key="Tile:2020", ids={"doi": "10.1/Tile"}),
    paper("Words about Tile:2020 and Others", ids={"arxiv": "2401.00001"}),
    paper("日本語の題名", authors=("Ann O'Neil-Müller",)),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> PaperSearch:
    return search_of(tmp_path_factory.mktemp("shelf"), *SHELF)


def completed(shelf: PaperSearch, typed: str) -> list[str]:
    return [found.title for found in shelf.complete(typed, 20)]


def found(shelf: PaperSearch, query: str, **wanted: object) -> list[str]:
    return [hit.paper.title for hit in shelf.search(query, 20, **wanted)]  # type: ignore[arg-type]  # any fields


@pytest.mark.parametrize("typed", ["attention", "Attention", "ATTENTION"])
def test_the_title_then_the_nickname_then_the_beginning_then_the_words(
    shelf: PaperSearch, typed: str
) -> None:
    assert completed(shelf, typed) == [
        "Attention",
        "Attention: A Survey of Looking",
        "Attention Is All You Need",
        "Pay Attention to Small Things",
    ]


@pytest.mark.parametrize("length", range(1, 9))
def test_prefixes_of_any_length(shelf: PaperSearch, length: int) -> None:
    assert "Convolutional Tilings of Long Sequences" in completed(shelf, "convolutional"[:length])
    assert "Convolutional Tilings of Long Sequences" in completed(
        shelf, f"long {'tilings'[:length]}"
    )


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("need you all attention", "Attention Is All You Need"),
        ("vaswani atten", "Attention Is All You Need"),
        ("attenion is al", "Attention Is All You Need"),
        ("convolutoinal", "Convolutional Tilings of Long Sequences"),
        ("Tile:20", "Convolutional Tilings of Long Sequences"),
        ("日本", "日本語の題名"),
        ("oneil", "日本語の題名"),
        ("muller", "日本語の題名"),
    ],
)
def test_words_in_any_order_with_typos_by_author_and_by_key(
    shelf: PaperSearch, typed: str, title: str
) -> None:
    assert title in completed(shelf, typed)


def test_a_finished_word_is_whole(shelf: PaperSearch) -> None:
    assert "Attentive Reading" in completed(shelf, "atten")
    assert completed(shelf, "attentive ") == ["Attentive Reading"]
    assert completed(shelf, "read ") == []


def test_nothing_typed_gives_the_newest(shelf: PaperSearch) -> None:
    assert completed(shelf, "")[:3] == [
        "Attentive Reading",
        "Attention: A Survey of Looking",
        "Attention Is All You Need",
    ]


def test_the_limit(shelf: PaperSearch) -> None:
    assert len(shelf.complete("", 3)) == len(shelf.complete("a", 3)) == 3
    assert len(shelf.search("attention", 2)) == 2


def test_search_looks_into_abstracts_and_forgives(shelf: PaperSearch) -> None:
    assert found(shelf, "quasiperiodic") == ["Attentive Reading"]
    assert found(shelf, "quasiperodic tilings") == ["Attentive Reading"]
    assert found(shelf, "attentive reading quasiperiodic nonsense") == ["Attentive Reading"]


@pytest.mark.parametrize(
    ("field", "query", "title"),
    [
        ("title", "survey looking", "Attention: A Survey of Looking"),
        ("author", "vaswani", "Attention Is All You Need"),
        ("abstract", "quasiperiodic", "Attentive Reading"),
        ("key", "Tile:2020", "Convolutional Tilings of Long Sequences"),
        ("id", "https://doi.org/10.1/TILE", None),
        ("id", "arXiv:2401.00001v3", "Words about Tile:2020 and Others"),
    ],
)
def test_fields(shelf: PaperSearch, field: str, query: str, title: str | None) -> None:
    assert found(shelf, query, fields=[field]) == ([title] if title else [])


def test_what_a_key_names_comes_first(shelf: PaperSearch) -> None:
    assert found(shelf, "Tile:2020") == [
        "Convolutional Tilings of Long Sequences",
        "Words about Tile:2020 and Others",
    ]


def test_a_paper_that_a_key_names_comes_before_better_titles(tmp_path: Path) -> None:
    named = paper("Zebras and One Night", key="night")
    shelf = search_of(tmp_path, "Night", "Night Falls", named, "Night Again")
    assert found(shelf, "night")[0] == "Zebras and One Night"


@pytest.mark.parametrize(
    ("since", "until", "titles"),
    [
        ("2020", None, {"Attention: A Survey of Looking", "Attentive Reading"}),
        (None, "2017", {"Attention Is All You Need"}),
        ("2017-06-12", "2017-06-12", {"Attention Is All You Need"}),
        ("2017-06-13", "2019", set[str]()),
        ("2021-01", "2021-02-15", {"Attentive Reading"}),
        ("2021-03", None, set[str]()),
        ("2020-05", "2020", {"Attention: A Survey of Looking"}),
    ],
)
def test_since_and_until_leave_out_what_has_no_year(
    shelf: PaperSearch, since: str | None, until: str | None, titles: set[str]
) -> None:
    got = found(shelf, "atten", since=since, until=until)
    assert set(got) == titles


def test_one_paper_of_many_entries_hides_no_other(tmp_path: Path) -> None:
    dumps = {f"/dumps/{n}.txt": [paper("Deep Nets of One Kind")] for n in range(300)}
    dumps["/dumps/x.txt"] = [paper(f"Deep Nets of Kind Number {n}") for n in range(5)]
    shelf = PaperSearch(index_of(tmp_path, dumps).snapshot())
    assert len(completed(shelf, "deep nets")) == len(found(shelf, "deep nets")) == 6
    assert len(shelf.titled("Deep Nets of One Kind")[0].sources) == 300


@pytest.mark.parametrize("key", ["Tile:2020", "a b", "ä", "x'\"*()", "DBLP:conf/x/1-2", "A"])
def test_keys_with_odd_characters(tmp_path: Path, key: str) -> None:
    shelf = search_of(
        tmp_path, paper("Some Title", key=key), paper("Other Title", key=key.lower() + "z")
    )
    assert [p.title for p in shelf.keyed(key)] == ["Some Title"]
    assert [p.title for p in shelf.named(f"@{key}")] == ["Some Title"]


def test_two_papers_of_one_key_are_two(tmp_path: Path) -> None:
    shelf = search_of(tmp_path, paper("By Night", key="k1"), paper("By Day", key="k1"))
    assert len(shelf.keyed("k1")) == 2
    assert len(completed(shelf, "k1")) == 2
    assert len(completed(shelf, "by")) == 2
    assert len(found(shelf, "by")) == 2


def test_two_entries_on_one_line_are_two(tmp_path: Path) -> None:
    shelf = search_of(tmp_path, paper("First One", line=1), paper("Second One", line=1))
    assert set(completed(shelf, "one")) == {"First One", "Second One"}
    assert [p.title for p in shelf.titled("First One")] == ["First One"]


@pytest.mark.parametrize("title", ["Introduction", "Editorial", "!?"])
def test_a_key_is_the_same_by_whatever_way_its_paper_is_found(tmp_path: Path, title: str) -> None:
    shelf = search_of(
        tmp_path, paper(title, abstract="About zebras."), paper(title, abstract="About giraffes.")
    )
    (zebras,) = shelf.search("zebras", 5)
    (giraffes,) = shelf.search("giraffes", 5)
    assert zebras.paper.key != giraffes.paper.key
    assert shelf.keyed(zebras.paper.key) == [zebras.paper]
    assert {p.key for p in shelf.complete("", 5)} == {zebras.paper.key, giraffes.paper.key}


def test_two_papers_of_one_title(tmp_path: Path) -> None:
    one = paper("Same Words", ids={"doi": "10.1/a"}, authors=("Ann Bee",))
    other = paper("Same Words", ids={"doi": "10.1/b"}, authors=("Cy Dee",))
    shelf = search_of(tmp_path, one, other)
    assert len(shelf.titled("same words")) == 2
    for paper_ in shelf.named("same words"):
        assert shelf.keyed(paper_.key) == [paper_]
    assert len(shelf.named("same-words")) == 2


def test_a_preprint_and_its_publication(tmp_path: Path) -> None:
    preprint = paper("Some Long Title", ids={"arxiv": "2401.00001v1"}, date="2024-01-01")
    published = paper("Some Long Title!", ids={"doi": "10.1/a"}, date="2025", authors=("Ann Bee",))
    (one,) = search_of(tmp_path, preprint, published).titled("some long title")
    assert one.ids == {"arxiv": "2401.00001", "doi": "10.1/a"}


@pytest.mark.parametrize(
    "name",
    ["10.1000/ab", "doi:10.1000/AB", "DOI: 10.1000/ab", "https://doi.org/10.1000/ab", "http://dx.doi.org/10.1000/ab",
     "10.48550/arXiv.2401.00001", "2401.00001", "arXiv:2401.00001", "2401.00001v9", "https://arxiv.org/abs/2401.00001v2",
     "http://arxiv.org/pdf/2401.00001.pdf", "https://www.arxiv.org/abs/2401.00001", "cs/0112017", "some title", "some-title"],  # noqa: E501 - a row
)  # fmt: skip
def test_names(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    ids = {"doi": "10.1000/AB", "arxiv": "cs/0112017" if "cs/" in name else "2401.00001v3"}
    shelf = search_of(tmp_path_factory.mktemp("shelf"), paper("Some Title", ids=ids), "Another")
    assert [p.title for p in shelf.named(name)] == ["Some Title"]


ODD = ['"', "*", "AND", "OR NOT", "(", ")", "a:b", "title:x", "[a TO b]", "~2", "\\", "\0", "🙂", "?!", " ", "", "\n",  # noqa: E501 - a row
       "x" * 300, "a " * 2000, "e\u0301", "/.*/", "+-", "\ud800", "\udcff", "^x", "a^2", "{", "<b>"]  # fmt: skip  # noqa: E501 - a row


@pytest.mark.parametrize("query", ODD)
def test_no_query_fails(shelf: PaperSearch, query: str) -> None:
    for limit in (1, 20):
        shelf.search(query, limit)
        shelf.complete(query, limit)
    for field in FIELDS:
        shelf.search(query, 5, fields=[field], since="2001", until="2030")
    shelf.named(query)
    shelf.nicknamed(query)
    shelf.identified(query)


def test_no_title_has_no_words(shelf: PaperSearch) -> None:
    assert shelf.titled("?!") == shelf.titled("") == []


@settings(max_examples=60)
@given(st.text(max_size=30))
def test_no_text_fails(shelf: PaperSearch, query: str) -> None:
    shelf.search(query, 5)
    shelf.complete(query, 5)
    shelf.named(query)


def test_what_is_kept_of_a_beginning_changes_no_answer(tmp_path: Path) -> None:
    papers = [paper(f"Attentive Paper {number:03}", key=f"a{number}") for number in range(90)]
    index = index_of(tmp_path, {"/dumps/a.txt": papers})
    search = PaperSearch(index.snapshot())
    first = search.complete("att", 20)
    assert len(first) == 20
    assert search.complete("att", 20) == first
    # More of them, those that a note cites first, and others once they are there.
    assert len(more := search.complete("att", 30)) == 30
    assert more[:20] == first
    cited = Cited(here=frozenset({"key:a77"}))
    assert search.complete("att", 20, cited)[0].title == "Attentive Paper 077"
    assert search.complete("att", 20) == first
    with index.writing(wait=WAIT) as batch:
        put(batch, "/dumps/b.txt", ["Att"])
    assert "Att" in completed(PaperSearch(index.snapshot()), "att")


def test_a_date_in_small_figures_is_no_year(tmp_path: Path) -> None:
    search = search_of(tmp_path, paper("A Dated Paper", date="²⁰¹⁵"))
    assert completed(search, "dated") == ["A Dated Paper"]
    assert found(search, "dated", since="2000") == []
