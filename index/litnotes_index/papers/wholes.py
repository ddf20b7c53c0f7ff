"""The papers that entries belong to, whole."""

from collections.abc import Iterable

from litnotes_index.model import Paper
from litnotes_index.papers.identity import group
from litnotes_index.papers.merge import merge
from litnotes_index.papers.placed import Place, Placed
from litnotes_index.papers.snapshot import Snapshot

_MOST_KEPT = 4096


class Wholes:
    """The papers of one snapshot, kept once they are put together."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._kept: dict[Place, Paper] = {}

    def of(self, placed: Iterable[Placed]) -> list[Paper]:
        """Return the papers that these entries belong to, each once, in their order."""
        return list({id(paper): paper for paper in self.of_each(placed)}.values())

    def of_each(self, placed: Iterable[Placed]) -> list[Paper]:
        """Return the paper of each entry: the same object for entries of one paper."""
        hits = [(hit.place, hit) for hit in placed]
        kept = {known: self._kept[known] for known, _ in hits if known in self._kept}
        kept.update(self._put_together([hit for known, hit in hits if known not in kept]))
        if len(self._kept) + len(kept) > _MOST_KEPT:
            self._kept.clear()
        self._kept.update(kept)
        return [kept[known] for known, _ in hits]

    def _put_together(self, placed: list[Placed]) -> dict[Place, Paper]:
        if not placed:
            return {}
        every = self._snapshot.closure(placed)
        groups = group([one.identity for one in every])
        owners: dict[str, int] = {}
        for members in groups:
            for title in {every[member].identity.title for member in members}:
                owners[title] = owners.get(title, 0) + 1
        wanted = {one.place for one in placed}
        found: dict[Place, Paper] = {}
        for members in groups:
            entries = [every[member] for member in members]
            if wanted.isdisjoint(one.place for one in entries):
                continue
            shared = any(owners[one.identity.title] > 1 for one in entries)
            paper = merge(entries, shares_title=shared)
            found.update((one.place, paper) for one in entries)
        return found
