"""One of our modules in a process of its own."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

# Where our packages are: a checkout need not be installed.
_HERE = str(Path(__file__).parents[1])


def command(module: str, *arguments: str) -> list[str]:
    """Return what runs a module; nothing of the working folder's is ever imported."""
    return [sys.executable, "-P", "-m", module, *arguments]


def environment() -> Mapping[str, str]:
    """Return the environment in which that module is found."""
    return {**os.environ, "PYTHONPATH": _HERE}
