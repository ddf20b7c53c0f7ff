"""CSL-YAML: what Better BibTeX and Pandoc write of a library, and the references of a document.

The items are those of CSL-JSON, with Pandoc's Markdown for markup and with lists of dates; see
https://pandoc.org/MANUAL.html#specifying-bibliographic-data.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import orjson

from litnotes_index.model import Entry, Problem
from litnotes_index.readers import csl_json
from litnotes_index.readers.files import source
from litnotes_index.readers.json.records import Record
from litnotes_index.readers.yaml import items as yaml_items

FORMAT: str = "csl-yaml"

_ENOUGH = 5  # items, to tell a file by
# Its first line may be missing.
_BARE = re.compile(
    r"(?:%.*\n|[ \t]*(?:#.*)?\n|---[ \t]*\n)*+ *(?:-[ \t\n]|(?<= )[\"']?[\w-]+[\"']?:[ \t\n])"
)
_MARKED_UP = ("title", "container-title", "abstract")
_MARK = re.compile(r"[\\*_\[^~]")
_MARKDOWN = re.compile(
    r"(?P<math>(?<!\\)\$(?!\s)(?:\\.|[^$\\])+(?<!\s)\$(?!\d))"
    r"|\\(?P<escaped>[*_\[\]<>@#|!()+-])"
    r"|\[(?P<span>[^\[\]]*+)\]\{[^{}]*+\}"
    r"|(?<![\w*])\*\*(?=[^\s*])(?P<strong>[^*]++)(?<!\s)\*\*(?![\w*])"
    r"|(?<![\w*])\*(?=[^\s*])(?P<emphasis>[^*]++)(?<!\s)\*(?![\w*])"
    r"|(?<!\w)_(?=[^\s_])(?P<underlined>[^_]++)(?<!\s)_(?!\w)"
    r"|\^(?P<above>[^\s^]{1,40}+)\^|~(?P<below>[^\s~]{1,40}+)~"
)


def sniff(path: Path, head: str) -> bool:
    """Return whether a file is YAML whose items are CSL items, by those that the head shows."""
    lines = source.split(head.lstrip("\ufeff"))
    is_named = any(map(yaml_items.LIST.match, lines))
    if not is_named and not _BARE.match("\n".join(lines)):
        return False
    items = yaml_items.beginning(lines, _ENOUGH)
    # They are CSL if they would be in JSON.
    told = [_in_json(item, is_named=is_named) for item in items]
    return bool(told) and csl_json.sniff(path, orjson.dumps(told).decode())


def _in_json(item: Mapping[str, object], *, is_named: bool) -> dict[str, object]:
    """Return an item as JSON has it; among `references`, an id is a citation key."""
    first = item.get("issued")
    if isinstance(first, list) and first:
        first = cast("list[object]", first)[0]
    has_year = isinstance(first, dict) and "year" in first
    told: dict[str, object] = {**item, "issued": {"date-parts": ()} if has_year else None}
    if is_named and "id" in item:
        told["citation-key"] = item["id"]
    return told


def read(path: Path) -> Iterator[Entry | Problem]:
    """Yield the items of a file in its order, each problem in its place among them."""
    for item in records(path):
        if isinstance(item, Problem):
            yield item
        else:
            entry = csl_json.entry(item)
            yield entry or Problem(os.fspath(path), item.line, "the record has no title")


def records(path: Path) -> Iterator[Record | Problem]:
    """Yield the items of a file as JSON has them, each problem in its place among them."""
    for item in yaml_items.items(path):
        if isinstance(item, Problem):
            yield item
            continue
        for key in _MARKED_UP:
            if isinstance(text := item.value.get(key), str) and _MARK.search(text):
                item.value[key] = _unmarked(text)
        yield Record(item.line, item.end_line, item.value)


def _unmarked(text: str) -> str:
    """Return a text without Pandoc's Markdown; math stays as it is."""
    return _MARKDOWN.sub(_without_mark, text)


def _without_mark(mark: re.Match[str]) -> str:
    kind = mark.lastgroup or ""
    return _unmarked(mark[kind]) if kind in ("span", "strong", "emphasis") else mark[kind]
