"""Names of people as they are shown, for formats that give each in one piece."""

import re
from collections.abc import Iterable

from litnotes_index.text.markup import plain

# Without it, there is no markup.
_MARK = re.compile(r"[&<\\~{]")


def shown(names: Iterable[str]) -> tuple[str, ...]:
    """Return names in one line each and without markup; those that are empty are left out."""
    told = [name.strip() for name in names]
    joined = "\n".join(told)
    # One look at all is much faster than one at each.
    if "  " in joined or _MARK.search(joined) or not "".join(told).isprintable():
        told = [plain(name) for name in told]
    return tuple(filter(None, told))
