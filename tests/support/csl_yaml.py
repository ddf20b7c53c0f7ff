"""Items of CSL as YAML, and what its reader gives."""

# Records of every wrong kind are the subject.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false, reportUnknownParameterType=false

from pathlib import Path
from tempfile import TemporaryDirectory

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.csl_yaml import FORMAT
from litnotes_index.readers.yaml import items as yaml_items
from litnotes_index.readers.yaml.items import Item as YamlItem
from support.reading import Reading, read_data

NO_YAML = "the record is no valid YAML"
STRAY = "what stands here is no record"
MISSING = "the beginning of the record is missing"
REPEATED = "the record repeats a key: the beginning of the next may be missing"

ONE = """\
- id: doe2021
  citation-key: doe2021
  author:
  - family: Doe
    given: Jane
  - family: Roe
    given: Richard
    suffix: Jr.
  container-title: Journal of Margins
  issued:
  - year: 2021
    month: 3
    day: 7
  title: Notes on *Notes*
  abstract: >-
    We look at notes. They
    are many.

    So are we.
  type: article-journal
  DOI: 10.1234/notes.1
  URL: https://example.org/notes
"""
TWO = """\
- id: roe1999
  type: book
  title: "A Book: of [Lists]{.nocase}"
  editor:
    - family: Roe
      given: Richard
  issued: 1999
  ISBN: 978-3-16-148410-0
"""
THREE = """\
- id: poe2005
  type: paper-conference
  title: 'Lists, ''Listed'''
  author:
  - literal: The List Group
  issued: 2005-11
"""
ITEMS = f"{ONE}\n{TWO}{THREE}"
FILE = f"---\nreferences:\n{ITEMS}...\n"
ENTRIES = (
    Entry(
        title="Notes on Notes",
        line=3,
        end_line=24,
        abstract="We look at notes. They are many.\nSo are we.",
        authors=("Jane Doe", "Richard Roe, Jr."),
        date="2021-03-07",
        key="doe2021",
        ids={"doi": "10.1234/notes.1"},
        urls=("https://example.org/notes",),
        venue="Journal of Margins",
        type="article-journal",
    ),
    Entry(
        title="A Book: of Lists",
        line=26,
        end_line=33,
        authors=("Richard Roe",),
        date="1999",
        key="roe1999",
        ids={"isbn": "9783161484100"},
        type="book",
    ),
    Entry(
        title="Lists, 'Listed'",
        line=34,
        end_line=39,
        authors=("The List Group",),
        date="2005-11",
        key="poe2005",
        type="paper-conference",
    ),
)


def reading(text: str | bytes) -> Reading:
    return read_data(text, FORMAT)


def items(text: str) -> list[YamlItem | Problem]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "items.yaml"
        path.write_text(text, encoding="utf-8")
        return list(yaml_items.items(path))


def check(text: str, *expected: str) -> None:
    """Assert items as `lines id` and problems as `line: message`, in their order."""
    assert expected == tuple(
        f"{item.line}: {item.message}"
        if isinstance(item, Problem)
        else f"{item.line}-{item.end_line} {item.value.get('id')}"
        for item in items(text)
    )


def title(text: str) -> str:
    (entry,) = reading(f"- id: a\n  title: {text}\n").entries
    return entry.title
