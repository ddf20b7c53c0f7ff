"""What of a literature note is brought up to date, and what is its writer's."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes_index import literature, refresh
from litnotes_index.edit import applied
from litnotes_index.errors import MetadataError
from litnotes_index.markdown import managed
from litnotes_index.markdown.parts import head_of
from litnotes_index.refresh import of_note
from litnotes_index.view import View
from support.papers import library, paper

ROOT = Path("/dumps")
ATTENTION = "Attention Is All You Need"
KNOWN = (
    paper(
        ATTENTION,
        key="vaswani2017",
        authors=("Ashish Vaswani", "Noam Shazeer"),
        date="2017-06-12",
        ids={"doi": "10.1234/abc", "arxiv": "1706.03762"},
        urls=("https://example.org/a", "https://example.org/b"),
        abstract="We propose the Transformer, which [keeps] attention alone.",
    ),
    paper(
        "Weaving: A *Study*",
        key="doe2020",
        authors=("Ann Doe",),
        date="2020",
        ids={"doi": "10.1234/w"},
    ),
    paper("Mending Nets off the Western Coast", key="nets"),
    paper("Twins", key="twin", authors=("Ann Doe",), ids={"doi": "10.1234/one"}),
    paper("Not Twins", key="twin", authors=("Bo Roe",), ids={"doi": "10.1234/two"}),
    paper("Same Name", key="one", authors=("Cy Poe",), ids={"doi": "10.1234/same1"}),
    paper("Same Name", key="two", authors=("Di Moe",), ids={"doi": "10.1234/same2"}),
)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    return library(tmp_path_factory.mktemp("library"), dumps={"/dumps/a.bib": KNOWN})


def refreshed(view: View, text: str) -> tuple[str, tuple[str, ...]] | None:
    """Return a note once it is up to date, and what changed; None for no literature note."""
    found = of_note(text, view, ROOT)
    if found is None:
        return None
    after = applied(text, found.edits)
    again = of_note(after, view, ROOT)
    assert again is not None
    assert again.edits == ()
    return after, found.changed


def check(view: View, before: str, after: str, *changed: str) -> None:
    """Assert what becomes of the lines of front matter of a note."""
    found = refreshed(view, f"---\n{before}---\n\nmine\n")
    assert found == (f"---\n{after}---\n\nmine\n", changed)


def test_a_new_note_is_up_to_date(view: View) -> None:
    for name in ("key:vaswani2017", "key:doe2020", "doi:10.1234/one", "key:two"):
        (found,) = view.called(name)
        text = literature.text_of(found, ROOT)
        assert refreshed(view, text) == (text, ())


def test_what_is_outdated_changes_and_the_rest_stays(view: View) -> None:
    check(
        view,
        "# mine\ntags:   [a,b]\ncitekey: vaswani2017\ntitle: 'Attention'  # short\n"
        "authors: [Ashish Vaswani, N. Shazeer]\ndate: 2016\nrating: 5\ndoi: 10.1234/old\n"
        "arxiv: '1706.03762'\nurl: https://example.org/old\nsource: a.bib:77\n",
        f"# mine\ntags:   [a,b]\ncitekey: vaswani2017\ntitle: '{ATTENTION}'  # short\n"
        "authors: [Ashish Vaswani, Noam Shazeer]\ndate: 2017-06-12\nrating: 5\ndoi: 10.1234/abc\n"
        "arxiv: '1706.03762'\nurl: https://example.org/a\nsource: a.bib:1\n",
        *("title", "authors", "date", "doi", "url", "source"),
    )


@pytest.mark.parametrize(
    "title", [" attention is all you need!", "\n  Attention is\n  all you need"]
)
def test_identifiers_of_nobody_are_outdated_where_the_title_is_the_papers(
    view: View, title: str
) -> None:
    blank = title[: title.lower().index("a")]
    check(
        view,
        f"citekey: vaswani2017\ntitle:{title}\ndoi: 10.1234/old\narxiv: '1706.00001'\n",
        f"citekey: vaswani2017\ntitle:{blank}{ATTENTION}\ndoi: 10.1234/abc\narxiv: '1706.03762'\n",
        *("title", "doi", "arxiv"),
    )


@pytest.mark.parametrize(
    "line",
    [
        *("citekey: '@vaswani2017'", "CITEKEY: vaswani2017", "citekey: doi:10.1234/ABC"),
        *(f'title: "{ATTENTION}"', f"Title: {ATTENTION}", "title:\n  Attention Is\n  All You Need"),
        *("date: '2017-06-12'", "date: 2017-6-12", "date: 2017-06-12T00:00:00Z"),
        *("authors: [Ashish Vaswani, Noam Shazeer]", "authors:\n- Ashish  Vaswani\n- Noam Shazeer"),
        *("doi: https://doi.org/10.1234/ABC", "DOI: 10.1234/abc", "arxiv: arXiv:1706.03762v5"),
        *("url: http://www.example.org/a/", "url: https://example.org/b", "source: a.bib:1"),
    ],
)
def test_what_says_the_same_stays(view: View, line: str) -> None:
    known = "" if line.lower().startswith("citekey") else "citekey: vaswani2017\n"
    check(view, f"{known}{line}\n", f"{known}{line}\n")


@pytest.mark.parametrize(
    "line",
    [
        *("date: yesterday", "date: June 2017", "date: 12.6.2017", "date: [2017]"),
        *("source: https://example.org:80", "source: '[[A book]]'", "source: a friend"),
        *("authors: Ashish Vaswani et al.", "authors:\n- name: A", "title: {a: b}", "title: &a x"),
        *("year: 1999", "venue: Mine", "tags: [doi]", "summary: mine", "abstract:", "key:"),
        *("pmid: 17", "meta: {title: mine, date: 1999}", "# title: mine"),
    ],
)
def test_what_is_of_another_form_or_name_is_the_writers(view: View, line: str) -> None:
    check(view, f"citekey: vaswani2017\n{line}\n", f"citekey: vaswani2017\n{line}\n")


def test_what_is_not_there_is_not_put_there_but_what_is_empty_is_filled(view: View) -> None:
    check(
        view,
        "title:\nauthors: []\ndate: ~\ndoi: ''\ncitekey: vaswani2017\nurl:  # which\nacl:\n",
        f"title: {ATTENTION}\nauthors: [Ashish Vaswani, Noam Shazeer]\ndate: 2017-06-12\n"
        "doi: '10.1234/abc'\ncitekey: vaswani2017\nurl: https://example.org/a  # which\nacl:\n",
        *("title", "authors", "date", "doi", "url"),
    )


def test_what_no_dump_knows_any_more_stays(view: View) -> None:
    lines = "citekey: doe2020\narxiv: 2001.00001\nurl: https://example.org\ndate: 2020-05-06\n"
    check(view, lines, lines)


def test_a_key_of_the_writers_own_stays_and_an_empty_one_is_filled(view: View) -> None:
    check(view, "citekey: mine\ndoi: 10.1234/w\n", "citekey: mine\ndoi: 10.1234/w\n")
    check(
        view,
        "citekey: '@mine'\ntitle: 'weaving, a study'\nauthors: ['Doe, Ann', B]\n",
        "citekey: '@mine'\ntitle: 'Weaving: A *Study*'\nauthors: ['Ann Doe']\n",
        *("title", "authors"),
    )
    check(
        view,
        "citekey:\ndoi: 10.1234/w\n",
        "citekey: doe2020\ndoi: 10.1234/w\n",
        "citekey",
    )


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("citekey: twin\ndoi: 10.1234/two", "Not Twins"),
        ("citekey: twin\ntitle: twins", "Twins"),
        ("doi: 10.1234/w\ntitle: Same Name", "Weaving: A *Study*"),
        ("title: same name\nauthor: Cy Poe and others", "Same Name"),
        ("title: same name\nauthors:\n- Moe, Di", "Same Name"),
        ("citekey: nobody\ntitle: same name\nauthors: [Di Moe]", "Same Name"),
    ],
)
def test_names_together_tell_which_paper_it_is(view: View, lines: str, title: str) -> None:
    found = of_note(f"---\n{lines}\n---\n", view, ROOT)
    assert found is not None
    assert found.paper.title == title


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        ("x: 1\ncitekey: nobody", 3, "no dump has the paper that it names: citekey 'nobody'"),
        ("doi: n/a\narxiv: \x1b[1m", 2, "no dump has the paper that it names: doi 'n/a', arxiv '[1m'"),  # noqa: E501 - a row
        ("citekey: nobody\ntitle: Twins", 2, "no dump has the paper that it names: citekey 'nobody', title 'Twins'; did you mean 'Twins' (citekey twin)?"),  # noqa: E501 - a row
        ("citekey: made-3eb126\ntitle: Mending Nets off the Weastern Coast", 2, "no dump has the paper that it names: citekey 'made-3eb126', title 'Mending Nets off the Weastern Coast'; did you mean 'Mending Nets off the Western Coast' (citekey nets)?"),  # noqa: E501 - a row
        ("citekey: twin", 2, "it names 2 papers: 'Twins' (a.bib:13); 'Not Twins' (a.bib:17)"),
        ("citekey: vaswani2017\ndoi: 10.1234/w", 2, f"it names 2 papers: '{ATTENTION}' (a.bib:1); 'Weaving: A *Study*' (a.bib:5)"),  # noqa: E501 - a row
        ("citekey: doe2020\ntitle: Weaving II\ndoi: 10.5555/unrelated", 2, "the key names 'Weaving: A *Study*', but its doi and title are another's"),  # noqa: E501 - a row
        ("citekey: '@doe2020'\ntitle:\n  Weaving\n  II\ndoi: https://doi.org/10.5555/unrelated", 2, "the key names 'Weaving: A *Study*', but its doi and title are another's"),  # noqa: E501 - a row
        ("citekey: doe2020\ndoi: 10.5555/unrelated", 2, "the key names 'Weaving: A *Study*', but its doi is another's"),  # noqa: E501 - a row
        ("citekey: vaswani2017\narxiv: 1812.00001\ntitle: Attention", 2, f"the key names '{ATTENTION}', but its arxiv and title are another's"),  # noqa: E501 - a row
        ("citekey: vaswani2017\npmid: 12345\ntitle: Attention\ndoi: 10.5555/1", 2, f"the key names '{ATTENTION}', but its doi and title are another's"),  # noqa: E501 - a row
        ("citekey: vaswani2017\ndoi: 10.5555/1\ntitle: a: b", 4, "no YAML: mapping values are not allowed here"),  # noqa: E501 - a row
        ("citekey: vaswani2017\ntitle: a: b", 3, "no YAML: mapping values are not allowed here"),
        ("citekey: vaswani2017\ntitle: a\nx: 1\ntitle: b", 5, "'title' stands there 2 times"),
        ("citekey: vaswani2017\ncitekey: doe2020", 3, "'citekey' stands there 2 times"),
        ("citekey: vaswani2017\nx: " + "[" * 99, 2, "the front matter is nested too deeply"),
    ],
)  # fmt: skip
def test_what_is_left_as_it_is_and_why(view: View, lines: str, line: int, said: str) -> None:
    text = f"---\n{lines}\n---\n"
    with pytest.raises(MetadataError) as told:
        of_note(text, view, ROOT)
    assert str(told.value) == said
    assert text.count("\n", 0, told.value.offset) + 1 == line


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"# {ATTENTION}\n",
        f"---\ntitle: {ATTENTION}\ndate: 2024-01-01\n---\n",
        f"---\ntitle: {ATTENTION}\nauthor: Me\n---\n",
        f"---\ntitle: {ATTENTION}\nauthors: [Me: too]: x\n---\n",
        "---\ntitle: Nothing known\nauthors: [Ashish Vaswani]\n---\n",
        "---\ncitekey:\n---\n",
        "---\ncitekey: vaswani2017\n",
        "text\n---\ncitekey: vaswani2017\n---\n",
    ],
)
def test_what_is_no_literature_note(view: View, text: str) -> None:
    assert refreshed(view, text) is None


def block(name: str, content: str) -> str:
    return f"<!-- litnotes:{name} -->\n{content}<!-- /litnotes:{name} -->\n"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("summary", "We propose the Transformer, which \\[keeps\\] attention alone."),
        ("abstract", "We propose the Transformer, which \\[keeps\\] attention alone."),
        ("title", ATTENTION),
        ("authors", "Ashish Vaswani, Noam Shazeer"),
        ("author_count", "2"),
        ("year", "2017"),
        ("doi", "10\\.1234/abc"),
        ("urls", "https://example.org/a, https://example.org/b"),
    ],
)
def test_blocks_that_are_marked_are_filled(view: View, name: str, told: str) -> None:
    around = "---\ncitekey: vaswani2017\n---\n\nold\n\n{}\nold\n"
    before = around.format(block(name, "\nold\n\n"))
    assert refreshed(view, before) == (around.format(block(name, f"\n{told}\n\n")), (name,))
    wrapped = around.format(block(name, "  " + told.replace(" ", "\n") + "\n"))
    assert refreshed(view, wrapped) == (wrapped, ())


@pytest.mark.parametrize("name", ["references", "ids", "venue", "nobody", "Summary"])
def test_blocks_of_other_names_or_of_nothing_known_stay(view: View, name: str) -> None:
    text = f"---\ncitekey: vaswani2017\n---\n{block(name, 'old')}"
    assert refreshed(view, text) == (text, ())


_TEXT = st.text() | st.lists(
    st.sampled_from([*"@#[]<>`*_~-$!:'\" \n\\", "<!-- /litnotes:summary -->", "---", "[[", "a"])
).map("".join)


@given(_TEXT, _TEXT, st.lists(_TEXT, max_size=3))
def test_whatever_dumps_say_is_inert_and_stays_where_it_is(
    view: View, title: str, abstract: str, authors: list[str]
) -> None:
    (known,) = view.called("key:vaswani2017")
    other = replace(known, title=title, abstract=abstract, authors=tuple(authors))
    text = literature.text_of(known, ROOT)
    head = head_of(text)
    assert head is not None
    after = applied(text, refresh.refreshed(text, head, other, view, ROOT).edits)
    told = head_of(after)
    assert told is not None
    assert [b.name for b in managed(after)] == ["summary"]
    kept = [line for line in text.split("\n") if line.startswith(("#", "citekey", "doi", "source"))]
    assert [line for line in after.split("\n") if line in kept] == kept
    assert refresh.refreshed(after, told, other, view, ROOT).edits == ()
