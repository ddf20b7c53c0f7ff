"""The configuration: `litnotes.toml` at the root, the user's own file, and what the editor sends.

One model describes every key; the README's table and the editors' settings are checked against it.
"""

import errno
import os
import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import platformdirs
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from litnotes_index import zipped
from litnotes_index.errors import ConfigError
from litnotes_index.model import Problem

FILE_NAME = "litnotes.toml"
# A file that is made to hurt: what is larger, deeper, or wrong in more places is not gone into.
_LARGEST = 1 << 16  # bytes
_TOO_DEEP = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){50}""")
_MOST_PROBLEMS = 20
_LONGEST_SHOWN = 200
_HEADER = re.compile(r"\s*+\[([^\[\]]++)\]")
_SETTING = re.compile(r"""\s*+([\w.\-"' ]++)=""")
CITATION_FORMS = ("title", "wikilink", "pandoc", "link")
TEMPLATE_FIELDS = ("key", "title", "authors", "year", "url")


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


def _paths(value: list[str]) -> list[str]:
    for path in value:
        try:
            possible = b"\0" not in os.fsencode(path)
        except ValueError:
            possible = False
        if not possible:
            raise ValueError(f"{path!r} is no path")
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


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Completion(_Table):
    """`[completion]`: what is offered while typing."""

    prose: Literal["smart", "always", "off"] = Field(
        default="smart",
        description="Offer papers in prose: where a title is likely meant, always, or never.",
    )
    limit: int = Field(default=20, ge=1, le=50, description="How many papers a list holds at most.")


class Features(_Table):
    """`[features]`: a switch for each feature, to live well beside another Markdown server."""

    completion: bool = Field(default=True, description="Complete titles and keys of papers.")
    hover: bool = Field(default=True, description="Show the paper's card on hover.")
    definition: bool = Field(
        default=True, description="Jump from a citation to its entry in the dump."
    )
    declaration: bool = Field(
        default=True, description="Jump from a citation to the paper's literature note."
    )
    references: bool = Field(default=True, description="Find every citation of a paper.")
    rename: bool = Field(default=True, description="Rename a citation key in all notes.")
    diagnostics: bool = Field(
        default=True, description="Complain about unknown and ambiguous keys, and titles not right."
    )
    code_action: bool = Field(
        default=True, description="Mend what is nearly right; write citations in other forms."
    )
    code_lens: bool = Field(
        default=True, description="Tell in how many notes a paper is cited, above its title."
    )
    inlay_hint: bool = Field(
        default=True, description="Show the short title of a paper behind its key."
    )
    document_highlight: bool = Field(
        default=True, description="Mark where else a note cites the paper under the cursor."
    )
    document_link: bool = Field(
        default=True, description="Link wikilinks, keys and front matter to the paper's page."
    )
    document_symbol: bool = Field(
        default=True, description="List headings with what they cite, and the papers of a dump."
    )
    workspace_symbol: bool = Field(default=True, description="Find papers and notes by title.")
    folding_range: bool = Field(
        default=True, description="Fold sections of a note, and entries of a dump."
    )


class Config(_Table):
    """Every key that may stand in `litnotes.toml`, or under `litnotes` in an editor's settings."""

    papers: Annotated[list[str], AfterValidator(_paths)] = Field(
        default=["."],
        description="Files and folders with dumps of papers, relative to the file that names them.",
    )
    notes: Annotated[list[str], AfterValidator(_paths)] = Field(
        default=["."], description="Files and folders with Markdown notes."
    )
    ignore: Annotated[list[str], AfterValidator(_patterns)] = Field(
        default=[], description="Patterns, as in a .gitignore, of what is left out."
    )
    citation: Annotated[str, AfterValidator(_citation)] = Field(
        default="title",
        description="What completion writes in prose: `title`, `wikilink`, `pandoc`, `link`, or a "
        "template such as `{title} [@{key}]`.",
    )
    completion: Completion = Completion()
    features: Features = Features()


@dataclass(frozen=True, slots=True)
class Settings:
    """A root's configuration with its paths made absolute, and what was wrong with it."""

    config: Config
    papers: tuple[Path, ...] = ()
    notes: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


def user_file() -> Path:
    """Return where the user's own configuration is, whether or not it exists."""
    return platformdirs.user_config_path("litnotes", appauthor=False) / FILE_NAME


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
        Config.model_validate(_merge(user, own)),
        tuple(dict.fromkeys(papers)),
        tuple(dict.fromkeys(notes)),
        tuple(problems),
    )


def user_only() -> Settings:
    """Return the settings of a note outside any root: those of the user's own file."""
    problems: list[Problem] = []
    user = _read(user_file(), problems)
    library = [_absolute(path, user_file().parent) for path in user.get("papers", ())]
    return Settings(Config.model_validate(user), tuple(library), (), tuple(problems))


def checked(settings: Settings) -> Settings:
    """Return the settings; raise `ConfigError` with the first problem where there is one."""
    if settings.problems:
        raise ConfigError(str(settings.problems[0]))
    return settings


def _read(file: Path, problems: list[Problem]) -> dict[str, Any]:
    try:
        text = _text(file)
        table = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(str(file), 1, f"cannot be read: {_reason(error)}"))
        return {}
    except RecursionError:
        problems.append(Problem(str(file), 1, "it is nested too deeply"))
        return {}
    except ValueError as error:  # a number of thousands of digits is one that is no TOML error
        line = re.search(r"line (\d+)", str(error))
        problems.append(Problem(str(file), int(line[1]) if line else 1, f"no valid TOML: {error}"))
        return {}
    return _checked(table, problems, str(file), text)


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


def _checked(
    table: dict[str, Any], problems: list[Problem], file: str = "editor settings", text: str = ""
) -> dict[str, Any]:
    """Return the table without the keys that are wrong; each of those is a problem."""
    try:
        Config.model_validate(table)
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
    if fault["type"] == "extra_forbidden":
        allowed = ", ".join(_allowed(keys[:-1]))
        return f"unknown key {name!r}; allowed here: {allowed}"
    reason = str(fault["msg"]).removeprefix("Value error, ")
    if fault["type"] == "model_type":
        reason = f"must be a table with some of {', '.join(_allowed(keys))}"
    said = _shown(f"{reason[0].lower()}{reason[1:]}")
    return f"{name!r}: {said}, got {_shown(repr(fault['input']))}"


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _allowed(path: list[str]) -> list[str]:
    model: type[BaseModel] = Config
    for key in path:
        model = cast("type[BaseModel]", model.model_fields[key].annotation)
    return list(model.model_fields)


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
    return Path(os.path.normpath(folder / Path(os.path.expanduser(path))))  # noqa: PTH111 - Path raises for an unknown user


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or "it is not UTF-8"
