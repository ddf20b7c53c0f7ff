"""A note whose citations are all written in another form cites the same papers as before."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.addresses import url
from litnotes_index.citations import citations
from litnotes_index.converting import WRITTEN, Conversion, conversion
from litnotes_index.edit import applied
from litnotes_index.forms import Address
from litnotes_index.markdown import parse
from litnotes_index.model import Paper
from litnotes_index.notes import IN_TEXT, Kind
from litnotes_index.view import View
from support.papers import library, paper

ATTENTION = "Attention Is All You Need"
ADAM = "Adam: A Method for Stochastic Optimization"
HABITS = "Retrieval [Revisited] | A Study of Habits"
HABITS_SHOWN = "Retrieval Revisited A Study of Habits"
ADAM_URL = "https://arxiv.org/abs/1412.6980"
TEMPLATES = ("[[@{key}]]", "@{key}", "*{title}* [@{key}]", "[{short_authors} {year}]({url})")


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    return library(
        tmp_path_factory.mktemp("library"),
        paper(ATTENTION, key="vaswani2017", authors=("Ashish Vaswani", "Noam Shazeer")),
        paper(ADAM, key="kingma2014", ids={"arxiv": "1412.6980"}),
        paper(HABITS, key="habits"),
        paper("Dropout", key="dropout"),
        paper("Learning $k$-Means from Few Samples", key="a, b", urls=("https://e.org/#k",)),
        paper("Gradient Surgery by Night", key="smith2020"),
        paper("Gradient Surgery by Day", key="smith2020"),
    )


def converted(
    view: View, text: str, form: str, *kinds: Kind, address: Address = url
) -> tuple[str, Conversion]:
    found = conversion(view, parse(text), form, address, kinds)
    return applied(text, found.edits), found


@pytest.mark.parametrize(
    ("before", "form", "after"),
    [
        (f"As [[{ATTENTION}]] and [[kingma2014|they]] say.", "link",
         f"As [[{ATTENTION}]] and [they]({ADAM_URL}) say."),
        (f"As [[{ATTENTION}]] and [[Adam]] say.", "pandoc",
         "As [@vaswani2017] and [@kingma2014] say."),
        ("As [@vaswani2017; @kingma2014] and @habits say.", "wikilink",
         f"As [[{ATTENTION}]]; [[{ADAM}]] and [[habits|{HABITS_SHOWN}]] say."),
        (f"See [Adam]({ADAM_URL}), [it]({ADAM_URL}).", "wikilink",
         f"See [[{ADAM}|Adam]], [[{ADAM}|it]]."),
        (f"See [Adam]({ADAM_URL}).", "[[@{key}]]", "See [[@kingma2014]]."),
        (f"- > [@vaswani2017]\r\n- [[{ATTENTION}]]\r\n", "@{key}",
         "- > @vaswani2017\r\n- @vaswani2017\r\n"),
        ("| a |\n|---|\n| [@habits] |", "wikilink",
         f"| a |\n|---|\n| [[habits\\|{HABITS_SHOWN}]] |"),
        ("| a |\n|---|\n| [[kingma2014\\|it]] |", "link", f"| a |\n|---|\n| [it]({ADAM_URL}) |"),
        ("[@{a, b}]", "link", "[Learning $k$-Means from Few Samples](https://e.org/#k)"),
        ("[Learning $k$-Means from Few Samples](https://e.org/#k)", "pandoc", "[@{a, b}]"),
        ("**[@vaswani2017]** “[@kingma2014]”", "title", f"**{ATTENTION}** “{ADAM}”"),
        # What is in no citation stays, and so does what is no citation.
        (f"`[@habits]` $[@habits]$ [[Some note]] [x](y.md) {ATTENTION} {ADAM_URL}", "link", None),
        ("```\n[@vaswani2017]\n```\n\n<!-- [@vaswani2017] -->", "wikilink", None),
        (f"---\ncitekey: vaswani2017\ntitle: {ATTENTION}\n---\n", "pandoc", None),
    ],
)  # fmt: skip
def test_a_note(view: View, before: str, form: str, after: str | None) -> None:
    text, found = converted(view, before, form)
    assert text == (before if after is None else after)
    assert found.left == ()
    assert found.changed >= len(found.edits)
    assert converted(view, text, form)[0] == text


@pytest.mark.parametrize(
    ("before", "form", "reason"),
    [
        ("[@vaswani2017, p. 3]", "wikilink", "has a locator or words of its own"),
        ("[see @vaswani2017]", "wikilink", "has a locator or words of its own"),
        ("@vaswani2017 [p. 3]", "link", "has a locator"),
        ("[-@vaswani2017]", "wikilink", "leaves out an author"),
        ("[@unheard]", "wikilink", "is no known key"),
        ("[@smith2020]", "wikilink", "may be any of 2 papers"),
        ("[[vaswani2017|my words]]", "pandoc", "shows words of its own"),
        ("[[vaswani2017|my words]]", "[[@{key}]]", "shows words of its own"),
        ("[[vaswani2017#Method]]", "pandoc", "points to a section"),
        ("[[vaswani2017^b1|it]]", "pandoc", "points to a section"),
        ("![[vaswani2017]]", "pandoc", "is an embed"),
        (f"![Adam]({ADAM_URL})", "pandoc", "is an image"),
        (f"[my words]({ADAM_URL})", "pandoc", "shows words of its own"),
        (f"[`my` words]({ADAM_URL})", "wikilink", "shows more than words"),
        (f"[a\\_b]({ADAM_URL})", "wikilink", "shows words that cannot stand there"),
        (f"[Adam]({ADAM_URL} 'x')", "wikilink", "has a title that shows on hover"),
        (f"[Adam]({ADAM_URL}#S2)", "wikilink", "points to a place in the paper"),
        ("[Adam](https://example.org/slides)", "wikilink", "leads elsewhere"),
        ("@unheard [@vaswani2017]", "wikilink", "goes on with the key before it"),
        ("@unheard [@vaswani2017; @habits]", "link", "goes on with the key before it"),
        (f"[[my notes on it|{ATTENTION}]]", "pandoc", "leads elsewhere"),
        ("## On [[Adam]]", "pandoc", "is in a heading"),
        ("[see @vaswani2017 there](x.md)", "wikilink", "is in the text of a link"),
        ("*[@vaswani2017*]", "wikilink", "has a locator or words of its own"),
        ("[[vaswani2017]](x)", "pandoc", "would be something else with what stands beside it"),
        ("[[vaswani2017]][x]\n\n[x]: y", "[@{key}, in all]",
         "would be something else with what stands beside it"),
        ("A note.^[@vaswani2017]", "link", "would be something else with what stands beside it"),
        ("A note.^[see @vaswani2017]", "link", "has a locator or words of its own"),
        ("Look![[Adam]]", "pandoc", "is an embed"),
        ("So [@vaswani2017]:a", "@{key}", "would be something else with what stands beside it"),
        ("So [@vaswani2017] [p. 3]", "@{key}",
         "would be something else with what stands beside it"),
        # An everyday word is a title only where it stands for itself.
        ("We use [[dropout]] a lot", "title", "would no longer be read as the same paper"),
        ("word[@vaswani2017]", "@{key}", "would no longer be read as the same paper"),
        ("[@vaswani2017]", "https://doi.org/{doi}", "would no longer be read as the same paper"),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_without_loss_stays(
    view: View, before: str, form: str, reason: str
) -> None:
    text, found = converted(view, before, form)
    assert text == before
    assert reason in [left.reason for left in found.left]


def test_of_a_group_all_changes_or_nothing(view: View) -> None:
    text, found = converted(view, "[@vaswani2017; @unheard]", "wikilink")
    assert text == "[@vaswani2017; @unheard]"
    reasons = {text[one.start : one.end]: one.reason for one in found.left}
    assert reasons == {
        "@vaswani2017": "is in one group with what stays",
        "@unheard": "is no known key",
    }
    _, found = converted(view, "[@vaswani2017; @fig:x]", "wikilink")
    assert [one.reason for one in found.left] == ["is beside what is no known key"]
    _, found = converted(view, "[@vaswani2017, p. 3; @habits]", "wikilink")
    assert [one.reason for one in found.left] == ["has a locator or words of its own"] * 2


def test_what_is_simply_typed_is_changed_where_that_is_asked_for(view: View) -> None:
    source = f"# {ADAM}\n\n## {ATTENTION}\n\n{ATTENTION}, {ADAM_URL}, [[Adam]]"
    assert converted(view, source, "pandoc", "mention")[0] == source.replace(
        f"\n{ATTENTION},", "\n[@vaswani2017],"
    )
    assert converted(view, source, "wikilink", "identifier")[0] == source.replace(
        ADAM_URL, f"[[{ADAM}]]"
    )
    text, found = converted(view, source, "pandoc", "heading")
    # The first heading is what the note is called.
    assert text == source.replace(f"## {ATTENTION}", "## [@vaswani2017]")
    assert [one.reason for one in found.left] == ["is in the title of the note"]


def test_what_has_the_form_is_changed_where_that_is_asked_for(view: View) -> None:
    source = "[[vaswani2017]] and @habits [p. 3], [@kingma2014]"
    assert converted(view, source, "wikilink", "wikilink")[0] == source.replace(
        "vaswani2017", ATTENTION
    )
    assert converted(view, source, "pandoc", "pandoc")[0] == source.replace(
        "@habits [p. 3]", "[@habits, p. 3]"
    )


def test_a_template_is_not_written_into_itself(view: View) -> None:
    template = "{title} [@{key}, {year}]"
    text, _ = converted(view, "See [[Adam]].", template)
    assert text == f"See {ADAM} [@kingma2014, ]."
    assert converted(view, text, template, *IN_TEXT) == (text, Conversion((), (), 0))


def test_links_point_from_the_note(view: View) -> None:
    text, _ = converted(view, "[@vaswani2017]", "link", address=lambda _: "papers/a%20b.md")
    assert text == f"[{ATTENTION}](papers/a%20b.md)"


def test_a_paper_that_an_edit_would_hide_stays(view: View, tmp_path: Path) -> None:
    """`Neural [[Scene]]` as words is another title, and so neither of both may change."""
    odd = library(tmp_path, "Rather Odd Scene Flow", "Scene Flow")
    text, found = converted(odd, 'Rather Odd "[[Scene Flow]]" and [[Scene Flow]]', "title")
    assert text == 'Rather Odd "[[Scene Flow]]" and [[Scene Flow]]'
    assert {one.reason for one in found.left} == {"would no longer be read as the same paper"}


PIECES = st.sampled_from(
    [
        *("[@vaswani2017]", "@kingma2014", "[@habits; @vaswani2017]", "[see @a, p. 3; -@dropout]"),
        *(f"[[{ATTENTION}]]", "[[kingma2014|it]]", "[[Adam]]", "[[habits\\|x]]", "![[Adam]]"),
        *("[[Adam#x]]", f"[Adam]({ADAM_URL})", f"[it](<{ADAM_URL}>)", f"[{ATTENTION}][1]"),
        *(f"[see [@habits]]({ADAM_URL})", ATTENTION, "Dropout", ADAM_URL, "[@{a, b}]", "[[", "]]"),
        *("[", "]", "(", ")", "|", "`", "$", "*", "_", "\\", "!", "@", "-", ": x", "“", "”", "<b>"),
        *(" ", " ", ", ", ". ", "\n", "\n\n", "\r\n", "# ", "> ", "- ", "| a |\n|---|\n| ", "é"),
        f"\n\n[1]: {ADAM_URL}\n",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=16).map("".join)


def outside(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """What stands between spans."""
    ends = [0, *(end for _, end in spans)]
    return [text[end:start] for end, (start, _) in zip(ends, [*spans, (len(text), 0)], strict=True)]


def cited(view: View, text: str) -> list[tuple[Paper, ...]]:
    """The papers of each citation; of a title and its key side by side once."""
    found = [one.papers for one in citations(parse(text), view)]
    return [papers for at, papers in enumerate(found) if not at or papers != found[at - 1]]


@given(text=TEXTS, form=st.sampled_from(["title", *WRITTEN, *TEMPLATES]), every=st.booleans())
@settings(deadline=None, max_examples=150)
def test_the_same_papers_are_cited_and_all_else_stays(
    view: View, text: str, form: str, every: bool
) -> None:
    kinds = IN_TEXT if every else ()
    after, found = converted(view, text, form, *kinds)
    assert cited(view, after) == cited(view, text)
    spans = [(edit.start, edit.end) for edit in found.edits]
    moved: list[tuple[int, int]] = []
    by = 0
    for edit in found.edits:
        moved.append((edit.start + by, edit.start + by + len(edit.new_text)))
        by += len(edit.new_text) - (edit.end - edit.start)
    assert outside(after, moved) == outside(text, spans)
    again, _ = converted(view, after, form, *kinds)
    assert again == after


@given(text=TEXTS)
@settings(deadline=None, max_examples=80)
def test_there_and_back_again(view: View, text: str) -> None:
    once, _ = converted(view, text, "pandoc", "wikilink")
    back, _ = converted(view, once, "wikilink", "pandoc")
    assert cited(view, back) == cited(view, once) == cited(view, text)
