"""What entries inherit: `crossref` as BibTeX and biblatex have it, and biblatex's `xdata`.

A parent may stand before its child or after it. A file that has such references is read twice more
at the first of them: for the keys that are referred to, and for what those entries hand down. So
entries stay in their order, and memory has no more than that, up to a bound.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from litnotes_index.readers.bibtex.syntax import Block, Scanner

_REFERENCE = re.compile(r"(?:crossref|xdata)\s*+=\s*+[{\"]?\s*+([^{}\"\n=]{1,1000})", re.IGNORECASE)
_OVERLAP = 2000
_ROOM = 1 << 26  # bytes, roughly, of all that is kept
_OVERHEAD = 100
_MOST_PARENTS = 50  # of one entry

_DATES = ("date", "year", "month", "day")
_VENUES = ("journaltitle", "journal", "fjournal", "booktitle")
_OF_THE_WHOLE = (
    "editor", "publisher", "address", "location", "series", "volume", "edition", "venue",
    "organization", "issn",
)  # fmt: skip
_HANDED_DOWN = (*_OF_THE_WHOLE, *_VENUES)
_OF_THE_SAME = ("title", "subtitle", "author", "abstract")
# Parts of a book that are by the author of the whole.
_BY_THE_SAME = frozenset({"inbook", "bookinbook", "suppbook"})
_IN_BOOKS = _BY_THE_SAME | {
    "inproceedings",
    "conference",
    "incollection",
    "inreference",
    "suppcollection",
}


class Parents:
    """The entries of a file that others refer to, read when the first of those comes.

    `texts` opens the file anew; `kept` names the fields that are looked at, None all.
    """

    def __init__(self, texts: Callable[[], Iterator[str]], kept: frozenset[str] | None) -> None:
        self._texts = texts
        self._kept = kept
        self._known: dict[str, Block] | None = None

    def complete(self, block: Block) -> dict[str, str]:
        """Return the fields of an entry, and those that it inherits."""
        if "crossref" not in block.fields and "xdata" not in block.fields:
            return block.fields
        if self._known is None:
            self._known = self._read()
        return _completed(block, self._known, {block.key.lower()})

    def _read(self) -> dict[str, Block]:
        room = _ROOM
        wanted: set[str] = set()
        rest = ""
        for text in self._texts():
            for match in _REFERENCE.finditer(rest + text):
                for key in _keys(match[1]):
                    if key not in wanted and (room := room - len(key) - _OVERHEAD) > 0:
                        wanted.add(key)
            rest = text[-_OVERLAP:]
        known: dict[str, Block] = {}
        for block in Scanner(self._texts()).blocks():
            if not isinstance(block, Block):
                continue
            if (key := block.key.lower()) in wanted and key not in known:
                fields = block.fields
                if self._kept is not None:
                    fields = {name: text for name, text in fields.items() if name in self._kept}
                room -= sum(_OVERHEAD + len(value) for value in fields.values())
                if room <= 0:
                    break
                known[key] = Block(block.kind, block.key, fields, block.line, block.end_line)
        return known


def _keys(value: str) -> list[str]:
    """Return the keys in a list; BibTeX does not look at their case."""
    return [key for part in value.split(",") if (key := part.strip(" \t\n{}").lower())]


def _completed(block: Block, known: Mapping[str, Block], seen: set[str]) -> dict[str, str]:
    """Return the fields of an entry with what it inherits of entries that were not yet `seen`."""
    whole = dict(block.fields)
    for name in ("xdata", "crossref"):
        for key in _keys(whole.get(name, "")):
            parent = known.get(key)
            if parent is None or key in seen or len(seen) > _MOST_PARENTS:
                continue
            seen.add(key)
            fields = _completed(parent, known, seen)
            if name == "crossref":
                _inherit(whole, block.kind, fields, parent.kind)
            else:
                whole = fields | whole
    return whole


def _inherit(child: dict[str, str], kind: str, parent: Mapping[str, str], parent_kind: str) -> None:
    """Add what a parent hands down: never its title as such, nor what identifies it."""
    for name in _HANDED_DOWN:
        if name in parent:
            child.setdefault(name, parent[name])
    if not any(name in child for name in ("date", "year")):
        child.update((name, parent[name]) for name in _DATES if name in parent)
    if kind in _BY_THE_SAME and "author" in parent:
        child.setdefault("author", parent["author"])
    if title := parent.get("title"):
        if "title" not in child and kind == parent_kind:
            # Another name of the same.
            child.update((name, parent[name]) for name in _OF_THE_SAME if name in parent)
        elif kind in _IN_BOOKS:
            child.setdefault("booktitle", title)
        elif parent_kind == "periodical" and not any(name in child for name in _VENUES):
            child["journaltitle"] = title
