"""What a batch changes for the library as a whole: how many papers there are, and which titles."""

from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass

from litnotes_index.engine import encode_path
from litnotes_index.papers.identity import Identity, group
from litnotes_index.papers.pile import Pile, differing, mark
from litnotes_index.papers.snapshot import Snapshot

_MOST_CHANGED = 500


@dataclass(frozen=True, slots=True)
class Tally:
    """How many papers more there are, and the normalised titles that came or went.

    The titles are None where they are too many to list.
    """

    papers: int
    titles: tuple[str, ...] | None


def tally(before: Snapshot, removed: Collection[str], added: Pile, places: Sequence[int]) -> Tally:
    """Return what changes as the entries of some files go, and those at some places of a pile come.

    Only what differs is looked at closely: most of a file that is read again is as it was.
    """
    with closing(Pile(added.folder)) as gone:
        for path in removed:
            for identity in before.identities("path", encode_path(path)):
                gone.add(identity)
        went: Sequence[int] = ()
        came = places
        if gone:
            went, came = differing(gone, range(len(gone)), added, places)
        titles: set[str] | None = None
        if len(went) + len(came) <= _MOST_CHANGED:
            titles = {one.title for one in gone.some(went)}
            titles ^= {one.title for one in added.some(came)}
        if before.state.entries:
            papers = _difference(before, removed, (gone, went), (added, came))
        else:
            papers = added.papers(came)
    return Tally(papers, None if titles is None else tuple(sorted(titles)))


def _difference(
    before: Snapshot,
    removed: Collection[str],
    going: tuple[Pile, Sequence[int]],
    coming: tuple[Pile, Sequence[int]],
) -> int:
    """How many papers more there will be; what shares nothing with others is a paper by itself."""
    added, came = coming
    meeting = {place for together in added.meeting(came) for place in together}
    new: list[Identity] = []
    for place in came:
        one = added[place]
        if place in meeting or any(before.frequency("identity", term) for term in one.terms):
            new.append(one)
    asked = {term for one in new for term in one.terms}

    gone, went = going
    old = [
        one
        for one in gone.some(went)
        if any(term in asked or before.frequency("identity", term) > 1 for term in one.terms)
    ]
    asked.update(term for one in old for term in one.terms)

    touched = before.closure(before.having("identity", asked))
    leaving = Counter(map(mark, old))
    kept: list[Identity] = []
    for placed in touched:
        if placed.source.path in removed and leaving[known := mark(placed.identity)]:
            leaving[known] -= 1
        else:
            kept.append(placed.identity)
    alone = (len(came) - len(new)) - (len(went) - len(old))
    return alone + len(group([*kept, *new])) - len(group([one.identity for one in touched]))
