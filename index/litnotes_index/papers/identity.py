"""Which entries are the same paper.

Entries that share an identifier are one paper; so are entries that share a title, unless their
authors contradict and their identifiers or their years do, too. What might be either of two papers
is neither. Nothing here depends on the order of entries.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise, product
from typing import Any

from litnotes_index.model import Entry
from litnotes_index.papers.identifiers import digest
from litnotes_index.text import normalise, words

# Up to so many entries of one title or identifier are compared each with each.
_FEW = 64
_ALIKE = 0.5
_INITIALS = re.compile(r"(?:[^\W\d_]-?){1,3}\.?|(?:[^\W\d_]\.-?){1,4}")
_NAME = re.compile(r"[^\W\d_]{2}")
# A preprint and its publication are mostly nearer than so many years.
_YEARS_APART = 2
# A volume, a journal, and all that is in them have these in common.
_OF_VOLUMES = frozenset({"isbn", "issn"})
# Titles that name a kind of text and not a text: sharing one says nothing.
_GENERIC = frozenset(
    """
    a abstract abstracts acknowledgements acknowledgments addendum appendix articles author
    authors background backmatter best board book call chair chairs closing colophon commentary
    committee conclusion conclusions conference contents contributors correction corrections
    corrigendum cover current dedication demo demonstrations discussion editor editorial editors
    errata erratum foreword from front frontmatter guest in index indexes introduction invited issue
    keynote letter letters list matter message methods n na none note obituary of opening
    organization overview page panel papers poster posters preface proceedings program programme
    references remarks report results review reviewers reviews session speaker special study summary
    survey table talk the this title to toc tutorial unknown untitled welcome workshop
    """.split()  # noqa: SIM905 - a list of them would be a page long
)


_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Identity:
    """What decides whether two entries are one paper.

    `strong` identifiers join entries; `books` are numbers of whole books, which only part them.
    """

    strong: frozenset[str]
    title: str
    families: frozenset[str]
    books: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()

    @classmethod
    def of(cls, listed: Sequence[Any]) -> "Identity":
        """Return the identity that was listed."""
        strong, title, families, books, years = listed
        return cls(
            frozenset(strong), title, frozenset(families), frozenset(books), frozenset(years)
        )

    @property
    def listed(self) -> tuple[object, ...]:
        """All of it in lists, equal for what is equal: to be written down."""
        return (
            sorted(self.strong),
            self.title,
            sorted(self.families),
            sorted(self.books),
            sorted(self.years),
        )

    @property
    def terms(self) -> list[str]:
        """Every identity term, strong ones first."""
        found = sorted(self.strong)
        if joins(self.title):
            found.append(f"title:{self.title}")
        return found


def identity_of(entry: Entry, ids: Mapping[str, str]) -> Identity:
    """Return what identifies an entry, given its identifiers in their normal form."""
    title = normalise(entry.title)
    strong = {f"{kind}:{value}" for kind, value in ids.items() if kind not in _OF_VOLUMES}
    if not joins(title):
        # A title that says nothing still joins copies of one and the same record.
        record = f"{title}\n{entry.abstract or ''}\n{entry.authors}"
        strong.add(f"record:{digest(record, 16)}")
    families = frozenset([family_name(name) for name in entry.authors]) - {""}
    books = frozenset({f"isbn:{_book(ids['isbn'])}"} if "isbn" in ids else ())
    dated = _YEAR.match(entry.date or "")
    years = frozenset({int(dated[0])} if dated else ())
    return Identity(frozenset(strong), title, families, books, years)


@lru_cache(maxsize=4096)  # it is asked for every term of an entry, one entry after the other
def joins(title: str) -> bool:
    """Return whether a normalised title is telling enough to make two entries one paper."""
    return any(word not in _GENERIC and not word.isdigit() for word in title.split())


def _book(isbn: str) -> str:
    """What an ISBN of ten digits and the one of thirteen that was made of it have in common."""
    bare = isbn.replace("-", "").replace(" ", "")
    if len(bare) == 13 and bare.startswith("978"):
        return bare[3:12]
    return bare[:9] if len(bare) == 10 else bare


@lru_cache(maxsize=1 << 14)
def family_name(author: str) -> str:
    """Return the folded family name of `First Last` or `Last, First`; empty where there is none."""
    family = author.partition(",")[0] if "," in author else author
    parts = family.split()
    last = parts[-1] if parts else ""
    if last.isalpha() and last.isascii() and not last.isupper():
        return last.lower()  # most are like this
    while len(parts) > 1 and _is_initials(parts[-1], " ".join(parts[:-1])):
        parts.pop()
    folded = words(" ".join(parts))
    return folded[-1] if folded else ""


def _is_initials(text: str, before: str) -> bool:
    """Whether what ends a name is no family's: `Bee A.`, `Bee AC`, `Bee III`, but not `ANN BEE`."""
    if not text.isupper() or not _INITIALS.fullmatch(text):
        return False
    is_dotted = "." in text[:-1] or len(text.rstrip(".")) == 1
    return _NAME.search(before) is not None if is_dotted else not before.isupper()


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
        if len(firsts) > 1:
            for works in _works([wholes[first] for first in firsts]):
                for one, other in pairwise(works):
                    united.join(firsts[one], firsts[other])
    return united.parts()


def _works(titled: Sequence[Identity]) -> list[list[int]]:
    """Return the places of those that are one paper among some of one title.

    Those with authors in common find one another first: they part the ones of other authors.
    """
    pairs = _pairs(range(len(titled)), lambda place: titled[place].families)
    parts = _fitting(titled, pairs, _have_same_authors)
    if not 1 < len(parts) <= _FEW:
        return parts
    wholes = [_union(titled, places) for places in parts]
    fitting = _fitting(
        wholes, combinations(range(len(wholes)), 2), lambda a, b: not contradict(a, b)
    )
    return [[place for part in joined for place in parts[part]] for joined in fitting]


def _fitting(
    found: Sequence[Identity],
    pairs: Iterable[tuple[int, int]],
    fits: Callable[[Identity, Identity], bool],
) -> list[list[int]]:
    """Return the places of those that fit one another; what fits two that contradict is alone."""
    fitting = [(one, other) for one, other in pairs if fits(found[one], found[other])]
    if len(found) <= _FEW:
        near: dict[int, set[int]] = {}
        for one, other in fitting:
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
        foes: dict[int, set[int]] = {}
        for one, other in combinations(near, 2):
            if contradict(found[one], found[other]):
                foes.setdefault(one, set()).add(other)
                foes.setdefault(other, set()).add(one)
        torn = {
            place
            for place, others in near.items()
            if any(not others.isdisjoint(foes.get(other, ())) for other in others)
        }
        fitting = [pair for pair in fitting if torn.isdisjoint(pair)]
    united = _Union(len(found))
    for one, other in fitting:
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
    for place in sorted(places, key=lambda place: sorted(families(place))):
        for family in families(place) or ("",):
            by_family.setdefault(family, []).append(place)
    # One without authors may be any of them.
    unknown = by_family.pop("", [])
    neighbours = [pair for same in by_family.values() for pair in pairwise(same)]
    return [*neighbours, *((unknown[0], place) for place in places if unknown)]


def _union(identities: Sequence[Identity], places: Sequence[int]) -> Identity:
    if len(places) == 1:
        return identities[places[0]]
    strong = frozenset[str]().union(*(identities[place].strong for place in places))
    families = frozenset[str]().union(*(identities[place].families for place in places))
    books = frozenset[str]().union(*(identities[place].books for place in places))
    years = frozenset[int]().union(*(identities[place].years for place in places))
    return Identity(strong, identities[places[0]].title, families, books, years)


def _is_other_work(a: Identity, b: Identity) -> bool:
    """Whether two entries have an identifier in common by mistake: that of their volume, say."""
    if a.title == b.title:
        return False
    words_a, words_b = set(a.title.split()), set(b.title.split())
    if len(words_a & words_b) >= _ALIKE * min(len(words_a), len(words_b)):
        return False
    if _have_common_authors(a, b):
        return _have_other(a.strong, b.strong)
    return bool(a.families and b.families)


def contradict(a: Identity, b: Identity) -> bool:
    """Return whether entries of one title are two papers: other authors *and* ids, or years."""
    if not a.families or not b.families or _have_common_authors(a, b):
        return False
    if _have_other(a.strong | a.books, b.strong | b.books):
        return True
    if a.families.isdisjoint(b.families):
        return _are_years_apart(a, b)  # names may be written so that none is known again
    # One of them knows the other's field: two books, say, and of another year each.
    return bool(a.years and b.years) and a.years.isdisjoint(b.years)


def _have_other(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether there is no identifier in common of a kind that both have."""
    kinds_a, kinds_b = _kinds(a), _kinds(b)
    return any(not (kinds_a[kind] & kinds_b[kind]) for kind in kinds_a.keys() & kinds_b.keys())


def _are_years_apart(a: Identity, b: Identity) -> bool:
    if not a.years or not b.years:
        return False
    return all(abs(one - other) >= _YEARS_APART for one, other in product(a.years, b.years))


def _have_same_authors(a: Identity, b: Identity) -> bool:
    """Whether nothing parts two entries by their authors: those of both may be unknown."""
    return _have_common_authors(a, b) or not (a.families or b.families)


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
