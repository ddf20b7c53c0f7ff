"""The library as it stood at one commit: what features and commands ask."""

from dataclasses import dataclass, field

from litnotes_index.model import Paper
from litnotes_index.papers import PaperSearch
from litnotes_index.titles import Titles


@dataclass(frozen=True, slots=True)
class View:
    """Papers and titles of one generation of the index. It never changes, so answers are kept."""

    papers: PaperSearch
    titles: Titles
    generation: int
    _by_title: dict[str, tuple[Paper, ...]] = field(default_factory=dict[str, tuple[Paper, ...]])

    def titled(self, title: str) -> tuple[Paper, ...]:
        """Return the papers with this normalised title; empty where none is left that has it."""
        found = self._by_title.get(title)
        if found is None:
            known = title in self.titles
            found = self._by_title[title] = tuple(self.papers.titled(title)) if known else ()
        return found

    def nicknamed(self, name: str) -> tuple[Paper, ...]:
        """Return the papers with this normalised nickname; empty where there is none."""
        if not self.titles.is_nickname(name):
            return ()
        return tuple(self.papers.nicknamed(name))
