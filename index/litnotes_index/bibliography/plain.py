"""Items without any style: in one line, and in the order of their authors' names."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from litnotes_index.bibliography import marks
from litnotes_index.readers.csl import Item
from litnotes_index.text.fold import normalise
from litnotes_index.text.markup import without_tags

_FEW_AUTHORS = 8
_YEAR = re.compile(r"-?[0-9]{1,4}")


def plain(item: Item) -> str:
    """Return authors (year). Title. Venue. Address: as a marked text, as far as it is known."""
    names = [marks.marked("author", person(name)) for name in item.get("author") or ()]
    more = len(names) - _FEW_AUTHORS
    who = ", ".join(names[:_FEW_AUTHORS]) + (f" and {more} more" if more > 0 else "")
    year = _year(item)
    venue = marks.marked("", str(item.get("container-title") or item.get("publisher") or ""))
    told = [
        " ".join(part for part in (who, f"({year})" if year else "") if part),
        marks.marked("title", str(item.get("title") or item["id"])),
        marks.wrapped("i", venue) if venue else "",
    ]
    line = " ".join(f"{part.removesuffix('.')}." for part in told if part)
    for variable, before in (("DOI", "https://doi.org/"), ("URL", "")):
        if address := item.get(variable):
            return f"{line} {before}{marks.marked(variable, str(address))}"
    return line


def person(name: Mapping[str, str]) -> str:
    """Return a name in the order in which it is said."""
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix", "literal")
    return " ".join(name[part] for part in parts if name.get(part))


def by_name(items: Sequence[Item]) -> list[Item]:
    """Return items in the order of authors' family names, then year, then title.

    What has no author stands where its title would.
    """
    return sorted(items, key=_sort_key)


def _sort_key(item: Item) -> tuple[list[str], str, str]:
    title = normalise(without_tags(str(item.get("title", ""))))
    names = [
        normalise(
            " ".join(filter(None, (name.get("family"), name.get("literal"), name.get("given"))))
        )
        for name in item.get("author") or item.get("editor") or ()
    ]
    return names or [title], _year(item).rjust(4), title


def _year(item: Item) -> str:
    """The year of an item; empty where it is not known."""
    issued: Mapping[str, Any] = item.get("issued") or {}
    parts: Sequence[Any] = issued.get("date-parts") or [[]]
    year = str(parts[0][0]) if parts[0] else ""
    return year if _YEAR.fullmatch(year) else ""
