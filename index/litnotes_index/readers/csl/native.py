"""Items of CSL-JSON and CSL-YAML as the schema has them, whatever the program that wrote them made.

https://github.com/citation-style-language/schema/blob/v1.0.2/schemas/input/csl-data.json
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from litnotes_index.model import Entry, Problem
from litnotes_index.readers import csl_json, csl_yaml
from litnotes_index.readers.csl import dates
from litnotes_index.readers.csl.people import OTHERS, Name
from litnotes_index.readers.csl.rich import rich
from litnotes_index.readers.csl.told import Item, item_of
from litnotes_index.readers.csl.types import csl_type
from litnotes_index.readers.fields import csl as fields
from litnotes_index.readers.fields.cut import is_cut
from litnotes_index.readers.json import records as json_records
from litnotes_index.readers.json.records import Record
from litnotes_index.text.clean import one_line
from litnotes_index.text.markup import plain

_NAMES = """
author chair collection-editor compiler composer container-author contributor curator director
editor editorial-director editor-translator executive-producer guest host illustrator interviewer
narrator organizer original-author performer producer recipient reviewed-author script-writer
series-creator translator
"""
_DATES = "accessed available-date event-date issued original-date submitted"
_TEXTS = """
annote archive archive_collection archive_location archive-place authority call-number
chapter-number citation-key citation-label citation-number collection-number collection-title
container-title container-title-short dimensions division DOI edition event event-title event-place
genre ISBN ISSN issue jurisdiction keyword language locator medium note number number-of-pages
number-of-volumes original-publisher original-publisher-place original-title page page-first
part-number part-title PMCID PMID printing-number publisher publisher-place references
reviewed-genre reviewed-title scale section source status supplement-number title title-short URL
version volume volume-title volume-title-short year-suffix
"""
NAMES, DATES, TEXTS = (frozenset(names.split()) for names in (_NAMES, _DATES, _TEXTS))
_SHORT = {"shortTitle": "title-short", "journalAbbreviation": "container-title-short"}
_OTHERS = {**_SHORT, "event": "event-title", "archive-location": "archive_location"}
# https://www.zotero.org/support/kb/item_types_and_fields#citing_fields_from_extra
_LABELLED = re.compile(r"([\w-]+(?: [\w-]+)?) ?: ?\S")
_LABELS = NAMES | DATES | {name.lower() for name in TEXTS} | {"arxiv", "license", "type", "_eprint"}
_MANUBOT = re.compile(r"This CSL JSON Item was .* by Manubot v[0-9.]+ ")
_PARTS = (
    "family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal",
)  # fmt: skip


def records(path: Path, format_name: str) -> Iterator[Record | Problem]:
    """Yield the items of a file, each problem in its place among them."""
    if format_name == csl_yaml.FORMAT:
        return csl_yaml.records(path)
    return json_records.records(path, csl_json.LISTS)


def item(record: Record) -> tuple[Entry, Item] | None:
    """Return the entry and the item that a record tells; None where it has no title."""
    entry = csl_json.entry(record)
    if entry is None:
        return None
    found = item_of(entry)
    found.pop("author", None)  # who may be an editor
    for key, value in record.value.items():
        variable = _OTHERS.get(key, key)
        told: Any = None
        if variable in NAMES:
            told = _people(value)
        elif variable in DATES:
            told = dates.date(value)
        elif variable == "note":
            told = _note(fields.raw(value))
        elif variable in TEXTS:
            told = rich(fields.raw(value))
        if told and (variable == key or variable not in record.value):
            found[variable] = told
    kind = fields.raw(record.value.get("type"))
    found["type"] = csl_type(kind, is_published=bool(entry.venue), is_csl=True)
    for variable in ("DOI", "PMID", "PMCID"):  # as they are understood
        if known := entry.ids.get(variable.lower()):
            found[variable] = known
    return entry, found


def _note(text: str) -> str:
    """Return a note without the lines in which programs keep what CSL has no place for."""
    lines = (line.strip() for line in text.splitlines())
    return rich(" ".join(line for line in lines if not _is_programs(line)))


def _is_programs(line: str) -> bool:
    if (match := _LABELLED.match(line)) is None:
        return _MANUBOT.match(line) is not None
    label = match[1]
    return "_" in label or label.lower().replace(" ", "-") in _LABELS or label in TEXTS


def _people(value: object) -> list[Name]:
    people: list[object] = [value]
    if isinstance(value, list):
        people = cast("list[object]", value)
    found = [name for one in people if (name := _name(one))]
    if len(found) > 1 and is_cut(people):
        return [*found[:-1], OTHERS]
    return found


def _name(value: object) -> Name:
    if not isinstance(value, dict):
        text = plain(fields.raw(value))
        return {"literal": text} if text else {}
    told = cast("Mapping[str, object]", value)
    name = {part: text for part in _PARTS if (text := one_line(plain(fields.raw(told.get(part)))))}
    if not any(part in name for part in ("family", "given", "literal")):
        text = plain(fields.raw(told.get("name")))
        return {"literal": text} if text else {}
    if "family" in name:
        name.pop("literal", None)
    return name
