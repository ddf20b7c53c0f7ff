"""Text from dumps, made harmless to show."""

import unicodedata

# Characters that reorder what stands around them, or hide themselves.
_DIRECTIONS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def one_line(text: str) -> str:
    """Return the text in one line, without control characters and what reorders text."""
    if text.isascii() and text.isprintable():
        return text
    spaced = " ".join(text.split())
    return "".join(
        c for c in spaced if unicodedata.category(c) not in ("Cc", "Cs") and c not in _DIRECTIONS
    )
