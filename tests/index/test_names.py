"""What links, keys, file names and papers are called in the notes index."""

from pathlib import Path

import pytest

from litnotes_index import names
from litnotes_index.model import Entry, Paper, Source
from litnotes_index.papers import PapersIndex
from support.papers import library, paper


@pytest.mark.parametrize(
    ("key", "more"),
    [
        ("smith2020", []),
        ("Smith2020", []),
        ("DBLP:conf/nips/VaswaniSPUJGKP17", []),
        ("doi:10.1234/Basket.7", ["doi:10.1234/basket.7"]),
        ("DOI:10.1234/basket.7", ["doi:10.1234/basket.7"]),
        ("doi:10.48550/arXiv.1412.6980v2", ["arxiv:1412.6980"]),
        ("arxiv:1412.6980", ["arxiv:1412.6980"]),
        ("arXiv:1412.6980v9", ["arxiv:1412.6980"]),
        ("arxiv:cs/9901001v2", ["arxiv:cs/9901001"]),
        ("pmid:27899570", ["pmid:27899570"]),
        ("pmcid:PMC4823", ["pmcid:PMC4823"]),
        ("pmcid:pmc4823", ["pmcid:PMC4823"]),
        ("isbn:978-0-262-03384-8", ["isbn:978-0-262-03384-8"]),
        ("url:https://www.Example.org/Paper/", ["url:example.org/Paper"]),
        ("url:https://doi.org/10.1/x", ["url:doi.org/10.1/x"]),
        (
            "url:https://doi.org/10.1234/x",
            ["doi:10.1234/x", "url:doi.org/10.1234/x"],
        ),
        ("https://example.org/Paper#intro", ["url:example.org/Paper"]),
        (
            "https://arxiv.org/abs/1412.6980v9",
            ["arxiv:1412.6980", "url:arxiv.org/abs/1412.6980v9"],
        ),
        ("doi:", []),
        ("fig:loss", []),
        ("mydoi:10.1234/x", []),
    ],
)
def test_a_key_is_itself_and_the_identifier_that_it_spells(key: str, more: list[str]) -> None:
    assert names.of_key(key) == [f"key:{key}", *more]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("smith2020", ["key:smith2020", "title:smith2020", "nickname:smith2020"]),
        ("@smith2020", ["key:smith2020", "title:smith2020", "nickname:smith2020"]),
        (" Pointer  Networks\n", ["title:pointer networks", "nickname:pointer networks"]),
        ("One Two Three Four Five Six", ["title:one two three four five six"]),
        ("Émigré’s *Letters*", ["title:emigres letters", "nickname:emigres letters"]),
        ("", []),
        (" \n", []),
        ("!", ["key:!"]),
        ("? !", []),
    ],
)
def test_a_text_is_a_key_a_title_or_a_nickname(text: str, called: list[str]) -> None:
    found = names.of_text(text)
    assert [name for name in found if name in called] == called
    longer = [name for name in found if name not in called]
    assert all(name.startswith("nickname:") and name.count(" ") == 5 for name in longer)


def test_more_words_than_a_nickname_has_are_none() -> None:
    assert names.of_text("one-two three") == ["title:one two three", "nickname:one two three"]
    seven = "one two three four five six seven"
    assert names.of_text(seven) == [f"title:{seven}"]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("10.1234/Basket.7", ["doi:10.1234/basket.7"]),
        ("https://doi.org/10.1234/basket.7", ["doi:10.1234/basket.7"]),
        ("doi: 10.1234/basket.7", ["doi:10.1234/basket.7"]),
        ("1412.6980v3", ["arxiv:1412.6980"]),
        ("arXiv:1412.6980", ["arxiv:1412.6980"]),
        ("https://arxiv.org/pdf/1412.6980v9.pdf", ["arxiv:1412.6980"]),
        ("10.48550/arXiv.1412.6980", ["arxiv:1412.6980"]),
        ("2020-01-02", []),
        ("", []),
    ],
)
def test_an_identifier_in_any_spelling(text: str, called: list[str]) -> None:
    assert names.of_identifier(text) == called


@pytest.mark.parametrize(
    ("path", "stem"),
    [
        ("smith2020.md", "smith2020"),
        ("/notes/papers/smith2020.MD", "smith2020"),
        ("C:\\notes\\smith2020.qmd", "smith2020"),
        ("smith2020", "smith2020"),
        ("Version 1.5 of a Title", "Version 1.5 of a Title"),
        ("Version 1.5 of a Title.md", "Version 1.5 of a Title"),
        ("folder/", ""),
    ],
)
def test_the_stem_of_a_file(path: str, stem: str) -> None:
    assert names.stem_of(path) == stem


@pytest.mark.parametrize(
    "path",
    [
        "BERT: A Model of Words.md",
        "BERT_ A Model of Words.md",
        "BERT A Model of Words.md",
        "BERT - A Model of Words.md",
        "bert-a-model-of-words.markdown",
        "papers/2018/BERT_ A Model of Words.md",
    ],
)
def test_a_file_name_is_a_title_whatever_became_of_its_colon(path: str) -> None:
    assert "title:bert a model of words" in names.of_file(path)


def test_a_file_name_is_the_same_however_its_accents_are_composed() -> None:
    # As the file system of a Mac gives it, and as a person types it.
    assert names.of_file("/n/Cafe\u0301.md") == names.of_file("/n/Caf\u00e9.md")
    assert names.only("note", names.of_target("Caf\u00e9")) == names.only(
        "note", names.of_file("/n/Cafe\u0301.md")
    )


def test_a_file_name_is_a_key_a_title_and_the_note() -> None:
    assert names.of_file("papers/Smith_2020.md") == [
        "key:Smith_2020",
        "title:smith 2020",
        "note:smith_2020",
    ]
    # A file name need not be UTF-8, and the index takes only what is.
    assert names.of_file("a\udcff.md") == ["key:a?", "title:a", "note:a?"]


@pytest.mark.parametrize(
    ("target", "called"),
    [
        (
            "smith2020",
            ["key:smith2020", "title:smith2020", "nickname:smith2020", "note:smith2020"],
        ),
        (
            " Pointer Networks ",
            [
                "title:pointer networks",
                "nickname:pointer networks",
                "key:Pointer Networks",
                "note:pointer networks",
            ],
        ),
        ("", []),
        ("  ", []),
    ],
)
def test_the_target_of_a_wikilink(target: str, called: list[str]) -> None:
    assert names.of_target(target) == called


@pytest.mark.parametrize("target", ["papers/Smith2020", "papers/Smith2020.md", "Smith2020.md"])
def test_folder_and_suffix_of_a_target_may_be_left_out(target: str) -> None:
    called = names.of_target(target)
    assert {"key:Smith2020", "title:smith2020", "nickname:smith2020"} <= {*called}
    assert called[-1] == "note:smith2020"
    # As it is written comes first: keys may have slashes.
    assert called[0] == f"key:{target}"


@pytest.mark.parametrize(
    ("address", "called"),
    [
        ("Some%20Title.md", ["key:Some Title", "title:some title", "note:some title"]),
        ("../papers/smith2020.md#results", ["key:smith2020", "title:smith2020", "note:smith2020"]),
        ("BERT%3A%20Words.md", ["key:BERT: Words", "title:bert words", "note:bert: words"]),
        (
            "BERT:A Few Words.md",
            ["key:BERT:A Few Words", "title:bert a few words", "note:bert:a few words"],
        ),
        ("BERT: Words.md", ["key:BERT: Words", "title:bert words", "note:bert: words"]),
        ("figure.png", []),
        ("#results", []),
        ("", []),
        ("https://www.Example.org/Paper/#top", ["url:example.org/Paper"]),
        ("http://example.org/a?b=c", ["url:example.org/a?b=c"]),
        ("https://example.org/readme.md", ["url:example.org/readme.md"]),
        (
            "https://doi.org/10.1234/Basket.7",
            ["doi:10.1234/basket.7", "url:doi.org/10.1234/Basket.7"],
        ),
        (
            "https://doi.org/10.1234/a%3C1%3E2",
            ["doi:10.1234/a<1>2", "url:doi.org/10.1234/a%3C1%3E2"],
        ),
        (
            "https://arxiv.org/pdf/1412.6980v9.pdf#page=3",
            ["arxiv:1412.6980", "url:arxiv.org/pdf/1412.6980v9.pdf"],
        ),
        ("doi:10.1234/basket.7", ["doi:10.1234/basket.7", "url:doi:10.1234/basket.7"]),
    ],
)
def test_an_address_is_a_note_or_a_page(address: str, called: list[str]) -> None:
    assert names.of_address(address) == called


def test_only_one_kind() -> None:
    assert names.only("key", ["key:a:b", "title:c", "key:d"]) == ["a:b", "d"]
    assert names.only("note", ["key:a"]) == []


def test_a_paper_is_called_by_all_that_it_has() -> None:
    found = Paper(
        "smith2020",
        ("smith2020", "Smith:2020"),
        "BERT: A Model of Words",
        ("BERT: A Model of Words", "A Model of Words"),
        (Source("/a.bib", 1, 2, "bibtex"),),
        ids={"doi": "10.1234/B", "arxiv": "1412.6980v2"},
        urls=("https://www.example.org/b/",),
    )
    assert sorted(names.of_paper(found)) == [
        "arxiv:1412.6980",
        "doi:10.1234/b",
        "key:Smith:2020",
        "key:smith2020",
        "nickname:bert",
        "title:a model of words",
        "title:bert a model of words",
        "url:example.org/b",
    ]


DUMPS: dict[str, list[Entry | str]] = {
    "/dumps/lab.bib": [
        paper("Gradient Surgery by Night", key="smith2020"),
        paper("Gradient Surgery by Day", key="smith2020"),
        # One paper of two entries: another key, DOI, title and address.
        paper(
            "Weave: How Baskets Are Made",
            key="weaver1999",
            ids={"doi": "10.1234/Basket.7"},
            urls=("https://example.org/weave",),
            authors=("Ada Weaver",),
        ),
        paper("How Baskets Are Made at Home", ids={"doi": "10.1234/basket.7", "pmid": "7"}),
    ],
    "/dumps/page.txt": [
        paper(
            "Weave: How Baskets Are Made",
            ids={"doi": "10.48550/arXiv.1412.6980"},
            urls=("http://www.example.org/again/",),
            authors=("A. Weaver",),
        ),
        paper("Weave: How Baskets Are Made", ids={"doi": "10.9/other"}, authors=("A. Weaver",)),
        # Two papers of one title, which neither made key may claim alone.
        paper(
            "Seeing Double", ids={"doi": "10.1111/one", "arxiv": "2001.00001"}, authors=("Ann One",)
        ),
        paper("Double Vision", ids={"doi": "10.1111/one"}),
        paper("Seeing Double", ids={"doi": "10.1111/two"}, authors=("Bob Two",)),
        "Introduction",
        "日本語",
    ],
}


def test_every_name_that_means_a_paper_is_among_those_of_the_paper(tmp_path: Path) -> None:
    view = library(tmp_path, dumps=DUMPS)
    snapshot = PapersIndex(tmp_path / "papers").snapshot()
    found = [f"key:{key}" for key in snapshot.terms("key", "")]
    found += [f"url:{url}" for url in snapshot.terms("url", "")]
    # Copies of a record without a title are one paper, but nobody writes that as a name.
    found += [n for n in snapshot.terms("identity", "") if not n.startswith("record:")]
    assert {name.partition(":")[0] for name in found} == {
        *("key", "url", "title", "nickname", "doi", "arxiv", "pmid"),
    }
    for name in found:
        meant = view.called(name)
        assert meant, name
        for one in meant:
            assert name in names.of_paper(one), name


def test_every_name_of_a_paper_means_it(tmp_path: Path) -> None:
    view = library(tmp_path, dumps=DUMPS)
    papers = view.papers.complete("", 100)
    assert len(papers) == 7
    for one in papers:
        for name in names.of_paper(one):
            if name == "title:introduction":  # says nothing
                assert view.called(name) == ()
            else:
                assert one in view.called(name), name
