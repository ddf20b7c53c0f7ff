"""Every way in which a note names a paper: exactly how far it reaches, and which paper it means."""

from pathlib import Path

import pytest

from litnotes_index.citations import Citation, citation_at, citations, place_at, places
from litnotes_index.markdown import parse
from litnotes_index.model import Entry
from litnotes_index.notes import Kind
from litnotes_index.view import View
from support.marked import marked
from support.papers import library, paper
from support.shelf import with_notes

ATTENTION = "Attention Is All You Need"
BASKETS = "Learning to Weave Baskets"
BERT = "BERT: A Model of Words"
ADAM = "Adam: A Method for Stochastic Optimization"
NOTES = {
    "Reading 17.md": "---\ncitekey: weaver1999\n---\n",
    "A Plan.md": f"See [[{BASKETS}]].\n",
    "other/Ideas.md": "---\ndoi: 10.5555/nobody\n---\n",
    "Thoughts.md": f"# {ATTENTION}\n\nWords.\n",
}


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    folder, root = tmp_path_factory.mktemp("index"), tmp_path_factory.mktemp("notes")
    dumps: dict[str, list[Entry | str]] = {
        "/dumps/lab.bib": [
            paper(BASKETS, key="weaver1999", ids={"doi": "10.1234/basket.7", "pmid": "31978945"}),
            paper("Gradient Surgery by Night", key="smith2020"),
            paper("Gradient Surgery by Day", key="smith2020"),
            paper("Counting Sheep Again", key="weaver:a/b"),
            paper("Figures of Speech and Loss", key="fig:speech"),
        ],
        "/dumps/page.txt": [
            ATTENTION,
            paper("Forms of Some Length", key="Longformer"),
            paper(BERT, urls=("https://www.example.org/bert/",)),
            paper(ADAM, ids={"arxiv": "1412.6980"}),
            "Adam",
            "Longformer",
        ],
    }
    known = library(folder, dumps=dumps)
    for name, text in NOTES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)
    return with_notes(known, root, folder / "notes")


def cited(view: View, source: str) -> tuple[str, list[Citation]]:
    note = marked(source)
    return note.text, citations(parse(note.text), view)


def check(view: View, source: str, kind: Kind, *titles: str, key: str | None = None) -> None:
    """Check that `ref` is the one citation, of these papers, and `key` is spanned as its key."""
    text, found = cited(view, source)
    ((start, end),) = marked(source).spans.values()
    assert [(text[c.start : c.end], c.kind) for c in found] == [(text[start:end], kind)]
    (one,) = found
    assert (one.start, one.end) == (start, end)
    assert [paper.title for paper in one.papers] == [*titles]
    assert (one.key and text[slice(*one.key)]) == key


@pytest.mark.parametrize(
    ("source", "title", "key"),
    [
        ("See <ref|[[weaver1999]]>.", BASKETS, "weaver1999"),
        ("See <ref|![[weaver1999]]>.", BASKETS, "weaver1999"),
        ("See <ref|[[ weaver1999 |Weaver]]>.", BASKETS, "weaver1999"),
        ("See <ref|[[weaver1999#Results|it]]>.", BASKETS, "weaver1999"),
        ("See <ref|[[weaver:a/b]]>.", "Counting Sheep Again", "weaver:a/b"),
        ("See <ref|[[@weaver1999]]>.", BASKETS, "weaver1999"),
        ("See <ref|[[papers/weaver1999.md]]>.", BASKETS, None),
        (f"See <ref|[[{ATTENTION}]]>.", ATTENTION, None),
        ("See <ref|[[attention-is-all-you-need]]>.", ATTENTION, "attention-is-all-you-need"),
        (f"See <ref|[[{ATTENTION.lower()}|that one]]>.", ATTENTION, None),
        (f"See <ref|[[some note|{ATTENTION}]]>.", ATTENTION, None),
        (f"See <ref|[[{ATTENTION}#^block]]>.", ATTENTION, None),
        (f"See <ref|[[{ATTENTION}.md]]>.", ATTENTION, None),
        (f"| a |\n|---|\n| <ref|[[{ATTENTION}\\|it]]> |", ATTENTION, None),
        ("See <ref|[[papers/BERT_ A Model of Words.md]]>.", BERT, None),
        ("See <ref|[[../papers/BERT A Model of Words]]>.", BERT, None),
        ("See <ref|[[BERT]]>.", BERT, None),
        ("See <ref|[[papers/BERT.md|it]]>.", BERT, None),
        (f"# On <ref|[[{ATTENTION}]]>", ATTENTION, None),
        # The file is called otherwise; what it says of itself is what it is about.
        ("See <ref|[[Reading 17]]>.", BASKETS, None),
        ("See <ref|[[reading 17#Results|my notes]]>.", BASKETS, None),
        ("See <ref|[[notes/Reading 17.md]]>.", BASKETS, None),
        ("See <ref|[[Thoughts]]>.", ATTENTION, None),
    ],
)
def test_wikilinks(view: View, source: str, title: str, key: str | None) -> None:
    check(view, source, "wikilink", title, key=key)


@pytest.mark.parametrize(
    ("source", "title", "key"),
    [
        ("As <ref|@weaver1999> says", BASKETS, "weaver1999"),
        ("As <ref|@weaver1999>.", BASKETS, "weaver1999"),
        ("As <ref|@weaver1999> [p. 3] says", BASKETS, "weaver1999"),
        ("So [<ref|@weaver1999>, p. 3]", BASKETS, "weaver1999"),
        ("So [<ref|-@weaver1999>]", BASKETS, "weaver1999"),
        ("So [see <ref|-@weaver1999>, ch. 2]", BASKETS, "weaver1999"),
        ("So <ref|@{weaver1999}>s", BASKETS, "weaver1999"),
        ("So [<ref|@{weaver:a/b}>]", "Counting Sheep Again", "weaver:a/b"),
        ("So [<ref|@weaver:a/b>].", "Counting Sheep Again", "weaver:a/b"),
        ("So <ref|@fig:speech>", "Figures of Speech and Loss", "fig:speech"),
        ("So [<ref|@doi:10.1234/basket.7>]", BASKETS, "doi:10.1234/basket.7"),
        ("So [<ref|@arxiv:1412.6980v3>]", ADAM, "arxiv:1412.6980v3"),
        ("So [<ref|@pmid:31978945>]", BASKETS, "pmid:31978945"),
        ("So [<ref|@url:https://example.org/bert>]", BERT, "url:https://example.org/bert"),
        ("So <ref|@https://example.org/bert>, too", BERT, "https://example.org/bert"),
        ("# On <ref|@weaver1999>", BASKETS, "weaver1999"),
        ("| a |\n|---|\n| <ref|@weaver1999> |", BASKETS, "weaver1999"),
    ],
)  # fmt: skip
def test_pandoc_citations(view: View, source: str, title: str, key: str) -> None:
    check(view, source, "pandoc", title, key=key)


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("Look at <ref|https://doi.org/10.1234/basket.7>.", BASKETS),
        ("Look at <ref|http://dx.doi.org/10.1234/BASKET.7>, too", BASKETS),
        ("Look (<ref|https://arxiv.org/pdf/1412.6980v9>) here", ADAM),
        ("Look at <ref|www.arxiv.org/abs/1412.6980>!", ADAM),
        ("Look at <ref|https://example.org/bert>", BERT),
        ("Look at <ref|https://www.example.org/bert/#abstract>", BERT),
        ("Look at <ref|doi:10.1234/basket.7>", BASKETS),
        ("Look at <ref|DOI: 10.1234/basket.7>;", BASKETS),
        ("Look at *<ref|10.1234/basket.7>*.", BASKETS),
        ("Look (<ref|10.1234/basket.7>).", BASKETS),
        ("Look [<ref|10.1234/basket.7>].", BASKETS),
        ("「参照（<ref|10.1234/basket.7>）。", BASKETS),
        ("見る: <ref|10.1234/basket.7>。", BASKETS),
        ("Look at “<ref|10.1234/Basket.7>”", BASKETS),
        ("Look at <ref|arXiv:1412.6980>.", ADAM),
        ("Look at <ref|arxiv:1412.6980v9> [cs.LG]", ADAM),
        ("Look at arXiv <ref|1412.6980>?", ADAM),
        ("Look at <ref|PMID: 31978945>.", BASKETS),
        ("# On <ref|arXiv:1412.6980>", ADAM),
        ("| a | b |\n|---|---|\n| x | <ref|10.1234/basket.7> |", BASKETS),
        ("- [ ] <ref|https://arxiv.org/abs/1412.6980>", ADAM),
        ("See [that one, <ref|arXiv:1412.6980>](https://example.org/nothing).", ADAM),
        ("x\r\n> <ref|1412.6980>\r\n> y", ADAM),
    ],
)
def test_identifiers_and_addresses(view: View, source: str, title: str) -> None:
    check(view, source, "identifier", title)


def test_an_address_in_angle_brackets_is_one_with_them(view: View) -> None:
    source = "See <https://arxiv.org/abs/1412.6980> and <me@example.org>."
    text, found = cited(view, source)
    assert [(text[c.start : c.end], c.kind) for c in found] == [
        ("<https://arxiv.org/abs/1412.6980>", "identifier")
    ]


def test_a_group_is_as_many_citations_as_keys(view: View) -> None:
    source = "🙂 [see @weaver1999, pp. 3–5; -@attention-is-all-you-need; also @nobody2001]"
    text, found = cited(view, source)
    assert [(text[c.start : c.end], [p.title for p in c.papers]) for c in found] == [
        ("@weaver1999", [BASKETS]),
        ("-@attention-is-all-you-need", [ATTENTION]),
        ("@nobody2001", []),
    ]


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (f"See <ref|[{ATTENTION}](https://example.org)>.", ATTENTION),
        (f"See <ref|[*{ATTENTION.lower()}*](x.md 'a title')>.", ATTENTION),
        (f"See <ref|[{ATTENTION}][1]>.\n\n[1]: x.md", ATTENTION),
        (f"See <ref|[{ATTENTION}][]>.\n\n[{ATTENTION}]: x.md", ATTENTION),
        (f"See <ref|![{ATTENTION}](figure.png)>.", ATTENTION),
        ("See <ref|[weaver1999](weaver.pdf)>.", BASKETS),
        ("See <ref|[@weaver1999](weaver.pdf)>.", BASKETS),
        ("See <ref|[BERT](bert.md)>.", BERT),
        ("See <ref|[**bert**](https://example.org)>.", BERT),
        ("See <ref|[here](Attention%20Is%20All%20You%20Need.md)>.", ATTENTION),
        ("See <ref|[here](../papers/weaver1999.md#results)>.", BASKETS),
        ("See <ref|[here](papers/BERT_%20A%20Model%20of%20Words.md)>.", BERT),
        ("See <ref|[here](Reading%2017.md)>.", BASKETS),
        ("See <ref|[here](https://doi.org/10.1234/BASKET.7)>.", BASKETS),
        ("See <ref|[here](http://dx.doi.org/10.1234/basket.7#abstract)>.", BASKETS),
        ("See <ref|[here](https://arxiv.org/pdf/1412.6980v9.pdf)>.", ADAM),
        ("See <ref|[here](https://arxiv.org/abs/1412.6980#x)>.", ADAM),
        ("See <ref|[here](http://example.org/bert)>.", BERT),
        ("See <ref|[here](https://www.EXAMPLE.org/bert/#intro)>.", BERT),
        (f"## 3. <ref|[{ATTENTION}](https://example.org)>", ATTENTION),
        ("See <ref|[here][1]>.\n\n[1]: https://doi.org/10.1234/basket.7", BASKETS),
        ("See <ref|[here][]>.\n\n[Here]: <Reading%2017.md> 'A title'", BASKETS),
        ("See <ref|[here]>.\n\n[here]: https://www.example.org/bert/", BERT),
    ],
)  # fmt: skip
def test_links(view: View, source: str, title: str) -> None:
    text, found = cited(view, source)
    start, end = marked(source).spans["ref"]
    links = [citation for citation in found if citation.kind == "link"]
    assert [(c.start, c.end, [p.title for p in c.papers]) for c in links] == [(start, end, [title])]
    # Besides it, no more than a key in its text.
    assert all(c.kind == "pandoc" and text[c.start - 1] == "[" for c in found if c not in links)


def test_an_address_in_angle_brackets(view: View) -> None:
    source = "See [here](<papers/BERT: A Model of Words.md>) and [it](<BERT: A Model of Words.md>)"
    found = citations(parse(source), view)
    assert [(c.kind, [p.title for p in c.papers]) for c in found] == [("link", [BERT])] * 2


@pytest.mark.parametrize(
    ("source", "title", "key"),
    [
        (f"---\ntitle: <ref|{ATTENTION}>\n---\n", ATTENTION, None),
        (f'---\ntitle: "<ref|{ATTENTION}>"\n---\n', ATTENTION, None),
        (f"---\ntitle: '<ref|{ATTENTION.lower()}>'\n---\n", ATTENTION, None),
        (f"---\ntitle: <ref|{BERT}>\n---\n", BERT, None),
        (f"---\r\ntags: [a]\r\ntitle: <ref|{ATTENTION}>\r\n---\r\n", ATTENTION, None),
        ("---\ncitekey: <ref|weaver1999>\n---\n", BASKETS, "weaver1999"),
        ('---\ncitekey: "<ref|@weaver1999>"\n---\n', BASKETS, "weaver1999"),
        ("---\ndoi: <ref|10.1234/Basket.7>\n---\n", BASKETS, None),
        ("---\ndoi: '<ref|10.1234/basket.7>'\n---\n", BASKETS, None),
        ("---\ndoi: <ref|https://doi.org/10.1234/basket.7>\n---\n", BASKETS, None),
        ("---\narxiv: <ref|1412.6980>\n---\n", ADAM, None),
        ('---\narxiv: "<ref|1412.6980v2>" # a remark\n---\n', ADAM, None),
        ("---\narxiv: <ref|arXiv:1412.6980>\n---\n", ADAM, None),
    ],
)  # fmt: skip
def test_front_matter(view: View, source: str, title: str, key: str | None) -> None:
    check(view, source, "front-matter", title, key=key)


@pytest.mark.parametrize(
    ("source", "kind", "titles"),
    [
        # A key before a title, a title before a nickname.
        ("<ref|[[Longformer]]>", "wikilink", ["Forms of Some Length"]),
        ("<ref|[[longformer|x]]>", "wikilink", ["Longformer"]),
        ("<ref|[[Adam]]>", "wikilink", ["Adam"]),
        # A word may be anything; where it leads says more.
        (
            "<ref|[Adam](https://arxiv.org/abs/1412.6980)>",
            "link",
            [ADAM],
        ),
        # What the link says before its alias.
        (f"<ref|[[{BASKETS}|{ATTENTION}]]>", "wikilink", [BASKETS]),
        (f"<ref|[[Reading 17|{ATTENTION}]]>", "wikilink", [BASKETS]),
        # The text of a link before where it leads.
        (f"<ref|[{ATTENTION}](https://doi.org/10.1234/basket.7)>", "link", [ATTENTION]),
        (f"<ref|[{ATTENTION}](weaver1999.md)>", "link", [ATTENTION]),
        # A key of two papers may mean either.
        ("<ref|@smith2020>", "pandoc", ["Gradient Surgery by Night", "Gradient Surgery by Day"]),
        # Markup wins over the place.
        (f"# <ref|{ATTENTION}>", "heading", [ATTENTION]),
        (f"# <ref|[[{ATTENTION}]]>", "wikilink", [ATTENTION]),
        (f"So <ref|{ATTENTION}>", "mention", [ATTENTION]),
    ],
)  # fmt: skip
def test_which_name_counts(view: View, source: str, kind: Kind, titles: list[str]) -> None:
    _, found = cited(view, source)
    assert [(c.kind, sorted(p.title for p in c.papers)) for c in found] == [(kind, sorted(titles))]


def test_an_unknown_key_is_a_citation_of_nothing(view: View) -> None:
    check(view, "So [see <ref|@nobody2001>, p. 3]", "pandoc", key="nobody2001")
    check(view, "So <ref|@doi:10.5555/nobody>", "pandoc", key="doi:10.5555/nobody")


@pytest.mark.parametrize(
    "source",
    [
        *("@fig:loss", "[@tbl-results; @sec:intro]", "@{lst:x}", "[see -@eq-one]"),
        *("[[A Plan]]", "[[Ideas]]", "[[other/Ideas.md]]", "[[No Such Note]]", "[[#Results]]"),
        *("[here](A%20Plan.md)", "[here](https://example.org)", "[here](#results)", "[](x.md)"),
        *("me@weaver1999.org", "weaver@weaver1999", "<me@weaver1999.org>", "\\[[x\\]]", "`@k`"),
        *("$@weaver1999$", "```\n[@weaver1999]\n```", "<!-- [[weaver1999]] -->", "@", "[@]"),
        *("https://doi.org/10.5555/nobody", "arXiv:1706.00001", "11412.6980", "1412.69801"),
        *("`10.1234/basket.7`", "$1412.6980$", "x1412.6980", "1412.6980.5", "0.1412.6980"),
        *("[[10.1234/nobody 1412.6980]]", "PMID 31978945", "me@arxiv.org", "doi:", "10.1234/"),
        *("---\ntitle: Nothing\ncitekey: nobody\n---\n", f"---\nother: {ATTENTION}\n---\n"),
        f"---\ntitle: [{ATTENTION}]\n---\n",
    ],
)
def test_none(view: View, source: str) -> None:
    assert cited(view, source)[1] == []


def test_they_come_in_the_order_of_the_text(view: View) -> None:
    text = f"---\ntitle: {ATTENTION}\ndoi: 10.1234/basket.7\ncitekey: smith2020\n---\n"
    text += f"# {BASKETS}\n\n@weaver1999 [[BERT]] Longformer [BERT](a.md) @nobody\n"
    found = citations(parse(text), view)
    starts = [citation.start for citation in found]
    assert starts == sorted(starts)
    assert [c.kind for c in found] == [
        *["front-matter"] * 3,
        *("heading", "pandoc", "wikilink", "mention", "link", "pandoc"),
    ]


def test_places_are_kept_for_papers_that_are_yet_to_come(view: View) -> None:
    text = "[[No Such Note]] [x y](https://example.org/soon) @fig:soon @nobody\n"
    found = places(parse(text), view)
    assert [place.names[0] for place in found] == [
        *("title:no such note", "url:example.org/soon", "key:fig:soon", "key:nobody"),
    ]
    assert all(place.papers == () for place in found)


def test_the_citation_under_the_cursor(view: View) -> None:
    source = marked(f"So [[BERT]]<|>@weaver1999, @nobody and {ATTENTION}")
    note = parse(source.text)
    at = place_at(note, source.cursor, view)
    assert at is not None
    assert (at.kind, at.start) == ("pandoc", source.cursor)
    assert citation_at(note, source.text.index("nobody"), view) is None
    unknown = place_at(note, source.text.index("nobody"), view)
    assert unknown is not None
    assert unknown.names == ("key:nobody",)
    last = citation_at(note, len(source.text), view)
    assert last is not None
    assert last.kind == "mention"
    assert place_at(note, 0, view) is None


def test_a_note_without_papers_names_none(tmp_path: Path) -> None:
    view = library(tmp_path)
    found = citations(parse(f"[[{ATTENTION}]] {ATTENTION} [@k] [{ATTENTION}](x)"), view)
    assert [(c.kind, c.papers) for c in found] == [("pandoc", ())]
