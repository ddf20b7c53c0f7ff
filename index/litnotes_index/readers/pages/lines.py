"""What the lines of a page of papers are: banner, authors, date, or text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - `date` is the field's word for the text
from decimal import Decimal
from enum import Enum

from litnotes_index.readers.files.source import Line


class Kind(Enum):
    """The kinds of token that a page is made of."""

    BANNER = "banner"
    AUTHORS = "authors"
    DOT = "dot"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Token:
    """One line of a page, or a part of one where several stand in a line.

    `gap` is whether blank lines (or the beginning of the file) stand before it. `number` is the
    count of authors or the votes. `date` of a `DATE` is None where there is no such day.
    """

    kind: Kind
    line: int
    text: str
    gap: bool
    number: int | None = None
    date: str | None = None


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9}|[0-9]{1,4}(?:\.[0-9]{1,3})?[kKmM]"
_VOTES = rf"(?:\s+(?P<votes>{_NUMBER}))?"
# A bare number after the day is votes; it is the year only after a comma or before votes.
_DATE = re.compile(
    rf"{_MONTH}\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?"
    rf"(?:,\s*(?P<year>[0-9]{{4}})|\s+(?P<year2>[0-9]{{4}})(?=\s+[0-9]))?{_VOTES}",
    re.IGNORECASE,
)
_DATE_BY_DAY = re.compile(
    rf"(?P<day>[0-9]{{1,2}})\s+{_MONTH}(?:,?\s+(?P<year>[0-9]{{4}}))?(?P<year2>){_VOTES}",
    re.IGNORECASE,
)
_DATE_ISO = re.compile(
    rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})(?P<year2>){_VOTES}",
    re.IGNORECASE,
)
_BULLETS = "•·∙‧・●◦"
_AUTHORS = re.compile(r"([0-9]{1,7}) ?authors?", re.IGNORECASE)
_UNKNOWN_AUTHORS = re.compile(rf"[{_BULLETS}]\s*(?:[^\s]+ ){{1,3}}authors?", re.IGNORECASE)
_STRONG = r"Get trending papers[^!]{0,60}!?|[Bb]y ?AK and the research community"
_NEXT = rf"\s*(?:{_STRONG}|new\b|Subscribe|Daily Papers|Trending Papers)"
_BANNER = re.compile(
    rf"(?P<strong>{_STRONG})"
    rf"|[Nn]ew(?=$|{_NEXT})|(?:Daily|Trending) Papers(?=$|{_NEXT})"
    # Glued to a title, but not the words that begin so: subscriber, subscribed, "Subscribe to".
    r"|Subscribe(?=$|[^\s:;,.\-–—!?/&)])(?!(?:rs?|d|s|'s|’s)\b)"
)
_GLUED = "Get trending papers in your email inbox"
_GLUED_TO_DATE = re.compile(r"(.{3,30}?[0-9kKmM])(?=(?:[Nn]ew|Subscribe|Daily Papers)(?:\D|$))")
_BANNER_LINES = range(6)  # as many as a banner has, should all be glued into one line
_LONGEST_META = 80
_EDGES = " \t\r\n\f\v\u00a0\u200b\ufeff"


def tokens(lines: Iterable[Line]) -> Iterator[Token]:
    """Yield the tokens of a page; blank lines show only as the `gap` of what follows them."""
    gap = True
    for line in lines:
        text = line.text.strip().strip(_EDGES).strip()
        if not text:
            gap = True
            continue
        for token in _tokens(line.number, text):
            yield Token(token.kind, token.line, token.text, gap, token.number, token.date)
            gap = False


def is_strong(token: Token) -> bool:
    """Return whether a banner line is one that no other kind of file has."""
    match = _BANNER.match(token.text)
    return match is not None and match["strong"] is not None


def _tokens(line: int, text: str) -> Iterator[Token]:
    glued = _glued(line, text)
    before, text = text[:glued].strip(), text[glued:]
    if before:
        yield from _meta(line, before) or [Token(Kind.TEXT, line, before, gap=False)]
    for _ in _BANNER_LINES:
        banner = _BANNER.match(text)
        if banner is None:
            break
        yield Token(Kind.BANNER, line, banner[0], gap=False)
        text = text[banner.end() :].strip()
    if text:
        yield from _meta(line, text) or [Token(Kind.TEXT, line, text, gap=False)]


def _glued(line: int, text: str) -> int:
    """Return where the next page's banner begins in a line; 0 where none is glued to its text.

    The last line of a page has no end, so pages put one after another meet in one line.
    """
    if (at := text.find(_GLUED)) > 0 and len(text) - at < _LONGEST_META:
        return at
    if match := _GLUED_TO_DATE.match(text):
        return match.end() if _date(line, match[1]) else 0
    return 0


def _meta(line: int, text: str) -> list[Token]:
    """Return the tokens of a line of authors, dot and date; none for any other line."""
    if len(text) > _LONGEST_META:
        return []
    found: list[Token] = []
    for part in (part.strip() for part in re.split(f"([{_BULLETS}])", text)):
        if not part:
            continue
        if part in _BULLETS:
            found.append(Token(Kind.DOT, line, part, gap=False))
        elif authors := _AUTHORS.fullmatch(re.sub(r"\s+", " ", part)):
            # Its own bullet says nothing more.
            if found and found[-1].kind is Kind.DOT:
                found.pop()
            found.append(Token(Kind.AUTHORS, line, text, gap=False, number=int(authors[1])))
        elif date := _date(line, part):
            found.append(date)
        elif _UNKNOWN_AUTHORS.fullmatch(re.sub(r"\s+", " ", text)):
            return [Token(Kind.AUTHORS, line, text, gap=False)]
        else:
            return []
    return found


def _date(line: int, text: str) -> Token | None:
    match = _DATE.fullmatch(text) or _DATE_BY_DAY.fullmatch(text) or _DATE_ISO.fullmatch(text)
    if match is None:
        return None
    year = match["year"] or match["year2"]
    name: str = match["month"]
    month = int(name) if name.isdigit() else _MONTHS.index(name.lower()[:3]) + 1
    day = int(match["day"])
    try:
        Date(int(year) if year else 2000, month, day)  # 2000 has every day that any year has
    except ValueError:
        return Token(Kind.DATE, line, text, gap=False)
    exact = f"{year or '-'}-{month:02}-{day:02}"
    return Token(Kind.DATE, line, text, gap=False, number=votes(match["votes"]), date=exact)


def votes(text: str | None) -> int | None:
    """Return a number of votes such as `3`, `1,024` or `1.2k`; None for anything else."""
    if not text or not re.fullmatch(_NUMBER, text):
        return None
    factor = {"k": 1_000, "m": 1_000_000}.get(text[-1].lower(), 1)
    return int(Decimal(text.rstrip("kKmM").replace(",", "")) * factor)
