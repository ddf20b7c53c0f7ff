"""Values of YAML as dictionaries, lists and texts, whatever their types would be.

Nothing is taken for a date, a number or a truth value, so `2015`, `1.10` and `no` stay as written.
The parser is libyaml's, by way of PyYAML, and what it tells is put together here: without any of
PyYAML's constructors there is nothing to be made but these, and no depth or alias runs away.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol, cast

import yaml
from yaml import (
    AliasEvent,
    CollectionEndEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)


class _Parser(Protocol):
    def get_event(self) -> Event | None: ...
    def dispose(self) -> None: ...


_parser = cast(
    "Callable[[str], _Parser]", yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
)
_DEEPEST = 50
# What all anchors of a file may hold, and all aliases of a value stand for; one is a short text.
_MOST_SHARED = 10_000
_SHORT = 64
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# What YAML forbids; there is text that has it.
_FORBIDDEN = re.compile("[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\ufffe\\uffff]")

Mapping = dict[str, object]
Value = Mapping | list[object] | str | None


class BrokenError(Exception):
    """A text is no YAML, or none that is read; `line` is where that shows, counted from 0."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class Values:
    """Reads the values of one file, in which aliases may stand for what an earlier one had."""

    def __init__(self) -> None:
        self._anchors: dict[str, tuple[Value, int]] = {}
        self._kept = 0

    def of(self, text: str) -> tuple[Value, int]:
        """Return the value that a text is, and the line (from 0) where it repeats a key, else 0.

        Of two values of a key, the first counts. Raises `BrokenError` for no value.
        """
        built = _Built(self._anchors)
        self._build(text, built)
        return built.value, built.repeated

    def begun(self, text: str) -> Value:
        """Return what there is of a value whose text is cut, or damaged further down."""
        built = _Built(self._anchors)
        with suppress(BrokenError):
            self._build(text, built)
        return built.value

    def _build(self, text: str, built: "_Built") -> None:
        parser = _parser(_FORBIDDEN.sub(" ", text) if not text.isprintable() else text)
        try:
            while (event := parser.get_event()) is not None:
                built.take(event)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line if error.problem_mark else 0
            raise BrokenError("the record is no valid YAML", line) from error
        except yaml.YAMLError as error:
            raise BrokenError("the record is no valid YAML", 0) from error
        finally:
            parser.dispose()
        for anchor, (value, size) in built.anchors.items():
            self._kept += size
            if self._kept <= _MOST_SHARED:
                self._anchors[anchor] = value, size


class _Built:
    """A value that is put together of what a parser tells."""

    def __init__(self, known: dict[str, tuple[Value, int]]) -> None:
        self.value: Value = None
        self.repeated = 0
        self.anchors: dict[str, tuple[Value, int]] = {}
        self._known = known
        self._size = self._shared = 0
        self._inside: list[Mapping | list[object]] = []
        self._keys: list[str | None] = []  # of each, the key whose value is next
        self._named: list[tuple[str | None, int]] = []  # its anchor, and the size before it

    def take(self, event: Event) -> None:
        """Take what the parser tells next."""
        if isinstance(event, ScalarEvent):
            text: str = event.value
            value = None if text in _NULLS and event.implicit[0] else text
            self._size += (size := 1 + len(text) // _SHORT)
            if event.anchor:
                self.anchors[event.anchor] = value, size
            self._add(value, event)
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            inner: Mapping | list[object] = {} if isinstance(event, MappingStartEvent) else []
            self._add(inner, event)
            if len(self._inside) == _DEEPEST:
                raise BrokenError("the record is nested too deeply", _line(event))
            self._inside.append(inner)
            self._keys.append(None)
            self._named.append((event.anchor, self._size))
            self._size += 1
        elif isinstance(event, CollectionEndEvent):
            inner = self._inside.pop()
            self._keys.pop()
            anchor, before = self._named.pop()
            if anchor:
                self.anchors[anchor] = inner, self._size - before
        elif isinstance(event, AliasEvent):
            # An alias of what holds it is not known yet, so nothing holds itself.
            name = event.anchor or ""
            known = self.anchors.get(name) or self._known.get(name)
            shared, size = known or (None, 0)
            self._size += size
            self._shared += size
            if self._shared > _MOST_SHARED:
                raise BrokenError("the aliases of the record stand for too much", _line(event))
            self._add(shared, event)

    def _add(self, value: Value, event: Event) -> None:
        if not self._inside:
            self.value = value
            return
        outer = self._inside[-1]
        if isinstance(outer, list):
            outer.append(value)
        elif (key := self._keys[-1]) is None:
            self._keys[-1] = value if isinstance(value, str) else ""
        else:
            self._keys[-1] = None
            if key not in outer:
                outer[key] = value
            elif len(self._inside) == 1 and not self.repeated:
                self.repeated = _line(event)


def _line(event: Event) -> int:
    return event.start_mark.line if event.start_mark else 0
