"""Which entries are the same paper.

Entries that share an identifier are one paper; so are entries that share a title, unless their
identifiers and their authors both contradict. Nothing here depends on the order of entries.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from litnotes_index.model import Entry
from litnotes_index.papers.identifiers import digest, normal_ids
from litnotes_index.text import normalise, words

# Up to so many entries of one title or identifier are compared each with each.
_FEW = 64
_ALIKE = 0.5
# A volume, a journal, and all that is in them have these in common.
_OF_VOLUMES = frozenset({"isbn", "issn"})
# Titles that name a kind of text and not a text: sharing one says nothing.
_GENERIC = frozenset(
    """
    a abstract abstracts acknowledgements acknowledgments addendum appendix articles author
    authors backmatter best board book call chair chairs closing colophon commentary committee
    conclusion conclusions conference contents contributors correction corrections corrigendum
    cover current dedication demo demonstrations discussion editor editorial editors errata
    erratum foreword from front frontmatter guest in index indexes introduction invited issue
    keynote letter letters list matter message n na none note obituary of opening organization
    overview page panel papers poster posters preface proceedings program programme references
    remarks report review reviewers reviews session speaker special summary table talk the this
    title to toc tutorial unknown untitled welcome workshop
    """.split()  # noqa: SIM905 - a list of them would be a page long
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What decides whether two entries are one paper."""

    strong: frozenset[str]
    title: str
    families: frozenset[str]

    @property
    def terms(self) -> list[str]:
        """Every identity term, strong ones first."""
        return [*sorted(self.strong), *([f"title:{self.title}"] if joins(self.title) else [])]


def identity_of(entry: Entry) -> Identity:
    """Return what identifies an entry."""
    title = normalise(entry.title)
    ids = normal_ids(entry.ids)
    strong = {f"{kind}:{value}" for kind, value in ids.items() if kind not in _OF_VOLUMES}
    if not joins(title):
        # A title that says nothing still joins copies of one and the same record.
        record = f"{title}\n{entry.abstract or ''}\n{entry.authors}"
        strong.add(f"record:{digest(record, 16)}")
    families = frozenset(family for name in entry.authors if (family := family_name(name)))
    return Identity(frozenset(strong), title, families)


def identities(entry: Entry) -> list[str]:
    """Return the identity terms of an entry, those that entries of one paper have in common."""
    return identity_of(entry).terms


def joins(title: str) -> bool:
    """Return whether a normalised title is telling enough to make two entries one paper."""
    parts = title.split()
    return bool(parts) and not all(word in _GENERIC or word.isdigit() for word in parts)


@lru_cache(maxsize=1 << 14)
def family_name(author: str) -> str:
    """Return the folded family name of `First Last` or `Last, First`; empty where there is none."""
    family = author.partition(",")[0] if "," in author else author
    parts = words(family)
    return parts[-1] if parts else ""


def group(identities: Sequence[Identity]) -> list[list[int]]:
    """Return the places of the entries that are one paper, paper by paper."""
    united = _Union(len(identities))
    by_term: dict[str, list[int]] = {}
    for place, identity in enumerate(identities):
        for term in identity.strong:
            by_term.setdefault(term, []).append(place)
    for places in by_term.values():
        for one, other in _pairs(places, lambda place: identities[place].families):
            if not _is_other_work(identities[one], identities[other]):
                united.join(one, other)

    # What shares an identifier is known before titles are compared, so their order is no matter.
    parts = united.parts()
    wholes = {places[0]: _union(identities, places) for places in parts}
    by_title: dict[str, list[int]] = {}
    for places in parts:
        for title in {identities[place].title for place in places}:
            if joins(title):
                by_title.setdefault(title, []).append(places[0])
    for firsts in by_title.values():
        for one, other in _pairs(firsts, lambda first: wholes[first].families):
            if not contradict(wholes[one], wholes[other]):
                united.join(one, other)
    return united.parts()


class _Union:
    """Places that are joined to one another, in however many steps."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def join(self, one: int, other: int) -> None:
        a, b = self._find(one), self._find(other)
        self._parents[max(a, b)] = min(a, b)

    def parts(self) -> list[list[int]]:
        """The places that belong together, each part in order, by their first place."""
        parts: dict[int, list[int]] = {}
        for place in range(len(self._parents)):
            parts.setdefault(self._find(place), []).append(place)
        return list(parts.values())

    def _find(self, place: int) -> int:
        while self._parents[place] != place:
            self._parents[place] = self._parents[self._parents[place]]
            place = self._parents[place]
        return place


def _pairs(
    places: Sequence[int], families: Callable[[int], frozenset[str]]
) -> Iterable[tuple[int, int]]:
    """The pairs that may be one paper: all of a few places, neighbours by author of many."""
    if len(places) <= _FEW:
        return combinations(places, 2)
    by_family: dict[str, list[int]] = {}
    for place in places:
        for family in families(place) or ("",):
            by_family.setdefault(family, []).append(place)
    # One without authors may be any of them.
    unknown = by_family.pop("", [])
    neighbours = [pair for same in by_family.values() for pair in pairwise(same)]
    return [*neighbours, *((unknown[0], place) for place in places if unknown)]


def _union(identities: Sequence[Identity], places: Sequence[int]) -> Identity:
    strong = frozenset[str]().union(*(identities[place].strong for place in places))
    families = frozenset[str]().union(*(identities[place].families for place in places))
    return Identity(strong, identities[places[0]].title, families)


def _is_other_work(a: Identity, b: Identity) -> bool:
    """Whether two entries have an identifier in common by mistake: that of their volume, say."""
    if a.title == b.title:
        return False
    words_a, words_b = set(a.title.split()), set(b.title.split())
    if len(words_a & words_b) >= _ALIKE * min(len(words_a), len(words_b)):
        return False
    if _have_common_authors(a, b):
        return _have_other_ids(a, b)
    return bool(a.families and b.families)


def contradict(a: Identity, b: Identity) -> bool:
    """Return whether entries of one title are two papers: other identifiers *and* authors."""
    if not a.families or not b.families or _have_common_authors(a, b):
        return False
    return _have_other_ids(a, b)


def _have_other_ids(a: Identity, b: Identity) -> bool:
    """Whether two entries have no identifier in common of a kind that both have."""
    kinds_a, kinds_b = _kinds(a.strong), _kinds(b.strong)
    return any(not (kinds_a[kind] & kinds_b[kind]) for kind in kinds_a.keys() & kinds_b.keys())


def _have_common_authors(a: Identity, b: Identity) -> bool:
    """Whether most authors of one are among those of the other: a list may be cut short."""
    common = len(a.families & b.families)
    return common > 0 and common >= _ALIKE * min(len(a.families), len(b.families))


def _kinds(strong: Iterable[str]) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for term in strong:
        kind, _, value = term.partition(":")
        kinds.setdefault(kind, set()).add(value)
    return kinds
