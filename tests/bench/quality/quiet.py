"""How quiet litnotes is while prose is typed, and how soon it offers a title that is typed there.

    python -m tests.bench.quality.quiet ../shared/data [--keystrokes 40000]

A paper of `corpus/` or `dumps/` may be offered after every key of a sample of sentences, headings
included, of greenelab/deep-review, which names none of them by its title; then titles are typed, to
the first letter of the third word, and nicknames, in prose. Beside the rule that ships, in bold,
are the same rule at other thresholds, and two simple rules: a title begins with the words, or holds
such a word.
"""

import argparse
import re
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from litnotes_index import config, readers
from litnotes_index.config import Config
from litnotes_index.library import Library
from litnotes_index.markdown import Note, parse
from litnotes_index.model import Entry
from litnotes_index.text import nickname, normalise, words
from litnotes_index.view import View
from litnotes_server.features import likely
from litnotes_server.features.begun import Begun, begun
from litnotes_server.features.completion import completion

SEED = 11
KEYSTROKES = 40_000
TITLES = 500
NEVER = 1e9
ALWAYS = 1e-9
THRESHOLDS = (NEVER, 64.0, 32.0, 20.0, 12.0, 4.0, ALWAYS)
LEADS = ("as shown in ", "See ", "We follow ", "This is like ")
COLUMNS = (
    "rule",
    "offers, all keystrokes",
    "in running prose",
    "titles offered, as written",
    "in lower case",
    "nicknames offered, as written",
    "in lower case",
    "ms of CPU a keystroke, p50 / p99",
)
_LABELS = {NEVER: "two words and a letter", ALWAYS: "waits where prose often says it"}
_SETTINGS = Config()
_LAST_WORD = re.compile(r"[^\W_]+$")
_WITH_LETTERS = re.compile(r"\S*\w\S*")
_SHORTEST = 3

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """A note that ends where a title (normalised) has been begun."""

    note: Note
    title: str


def run(data: Path, keystrokes: int = KEYSTROKES) -> list[Row]:
    """Return the rows of the table below `COLUMNS`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = folder / "root"
        root.mkdir()
        for dump in (*(data / "corpus").glob("*.jsonl.gz"), *(data / "dumps").iterdir()):
            (root / dump.name).symlink_to(dump.resolve())
        library = Library(root, config.load(root), index_dir=folder / "index")
        library.index()
        view = library.view()
        with tarfile.open(data / "vaults/vault_greenelab_deep-review.tar.gz") as packed:
            packed.extractall(folder, filter="data")
        prose = sentences(next(folder.glob("*deep-review/content")))
        titles = titles_in(root)
        return rows(view, prose, titles, keystrokes)


def rows(view: View, prose: list[str], titles: list[str], keystrokes: int) -> list[Row]:
    """Return the row of each rule."""
    chance = Random(SEED)
    long = [title for title in titles if len(words(title)) > _SHORTEST]
    named = [title for title in titles if is_unique(view, nickname(title))]
    parts = [(t, third_word(t)) for t in chance.sample(long, TITLES)]
    names = [(t, nickname(t) or "") for t in chance.sample(named, TITLES)]
    asked = [
        [typed(change(part), title, prose, chance) for title, part in some]
        for some in (parts, names)
        for change in (str, str.lower)
    ]
    notes = list(typing(chance.sample(prose, len(prose)), keystrokes))
    with waiting(NEVER):
        candidates = [note for note in notes if begun(note, len(note.text), view.titles)]
    times = milliseconds(view, notes)
    offers = Offers(view)
    result: list[Row] = []
    for at in THRESHOLDS:
        shipped = at == likely.COMMONER
        with waiting(at):
            counts = ours(offers, candidates, len(notes), asked)
        label = _LABELS.get(at, f"waits where prose says it {at:g} times as often")
        result.append((f"**{label}**" if shipped else label, *counts, times if shipped else ""))
    begin, hold = simple_rules(view, titles)
    result.append(simple("a title begins with the words", begin, notes, asked))
    result.append(simple("a title holds such a word", hold, notes, asked))
    return result


@contextmanager
def waiting(at: float) -> Generator[None]:
    """Set how much commoner in prose three words are that wait for a fourth."""
    shipped = likely.COMMONER
    likely.COMMONER = at
    try:
        yield
    finally:
        likely.COMMONER = shipped


class Offers:
    """What is offered at the end of a note; rules that say the same there are answered once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._known: dict[tuple[str, Begun | None], frozenset[str]] = {}

    def titles(self, note: Note) -> frozenset[str]:
        """Return the normalised titles of the papers."""
        here = self.begun(note)
        if (note.text, here) not in self._known:
            items = completion(self._view, note, len(note.text), _SETTINGS)
            titles = frozenset(normalise(t) for item in items for t in item.paper.titles)
            self._known[note.text, here] = titles
        return self._known[note.text, here]

    def begun(self, note: Note) -> Begun | None:
        """Return what is being typed."""
        return begun(note, len(note.text), self._view.titles)

    def is_running(self, note: Note) -> bool:
        """Whether it is running prose: no citation, link, heading or quote."""
        here, block = self.begun(note), note.block_at(len(note.text))
        in_paragraph = block is not None and block.kind == "paragraph"
        return in_paragraph and here is not None and here.form == "prose" and not here.free


def ours(
    offers: Offers, notes: Sequence[Note], keys: int, asked: Sequence[Sequence[Typed]]
) -> list[str]:
    """Return how often something is offered, among so many keys, and how many of what is asked."""
    some = [note for note in notes if offers.titles(note)]
    running = sum(map(offers.is_running, some))
    shares = [share([one.title in offers.titles(one.note) for one in part]) for part in asked]
    return [percent(len(some) / keys), percent(running / keys), *shares]


def milliseconds(view: View, notes: Sequence[Note]) -> str:
    """Return what a keystroke takes of the processor, in the middle and at worst."""
    times: list[float] = []
    for note in notes:
        start = time.thread_time()
        completion(view, note, len(note.text), _SETTINGS)
        times.append((time.thread_time() - start) * 1000)
    times.sort()
    return f"{times[len(times) // 2]:.2f} / {times[int(len(times) * 0.99)]:.2f}"


def simple(
    label: str,
    rule: Callable[[str], bool],
    notes: Sequence[Note],
    asked: Sequence[Sequence[Typed]],
) -> Row:
    """Return the row of a rule that sees the text before the cursor alone."""
    offers = percent(sum(rule(note.text) for note in notes) / len(notes))
    shares = [share([rule(one.note.text) for one in some]) for some in asked]
    return label, offers, "", *shares, ""


def simple_rules(
    view: View, titles: Sequence[str]
) -> tuple[Callable[[str], bool], Callable[[str], bool]]:
    """Return two rules as other completers have them, from three letters of a word on."""
    heads = {word[:end] for t in titles for word in words(t) for end in range(3, len(word) + 1)}

    def begin(text: str) -> bool:
        said = words(text[-200:])
        starts = (" ".join(said[place:]) for place in range(len(said)))
        space = " " * text[-1:].isspace()
        return any(len(s) >= _SHORTEST and view.titles.completing(s + space, 1) for s in starts)

    def hold(text: str) -> bool:
        last = _LAST_WORD.search(text[-100:])
        return last is not None and normalise(last[0]) in heads

    return begin, hold


def is_unique(view: View, name: str | None) -> bool:
    """Whether there is a nickname, and one title alone begins with it."""
    return name is not None and len(view.titles.completing(normalise(name) + " ", 2)) == 1


def typed(part: str, title: str, prose: Sequence[str], chance: Random) -> Typed:
    """Return a part of a title after a few words: a lead-in, or the start of a sentence."""
    before = chance.choice(LEADS)
    if chance.random() < 1 / 2:
        sentence = chance.choice(prose)
        spaces = [match.end() for match in re.finditer(r" (?![^\[]*\])", sentence)]
        before = sentence[: chance.choice(spaces)] if spaces else before
    return Typed(parse(before + part), normalise(title))


def third_word(title: str) -> str:
    """Return a title to the first letter of its third word, by spaces."""
    letters = [re.compile(r"\w").search(title, at.start()) for at in _WITH_LETTERS.finditer(title)]
    third = letters[2] if len(letters) > 2 else None
    return title[: third.end()] if third else title


def typing(prose: Sequence[str], keystrokes: int) -> Iterator[Note]:
    """Yield the note after each key of whole sentences, up to so many keys."""
    for sentence in prose:
        for end in range(1, len(sentence) + 1):
            yield parse(sentence[:end])
        keystrokes -= len(sentence)
        if keystrokes <= 0:
            return


def sentences(folder: Path) -> list[str]:
    """Return the lines of the chapters of a manuscript, each of which is a sentence or heading."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("0[1-8]*.md"))]
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]


def titles_in(root: Path) -> list[str]:
    """Return the titles of all dumps, each in one line and once."""
    found: dict[str, str] = {}
    for path in sorted(root.iterdir()):
        if kind := readers.sniff(path):
            for item in readers.read(path, kind):
                if isinstance(item, Entry):
                    found.setdefault(normalise(item.title), " ".join(item.title.split()))
    return list(found.values())


def share(answers: Sequence[bool]) -> str:
    """Return how many of the answers are yes."""
    return percent(sum(answers) / len(answers))


def percent(value: float) -> str:
    """Return a share in per cent."""
    return f"{value * 100:.2f} %"


def main() -> int:
    """Print the table; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--keystrokes", type=int, default=KEYSTROKES)
    given = parser.parse_args()
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    for row in run(given.data, given.keystrokes):
        print(f"| {' | '.join(row)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
