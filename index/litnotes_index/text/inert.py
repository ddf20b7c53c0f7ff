"""Text that Markdown shows as it is."""

import re

from litnotes_index.text.clean import one_line

# As few as do it, since some editors show the backslash: what begins markup anywhere, an
# underscore at the edge of a word, an entity, and what begins a block.
_SPECIAL = re.compile(
    r"[\\`*\[\]<$~|^]|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w+;)|\A(?:[#+\->=]|[0-9]{1,9}(?=[.)]))"
)


def inert(text: str) -> str:
    """Return a text in one line of which nothing is markup in Markdown."""
    return _SPECIAL.sub(_escape, one_line(text))


def _escape(special: re.Match[str]) -> str:
    # A digit cannot be escaped: in a numbered item it is the mark after it that must be.
    return f"{special[0]}\\" if special[0].isdigit() else f"\\{special[0]}"
