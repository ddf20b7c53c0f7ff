"""Who made what an item is of, as formats want it that know few roles."""

from collections.abc import Mapping, Sequence

from litnotes_index.readers.csl import Item

Name = Mapping[str, str]

# Whom a list names first, where there is no author.
_MAKERS = ("director", "composer", "performer", "interviewer", "producer", "contributor")


def authors(item: Item) -> Sequence[Name]:
    """Return the authors of an item; of one without, who else made it; empty where nobody did."""
    roles = ("author",) if "editor" in item else ("author", *_MAKERS)
    return next((people for role in roles if (people := item.get(role))), ())
