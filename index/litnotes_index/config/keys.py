"""Every key of the configuration: its type, its default, what it is for, and what it may be.

The README's table and the editors' settings are checked against it. Pydantic, which checks tables
by it, is loaded only where there is one.
"""

import os
import re
import string
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from litnotes_index.text.clean import visible_line

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Value = TypeVar("Value")
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
    if "\t" in value or visible_line(value) != value:
        raise ValueError("must be in one line, without control characters")
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
