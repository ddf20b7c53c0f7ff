"""Where a paragraph ends, and whether it is a heading that a line underlines: one rule for both.

Most lines of a note go on with a paragraph, and most of those show it by their first character.
"""

from markdown_it.rules_block import StateBlock

_DEEPEST_INDENT = 3
_LEVELS = {"=": 1, "-": 2}
# What the second line of a table begins with: only that makes a row of a line of words.
_RULES = ("|", "-", ":")


def paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001 - its signature
    """Take the lines of a paragraph or an underlined heading; always there is one."""
    interrupting = state.md.block.ruler.getRules("paragraph")
    around, state.parentType = state.parentType, "paragraph"
    line, level = start + 1, 0
    while line < end and not state.isEmpty(line):
        # Deeper lines belong to the paragraph, whatever they begin with.
        if state.sCount[line] - state.blkIndent <= _DEEPEST_INDENT:
            level = _underlined(state, line)
            if level:
                break
            # Below zero are lines that a quote has looked at.
            may_end = state.sCount[line] >= 0 and not _goes_on(state, line)
            if may_end and any(rule(state, line, end, True) for rule in interrupting):
                break
        line += 1
    state.parentType = around
    kind = ("heading_open", f"h{level}") if level else ("paragraph_open", "p")
    state.push(*kind, 0)
    state.line = line + bool(level)
    return True


def _underlined(state: StateBlock, line: int) -> int:
    """The level of the heading that a line underlines; 0 where it does not."""
    first = state.bMarks[line] + state.tShift[line]
    marker = state.src[first]
    if marker not in _LEVELS or state.sCount[line] < state.blkIndent:
        return 0
    after = state.skipSpaces(state.skipCharsStr(first, marker))
    return _LEVELS[marker] if after >= state.eMarks[line] else 0


def _goes_on(state: StateBlock, line: int) -> bool:
    """Whether a line is one of words, and no row of a table: nothing else begins with a letter."""
    if not state.src[state.bMarks[line] + state.tShift[line]].isalpha():
        return False
    below = line + 1
    if below >= state.lineMax or state.isEmpty(below):
        return True
    return not state.src.startswith(_RULES, state.bMarks[below] + state.tShift[below])
