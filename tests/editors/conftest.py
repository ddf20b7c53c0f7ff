"""Tests in the real editor run only when asked for.

That is: with `pytest -m editors`, or where `LITNOTES_REQUIRE_EDITORS=1`.
"""

import os
from pathlib import Path

import pytest

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    asked = "editors" in (config.getoption("markexpr") or "")
    if asked or os.environ.get("LITNOTES_REQUIRE_EDITORS") == "1":
        return
    skip = pytest.mark.skip(reason="needs -m editors")
    for item in items:
        if item.path.is_relative_to(_HERE) and item.get_closest_marker("editors"):
            item.add_marker(skip)
