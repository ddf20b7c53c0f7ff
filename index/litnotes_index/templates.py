"""Templates of literature notes: Jinja2's, and they may come with a folder that was downloaded.

So they show values and go through lists, and that is all: they call nothing, set nothing, read
nothing, and end soon.
"""

import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, cast

from jinja2 import (
    StrictUndefined,
    Template,
    TemplateError,
    TemplateRuntimeError,
    nodes,
    pass_context,
)
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from litnotes_index.errors import ConfigError
from litnotes_index.text.as_yaml import as_yaml
from litnotes_index.text.clean import one_line
from litnotes_index.text.inert import inert

LONGEST_TEMPLATE = 100_000
LONGEST_LIST = 500
_LONGEST_NOTE = 1_000_000
_MOST_LOOPS, _DEEPEST_LOOP, _MOST_JOINED = 20, 2, 30
_LONGEST_TIME = 1.0  # seconds
_UNTIL = "_until"
_OURS = "the template of a literature note"
_FILTERS = (
    "capitalize", "default", "first", "int", "last", "length", "lower", "title", "trim",
    "truncate", "upper",
)  # fmt: skip
_NODES = (
    nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem,
    nodes.Filter, nodes.Test, nodes.For, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.Concat, nodes.Tuple, nodes.Keyword,
)  # fmt: skip
# What Jinja2's filters and Python's own comparing and compiling raise for what does not suit them.
_FAULTS = (
    TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError,
    AssertionError, SyntaxError, MemoryError,
)  # fmt: skip


def filled(template: str, values: dict[str, object]) -> str:
    """Return what a template makes of values; raise `ConfigError` for one that is wrong."""
    text: list[str] = []
    length = 0
    try:
        for piece in _parsed(template).generate(
            values, **{_UNTIL: time.monotonic() + _LONGEST_TIME}
        ):
            length += len(piece)
            if length > _LONGEST_NOTE:
                raise ConfigError("the template makes a note without end")
            text.append(piece)
    except RecursionError:
        raise ConfigError(f"{_OURS} is nested too deeply") from None
    except _FAULTS as error:
        raise ConfigError(f"{_OURS}: {one_line(str(error)) or 'a filter does not suit'}") from None
    return "".join(text)


@lru_cache(maxsize=8)
def _parsed(template: str) -> Template:
    if len(template) > LONGEST_TEMPLATE:
        raise ConfigError(f"a template has at most {LONGEST_TEMPLATE:,} characters")
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    environment.filters |= _OWN_FILTERS
    environment.globals.clear()
    tree = environment.parse(template)
    for node in _under(tree):
        is_template = isinstance(node, nodes.Name) and node.name in ("self", _UNTIL)
        if is_template or not isinstance(node, _NODES):
            what = type(node).__name__.lower()
            raise ConfigError(
                f"{_OURS}, line {node.lineno}: no {what}, only values, filters, `if` and `for`"
            )
    loops = list(tree.find_all(nodes.For))
    if len(loops) > _MOST_LOOPS or _depth(tree) > _DEEPEST_LOOP:
        raise ConfigError(f"{_OURS} has too many loops")
    if sum(len(node.nodes) for node in tree.find_all(nodes.Concat)) > _MOST_JOINED:
        raise ConfigError(f"{_OURS} has too many `~`")
    for loop in loops:
        loop.iter = nodes.Filter(loop.iter, "each", [], [], None, None, lineno=loop.lineno)
    tree.set_environment(environment)
    return environment.from_string(tree)


def _under(node: nodes.Node) -> Iterator[nodes.Node]:
    for child in node.iter_child_nodes():
        yield child
        yield from _under(child)


def _depth(node: nodes.Node) -> int:
    deepest = max((_depth(child) for child in node.iter_child_nodes()), default=0)
    return deepest + isinstance(node, nodes.For)


@pass_context
def _each(context: Context, value: object) -> Iterator[object]:
    """What a loop goes through, while there is time."""
    for one in _list(value):
        if time.monotonic() > context[_UNTIL]:
            raise TemplateRuntimeError("it takes too long")
        yield one


def _list(value: object) -> list[object]:
    if not isinstance(value, (list, tuple, dict)):
        raise TemplateRuntimeError(
            f"what is gone through must be a list, no {type(value).__name__}"
        )
    found = list(cast("list[object]", value))
    if len(found) > LONGEST_LIST:
        raise TemplateRuntimeError(f"a list has at most {LONGEST_LIST} parts")
    return found


def _items(value: dict[str, object]) -> list[tuple[str, object]]:
    return [*value.items()]


def _join(value: object, between: str = "") -> str:
    parts = [str(one) for one in _list(value)]
    if sum(map(len, parts)) + len(parts) * len(between) > _LONGEST_NOTE:
        raise TemplateRuntimeError("it makes a note without end")
    return between.join(parts)


def _reverse(value: object) -> list[object]:
    return _list(value)[::-1]


def _sort(value: object, reverse: bool = False) -> list[object]:
    return sorted(_list(value), key=_folded, reverse=reverse)


def _unique(value: object) -> list[object]:
    found: dict[str, object] = {}
    for one in _list(value):
        found.setdefault(_folded(one), one)
    return [*found.values()]


def _folded(value: object) -> str:
    return str(value).lower()


def _yaml(value: object) -> str:
    """A value as YAML on one line."""
    if isinstance(value, list):
        items = cast("list[object]", value)[:LONGEST_LIST]
        return f"[{', '.join(map(_yaml, items))}]"
    return as_yaml(str(value))


def _markdown(value: object) -> str:
    return inert(str(value), in_note=True)


_OWN_FILTERS: dict[str, Callable[..., Any]] = {
    "each": _each, "items": _items, "join": _join, "list": _list, "markdown": _markdown,
    "reverse": _reverse, "sort": _sort, "unique": _unique, "yaml": _yaml,
}  # fmt: skip
