"""How an answer is laid out: in the width of a terminal, or a line for each fact in a pipe."""

import os
import platform
import string
import sys
from collections.abc import Iterable
from urllib.parse import quote

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from litnotes_index.text.clean import visible
from litnotes_index.uris import uri_of
from litnotes_index.zipped import file_of

MEASURE = 80
"""How long a line of prose may be and still be easy to read, in columns."""
WHOLE = sys.maxsize
"""The width of whatever the terminal has."""
_NARROWEST = 10
_SHORTEST_LABEL = 6


class Layout:
    """Where an answer is printed: on a terminal, or where a line stays a line.

    Only on a terminal are lines wrapped and cut, and texts linked, and paths told from the folder
    `here` or as `~`, where that is shorter. `host` is the name that this machine gives itself.
    """

    def __init__(
        self,
        console: Console,
        *,
        is_terminal: bool,
        here: str | None = None,
        home: str | None = None,
        host: str = "",
    ) -> None:
        self.is_terminal = is_terminal
        self._console = console
        self._here = here
        self._home = home
        self._host = host

    @property
    def measure(self) -> int:
        """How long a line of prose may be, in columns."""
        return min(self._console.width, MEASURE)

    def print(self, *texts: Text, apart: bool = False) -> None:
        """Print what is laid out already, with an empty line between where it is to stand apart.

        On a terminal it always does.
        """
        for place, text in enumerate(texts):
            if place and (apart or self.is_terminal):
                self._console.print()
            self._console.print(text, soft_wrap=True)

    def block(
        self, text: Text, head: Text | str = "", *, width: int = MEASURE, most: int | None = None
    ) -> Text:
        """Return a text behind a head: on a terminal wrapped below itself, `most` lines at most.

        Prose keeps to the measure; what is to be one line if it can be may have all of the width.
        """
        head = Text(head) if isinstance(head, str) else head
        if not self.is_terminal:
            return Text.assemble(head, text)
        margin = cell_len(head.plain)
        room = max(min(self._console.width, width) - margin, _NARROWEST)
        lines = list(text.wrap(self._console, room))
        if most is not None and len(lines) > most:
            last = lines[most - 1]
            last.rstrip()
            last.truncate(room - 1)
            lines[most - 1 :] = [last + "…"]
        for line in lines:
            line.rstrip()
        return Text.assemble(head, Text(f"\n{' ' * margin}").join(lines))

    def facts(self, facts: Iterable[tuple[str, Text]], shortest: int = _SHORTEST_LABEL) -> Text:
        """Return facts, each with its label before it, in two columns.

        On a terminal they take all of its width, and a label stands before the first of several.
        """
        rows = list(facts)
        column = max([shortest, *(len(label) for label, _ in rows)]) + 1
        blocks: list[Text] = []
        before = ""
        for label, text in rows:
            said = "" if self.is_terminal and label == before else label
            head = Text(said.ljust(column), "dim")
            blocks.append(self.block(text, head, width=WHOLE))
            before = label
        return Text("\n").join(blocks)

    def linked(self, text: Text, address: str | None) -> Text:
        """Return the text; on a terminal it leads to the address, if there is one."""
        if self.is_terminal and address is not None:
            # What is not ASCII, or not printable, may not stand in an escape sequence.
            text.stylize(Style(link=quote(address, safe=string.punctuation, errors="replace")))
        return text

    def place(self, path: str, *numbers: int) -> Text:
        """Return a path with line and character behind it, from 1, as compilers and editors do."""
        said = ":".join([self._path(path), *map(str, numbers)])
        return self.linked(Text(said), self.file(path) if self.is_terminal else None)

    def file(self, path: str) -> str:
        """Return the URI of a file, or of the zip file that it is in, with the host's name in it.

        So does `ls --hyperlink`: a terminal may show what is printed on another machine.
        """
        uri = uri_of(file_of(path)[0])
        return uri.replace("file:///", f"file://{quote(self._host)}/", 1)

    def _path(self, path: str) -> str:
        said = [path]
        if self.is_terminal:
            said += [self._from_here(path), self._from_home(path)]
        return visible(min((one for one in said if one), key=len))

    def _from_here(self, path: str) -> str:
        if self._here is None or path == self._here:
            return ""
        try:
            return os.path.relpath(path, self._here)
        except ValueError:  # on another drive of Windows
            return ""

    def _from_home(self, path: str) -> str:
        home = (self._home or os.sep).rstrip(os.sep)
        is_below = home and f"{path}{os.sep}".startswith(f"{home}{os.sep}")
        return f"~{path[len(home) :]}" if is_below else ""


def layout() -> Layout:
    """Return the layout of what a command answers, by what standard output is."""
    return Layout(
        # Colours are where rich has them: by NO_COLOR, FORCE_COLOR, TERM.
        Console(highlight=False, soft_wrap=False, emoji=False, markup=False),
        is_terminal=bool(sys.stdout and sys.stdout.isatty()),
        here=_here(),
        home=os.path.expanduser("~"),  # noqa: PTH111 - Path raises where there is none
        host=_host(),
    )


def _here() -> str | None:
    try:
        return os.getcwd()  # noqa: PTH109 - names need not be UTF-8
    except OSError:  # it is gone
        return None


def _host() -> str:
    # On Windows a host stands for a share on the network.
    return "" if sys.platform == "win32" else platform.node()
