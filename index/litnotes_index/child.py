"""One of our modules in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

# Where our packages are: a checkout need not be installed.
_HERE = str(Path(__file__).parents[1])
_NICENESS = 10

if sys.platform == "win32":
    # No window is shown for it, and who types comes first.
    FLAGS = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS

    def step_back() -> None:
        """Let who types come first; on Windows that is among the flags."""

else:
    FLAGS = 0

    def step_back() -> None:
        """Let who types come first."""
        with suppress(OSError):
            os.nice(_NICENESS)


def command(module: str, *arguments: str) -> list[str]:
    """Return what runs a module; nothing of the working folder's is ever imported."""
    return [sys.executable, "-P", "-m", module, *arguments]


def started(module: str) -> subprocess.Popen[bytes] | None:
    """Return a process of a module that is spoken with in bytes; None where there can be none."""
    with suppress(OSError):
        return subprocess.Popen(  # noqa: S603 - our own module
            command(module),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            creationflags=FLAGS,
        )
    return None


def environment() -> Mapping[str, str]:
    """Return the environment in which that module is found."""
    return {**os.environ, "PYTHONPATH": _HERE}
