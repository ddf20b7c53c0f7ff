"""Which paper is meant: the ways in which people type titles, and what comes first."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from litnotes_index.model import Entry
from litnotes_index.papers.ranking import Cited
from litnotes_index.papers.search import PaperSearch
from support.papers import paper, search_of

ATTENTION = paper("Attention Is All You Need", authors=("Ashish Vaswani",), date="2017-06-12")
SHELF = (
    ATTENTION,
    paper("Where Attention Ends: Needs of All Readers", authors=("Ann Lee",), date="2021"),
    paper("Attention in Birds", authors=("Vaswani Rao",), date="2018"),
    paper("BERT: Pre-training of Deep Bidirectional Transformers", authors=("Jacob Devlin",)),
    paper("Bertrand Competition in Small Markets", date="2022"),
    paper("What Does BERT Look At?", date="2019"),
    paper("FearNet: Brain-Inspired Model for Incremental Learning", date="2018"),
    paper("word2vec Explained"),
    paper("Distilling BT^2 into Smaller Nets"),
    paper("The GPT-4 Report"),
    paper("ε-Greedy Exploration Revisited"),
    paper("β-VAE: Learning Basic Visual Concepts"),
    paper("Self-Attention Between Datapoints"),
    paper("Don't Stop Here: Pretraining on Small Corpora"),
    paper("Naïve Bayes für Anfänger", authors=("Jürgen Müller",)),
    paper("Eﬃcient Convolutional Networks"),
    paper("On Bayes’ Rule"),
    paper("Online Learning of Tilings", date="2015"),
    paper("深度学习在医学图像分析中的应用"),
    paper("ディープラーニング入門"),
    paper("강화학습을 이용한 로봇 제어"),
    paper("การเรียนรู้ของเครื่อง"),
    paper("Глубокое обучение: обзор"),
    paper("𝒪(n) Sorting of H₂O Droplets"),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> PaperSearch:
    return search_of(tmp_path_factory.mktemp("shelf"), *SHELF)


def check(shelf: PaperSearch, typed: str, *expected: str) -> None:
    """The first titles for what is typed begin so, in completion and in search."""
    completed = [found.title for found in shelf.complete(typed, 20)]
    searched = [hit.paper.title for hit in shelf.search(typed, 20)]
    for titles in (completed, searched):
        assert len(titles) >= len(expected), (typed, titles)
        for title, start in zip(titles, expected, strict=False):
            assert title.startswith(start), (typed, titles)


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        # The title, its nickname, its beginning, words in a row, words.
        ("bert", ["BERT:", "What Does BERT", "Bertrand"]),
        ("ber", ["Bertrand", "BERT:", "What Does BERT"]),
        ("attention", ["Attention in Birds", "Attention Is All"]),
        ("all need attention", ["Attention Is All"]),
        ("you need att", ["Attention Is All"]),
        ("is all you", ["Attention Is All"]),
        ("look at", ["What Does BERT Look At?"]),
        ("fearnet", ["FearNet:"]),
        ("fear net", ["FearNet:"]),
        ("incremental fearnet", ["FearNet:"]),
        # Authors and years narrow the list.
        ("vaswani 2017 attention", ["Attention Is All"]),
        ("attention vaswani", ["Attention in Birds", "Attention Is All"]),
        ("attention 2018", ["Attention in Birds"]),
        ("devlin", ["BERT:"]),
        ("devl", ["BERT:"]),
        ("muller", ["Naïve Bayes"]),
        ("Müller bayes", ["Naïve Bayes"]),
    ],
)
def test_what_comes_first(shelf: PaperSearch, typed: str, titles: Sequence[str]) -> None:
    check(shelf, typed, *titles)


@pytest.mark.parametrize(
    ("title", "ways"),
    [
        ("word2vec", ["word2vec", "word 2 vec", "word2 vec", "word-2-vec", "Word2Vec expl", "word 2 v"]),  # noqa: E501 - a row
        ("Distilling BT^2", ["bt2", "BT^2", "bt 2", "bt²", "bt2 distill", "distilling bt2 into"]),
        ("The GPT-4", ["gpt4", "gpt-4", "gpt 4", "GPT4 rep", "the gpt4 report"]),
        ("ε-Greedy", ["epsilon greedy", "epsilon-greedy", "ε-greedy", "ε greedy", "e-greedy", "$\\epsilon$-greedy", "𝜖-greedy", "epsilon"]),  # noqa: E501 - a row
        ("β-VAE", ["beta vae", "β-vae", "betavae", "beta-VAE:", "b-vae"]),
        ("Self-Attention", ["self attention", "self-attention", "selfattention", "selfatten", "self‑attention", "self–attention", "selfattention between"]),  # noqa: E501 - a row
        ("Don't Stop", ["dont stop", "don't stop", "don’t stop", "don t stop", "pre-training on small", "pre training on"]),  # noqa: E501 - a row
        ("BERT:", ["pretraining of deep", "pre training of", "pre–training of deep"]),
        ("Naïve Bayes", ["naive bayes", "nai\u0308ve", "NAÏVE BAYES", "fur anfanger", "für anf"]),
        ("Eﬃcient", ["efficient", "eﬃcient conv", "EFFICIENT"]),
        ("On Bayes’", ["bayes' rule", "bayes rule", "on bayes"]),
        ("Online Learning", ["online learning", "on line learning", "on-line learning"]),
        ("深度学习", ["深度", "学习", "医学", "图像分析", "应用", "医学图", "深度学习在"]),
        ("ディープ", ["ディープ", "ラーニング", "入門", "ﾃﾞｨｰﾌﾟ"]),
        ("강화학습을", ["강화", "학습", "로봇", "강화학습 로봇", "로봇 제어"]),
        ("การเรียนรู้", ["การ", "เรียน", "เครื่อง"]),
        ("Глубокое", ["глубокое", "обуч", "ОБЗОР"]),
        ("𝒪(n) Sorting", ["o(n) sorting", "h2o", "H₂O droplets", "h 2 o"]),
    ],
)  # fmt: skip
def test_however_it_is_typed(shelf: PaperSearch, title: str, ways: Sequence[str]) -> None:
    for typed in ways:
        check(shelf, typed, title)


@pytest.mark.parametrize(
    ("title", "ways"),
    [
        ("Attention Is All", ["atention is all", "attentoin is all", "attenttion is all"]),
        ("Attention Is All", ["sttention is all", "ttention is all", "attention si all you"]),
        ("Attention Is All", ["attention is al lyou", "attentionis all", "atten tion is all"]),
        ("Attention Is All", ["attention isall you need", "attention is all yuo need"]),
        ("Attention Is All", ["attention is all you nede", "atentoin is all you need"]),
        ("Attention Is All", ["attention is all yo need", "attention is you need"]),
        ("Attention Is All", ["vaswnai attention is", "need yuo all attention"]),
        ("FearNet", ["faernet", "fearnett", "fernet", "gearnet", "feranet"]),
        ("FearNet", ["incremntal learning model", "brain insipred"]),
        ("BERT:", ["bidirectonal", "bidirecitonal transfomers", "bret: pre-training"]),
        ("BERT:", ["prertaining of deep", "deep bidirectionaltrans"]),
        ("Eﬃcient", ["convolutoinal", "convlutonal netwroks", "eficient conv"]),
        ("Eﬃcient", ["efficientconvolutional", "efficient convolutionnal"]),
        ("Naïve Bayes", ["naive beyes", "nave bayes", "naïve bayesf"]),
    ],
)
def test_typos_anywhere(shelf: PaperSearch, title: str, ways: Sequence[str]) -> None:
    for typed in ways:
        check(shelf, typed, title)


@pytest.mark.parametrize(
    ("title", "letters"),
    [(entry.title, len(entry.title)) for entry in SHELF if entry.title.isascii()],
)
def test_every_letter_left_out(shelf: PaperSearch, title: str, letters: int) -> None:
    for at in range(letters):
        check(shelf, (title[:at] + title[at + 1 :]).lower(), title)


def test_a_typo_never_takes_the_place_of_what_is_exact(tmp_path: Path) -> None:
    shelf = search_of(
        tmp_path, "Modal Logic", "Model Logic", "A Logic of Modal Models", "Medal Logic"
    )
    check(shelf, "modal logic", "Modal Logic", "A Logic of Modal")
    check(shelf, "model logic", "Model Logic")
    check(shelf, "models logic", "A Logic of Modal Models", "Model Logic")
    check(shelf, "logic modal", "Modal Logic", "A Logic of Modal")


def test_typos_fill_up_where_words_are_only_here_and_there(tmp_path: Path) -> None:
    shelf = search_of(
        tmp_path, "Form and the Beginnings of Language", "Learning from the Beginning"
    )
    check(shelf, "form the beginning", "Form and", "Learning from")


def test_nothing_is_far_fetched(shelf: PaperSearch) -> None:
    for typed in ("quokka", "zzzz zz", "attention giraffes tomorrow", "xq", "e", "mu"):
        titles = [found.title for found in shelf.complete(typed, 20)]
        words = typed.split()
        assert all(any(t.lower().find(w) >= 0 for w in words) for t in titles) or typed == "e", (
            typed,
            titles,
        )


EQUALS = (
    paper("Graph Nets One", date="2015"),
    paper("Graph Nets Two", date="2019-04", key="two2019"),
    paper("Graph Nets Three", date="2017", ids={"doi": "10.1000/three"}),
    paper("Graph Nets Four"),
    paper("Many Graph Nets", date="2024"),
)


@pytest.mark.parametrize(
    ("cited", "order"),
    [
        (Cited(), ["Two", "Three", "One", "Four"]),
        (Cited(anywhere={"title:graph nets one"}), ["One", "Two", "Three", "Four"]),
        (Cited(anywhere={"doi:10.1000/three"}), ["Three", "Two", "One", "Four"]),
        (
            Cited(here={"title:graph nets four"}, anywhere={"key:two2019"}),
            ["Four", "Two", "Three", "One"],
        ),
        (Cited(anywhere={"title:many graph nets"}), ["Two", "Three", "One", "Four"]),
    ],
)
def test_among_equals_what_is_cited_then_what_is_newer(
    tmp_path: Path, cited: Cited, order: list[str]
) -> None:
    shelf = search_of(tmp_path, *EQUALS)
    for typed in ("graph n", "graph nets"):
        found = [paper.title for paper in shelf.complete(typed, 20, cited)]
        assert found == [*(f"Graph Nets {name}" for name in order), "Many Graph Nets"]
        searched = [hit.paper.title for hit in shelf.search(typed, 20, cited=cited)]
        assert searched == found


def test_a_cited_paper_is_found_among_many(tmp_path: Path) -> None:
    entries: list[Entry | str] = [paper(f"Graph Nets Number {n}", date="2024") for n in range(300)]
    shelf = search_of(tmp_path, *entries, "Graph Nets of Ours")
    cited = Cited(anywhere={"title:graph nets of ours"})
    assert next(p.title for p in shelf.complete("g", 3, cited)) == "Graph Nets of Ours"
    assert "Graph Nets of Ours" not in [p.title for p in shelf.complete("g", 3)]


def test_marks_part_titles_that_words_do_not(tmp_path: Path) -> None:
    shelf = search_of(tmp_path, "C in Practice", "C# in Practical Use", "C++ in Practices")
    check(shelf, "c in", "C in")
    check(shelf, "c# in", "C# in")
    check(shelf, "c++ in prac", "C++ in")


LONG = "Neural Parsing of Very Long Sentences with a Stack and Many Other Things"
LATER = "On Neural Parsing"
LONG_LATER = "Many Other Things that One Can Do with a Stack and with Neural Parsing"


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        # Who means the title that begins so has seen it by then, and types on.
        ("neural pa", [LONG, LATER, LONG_LATER]),
        ("neural par", [LONG, LATER, LONG_LATER]),
        ("neural pars", [LATER, LONG, LONG_LATER]),
        ("neural parsing", [LATER, LONG, LONG_LATER]),
        ("neural parsing of", [LONG]),
    ],
)
def test_the_start_of_a_title_gives_way_to_short_titles_once_much_is_typed(
    tmp_path: Path, typed: str, order: list[str]
) -> None:
    shelf = search_of(tmp_path, LONG_LATER, LONG, LATER)
    check(shelf, typed, *order)
    # Where a title is known to begin so, nothing else comes before those that do.
    assert shelf.complete(typed, 1, first=True)[0].title == LONG


def test_marks_as_they_are_typed_come_before_the_start_of_a_title(tmp_path: Path) -> None:
    shelf = search_of(tmp_path, "Models and Data", "Small Language Models, a Survey of Them")
    check(shelf, "models", "Models and", "Small Language")
    check(shelf, "models,", "Small Language", "Models and")


def test_a_word_comes_before_the_second_half_of_a_word(tmp_path: Path) -> None:
    shelf = search_of(tmp_path, "A Meta-Learning", "Some Ways of Learning", "Learning-Based")
    check(shelf, "learning", "Learning-Based", "Some Ways", "A Meta")


def test_scores_do_not_rise(shelf: PaperSearch) -> None:
    scores = [hit.score for hit in shelf.search("attention", 20)]
    assert scores == sorted(scores, reverse=True)


def test_a_whole_word_comes_before_what_begins_so_however_many_there_are(tmp_path: Path) -> None:
    many = [f"Network Number {number} of Them" for number in range(100)]
    found = search_of(tmp_path, *many, "Net Neutrality and What Follows from It")
    assert found.complete("net", 20)[0].title.startswith("Net Neutrality")
