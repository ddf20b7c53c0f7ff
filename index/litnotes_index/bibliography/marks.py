"""What a reference says besides words, as marks in its text: emphasis, links, where its number is.

They are characters that stand in no text: Unicode keeps them for such use inside a program.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from litnotes_index.text.clean import one_line
from litnotes_index.text.inert import inert

# Each is closed by the character after it.
_OPENING = {"i": "\ufdd0", "b": "\ufdd2", "sup": "\ufdd4", "sub": "\ufdd6"}
_DOI, _URL, _END = "\ufdd8", "\ufdd9", "\ufdda"
NUMBER = "\ufddb"
"""Where the number of a reference stands."""
_MARKS = re.compile("[\ufdd0-\ufdef]")
_TAG = re.compile(r"<(/?)(i|em|b|strong|sup|sub)>", re.IGNORECASE)
_SAME = {"em": "i", "strong": "b"}
_NO_CASE = re.compile(r"""<(?:span(?:\s[^<>]{0,100})?|/span|sc|/sc)>""", re.IGNORECASE)
_LINK = re.compile(
    rf"(?:https?://(?:dx\.)?doi\.org/)?{_DOI}([^{_DOI}{_END}]*){_END}|{_URL}([^{_URL}{_END}]*){_END}"
)
_ADDRESS = re.compile(r"https?://[^\s<>]{1,2000}", re.IGNORECASE)
_SAFE = "/:?#@!$&'()*+,;=%._~-"  # in an address that stands between `<` and `>`
_SAFE_IN_LINK = "/:;._-"
_CLOSED = "[\ufdd1\ufdd3\ufdd5\ufdd7\ufdda]*+"
# Marks between two points hide the one from the processor, which would have printed one of them.
_DOUBLED = re.compile(rf"([.,;:])({_CLOSED})\1(?!\1)|([?!])({_CLOSED})\.")
_BEHIND_QUOTE = re.compile(rf"([.,?!]?)({_CLOSED}[”’]{_CLOSED})([.,])")
_LABEL = re.compile(rf"[\ufdd0-\ufdd7]*+(\W{{0,3}}?){NUMBER}([\])}}.:,]*+)[\ufdd0-\ufdd7]*+\s*+")


def wrapped(kind: str, text: str) -> str:
    """Return a text in the marks of `i`, `b`, `sup` or `sub`."""
    opening = _OPENING[kind]
    return f"{opening}{text}{chr(ord(opening) + 1)}"


def marked(variable: str, text: str) -> str:
    """Return the text of an item's variable in one line, with marks for what CSL's HTML says."""
    text = one_line(_MARKS.sub("", text))
    if variable == "DOI":
        return f"{_DOI}{text}{_END}"
    if variable == "URL":
        return f"{_URL}{text}{_END}" if _ADDRESS.fullmatch(text) else text
    return _TAG.sub(_mark, _NO_CASE.sub("", text)) if "<" in text else text


def _mark(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    return chr(ord(_OPENING[_SAME.get(name, name)]) + bool(tag[1]))


def as_list_item(text: str, number: int, *, points_in_quotes: bool = False) -> str:
    """Return a marked text as an item of a list in Markdown; nothing else in it is markup.

    It has its number as the text has it. `points_in_quotes` moves points and commas in front of
    quotes that close, as is done in the US.
    """
    text = one_line(text)
    before = "- "
    if label := _LABEL.match(text):
        text = text[label.end() :]
        if not label[1] and label[2] in (".", ")"):
            before = f"{number}{label[2]} "
        else:
            before += f"{inert(f'{label[1]}{number}{label[2]}', in_note=True)} "
    text = _DOUBLED.sub(r"\1\2\3\4", text.replace(NUMBER, str(number)))
    if points_in_quotes:
        text = _BEHIND_QUOTE.sub(_into_quotes, text)
    return before + _markdown(text)


def _into_quotes(found: re.Match[str]) -> str:
    before, quotes, point = found.groups()
    return (before or point) + quotes


class _Run(NamedTuple):
    """A stretch of text of one kind, or a link, which is Markdown already."""

    text: str
    kinds: frozenset[str] = frozenset()
    is_link: bool = False


def _runs(text: str) -> Iterator[_Run]:
    kinds: frozenset[str] = frozenset()
    start = 0
    for mark in _MARKS.finditer(text):
        if text[start : mark.start()]:
            yield _Run(text[start : mark.start()], kinds)
        start = mark.end()
        for kind, opening in _OPENING.items():
            # What is emphasised within an emphasis is not, and what was never opened is not closed.
            if mark[0] == opening or (mark[0] == chr(ord(opening) + 1) and kind in kinds):
                kinds ^= {kind}
    if text[start:]:
        yield _Run(text[start:], kinds)


def _markdown(text: str) -> str:
    runs: list[_Run] = []
    end = 0
    for link in _LINK.finditer(text):
        runs += [*_runs(text[end : link.start()]), _link(link)]
        end = link.end()
    runs += _runs(text[end:])
    made = ""
    for run, following in zip(runs, [*runs[1:], _Run(" ")], strict=True):
        made += run.text if run.is_link else _emphasised(run, made, following)
    return made.strip()


def _link(found: re.Match[str]) -> _Run:
    if found[1] is None:
        return _Run(f"<{quote(found[2], safe=_SAFE)}>", is_link=True)
    address = f"https://doi.org/{quote(found[1], safe=_SAFE_IN_LINK)}"
    is_whole = not found[0].startswith(_DOI)
    return _Run(f"<{address}>" if is_whole else f"[{_inside(found[1])}]({address})", is_link=True)


def _inside(text: str) -> str:
    """A text that something stands before, so that it begins no block, as inert."""
    return inert(f",{text}", in_note=True)[1:]


def _emphasised(run: _Run, before: str, following: _Run) -> str:
    core = run.text.strip()
    if not core:
        return run.text
    at = run.text.index(core)
    text = _inside(core) if before else inert(core, in_note=True)
    left, right = run.text[:at], run.text[at + len(core) :]
    if run.kinds:
        can_stand = _parts((before + left)[-1:]) and _parts((right + following.text)[:1])
        is_apart = right or not following.kinds
        text = _in_tags(text, run.kinds, in_html=not (can_stand and is_apart))
    return left + text + right


def _parts(character: str) -> bool:
    """Whether emphasis can begin after a character and end before it, whatever is in it."""
    return not character or not (character.isalnum() or character in "*_\\<>&")


def _in_tags(text: str, kinds: frozenset[str], *, in_html: bool) -> str:
    for kind in ("sub", "sup"):
        if kind in kinds:
            text = f"<{kind}>{text}</{kind}>"
    for kind, stars in (("i", "*"), ("b", "**")):
        if kind in kinds:
            text = f"<{kind}>{text}</{kind}>" if in_html else f"{stars}{text}{stars}"
    return text
