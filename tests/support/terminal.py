"""Terminals of any width, without one, and what is seen on them."""

import io
import re
from collections.abc import Callable
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from litnotes_index.cli.layout import Layout

HERE, HOME, HOST = "/home/me/notes", "/home/me", "desk"
WIDTHS = (40, 60, 80, 200)
_LINK = re.compile(r"\x1b\]8;id=\d+;([!-~]*)\x1b\\(.*?)\x1b\]8;;\x1b\\", re.DOTALL)
# Bold, dim, yellow, alone or together, and the end of each.
_STYLE = re.compile(r"\x1b\[(?:0|[12]|(?:[12];)?33)m")


class Seen(NamedTuple):
    """What is seen of an output, and what leads where in it."""

    text: str
    links: set[tuple[str, str]]

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


def seen(out: str) -> Seen:
    """Return what a terminal makes of an output; fail for what is neither text, style nor link."""
    links = {(_STYLE.sub("", text), address) for address, text in _LINK.findall(out)}
    text = _STYLE.sub("", _LINK.sub(r"\2", out))
    assert "\x1b" not in text, ascii(text)
    return Seen(text, links)


def shown(make: Callable[[Layout], list[Text]], width: int | None) -> str:
    """Return what is printed of texts on a terminal of this width; None is a pipe."""
    file = io.StringIO()
    is_terminal = width is not None
    console = Console(
        file=file,
        width=width or 80,
        force_terminal=is_terminal,
        color_system="standard" if is_terminal else None,
        legacy_windows=False,
        _environ={},
    )
    layout = Layout(console, is_terminal=is_terminal, here=HERE, home=HOME, host=HOST)
    layout.print(*make(layout))
    return file.getvalue()
