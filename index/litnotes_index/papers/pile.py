"""Many identities at once, on disk where they are too many for memory, and which of them meet."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import SpooledTemporaryFile

import orjson

from litnotes_index.papers.identity import Identity, group

_IN_MEMORY = 16_000_000  # bytes
# What is compared is compared in so many parts, one after the other.
_PARTS = 16


class Pile:
    """Identities, each at its place: 0, 1, 2, … as they were put on the pile. Close it."""

    def __init__(self, folder: Path) -> None:
        """Make an empty pile; `folder` has room for a file without a name."""
        self.folder = folder
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(folder))  # noqa: SIM115 - see close
        self._ends = array("Q", [0])
        self._marks = array("q")
        self._terms = [array("q") for _ in range(_PARTS)]
        self._owners = [array("L") for _ in range(_PARTS)]

    def __len__(self) -> int:
        return len(self._marks)

    def __getitem__(self, place: int) -> Identity:
        start, end = self._ends[place], self._ends[place + 1]
        self._file.seek(start)
        return Identity.of(orjson.loads(self._file.read(end - start)))

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def add(self, identity: Identity) -> None:
        """Put one more on the pile."""
        self.put(written(identity), identity.terms)

    def put(self, record: bytes, terms: Iterable[str]) -> None:
        """Put one more on the pile, as `written` has it, with its terms."""
        place = len(self._marks)
        self._file.seek(self._ends[-1])
        self._file.write(record)
        self._ends.append(self._ends[-1] + len(record))
        self._marks.append(hash(record))
        for term in terms:
            mark = hash(term)
            self._terms[mark % _PARTS].append(mark)
            self._owners[mark % _PARTS].append(place)

    def some(self, places: Iterable[int]) -> Iterator[Identity]:
        """Yield what is at some places."""
        return map(self.__getitem__, places)

    def mark(self, place: int) -> int:
        """Return a number that only equal identities have."""
        return self._marks[place]

    def meeting(self, places: Iterable[int]) -> list[list[int]]:
        """Return those of some places that share a term with others, those together that do.

        They may share it through yet others.
        """
        among = bytearray(len(self))
        for place in places:
            among[place] = 1
        parents: dict[int, int] = {}
        for terms, owners in zip(self._terms, self._owners, strict=True):
            first: dict[int, int] = {}
            for term, place in zip(terms, owners, strict=True):
                if among[place] and (known := first.setdefault(term, place)) != place:
                    one, two = _root(parents, known), _root(parents, place)
                    parents[max(one, two)] = min(one, two)
        together: dict[int, list[int]] = {}
        for place in sorted(parents):
            together.setdefault(_root(parents, place), []).append(place)
        return list(together.values())

    def papers(self, places: Sequence[int]) -> int:
        """Return how many papers those at some places are."""
        meeting = self.meeting(places)
        alone = len(places) - sum(map(len, meeting))
        return alone + sum(len(group(list(self.some(together)))) for together in meeting)


def mark(identity: Identity) -> int:
    """Return the number that an identity would have on a pile."""
    return hash(written(identity))


def differing(
    one: Pile, places: Iterable[int], other: Pile, others: Iterable[int]
) -> tuple[list[int], list[int]]:
    """Return the places on each of two piles to which the other has no equal, one for one."""
    only: tuple[list[int], list[int]] = [], []
    for mine, theirs in zip(_parted(one, places), _parted(other, others), strict=True):
        equal = Counter(map(one.mark, mine)) & Counter(map(other.mark, theirs))
        for pile, some, found in ((one, mine, only[0]), (other, theirs, only[1])):
            left = equal.copy()
            for place in some:
                if left[pile.mark(place)]:
                    left[pile.mark(place)] -= 1
                else:
                    found.append(place)
    return only


def written(identity: Identity) -> bytes:
    """Return an identity as it lies on a pile, equal for what is equal."""
    return orjson.dumps(identity.listed)


def _parted(pile: Pile, places: Iterable[int]) -> list[list[int]]:
    parts: list[list[int]] = [[] for _ in range(_PARTS)]
    for place in places:
        parts[pile.mark(place) % _PARTS].append(place)
    return parts


def _root(parents: dict[int, int], place: int) -> int:
    while (parent := parents.setdefault(place, place)) != place:
        parents[place] = parents[parent]
        place = parents[place]
    return place
