"""Dates as CSL has them: one day, month or year, or the first and last of a span."""

import re
from collections.abc import Mapping
from typing import Any, cast

from litnotes_index.readers.fields import csl as fields
from litnotes_index.text.clean import one_line

Date = dict[str, Any]

_ISO = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[?~%]?(?:T.*)?")
_SPAN = re.compile(r"\s*/\s*")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LAST_YEAR = 9999
# Seasons are told as months, in EDTF and by biblatex: 21 is spring.
_SEASONS = {20 + season: season for season in range(1, 5)}


def from_iso(told: str) -> Date | None:
    """Return a date in ISO's order, or a span of two; None for anything else.

    A date without a year is none. One that is doubted (`1998~`) is said to be so.
    """
    days: list[list[int]] = []
    season = 0
    for part in _SPAN.split(told.strip())[:2]:
        match = _ISO.fullmatch(part)
        if match is None:
            continue
        numbers = [int(number) for number in match.groups() if number]
        if len(numbers) > 1:
            season = season or _SEASONS.get(numbers[1], 0)
        if day := _day(numbers):
            days.append(day)
    date: Date = {"date-parts": days, "season": season, "circa": bool(re.search("[~%]", told))}
    return {key: value for key, value in date.items() if value} if days else None


def date(value: object) -> Date | None:
    """Return a date of a CSL item as the schema has it; None where it tells of none."""
    told = _members(value)
    parts = told.get("date-parts")
    days = [_day(day) for day in cast("list[object]", parts)[:2]] if isinstance(parts, list) else []
    if days and days[0]:
        found: Date = {"date-parts": [day for day in days if day]}
    else:
        literal = told.get("edtf") or told.get("raw") or told.get("literal")
        text = fields.raw(literal or value)
        known = from_iso(text) or from_iso(fields.date(value) or "")
        if known is None:
            text = one_line(text)
            return {"literal": text} if text else None
        found = known
    season = fields.raw(told.get("season"))
    if season in ("1", "2", "3", "4"):
        found["season"] = int(season)
    if told.get("circa"):
        found["circa"] = True
    return found


def _members(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}


def _day(value: object) -> list[int]:
    """Return year, month and day as far as there are such; empty for none."""
    numbers: list[int] = []
    for part in cast("list[object]", value)[:3] if isinstance(value, list) else [value]:
        text = fields.raw(part).removesuffix(".0")
        if not re.fullmatch(r"-?[0-9]{1,4}", text):
            break
        numbers.append(int(text))
    if not numbers or not numbers[0]:
        return []
    if len(numbers) > 1 and not 1 <= numbers[1] <= len(_DAYS):
        return numbers[:1]
    if len(numbers) > 2 and not 1 <= numbers[2] <= _DAYS[numbers[1] - 1]:
        return numbers[:2]
    return numbers
