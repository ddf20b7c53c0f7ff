"""A new literature note: what it says by a template, what it is called, and where it lies.

Templates are Jinja2's, and may come with a folder that was downloaded. So they show values and go
through lists, and that is all: they call nothing, set nothing, read nothing, and end soon.
"""

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

import yaml
from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from litnotes_index.config import Settings
from litnotes_index.errors import ConfigError, LitnotesError
from litnotes_index.model import Paper
from litnotes_index.summary import summarize
from litnotes_index.text.clean import one_line, without_surrogates
from litnotes_index.text.inert import inert

TEMPLATE = """\
---
citekey: {{ key | yaml }}
title: {{ title | yaml }}
{% if authors %}
authors: {{ authors | yaml }}
{% endif %}
{% if date %}
date: {{ date }}
{% endif %}
{% for kind, value in ids | items %}
{{ kind }}: {{ value | yaml }}
{% endfor %}
{% if urls %}
url: {{ urls | first | yaml }}
{% endif %}
source: {{ source | yaml }}
---

# {{ title | markdown }}

{% if summary %}
{{ summary | markdown }}

{% endif %}
## What it says

## What I make of it
"""
NAME = "{{ key }}"

_LONGEST_NOTE = 1_000_000
_LONGEST_TEMPLATE = 100_000
_MOST_LOOPS, _DEEPEST_LOOP, _LONGEST_LIST = 20, 2, 500
# A file system takes 255 bytes, of which editors want some for their backups.
_LONGEST_NAME = 200
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file; brackets, `#` and `^` are what a
# wikilink cannot hold.
_UNSAFE = re.compile(r'[<>:"/\\|?*\[\]#^\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_FILTERS = (
    "capitalize", "default", "first", "int", "items", "join", "last", "length", "list", "lower",
    "reverse", "sort", "title", "trim", "truncate", "unique", "upper",
)  # fmt: skip
_NODES = (
    nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem,
    nodes.Filter, nodes.Test, nodes.For, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.Concat, nodes.Tuple, nodes.Keyword,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewNote:
    """A literature note that does not exist yet."""

    path: Path
    text: str


def new_note(paper: Paper, root: Path, settings: Settings) -> NewNote:
    """Return the note that a root's settings would have of a paper.

    Raise `ConfigError` for a template that is wrong or cannot be read.
    """
    asked = settings.config.literature
    template = _read(settings.template) if settings.template else TEMPLATE
    folder = root / Path(os.path.expanduser(asked.folder))  # noqa: PTH111 - Path raises for an unknown user
    return NewNote(
        Path(os.path.normpath(folder / file_name(paper, root, asked.name))),
        text_of(paper, root, template),
    )


def text_of(paper: Paper, root: Path, template: str = TEMPLATE) -> str:
    """Return what a new note on a paper says; raise `ConfigError` for a template that is wrong.

    Where the paper stands is told from the root, if it is in there.
    """
    return _filled(template, _values(paper, root)).rstrip("\n") + "\n"


def file_name(paper: Paper, root: Path, template: str = NAME) -> str:
    """Return the name of a paper's note, with `.md`: one that every file system takes.

    Raise `ConfigError` for a template that is wrong.
    """
    told = " ".join(_filled(template, _values(paper, root)).split())
    stem = _safe(told.removesuffix(".md"))
    return f"{stem or _safe(paper.key) or 'paper'}.md"


def create(note: NewNote) -> None:
    """Write a note, and the folder that it lies in; raise `LitnotesError` where that cannot be.

    A file that is there is never written over, whoever made it a moment ago.
    """
    try:
        note.path.parent.mkdir(parents=True, exist_ok=True)
        with note.path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(note.text)
    except FileExistsError as error:
        there = error.filename or note.path
        raise LitnotesError(f"{there} is there already; nothing was written") from None
    except OSError as error:
        raise LitnotesError(f"{note.path} cannot be written: {error.strerror}") from error


def _read(template: Path) -> str:
    try:
        return template.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ConfigError(f"{template} cannot be read: {reason}") from error


def _safe(name: str) -> str:
    name = unicodedata.normalize("NFC", without_surrogates(one_line(_UNSAFE.sub(" ", name))))
    if _RESERVED.match(name):
        name = f"_{name}"
    short = name.encode()[:_LONGEST_NAME].decode(errors="ignore")
    return short.strip(" .")


def _filled(template: str, values: dict[str, object]) -> str:
    text: list[str] = []
    length = 0
    try:
        for piece in _parsed(template).generate(values):
            length += len(piece)
            if length > _LONGEST_NOTE:
                raise ConfigError("the template makes a note without end")
            text.append(piece)
    except TemplateError as error:
        raise ConfigError(f"the template of a literature note: {error}") from None
    return "".join(text)


def _values(paper: Paper, root: Path) -> dict[str, object]:
    """What a template may show of a paper; what is unknown is empty."""
    authors = [one_line(name) for name in paper.authors[:_LONGEST_LIST]]
    year = (paper.date or "")[:4]
    abstract = one_line(paper.abstract or "")
    source = paper.sources[0]
    inside = source.path.removeprefix(str(root) + os.sep)
    return {
        "key": one_line(paper.key),
        "title": one_line(paper.title),
        "authors": authors,
        "author_count": paper.author_count or len(authors),
        "date": paper.date or "",
        "year": year if year.isdecimal() else "",
        "venue": one_line(paper.venue or ""),
        "type": one_line(paper.type or ""),
        "ids": {kind: one_line(value) for kind, value in paper.ids.items()},
        "doi": one_line(paper.ids.get("doi", "")),
        "arxiv": one_line(paper.ids.get("arxiv", "")),
        "urls": [one_line(url) for url in paper.urls[:_LONGEST_LIST]],
        "abstract": abstract,
        "summary": " ".join(summarize(abstract, title=paper.title)) if abstract else "",
        "source": f"{one_line(inside)}:{source.line}",
    }


def _yaml(value: object) -> str:
    """A value as YAML on one line."""
    if isinstance(value, list):
        items = cast("list[object]", value)[:_LONGEST_LIST]
        return f"[{', '.join(map(_yaml, items))}]"
    text = str(value)
    flow = f"[{text}, x: 1]"
    try:
        is_plain = text and yaml.safe_load(flow) == [text, {"x": 1}] and "#" not in text
    except yaml.YAMLError:
        is_plain = False
    return text if is_plain else _quoted(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _markdown(value: object) -> str:
    return inert(str(value))


@lru_cache(maxsize=8)
def _parsed(template: str) -> Template:
    if len(template) > _LONGEST_TEMPLATE:
        raise ConfigError(f"a template has at most {_LONGEST_TEMPLATE:,} characters")
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    environment.filters |= {"yaml": _yaml, "markdown": _markdown}
    environment.globals.clear()
    tree = environment.parse(template)
    for node in _under(tree):
        is_template = isinstance(node, nodes.Name) and node.name == "self"
        if is_template or not isinstance(node, _NODES):
            what = type(node).__name__.lower()
            raise ConfigError(
                f"the template of a literature note, line {node.lineno}: no {what}, only values, "
                "filters, `if` and `for`"
            )
    if len(list(tree.find_all(nodes.For))) > _MOST_LOOPS or _depth(tree) > _DEEPEST_LOOP:
        raise ConfigError("the template of a literature note has too many loops")
    return environment.from_string(tree)


def _under(node: nodes.Node) -> Iterator[nodes.Node]:
    for child in node.iter_child_nodes():
        yield child
        yield from _under(child)


def _depth(node: nodes.Node) -> int:
    deepest = max((_depth(child) for child in node.iter_child_nodes()), default=0)
    return deepest + isinstance(node, nodes.For)
