"""The configuration: what is read from where, and how a wrong key or value is told."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from litnotes_index.config import Config, Settings, checked, keys, load, user_file, user_only
from litnotes_index.errors import ConfigError


def loaded(root: Path, toml: str, editor: Mapping[str, Any] | None = None) -> Settings:
    (root / "litnotes.toml").write_text(toml, encoding="utf-8")
    return load(root, editor)


def write_user(toml: str) -> Path:
    user_file().parent.mkdir(parents=True)
    user_file().write_text(toml, encoding="utf-8")
    return user_file().parent


def test_nothing_needs_to_be_configured(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings(Config(), (tmp_path,), (tmp_path,), ())


def test_every_key(tmp_path: Path) -> None:
    settings = loaded(
        tmp_path,
        'papers = ["a", "../b.bib", "/c"]\nnotes = ["n"]\nignore = ["x/**"]\ncitation = "pandoc"\n'
        '[completion]\nprose = "off"\nlimit = 7\n[features]\nhover = false\n',
    )
    assert settings.problems == ()
    assert settings.papers == (tmp_path / "a", tmp_path.parent / "b.bib", Path("/c"))
    assert settings.notes == (tmp_path / "n",)
    assert (settings.config.citation, settings.config.ignore) == ("pandoc", ["x/**"])
    assert (settings.config.completion.prose, settings.config.completion.limit) == ("off", 7)
    assert (settings.config.features.hover, settings.config.features.completion) == (False, True)


def test_the_home_folder_has_its_sign(tmp_path: Path) -> None:
    assert loaded(tmp_path, 'papers = ["~/p"]').papers == (Path.home() / "p",)


@pytest.mark.parametrize(
    ("toml", "line", "message"),
    [
        ("paper = 1", 1, "unknown key 'paper'; allowed here: papers, notes, ignore, citation, citation_forms, completion, literature, references, features"),  # noqa: E501 - a row
        ("\n[completion]\n\nprosa = 1", 4, "unknown key 'completion.prosa'; allowed here: prose, limit"),  # noqa: E501 - a row
        ("[features]\nhovr = true", 2, "unknown key 'features.hovr'; allowed here: completion, hover, definition, declaration, references, rename, diagnostics, code_action, code_lens, inlay_hint, document_highlight, document_link, document_symbol, workspace_symbol, folding_range"),  # noqa: E501 - a row
        ("[completion]\nlimit = 51", 2, "'completion.limit': input should be less than or equal to 50, got 51"),  # noqa: E501 - a row
        ("[completion]\nlimit = 0", 2, "'completion.limit': input should be greater than or equal to 1, got 0"),  # noqa: E501 - a row
        ('[completion]\nlimit = "9"', 2, "'completion.limit': input should be a valid integer, got '9'"),  # noqa: E501 - a row
        ('[completion]\nprose = "no"', 2, "'completion.prose': input should be 'smart', 'always' or 'off', got 'no'"),  # noqa: E501 - a row
        ('papers = "a"', 1, "'papers': input should be a valid list, got 'a'"),
        ("notes = [1]", 1, "'notes': input should be a valid string, got 1"),
        ('citation = "footnote"', 1, ("'citation': must be 'title', 'wikilink', 'pandoc', 'link', or a template with some of "  # noqa: E501 - a row
         "{key}, {title}, {url}, {doi}, {arxiv}, {short_title}, {authors}, {short_authors}, {first_author}, {year}, {date}, {venue}, got 'footnote'")),  # noqa: E501 - a row
        ('citation = "[[{key}]]\\n\\n# x"', 1, r"'citation': must be in one line, without control characters, got '[[{key}]]\n\n# x'"),  # noqa: E501 - a row
        ('[citation_forms]\na = "{key}\\u001b[1m"', 2, r"'citation_forms.a': must be in one line, without control characters, got '{key}\x1b[1m'"),  # noqa: E501 - a row
        ("completion = 1", 1, "'completion': must be a table with some of prose, limit, got 1"),
        ('[completion]\nprose = "off"\n\n[features]\ncompletion = "yes"', 5, "'features.completion': input should be a valid boolean, got 'yes'"),  # noqa: E501 - a row
        ("papers = []\n\ncompletion = { limit = 99 }", 3, "'completion.limit': input should be less than or equal to 50, got 99"),  # noqa: E501 - a row
        ("features.hover = 1", 1, "'features.hover': input should be a valid boolean, got 1"),
    ],
)  # fmt: skip
def test_a_wrong_key_or_value_names_file_key_and_what_is_allowed(
    tmp_path: Path, toml: str, line: int, message: str
) -> None:
    (problem,) = loaded(tmp_path, toml).problems
    assert (problem.path, problem.message) == (str(tmp_path / "litnotes.toml"), message)
    assert problem.line == line


def test_the_rest_works_on(tmp_path: Path) -> None:
    settings = loaded(
        tmp_path, 'x = 1\ncitation = "pandoc"\n[completion]\nlimit = 99\nprose = "off"\n'
    )
    assert len(settings.problems) == 2
    assert settings.config.citation == "pandoc"
    assert (settings.config.completion.limit, settings.config.completion.prose) == (20, "off")


def test_the_command_stops_at_the_first_problem(tmp_path: Path) -> None:
    settings = loaded(tmp_path, "\nx = 1\n")
    with pytest.raises(
        ConfigError, match=r"litnotes\.toml:2: unknown key 'x'; allowed here: papers"
    ):
        checked(settings)
    assert checked(load(tmp_path.parent)).problems == ()


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"a = 1\n\nb = ?\n", 3, "no valid TOML"),
        (b"# \xff\n", 1, "cannot be read: it is not UTF-8"),
    ],
)
def test_a_file_that_is_no_toml(tmp_path: Path, content: bytes, line: int, message: str) -> None:
    (tmp_path / "litnotes.toml").write_bytes(content)
    settings = load(tmp_path)
    (problem,) = settings.problems
    assert (problem.line, settings.config) == (line, Config())
    assert problem.message.startswith(message)


def test_a_folder_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "litnotes.toml").mkdir()
    (problem,) = load(tmp_path).problems
    assert problem.message == "cannot be read: Is a directory"


@pytest.mark.parametrize("content", ["\ufeffcitation = 'link'", "citation = 'link'\r\n"])
def test_as_other_editors_save_it(tmp_path: Path, content: str) -> None:
    settings = loaded(tmp_path, content)
    assert (settings.config.citation, settings.problems) == ("link", ())


@pytest.mark.parametrize(
    "template", ["{title} [@{key}]", "{authors} ({year}): <{url}>", "{{{key}}}"]
)
def test_templates(tmp_path: Path, template: str) -> None:
    assert loaded(tmp_path, f'citation = "{template}"').config.citation == template


@pytest.mark.parametrize(
    "template",
    [
        "{titel}",
        "{}",
        "{0}",
        "{title.x}",
        "{title",
        "words",
        "",
        "{year:04d}",
        "{title!x}",
        "{key:{width}}",
    ],
)
def test_templates_that_could_not_be_filled(tmp_path: Path, template: str) -> None:
    settings = loaded(tmp_path, f'citation = "{template}"')
    assert len(settings.problems) == 1
    assert settings.config.citation == "title"


@pytest.mark.parametrize("pattern", ["!", "/", "[", "\\\\", ""])
def test_any_pattern_to_ignore_is_taken_or_is_a_problem(tmp_path: Path, pattern: str) -> None:
    from litnotes_index.discover import Finder

    (tmp_path / "p.txt").touch()
    settings = loaded(tmp_path, f'ignore = ["{pattern}"]')
    files = [f.path for f in Finder(tmp_path, settings, leave_out=tmp_path / "x").papers()]
    assert files == [str(tmp_path / "p.txt")]


def test_a_library_in_the_users_file_serves_every_root(tmp_path: Path) -> None:
    folder = write_user(
        'papers = ["mine"]\ncitation = "link"\n[completion]\nlimit = 5\nprose = "off"\n'
    )
    settings = loaded(tmp_path, "[completion]\nlimit = 9\n")
    assert settings.papers == (folder / "mine", tmp_path)
    assert settings.notes == (tmp_path,)
    assert settings.config.citation == "link"
    assert (settings.config.completion.limit, settings.config.completion.prose) == (9, "off")


def test_a_note_outside_any_root_has_the_users_library_alone() -> None:
    assert (user_only().config, user_only().papers, user_only().notes) == (Config(), (), ())
    folder = write_user('papers = ["mine"]\n')
    assert (user_only().papers, user_only().notes) == ((folder / "mine",), ())


def test_a_style_of_ones_own_stands_beside_the_file_that_names_it(tmp_path: Path) -> None:
    def style(text: str, editor: Mapping[str, Any] | None = None) -> str:
        return loaded(tmp_path, text, editor).config.references.style

    assert (style(""), style('[references]\nstyle = "ieee"')) == ("apa", "ieee")
    assert style('[references]\nstyle = "my/own.csl"') == str(tmp_path / "my" / "own.csl")
    assert style("", {"references": {"style": "own.csl"}}) == str(tmp_path / "own.csl")
    folder = write_user('[references]\nstyle = "users.csl"\nheading = "Literatur"\n')
    assert style("") == user_only().config.references.style == str(folder / "users.csl")
    assert style('[references]\nstyle = "ieee"') == "ieee"


def test_a_problem_in_the_users_file_names_it(tmp_path: Path) -> None:
    write_user("x = 1")
    (problem,) = load(tmp_path).problems
    assert problem.path == os.fspath(user_file())


def test_the_editors_settings_are_the_last_word(tmp_path: Path) -> None:
    editor = {"citation": "wikilink", "papers": ["e"], "completion": {"prose": "always"}}
    settings = loaded(
        tmp_path, 'citation = "link"\npapers = ["p"]\n[completion]\nlimit = 9\n', editor
    )
    assert settings.config.citation == "wikilink"
    assert settings.papers == (tmp_path / "e",)
    assert (settings.config.completion.limit, settings.config.completion.prose) == (9, "always")


def test_a_problem_in_the_editors_settings(tmp_path: Path) -> None:
    settings = load(tmp_path, {"completion": {"limit": 99, "prose": "off"}, "citations": 1})
    assert {(p.path, p.message.split(";")[0]) for p in settings.problems} == {
        ("editor settings", "'completion.limit': input should be less than or equal to 50, got 99"),
        ("editor settings", "unknown key 'citations'"),
    }
    assert settings.config.completion.prose == "off"


def test_every_key_is_described() -> None:
    tables = (keys.Completion, keys.Features, keys.Literature, keys.References)
    found = [key for table in tables for key in fields(table)]
    inner = {table.__name__.lower() for table in tables}
    found += [key for key in fields(Config) if key.name not in inner]
    assert all(key.metadata["description"] for key in found)


def test_pydantic_is_loaded_only_where_there_is_something_to_check() -> None:
    """It takes a tenth of a second, for which whoever opens a note would wait."""
    program = (
        "import sys; from pathlib import Path; from litnotes_index.config import load\n"
        "print('pydantic' in sys.modules, load(Path('/nowhere'), {}).problems)\n"
        "print(load(Path('/nowhere'), {'citation': 'link'}).config.citation)\n"
        "print('pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().split("\n")[:3] == ["False ()", "link", "True"]
