"""Text that Markdown shows as it is."""

import re

from litnotes_index.text.clean import one_line

# As few as do it, since some editors show the backslash: what begins markup anywhere, an
# underscore at the edge of a word, an entity, and what begins a block.
_SPECIAL = re.compile(
    r"[\\`*\[\]<$~|^]|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w+;)|\A(?:[#+\->=]|[0-9]{1,9}(?=[.)]))"
)


# What is more than words in notes, in no other Markdown: citations, comments, and tags, which
# are no mere numbers. And a heading may be closed by what opens it.
_LIVE_IN_NOTE = re.compile(
    rf"{_SPECIAL.pattern}|(?<![^\W_])@(?=[\w{{])|(?<!\w)#(?!\d+(?![\w/-]))|%(?=%)"
)


def inert(text: str, *, in_note: bool = False) -> str:
    """Return a text in one line of which nothing is markup in Markdown, or in a note."""
    special = _LIVE_IN_NOTE if in_note else _SPECIAL
    return special.sub(_escape, one_line(text))


def unlinked(text: str) -> str:
    """Return a text in which nothing is a link, as VS Code makes them in the messages it shows."""
    return text.replace("](", "] (")


def _escape(special: re.Match[str]) -> str:
    # A digit cannot be escaped: in a numbered item it is the mark after it that must be.
    return f"{special[0]}\\" if special[0].isdigit() else f"\\{special[0]}"
