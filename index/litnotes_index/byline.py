"""Who wrote a paper and when, in the one line that people read below its title."""

import re

from litnotes_index.model import Paper
from litnotes_index.text.clean import one_line

FEW_AUTHORS = 6
"""So many names say enough where there is little room."""
_LONGEST_NAME = 300  # of a person or a venue; what is longer is something else
# Groups that publish under a name of their own.
_GROUP = re.compile(
    r"\b(?:collaboration|consortium|group|team|project|initiative|network|committee|society|"
    r"institute|university|organi[sz]ation|association|foundation|agency|ministry)\b",
    re.IGNORECASE,
)


def byline(paper: Paper, most: int) -> str:
    """Return authors, date, venue and votes, `most` names at most; empty where nothing is known."""
    votes = "" if paper.votes is None else _counted(paper.votes, "vote")
    parts = (authors(paper, most), date(paper), name_of(paper.venue or ""), votes)
    return " · ".join(part for part in parts if part)


def short_byline(paper: Paper) -> str:
    """Return the first author and the date, for a list; empty where both are unknown."""
    who = authors(paper, 1)
    if paper.authors and max(len(paper.authors), paper.author_count or 0) > 1:
        who = f"{name_of(paper.authors[0])} et al."
    return " · ".join(part for part in (who, date(paper)) if part)


def authors(paper: Paper, most: int) -> str:
    """Return `most` names at most, and how many more there are; without names their number.

    Empty where neither is known.
    """
    if not paper.authors:
        return "" if paper.author_count is None else _counted(paper.author_count, "author")
    names = [name_of(name) for name in paper.authors[:most]]
    more = (paper.author_count or len(paper.authors)) - len(names)
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def short_authors(paper: Paper) -> str:
    """Return the family names as texts cite them: of one or two authors, or of the first of more.

    Without names their number; empty where neither is known.
    """
    if not paper.authors:
        return authors(paper, 0)
    first, *others = paper.authors
    match max(len(others), (paper.author_count or 0) - 1):
        case 0:
            return family_name(first)
        case 1 if others:
            return f"{family_name(first)} and {family_name(others[0])}"
        case _:
            return f"{family_name(first)} et al."


def family_name(author: str) -> str:
    """Return the family name of somebody whose given names come first: its last word as a rule.

    Small words before it belong to it, what follows a comma does not; a group has its whole name.
    """
    name = name_of(author)
    words = name.partition(",")[0].split()
    if not words or _GROUP.search(name):
        return name
    first = len(words) - 1
    while first > 1 and words[first - 1].islower():
        first -= 1
    return " ".join(words[first:])


def date(paper: Paper) -> str:
    """Return the date as people read it, one without a year says so; empty for an unknown one."""
    if paper.date is None:
        return ""
    return f"{paper.date[2:]} (year unknown)" if paper.date.startswith("--") else paper.date


def name_of(text: str) -> str:
    """Return the name of a person or a venue in one line, cut where it is too long to be one."""
    line = one_line(text[: 2 * _LONGEST_NAME])
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1]}…"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
