"""What is configured for a root: its own file, the user's, and what the editor sends, together."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import platformdirs

from litnotes_index.config.keys import Config, of
from litnotes_index.config.tables import absolute, check, read
from litnotes_index.errors import ConfigError
from litnotes_index.model import Problem

FILE_NAME = "litnotes.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """A root's configuration with its paths made absolute, and what was wrong with it."""

    config: Config
    papers: tuple[Path, ...] = ()
    notes: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    template: Path | None = None


def user_file() -> Path:
    """Return where the user's own configuration is, whether or not it exists."""
    try:
        return platformdirs.user_config_path("litnotes", appauthor=False) / FILE_NAME
    except RuntimeError:  # whoever runs this has no home folder, as in many containers
        return Path(os.sep, "nonexistent", FILE_NAME)


def load(root: Path, editor: Mapping[str, Any] | None = None) -> Settings:
    """Return the settings of a root: the user's file, then the root's, then the editor's.

    Never fails: a key that is wrong is a problem, and the rest counts.
    """
    problems: list[Problem] = []
    user = _with_style(read(user_file(), problems), user_file().parent)
    roots = read(root / FILE_NAME, problems, root)
    own = _with_style(_merge(roots, check(dict(editor or {}), problems)), root)
    library = [absolute(path, user_file().parent) for path in user.get("papers", ())]
    papers = [*library, *(absolute(path, root) for path in own.get("papers", ["."]))]
    notes = [absolute(path, root) for path in own.get("notes", ["."])]
    return Settings(
        of(_merge(user, own)),
        tuple(dict.fromkeys(papers)),
        tuple(dict.fromkeys(notes)),
        tuple(problems),
        _template(own, root) or _template(user, user_file().parent),
    )


def user_only() -> Settings:
    """Return the settings of a note outside any root: those of the user's own file."""
    problems: list[Problem] = []
    user = _with_style(read(user_file(), problems), user_file().parent)
    library = [absolute(path, user_file().parent) for path in user.get("papers", ())]
    template = _template(user, user_file().parent)
    return Settings(of(user), tuple(library), (), tuple(problems), template)


def checked(settings: Settings) -> Settings:
    """Return the settings; raise `ConfigError` with the first problem where there is one."""
    if settings.problems:
        raise ConfigError(str(settings.problems[0]))
    return settings


def _merge(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        inner = merged.get(key)
        if isinstance(value, dict) and isinstance(inner, dict):
            tables = cast("dict[str, Any]", inner), cast("dict[str, Any]", value)
            merged[key] = _merge(*tables)
        else:
            merged[key] = value
    return merged


def _template(table: Mapping[str, Any], folder: Path) -> Path | None:
    path = table.get("literature", {}).get("template")
    return absolute(path, folder) if path else None


def _with_style(table: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The table with the style of references as a whole path where it is a file."""
    style = table.get("references", {}).get("style", "")
    if not style.endswith(".csl"):
        return table
    return _merge(table, {"references": {"style": os.fspath(absolute(style, folder))}})
