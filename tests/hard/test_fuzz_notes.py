"""The Markdown scanner and all that is asked of a note, on real notes that are damaged."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import DATA
from litnotes_index.backlinks import Notes, cited, record_of
from litnotes_index.citations import citations, place_at, places
from litnotes_index.config import Config
from litnotes_index.markdown import MASK, Note, Span, parse
from litnotes_index.model import Entry
from litnotes_index.view import View
from litnotes_server.features.code_action import code_actions
from litnotes_server.features.code_lens import code_lens
from litnotes_server.features.completion import completion
from litnotes_server.features.diagnostics import diagnostics
from litnotes_server.features.document_link import document_link
from litnotes_server.features.document_symbol import document_symbol
from litnotes_server.features.folding_range import folding_range
from litnotes_server.features.hover import hover
from litnotes_server.features.inlay_hint import inlay_hint
from litnotes_server.features.pointed import in_dump, in_note
from support.checks import applied
from support.damage import damaged, fuzzing
from support.papers import library, paper
from support.reading import read_data
from support.seeds import beside, dumps

Survived = Callable[[str, int, str], None]
_SECONDS = 10  # of the processor, for at most 128 KB
_FIXTURES = "markdown_fixtures.tar.gz"
_NOTE = """---
title: "Attention Is All You Need"
citekey: vaswani2017
doi: 10.1234/basket.7
tags: [a, b]
---

# On [[Attention Is All You Need|it]] and more

See Neural Scene Flow Prior, [@vaswani2017, p. 3; -@weaver1999] and @{weaver 1999} [ch. 2].
> - [ ] A quote of *Attention is all you need*, and `code` with $x < y$ and <b>HTML</b>.

| paper | year |
|---|---|
| [Retrieve & Reread](https://arxiv.org/abs/2401.00001) | 2024 |

[ref]: https://doi.org/10.1234/basket.7 "a title"
[^1]: A footnote on ![[Attention Is All You Need#h]].

```python
@vaswani2017
```

$$
[[Attention Is All You Need]]
$$
"""
_MORE = (
    *(b"[[Attention Is All You Need]]", b"Neural Scene Flow Prior", b"attention is all you nead"),
    *(b"[@vaswani2017]", b"@weaver199", b"[^1]", b"[ref]", b"[ref]: ", b"> ", b"- ", b"1. ", b"| "),
    *(b"\\[", b"\\(", b"$$", b"~~~\n", b"<div>\n", b"    ", b"# ", b"\n===\n", b"|-|\n", b"[x] "),
)


def seeds() -> list[bytes]:
    files = (*beside(_FIXTURES, ".md"), *beside(_FIXTURES, ".qmd"), *beside(_FIXTURES, ".Rmd"))
    return [_NOTE.encode(), (DATA / "dumps" / "daily.txt").read_bytes()[:2000], *files]


NOTES = damaged(seeds(), *_MORE)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    found = read_data(dumps()["daily.txt"], "page").entries
    more: list[Entry | str] = [
        paper("Learning to Weave Baskets", key="weaver1999", ids={"doi": "10.1234/basket.7"}),
        paper("Retrieve & Reread", key="weaver 1999", ids={"arxiv": "2401.00001"}),
        paper("Dropout", key="vaswani2017"),
    ]
    return library(
        tmp_path_factory.mktemp("view"), dumps={"/dumps/daily.txt": found, "/b.bib": more}
    )


def check_note(note: Note) -> None:
    """Assert that all that was found in a note stands where it says, in order."""
    text, end = note.text, 0
    for block in note.blocks:
        assert end <= block.start <= block.end <= len(text)
        end = block.end
        assert len(block.prose) == block.end - block.start
        source = text[block.start : block.end]
        assert all(p in (s, " ", MASK) for p, s in zip(block.prose, source, strict=True))
        spans: list[Span] = []
        for link in block.wikilinks:
            assert text[slice(*link.target)] in text[link.start : link.end]
            spans.append((link.start, link.end))
        for one in block.citations:
            assert one.start < one.key[0] < one.key[1] <= one.end
            spans.append((one.start, one.end))
        spans += [(link.start, link.end) for link in block.links]
        assert all(block.start <= a < b <= block.end for a, b in spans)
    head = note.front_matter
    for a, b in head.scalars.values() if head else ():
        assert head is not None
        assert head.body[0] <= a < b <= head.body[1]


def shape(note: Note, view: View) -> object:
    return [note.blocks, note.front_matter, places(note, view)]


@pytest.mark.timeout(3000)
def test_a_damaged_note_is_scanned(soak: int, view: View, survived: Survived) -> None:
    tried = 0

    @fuzzing(soak, 200)
    @given(NOTES, st.booleans())
    def scan(data: bytes, halves: bool) -> None:
        nonlocal tried
        tried += 1
        text = data.decode("utf-8", "surrogateescape" if halves else "replace")
        begin = time.process_time()
        note = parse(text)
        check_note(note)
        record = record_of("/notes/a.md", note, view)
        found = citations(note, view)
        kept = cited(record, view)
        assert [(c.text, c.papers) for c in kept] == [
            (text[c.start : c.end], c.papers) for c in found
        ]
        assert time.process_time() - begin < _SECONDS

    scan()
    survived("notes damaged at random", tried, "scanned; each citation where it stands")


@pytest.mark.timeout(3000)
def test_edits_are_read_part_by_part(soak: int, view: View, survived: Survived) -> None:
    """Of two damaged notes one becomes the other, as when somebody pastes or undoes."""
    edits = st.lists(
        st.tuples(st.integers(0, 65_535), st.integers(0, 200), st.sampled_from(_MORE)), max_size=6
    )
    tried = 0

    @fuzzing(soak, 100)
    @given(NOTES, NOTES, edits)
    def edit(data: bytes, other: bytes, typed: list[tuple[int, int, bytes]]) -> None:
        nonlocal tried
        text, after = (each.decode("utf-8", "replace") for each in (data, other))
        note = parse(text)
        for at, gone, put in typed:
            start = len(text) * at >> 16
            text = text[:start] + put.decode() + text[start + gone :]
            note = parse(text, note)
            tried += 1
        assert shape(note, view) == shape(parse(text), view)
        assert shape(parse(after, note), view) == shape(parse(after), view)
        assert shape(parse(text, parse(after, note)), view) == shape(note, view)

    edit()
    survived("edits of damaged notes", tried, "the same is found as in the whole read anew")


@pytest.mark.timeout(3000)
def test_everything_is_asked_of_a_damaged_note(soak: int, view: View, survived: Survived) -> None:
    tried = 0

    @fuzzing(soak, 80)
    @given(NOTES, st.lists(st.integers(0, 65_535), max_size=8))
    def ask(data: bytes, offsets: list[int]) -> None:
        nonlocal tried
        text = data.decode("utf-8", "replace")
        note = parse(text)
        notes = Notes(view, {"/notes/a.md": record_of("/notes/a.md", note, view)})
        document_link(view, note)
        document_symbol(view, note)
        code_lens(notes, note)
        inlay_hint(view, note, (0, len(text)))
        folding_range(note)
        diagnostics(view, note)
        for place in offsets:
            tried += 1
            at = len(text) * place >> 16
            hover(notes, in_note(view, note, at), markdown=True)
            in_dump(view, "/dumps/daily.txt", text, at)
            place_at(note, at, view)
            for item in completion(view, note, at, Config()):
                assert 0 <= item.start <= item.end <= len(text)
                assert not {"\n", "\r"} & {*text[item.start : item.end], *item.new_text}
            for action in code_actions(view, note, (at, min(at + place % 50, len(text)))):
                applied(text, action.edits())

    ask()
    survived("places of damaged notes at which all is asked", tried, "answered")
