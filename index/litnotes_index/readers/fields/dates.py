"""Dates in texts, as exact as they are told."""

import re
from datetime import date as Date  # noqa: N812 - `date` is the field's word for the text
from functools import lru_cache

_LONGEST = 100
_SLASHED = re.compile(r"([0-9]{4})[-/](0[1-9]|1[0-2])(?:[-/](0[1-9]|1[0-9]|2[0-8]))?[-/]*")
_NUMBERS = re.compile(
    r"(?<![0-9])((?:1[4-9]|20)[0-9]{2})"
    r"(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?|([0-9]{2})([0-9]{2})?)?(?![0-9])"
)
_YEAR = re.compile(r"(?<![0-9])(?:1[4-9]|20)[0-9]{2}(?![0-9])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"(?<![^\W\d_])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?(?![^\W\d_])",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(r"(?<![0-9/-])([0-9]{1,2})(?:st|nd|rd|th)?[ .]*$")
_DAY_AFTER = re.compile(r"[ .]*([0-9]{1,2})(?:st|nd|rd|th)?(?![0-9/-]|[ ]*[-–])")


def date_in(text: str) -> str | None:
    """Return a date as exact as it is told (`2015-06-09`, `2015-06`, `2015`); None for none.

    It is in ISO's order or has the month by its English name, in any order; of a range of days or
    months is said what they have in common, of one of years the first.
    """
    return _date_in(text[:_LONGEST])


@lru_cache(maxsize=4096)
def _date_in(text: str) -> str | None:
    if match := _SLASHED.fullmatch(text):
        year, month, day = match.groups()
        return f"{year}-{month}-{day}" if day else f"{year}-{month}"
    months = list(_MONTH.finditer(text))
    if not months:
        match = _NUMBERS.search(text)
        return exact([int(part) for part in match.groups() if part]) if match else None
    years: list[str] = _YEAR.findall(text)
    if not years:
        return None
    if len({match[1].lower() for match in months}) > 1 or len(set(years)) > 1:
        return years[0]
    known = [int(years[0]), _MONTHS.index(months[0][1].lower()) + 1]
    day = _DAY_AFTER.match(text, months[0].end()) or _DAY_BEFORE.search(text, 0, months[0].start())
    return exact([*known, int(day[1])] if day and len(months) == 1 else known)


def exact(numbers: list[int]) -> str | None:
    """Return a date of year, month and day, as far as there is such a day; None for none."""
    for known in (numbers[:length] for length in range(len(numbers), 0, -1)):
        year, month, day = [*known, 1, 1][:3]
        try:
            whole = Date(year, month, day).isoformat()
        except ValueError:
            continue  # seasons are told as months above 12
        return whole[: (4, 7, 10)[len(known) - 1]]
    return None
