"""The blocks of a note: markdown-it-py finds them, and tells where each of their lines begins."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, heading, table
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from litnotes_index.markdown.inline import Inline, masked, scan
from litnotes_index.markdown.note import MASK, Block, BlockKind, FrontMatter, Note, Span
from litnotes_index.markdown.paragraphs import paragraph

_Rule = Callable[[StateBlock, int, int, bool], bool]

_TASK = re.compile(r"\[[ xX]\](?=[ \t])")
_BAR = re.compile(r"(?<!\\)\|")
# Every list is two levels, so this is lists fifty deep; deeper text is left out.
_DEEPEST = 100
_KINDS: dict[str, BlockKind] = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "table_open": "table",
}


def parse(text: str) -> Note:
    """Return the parts of a note; any text is a note, and an empty one has no blocks."""
    # Same length, so that offsets hold: no block rule minds a space before a line end.
    source = text.replace("\r\n", " \n").replace("\r", "\n")
    head = _front_matter(source)
    base = head.end if head else 0
    env: dict[str, Any] = {}
    tokens = _MARKDOWN.parse(source[base:], env)
    labels = {label: link["href"] for label, link in env.get("references", {}).items()}
    blocks = [
        _block(text, token, [(base + a, base + b) for a, b in token.meta["lines"]], item, labels)
        for token, item in _leaves(tokens)
    ]
    return Note(text, tuple(blocks), head)


def _front_matter(source: str) -> FrontMatter | None:
    if not source.startswith(("---", "\ufeff---")):
        return None
    # YAML takes long to load, and many notes have none.
    from litnotes_index.markdown.front_matter import front_matter

    return front_matter(source)


def _leaves(tokens: Iterable[Token]) -> Iterable[tuple[Token, bool]]:
    """Yield the tokens that open a block of words, and whether each opens a list item."""
    item = False
    for token in tokens:
        if "lines" in token.meta:
            yield token, item
        item = token.type == "list_item_open"


def _block(
    text: str, token: Token, lines: list[Span], item: bool, labels: Mapping[str, str]
) -> Block:
    start, end = lines[0][0], lines[-1][1]
    if text[end - 1 : end + 1] == "\r\n":
        end -= 1
        lines[-1] = (lines[-1][0], end)
    kind = _KINDS[token.type]
    if kind == "table":
        inline = _table(text, lines, labels)
    else:
        written = [text[a:b] for a, b in lines]
        if token.markup.startswith("#"):
            written[0] = _without_hashes(written[0], len(token.markup))
        elif kind == "heading":
            written[-1] = " " * len(written[-1])
        if item and (task := _TASK.match(written[0])):
            written[0] = " " * task.end() + written[0][task.end() :]
        inline = scan(_joined(text, lines, written), start, labels)
    return Block(
        kind,
        start,
        end,
        item,
        inline.prose,
        inline.wikilinks,
        inline.citations,
        inline.links,
        int(token.tag[1:]) if kind == "heading" else 0,
    )


def _joined(text: str, lines: list[Span], written: list[str]) -> str:
    """Return the lines as one text of the block's length; what the block is in is blank."""
    parts = [written[0]]
    for (_, before), (start, _), line in zip(lines, lines[1:], written[1:], strict=False):
        parts += (text[before], " " * (start - before - 1), line)
    return "".join(parts)


def _without_hashes(line: str, level: int) -> str:
    """Return an ATX heading in which the hashes before and after its words are blank."""
    words = line[level:].rstrip(" \t")
    unclosed = words.rstrip("#")
    if not unclosed or unclosed[-1] in " \t":
        words = unclosed
    return (" " * level + words).ljust(len(line))


def _table(text: str, lines: list[Span], labels: Mapping[str, str]) -> Inline:
    """Return the parts of a table; each cell is read alone, and bars are barriers."""
    rows: list[str] = []
    cells: list[Inline] = []
    for number, (start, end) in enumerate(lines):
        row = text[start:end]
        if number == 1:
            rows.append(masked(row))
            continue
        first = len(cells)
        at = start
        for written in _BAR.split(row):
            cells.append(scan(written, at, labels))
            at += len(written) + 1
        rows.append(MASK.join(cell.prose for cell in cells[first:]))
    return Inline(
        _joined(text, lines, rows),
        tuple(found for cell in cells for found in cell.wikilinks),
        tuple(found for cell in cells for found in cell.citations),
        tuple(found for cell in cells for found in cell.links),
    )


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
    for line in range(start + 1, end):
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return False
        written = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        if closer in written:
            if not written.rstrip(" \t").endswith(closer):
                return False
            if not silent:
                state.line = line + 1
            return True
    return False


class _Blocks(MarkdownIt):
    """Takes addresses as they are written: they are never followed."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - its name
        return url

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - its signature
        return True


def _markdown() -> MarkdownIt:
    md = _Blocks("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    md.disable(["inline", "text_join", "lheading"])
    leaves = ["paragraph", "reference", "blockquote"]
    md.block.ruler.at("paragraph", _located(paragraph))
    md.block.ruler.at("heading", _located(heading), {"alt": leaves})
    md.block.ruler.at("table", _located(table), {"alt": leaves[:2]})
    md.block.ruler.before("fence", "math", _math_block, {"alt": [*leaves, "list"]})
    md.block.ruler.before("reference", "footnote", footnote_def, {"alt": leaves[:2]})
    return md


_MARKDOWN = _markdown()
