"""Which lines make a block: CommonMark's rules with tables, footnotes and math, by markdown-it-py.

They are told to say what they keep to themselves: where each line of a block stands without its
markers, and how far they looked ahead in vain.
"""

from collections.abc import Callable
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import (
    StateBlock,
    blockquote,
    fence,
    heading,
    hr,
    html_block,
    lheading,
    list_block,
    paragraph,
    table,
)
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

_Rule = Callable[[StateBlock, int, int, bool], bool]

# Every list is two levels, so this is lists fifty deep; deeper text is left out.
_DEEPEST = 100
# What a line that ends a paragraph begins with, unless it is the head of a table.
_INTERRUPTING = frozenset("`~>*-_+<#$\\[0123456789")
_BELOW_HEAD = ("|", "-", ":")
_LOOKED = "looked"


@dataclass(frozen=True, slots=True)
class Read:
    """A text as its rules read it: tokens, where each line begins, and what was looked at in vain.

    A pair of `looked` is the line of a rule that failed, and the line at which it gave up.
    """

    tokens: list[Token]
    starts: list[int]
    looked: list[tuple[int, int]]


def read(source: str) -> Read:
    r"""Return the blocks of a text as tokens; `source` has `\n` for its only line end."""
    tokens: list[Token] = []
    looked: list[tuple[int, int]] = []
    state = StateBlock(source.replace("\0", "\ufffd"), _MARKDOWN, {_LOOKED: looked}, tokens)
    _MARKDOWN.block.tokenize(state, 0, state.lineMax)
    return Read(tokens, state.bMarks, sorted(looked))


def _located(rule: _Rule) -> _Rule:
    """Return a rule that also notes, on the token it opens, where each of its lines stands.

    Only the rule knows: it alone sees each line without the markers of the quotes and lists around.
    """

    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        first = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            state.tokens[first].meta["lines"] = [
                (state.bMarks[line] + state.tShift[line], state.eMarks[line])
                for line in range(start, state.line)
            ]
        return True

    return run


def _math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    r"""Take the lines from one that begins with `$$` or `\[` to the one that ends it.

    Inside them `+ b` is a term and no list. Math on one line is left to the inline scan.
    """
    at = state.bMarks[start] + state.tShift[start]
    closer = {"$$": "$$", "\\[": "\\]"}.get(state.src[at : at + 2])
    if (
        not closer
        or state.is_code_block(start)
        or closer in state.src[at + 2 : state.eMarks[start]]
    ):
        return False
    line = start + 1
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        written = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        if closer in written:
            if not written.rstrip(" \t").endswith(closer):
                break
            if not silent:
                state.line = line + 1
                state.push("math_block", "", 0).map = [start, state.line]
            return True
        line += 1
    looked: list[tuple[int, int]] = state.env[_LOOKED]
    looked.append((start, line))
    return False


def _interruption(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Tell whether a line ends the paragraph before it, which few lines begin like; takes none."""
    if not silent:
        return False
    below = state.bMarks[start + 1] + state.tShift[start + 1]
    at = state.bMarks[start] + state.tShift[start]
    if state.src[at] not in _INTERRUPTING and not state.src.startswith(_BELOW_HEAD, below):
        return False
    return any(rule(state, start, end, True) for rule in _INTERRUPTIONS)


# The order does not matter: one that ends the paragraph is enough.
_INTERRUPTIONS: tuple[_Rule, ...] = (
    table,
    _math_block,
    fence,
    blockquote,
    hr,
    list_block,
    footnote_def,
    html_block,
    heading,
)


class _Blocks(MarkdownIt):
    """Takes addresses as they are written: they are never followed."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - its name
        return url

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - its signature
        return True


def _markdown() -> MarkdownIt:
    # Definitions come as tokens, so that it is known where they are.
    md = _Blocks("commonmark", {"maxNesting": _DEEPEST, "inline_definitions": True})
    md.enable("table")
    ruler = md.block.ruler
    ends_both: RuleOptionsType = {"alt": ["blockquote", "list"]}
    ends_quotes: RuleOptionsType = {"alt": ["blockquote"]}
    ruler.at("paragraph", _located(paragraph))
    ruler.at("lheading", _located(lheading))
    ruler.at("heading", _located(heading), ends_quotes)
    ruler.at("table", _located(table))
    for name, rule in (("fence", fence), ("blockquote", blockquote), ("hr", hr)):
        ruler.at(name, rule, ends_both)
    ruler.at("list", list_block, ends_quotes)
    ruler.at("html_block", html_block, ends_quotes)
    ruler.before("fence", "math", _math_block, ends_both)
    ruler.before("reference", "footnote", footnote_def)
    ruler.after("paragraph", "interruption", _interruption, {"alt": ["paragraph", "reference"]})
    return md


_MARKDOWN = _markdown()
