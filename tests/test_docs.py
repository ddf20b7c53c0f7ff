"""What the documentation says is true: every setting, every command, every module; CI, too."""

import re
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from litnotes_index.cli.arguments import parse
from litnotes_index.config import Config

TOP = Path(__file__).parents[1]
README = (TOP / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (TOP / "ARCHITECTURE.md").read_text(encoding="utf-8")


def settings(table: Any, prefix: str = "") -> dict[str, object]:
    """Every key of the configuration with its default."""
    found: dict[str, object] = {}
    for key in fields(table):
        default = getattr(table, key.name)
        if is_dataclass(default):
            found |= settings(default, f"{prefix}{key.name}.")
        else:
            found[prefix + key.name] = default
    return found


def test_every_setting_is_in_the_readme_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `([\w.]+)` \| `([^`]*)` \|", README, re.MULTILINE))
    shown = {name: str(value).replace("'", '"') for name, value in settings(Config()).items()}
    expected = {
        name: f'"{value}"'
        if isinstance(settings(Config())[name], str)
        else value.replace("True", "true")
        for name, value in shown.items()
    }
    assert rows == expected


def test_every_command_is_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--help"])
    commands = set(re.findall(r"^ {4}(\w+) ", capsys.readouterr().out, re.MULTILINE))
    assert commands == set(re.findall(r"^\| `litnotes (\w+)", README, re.MULTILINE))


@pytest.mark.parametrize("package", ["index/litnotes_index", "server/litnotes_server"])
def test_every_module_is_in_the_code_map(package: str) -> None:
    folder = TOP / package
    modules = {path.name for path in folder.glob("*.py") if not path.name.startswith("__")}
    folders = {f"{path.name}/" for path in folder.iterdir() if (path / "__init__.py").exists()}
    for name in modules | folders:
        assert f"| `{name}` |" in ARCHITECTURE, f"{package}/{name} is not in ARCHITECTURE.md"


def jobs() -> dict[str, Any]:
    """What `.github/workflows/ci.yml` runs."""
    workflow = yaml.safe_load((TOP / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    found: dict[str, Any] = workflow["jobs"]
    return found


def lines_run_by(job: Any) -> list[str]:
    steps: list[dict[str, str]] = job["steps"]
    return [line for step in steps for line in step.get("run", "").splitlines()]


@pytest.mark.parametrize("words", ["Try it on the demo dumps", "Install and run the tests"])
def test_the_commands_of_the_readme_run_on_every_system(words: str) -> None:
    command = re.search(rf"{words}.*?^```sh\n(.*?)\n```$", README, re.DOTALL | re.MULTILINE)
    assert command
    assert command[1] in lines_run_by(jobs()["tests"])


def test_the_linters_run_there_too() -> None:
    everything = (TOP / ".ci/run").read_text(encoding="utf-8")
    linters = everything.partition('step "linters')[2].partition("\nstep ")[0].splitlines()[1:]
    commands = [line for line in linters if line and not line.startswith("#")]
    assert len(commands) > 3
    assert set(commands) <= set(lines_run_by(jobs()["linters"]))


def test_every_python_and_system_that_is_promised_is_tested() -> None:
    matrix = jobs()["tests"]["strategy"]["matrix"]
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    python = "Programming Language :: Python :: "
    promised = [c.removeprefix(python) for c in project["classifiers"] if c.startswith(python)]
    assert matrix["python"] == promised
    assert [name.split("-")[0] for name in matrix["system"]] == ["ubuntu", "macos", "windows"]
