"""CSL-JSON, which Pandoc and every processor of CSL takes."""

from collections.abc import Sequence

import orjson

from litnotes_index.readers.csl import Item, arxiv


def write(items: Sequence[Item]) -> str:
    """Return items as a list in JSON; an arXiv id stands in the note, where Zotero looks for it."""
    told = [_told(item) for item in items]
    return orjson.dumps(told, option=orjson.OPT_INDENT_2).decode() + "\n"


def _told(item: Item) -> Item:
    known = arxiv(item)
    if not known:
        return item
    lines = (f"arXiv: {known}", item.get("note"))
    told = {name: value for name, value in item.items() if name != "custom"}
    return {**told, "note": "\n".join(filter(None, lines))}
