"""How a line and a paper agree: numbers from 0 to 1, of which the confidence is made."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from rapidfuzz import fuzz

from litnotes_index.match.alignment import UNHEARD, Alignment, Weigh, align, near, title_of
from litnotes_index.match.reference import COLON, COMMA, CUT, DASH, STOP, Reference
from litnotes_index.match.vocabulary import BETWEEN_NAMES, FRAME, JOINING, PARTS
from litnotes_index.model import Paper
from litnotes_index.papers.identity import family_name
from litnotes_index.papers.schema import year_of
from litnotes_index.text import normalise, words

_MOST_AUTHORS = 30
_MOST_TITLES = 4
_NEAR_AUTHORS = 3
_SHORTEST_NEAR_NAME = 5
_WHOLE = 0.999
_OUTSIDE = 0.1
# So many words that nothing explains are as many as say anything; so much weight says it all.
_MANY_WORDS = 8
_MANY_NAMES = 4
_HALF = 0.4
_HEAVY = 8.0
_HEAVY_TITLE = 30.0
# A nickname of common words says too little.
_TELLING = 7.0
_STEM = 5
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_NUMERAL = re.compile(
    r"\d+(?:st|nd|rd|th)?|[ivxlc]{1,5}|[a-z]|v\d+|one|two|three|four|five|first|second|third"
)
_TELLING_NUMERAL = re.compile(
    r"\d+|v\d+|i{2,3}|iv|vi{0,3}|ix|xi{0,3}|two|three|four|five|second|third"
)

NAMES = (
    "bias",
    "missing_inside",
    "missing_where_cut",
    "missing_at_end",
    "missing_before_more",
    "missing_head",
    "weight",
    "extra_right",
    "extra_subtitle",
    "unlike",
    "first_author",
    "authors",
    "other_authors",
    "year",
    "year_near",
    "other_year",
    "venue",
    "numeral",
    "nickname",
    "acronym",
    "whole_telling",
    "unexplained",
    "vague_other_authors",
    "vague_other_year",
    "replaced",
    "any_missing",
    "any_inside",
    "any_hanging",
    "beside",
    "bare_beside",
    "bare",
    "uncovered",
    "vague_beside",
    "little",
    "beaten",
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a line and a paper agree: the values of `NAMES`, and where in the line its title stands.

    `covered` is the share of the title that the line has, `lacking` that which it has not although
    it says no subtitle and no "…", `beside` the share of the line that nothing of the paper
    explains, all by weight.
    """

    values: tuple[float, ...]
    window: tuple[int, int]
    covered: float
    lacking: float
    beside: float


def agreements(
    line: Reference, papers: Sequence[Paper], weigh: Weigh, unique: frozenset[str]
) -> list[Agreement]:
    """Return how well a line agrees with each of the papers that it may mean.

    `unique` are the nicknames and acronyms that only one of them has.
    """
    found = [_best_agreement(line, paper, weigh, unique) for paper in papers]
    whole = [one.window for one in found if one.covered >= _WHOLE]
    return [replace(one, values=(*one.values, _beaten(line, one, whole))) for one in found]


def _beaten(line: Reference, one: Agreement, whole: Iterable[tuple[int, int]]) -> float:
    """Whether a title goes on where the line does not, and another ends there, too."""
    start, end = one.window
    if one.covered >= _WHOLE or start == end or line.breaks[end] == CUT:
        return 0.0
    return float(any(first <= start and end <= last for first, last in whole))


def _best_agreement(
    line: Reference, paper: Paper, weigh: Weigh, unique: frozenset[str]
) -> Agreement:
    """That of the paper's titles which agrees best."""
    titles = {normalise(title): title for title in paper.titles[:_MOST_TITLES]}
    found = [align(line, title_of(title), weigh) for title in titles.values()]
    ways = [_agreement(paper, one, weigh, unique) for one in found]
    return max(ways, key=lambda one: (one.covered - _OUTSIDE * one.beside, one.values))


def _agreement(paper: Paper, found: Alignment, weigh: Weigh, unique: frozenset[str]) -> Agreement:
    line, title, whole = found.line, found.title, found.whole
    called = " ".join(found.heard)
    is_telling = any(word in title.acronyms or weigh(word) >= _TELLING for word in found.heard)
    is_nickname = called == title.nickname and called != "" and is_telling
    is_acronym = called in title.acronyms
    known = _known_words(paper)
    if is_nickname or is_acronym:
        known |= _related(paper, line)
    left = _overhang(line, range(found.start - 1, -1, -1), known, left=True)
    right = _overhang(line, range(found.end, len(line.words)), known)
    strange = [w for w in (*found.before, *found.behind) if not _is_explained(w, known)]
    spanned = sum(map(weigh, found.heard)) or 1.0
    extra = sum(map(weigh, found.extra))
    is_sole = called in unique
    if is_nickname and is_sole:
        # No more of a title stands beside a nickname, but a name may: a word that no title has.
        left, right = ([w for w in side if weigh(w) < UNHEARD] for side in (left, right))
    over = min(1.0, sum(map(weigh, right)) / whole)
    part = "".join(title.words[found.first : found.last + 1])
    written = "".join(found.heard)
    unlike = 1.0 - fuzz.ratio(part, written) / 100.0 if part else 1.0

    missing = _missing(found)
    first_author, share, named = _authors(paper, {*found.before, *found.behind}, strange)
    others = 0 if named or not paper.authors else _others(found)
    other_authors = min(1.0, others / _MANY_NAMES)
    year, year_near, other_year = _year(paper, found)
    telling = min(1.0, found.covered / _HEAVY_TITLE)
    is_clean = all(found.has) and part == written and not (left or right or found.extra)
    said = sum(map(weigh, strange))
    beside = said / (said + found.covered) if said else 0.0
    values = {
        "bias": 1.0,
        "missing_inside": missing["inside"] / whole,
        "missing_where_cut": missing["cut"] / whole,
        "missing_at_end": missing["end"] / whole,
        "missing_before_more": missing["more"] / whole,
        "missing_head": missing["head"] / whole,
        "weight": telling,
        "extra_right": 0.0 if line.breaks[found.end] == COLON else over,
        "extra_subtitle": over if line.breaks[found.end] == COLON else 0.0,
        "unlike": unlike,
        "first_author": first_author,
        "authors": share,
        "other_authors": other_authors,
        "year": year,
        "year_near": year_near,
        "other_year": other_year,
        "venue": _venue(paper, {*found.before, *found.behind}),
        "numeral": _numerals(found, [*left, *right]),
        "nickname": 1.0 / (1 + len(strange)) if is_nickname and is_sole else 0.0,
        "acronym": 1.0 / (1 + len(strange)) if is_acronym and is_sole else 0.0,
        "whole_telling": telling if is_clean else 0.0,
        "unexplained": min(1.0, len(strange) / _MANY_WORDS),
        "vague_other_authors": other_authors * (1.0 - telling),
        "vague_other_year": other_year * (1.0 - telling),
        "replaced": min(missing["inside"] / whole, extra / spanned),
        "any_missing": min(1.0, (missing["inside"] + missing["head"]) / _HEAVY),
        "any_inside": min(1.0, extra / _HEAVY),
        "any_hanging": min(1.0, sum(map(weigh, [*left, *right])) / _HEAVY),
        "beside": beside,
        "bare_beside": beside if line.is_bare and not named else 0.0,
        "bare": float(line.is_bare),
        "uncovered": (1.0 - found.covered / whole) * unlike,
        "little": 0.0 if is_sole else max(0.0, (missing["end"] + missing["more"]) / whole - _HALF),
        "vague_beside": beside * (1.0 - telling),
    }
    in_order = tuple(values[name] for name in NAMES[:-1])
    lacking = sum(missing[where] for where in ("inside", "head", "end", "more")) / whole
    window = (found.start, found.end)
    return Agreement(in_order, window, found.covered / whole, lacking, beside)


def _missing(found: Alignment) -> dict[str, float]:
    """The weights of the words of a title that a line has not, by where they are missing."""
    weights, has, first, last = found.weights, found.has, found.first, found.last
    inside = zip(weights[first:last], has[first:last], strict=True)
    missing = {
        "head": sum(weights[:first]),
        "inside": sum(weight for weight, one in inside if not one),
        **dict.fromkeys(("subtitle", "cut", "end", "more"), 0.0),
    }
    if found.line.breaks[found.end] == CUT:
        kind = "cut"
    elif last + 1 == found.title.subtitle:
        kind = "subtitle"
    else:
        kind = "more" if found.behind else "end"
    missing[kind] += sum(weights[last + 1 :])
    return missing


def _overhang(
    line: Reference, places: Iterable[int], known: frozenset[str], *, left: bool = False
) -> list[str]:
    """The words beside the window that no break parts from it, and that nothing else explains."""
    found: list[str] = []
    colons = 0
    for at in places:
        between = line.breaks[at + 1] if left else line.breaks[at]
        if between == COLON:
            colons += 1
        word = line.words[at]
        is_part = not left and word in PARTS and between != CUT
        if (between in (COMMA, DASH, STOP, CUT) and not is_part) or colons > 1:
            break
        if not _is_explained(word, known):
            found.append(word)
        elif word in FRAME and found == [] and word not in JOINING:
            break
    return found


def _is_explained(word: str, known: frozenset[str]) -> bool:
    return (
        word in FRAME
        or word in known
        or (len(word) == 1 and not word.isdigit())
        or _YEAR.fullmatch(word) is not None
    )


@lru_cache(maxsize=512)
def _words_of(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for text in texts for word in words(text))


def _known_words(paper: Paper) -> frozenset[str]:
    """The words of the authors and of the venue."""
    return _words_of((*paper.authors[:_MOST_AUTHORS], paper.venue or ""))


def _authors(
    paper: Paper, outside: set[str], unexplained: Sequence[str]
) -> tuple[float, float, int]:
    """Whether the first author is named, the share of those that are, and how many."""
    families = [name for author in paper.authors[:_MOST_AUTHORS] if (name := family_name(author))]
    if not families:
        return 0.0, 0.0, 0
    named = [name in outside for name in families]
    for place, name in enumerate(families[:_NEAR_AUTHORS]):
        if not named[place] and len(name) >= _SHORTEST_NEAR_NAME and unexplained:
            named[place] = near(name, unexplained) is not None
    count = sum(named)
    return float(named[0]), count / len(families), count


def _others(found: Alignment) -> int:
    """How many words before the title, or behind it up to the venue, may be names."""
    behind = takewhile(lambda word: word not in FRAME or word in BETWEEN_NAMES, found.behind)
    nothing = frozenset[str]()
    return sum(not _is_explained(word, nothing) for word in (*found.before, *behind))


def _year(paper: Paper, found: Alignment) -> tuple[float, float, float]:
    """Whether the line says the paper's year, one beside it, or others."""
    year = year_of(paper.date)
    said = {one for one in found.line.years if str(one) not in found.title.words}
    if year is None or not said:
        return 0.0, 0.0, 0.0
    apart = min(abs(one - year) for one in said)
    return float(apart == 0), float(apart == 1), float(apart > 1)


def _venue(paper: Paper, outside: set[str]) -> float:
    """The share of the words of the venue that the line has, or whether it has its initials."""
    if not paper.venue:
        return 0.0
    named = [word for word in words(paper.venue) if word not in FRAME and not word.isdigit()]
    if not named:
        return 0.0
    initials = "".join(word[0] for word in named)
    if len(initials) > 2 and any(initials[n : n + 4] in outside for n in range(len(initials) - 2)):
        return 1.0
    return sum(word in outside for word in named) / len(named)


def _related(paper: Paper, line: Reference) -> frozenset[str]:
    """The words of a line that titles or abstract have, too, if only with another ending."""
    said = _words_of((*paper.titles[:_MOST_TITLES], paper.abstract or ""))
    beginnings = {word[:_STEM] for word in said if len(word) >= _STEM}
    return frozenset(word for word in line.places if word in said or word[:_STEM] in beginnings)


def _numerals(found: Alignment, beside: Sequence[str]) -> float:
    """Whether line and title tell different parts or versions of a work."""
    ours = [word for word in found.lacking if _is_numeral(word)]
    theirs = [word for word in found.extra if _is_numeral(word)]
    # A year beside a title is that of the work, but in it the year of what it is about.
    theirs += [word for word in beside if _is_numeral(word) and not _YEAR.fullmatch(word)]
    if ours and theirs:
        return 1.0
    return 0.5 if any(_TELLING_NUMERAL.fullmatch(word) for word in (*ours, *theirs)) else 0.0


def _is_numeral(word: str) -> bool:
    return _NUMERAL.fullmatch(word) is not None or _DIGIT.search(word) is not None
