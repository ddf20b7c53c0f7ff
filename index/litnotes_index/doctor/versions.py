"""Which versions there are of litnotes, Python, the libraries, and the server on the PATH."""

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from litnotes_index import __version__
from litnotes_index.doctor.check import Check

SERVER = "litnotes-server"
_REQUIREMENT = re.compile(r"([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*\(?([^;)]*)\)?(?:;(.*))?")
_AT_LEAST = re.compile(r">=\s*([\w.]+)")
_BEFORE_PYTHON = re.compile(r"""python_version\s*<\s*["']([\d.]+)["']""")
# Where an interpreter has its libraries, from its folder or that of the command.
_LIBRARIES = (
    "lib/python*/site-packages",
    "lib/python*/dist-packages",
    "Lib/site-packages",
)
# The line by which a command names its interpreter; on Windows it stands before a zip file.
_INTERPRETER = re.compile(rb'#!\s*"?([^"\r\n]*python[^"\r\n]*?)"?(?: -\S+)?\s*\r?\n')
_LARGEST_COMMAND = 1 << 20


def release(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, to compare: those before the first that is none."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    numbers = [int(number) for number in found[0].split(".")] if found else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def installed(name: str) -> str | None:
    """Return the version of a library that is installed; None for one that is not."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def litnotes(platform: str) -> Check:
    """Return which litnotes runs, in what."""
    python = ".".join(map(str, sys.version_info[:3]))
    said = f"litnotes {__version__}, Python {python}, {platform}"
    try:
        distribution = metadata.distribution("litnotes")
    except metadata.PackageNotFoundError:
        return Check("versions", "note", f"{said}; not installed, so nothing says what it needs")
    needed = str(distribution.metadata["Requires-Python"])
    least = _AT_LEAST.search(needed)
    if least and sys.version_info[:3] < release(least[1]):
        return Check("versions", "wrong", f"{said}; it needs {needed}", "install a newer Python")
    if distribution.version != __version__:
        said += f"; installed is {distribution.version}"
        return Check("versions", "note", said, "install litnotes again")
    return Check("versions", "ok", said)


def libraries(
    requirements: Sequence[str], version_of: Callable[[str], str | None], python: str
) -> Check:
    """Return whether each library that is required is there, and new enough."""
    there: list[str] = []
    lacking: list[str] = []
    for requirement in requirements:
        found = _REQUIREMENT.match(requirement)
        if found is None:
            continue
        name, bounds, marker = found[1], found[2], found[3] or ""
        before = _BEFORE_PYTHON.search(marker)
        if "extra" in marker or (before and release(python) >= release(before[1])):
            continue
        version = version_of(name)
        least = _AT_LEAST.search(bounds)
        if version is None:
            lacking.append(f"{name} is missing")
        elif least and release(version) < release(least[1]):
            lacking.append(f"{name} {version} is older than {least[1]}")
        else:
            there.append(f"{name} {version}")
    if lacking:
        fix = "install litnotes again, with its libraries: pipx reinstall litnotes"
        return Check("libraries", "wrong", "; ".join(lacking), fix)
    return Check("libraries", "ok", ", ".join(there) or "nothing says which are needed")


def required() -> list[str]:
    """Return what the installed distribution requires; empty where it is not installed."""
    try:
        return metadata.requires("litnotes") or []
    except metadata.PackageNotFoundError:
        return []


def server(search_path: str, beside: Path) -> Check:
    """Return whether the server is on the search path, and of our version; it is not run.

    `beside` is the folder of the command that runs now.
    """
    found = find_command(SERVER, search_path)
    if found is None:
        near = find_command(SERVER, str(beside))
        if near:
            said = f"{SERVER} is not on the PATH; it is {near}"
            return Check("server", "note", said, "name it so in your editor's settings")
        fix = "pipx install litnotes, and pipx ensurepath"
        return Check("server", "wrong", f"{SERVER} is not on the PATH", fix)
    version = next(iter(_versions_of(found)), None)
    if version is None:
        said = f"{found}; its version cannot be told without running it"
        return Check("server", "note", said, f"{SERVER} --version says {__version__} if it is ours")
    if version != __version__:
        said = f"{found} is {version}, and this is {__version__}: each builds the index anew"
        return Check("server", "wrong", said, "pipx upgrade litnotes")
    return Check("server", "ok", f"{found} {version}")


def find_command(name: str, search_path: str) -> Path | None:
    """Return the file of a command; None where there is none.

    Only whole paths are looked at: what lies in the working folder is nobody's command.
    """
    endings = os.environ.get("PATHEXT", ".exe").lower().split(";") if os.name == "nt" else [""]
    for folder in search_path.split(os.pathsep):
        if not os.path.isabs(folder):  # noqa: PTH117 - names need not be UTF-8
            continue
        for ending in endings:
            file = Path(folder) / (name if name.lower().endswith(ending) else name + ending)
            with suppress(OSError, ValueError):
                if file.is_file() and os.access(file, os.X_OK):
                    return file
    return None


def _versions_of(command: Path) -> Iterator[str]:
    """The version of litnotes that a command belongs to, by what is installed beside it."""
    with suppress(OSError):
        prefixes = [command.resolve().parents[1]]
        if command.stat().st_size <= _LARGEST_COMMAND:
            named = _INTERPRETER.findall(command.read_bytes())
            prefixes += [Path(os.fsdecode(one)).parent.parent for one in named]
        for prefix in prefixes:
            for libraries in _LIBRARIES:
                for about in prefix.glob(f"{libraries}/litnotes-*.dist-info"):
                    yield about.name.removeprefix("litnotes-").removesuffix(".dist-info")
