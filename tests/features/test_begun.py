"""How much of the text before the cursor may be a title or key, and in which form."""

import pytest

from litnotes_index.markdown import parse
from litnotes_index.view import View
from litnotes_server.features.begun import begun, prose_begun
from support.marked import marked


@pytest.mark.parametrize(
    ("source", "form"),
    [
        ("[[<typed|<|>>", "wikilink"),
        ("[[<typed|some words<|>>]]", "wikilink"),
        ("a [[b]] [[<typed|c<|>>", "wikilink"),
        ("[@<typed|<|>>]", "pandoc"),
        ("[see @<typed|two wo<|>>]", "pandoc"),
        ("[@a; -@<typed|b<|>>]", "pandoc"),
        ("@<typed|k<|>>", "pandoc"),
        ("[@{<typed|k<|>>}]", "pandoc"),
        ("so [<typed|wo<|>>", "link"),
        ("---\ntitle: <typed|wo<|>>\n---\n", "front-matter"),
        ('---\ntitle: "<typed|wo<|>>"\n---\n', "front-matter"),
        ("# <typed|wor<|>>", "prose"),
        ("* <typed|wor<|>>", "prose"),
        ('a "<typed|wor<|>>', "prose"),
        ("a *<typed|wor<|>>", "prose"),
        ("So <typed|attention is a<|>>", "prose"),
        ("So <typed|Neural Scene<|>>", "prose"),
        ("x\n<typed|Attention\nis a<|>>", "prose"),
    ],
)
def test_what_is_begun(view: View, source: str, form: str) -> None:
    note = marked(source)
    found = begun(parse(note.text), note.cursor, view.titles)
    assert found is not None
    start, end = note.spans["typed"]
    assert (found.start, found.typed, found.form) == (start, note.text[start:end], form)


@pytest.mark.parametrize(
    "source",
    ["@<|>", "@ x<|>", "[x<|>", "[@a] b<|>", "# ab<|>", "a b c<|>", "Dr. Smith's neural <|>"],
)
def test_nothing_is_begun(view: View, source: str) -> None:
    note = marked(source)
    assert begun(parse(note.text), note.cursor, view.titles) is None


def test_words_are_free_only_where_a_title_is_meant(view: View) -> None:
    def is_free(source: str, prose: str = "smart") -> bool:
        note = marked(source)
        found = begun(parse(note.text), note.cursor, view.titles, prose)
        assert found is not None
        return found.free

    assert is_free("[[wo<|>")
    assert is_free("# two word<|>")
    assert not is_free("# word<|>")
    assert not is_free("So attention is a<|>")
    assert is_free("So wor<|>", prose="always")


def test_a_title_within_an_item_that_is_no_title(view: View) -> None:
    note = marked("- I read <typed|attention is a<|>>")
    found = prose_begun(parse(note.text), note.cursor, view.titles)
    assert found is not None
    assert (found.start, found.start + len(found.typed)) == note.spans["typed"]


@pytest.mark.parametrize(
    "source", ["a sentence. @bob thinks. That attention<|>", "a@b.c<|>", "x@y<|>"]
)
def test_no_pandoc_citation(view: View, source: str) -> None:
    note = marked(source)
    found = begun(parse(note.text), note.cursor, view.titles)
    assert found is None or found.form != "pandoc"
