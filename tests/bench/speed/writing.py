"""What writing in a large note costs: a letter, and the titles that are found in it.

A note is running text in paragraphs of 100 words and in lists of the same size, with titles of the
library simply typed.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice

from bench.speed.corpus import SEED, Corpus
from bench.speed.measure import Figure, quantile
from bench.speed.site import Site
from litnotes_index.citations import citations
from litnotes_index.markdown import Note, parse
from litnotes_index.mentions import mentions
from litnotes_index.text import tokens
from litnotes_index.view import View

_TITLES = 40
_SIZES = (2_000, 20_000)
_PARAGRAPH = 100
_ROUNDS = 15
_EDITS = 40
_REACH_MENTIONS = 6.0
_LINE_MS = 0.3
_LINE = "As one sees in the tables there, little of it is left.\n"

_Edit = Callable[[str, int], str]


def run(site: Site) -> Iterator[Figure]:
    """Yield the figures of one library."""
    view = site.library().view()
    corpus = Corpus(SEED + 3)
    titles = site.titles(_TITLES)
    for words in _SIZES:
        text = _note(corpus, titles, words)
        if words == _SIZES[0]:
            yield from _mentions(site, view, text)
        whole = quantile(_timed(partial(parse, text), _ROUNDS), 0.5)
        for put, edit in (("letter", _with_letter), ("line", _with_line)):
            took = [_once(partial(parse, edited, note)) for note, edited in _edits(text, edit)]
            what, ms = f"parse after a {put}, {words:,} words", quantile(took, 0.5)
            yield Figure(what, site.papers, ms, "all of it", whole, "ms")
        yield from _again(site, view, text, words)


def _mentions(site: Site, view: View, text: str) -> Iterator[Figure]:
    """Yield what it costs to look for titles in a whole note."""
    note = parse(text)

    def look() -> None:
        for block in note.blocks:
            mentions(block, view)

    cold = _once(look)  # what the papers are has to be asked first
    alone = quantile(_timed(partial(tokens, text), _ROUNDS), 0.5)
    found = quantile(_timed(look, _ROUNDS), 0.5)
    what, beside = f"mentions in a {_SIZES[0]:,}-word note", "tokenising alone"
    yield Figure(what, site.papers, found, beside, alone, "ms", _REACH_MENTIONS)
    what = f"{what}, {_TITLES} titles for the first time"
    yield Figure(what, site.papers, cold, beside, alone, "ms")


def _again(site: Site, view: View, text: str, words: int) -> Iterator[Figure]:
    """Yield what it costs to know a note's citations again after a line was put into it."""
    citations(parse(text), view)  # from now on the papers are known
    reach = 1.0 if words == _SIZES[0] else None
    for where, edit in (("a list", _with_item), (f"a paragraph of {_PARAGRAPH} words", _with_line)):
        took: list[float] = []
        for note, edited in _edits(text, edit):
            citations(note, view)
            after = parse(edited, note)
            took.append(_once(partial(citations, after, view)))
        what = f"mentions again after one edited line in {where}, {words:,} words"
        ms = quantile(took, 0.5)
        yield Figure(what, site.papers, ms, "the limit set", _LINE_MS, "ms", reach)


def _note(corpus: Corpus, titles: Sequence[str], words: int) -> str:
    """A note of so many words, titles among them; every third paragraph is a list."""
    parts = ["# A note"]
    planted = cycle(titles)
    paragraphs = words // _PARAGRAPH
    for number in range(paragraphs):
        some = list(islice(planted, max(1, len(titles) // paragraphs)))
        left = _PARAGRAPH - sum(len(title.split()) for title in some)
        lines = [*corpus.prose(left).split("\n"), *some]
        parts.append("\n".join(f"- {line}" if number % 3 == 2 else line for line in lines))
    return "\n\n".join(parts) + "\n"


def _edits(text: str, edit: _Edit) -> Iterator[tuple[Note, str]]:
    """Yield notes, and the text of each after an edit somewhere in it, one after the other."""
    note = parse(text)
    draw = random.Random(SEED)
    for _ in range(_EDITS):
        edited = edit(note.text, draw.randrange(len(text) // 2))
        yield note, edited
        note = parse(edited, note)


def _with_letter(text: str, at: int) -> str:
    return f"{text[:at]}e{text[at:]}"


def _with_line(text: str, at: int) -> str:
    """The text with a line before the next that is in a paragraph."""
    while text.startswith(("- ", "#", "\n"), at := text.find("\n", at) + 1):
        pass
    return f"{text[:at]}{_LINE}{text[at:]}"


def _with_item(text: str, at: int) -> str:
    """The text with an item before the next."""
    at = text.find("\n- ", at) + 1
    return f"{text[:at]}- {_LINE}{text[at:]}"


def _timed(work: Callable[[], object], rounds: int) -> list[float]:
    return [_once(work) for _ in range(rounds)]


def _once(work: Callable[[], object]) -> float:
    """How many milliseconds of its thread something takes."""
    begin = time.thread_time()
    work()
    return (time.thread_time() - begin) * 1000
