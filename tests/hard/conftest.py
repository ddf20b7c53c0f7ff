"""Tests that try to break litnotes; they run only with `pytest -m hard tests/hard`.

`LITNOTES_SOAK=N` tries everything N times as often. What was survived is printed as a table at the
end, from which the one in the README is taken.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_SURVIVED = "survived"

Survived = Callable[[str, int, str], None]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    skip = pytest.mark.skip(reason="needs -m hard")
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.hard)
            if "hard" not in (config.getoption("markexpr") or ""):
                item.add_marker(skip)


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test here sees the folders of whoever runs it."""
    with pytest.MonkeyPatch.context() as patched:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            patched.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        patched.delenv("LITNOTES_INDEX_DIR", raising=False)
        yield


@pytest.fixture(scope="session")
def soak() -> int:
    """How many times as often as usual things are to be tried."""
    return int(os.environ.get("LITNOTES_SOAK", "1"))


@pytest.fixture
def survived(request: pytest.FixtureRequest) -> Survived:
    """Take down for the table what was done, how often, and what was so each time."""

    def tell(what: str, times: int, then: str) -> None:
        # Properties of a test reach the process that prints, whichever process it ran in.
        request.node.user_properties.append((_SURVIVED, (what, times, then)))

    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            if name == _SURVIVED:
                what, times, then = value
                counts[what, then] += times
    if counts:
        terminalreporter.section("survived")
        terminalreporter.write_line("| what was done | times | each time |")
        terminalreporter.write_line("|---|---|---|")
        for (what, then), times in counts.items():
            terminalreporter.write_line(f"| {what} | {times:,} | {then} |")
