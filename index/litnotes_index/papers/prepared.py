"""An entry made ready for the index: plain values, so that another process can do it."""

from typing import NamedTuple

from litnotes_index.model import Entry
from litnotes_index.papers.pile import written
from litnotes_index.papers.placed import placed
from litnotes_index.papers.schema import entry_fields


class Prepared(NamedTuple):
    """What goes into the index for one entry.

    `fields` are its document's, `identity` and `terms` what tells which paper it is, as on a pile.
    """

    fields: dict[str, object]
    identity: bytes
    terms: list[str]


def prepared(entry: Entry, path: str, format_name: str, generation: int) -> Prepared:
    """Return an entry of the dump at `path`, ready for the commit of a generation."""
    one = placed(entry, path, format_name)
    return Prepared(entry_fields(one, generation), written(one.identity), one.identity.terms)
