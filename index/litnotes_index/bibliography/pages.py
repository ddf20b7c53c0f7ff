"""Pages as an item tells them, which may have hyphens in their labels: `S1-12–S1-20`."""

import re

# What parts two pages for sure, and what may also stand inside a label.
_SURE = re.compile(r"\s*(?:-{2,}|[‒-―−])\s*|\s+[-‐‑]\s+")
_HYPHEN = re.compile(r"\s*[-‐‑]\s*")


def first_and_last(told: str) -> tuple[str, ...]:
    """Return the first and the last of a range of pages; the text itself where it is no range."""
    for parting in (_SURE, _HYPHEN):
        found = parting.split(told.strip())
        if len(found) > 1:
            return tuple(found) if len(found) == 2 and all(found) else (told.strip(),)
    return (told.strip(),)
