"""CSL-JSON, which Pandoc and every processor of CSL takes."""

from collections.abc import Sequence

import orjson

from litnotes_index.readers.csl import Item


def write(items: Sequence[Item]) -> str:
    """Return items as a list in JSON."""
    return orjson.dumps(list(items), option=orjson.OPT_INDENT_2).decode() + "\n"
