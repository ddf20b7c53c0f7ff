"""Dates of BibTeX (`year`, `month`, `day`) and biblatex (`date`, ISO 8601-2 with its doubts)."""

import re
from collections.abc import Mapping
from datetime import date as Date  # noqa: N812 - `date` is the field's word for the text

from litnotes_index.readers.bibtex.fields import MONTHS
from litnotes_index.text.clean import one_line
from litnotes_index.text.tex import plain

_ISO = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?(?![0-9X])")
_YEAR = re.compile(r"(?<![0-9.])(1[0-9]{3}|20[0-9]{2})(?![0-9])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(r"(?<![^\W\d_])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*", re.I)
_MONTH_NUMBERS = {
    **{name: number for number, name in enumerate(MONTHS, 1)},
    **{f"{number}": number for number in range(1, 13)},
    **{f"{number:02}": number for number in range(1, 10)},
}
_NUMBER = re.compile(r"0?([1-9]|1[0-2])")
_DAY = re.compile(r"(?<![0-9])(0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![0-9])")
_RANGE = re.compile(r"[0-9]\s*(?:--?|[–—/])\s*[0-9]|[–—/]|--")


def date(fields: Mapping[str, str]) -> str | None:
    """Return the date of an entry as exact as it is told; None where it tells of no year.

    Of a span of time it is the begin. That a date is doubted (`1998?`, `1998~`) is not kept.
    """
    year: str = fields.get("year", "")
    month = fields.get("month", "")
    if len(year) == 4 and year.isdecimal() and "date" not in fields and "day" not in fields:
        # As most have it.
        if not month:
            return year if year != "0000" else None
        if number := _MONTH_NUMBERS.get(month):
            return f"{year}-{number:02}"
    told = _from_text(fields.get("date", ""))
    if told is not None and (len(told) > 4 or "month" not in fields):
        return told
    known = _from_text(year) or told
    if known is None or len(known) > 4:
        return known
    return _exact(known, *_month_and_day(fields))


def _month_and_day(fields: Mapping[str, str]) -> tuple[int, int]:
    """Return month and day as numbers; 0 for what is not told, or is more than one."""
    text = _plain(fields.get("month", ""))
    found = _MONTH.search(text)
    day = fields.get("day", "")
    if found:
        month = _MONTHS.index(found[1].lower()) + 1
        rest = text[: found.start()] + text[found.end() :]
        if not day and not _RANGE.search(rest):
            day = rest
    else:
        number = _NUMBER.fullmatch(text.split("-")[0].split("–")[0].strip(" .#"))
        month = int(number[1]) if number else 0
    days = _DAY.findall(_plain(day))
    return month, int(days[0]) if month and len(days) == 1 else 0


def _from_text(value: str) -> str | None:
    """Return the date or year that a text begins with or, in words, names first."""
    text = _plain(value)
    if not text:
        return None
    if match := _ISO.match(text):
        year, month, day = (int(part) if part else 0 for part in match.groups())
        return _exact(f"{year:04}", month, day) if year else None
    years: list[str] = _YEAR.findall(text)
    if not years:
        return None
    if len(set(years)) == 1 and (found := _MONTH.search(text)):
        rest = (text[: found.start()] + text[found.end() :]).replace(years[0], " ")
        days = _DAY.findall(rest) if not _RANGE.search(rest) else []
        month = _MONTHS.index(found[1].lower()) + 1
        return _exact(years[0], month, int(days[0]) if len(days) == 1 else 0)
    return years[0]


def _plain(value: str) -> str:
    return value if value.isalnum() else one_line(plain(value)).lstrip(" [(#")


def _exact(year: str, month: int, day: int) -> str:
    """Return a date as far as there is such a day; seasons are told as months above 12."""
    if not 1 <= month <= 12 or year == "0000":
        return year
    try:
        return Date(int(year), month, day).isoformat()
    except ValueError:
        return f"{year}-{month:02}"
