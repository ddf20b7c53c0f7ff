"""A real terminal screen (tmux) to run an editor on, and waiting for what should come to be."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn, TypeVar

import pytest

CACHE = Path(
    os.environ.get("LITNOTES_EDITORS_CACHE") or Path("~/.cache/litnotes-editors").expanduser()
)
DUMPS = Path(__file__).parents[2] / "data" / "dumps"
REPOSITORY = Path(__file__).parents[3]


def skip(reason: str) -> NoReturn:
    """Skip the test and say so; where editors are required, fail."""
    if os.environ.get("LITNOTES_REQUIRE_EDITORS") == "1":
        pytest.fail(f"required, but {reason}", pytrace=False)
    print(f"SKIPPED: {reason}", file=sys.__stderr__)
    pytest.skip(reason)


T = TypeVar("T")


def wait_for(condition: Callable[[], T | None], what: str, seconds: float = 15) -> T:
    """Return the first true value of a condition; fail where none comes in time."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > end:
            pytest.fail(f"never came: {what}")
        time.sleep(0.01)
    return value


def server_folder() -> Path:
    """Return the folder of `litnotes-server`, beside the Python that runs the tests."""
    folder = Path(sys.executable).parent
    if not (folder / "litnotes-server").exists():
        skip(f"no litnotes-server beside {sys.executable}: install litnotes there")
    return folder


def environment(home: Path, *, with_server: bool = True) -> dict[str, str]:
    """Return an environment in which nothing of the user's own is read or written."""
    home.mkdir(parents=True, exist_ok=True)
    path = os.defpath.split(os.pathsep)
    if with_server:
        path.insert(0, str(server_folder()))
    folders = {
        f"XDG_{kind}_HOME": str(home / kind.lower())
        for kind in ("CONFIG", "DATA", "STATE", "CACHE")
    }
    return {
        "HOME": str(home),
        "PATH": os.pathsep.join(path),
        "LANG": "C.UTF-8",
        "TERM": "screen-256color",
        "COLORTERM": "truecolor",
        "LITNOTES_INDEX_DIR": str(home / "index"),
        **folders,
    }


class Terminal:
    """A program on a screen of its own."""

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        folder: Path,
        size: tuple[int, int] = (100, 24),
    ) -> None:
        """Start the program."""
        self._socket = folder / "tmux.sock"
        self._environment = dict(env)
        columns, rows = map(str, size)
        script = folder / "run.sh"
        words = [f"{name}={value}" for name, value in env.items()]
        script.write_text(
            "#!/bin/sh\nexec env -i " + " ".join(map(_quoted, [*words, *command])) + "\n"
        )
        self._tmux("new-session", "-d", "-x", columns, "-y", rows, "sh", str(script))
        self._tmux("set-option", "-g", "escape-time", "0")

    def keys(self, *names: str) -> None:
        """Press keys by their tmux names."""
        self._tmux("send-keys", *names)

    def type(self, text: str) -> None:
        """Type text as it is."""
        # A semicolon at the end of an argument would begin tmux's next command.
        self._tmux("send-keys", "-l", "--", re.sub(";$", r"\\;", text))

    def screen(self) -> str:
        """Return what the screen shows."""
        return self._tmux("capture-pane", "-p")

    def wait_for(self, *texts: str, seconds: float = 15) -> str:
        """Return the screen once it shows all the texts."""
        end = time.monotonic() + seconds
        while True:
            shown = self.screen()
            if all(text in shown for text in texts):
                return shown
            if time.monotonic() > end:
                pytest.fail(f"the screen never showed {texts}:\n{shown}")
            time.sleep(0.03)

    def close(self) -> None:
        """End the program and the screen."""
        subprocess.run(
            ["tmux", "-S", str(self._socket), "kill-server"], capture_output=True, check=False
        )

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", str(self._socket), "-f", "/dev/null", "-u", *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            pytest.fail(f"tmux {arguments[0]}: {done.stderr.strip()}")
        return done.stdout


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"


def keep_screen(editor: str, name: str, screen: str, folder: Path) -> None:
    """Keep a screen, and put it into the README that shows it, where that is wanted.

    What differs from run to run is replaced.
    """
    if os.environ.get("LITNOTES_SCREENSHOTS") != "1":
        return
    text = screen.replace(str(folder), "~").replace(str(server_folder()), "~/.local/bin")
    lines = [line.rstrip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    target = REPOSITORY / "editors" / editor / "screens" / f"{name}.txt"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    readme = target.parents[1] / "README.md"
    if readme.exists():
        filled = "\n".join(line for line in lines if line != "~")
        block = re.compile(rf"(<!-- screen: {re.escape(name)} -->\n```text\n).*?(```)", re.DOTALL)
        page = readme.read_text(encoding="utf-8")
        readme.write_text(
            block.sub(lambda found: f"{found[1]}{filled}\n{found[2]}", page), encoding="utf-8"
        )
