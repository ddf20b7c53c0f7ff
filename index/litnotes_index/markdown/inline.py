"""The inline text of one block: what of it is prose, and the wikilinks, citations and links in it.

One pass from left to right; what is found first wins, and code, autolinks, HTML and math hide
brackets as CommonMark has it. Every search either moves on past what it read, or is bounded, or
remembers that it failed: that keeps the pass linear on any input.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from markdown_it.common.utils import normalizeReference

from litnotes_index.markdown.destination import destination
from litnotes_index.markdown.note import MASK, Link, PandocCitation, Span, Wikilink

_SPECIAL = re.compile(
    # Literals all: the regex engine then skips at once to their first characters.
    r"\\|`|<|\[|\]|\$|@|!\[|https?://|Https?://|HTTPS?://|www\.|Www\.|WWW\.|doi:10\.|DOI:10\."
)
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_TICKS = re.compile(r"`+")
_ANGLE = re.compile(
    r"""<(?:
      (?P<address>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x01-\x20]*+)>
    | [\w.!\#$%&'*+/=?^`{|}~-]++@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?
      (?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*+>
    | [A-Za-z][A-Za-z0-9-]*+
      (?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^"'=<>`\x01-\x20]++|'[^']*+'|"[^"]*+"))?+)*+
      \s*+/?>
    | /[A-Za-z][A-Za-z0-9-]*+\s*+>
    | !---?>
    )""",
    re.ASCII | re.VERBOSE,
)
_UNBOUNDED = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))
_DECLARATION = re.compile(r"<![A-Za-z]")
# Pandoc's rule; and code binds tighter, so that `$5 and `$HOME`` holds no math.
_MATH = re.compile(r"\$(?!\s)(?:[^$\\`]|\\.)++(?<!\s)\$(?!\d)", re.DOTALL)
_KEY = re.compile(r"@(?:\{(?P<braced>[^{}\r\n]++)\}|(?P<bare>\w+(?:(?:://|[:.#$%&+?<>~/-])\w+)*))")
_URL = re.compile(r"\w+[:.][^\s<>\[\]`\"\\\0]+")
_AFTER_URL = frozenset("?!.,:;*_~'’”»…。，、）")
_WIKILINK = re.compile(r"\[\[(?=\s*+[^\s\[\]])([^\[\]\r\n]++)\]\]")
_TARGET = re.compile(r"[^|#^]*?(?=\\?\||[#^]|$)")
_FOOTNOTE = re.compile(r"\[\^[^\s\[\]]+\]")
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999}+)\]", re.DOTALL)
_LONGEST_LABEL = 999
_NOT_LINE_END = re.compile(r"[^\r\n]")


@dataclass(frozen=True, slots=True)
class Inline:
    """What a scan found, each in the order of the source; `prose` is as in `Block`."""

    prose: str
    wikilinks: tuple[Wikilink, ...]
    citations: tuple[PandocCitation, ...]
    links: tuple[Link, ...]
    addresses: tuple[Span, ...]


def scan(text: str, base: int, labels: Mapping[str, str]) -> Inline:
    """Return the parts of a block's text, which stands at `base` in the note.

    `labels` are the labels of the note's link definitions, normalised, with their addresses.
    """
    return _Scanner(text, base, labels).run()


def masked(text: str) -> str:
    """Return `MASK` for each character; line ends stay."""
    if "\n" in text or "\r" in text:
        return _NOT_LINE_END.sub(MASK, text)
    return MASK * len(text)


@dataclass(slots=True)
class _Bracket:
    """An open `[` or `![`: where it is, where its text begins, the citations found before it."""

    start: int
    text: int
    citations: int
    holds_bracket: bool = False


class _Tail(NamedTuple):
    """What follows the text of a link, up to `end`."""

    end: int
    destination: Span | None
    address: str
    kind: Literal["inline", "reference", "shortcut"]


class _Scanner:
    """One scan; offsets are within the text until they leave in a found value.

    Each rule takes the offset of its special character and returns where to go on.
    """

    def __init__(self, text: str, base: int, labels: Mapping[str, str]) -> None:
        self.text = text
        self.base = base
        self.labels = labels
        self.wikilinks: list[Wikilink] = []
        self.citations: list[PandocCitation] = []
        self.links: list[Link] = []
        self.addresses: list[Span] = []
        self.prose: list[str] = []
        self.copied = 0
        self.brackets: list[_Bracket] = []
        # A link holds no link: brackets below this height can open images only.
        self.dead_height = 0
        self.ungrouped: list[int] = []
        self.ticks: dict[int, list[int]] | None = None
        self.last: dict[str, int] = {}

    def run(self) -> Inline:
        position = 0
        while special := _SPECIAL.search(self.text, position):
            at = special.start()
            position = _RULES.get(self.text[at], _Scanner.url)(self, at)
        prose = "".join((*self.prose, self.text[self.copied :])) if self.prose else self.text
        self.links.sort(key=lambda link: link.start)
        return Inline(
            prose,
            tuple(self.wikilinks),
            tuple(self.citations),
            tuple(self.links),
            tuple(self.addresses),
        )

    def span(self, start: int, end: int) -> Span:
        return self.base + start, self.base + end

    def mask(self, start: int, end: int) -> int:
        self.prose += (self.text[self.copied : start], masked(self.text[start:end]))
        self.copied = end
        return end

    def find(self, closer: str, position: int) -> int:
        """Return where `closer` next stands; -1, at once, where no more of them come."""
        if closer not in self.last:
            self.last[closer] = self.text.rfind(closer)
        return self.text.find(closer, position) if position <= self.last[closer] else -1

    def escape(self, at: int) -> int:
        after = self.text[at + 1 : at + 2]
        closer = {"(": "\\)", "[": "\\]"}.get(after)
        if closer and (end := self.find(closer, at + 2)) > at + 2:
            return self.mask(at, end + 2)
        return at + 2 if after in _PUNCTUATION else at + 1

    def code(self, at: int) -> int:
        if self.ticks is None:
            self.ticks = {}
            for run in _TICKS.finditer(self.text):
                self.ticks.setdefault(run.end() - run.start(), []).append(run.start())
        end = at + 1
        while self.text.startswith("`", end):
            end += 1
        closers = self.ticks.get(end - at, [])
        index = bisect_left(closers, end)
        return self.mask(at, closers[index] + end - at) if index < len(closers) else end

    def angle(self, at: int) -> int:
        if found := _ANGLE.match(self.text, at):
            if found["address"]:
                self.addresses.append(self.span(at, found.end()))
            return self.mask(at, found.end())
        for opener, closer in _UNBOUNDED:
            if self.text.startswith(opener, at):
                end = self.find(closer, at + len(opener))
                return self.mask(at, end + len(closer)) if end >= 0 else at + 1
        if _DECLARATION.match(self.text, at) and (end := self.find(">", at)) >= 0:
            return self.mask(at, end + 1)
        return at + 1

    def math(self, at: int) -> int:
        if found := _MATH.match(self.text, at):
            return self.mask(at, found.end())
        if not self.text.startswith("$$", at):
            return at + 1
        end = self.find("$$", at + 2)
        if end > at + 2 and self.text.find("`", at, end) < 0:
            return self.mask(at, end + 2)
        return at + 2

    def citation(self, at: int) -> int:
        found = _KEY.match(self.text, at)
        if not found or self.follows_word(at):
            return at + 1
        self.ungrouped.append(len(self.citations))
        key = self.span(*found.span(found.lastgroup or 0))
        self.citations.append(PandocCitation(*self.span(at, found.end()), key))
        return found.end()

    def url(self, at: int) -> int:
        found = _URL.match(self.text, at)
        if not found or self.follows_word(at):
            return at + 1
        surplus = found[0].count(")") - found[0].count("(")
        end = found.end()
        while self.text[end - 1] in _AFTER_URL or (self.text[end - 1] == ")" and surplus > 0):
            surplus -= self.text[end - 1] == ")"
            end -= 1
        self.addresses.append(self.span(at, end))
        return self.mask(at, end)

    def follows_word(self, at: int) -> bool:
        return at > 0 and self.text[at - 1].isalnum()

    def image(self, at: int) -> int:
        if found := _WIKILINK.match(self.text, at + 1):
            return self.wikilink(at, found)
        if _FOOTNOTE.match(self.text, at + 1):
            return at + 1
        return self.open(at, at + 2)

    def bracket(self, at: int) -> int:
        if found := _WIKILINK.match(self.text, at):
            return self.wikilink(at, found)
        if found := _FOOTNOTE.match(self.text, at):
            return self.mask(at, found.end())
        return self.open(at, at + 1)

    def wikilink(self, at: int, found: re.Match[str]) -> int:
        inner_start, inner_end = found.span(1)
        target = _TARGET.match(self.text, inner_start, inner_end)
        target_end = target.end() if target else inner_end
        bar = self.text.find("|", target_end, inner_end)
        alias = self.trimmed(bar + 1, inner_end) if bar >= 0 else None
        place = self.span(at, found.end())
        self.wikilinks.append(Wikilink(*place, self.trimmed(inner_start, target_end), alias))
        return found.end()

    def trimmed(self, start: int, end: int) -> Span:
        written = self.text[start:end]
        start += len(written) - len(written.lstrip())
        return self.span(start, start + len(written.strip()))

    def open(self, at: int, text: int) -> int:
        if self.brackets:
            self.brackets[-1].holds_bracket = True
        self.brackets.append(_Bracket(at, text, len(self.citations)))
        return text

    def close(self, at: int) -> int:
        if not self.brackets:
            return at + 1
        opener = self.brackets.pop()
        height = len(self.brackets)
        is_image = opener.text - opener.start > 1
        tail = self.tail(opener, at) if is_image or height >= self.dead_height else None
        self.dead_height = min(self.dead_height, height)
        if not tail:
            self.group(opener, self.span(opener.text - 1, at + 1))
            return at + 1
        self.group(opener, None)
        text = self.span(opener.text, at)
        place = self.span(opener.start, tail.end)
        self.links.append(Link(*place, text, tail.destination, tail.address, tail.kind))
        if not is_image:
            self.dead_height = height
        return self.mask(at, tail.end) if tail.end > at + 1 else tail.end

    def group(self, opener: _Bracket, group: Span | None) -> None:
        """Give the citations since `opener` their brackets, if they have none further in."""
        while self.ungrouped and self.ungrouped[-1] >= opener.citations:
            index = self.ungrouped.pop()
            if group:
                citation = self.citations[index]
                at = citation.start - self.base
                minus = self.text[at - 1] == "-" and not self.follows_word(at - 1)
                self.citations[index] = replace(citation, start=citation.start - minus, group=group)

    def tail(self, opener: _Bracket, at: int) -> _Tail | None:
        """Return what makes the bracket that closes at `at` a link; None where it is none."""
        if self.text.startswith("(", at + 1) and (found := destination(self.text, at + 2)):
            written = self.text[slice(*found[0])]
            return _Tail(found[1], self.span(*found[0]), written, "inline")
        if not self.labels:
            return None
        end = at + 1
        label = _LABEL.match(self.text, end)
        if label and not label[1]:
            end = label.end()
        elif label and label[1].strip() and not label[1].startswith("^"):
            address = self.labels.get(normalizeReference(label[1]))
            return None if address is None else _Tail(label.end(), None, address, "reference")
        if opener.holds_bracket or at - opener.text > _LONGEST_LABEL:
            return None
        address = self.labels.get(normalizeReference(self.text[opener.text : at]))
        if address is None:
            return None
        return _Tail(end, None, address, "reference" if end > at + 1 else "shortcut")


_RULES: dict[str, Callable[[_Scanner, int], int]] = {
    "\\": _Scanner.escape,
    "`": _Scanner.code,
    "<": _Scanner.angle,
    "$": _Scanner.math,
    "@": _Scanner.citation,
    "!": _Scanner.image,
    "[": _Scanner.bracket,
    "]": _Scanner.close,
}
