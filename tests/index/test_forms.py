"""How a citation of a paper is written: when it is read, it must name the same paper."""

from pathlib import Path
from typing import Any

import pytest

from litnotes_index.addresses import url
from litnotes_index.citations import citations
from litnotes_index.forms import every_form, link_text, scalar, target, written
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


TEMPLATES = [
    "{title} [@{key}]",
    "@{key}",
    "[[{title}]]",
    "[[{title}|{short_authors} {year}]]",
    "[[{key}|{title}]]",
    "[[papers/{key}]]",
    "[[@{key}]]",
    "[{title}]({url})",
    "[{short_title}](<{url}>)",
    "`{title}` in {venue} [@{key}, {year}]",
    '<cite title="{title}">[@{key}]</cite>',
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_names_its_paper(shelf: View, title: str, template: str) -> None:
    (given,) = shelf.papers.named(title)
    text = written(given, template)
    found = citations(parse(f"See {text} there."), shelf)
    assert found
    assert all(one.papers == (given,) for one in found)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("[[{title}]]", "[[key|A b # `c` x]]"),
        ("[[{title}|it]]", "[[key|it]]"),
        ("[[{key}|{title}]]", "[[key|A b # `c` x]]"),
        ("[{title}]({url})", r"[A \[b\] # \`c\` x](https://doi.org/10.1/%28x%29)"),
        ("[see {title}, p. 3]", r"[see A [b] # \`c\` x, p. 3]"),
        ("`{title}`", "`A [b] # 'c' x`"),
        ('<i title="{title} & {doi}">', '<i title="A [b] # `c` x & 10.1/(x)">'),
        ("https://doi.org/{doi}", "https://doi.org/10.1/%28x%29"),
        ("[it](https://doi.org/{doi})", "[it](https://doi.org/10.1/%28x%29)"),
        ("{{{doi}}} {date} in {venue}", "{10.1/(x)} 2017-06-12 in V"),
    ],
)
def test_a_value_is_as_its_place_can_hold_it(template: str, text: str) -> None:
    given = made("A [b] # `c` x", ids={"doi": "10.1/(x)"}, date="2017-06-12", venue="V\n\x1b")
    assert written(given, template) == text


def test_a_link_of_a_template_leads_where_links_lead() -> None:
    assert written(made(), "[{title}]({url}) {url}", lambda _: "a%20b.md") == (
        "[A Title](a%20b.md) "
    )


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, ""),
        ({"author_count": 3}, "3 authors"),
        ({"authors": ("Ann van der Bee",)}, "van der Bee"),
        ({"authors": ("Bee",)}, "Bee"),
        ({"authors": ("Ann Bee, Jr.", "Cy Dee")}, "Bee and Dee"),
        ({"authors": ("Ann Bee", "Cy Dee", "Eve Fee")}, "Bee et al."),
        ({"authors": ("Ann Bee",), "author_count": 2}, "Bee et al."),
        ({"authors": ("The ATLAS Collaboration",)}, "The ATLAS Collaboration"),
        ({"authors": ("李 明",)}, "明"),
    ],
)
def test_short_authors(fields: dict[str, Any], text: str) -> None:
    assert written(made(**fields), "{short_authors}") == text


def test_a_short_title_is_the_nickname_or_what_a_subtitle_follows() -> None:
    assert written(made("BERT: Pre-training of Words"), "{short_title}") == "BERT"
    assert written(made("One Two Three Four: A Study"), "{short_title}") == "One Two Three Four"
    assert written(made(), "{short_title}, {first_author}") == "A Title, "


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


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("On Weaving", "On Weaving"),
        *((text, f'"{text}"') for text in ("1984", "null", "yes", "On: a", "a # b", "- a")),
        ("~", '"~"'),
        ('"1984"', '"\\"1984\\""'),
    ],
)
def test_what_yaml_would_read_as_something_else_has_quotes(text: str, written: str) -> None:
    assert scalar(text, " ") == written


def test_in_quotes_that_are_there_a_text_is_as_they_need_it() -> None:
    assert scalar('It\'s "a" \\', "'") == "It''s \"a\" \\"
    assert scalar('It\'s "a" \\', '"') == 'It\'s \\"a\\" \\\\'


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
