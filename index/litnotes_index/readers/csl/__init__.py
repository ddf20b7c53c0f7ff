"""Records of dumps as bibliographic items, with all that a format tells of them.

Indexing keeps of a record what is looked for; what only a list of references needs is read again
when such a list is made. A format that tells no more than an entry has is not here.
"""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from litnotes_index.model import Entry, Problem
from litnotes_index.readers import better_bibtex_json, csl_json, csl_yaml, nbib
from litnotes_index.readers import bibtex as bibtex_reader
from litnotes_index.readers import ris as ris_reader
from litnotes_index.readers.csl import bibtex, native, tagged, zotero
from litnotes_index.readers.csl.people import OTHERS
from litnotes_index.readers.csl.told import ARXIV, Item, arxiv, item_of

__all__ = ["ARXIV", "OTHERS", "Item", "arxiv", "item_of", "items", "tells_more"]

_Records = Callable[[Path, str], Iterator[Any]]
_Parse = Callable[[Any], tuple[Entry, Item] | None]
_FORMATS: dict[str, tuple[_Records, _Parse]] = {
    bibtex_reader.FORMAT: (bibtex.records, bibtex.item),
    csl_json.FORMAT: (native.records, native.item),
    csl_yaml.FORMAT: (native.records, native.item),
    ris_reader.FORMAT: (tagged.records, tagged.ris_item),
    nbib.FORMAT: (tagged.records, tagged.nbib_item),
    better_bibtex_json.FORMAT: (zotero.records, zotero.item),
}


def tells_more(format_name: str) -> bool:
    """Return whether the records of a format tell more than the index keeps."""
    return format_name in _FORMATS


def items(path: Path, format_name: str, lines: Collection[int]) -> Iterator[tuple[Entry, Item]]:
    """Yield the entries and items of a dump that begin on some lines; none of some formats.

    Only an `OSError` is ever raised, and nothing is read after the last of the lines.
    """
    if not tells_more(format_name):
        return
    records, parse = _FORMATS[format_name]
    last = max(lines)
    for record in records(path, format_name):
        if isinstance(record, Problem):
            continue
        if record.line > last:
            return
        if record.line in lines and (found := parse(record)):
            yield found
