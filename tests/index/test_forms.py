"""How a citation of a paper is written: when it is read, it must name the same paper."""

from pathlib import Path
from typing import Any

import pytest

from litnotes_index.addresses import url
from litnotes_index.citations import citations
from litnotes_index.forms import every_form, link_text, target, written
from litnotes_index.markdown import parse
from litnotes_index.model import Paper, Source
from litnotes_index.view import View
from support.papers import library, paper

SOURCE = (Source("/a.bib", 1, 2, "bibtex"),)


def made(title: str = "A Title", **fields: Any) -> Paper:
    return Paper("key", ("key",), title, (title,), SOURCE, **fields)


TITLES = [
    "Plain Words in a Row",
    "Brackets [and More] in a Title",
    "Pipes | and Bars || in a Title",
    "C# and F# Compared at Last",
    "Carets ^ in a Title of Words",
    "A Path/Like Title of Words",
    "Back\\slashes \\[ in a Title",
    "Learning $k$-Means from $O(n)$ Samples",
    "Code `x` in a Title of Words",
    "Stars * and _Underscores_ in Titles",
    "Angles <b> and & in a Title",
    "An @ Sign in a Title of Words",
    "A Title that Ends in .md",
    "日本語の題名について",
    "Émigré: Über naïve Façades",
]


IDS: tuple[dict[str, str], ...] = ({}, {"arxiv": "2401.0000{}"}, {"doi": "10.1234/a(b)<c>{}"})


@pytest.fixture(scope="module", params=IDS, ids=["no-id", "arxiv", "doi"])
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> View:
    """A library of all the titles, whose papers have no URL, or one of some kind."""
    ids: dict[str, str] = request.param
    entries = [
        paper(title, ids={kind: value.format(place) for kind, value in ids.items()})
        for place, title in enumerate(TITLES)
    ]
    return library(tmp_path_factory.mktemp("shelf"), *entries)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("form", ["wikilink", "pandoc", "link"])
def test_every_form_names_its_paper(shelf: View, title: str, form: str) -> None:
    (given,) = shelf.papers.named(title)
    text = written(given, form)
    (found,) = citations(parse(f"See {text} there."), shelf)
    assert found.papers == (given,)
    inside = form == "pandoc"
    assert (found.start, found.end) == (4 + inside, 4 + len(text) - inside)


@pytest.mark.parametrize(
    "key", ["a(b)c", "smith, 2020", "x:", "a__b", "10.1000/x(1)", "müller.2020"]
)
def test_a_key_that_needs_braces(tmp_path: Path, key: str) -> None:
    view = library(tmp_path, paper("Some Title of Words", key=key))
    (given,) = view.papers.named(key)
    (found,) = citations(parse(f"See {written(given, 'pandoc')}."), view)
    assert found.papers == (given,)


def test_target_and_link_text() -> None:
    assert target(made("A [b] | c#d ^ e")) == "key|A b c#d ^ e"
    assert target(made("Two\n lines")) == "Two lines"
    assert link_text(made("A [b] \\ c")) == "A \\[b\\] \\\\ c"


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({}, None),
        ({"ids": {"arxiv": "2401.00001", "doi": "10.1/x"}}, "https://arxiv.org/abs/2401.00001"),
        ({"ids": {"doi": "10.1/(x)"}}, "https://doi.org/10.1/%28x%29"),
        ({"urls": ("file:///etc", "https://e.org/a (b)")}, "https://e.org/a%20%28b%29"),
        ({"urls": ("https://e.org/%20?q=1#x",)}, "https://e.org/%20?q=1#x"),
        ({"urls": ("javascript:alert(1)",)}, None),
    ],
)
def test_url(fields: dict[str, Any], address: str | None) -> None:
    assert url(made(**fields)) == address


def test_every_form() -> None:
    assert every_form(made("A Title", urls=("https://e.org",))) == {
        "title": "A Title",
        "wikilink": "[[A Title]]",
        "pandoc": "[@key]",
        "link": "[A Title](https://e.org)",
    }


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (
            {"authors": ("Ann Bee", "Cy Dee"), "date": "2017-06-12"},
            "A Title (Ann Bee, Cy Dee, 2017) key ",
        ),
        ({"author_count": 3, "date": "2017"}, "A Title (3 authors, 2017) key "),
        ({"date": "--06-12"}, "A Title (, ) key "),
    ],
)
def test_template(fields: dict[str, Any], text: str) -> None:
    assert written(made(**fields), "{title} ({authors}, {year}) {key} {url}") == text
