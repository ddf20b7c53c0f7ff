"""One object in JSON text: where it ends, what it is, and what is left of one that is cut."""

import re
from collections.abc import Collection
from enum import Enum
from typing import cast

import orjson

_DEEPEST = 100
# Members that are an object around the list, in what Crossref, dblp, Europe PMC and Solr answer.
_AROUND = frozenset({"message", "response", "result", "resultList", "hits"})
_DEEPEST_AROUND = 3

# Strings end on their line. An unclosed one is the quote alone, and a damage.
STRING = r'"[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+"'
_TOKEN = re.compile(rf'{STRING}|[{{}}\[\]]|"')
_TOKEN_OR_COMMA = re.compile(rf'{STRING}|[{{}}\[\],]|"')
SCALAR = re.compile(rf'(?:{STRING}|[^\s"{{}}\[\],:]++)(?=\s*+(?:[,\]{{}}]|\Z))')
_MEMBER = re.compile(rf"[\s,]*+({STRING})\s*+:\s*+")
# A list of anything but words and numbers; an object in it may have lost its brace.
_OBJECTS = re.compile(rf'\[(?!\s*+(?:{STRING}|[^\s"{{}}\[\],:]++)\s*+[,\]])')
_REST = re.compile(r'[\s,]*+(?P<end>\}|(?:"[^"\n]*+)?\Z)?')
# Half of a surrogate pair, which JSON can spell but text cannot hold; the rest is kept.
_HALF = re.compile(
    r"(?P<kept>\\[^u]|\\u(?![dD][89a-fA-F])|\\u[dD][89abAB]..\\u[dD][c-fC-F]..)|\\u[dD][89a-fA-F].."
)
# What Python, pandas among its libraries, writes for numbers that are none.
_NO_NUMBER = re.compile(rf"(?P<kept>{STRING})|(?<![\w.+-])(?:NaN|-?Infinity)(?![\w.+-])")


def decode(text: str) -> dict[str, object] | None:
    """Return the object that a text is; None where it is none, or more than that.

    What some writers leave in JSON, and JSON does not know, is mended.
    """
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        if (mended := _mended(text)) == text:
            return None
        try:
            value = orjson.loads(mended)
        except orjson.JSONDecodeError:
            return None
    return cast("dict[str, object]", value) if isinstance(value, dict) else None


def _mended(text: str) -> str:
    """Return JSON with the halves of surrogate pairs replaced, and null for what is no number."""
    if "\\u" in text:
        text = _HALF.sub(lambda match: match["kept"] or "\\ufffd", text)
    if "NaN" in text or "Infinity" in text:
        text = _NO_NUMBER.sub(lambda match: match["kept"] or "null", text)
    return text


class Ending(Enum):
    """How the brackets of a record end."""

    CLOSED = "closed"
    OPEN = "open"  # at the end of the text
    BROKEN = "broken"
    DEEP = "deep"


def ending_of(text: str, start: int, stop: int) -> tuple[Ending, int]:
    """Return how the object ends that begins at `start`, and where that shows."""
    stack: list[str] = []
    for match in _TOKEN.finditer(text, start, stop):
        at = match.start()
        char = text[at]
        if char == '"':
            if match.end() - at == 1:
                broken = text.find("\n", at, stop) >= 0
                return Ending.BROKEN if broken else Ending.OPEN, at
        elif char == "[":
            stack.append("]")
        elif char == "{":
            # After anything else, a bracket before it was lost.
            before = text[max(start, at - 80) : at].rstrip()[-1:]
            if stack and before not in (("", ":", "[", ",") if stack[-1] == "]" else ("", ":")):
                return Ending.BROKEN, at
            stack.append("}")
        elif stack.pop() != char:
            return Ending.BROKEN, at
        elif not stack:
            return Ending.CLOSED, at + 1
        if len(stack) > _DEEPEST:
            return Ending.DEEP, at
    return Ending.OPEN, stop


def list_in(
    text: str, at: int, stop: int, names: Collection[str], depth: int = _DEEPEST_AROUND
) -> tuple[Ending, int]:
    """Return where the first list of objects begins that is one of those named.

    `at` is in an object, before a member. CLOSED is at the `[` of the list; or, where there is none
    in the object, at its title, with which it is a record itself, or at its `}`.
    """
    while member := _MEMBER.match(text, at, stop):
        name = member[1][1:-1]
        if name == "title":
            return Ending.CLOSED, member.start(1)
        at = member.end()
        if name in names and _OBJECTS.match(text, at, stop):
            return Ending.CLOSED, at
        if depth and name in _AROUND and text.startswith("{", at, stop):
            ending, inner = list_in(text, at + 1, stop, names, depth - 1)
            if ending is not Ending.CLOSED or text[inner] == "[":
                return ending, inner
        if text[at : at + 1] in ("{", "["):
            ending, at = ending_of(text, at, stop)
            if ending is not Ending.CLOSED:
                return ending, at
        elif scalar := SCALAR.match(text, at, stop):
            at = scalar.end()
        else:
            return Ending.OPEN if at == stop else Ending.BROKEN, at
    rest = _REST.match(text, at, stop)
    if rest is None or rest["end"] is None:
        return Ending.BROKEN, at
    return Ending.CLOSED if rest["end"] == "}" else Ending.OPEN, rest.start("end")


def members(text: str) -> dict[str, object] | None:
    """Return an object that is cut anywhere, with its whole members; None for none of them."""
    depth = end = 0
    for match in _TOKEN_OR_COMMA.finditer(text):
        char = match[0][0]
        if match[0] == '"':
            break
        if char in "{[":
            depth += 1
        elif char in "}]":
            depth -= 1
        elif char == "," and depth == 1:
            end = match.start()
    return decode(text[:end] + "}") if end else None
