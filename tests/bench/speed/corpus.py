"""Libraries and notes of any size: the same seed gives the same bytes.

Words follow Zipf's law in its two regimes (Ferrer i Cancho and Solé 2001), over a vocabulary that
is partly that of papers (`text/common_words.txt`) and partly made of syllables, so that a large
library goes on meeting words that it has not seen.
Titles have the shapes that titles have: a nickname and a colon, "for", "via", "towards".
"""

import random
from calendar import month_abbr
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import accumulate, islice
from pathlib import Path

import orjson

SEED = 20_261_121
_ENDS = ("", "", "", "ing", "ed", "al", "ive", "ity", "ation", "ics", "oid", "ment", "less")
_VOCABULARY = 230_000
_KNEE = 5_000
# Abstracts are cut out of one long text: drawing each word anew would take longer than indexing.
_TEXT_WORDS = 1_000_000
_ABSTRACT_WORDS = (110, 190)
_FIRST_YEAR = 2015  # since when arXiv's numbers have five digits
_MONTHS = 12 * 12
_SHAPES = (
    "{name}: {np} for {np}",
    "{name}: {a} {np} with {np}",
    "{np} for {np}",
    "{np} via {np}",
    "{a} {np} of {np} in {np}",
    "on the {np} of {np}",
    "towards {np} with {np} and {np}",
    "learning {np} from {np}",
    "{np}: a survey of {np}",
    "do {np} need {np}?",
    "{np} and {np} under {np}",
)


@dataclass(frozen=True, slots=True)
class Record:
    """One paper of a made library."""

    number: int
    title: str
    abstract: str
    authors: tuple[tuple[str, str], ...]
    year: int
    month: int
    day: int
    venue: str

    @property
    def arxiv(self) -> str:
        """Its arXiv id, which no other paper has."""
        return f"{self.year % 100:02d}{self.month:02d}.{self.number // _MONTHS + 1:05d}"

    @property
    def doi(self) -> str:
        """Its DOI, which no other paper has."""
        return f"10.5555/{self.number:08d}"


class Corpus:
    """A source of papers and prose without end."""

    def __init__(self, seed: int = SEED) -> None:
        self._random = random.Random(seed)
        listed = files("litnotes_index.text").joinpath("common_words.txt")
        common = listed.read_text("ascii").split()
        made = (self._made() for _ in range(_VOCABULARY))
        self._words = list(dict.fromkeys([*common, *made]))
        self._weights = _zipf(len(self._words), 20)
        self._text = self._draw(_TEXT_WORDS)
        # What carries a title is not "the".
        self._telling = self._words[150:]
        self._telling_weights = _zipf(len(self._telling), 200)
        self._families = [self._made().capitalize() for _ in range(40_000)]
        self._given = [self._made().capitalize() for _ in range(4_000)]
        self._venues = [self._phrase(3).title() for _ in range(3_000)]

    def records(self, count: int) -> Iterator[Record]:
        """Yield so many papers."""
        return islice(self._records(), count)

    def prose(self, words: int) -> str:
        """Return running text in lines of usual length, a few sentences to the paragraph."""
        found = self._cut(words)
        lines = [" ".join(found[at : at + 12]) for at in range(0, len(found), 12)]
        return "\n".join(f"{line}." if n % 2 else line for n, line in enumerate(lines, 1))

    def _records(self) -> Iterator[Record]:
        draw = self._random
        number = 0
        while True:
            number += 1
            yield Record(
                number,
                self._title(),
                " ".join(self._cut(draw.randint(*_ABSTRACT_WORDS))).capitalize() + ".",
                tuple(
                    (draw.choice(self._families), draw.choice(self._given))
                    for _ in range(min(1 + int(draw.expovariate(0.3)), 30))
                ),
                _FIRST_YEAR + number % _MONTHS // 12,
                number % 12 + 1,
                draw.randint(1, 28),
                draw.choice(self._venues),
            )

    def _title(self) -> str:
        parts: list[str] = []
        for part in self._random.choice(_SHAPES).split():
            match part.rstrip(":?"):
                case "{np}":
                    parts.append(self._phrase(self._random.choice((1, 2, 2, 3))))
                case "{name}":
                    parts.append(self._made().capitalize())
                case "{a}":
                    parts.append(self._phrase(1))
                case word:
                    parts.append(word)
            parts[-1] += part[len(part.rstrip(":?")) :]
        title = " ".join(parts)
        return title[0].upper() + title[1:]

    def _phrase(self, words: int) -> str:
        return " ".join(
            self._random.choices(self._telling, cum_weights=self._telling_weights, k=words)
        )

    def _draw(self, count: int) -> list[str]:
        return self._random.choices(self._words, cum_weights=self._weights, k=count)

    def _cut(self, count: int) -> list[str]:
        at = self._random.randrange(len(self._text) - count)
        return self._text[at : at + count]

    def _made(self) -> str:
        draw = self._random
        syllables = "".join(
            draw.choice("bcdfghjklmnprstvz") + draw.choice(("a", "e", "i", "o", "u", "ar", "en"))
            for _ in range(draw.choice((1, 2, 2, 3)))
        )
        return syllables + draw.choice(_ENDS)


def _zipf(words: int, shift: int) -> list[float]:
    """Summed weights of words by rank: rare ones fall off as the square of it."""
    return list(accumulate(1 / ((rank + shift) * max(1, rank / _KNEE)) for rank in range(words)))


def write_json_lines(records: Iterator[Record], folder: Path, *, files: int, each: int) -> None:
    """Write papers as arXiv's own metadata has them, a line each, into numbered files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        lines = (orjson.dumps(json_record(one)) for one in islice(records, each))
        with (folder / f"arxiv-{number:03d}.jsonl").open("wb") as out:
            out.writelines(line + b"\n" for line in lines)


def json_record(one: Record) -> dict[str, object]:
    """Return a paper as a line of arXiv's metadata has it."""
    month = month_abbr[one.month]
    return {
        "id": one.arxiv,
        "submitter": " ".join(reversed(one.authors[0])),
        "authors": ", ".join(f"{given} {family}" for family, given in one.authors),
        "title": one.title,
        "comments": None,
        "journal-ref": one.venue,
        "doi": one.doi,
        "report-no": None,
        "categories": "cs.CL cs.DL",
        "license": None,
        "abstract": f"  {one.abstract}\n",
        "versions": [{"version": "v1", "created": f"{one.day} {month} {one.year} 17:00:00 GMT"}],
        "update_date": f"{one.year}-{one.month:02d}-{one.day:02d}",
        "authors_parsed": [[family, given, ""] for family, given in one.authors],
    }


def write_bibtex(records: Iterator[Record], path: Path) -> None:
    """Write papers as a reference manager exports them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        for one in records:
            out.write(bibtex_record(one))


def bibtex_record(one: Record) -> str:
    """Return a paper as an entry of BibTeX."""
    authors = " and ".join(f"{family}, {given}" for family, given in one.authors)
    key = f"{one.authors[0][0].lower()}{one.year}n{one.number}"
    return (
        f"@article{{{key},\n  title = {{{{{one.title}}}}},\n  author = {{{authors}}},\n"
        f"  year = {{{one.year}}},\n  journal = {{{one.venue}}},\n  doi = {{{one.doi}}},\n"
        f"  abstract = {{{one.abstract}}}\n}}\n\n"
    )
