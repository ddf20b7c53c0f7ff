"""Abstracts that were wrapped into lines of a fixed width, as arXiv's are, made whole again."""

import re

_INDENTED = re.compile(r"\n(?=[ \t]{2}|[ \t]?\n)")
_BLANK = re.compile(r"\n[ \t]*+\n")


def unwrapped(text: str) -> str | None:
    """Return a text with one line for each of its paragraphs; None where it is blank.

    A paragraph begins after a blank line or, as arXiv has it, with a line that is indented by two
    blanks where others are not.
    """
    text = text.strip()
    if "\n" not in text:
        return text or None
    if "\n " in text or "\n\n" in text or "\n\t" in text:
        all_are = len(_INDENTED.findall(text)) == text.count("\n")
        parts = (_BLANK if all_are else _INDENTED).split(text)
        return "\n".join(line for part in parts if (line := " ".join(part.split())))
    return " ".join(text.split())
