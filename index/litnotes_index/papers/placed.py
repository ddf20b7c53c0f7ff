"""An entry as the index has it: where it stands, and what follows from it.

What follows (folded title, identifiers as they are compared, families, keys) is found out once,
when the entry is indexed, and stored with it: what is typed loads dozens of entries a letter.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from operator import attrgetter

import orjson

from litnotes_index.engine import decode_path, encode_path
from litnotes_index.model import Entry, Source
from litnotes_index.papers.identifiers import normal_ids
from litnotes_index.papers.identity import Identity, identity_of
from litnotes_index.papers.keys import keys
from litnotes_index.text.clean import one_line, without_surrogates

# Titles of thousands of letters are none, and lists of them would fill editors.
_LONGEST_TITLE = 1_000
_LONGEST_KEY = 300
# What no form of a citation can hold, or what would be markup around it.
_NO_KEY = re.compile(r"[{}\[\]`]|<(?=[A-Za-z/!?])")

# An entry as a dict is written faster than as the class that it is of.
_FIELDS = tuple(field.name for field in fields(Entry))
_told = attrgetter(*_FIELDS)

Place = tuple[str, int, str, str | None, frozenset[str]]
"""What tells an entry from every other: a line may hold several."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """An entry, its place, what decides which paper it is, its identifiers and its keys."""

    entry: Entry
    source: Source
    identity: Identity
    ids: Mapping[str, str]
    keys: tuple[str, ...]

    @property
    def place(self) -> Place:
        """What tells it from every other."""
        entry = self.entry
        return self.source.path, entry.line, entry.title, entry.key, self.identity.strong


def placed(entry: Entry, path: str, format_name: str) -> Placed:
    """Return an entry of the dump at `path`, and what follows from it.

    The title is one line without what is not seen; one that is far too long is cut. A key that no
    note could cite is none.
    """
    title = one_line(entry.title)
    if len(title) > _LONGEST_TITLE:
        title = f"{title[: _LONGEST_TITLE - 1].rstrip()}…"
    if title != entry.title:
        entry = replace(entry, title=title)
    if entry.key and not _can_be_cited(entry.key):
        entry = replace(entry, key=None)
    ids = normal_ids(entry.ids)
    identity = identity_of(entry, ids)
    source = Source(path, entry.line, entry.end_line, format_name)
    return Placed(entry, source, identity, ids, tuple(keys(entry, identity)))


def _can_be_cited(key: str) -> bool:
    return len(key) <= _LONGEST_KEY and not _NO_KEY.search(key) and one_line(key) == key


def dump(one: Placed) -> bytes:
    """Return the record that `load` reads; raise `JSONEncodeError` for half a surrogate pair."""
    return orjson.dumps(
        {
            "entry": dict(zip(_FIELDS, _told(one.entry), strict=True)),
            "path": encode_path(one.source.path),
            "format": one.source.format,
            "identity": one.identity.listed,
            "ids": one.ids,
            "keys": one.keys,
        }
    )


def load(record: bytes) -> Placed:
    """Return what was dumped."""
    told = orjson.loads(record)
    members = told["entry"]
    members["authors"] = tuple(members["authors"])
    members["urls"] = tuple(members["urls"])
    members["files"] = tuple(members["files"])
    entry = Entry(**members)
    source = Source(decode_path(told["path"]), entry.line, entry.end_line, told["format"])
    return Placed(entry, source, Identity.of(told["identity"]), told["ids"], tuple(told["keys"]))


def load_identity(record: bytes) -> Identity:
    """Return the identity of what was dumped, without the rest."""
    return Identity.of(orjson.loads(record)["identity"])


def without_halves(one: Placed) -> Placed:
    """Return an entry with whole characters only: some writers of JSON cut emoji in half."""
    whole = without_surrogates
    entry = one.entry
    entry = replace(
        entry,
        title=whole(entry.title),
        abstract=entry.abstract and whole(entry.abstract),
        authors=tuple(map(whole, entry.authors)),
        key=entry.key and whole(entry.key),
        ids={whole(kind): whole(value) for kind, value in entry.ids.items()},
        urls=tuple(map(whole, entry.urls)),
        venue=entry.venue and whole(entry.venue),
        type=entry.type and whole(entry.type),
        files=tuple(map(whole, entry.files)),
    )
    return placed(entry, one.source.path, one.source.format)
