r"""TeX as plain text: every command, group and formula becomes the characters that it stands for.

`latex.decode` keeps what it is not sure of, for text that may have no TeX in it at all. Here TeX
is what the text is written in, as in BibTeX: braces group, `~` is a blank, `--` is a dash. The
rules are those of "The TeXbook" and of LaTeX; what does not match is read as far as it goes.
"""

import re

from litnotes_index.text.tex_commands import COMMANDS, SILENT, SUBSCRIPT, SUPERSCRIPT, Command
from litnotes_index.text.tex_symbols import FUNCTIONS, SIGNS, SYMBOLS

_DEEPEST = 40  # arguments in arguments; a command that is deeper is read as if it were not there
_MOST_OPEN = 1000
_MARK = re.compile(r"---?|``|''|[?!]`(?!`)|[`~]")
_MARKS = {"--": "–", "---": "—", "``": "“", "''": "”", "`": "‘", "?`": "¿", "!`": "¡", "~": " "}
_TOKEN = re.compile(
    r"\\(?:(?:url|path|nolinkurl)\s*+\{(?P<url>(?:[^{}\\]++|\\.|\{[^{}]*+\})*+)\}"
    r"|(?:left|right|[bB]igg?[lr]?)(?![A-Za-z])[ \t]*+(?P<dot>\.?+)"
    # Blanks after a word belong to it, but not the blank line that parts paragraphs.
    r"|(?P<word>[A-Za-z@]++)\*?+[ \t]*+(?:\n[ \t]*+(?!\n))?+"
    r"|(?P<sign>.))"
    r"|(?P<mark>\$\$?|[{}^_]|---?|``|''|[?!]`(?!`)|[`~]|\\)"
    r"|[^\\{}$^_~`'?!-]++|[-'?!]",
    re.DOTALL,
)
_DOLLARS = re.compile(r"\\.|(\$\$?)", re.DOTALL)
_PRICE = re.compile(r"\d[\d.,]*+\s*+(?:[a-z]{2,}+\s|[-–—/]\s*+\Z)", re.IGNORECASE)
_VERBATIM = re.compile(
    r"\\(?:(?:url|path|nolinkurl|texttt|textit|emph|href|mbox)(?![A-Za-z])\s*+"
    r"|text(?P<name>asciitilde|underscore|less|greater|asciicircum|backslash|bar)(?![A-Za-z])\s*+"
    r"|(?P<sign>[%&#_$~^{}])"
    r"|(?P<break>[-/,;:! ]|(?:allowbreak|slash)(?![A-Za-z])\s*+))"
    r"|\$\\?(?P<math><|>|_|sim|text(?:less|greater)|[lg]t|backslash)\s*+\$|[{}]"
)
_VERBATIM_NAMES = {
    "asciitilde": "~",
    "sim": "~",
    "underscore": "_",
    "asciicircum": "^",
    "backslash": "\\",
    "bar": "|",
    **dict.fromkeys(("less", "textless", "lt"), "<"),
    **dict.fromkeys(("greater", "textgreater", "gt"), ">"),
}


def plain(text: str) -> str:
    r"""Return what a text in TeX says; blanks and ends of lines are as they were.

    Subscripts and superscripts are characters (`H₂O`) where there are such; what else stands high
    has a `^` before it. Commands that nobody knows are left out before braces, and else kept.
    """
    if "\\" in text or "$" in text:
        return _Decoder(text).decoded()
    # Each of these looks is much faster than one expression for them all.
    if "--" in text or "~" in text or "`" in text or "''" in text:
        text = _MARK.sub(lambda match: _MARKS[match[0]], text)
    if "{" in text or "}" in text:  # which part what would else be a mark
        text = text.replace("{", "").replace("}", "")
    return text


def verbatim(text: str) -> str:
    r"""Return an address or identifier without what TeX needs: `\_` is `_`, and `--` stays."""
    if "\\" in text or "{" in text or "}" in text or "$" in text:
        return _VERBATIM.sub(_exactly, text)
    return text


def _exactly(match: re.Match[str]) -> str:
    if name := match["name"] or match["math"]:
        return _VERBATIM_NAMES.get(name, name)
    if match["break"]:
        return "/" if match["break"].startswith("slash") else ""
    return match["sign"] or ""


class _Waiting:
    """A command that waits for its arguments."""

    __slots__ = ("args", "command")

    def __init__(self, command: Command) -> None:
        self.command = command
        self.args: list[str] = []


class _Frame:
    """A group or formula that is open. A group that is no argument writes where it stands."""

    __slots__ = ("close", "math", "out", "own", "waiting")

    def __init__(self, close: str, out: list[str], *, own: bool, math: bool) -> None:
        self.close = close
        self.out = out
        self.own = own
        self.math = math
        self.waiting: list[_Waiting] = []


class _Decoder:
    """Reads a text once, from token to token; what is open stands on a stack."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stack = [_Frame("", [], own=True, math=False)]
        self._deep = 0
        self._formulas = _formulas(text) if "$" in text else frozenset[int]()

    def decoded(self) -> str:
        for token in _TOKEN.finditer(self._text):
            url, dot, word, sign, mark = token.groups()
            if word is not None:
                after = self._text[token.end() : token.end() + 1]
                self._word(word, after, blank=token[0][-1].isspace())
            elif mark is not None:
                self._mark(mark, token.start())
            elif sign is not None:
                self._sign(sign)
            elif url is not None:
                self._put(verbatim(url))
            elif dot is None:
                self._run(token[0])
        while len(self._stack) > 1:
            self._close()
        self._give_up_waiting()
        return "".join(self._stack[0].out)

    def _word(self, word: str, after: str, *, blank: bool) -> None:
        """Read a command whose name is a word, the blank and the character behind it."""
        frame = self._stack[-1]
        if (symbol := SYMBOLS.get(word)) is not None:
            # Blanks mean nothing in a formula, but as they are written they make it readable.
            spaced = blank and frame.math and not frame.waiting
            spaced = spaced and not symbol.isalnum() and symbol not in "⟨⌈⌊{[("
            self._put(f"{symbol} " if spaced else symbol)
        elif (command := COMMANDS.get(word)) is not None:
            self._wait(command)
        elif word in FUNCTIONS:
            before = " " if frame.out and frame.out[-1][-1:].isalnum() else ""
            self._put(f"{before}{word} " if after.isalnum() or after == "\\" else before + word)
        elif after != "{" and word not in SILENT:
            self._put(f"\\{word} " if after.isalnum() else f"\\{word}")

    def _sign(self, sign: str) -> None:
        """Read a command whose name is one character."""
        if sign in "([" and not self._stack[-1].math:
            self._open(")" if sign == "(" else "]", math=True)
        elif sign in ")]":
            self._close_formula(sign)
        elif (command := COMMANDS.get(sign)) is not None:
            self._wait(command)
        else:
            self._put(SIGNS.get(sign, sign))

    def _mark(self, mark: str, at: int) -> None:
        """Read one of the characters that mean something to TeX."""
        frame = self._stack[-1]
        if mark == "{":
            waiting = frame.waiting
            self._open("}", math=frame.math or bool(waiting and waiting[-1].command.math))
        elif mark == "}":
            if frame.close == "}":
                self._close()
        elif mark[0] == "$":
            if at in self._formulas:
                self._open("$", math=True)
            else:
                self._close_formula("$")
        elif mark in "_^" and frame.math:
            self._wait(SUBSCRIPT if mark == "_" else SUPERSCRIPT)
        elif mark in "_^\\" or (frame.math and mark != "~"):
            self._run(mark)
        else:
            self._put(_MARKS[mark])

    def _run(self, text: str) -> None:
        """Read characters that mean themselves; a command that waits takes the first of them."""
        waiting = self._stack[-1].waiting
        while waiting and (text := text.lstrip()):
            if text[0] == "[" and waiting[-1].command.options and not waiting[-1].args:
                text = text[text.find("]") + 1 or 1 :]
                continue
            self._put(text[0])
            text = text[1:]
        if text and not waiting:
            self._stack[-1].out.append(text)

    def _put(self, unit: str) -> None:
        """Give a unit to the command that waits for it, else write it."""
        frame = self._stack[-1]
        while frame.waiting:
            first = frame.waiting[-1]
            first.args.append(unit)
            if len(first.args) < first.command.need:
                return
            frame.waiting.pop()
            self._deep -= 1
            unit = first.command.apply(first.args)
        if unit:
            frame.out.append(unit)

    def _wait(self, command: Command) -> None:
        if self._deep < _DEEPEST:
            self._deep += 1
            self._stack[-1].waiting.append(_Waiting(command))

    def _open(self, close: str, *, math: bool) -> None:
        frame = self._stack[-1]
        own = bool(frame.waiting) or close != "}"
        if own or len(self._stack) < _MOST_OPEN:
            self._stack.append(_Frame(close, [] if own else frame.out, own=own, math=math))

    def _close(self) -> str:
        """Close the innermost group or formula, and return by what it was to be closed."""
        self._give_up_waiting()
        frame = self._stack.pop()
        if frame.own:
            inside = "".join(frame.out)
            self._put(inside if frame.close == "}" else inside.strip())
        return frame.close

    def _close_formula(self, sign: str) -> None:
        """Close the formula that ends with a sign, and what is open in it; else write the sign."""
        if any(frame.close == sign for frame in self._stack):
            while self._close() != sign:
                pass
        else:
            self._put(sign)

    def _give_up_waiting(self) -> None:
        while self._stack[-1].waiting:
            self._put("")


def _formulas(text: str) -> frozenset[int]:
    """Return where formulas begin: each `$` that has a second one, unless it is that of a price."""
    places = [match.start() for match in _DOLLARS.finditer(text) if match[1]]
    found: set[int] = set()
    at = 0
    while at + 1 < len(places):
        if _PRICE.match(text, places[at] + 1, places[at + 1]):
            at += 1
        else:
            found.add(places[at])
            at += 2
    return frozenset(found)
