"""The citation keys of a paper: those its sources give, else one made of its title."""

from collections.abc import Sequence

from litnotes_index.model import Entry
from litnotes_index.papers.identifiers import digest
from litnotes_index.papers.identity import identity_of, joins
from litnotes_index.text import nickname, normalise, words

_LONGEST_SLUG_WORDS = 6
_LONGEST_SLUG = 80
_FIRST_WORDS = 4


def keys(entry: Entry) -> list[str]:
    """Return every key that names this entry: the one its source gives, else those made for it."""
    return [entry.key] if entry.key else made_keys([entry])


def made_keys(entries: Sequence[Entry], *, shares_title: bool = False) -> list[str]:
    """Return the keys made for a paper whose sources give none, the one to write first.

    `shares_title` says that another paper has its title: that alone names neither then.
    """
    made = min(made_key(entry.title) for entry in entries)
    # Each with the title of an entry that has the term: such keys are what the index knows.
    strong = {(t, made_key(entry.title)) for entry in entries for t in identity_of(entry).strong}
    apart = [f"{key}-{digest(term, 6)}" for term, key in sorted(strong)]
    telling = any(joins(normalise(entry.title)) for entry in entries)
    return apart if apart and (shares_title or not telling) else [made, *apart]


def made_key(title: str) -> str:
    """Return the key of a paper whose sources give none: valid in Pandoc, made of its title."""
    parts = words(title)
    slug = "-".join(parts)
    if not slug:
        return f"paper-{digest(title, 8)}"
    if len(parts) <= _LONGEST_SLUG_WORDS and len(slug) <= _LONGEST_SLUG:
        return slug
    name = nickname(title)
    head = "-".join(words(name) if name else parts[:_FIRST_WORDS])[:_LONGEST_SLUG]
    return f"{head}-{digest(' '.join(parts), 6)}"
