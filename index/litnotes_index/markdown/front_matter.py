"""The YAML at the head of a note, read for positions; nothing in it is ever constructed."""

import re
from collections.abc import Iterable
from types import MappingProxyType

import yaml

from litnotes_index.markdown.note import FrontMatter, Span

_Loader: type[yaml.CSafeLoader | yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# The time that YAML takes is quadratic in the depth.
_DEEPEST = 50
# As in Pandoc: a blank line after the dashes makes them a rule between paragraphs.
_OPENING = re.compile(r"\ufeff?---[ \t]*\n(?![ \t]*\n)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
# What people write and YAML refuses, above all a title with a colon in it.
_LINE = re.compile(
    r"""^(?P<key>[\w-]+):[ \t]+
    (?:"(?P<double>[^"\n]*)" | '(?P<single>[^'\n]*)'
     | (?P<plain>[^\s"'\[\]{}|>&*!#%@`][^ \t\n]*+(?:[ \t]+(?!\#)[^ \t\n]++)*+) )""",
    re.MULTILINE | re.VERBOSE,
)


def front_matter(source: str) -> FrontMatter | None:
    r"""Return the front matter of a note; None where the note does not begin with a closed one.

    `source` has `\n` for its only line end.
    """
    opening = _OPENING.match(source)
    closing = opening and _CLOSING.search(source, opening.end())
    if not opening or not closing:
        return None
    body = (opening.end(), closing.start())
    scalars = MappingProxyType(_scalars(source[body[0] : body[1]], body[0]))
    start = len(opening[0]) - len(opening[0].lstrip("\ufeff"))
    return FrontMatter(start, closing.end(), body, scalars)


def _scalars(body: str, base: int) -> dict[str, Span]:
    try:
        return _read_events(body, base)
    # UnicodeError: a lone surrogate has no UTF-8 for the C parser. ValueError: a bad escape.
    except (yaml.YAMLError, ValueError, OverflowError):
        return _read_lines(body, base)


def _read_lines(body: str, base: int) -> dict[str, Span]:
    """Return the values of the lines that look like `key: value`."""
    found: dict[str, Span] = {}
    for line in _LINE.finditer(body):
        start, end = line.span(line.lastgroup or 0)
        if start < end:
            found.setdefault(line["key"], (base + start, base + end))
    return found


def _read_events(body: str, base: int) -> dict[str, Span]:
    """Return the scalars of the top-level mapping; raises what PyYAML raises.

    Events rather than nodes: they need no recursion, and aliases stay names.
    """
    found: dict[str, Span] = {}
    depth = 0
    key: str | None = None
    is_value = False
    # The stub of PyYAML leaves the type of the loader open.
    events: Iterable[yaml.Event] = yaml.parse(  # pyright: ignore[reportUnknownMemberType]
        body, Loader=_Loader
    )
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST or (depth == 1 and not isinstance(event, yaml.MappingStartEvent)):
                return found
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            if depth == 0:
                return found
        elif not isinstance(event, yaml.NodeEvent):
            continue
        if depth != 1:
            continue
        if not is_value:
            key = event.value if isinstance(event, yaml.ScalarEvent) else None
        elif key is not None and isinstance(event, yaml.ScalarEvent):
            span = _value(body, event)
            if span:
                found.setdefault(key, (base + span[0], base + span[1]))
        is_value = not is_value
    return found


def _value(body: str, event: yaml.ScalarEvent) -> Span | None:
    """Return the span of a value; None where it is empty, tagged, anchored or of several lines."""
    first, last = event.start_mark, event.end_mark
    if event.anchor or event.tag or event.style in ("|", ">") or not (first and last):
        return None
    start, end = first.index, last.index
    if event.style:
        start, end = start + 1, end - 1
    return (start, end) if start < end and "\n" not in body[start:end] else None
