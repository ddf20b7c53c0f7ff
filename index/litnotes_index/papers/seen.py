"""What is typed, and an entry, each ready to be compared: by words, by spaced words, by letters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from litnotes_index.papers.placed import Placed
from litnotes_index.papers.schema import year_of
from litnotes_index.text import nickname, normalise, words


@dataclass(frozen=True, slots=True)
class Typed:
    """Folded words, the last of which may be `unfinished`, with spaces before each and without.

    `written` is the text as it is, but for letter case; empty where it does not matter. `first`:
    it is known to be the beginning of a title.
    """

    words: tuple[str, ...]
    unfinished: bool
    solid: str
    spaced: str
    written: str
    first: bool

    @classmethod
    def of(
        cls, parts: Iterable[str], *, unfinished: bool, written: str = "", first: bool = False
    ) -> "Typed":
        """Return what these folded words are."""
        given = tuple(parts)
        solid, spaced = "".join(given), " " + " ".join(given)
        return cls(given, unfinished, solid, spaced, written.casefold(), first)


class Seen:
    """An entry as ranking sees it."""

    def __init__(self, placed: Placed) -> None:
        self._placed = placed
        entry = self._entry = placed.entry
        self.words = placed.identity.title.split()
        self.solid = "".join(self.words)
        self.spaced = " " + placed.identity.title
        self.written = entry.title.casefold()
        self.bounds = frozenset(_bounds(self.words))
        self.known = frozenset(self.words)
        self.year = year_of(entry.date) or 0

    @cached_property
    def nickname(self) -> str:
        """The nickname without spaces; empty where there is none."""
        return "".join(words(nickname(self._entry.title) or ""))

    @cached_property
    def authors(self) -> frozenset[str]:
        """The words of the authors' names."""
        return frozenset(word for author in self._entry.authors for word in words(author))

    @cached_property
    def abstract(self) -> frozenset[str]:
        """The words of the abstract."""
        return frozenset(words(self._entry.abstract or ""))

    @cached_property
    def names(self) -> frozenset[str]:
        """What notes may call it: its key, its identifiers, its title and nickname."""
        named = [f"{kind}:{value}" for kind, value in self._placed.ids.items()]
        named += (f"key:{key}" for key in self._placed.keys)
        name = normalise(nickname(self._entry.title) or "")
        return frozenset([*named, f"title:{self.spaced[1:]}", f"nickname:{name}"])

    def begun(self, word: str) -> int:
        """Return how many words of the title begin so."""
        return self.spaced.count(f" {word}")

    def holds(self, text: str, *, unfinished: bool, first: bool = False) -> bool:
        """Return whether a text without spaces stands in the title as whole words.

        `unfinished`: the last one may go on; `first`: it must be the beginning of the title.
        """
        if text in self.known and not first:
            return True
        at = self.solid.find(text)
        while at >= 0:
            end = at + len(text)
            # One letter more is the beginning of anything: "residuals" is no "residual stacking".
            whole = end in self.bounds or (unfinished and end - 1 not in self.bounds)
            if at in self.bounds and whole:
                return True
            at = -1 if first else self.solid.find(text, at + 1)
        return False


def _bounds(parts: list[str]) -> Iterator[int]:
    at = 0
    yield at
    for part in parts:
        at += len(part)
        yield at
