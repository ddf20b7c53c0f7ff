"""Members of JSON objects by one name each, and what they say as text."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import cast

Members = Mapping[str, object]

# What says that there is nothing, as pandas and databases write it.
_NOTHING = frozenset(
    {"", "nan", "null", "none", "n/a", "#n/a", "<na>", "nat", "[no abstract available]"}
)
_LONGEST_NOTHING = max(map(len, _NOTHING))
_LONGEST_NAME = 40
_BETWEEN = re.compile(r"[\W_]+")
_DEEPEST = 3
# What names an object, or is the one thing that it has.
_TEXT = ("value", "name", "displayname", "title", "text", "raw", "url", "href")


def named(value: Members) -> dict[str, object]:
    """Return the members of an object that say something, by their names in small letters only.

    `publication_date`, `publicationDate` and `Publication-Date` are one; the first of them counts.
    """
    found: dict[str, object] = {}
    for key, item in value.items():
        if item is None or (
            isinstance(item, str) and len(item) <= _LONGEST_NOTHING and item.lower() in _NOTHING
        ):
            continue
        name = _short_name(key) if len(key) <= _LONGEST_NAME else key
        if name not in found:
            found[name] = item
    return found


@lru_cache(maxsize=2048)
def _short_name(key: str) -> str:
    return _BETWEEN.sub("", key).lower()


def text_of(value: object, depth: int = _DEEPEST) -> str:
    """Return a string or number as text, of a list the first, of an object what names it."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if depth and isinstance(value, list):
        texts = (text_of(item, depth - 1) for item in cast("list[object]", value))
        return next((text for text in texts if text), "")
    if depth and isinstance(value, dict):
        inner = named(cast("Members", value))
        texts = (text_of(inner[key], depth - 1) for key in _TEXT if key in inner)
        return next((text for text in texts if text), "")
    return ""


def first(members: Members, keys: Iterable[str]) -> str:
    """Return the text of the first of some members that has any; empty for none."""
    for key in keys:
        if key in members and (text := text_of(members[key])):
            return text
    return ""
