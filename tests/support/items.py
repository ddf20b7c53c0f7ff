"""Items out of dumps, and what is written of items read again."""

from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from litnotes_index import readers
from litnotes_index.bibliography import bibtex, csl_json, ris
from litnotes_index.model import Entry, Paper, Source
from litnotes_index.readers import csl
from litnotes_index.readers.csl import Item

WRITERS: dict[str, ModuleType] = {"bibtex": bibtex, "csl-json": csl_json, "ris": ris}


def told(data: str | bytes, format_name: str) -> list[tuple[Entry, Item]]:
    """Return each entry of a dump of this text, and the item that it is."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "dump"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return told_by(path, format_name)


def told_by(path: Path, format_name: str, most: int | None = None) -> list[tuple[Entry, Item]]:
    """Return each entry of a dump, or `most` of them, and the item that it is."""
    found = (e for e in readers.read(path, format_name) if isinstance(e, Entry))
    entries = list(islice(found, most))
    if not entries:
        return []
    items = list(csl.items(path, format_name, {entry.line for entry in entries}))[:most]
    assert [entry for entry, _ in items] == entries
    return items


def item(data: str, format_name: str) -> Item:
    """Return the one item of a dump, without its title and key."""
    [(_, found)] = told(data, format_name)
    return {name: value for name, value in found.items() if name not in ("id", "title")}


def again(items: list[Item], format_name: str) -> list[tuple[Entry, Item]]:
    """Return what is read of items that are written in a format, in which nothing is wrong."""
    text = WRITERS[format_name].write(items)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "dump"
        path.write_text(text, encoding="utf-8")
        assert [p for p in readers.read(path, format_name) if not isinstance(p, Entry)] == []
        return told_by(path, format_name)


def paper_of(path: Path, format_name: str, entry: Entry, **fields: object) -> Paper:
    """Return the paper that an entry of a dump is, if it is the only one."""
    key = entry.key or "made"
    source = Source(str(path), entry.line, entry.end_line, format_name)
    paper = Paper(
        key,
        (key,),
        entry.title,
        (entry.title,),
        (source,),
        abstract=entry.abstract,
        authors=entry.authors,
        author_count=None if entry.authors_cut else len(entry.authors),
        date=entry.date,
        ids=entry.ids,
        urls=entry.urls,
        venue=entry.venue,
        type=entry.type,
    )
    return replace(paper, **fields)  # type: ignore[arg-type]  # any fields
