"""Lines as people write them of papers: messy titles, references in many styles, nicknames.

All is made of records with a seeded generator, so that two runs give the same lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from bench.quality.damage import DAMAGE, typos
from bench.quality.records import Known
from bench.quality.styles import AROUND, STYLES, family_of
from litnotes_index.text import nickname, normalise


@dataclass(frozen=True, slots=True)
class Line:
    """A line, how it was made, and the normalised title of the paper meant; None for none."""

    kind: str
    text: str
    title: str | None


# --- other works, nearly of that title --------------------------------------------------------

_SHORT_TITLE = 3
_NUMBERED = re.compile(r"\b(?:I{1,3}|IV|[1-9])\b")
_STEP = {"I": "II", "II": "III", "III": "IV", "IV": "V"}


def _other_work(title: str, others: Sequence[Known], rng: Random) -> str:
    """The title of a work that nobody has: another word, number, subtitle or ending."""
    parts = title.split()
    other = rng.choice(others).title
    donors = [word for word in other.split() if len(word) > 5]
    numbered = list(_NUMBERED.finditer(title))
    if numbered and rng.random() < 0.7:
        one = rng.choice(numbered)
        changed = _STEP.get(one[0]) or str(int(one[0]) + 1)
        return title[: one.start()] + changed + title[one.end() :]
    head, colon, _ = title.partition(":")
    way = rng.random()
    if colon and way < 0.3:
        rest = other.partition(":")[2].strip() or other
        return f"{head}: {rest}"
    long = [n for n, word in enumerate(parts) if len(word) > 5]
    if way < 0.4:
        return f"{title}{rng.choice((' II', ', Part 2', ' 2.0', ' Revisited'))}"
    if way < 0.5 and donors:
        return f"{title} {rng.choice(('for', 'with', 'of', 'in'))} {rng.choice(donors)}"
    if way < 0.6 and len(parts) > 4:
        return " ".join([*parts[: len(parts) // 2], *other.split()[-3:]])
    if way < 0.75 and len(long) > 3:
        telling = [parts[at].strip(",:;?") for at in long]
        said = rng.sample(telling, rng.randint(3, min(6, len(long))))
        said.insert(rng.randint(1, len(said) - 1), rng.choice(("for", "of", "in", "with", "and")))
        return " ".join(said)
    for at in rng.sample(long, min(len(long), rng.choice((1, 1, 2)))):
        if donors:
            parts[at] = rng.choice(donors)
    return " ".join(parts)


# --- sets of lines ---------------------------------------------------------------------------


def lines(
    known: Sequence[Known], unknown: Sequence[Known], rng: Random, each: int
) -> Iterator[Line]:
    """Yield `each` lines of every kind, half of them of papers that are not known."""
    titles = {normalise(paper.title) for paper in known}

    def pick() -> tuple[Known, str | None]:
        if rng.random() < 0.5:
            paper = rng.choice(known)
            return paper, normalise(paper.title)
        return rng.choice(unknown), None

    for kind, damage in DAMAGE.items():
        for _ in range(each):
            paper, title = pick()
            yield Line(f"title, {kind}", damage(paper.title, rng), title)
    for kind, around in AROUND.items():
        for _ in range(each):
            paper, title = pick()
            yield Line(f"title, {kind}", around(paper, paper.title, rng), title)
    damages = list(DAMAGE.values())[1:-2]
    for kind, style in STYLES.items():
        for _ in range(each):
            paper, title = pick()
            written = paper.title
            if rng.random() < 0.4:
                written = rng.choice(damages)(written, rng)
            line = style(paper, written, rng)
            yield Line(kind, typos(line, rng) if rng.random() < 0.1 else line, title)
    yield from _others(known, unknown, titles, rng, each)
    yield from _nicknames(known, unknown, rng, 2 * each)


def _others(
    known: Sequence[Known], unknown: Sequence[Known], titles: set[str], rng: Random, each: int
) -> Iterator[Line]:
    for _ in range(3 * each):
        paper, donor = rng.choice(known), rng.choice(unknown)
        title = _other_work(paper.title, unknown, rng)
        if normalise(title) in titles:
            continue
        by_same = rng.random() < 0.4
        other = replace(paper if by_same else donor, title=title, doi=None, arxiv=None)
        if by_same:
            other = replace(other, year=paper.year + rng.randint(0, 3))
        if rng.random() < 0.5:
            yield Line("another work, title", title, None)
        else:
            style = rng.choice(list(STYLES.values()))
            yield Line("another work, reference", style(other, title, rng), None)
    for _ in range(each // 2):
        parts = rng.choice(known).title.split()
        length = rng.randint(2, 3)
        at = 0 if rng.random() < 0.6 else rng.randrange(max(1, len(parts) - length))
        head = " ".join(parts[at : at + length])
        if len(parts) > 2 * length and ":" not in head and normalise(head) not in titles:
            yield Line("two or three words", head, None)
    # The same short title by others, and another paper of the same authors.
    short = [paper for paper in known if len(paper.title.split()) <= _SHORT_TITLE]
    for _ in range(each // 2):
        paper, donor = rng.choice(short), rng.choice(unknown)
        style = rng.choice(list(STYLES.values())[:-1])
        by_others = replace(donor, title=paper.title, doi=None, arxiv=None)
        yield Line("same title, other authors", style(by_others, paper.title, rng), None)
    for _ in range(each):
        paper, donor = rng.choice(known), rng.choice(unknown)
        style = rng.choice(list(STYLES.values()))
        mixed = replace(paper, title=donor.title, doi=None, arxiv=None)
        yield Line("same authors, other title", style(mixed, donor.title, rng), None)


_CALLED = (
    "{name}", "{name}", "the {name} paper", "{name} paper", "{lower}", "{name} ({family} et al.)",
    "{name} ({family} et al., {year})", "{name} model", "{family} {name}", "{name} {year}",
    "original {name} paper", "{name} by {family} et al.", "{lower} {family} {year}",
)  # fmt: skip


def _nicknames(
    known: Sequence[Known], unknown: Sequence[Known], rng: Random, number: int
) -> Iterator[Line]:
    def called(papers: Sequence[Known]) -> dict[str, list[Known]]:
        names: dict[str, list[Known]] = {}
        for paper in papers:
            name = nickname(paper.title)
            if name and re.search(r"\w[A-Z]|\d", name):
                names.setdefault(normalise(name), []).append(paper)
        return names

    ours, theirs = called(known), called(unknown)
    yield from _acronyms(known, rng, number // 4)
    sole = [papers[0] for papers in ours.values() if len(papers) == 1]
    foreign = [papers[0] for name, papers in theirs.items() if name not in ours]
    for papers, kind in ((sole, "nickname"), (foreign, "nickname of none")):
        for _ in range(number // 2):
            paper = rng.choice(papers)
            name = nickname(paper.title) or ""
            family = family_of(paper.authors[0]) if paper.authors else ""
            form = rng.choice(_CALLED)
            text = form.format(name=name, lower=name.lower(), family=family, year=paper.year)
            yield Line(kind, text, normalise(paper.title) if papers is sole else None)


def _acronyms(known: Sequence[Known], rng: Random, number: int) -> Iterator[Line]:
    """Names that stand in one known title, but not before its colon."""
    holders: dict[str, list[tuple[str, Known]]] = {}
    for paper in known:
        for word in set(re.findall(r"[\w]*[a-z][A-Z][\w]*|[A-Za-z]+\d\w*", paper.title)):
            holders.setdefault(normalise(word), []).append((word, paper))
    sole = [
        held[0]
        for held in holders.values()
        if len(held) == 1 and not held[0][1].title.startswith(held[0][0])
    ]
    for word, paper in rng.sample(sole, min(number, len(sole))):
        form = rng.choice(("{}", "{}", "the {} paper", "{} paper", "{} model"))
        yield Line("acronym in a title", form.format(word), normalise(paper.title))
