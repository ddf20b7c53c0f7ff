"""What would be changed in a file, as people and programs read it: a unified diff."""

import difflib
import io
import os
from collections.abc import Iterator
from pathlib import Path

from rich.text import Text

from litnotes_index.cli.layout import layout
from litnotes_index.text.clean import visible, visible_line

_STYLES = {"-": "red", "+": "green", "@": "cyan"}
_HEAD = 2  # lines


def print_diff(path: Path, before: str, after: str) -> None:
    """Print how a file would change; nothing where it would not."""
    terminal = layout()
    for number, line in enumerate(_lines(path, before, after)):
        if terminal.is_terminal:
            style = "bold" if number < _HEAD else _STYLES.get(line[:1], "")
            terminal.print(Text(line.removesuffix("\r"), style=style))
        else:
            # By hand: rich makes spaces of tabs.
            print(line)


def _lines(path: Path, before: str, after: str) -> Iterator[str]:
    """The lines of a diff, each without its line feed; what controls a terminal is spelled out."""
    name = visible(_from_here(path))
    name += "\t" * (" " in name)  # what GNU diff and git end such a name with, for patch
    changes = difflib.unified_diff(_split(before), _split(after), name, name)
    for change in changes:
        line = change.rstrip("\r\n")
        yield visible_line(line) + "\r" * change.endswith("\r\n")  # which `patch` looks for
        if line == change:
            yield "\\ No newline at end of file"


def _split(text: str) -> list[str]:
    """The lines of a text with their ends, which are those that editors know."""
    return io.StringIO(text, newline="").readlines()


def _from_here(path: Path) -> str:
    """A path as it is shortest: below the current folder, or else absolute."""
    try:
        return os.fspath(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return os.fspath(path)
