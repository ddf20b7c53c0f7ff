"""Items of CSL as JSON, and what its reader gives."""

import json
from typing import Any

from litnotes_index.model import Entry
from support import json_papers
from support.reading import Reading

Item = dict[str, Any]


ONE: Item = {
    "id": "doe2021",
    "type": "article-journal",
    "title": "Notes on Notes",
    "container-title": "Journal of Margins",
    "author": [{"family": "Doe", "given": "Jane"}, {"family": "Roe", "given": "Richard"}],
    "issued": {"date-parts": [[2021, 3, 7]]},
    "abstract": "We look at notes. They are many.",
    "DOI": "10.1234/notes.1",
    "URL": "https://example.org/notes",
}
TWO: Item = {
    "id": "roe1999",
    "type": "book",
    "title": "A Book of Lists",
    "editor": [{"family": "Roe", "given": "Richard"}],
    "issued": {"date-parts": [["1999"]]},
    "ISBN": "978-3-16-148410-0",
}
THREE: Item = {
    "id": "poe2005",
    "type": "paper-conference",
    "title": "Lists, {Curly} and “Quoted”",
    "author": [{"literal": "The List Group"}],
    "issued": {"date-parts": [[2005, 11]]},
}
ITEMS = [ONE, TWO, THREE]
ROWS = ",\n".join("\t" + json.dumps(item) for item in ITEMS)  # one item a line, as Zotero writes


def reading(data: object) -> Reading:
    """Return what is read of a text, of bytes, or of items written as JSON."""
    return json_papers.reading(data, "csl-json")


def entry(**fields: object) -> Entry:
    """Return the entry of one item, which has a title if nothing else is said."""
    [found] = reading([{"title": "A Title", **fields}]).entries
    return found


def check(data: object, *expected: str, problems: tuple[str, ...] = ()) -> None:
    """Assert the entries as `lines key title`, and the problems, but where in a line they are."""
    got = reading(data)
    assert [f"{e.line}-{e.end_line} {e.key} {e.title}" for e in got.entries] == list(expected)
    assert [f"{p.line}: {p.message.partition(', see')[0]}" for p in got.problems] == list(problems)
