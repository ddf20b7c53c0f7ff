"""The words of the field as plain values: what readers give, and what the library answers with."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """A located complaint about input; `line` counts from 1, 0 means the file as a whole."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return (
            f"{self.path}:{self.line}: {self.message}"
            if self.line
            else f"{self.path}: {self.message}"
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper as one dump tells it.

    `line` and `end_line` count from 1 and are both part of the entry. `date` is as exact as the
    source: `2015-06-09`, `2015-06`, `2015`, or `--06-09` where the dump gives no year. `ids` maps
    `doi`, `arxiv`, … to identifiers. `authors_cut` is true where the dump says that there are more
    authors than it names. `files` are paths as the dump tells them, relative to its folder or not;
    `zotero` is the address by which Zotero shows the item. Unknown is `None` (or empty, for what
    there can be many of).
    """

    title: str
    line: int
    end_line: int
    abstract: str | None = None
    authors: tuple[str, ...] = ()
    author_count: int | None = None
    date: str | None = None
    votes: int | None = None
    key: str | None = None
    ids: Mapping[str, str] = field(default_factory=dict[str, str])
    urls: tuple[str, ...] = ()
    venue: str | None = None
    type: str | None = None
    authors_cut: bool | None = None
    files: tuple[str, ...] = ()
    zotero: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where one entry of a paper stands: a file, the lines in it (from 1), the reader's name."""

    path: str
    line: int
    end_line: int
    format: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a paper: its path as a dump tells it, and that of the dump."""

    path: str
    dump: str


@dataclass(frozen=True, slots=True)
class Paper:
    """All entries that are the same paper, merged; the fields are as in `Entry`.

    `key` is the one to write; every one of `keys` names the paper, and so does each of `titles`,
    which are as its entries tell them. `sources` has one place per entry, by path and line.
    `names` are the keys and identifiers that the index finds it by, as `key:…` and `doi:…`: those
    of every entry, where `keys` and `ids` have what is to be shown.
    """

    key: str
    keys: tuple[str, ...]
    title: str
    titles: tuple[str, ...]
    sources: tuple[Source, ...]
    abstract: str | None = None
    authors: tuple[str, ...] = ()
    author_count: int | None = None
    date: str | None = None
    votes: int | None = None
    ids: Mapping[str, str] = field(default_factory=dict[str, str])
    urls: tuple[str, ...] = ()
    venue: str | None = None
    type: str | None = None
    names: tuple[str, ...] = ()
    files: tuple[Attachment, ...] = ()
    zotero: str | None = None
