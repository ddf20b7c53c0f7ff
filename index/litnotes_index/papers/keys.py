"""The citation keys of a paper: those its sources give, else one made of its title."""

from collections.abc import Sequence

from litnotes_index.model import Entry
from litnotes_index.papers.identifiers import digest
from litnotes_index.papers.identity import Identity, joins
from litnotes_index.text import nickname, words

_LONGEST_SLUG_WORDS = 6
_LONGEST_SLUG = 80
_FIRST_WORDS = 4


def keys(entry: Entry, identity: Identity) -> list[str]:
    """Return every key that names this entry: the one its source gives, else those made for it."""
    return [entry.key] if entry.key else made_keys([(entry, identity)])


def made_keys(
    entries: Sequence[tuple[Entry, Identity]], *, shares_title: bool = False
) -> list[str]:
    """Return the keys made for a paper whose sources give none, the one to write first.

    `shares_title` says that another paper has its title: that alone names neither then.
    """
    made = [(made_key(entry.title, identity.title), identity) for entry, identity in entries]
    # Each with the title of an entry that has the term: such keys are what the index knows.
    strong = {(term, key) for key, identity in made for term in identity.strong}
    apart = [f"{key}-{digest(term, 6)}" for term, key in sorted(strong)]
    if apart and (shares_title or not any(joins(identity.title) for _, identity in made)):
        return apart
    return [min([key for key, _ in made]), *apart]


def made_key(title: str, folded: str) -> str:
    """Return the key of a paper whose sources give none: valid in Pandoc, made of its title.

    The title is given as it is written, and normalised.
    """
    parts = folded.split()
    slug = "-".join(parts)
    if not slug:
        return f"paper-{digest(title, 8)}"
    if len(parts) <= _LONGEST_SLUG_WORDS and len(slug) <= _LONGEST_SLUG:
        return slug
    name = nickname(title)
    head = "-".join(words(name) if name else parts[:_FIRST_WORDS])[:_LONGEST_SLUG]
    return f"{head}-{digest(folded, 6)}"
