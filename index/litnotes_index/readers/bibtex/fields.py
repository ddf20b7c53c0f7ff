r"""The fields of one BibTeX entry: names and values, of what is well-formed and of what is not.

The grammar is Oren Patashnik's "BibTeXing" (1988), with what `biber` and JabRef forgive: comments
after `%` between fields, any number of commas. Values are as they are written, in TeX, with the
strings that they name (`jan`, `@string`). Where the grammar does not hold, the lines that look like
the begin of a field part an entry into fields, so that a missing brace costs one value.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_DEPTH = 4  # of braces in a value, up to which one expression reads it


def _balanced(others: str) -> str:
    """Return an expression for text whose braces match, with these characters outside of them."""
    inner = r"[^{}]*+"
    for _ in range(_DEPTH - 1):
        inner = rf"[^{{}}]*+(?:\{{{inner}\}}[^{{}}]*+)*+"
    return rf"{others}*+(?:\{{{inner}\}}{others}*+)*+"


_GAP = r"[\s,]*+(?:%[^\n]*+[\s,]*+)*+"
_NAME = r"""([^\s=,{}"#%]++)\s*+=\s*+"""
_BRACED, _QUOTED = _balanced(r"[^{}]"), _balanced(r'[^"{}]')
_WORDS = {"}": r"""[^\s,{}"#=%@]++""", ")": r"""[^\s,{}"#=%@)]++"""}
_FIELDS = {
    close: re.compile(
        rf"""{_GAP}{_NAME}(?:\{{({_BRACED})\}}|"({_QUOTED})"|({words}))\s*+([,#{close}]?+)"""
    )
    for close, words in _WORDS.items()
}
_NAMED = re.compile(_GAP + _NAME)
_CLOSES = {close: re.compile(rf"{_GAP}\{close}") for close in _WORDS}
_WORD = {close: re.compile(words) for close, words in _WORDS.items()}
_SIGN = re.compile(r'[{}"]')
_BRACE = re.compile(r"[{}]")
_BLANK = re.compile(r"\s*+")
_KEY = re.compile(r"\s*+([^\s,{}]*+)[^\S\n]*+(?:,|(?=[})\n]|[A-Za-z][\w-]*+\s*=)|\s*+,)")
_KEY_WITH_BLANKS = re.compile(r"""\s*+([^,={}"\n]{1,200}+),""")
# A field that begins a line, or follows another, in an entry that is damaged.
_BEGIN = re.compile(
    r"""(?:^|(?<=[,{(]))[ \t]*+,?[ \t]*+([A-Za-z][\w+:.-]{0,40}+)[ \t]*+=[ \t]*+(?=[{"\w])""",
    re.MULTILINE,
)
_END = re.compile(r"\n[ \t]*+(?:[)}]|\n)")

_NAMES = "January February March April May June July August September October November December"
MONTHS = tuple(_NAMES.split())
STRINGS: Mapping[str, str] = {name[:3].lower(): name for name in MONTHS}


@dataclass(slots=True)
class Fields:
    """What an entry has between its key and its end.

    `end` is where it ends; None says that it is damaged at `at`. `unparted` is where a comma is
    missing, if any.
    """

    values: dict[str, str]
    at: int
    end: int | None = None
    unparted: int | None = None


def key(text: str, at: int, stop: int) -> tuple[str, int]:
    """Return the key of an entry and where the fields begin; empty for an entry without one."""
    match = _KEY.match(text, at, stop) or _KEY_WITH_BLANKS.match(text, at, stop)
    return (match[1].strip(), match.end()) if match else ("", at)


def fields(text: str, at: int, stop: int, close: str, strings: Mapping[str, str]) -> Fields:
    """Return the fields that begin at a place and should end with `close` before `stop`."""
    found = Fields({}, at)
    values = found.values
    match_field = _FIELDS[close].match
    while True:
        match = match_field(text, at, stop)
        if match and match[5] != "#":
            name, braced, quoted, word, sign = match.groups()
            at = match.end()
            value = braced or quoted or (strings.get(word.lower(), word) if word else "")
        else:
            # The general case: a value of any depth, or joined of parts.
            named = _NAMED.match(text, at, stop)
            if not named:
                break
            name = named[1]
            value, after = _joined(text, named.end(), stop, close, strings)
            if after < 0:
                break
            at = _after_blanks(text, after, stop)
            sign = text[at] if at < stop and text[at] in (",", close) else ""
            at += len(sign)
        if value:
            values.setdefault(name.lower(), value)
        if sign == close:
            found.at = found.end = at
            return found
        if not sign and found.unparted is None:
            found.unparted = at
    found.at = at
    if closed := _CLOSES[close].match(text, at, stop):
        found.at = found.end = closed.end()
        if found.unparted == at:
            found.unparted = None
    return found


def _joined(
    text: str, at: int, stop: int, close: str, strings: Mapping[str, str]
) -> tuple[str, int]:
    """Return a value of any depth, or of parts that `#` joins, and its end; -1 for no value."""
    parts: list[str] = []
    while True:
        sign = text[at : at + 1] if at < stop else ""
        if sign == "{":
            end = closing(text, at, stop)
            part = text[at + 1 : end]
            end += 1
        elif sign == '"':
            end = _quote(text, at + 1, stop)
            part = text[at + 1 : end]
            end += 1
        elif word := _WORD[close].match(text, at, stop):
            part = strings.get(word[0].lower(), word[0])
            end = word.end()
        else:
            return "", -1
        if end <= 0:
            return "", -1
        parts.append(part)
        at = _after_blanks(text, end, stop)
        if at >= stop or text[at] != "#":
            return "".join(parts), end
        at = _after_blanks(text, at + 1, stop)


def _after_blanks(text: str, at: int, stop: int) -> int:
    match = _BLANK.match(text, at, stop)
    return match.end() if match else at


def closing(text: str, at: int, stop: int) -> int:
    """Return where the brace that opens at a place is closed; -1 where it is not."""
    depth = 0
    for match in _BRACE.finditer(text, at, stop):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return match.start()
    return -1


def _quote(text: str, at: int, stop: int) -> int:
    """Return where a quoted value ends; -1 where it does not."""
    depth = 0
    for match in _SIGN.finditer(text, at, stop):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth < 0:
                return -1
        elif not depth:
            return match.start()
    return -1


def salvaged(text: str, at: int, stop: int, strings: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a damaged entry, by the places where fields seem to begin."""
    values: dict[str, str] = {}
    for name, begin, end in _begun(text, at, stop):
        value = _undelimited(text[begin:end], strings)
        if value and not values.get(name):
            values[name] = value
    return values


def _begun(text: str, at: int, stop: int) -> Iterator[tuple[str, int, int]]:
    """Yield the name, begin and end of what seems to be a field, one after the other."""
    last: re.Match[str] | None = None
    # Whole: a `^` must not match where a slice begins.
    for match in _BEGIN.finditer(text, at, stop):
        if match.start() and text[match.start() - 1] != "\n" and text[match.end()] not in '{"':
            continue  # "…, where n = 3, …" is text
        if last:
            yield last[1].lower(), last.end(), match.start()
        last = match
    if last:
        yield last[1].lower(), last.end(), stop


def _undelimited(value: str, strings: Mapping[str, str]) -> str:
    """Return a value without what it stands in, where an end may be missing."""
    if value.startswith("{") and (end := closing(value, 0, len(value))) > 0:
        return value[1:end]
    # What follows the end of the entry is not its own.
    value = _END.split(value, maxsplit=1)[0].rstrip(" \t\n,")
    if value.startswith('"') and (end := value.rfind('"')) > 0:
        return value[1:end]
    bare = value.lstrip('{"').rstrip(')}" \t\n,')
    return strings.get(bare.lower(), bare)
