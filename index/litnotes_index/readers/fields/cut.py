"""Lists of people that are cut short: `and others`, `et al.`, `…`, whatever the format."""

import re
from collections.abc import Sequence
from typing import cast

from litnotes_index.readers.fields.members import Members

_MARK = re.compile(
    r"(?:(?:^|[\s,;]\s*)(?:(?:and\s|&)\s*)?(?:others|et\b\.?\s*al\b\.?)"
    r"|\s*(?:\.{3,}|…|\\[lc]?dots\b))"
    r"[\s\"'{}()\[\],;]*$",
    re.IGNORECASE,
)
_END = 40  # the mark stands here, if anywhere
_NAMES = ("name", "literal", "family")


def is_cut(value: object) -> bool:
    """Return whether a text or list of people says at its end that there are more."""
    if isinstance(value, str):
        return _MARK.search(value[-_END:]) is not None
    if isinstance(value, list):
        people = cast("list[object]", value)
        return len(people) > 1 and is_cut(people[-1])
    if isinstance(value, dict):
        told = cast("Members", value)
        return not told.get("given") and any(is_cut(told.get(name)) for name in _NAMES)
    return False


def without_mark(names: Sequence[str]) -> tuple[str, ...]:
    """Return names without what says at their end that there are more."""
    if not names or not is_cut(names[-1]):
        return tuple(names)
    last = _MARK.sub("", names[-1])
    return (*names[:-1], last) if last else tuple(names[:-1])
