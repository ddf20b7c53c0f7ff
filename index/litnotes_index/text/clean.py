"""Text from dumps, made harmless to show."""

import unicodedata

# Characters that control, reorder or hide; but emoji and some scripts are joined by these two.
_UNSEEN = frozenset(("Cc", "Cf", "Cs"))
_JOINERS = "\u200c\u200d"
_IN_LINES = f"{_JOINERS}\t"
_ENDS = "\u2028\u2029"
_PRINTABLE = bytes(range(0x20, 0x7F))


def is_printable(text: str) -> bool:
    """Return what `str.isprintable` does, several times faster for a long text in English."""
    if text.isascii():
        return not text.encode().translate(None, _PRINTABLE)
    return text.isprintable()


def one_line(text: str) -> str:
    """Return the text in one line, without control characters and what reorders text."""
    spaced = " ".join(text.split())
    if spaced.isprintable():
        return spaced
    seen = (c for c in spaced if c in _JOINERS or unicodedata.category(c) not in _UNSEEN)
    return " ".join("".join(seen).split())


def visible(text: str) -> str:
    r"""Return a text, such as a file's name, with `\n` and the like for what is not printable."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def visible_line(line: str) -> str:
    r"""Return a line of a text with `\x1b` and the like for what controls, reorders or hides.

    Tabs stay, and so does what joins letters and emoji.
    """
    if line.isprintable():
        return line
    return "".join(
        c.encode("unicode_escape").decode() if _is_unseen(c) and c not in _IN_LINES else c
        for c in line
    )


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in _UNSEEN or letter in _ENDS


def without_surrogates(text: str) -> str:
    """Return the text with halves of surrogate pairs replaced: they cannot be stored."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
