"""Papers written as JSON, and what the readers of them give."""

import json
from pathlib import Path
from typing import Any

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.files import source
from support.reading import Reading, read_data, sniff_data

NO_JSON = "the record is no valid JSON"

Record = dict[str, Any]

PROSE = "We look at notes, which are many, and say of each what it is good for. "
ONE: Record = {
    "id": "2020.acl-main.1",
    "bibkey": "doe-roe-2020-notes",
    "title": "Notes on Notes",
    "authors": ["Jane Doe", "Richard Roe"],
    "year": "2020",
    "booktitle": "Proceedings of &quot;Margins&quot;",
    "abstract": PROSE,
    "doi": "10.18653/v1/2020.acl-main.1",
    "url": "https://aclanthology.org/2020.acl-main.1/",
    "pdf_url": "https://aclanthology.org/2020.acl-main.1.pdf",
    "type": "inproceedings",
    "upvotes": 17,
}
TWO: Record = {
    "title": "A Second Paper about Notes",
    "author": "Poe, Edgar A. and Doe, Jane",
    "year": 1999,
    "journal": {"name": "Old Margins", "volume": 3},
}

# One file of two objects in each layout, with the lines of both.
_LAYOUTS = {
    "lines": ("{0}\n{1}\n", ("1-1", "2-2")),
    "no last new line": ("{0}\n{1}", ("1-1", "2-2")),
    "blank lines": ("\n{0}\n\n{1}\n\n", ("2-2", "4-4")),
    "windows": ("{0}\r\n{1}\r\n", ("1-1", "2-2")),
    "old mac": ("{0}\r{1}\r", ("1-1", "2-2")),
    "byte order mark": ("\ufeff{0}\n{1}\n", ("1-1", "2-2")),
    "list": ("[{0}, {1}]", ("1-1", "1-1")),
    "list of lines": ("[\n  {0},\n  {1}\n]\n", ("2-2", "3-3")),
}


def layouts(one: object, two: object) -> dict[str, tuple[str, tuple[str, str]]]:
    """Return two objects in every layout, each with the lines that both of them have."""
    rows = json.dumps(one), json.dumps(two)
    made = {name: (text.format(*rows), spans) for name, (text, spans) in _LAYOUTS.items()}
    pretty = json.dumps([one, two], indent=2)
    first, second = (len(json.dumps(value, indent=2).split("\n")) for value in (one, two))
    spans = (f"2-{1 + first}", f"{2 + first}-{1 + first + second}")
    made["pretty"] = (pretty, spans)
    made["pretty, windows"] = (pretty.replace("\n", "\r\n"), spans)
    return made


def written(data: object, path: Path) -> Path:
    """Return a path, at which there is a text, bytes, or a value as JSON now."""
    path.write_bytes(_bytes(data))
    return path


def _bytes(data: object) -> bytes:
    if isinstance(data, bytes):
        return data
    return (data if isinstance(data, str) else json.dumps(data)).encode("utf-8", "replace")


def reading(data: object, format_name: str) -> Reading:
    """Return what is read of a text, of bytes, or of a value written as JSON."""
    return read_data(_bytes(data), format_name)


def entry(**fields: object) -> Entry:
    """Return the entry of one paper of any making, with a title if nothing else is said."""
    [found] = reading([{"title": "A Title", **fields}], "json-papers").entries
    return found


def sniffed(data: object) -> str | None:
    """Return the format that a text, bytes, or a value written as JSON is taken for."""
    return sniff_data(_bytes(data))


def told(items: Reading) -> list[str]:
    """Return entries as `lines title` and problems as `line: message`, by line."""
    found = [
        (entry.line, f"{entry.line}-{entry.end_line} {entry.title}") for entry in items.entries
    ]
    for problem in items.problems:
        message = problem.message.partition(", see")[0]
        found.append((problem.line, f"{problem.line}: {message}"))
    return [text for _, text in sorted(found, key=lambda pair: pair[0])]


def check_spans(items: Reading, text: str) -> None:
    """Assert that every entry begins and ends with braces, and every problem is in the file."""
    lines = source.split(text)
    for item in (*items.entries, *items.problems):
        assert isinstance(item, Entry | Problem)
        if isinstance(item, Entry):
            assert "{" in lines[item.line - 1]
            assert "}" in lines[item.end_line - 1]
            assert item.line <= item.end_line
        else:
            assert 1 <= item.line <= len(lines)
