"""What writing in a large note costs: a letter, and the titles that are found in it.

A note is running text in paragraphs and lists, with titles of the library simply typed.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
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


def run(site: Site) -> Iterator[Figure]:
    """Yield the figures of one library."""
    view = site.library().view()
    corpus = Corpus(SEED + 3)
    small, large = (_note(corpus, site.titles(_TITLES), words) for words in _SIZES)
    yield from _mentions(site, view, small)
    for words, text in zip(_SIZES, (small, large), strict=True):
        whole = quantile(_timed(lambda text=text: parse(text), _ROUNDS), 0.5)
        for what, edited in (("letter", _with_letter), ("line", _with_line)):
            took = [ms for _, ms in _edits(text, edited)]
            what = f"parse after a {what}, {words:,} words"
            yield Figure(what, site.papers, quantile(took, 0.5), "all of it", whole, "ms")
    yield from _again(site, view, small, _SIZES[0], 1.0)
    yield from _again(site, view, large, _SIZES[1], None)


def _again(
    site: Site, view: View, text: str, words: int, reach: float | None
) -> Iterator[Figure]:
    """Yield what it costs to know the citations of a note again when one line has changed."""
    citations(parse(text), view)  # the papers with these titles are known now
    took = [_once(lambda note=note: citations(note, view)) for note, _ in _edits(text, _with_line, view)]
    what = f"mentions again after one edited line, {words:,} words"
    yield Figure(what, site.papers, quantile(took, 0.5), "the limit set", _LINE_MS, "ms", reach)


def _mentions(site: Site, view: View, text: str) -> Iterator[Figure]:
    """Yield what it costs to look for titles in a whole note."""
    note = parse(text)

    def look() -> None:
        for block in note.blocks:
            mentions(block, view)

    cold = _once(look)  # what the papers are has to be asked first
    alone = quantile(_timed(lambda: tokens(text), _ROUNDS), 0.5)
    found = quantile(_timed(look, _ROUNDS), 0.5)
    what, beside = f"mentions in a {_SIZES[0]:,}-word note", "tokenising alone"
    yield Figure(what, site.papers, found, beside, alone, "ms", _REACH_MENTIONS)
    what = f"{what} with {_TITLES} titles, the first time"
    yield Figure(what, site.papers, cold, beside, alone, "ms")


def _note(corpus: Corpus, titles: Sequence[str], words: int) -> str:
    """A note of so many words, titles among them; every third paragraph is a list."""
    parts: list[str] = []
    said = cycle(titles)
    paragraphs = words // _PARAGRAPH
    for number in range(paragraphs):
        planted = list(islice(said, max(1, len(titles) // (words // _PARAGRAPH))))
        left = _PARAGRAPH - sum(len(title.split()) for title in planted)
        lines = [*corpus.prose(max(12, left)).split("\n"), *planted]
        lines = [f"- {line}" for line in lines] if number % 3 == 2 else lines
        parts.append("\n".join(lines))
    return "\n\n".join(["# A note", *parts]) + "\n"


def _edits(
    text: str, edited: Callable[[str, int], str], view: View | None = None
) -> Iterator[tuple[Note, float]]:
    """Yield the note after each of some edits all over it, and the milliseconds of parsing it."""
    note = parse(text)
    draw = random.Random(SEED)
    for _ in range(_EDITS):
        if view:
            citations(note, view)
        text = edited(note.text, draw.randrange(len(text)))
        begin = time.thread_time()
        note = parse(text, note)
        yield note, (time.thread_time() - begin) * 1000


def _with_letter(text: str, at: int) -> str:
    return f"{text[:at]}e{text[at:]}"


def _with_line(text: str, at: int) -> str:
    start = text.find("\n", at) + 1
    return f"{text[:start]}As one sees in the tables there, little of it is left.\n{text[start:]}"


def _timed(work: Callable[[], object], rounds: int) -> list[float]:
    return [_once(work) for _ in range(rounds)]


def _once(work: Callable[[], object]) -> float:
    begin = time.thread_time()
    work()
    return (time.thread_time() - begin) * 1000
