"""The configuration: `litnotes.toml` at the root, the user's own file, and what the editor sends.

One model describes every key; the README's table and the editors' settings are checked against it.
Pydantic, which checks tables by it, is loaded only where there is one.
"""

import errno
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

from litnotes_index import zipped
from litnotes_index.errors import ConfigError
from litnotes_index.model import Problem
from litnotes_index.on_disk import as_on_disk

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Value = TypeVar("Value")
FILE_NAME = "litnotes.toml"
# A file that is made to hurt: what is larger, deeper, or wrong in more places is not gone into.
_LARGEST = 1 << 16  # bytes
_TOO_DEEP = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){50}""")
_MOST_PROBLEMS = 20
_LONGEST_SHOWN = 200
_HEADER = re.compile(r"\s*+\[([^\[\]]++)\]")
_SETTING = re.compile(r"""\s*+([\w.\-"' ]++)=""")
CITATION_FORMS = ("title", "wikilink", "pandoc", "link")
_NAMING_FIELDS = ("key", "title", "url", "doi", "arxiv")
TEMPLATE_FIELDS = (
    *_NAMING_FIELDS,
    *("short_title", "authors", "short_authors", "first_author", "year", "date", "venue"),
)
_FORM_NAME = re.compile(r"\w[\w -]{0,39}")
_NO_OTHERS = {"extra": "forbid"}


def citation_form(value: str) -> str:
    """Return a form or a template of citations as it is; raise `ValueError` for what is neither."""
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


def names_paper(form: str) -> bool:
    """Return whether what a form or a template writes tells which paper it is."""
    fields = {field for _, field, _, _ in string.Formatter().parse(form)}
    return form in CITATION_FORMS or not fields.isdisjoint(_NAMING_FIELDS)


def _form_names(value: dict[str, str]) -> dict[str, str]:
    for name in value:
        if name in CITATION_FORMS or not _FORM_NAME.fullmatch(name):
            raise ValueError(f"{name!r} cannot be the name of a form of one's own")
    return value


def _path(value: str) -> str:
    try:
        possible = b"\0" not in os.fsencode(value)
    except ValueError:
        possible = False
    if not possible:
        raise ValueError(f"{value!r} is no path")
    return value


def _paths(value: list[str]) -> list[str]:
    return [_path(path) for path in value]


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
    code_action: bool = _key(
        True,
        "Mend what is nearly right; write citations in other forms; make literature notes and "
        "lists of references.",
    )
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
class Literature:
    """`[literature]`: the notes about papers that litnotes makes."""

    __pydantic_config__ = _NO_OTHERS

    folder: Annotated[str, _Also(_path)] = _key(
        "",
        "The folder of new literature notes, relative to the root; by default the first of "
        "`notes`.",
    )
    name: str = _key("{{ key }}", "What a new literature note is called, by a template.")
    template: Annotated[str, _Also(_path)] = _key(
        "",
        "The file with the template of new literature notes, relative to the file that names it; "
        "litnotes has one of its own.",
    )


@dataclass(frozen=True, slots=True)
class References:
    """`[references]`: lists of references."""

    __pydantic_config__ = _NO_OTHERS

    style: Annotated[str, _Also(_path)] = _key(
        "apa",
        "The style of lists of references: the name of one in the repository of CSL, such as "
        "`ieee`, or a `.csl` file, relative to the file that names it.",
    )
    heading: str = _key("References", "The heading of a new list of references in a note.")


@dataclass(frozen=True, slots=True)
class Config:
    """Every key that may stand in `litnotes.toml`, or under `litnotes` in an editor's settings."""

    __pydantic_config__ = _NO_OTHERS

    papers: Annotated[list[str], _Also(_paths)] = _key(
        ["."],
        "Files and folders with dumps of papers, relative to the file that names them.",
    )
    notes: Annotated[list[str], _Also(_paths)] = _key(
        ["."], "Files and folders with Markdown notes."
    )
    ignore: Annotated[list[str], _Also(_patterns)] = _key(
        [], "Patterns, as in a .gitignore, of what is left out."
    )
    citation: Annotated[str, _Also(citation_form)] = _key(
        "title",
        "What completion writes in prose: `title`, `wikilink`, `pandoc`, `link`, or a "
        "template such as `{title} [@{key}]`.",
    )
    citation_forms: Annotated[
        dict[str, Annotated[str, _Also(citation_form)]], _Also(_form_names)
    ] = _key({}, "More templates by name, which code actions and `litnotes convert` offer.")
    completion: Completion = field(default_factory=Completion)
    literature: Literature = field(default_factory=Literature)
    references: References = field(default_factory=References)
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
    user = _with_style(_read(user_file(), problems), user_file().parent)
    roots = _read(root / FILE_NAME, problems, root)
    own = _with_style(_merge(roots, _checked(dict(editor or {}), problems)), root)
    library = [_absolute(path, user_file().parent) for path in user.get("papers", ())]
    papers = [*library, *(_absolute(path, root) for path in own.get("papers", ["."]))]
    notes = [_absolute(path, root) for path in own.get("notes", ["."])]
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
    user = _with_style(_read(user_file(), problems), user_file().parent)
    library = [_absolute(path, user_file().parent) for path in user.get("papers", ())]
    template = _template(user, user_file().parent)
    return Settings(of(user), tuple(library), (), tuple(problems), template)


def checked(settings: Settings) -> Settings:
    """Return the settings; raise `ConfigError` with the first problem where there is one."""
    if settings.problems:
        raise ConfigError(str(settings.problems[0]))
    return settings


def inside(path: Path, root: Path) -> bool:
    """Return whether a path stays in a root, wherever symbolic links lead."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # links that go round
        return False


def _read(file: Path, problems: list[Problem], root: Path | None = None) -> dict[str, Any]:
    """What a file says; that of a root may have been downloaded, and names no folder elsewhere."""
    line = 1
    try:
        text = _text(file)
        import tomllib  # as pydantic is

        table = _checked(tomllib.loads(text), problems, str(file), text)
        folder = table.get("literature", {}).get("folder", "")
        if root and not inside(_absolute(folder, root), root):
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
    return _absolute(path, folder) if path else None


def _with_style(table: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The table with the style of references as a whole path where it is a file."""
    style = table.get("references", {}).get("style", "")
    if not style.endswith(".csl"):
        return table
    return _merge(table, {"references": {"style": os.fspath(_absolute(style, folder))}})


def _absolute(path: str, folder: Path) -> Path:
    place = folder / Path(os.path.expanduser(path))  # noqa: PTH111 - Path raises for an unknown user
    return as_on_disk(Path(os.path.normpath(place)))


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or "it is not UTF-8"
