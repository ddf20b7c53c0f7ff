"""The extension's settings are those of `litnotes.toml`."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

EXTENSION = Path(__file__).parents[3] / "editors" / "vscode"


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("settings", EXTENSION / "scripts" / "settings.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_package_json_holds_the_generated_settings(generator: ModuleType) -> None:
    manifest = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
    assert manifest == generator.updated(manifest), "run editors/vscode/scripts/settings.py"


def test_each_setting_says_what_it_is_for(generator: ModuleType) -> None:
    for name, setting in generator.settings().items():
        assert len(setting["markdownDescription"]) > 60, name
        assert "type" in setting, name


def test_every_setting_is_in_the_readme(generator: ModuleType) -> None:
    readme = (EXTENSION / "README.md").read_text(encoding="utf-8")
    for name, setting in generator.settings().items():
        assert f"| `{name}` | `{json.dumps(setting['default'])}` |" in readme, name


def test_the_lock_file_names_no_address() -> None:
    assert "resolved" not in (EXTENSION / "package-lock.json").read_text(encoding="utf-8")
