"""`litnotes doctor`: tells what is well and what is not, and mends what is safe to mend."""

import argparse
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from litnotes_index import __version__, config, discover
from litnotes_index.cli.index import bring_up_to_date, print_json
from litnotes_index.doctor import Check, editors, folders, index, limits, lock, versions
from litnotes_index.doctor.configuration import configuration
from litnotes_index.errors import LitnotesError
from litnotes_index.index_folder import index_folder
from litnotes_index.library import Library
from litnotes_index.on_disk import resolved
from litnotes_index.text.clean import visible


def doctor(given: argparse.Namespace) -> int:
    """Print what is well and what is not; return 0 where nothing is wrong, else 1."""
    checks: list[Check] = []
    for check in _checks(given):
        checks.append(_mended(check) if given.fix else check)
        if not given.json:
            _print(checks[-1])
    if given.json:
        print_json({"checks": list(map(_listed, checks)), "version": __version__})
    return int(any(check.state == "wrong" for check in checks))


def _checks(given: argparse.Namespace) -> Iterator[Check]:
    path = os.environ.get("PATH", "")
    system = f"{platform.system()} {platform.machine()}"
    python = ".".join(platform.python_version_tuple()[:2])
    yield versions.litnotes(system)
    yield versions.libraries(versions.required(), versions.installed, python)
    yield versions.server(path, Path(sys.executable).parent)
    base = resolved(given.index_dir) if given.index_dir else None
    try:
        root, reason = _root(given.root)
    except LitnotesError as error:
        yield Check("root", "wrong", str(error), "name your notes folder with --root")
        own = None
    else:
        yield Check("root", "ok", f"{root} ({reason})")
        own = index_folder(root, base)
        yield from _of_root(root, own)
    # Where there is no root, the index directory is looked at all the same.
    kept = (own or index_folder(Path("/"), base)).parent
    yield from _readable("roots", folders.others(kept, own, folders.unmounted()))
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path raises where there is none
    if home.is_absolute():
        yield from editors.editors(home, os.environ, path)


def _root(named: Path | None) -> tuple[Path, str]:
    if named is not None:
        if not named.is_dir():
            raise LitnotesError(f"{named}: there is no such folder")
        return resolved(named), "named with --root"
    root = discover.find_root(Path.cwd())
    if (root / config.FILE_NAME).is_file():
        return root, f"the nearest folder upward with a {config.FILE_NAME}"
    return root, f"the current folder: none upward has a {config.FILE_NAME}"


def _of_root(root: Path, folder: Path) -> Iterator[Check]:
    settings = config.load(root)
    yield from configuration(root, settings, config.user_file())
    yield lock.writer(folder)
    yield from _readable("index", index.index(root, settings, folder, _rebuild))
    yield folders.litter(folder)
    yield limits.watching([root, *settings.papers, *settings.notes])


def _readable(name: str, checks: Iterator[Check]) -> Iterator[Check]:
    """The checks, up to one that finds what cannot be read."""
    try:
        yield from checks
    except OSError as error:
        said = f"{error.filename or name} cannot be read: {error.strerror}"
        yield Check(name, "wrong", said, "make it yours and readable")


def _rebuild(library: Library, named: list[Path]) -> None:
    bring_up_to_date(library, named)


def _mended(check: Check) -> Check:
    """The check after what it is about was mended; as it was where it cannot be."""
    if check.mend is None:
        return check
    try:
        return replace(check, state="ok", message=check.mend(), fix=None, fixed=True)
    except (LitnotesError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return replace(check, message=f"{check.message}; it could not be mended: {reason}")


def _print(check: Check) -> None:
    mark = "fixed" if check.fixed else check.state
    print(f"{mark:<6} {check.name:<14} {visible(check.message)}")
    if check.fix and check.state != "ok":
        print(f"{'':<6} {'':<14} to do: {visible(check.fix)}", flush=True)


def _listed(check: Check) -> dict[str, Any]:
    return {
        "name": check.name,
        "state": check.state,
        "message": _text(check.message),
        "fix": None if check.fix is None else _text(check.fix),
        "fixed": check.fixed,
    }


def _text(text: str) -> str:
    """The text as JSON can hold it: names of files need not be UTF-8."""
    return os.fsencode(text).decode("utf-8", "backslashreplace")
