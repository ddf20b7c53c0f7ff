"""One paper out of all its entries: the best that each of them tells."""

from collections.abc import Iterator, Sequence

from litnotes_index.model import Attachment, Entry, Paper
from litnotes_index.papers.keys import made_keys
from litnotes_index.papers.placed import Placed


def merge(entered: Sequence[Placed], *, shares_title: bool = False) -> Paper:
    """Return the paper that these entries (at least one) are.

    `shares_title` says that another paper has the same title, so that a made key needs more.
    """
    ordered = sorted(entered, key=lambda one: (one.source.path, one.source.line))
    entries = [one.entry for one in ordered]
    found = _keys(ordered, shares_title=shares_title)
    authors = max((entry.authors for entry in entries), key=_fullness)
    return Paper(
        key=found[0],
        keys=tuple(found),
        title=_title(entries),
        titles=tuple(dict.fromkeys(entry.title for entry in entries)),
        sources=tuple(one.source for one in ordered),
        abstract=max((e.abstract for e in entries if e.abstract), key=len, default=None),
        authors=authors,
        author_count=_author_count(entries, len(authors)),
        date=_date(entries),
        votes=max((e.votes for e in entries if e.votes is not None), default=None),
        ids=_ids(ordered),
        urls=tuple(dict.fromkeys(url for entry in entries for url in entry.urls)),
        venue=next((e.venue for e in entries if e.venue), None),
        type=next((e.type for e in entries if e.type), None),
        names=tuple(dict.fromkeys(name for one in ordered for name in _names(one))),
        files=tuple(
            Attachment(file, one.source.path) for one in ordered for file in one.entry.files
        ),
        zotero=next((e.zotero for e in entries if e.zotero), None),
    )


def _keys(entered: Sequence[Placed], *, shares_title: bool) -> list[str]:
    given = list(dict.fromkeys(one.entry.key for one in entered if one.entry.key))
    made_of = [(one.entry, one.identity) for one in entered]
    return given or made_keys(made_of, shares_title=shares_title)


def _names(one: Placed) -> Iterator[str]:
    yield from (f"key:{key}" for key in one.keys)
    yield from (f"{kind}:{value}" for kind, value in one.ids.items())


def _title(entries: Sequence[Entry]) -> str:
    """A title that a person cased, where there is one: neither shouted nor without capitals."""
    titles = [entry.title for entry in entries]
    cased = [title for title in titles if not title.isupper()]
    return next((title for title in cased if not title.islower()), (cased or titles)[0])


def _fullness(authors: Sequence[str]) -> tuple[int, int]:
    """How many authors a list names, and how fully: `A. Bee` says less than `Ann Bee`."""
    return len(authors), sum(len(name) for name in authors if not name.isupper())


def _author_count(entries: Sequence[Entry], named: int) -> int | None:
    """How many authors there are, of whom so many are named: unknown where a list is cut short."""
    counts = [entry.author_count for entry in entries if entry.author_count is not None]
    if named and not any(_is_cut(e) for e in entries if len(e.authors) == named):
        return named
    return max((count for count in counts if count > named or not named), default=None)


def _is_cut(entry: Entry) -> bool:
    return bool(entry.authors_cut) or (entry.author_count or 0) > len(entry.authors)


def _date(entries: Sequence[Entry]) -> str | None:
    """The most exact date of the year in which the paper came out: where it did, else at first.

    A day whose year is unknown is the least that can be told.
    """
    dates = [entry.date for entry in entries if entry.date]
    told = [date for date in dates if not date.startswith("--")]
    if not told:
        return max(dates, key=len, default=None)
    years = [e.date[:4] for e in entries if e.venue and e.date and not e.date.startswith("--")]
    year = years[0] if years else min(told)[:4]
    return max((date for date in told if date[:4] == year), key=len)


def _ids(entered: Sequence[Placed]) -> dict[str, str]:
    ids: dict[str, str] = {}
    for one in entered:
        for kind, value in one.ids.items():
            ids.setdefault(kind, value)
    return ids
