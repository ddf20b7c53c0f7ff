"""Which entries are the same paper, and what a paper without a key is called.

Entries that share an identifier are one paper; so are entries that share a title, unless their
identifiers and their authors both contradict. Nothing here depends on the order of entries.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from litnotes_index.model import Entry
from litnotes_index.text import nickname, normalise, words

_LONGEST_SLUG_WORDS = 6
_LONGEST_SLUG = 80
_FIRST_WORDS = 4
# Titles that name a kind of text and not a text: sharing one says nothing.
_GENERIC = frozenset(
    [
        "abstract",
        "abstracts",
        "acknowledgements",
        "acknowledgments",
        "appendix",
        "articles",
        "author",
        "authors",
        "best",
        "board",
        "book",
        "call",
        "chair",
        "chairs",
        "committee",
        "conclusion",
        "conclusions",
        "conference",
        "contents",
        "contributors",
        "corrigendum",
        "cover",
        "current",
        "discussion",
        "editor",
        "editorial",
        "editors",
        "erratum",
        "errata",
        "foreword",
        "front",
        "from",
        "front",
        "guest",
        "index",
        "in",
        "introduction",
        "issue",
        "keynote",
        "letter",
        "letters",
        "list",
        "matter",
        "message",
        "n",
        "a",
        "na",
        "none",
        "note",
        "of",
        "organization",
        "overview",
        "page",
        "panel",
        "papers",
        "poster",
        "posters",
        "preface",
        "proceedings",
        "program",
        "programme",
        "references",
        "report",
        "review",
        "reviewers",
        "reviews",
        "session",
        "special",
        "speaker",
        "summary",
        "table",
        "talk",
        "the",
        "this",
        "title",
        "to",
        "tutorial",
        "unknown",
        "untitled",
        "welcome",
        "workshop",
    ]
)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_VERSION = re.compile(r"v\d+$")
_SCHEME = re.compile(r"^\w+://(?:www\.)?", re.IGNORECASE)
_FORMS = {
    "doi": re.compile(
        r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE
    ),
    "arxiv": re.compile(
        r"(?:https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*)?"
        r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?",
        re.IGNORECASE,
    ),
}


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
    strong = {f"{kind}:{value}" for kind, value in normal_ids(entry.ids).items()}
    if not joins(title):
        # A title that says nothing still joins copies of one and the same record.
        record = f"{title}\n{entry.abstract or ''}\n{entry.authors}"
        strong.add(f"record:{_digest(record, 16)}")
    families = frozenset(family for name in entry.authors if (family := family_name(name)))
    return Identity(frozenset(strong), title, families)


def identities(entry: Entry) -> list[str]:
    """Return the identity terms of an entry, those that entries of one paper have in common."""
    return identity_of(entry).terms


def normal_ids(ids: Mapping[str, str]) -> dict[str, str]:
    """Return identifiers as they are compared: an arXiv DOI is an arXiv id, and has no version."""
    normal: dict[str, str] = {}
    for kind, value in ids.items():
        if value := value.strip().lower():
            form = _FORMS.get(kind)
            match = form.fullmatch(value) if form else None
            normal[kind] = match[1] if match else value
    if arxiv := normal.get("arxiv"):
        normal["arxiv"] = _VERSION.sub("", arxiv)
    if (doi := normal.get("doi")) and (match := _ARXIV_DOI.fullmatch(doi)):
        del normal["doi"]
        normal.setdefault("arxiv", normal_ids({"arxiv": match[1]})["arxiv"])
    return normal


def identifier(text: str) -> dict[str, str]:
    """Return the DOI or arXiv id that a text is, in any usual spelling; empty for none."""
    for kind, form in _FORMS.items():
        if form.fullmatch(text.strip()):
            return normal_ids({kind: text})
    return {}


def normal_url(url: str) -> str:
    """Return an address as it is compared: without scheme, `www.`, fragment and final slash."""
    bare = _SCHEME.sub("", url.strip().partition("#")[0]).rstrip("/")
    host, slash, path = bare.partition("/")
    return host.lower() + slash + path


def joins(title: str) -> bool:
    """Return whether a normalised title is telling enough to make two entries one paper."""
    parts = title.split()
    return bool(parts) and not all(word in _GENERIC or word.isdigit() for word in parts)


def family_name(author: str) -> str:
    """Return the folded family name of `First Last` or `Last, First`; empty where there is none."""
    family = author.partition(",")[0] if "," in author else author
    parts = words(family)
    return parts[-1] if parts else ""


def group(identities: Sequence[Identity]) -> list[list[int]]:
    """Return the places of the entries that are one paper, paper by paper."""
    parents = list(range(len(identities)))

    def find(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    def join(one: int, other: int) -> None:
        a, b = find(one), find(other)
        parents[max(a, b)] = min(a, b)

    first_with: dict[str, int] = {}
    for place, identity in enumerate(identities):
        for term in identity.strong:
            join(place, first_with.setdefault(term, place))

    # What shares an identifier is known before titles are compared, so their order is no matter.
    parts: dict[int, list[int]] = {}
    for place in range(len(identities)):
        parts.setdefault(find(place), []).append(place)
    wholes = {first: _union(identities, places) for first, places in parts.items()}
    by_title: dict[str, list[int]] = {}
    for first, places in parts.items():
        for title in {identities[place].title for place in places}:
            if joins(title):
                by_title.setdefault(title, []).append(first)
    for firsts in by_title.values():
        for one, other in combinations(firsts, 2):
            if not contradict(wholes[one], wholes[other]):
                join(one, other)

    papers: dict[int, list[int]] = {}
    for place in range(len(identities)):
        papers.setdefault(find(place), []).append(place)
    return list(papers.values())


def _union(identities: Sequence[Identity], places: Sequence[int]) -> Identity:
    strong = frozenset[str]().union(*(identities[place].strong for place in places))
    families = frozenset[str]().union(*(identities[place].families for place in places))
    return Identity(strong, identities[places[0]].title, families)


def contradict(a: Identity, b: Identity) -> bool:
    """Return whether entries of one title are two papers: other identifiers *and* authors."""
    if not a.families or not b.families or a.families & b.families:
        return False
    kinds_a, kinds_b = _kinds(a.strong), _kinds(b.strong)
    return any(not (kinds_a[kind] & kinds_b[kind]) for kind in kinds_a.keys() & kinds_b.keys())


def _kinds(strong: Iterable[str]) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for term in strong:
        kind, _, value = term.partition(":")
        kinds.setdefault(kind, set()).add(value)
    return kinds


def keys(entry: Entry) -> list[str]:
    """Return every key that names this entry: the one its source gives, else those made for it."""
    return [entry.key] if entry.key else made_keys([entry])


def made_keys(entries: Sequence[Entry], *, shares_title: bool = False) -> list[str]:
    """Return the keys made for a paper whose sources give none, the one to write first.

    `shares_title` says that another paper has its title: that alone names neither then.
    """
    made = min(made_key(entry.title) for entry in entries)
    # Each with the title of an entry that has the term: such keys are what the index knows.
    strong = {(t, made_key(entry.title)) for entry in entries for t in identity_of(entry).strong}
    apart = [f"{key}-{_digest(term, 6)}" for term, key in sorted(strong)]
    telling = any(joins(normalise(entry.title)) for entry in entries)
    return apart if apart and (shares_title or not telling) else [made, *apart]


def made_key(title: str) -> str:
    """Return the key of a paper whose sources give none: valid in Pandoc, made of its title."""
    parts = words(title)
    slug = "-".join(parts)
    if not slug:
        return f"paper-{_digest(title, 8)}"
    if len(parts) <= _LONGEST_SLUG_WORDS and len(slug) <= _LONGEST_SLUG:
        return slug
    name = nickname(title)
    head = "-".join(words(name) if name else parts[:_FIRST_WORDS])[:_LONGEST_SLUG]
    return f"{head}-{_digest(' '.join(parts), 6)}"


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
