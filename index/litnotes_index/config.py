"""The configuration: `litnotes.toml` at the root, the user's own file, and what the editor sends.

One model describes every key; the README's table and the editors' settings are checked against it.
Pydantic, which checks tables by it, is loaded only where there is one.
"""

import os
import re
import string
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, cast

import platformdirs

from litnotes_index.errors import ConfigError
from litnotes_index.model import Problem
from litnotes_index.on_disk import as_on_disk

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Value = TypeVar("Value")
FILE_NAME = "litnotes.toml"
_HEADER = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]")
_SETTING = re.compile(r"""\s*([\w.\-"' ]+?)\s*=""")
CITATION_FORMS = ("title", "wikilink", "pandoc", "link")
TEMPLATE_FIELDS = ("key", "title", "authors", "year", "url")
_NO_OTHERS = {"extra": "forbid"}


def _citation(value: str) -> str:
    if value in CITATION_FORMS:
        return value
    try:
        parts = [part for part in string.Formatter().parse(value) if part[1] is not None]
    except ValueError:
        parts = []
    plain = all(name in TEMPLATE_FIELDS and not (form or turn) for _, name, form, turn in parts)
    if not parts or not plain:
        forms = ", ".join(map(repr, CITATION_FORMS))
        fields = ", ".join("{" + name + "}" for name in TEMPLATE_FIELDS)
        raise ValueError(f"must be {forms}, or a template with some of {fields}")
    return value


def _patterns(value: list[str]) -> list[str]:
    if value:
        from pathspec import GitIgnoreSpec  # few have patterns, and the server starts without it

        for pattern in value:
            try:
                GitIgnoreSpec.from_lines([pattern])
            except ValueError as error:
                raise ValueError(f"{pattern!r} is no pattern of a .gitignore") from error
    return value


class _Also:
    """What pydantic checks of a value besides its type."""

    def __init__(self, check: Callable[[Any], Any]) -> None:
        self._check = check

    def __get_pydantic_core_schema__(self, source: Any, schema_of: Callable[[Any], Any]) -> Any:
        """Return the schema that makes it do so."""
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self._check, schema_of(source))


def _key(default: Value, description: str, **limits: Any) -> Value:
    """A key of a table, as pydantic reads it: "9" is no number where it is strict."""
    metadata = {"description": description, "strict": True} | limits
    return field(default_factory=lambda: copy(default), metadata=metadata)


@dataclass(frozen=True, slots=True)
class Completion:
    """`[completion]`: what is offered while typing."""

    __pydantic_config__ = _NO_OTHERS

    prose: Literal["smart", "always", "off"] = _key(
        "smart",
        "Offer papers in prose: where a title is likely meant, always, or never.",
        strict=None,
    )
    limit: int = _key(20, "How many papers a list holds at most.", ge=1, le=50)


@dataclass(frozen=True, slots=True)
class Features:
    """`[features]`: a switch for each feature, to live well beside another Markdown server."""

    __pydantic_config__ = _NO_OTHERS

    completion: bool = _key(True, "Complete titles and keys of papers.")
    hover: bool = _key(True, "Show the paper's card on hover.")
    definition: bool = _key(True, "Jump from a citation to its entry in the dump.")
    declaration: bool = _key(True, "Jump from a citation to the paper's literature note.")
    references: bool = _key(True, "Find every citation of a paper.")
    rename: bool = _key(True, "Rename a citation key in all notes.")
    diagnostics: bool = _key(
        True, "Complain about unknown and ambiguous keys, and titles not right."
    )
    code_action: bool = _key(True, "Mend what is nearly right; write citations in other forms.")
    code_lens: bool = _key(True, "Tell in how many notes a paper is cited, above its title.")
    inlay_hint: bool = _key(True, "Show the short title of a paper behind its key.")
    document_highlight: bool = _key(
        True, "Mark where else a note cites the paper under the cursor."
    )
    document_link: bool = _key(True, "Link wikilinks, keys and front matter to the paper's page.")
    document_symbol: bool = _key(
        True, "List headings with what they cite, and the papers of a dump."
    )
    workspace_symbol: bool = _key(True, "Find papers and notes by title.")
    folding_range: bool = _key(True, "Fold sections of a note, and entries of a dump.")


@dataclass(frozen=True, slots=True)
class Config:
    """Every key that may stand in `litnotes.toml`, or under `litnotes` in an editor's settings."""

    __pydantic_config__ = _NO_OTHERS

    papers: list[str] = _key(
        ["."],
        "Files and folders with dumps of papers, relative to the file that names them.",
    )
    notes: list[str] = _key(["."], "Files and folders with Markdown notes.")
    ignore: Annotated[list[str], _Also(_patterns)] = _key(
        [], "Patterns, as in a .gitignore, of what is left out."
    )
    citation: Annotated[str, _Also(_citation)] = _key(
        "title",
        "What completion writes in prose: `title`, `wikilink`, `pandoc`, `link`, or a "
        "template such as `{title} [@{key}]`.",
    )
    completion: Completion = field(default_factory=Completion)
    features: Features = field(default_factory=Features)


def of(table: Mapping[str, Any]) -> Config:
    """Return what a table says; raise pydantic's `ValidationError` where it has faults."""
    return _model().validate_python(table) if table else Config()


@cache
def _model() -> "TypeAdapter[Config]":
    from pydantic import TypeAdapter

    return TypeAdapter(Config)


@dataclass(frozen=True, slots=True)
class Settings:
    """A root's configuration with its paths made absolute, and what was wrong with it."""

    config: Config
    papers: tuple[Path, ...] = ()
    notes: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


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
    user = _read(user_file(), problems)
    own = _merge(_read(root / FILE_NAME, problems), _checked(dict(editor or {}), problems))
    library = [_absolute(path, user_file().parent) for path in user.get("papers", ())]
    papers = [*library, *(_absolute(path, root) for path in own.get("papers", ["."]))]
    notes = [_absolute(path, root) for path in own.get("notes", ["."])]
    return Settings(
        of(_merge(user, own)),
        tuple(dict.fromkeys(papers)),
        tuple(dict.fromkeys(notes)),
        tuple(problems),
    )


def user_only() -> Settings:
    """Return the settings of a note outside any root: those of the user's own file."""
    problems: list[Problem] = []
    user = _read(user_file(), problems)
    library = [_absolute(path, user_file().parent) for path in user.get("papers", ())]
    return Settings(of(user), tuple(library), (), tuple(problems))


def checked(settings: Settings) -> Settings:
    """Return the settings; raise `ConfigError` with the first problem where there is one."""
    if settings.problems:
        raise ConfigError(str(settings.problems[0]))
    return settings


def _read(file: Path, problems: list[Problem]) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(str(file), 1, f"cannot be read: {_reason(error)}"))
        return {}
    import tomllib  # as pydantic is

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        problems.append(Problem(str(file), int(line[1]) if line else 1, f"no valid TOML: {error}"))
        return {}
    return _checked(table, problems, str(file), text)


def _checked(
    table: dict[str, Any], problems: list[Problem], file: str = "editor settings", text: str = ""
) -> dict[str, Any]:
    """Return the table without the keys that are wrong; each of those is a problem."""
    if not table:
        return table
    from pydantic import ValidationError

    try:
        of(table)
    except ValidationError as error:
        for fault in error.errors():
            keys = [str(part) for part in fault["loc"] if isinstance(part, str)]
            problems.append(Problem(file, _line(text, keys), _message(fault, keys)))
            table = _without(table, keys)
    return table


def _message(fault: Any, keys: list[str]) -> str:
    name = ".".join(keys)
    if fault["type"] == "unexpected_keyword_argument":
        allowed = ", ".join(_allowed(keys[:-1]))
        return f"unknown key {name!r}; allowed here: {allowed}"
    reason = str(fault["msg"]).removeprefix("Value error, ")
    if fault["type"] == "dataclass_type":
        reason = f"must be a table with some of {', '.join(_allowed(keys))}"
    return f"{name!r}: {reason[0].lower()}{reason[1:]}, got {fault['input']!r}"


def _allowed(path: list[str]) -> list[str]:
    table: Any = Config()
    for key in path:
        table = getattr(table, key)
    return [key.name for key in fields(table)]


def _without(table: dict[str, Any], keys: list[str]) -> dict[str, Any]:
    head, *rest = keys
    inner = table.get(head)
    kept = {key: value for key, value in table.items() if key != head}
    if rest and isinstance(inner, dict):
        kept[head] = _without(cast("dict[str, Any]", inner), rest)
    return kept


def _line(text: str, keys: list[str]) -> int:
    """The line (from 1) that sets a key, or the table or inline table that it is in; else 1."""
    found, depth = 1, 0
    table: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
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


def _absolute(path: str, folder: Path) -> Path:
    place = folder / Path(os.path.expanduser(path))  # noqa: PTH111 - Path raises for an unknown user
    return as_on_disk(Path(os.path.normpath(place)))


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or "it is not UTF-8"
