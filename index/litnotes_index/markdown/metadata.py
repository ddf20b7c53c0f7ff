"""The fields of front matter: what each says, and where its value stands.

ruamel.yaml reads them, by YAML 1.2 as the editors of notes do; nothing is ever constructed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from litnotes_index.errors import MetadataError
from litnotes_index.markdown.note import FrontMatter
from litnotes_index.text.clean import one_line

Style: TypeAlias = Literal["", "'", '"', "|", ">"]

# What is longer or deeper is nobody's front matter, and takes long to read.
_LONGEST, _DEEPEST = 1 << 15, 20
# ruamel.yaml takes no tab behind a colon, which YAML does; at the beginning of a line both do not.
_TABS = re.compile(r"(?<=\S)[ \t]*\t")
_COLON = re.compile(r"[ \t]*:")
_ITEMS = ("", "'", '"')
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text in YAML: its span, quotes included, what it says, and the quotes that it is in."""

    start: int
    end: int
    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Texts:
    """A list of texts in YAML, in brackets or with `-` before each."""

    items: tuple[Scalar, ...]
    in_brackets: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Field:
    """A key at the top level and its value: None for one that is no text and no list of texts.

    One with an anchor, an alias or a tag is none. `after` is the place behind the colon, if that
    follows the key. `told` is all that YAML makes of the value.
    """

    key: str
    start: int
    after: int | None
    value: Scalar | Texts | None
    told: tuple[object, ...]

    @property
    def text(self) -> str:
        """What it says in one line; empty where it is no text."""
        return one_line(self.value.text) if isinstance(self.value, Scalar) else ""

    @property
    def texts(self) -> list[str]:
        """What each text of a list says, in one line; empty where it is none."""
        items = self.value.items if isinstance(self.value, Texts) else ()
        return [one_line(item.text) for item in items]

    @property
    def is_empty(self) -> bool:
        """Whether the key waits for a value."""
        match self.value:
            case Scalar(text=text, style=style):
                return not text.strip() or (not style and text in _NULLS)
            case Texts(items=items):
                return not items
            case None:
                return False


def fields(text: str, head: FrontMatter) -> Sequence[Field]:
    """Return the fields of a note's front matter, in order; none where it is no mapping.

    Raises `MetadataError` for what is no YAML, or too much of it.
    """
    base, end = head.body
    if end - base > _LONGEST:
        raise MetadataError(f"the front matter is longer than {_LONGEST >> 10} kB", base)
    return _fields(text[base:end], base)


@lru_cache(maxsize=32)  # an editor asks again at every move of the cursor
def _fields(text: str, base: int) -> Sequence[Field]:
    # Same length, so that offsets hold.
    source = _TABS.sub(lambda tabs: " " * len(tabs[0]), text)
    nodes = list(_nodes(source, base))
    found: list[Field] = []
    for key, value in zip(nodes[::2], nodes[1::2], strict=False):
        if len(key) == 1 and isinstance(key[0], ScalarEvent):
            colon = _COLON.match(source, key[0].end_mark.index)
            found.append(
                Field(
                    key[0].value,
                    base + key[0].start_mark.index,
                    base + colon.end() if colon else None,
                    _value(value, base),
                    tuple(map(_told, value)),
                )
            )
    return tuple(found)


def _nodes(source: str, base: int) -> Iterator[list[Event]]:
    """The keys and values of the top-level mapping, by turns, each as its events."""
    depth = 0
    node: list[Event] = []
    for event in _events(source, base):
        if not depth:
            if isinstance(event, NodeEvent) and not isinstance(event, MappingStartEvent):
                return
            depth = int(isinstance(event, MappingStartEvent))
            continue
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > _DEEPEST:
            raise MetadataError("the front matter is nested too deeply", base)
        node.append(event)
        if depth == 1:
            yield node
            node = []


def _events(source: str, base: int) -> Iterator[Event]:
    try:
        yield from YAML(typ="safe", pure=True).parse(source)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = mark.index if mark else 0
        raise MetadataError(f"no YAML: {error.problem or error.context}", base + at) from None
    except ReaderError as error:
        raise MetadataError(f"no YAML: {error.reason}", base + error.position) from None
    except (YAMLError, ValueError, LookupError, TypeError, AttributeError, AssertionError):
        raise MetadataError("no YAML", base) from None


def _value(events: Sequence[Event], base: int) -> Scalar | Texts | None:
    first, *others = events
    if isinstance(first, ScalarEvent):
        return _scalar(first, base)
    if not isinstance(first, SequenceStartEvent) or first.anchor or first.tag:
        return None
    items = [_scalar(event, base) for event in others[:-1] if isinstance(event, ScalarEvent)]
    known = tuple(item for item in items if item and item.start < item.end and item.style in _ITEMS)
    if len(known) != len(events) - 2:
        return None
    start, end = first.start_mark.index, others[-1].end_mark.index
    return Texts(known, bool(first.flow_style), base + start, base + end)


def _scalar(event: ScalarEvent, base: int) -> Scalar | None:
    if event.anchor or event.tag:
        return None
    start, end = base + event.start_mark.index, base + event.end_mark.index
    return Scalar(start, end, event.value, event.style or "")


def _told(event: Event) -> object:
    names = ("anchor", "tag", "value", "implicit")
    return type(event).__name__, *(str(getattr(event, name, None)) for name in names)
