"""What the tables of a configuration say, and what is wrong with them, key by key."""

import errno
import os
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

from litnotes_index import zipped
from litnotes_index.config.keys import Config, of
from litnotes_index.model import Problem
from litnotes_index.on_disk import as_on_disk

# A file that is made to hurt: what is larger, deeper, or wrong in more places is not gone into.
_LARGEST = 1 << 16  # bytes
_TOO_DEEP = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){50}""")
_MOST_PROBLEMS = 20
_LONGEST_SHOWN = 200
_HEADER = re.compile(r"\s*+\[([^\[\]]++)\]")
_SETTING = re.compile(r"""\s*+([\w.\-"' ]++)=""")


def read(file: Path, problems: list[Problem], root: Path | None = None) -> dict[str, Any]:
    """Return what a file says; empty where it says nothing that can be read, which is a problem.

    That of a root may have been downloaded, and names no folder elsewhere.
    """
    line = 1
    try:
        text = _text(file)
        import tomllib  # as pydantic is

        table = check(tomllib.loads(text), problems, str(file), text)
        folder = table.get("literature", {}).get("folder", "")
        if root and not inside(absolute(folder, root), root):
            keys = ["literature", "folder"]
            wrong = f"'literature.folder': must be in the root, got {_shown(repr(folder))}"
            problems.append(Problem(str(file), _line(text, keys), wrong))
            table = _copied(table)
            _drop(table, keys)
        return table
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        wrong = f"cannot be read: {_reason(error)}"
    except RecursionError:
        wrong = "it is nested too deeply"
    except ValueError as error:  # a number of thousands of digits is one that is no TOML error
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else 1
        wrong = f"no valid TOML: {error}"
    problems.append(Problem(str(file), line, wrong))
    return {}


def _text(file: Path) -> str:
    """The text of a file that may be a configuration; raises as `_read` takes it."""
    with open(file, "rb", opener=zipped.opener) as opened:
        data = opened.read(_LARGEST + 1) or b""
    if len(data) > _LARGEST:
        raise OSError(errno.EFBIG, f"it is longer than {_LARGEST >> 10} KB")
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    if _TOO_DEEP.search(text):
        raise RecursionError  # the time that each of these takes is quadratic
    return text


def check(
    table: dict[str, Any], problems: list[Problem], file: str = "editor settings", text: str = ""
) -> dict[str, Any]:
    """Return the table without the keys that are wrong; each of those is a problem."""
    if not table:
        return table
    from pydantic import ValidationError

    try:
        of(table)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        table = _copied(table)
        for number, fault in enumerate(faults):
            keys = [str(part) for part in fault["loc"] if isinstance(part, str)]
            _drop(table, keys)
            if number < _MOST_PROBLEMS:
                problems.append(Problem(file, _line(text, keys), _message(fault, keys)))
        if (more := len(faults) - _MOST_PROBLEMS) > 0:
            problems.append(Problem(file, 1, f"there are {more:,} more problems"))
    return table


def _message(fault: Any, keys: list[str]) -> str:
    name = _shown(".".join(keys))
    if fault["type"] == "unexpected_keyword_argument":
        allowed = ", ".join(_allowed(keys[:-1]))
        return f"unknown key {name!r}; allowed here: {allowed}"
    reason = str(fault["msg"]).removeprefix("Value error, ")
    if fault["type"] == "dataclass_type":
        reason = f"must be a table with some of {', '.join(_allowed(keys))}"
    said = _shown(f"{reason[0].lower()}{reason[1:]}")
    return f"{name!r}: {said}, got {_shown(repr(fault['input']))}"


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _allowed(path: list[str]) -> list[str]:
    table: Any = Config()
    for key in path:
        table = getattr(table, key)
    return [key.name for key in fields(table)]


def _copied(table: dict[str, Any]) -> dict[str, Any]:
    """A table that can be changed, and so can the tables in it."""
    return {key: {**value} if isinstance(value, dict) else value for key, value in table.items()}


def _drop(table: dict[str, Any], keys: list[str]) -> None:
    for key in keys[:-1]:
        table = table.get(key, {})
    table.pop(keys[-1], None)


def _line(text: str, keys: list[str]) -> int:
    """The line (from 1) that sets a key, or the table or inline table that it is in; else 1."""
    found, depth = 1, 0
    table: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = _parts(header[1])
            path = table
        elif setting := _SETTING.match(line):
            path = [*table, *_parts(setting[1])]
        else:
            continue
        if depth < len(path) and path == keys[: len(path)]:
            found, depth = number, len(path)
    return found


def _parts(dotted: str) -> list[str]:
    return [part.strip(" \t\"'") for part in dotted.split(".")]


def inside(path: Path, root: Path) -> bool:
    """Return whether a path stays in a root, wherever symbolic links lead."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # links that go round
        return False


def absolute(path: str, folder: Path) -> Path:
    """Return a path of a configuration that counts from a folder, as the file system spells it."""
    place = folder / Path(os.path.expanduser(path))  # noqa: PTH111 - Path raises for an unknown user
    return as_on_disk(Path(os.path.normpath(place)))


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or "it is not UTF-8"
