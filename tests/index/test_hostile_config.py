"""A `litnotes.toml` that came with a stranger's folder: each harm is one located problem, soon."""

import os
import sys
import time
from pathlib import Path

import pytest

from litnotes_index.config import Config, load
from support.hostile import HOSTILE, check_seen

DEEP = "it is nested too deeply"


def told(root: Path, text: str) -> list[str]:
    """Return what is said of a file, once it is clear where, and that it did not take long."""
    (root / "litnotes.toml").write_text(text, encoding="utf-8", newline="")
    begin = time.process_time()
    problems = load(root).problems
    assert time.process_time() - begin < 5
    for problem in problems:
        assert problem.path == str(root / "litnotes.toml")
        assert 1 <= problem.line <= text.count("\n") + 1
        check_seen(problem.message)
        assert len(problem.message) < 1000
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 30_000,
        "a = " + "{a=" * 20_000,
        "papers = " + "[" * 5000 + "]" * 5000,
        "a" + ".a" * 30_000 + " = 1",
        "[a" + " . a" * 10_000 + "]",
        '"a"' + '."a"' * 10_000 + " = 1",
        "x = {'a'" + ".'a'" * 10_000 + " = 1}",
    ],
)
def test_deep(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == [DEEP]


def test_a_path_with_many_dots_is_not_deep(tmp_path: Path) -> None:
    assert told(tmp_path, "papers = [" + '"../a.b.c/d.bib", ' * 200 + "]") == []


@pytest.mark.parametrize(
    "text",
    [
        "completion.limit = " + "9" * 10_000,
        "".join(f"k{number} = 1\n" for number in range(6000)),
        "[completion]\n" + "".join(f"k{number} = 1\n" for number in range(6000)),
        "papers = [" + "1," * 20_000 + "]",
        "[" + " " * 60_000,
        "a " * 30_000 + "\nb = 1",
        " " * 60_000 + "= 1",
        "[a]\n" * 15_000,
        "[[a]]\n" * 10_000,
        "[[papers]]\n" * 5_000,
        '"' * 60_000,
        'citation = "' + "{key}" * 10_000 + '{"',
        'citation = "' + "x" * 60_000 + '"',
        'ignore = ["' + "[a-z]*" * 9000 + '", "\\\\"]',
        "\x00" * 1000,
        "x" * 100_000,
    ],
)
def test_much(tmp_path: Path, text: str) -> None:
    assert 1 <= len(told(tmp_path, text)) <= 21


def test_of_very_many_problems_the_first_are_told(tmp_path: Path) -> None:
    said = told(tmp_path, "".join(f"k{number} = 1\n" for number in range(1000)) + "notes = ['n']")
    assert said[-1] == "there are 980 more problems"
    assert load(tmp_path).notes == (tmp_path / "n",)


@pytest.mark.parametrize("path", ["a\\u0000b", "~\\u0000"])
@pytest.mark.parametrize("key", ["papers", "notes"])
def test_paths_that_no_file_has(tmp_path: Path, key: str, path: str) -> None:
    assert len(told(tmp_path, f'{key} = ["fine", "{path}"]')) == 1
    assert len(load(tmp_path, {key: ["\ud800"]}).problems) == 2


@pytest.mark.parametrize(
    "template",
    [
        "{key.__class__}",
        "{key.__init__.__globals__}",
        "{key[0]}",
        "{0}",
        "{}",
        "{title:>999999999}",
        "{title!r}",
        "{title:{key}}",
        "{title:{key.__class__}}",
        "{key} {paper}",
        "{key",
        "key}",
        "${key.upper()}",
    ],
)
def test_a_template_runs_nothing(tmp_path: Path, template: str) -> None:
    (said,) = told(tmp_path, f"citation = '{template}'")
    assert said.startswith("'citation': must be 'title', 'wikilink', 'pandoc', 'link', or a templ")
    assert load(tmp_path).config == Config()


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_told_is_one_line(tmp_path: Path, text: str) -> None:
    quoted = "".join(c if c.isalnum() else f"\\U{ord(c):08x}" for c in text[:900] if c < "\ud800")
    assert len(told(tmp_path, f'"{quoted}" = 1\ncitation = "{quoted}"\npapers = "{quoted}"')) == 3


def test_settings_of_the_editor_stay_as_they_are(tmp_path: Path) -> None:
    editor = {"completion": {"limit": 99, "prose": "off"}}
    for _ in range(2):
        assert len(load(tmp_path, editor).problems) == 1
    assert editor == {"completion": {"limit": 99, "prose": "off"}}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files there")
def test_pipes_and_devices_are_not_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "litnotes.toml"
    os.mkfifo(file)
    assert load(tmp_path).problems == ()
    file.unlink()
    file.symlink_to("/dev/zero")
    (problem,) = load(tmp_path).problems
    assert problem.message == "cannot be read: it is longer than 64 KB"
    file.unlink()
    file.symlink_to("litnotes.toml")
    (problem,) = load(tmp_path).problems
    assert problem.message == "cannot be read: Too many levels of symbolic links"
