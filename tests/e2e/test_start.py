"""What is loaded before the first completion is answered: nothing that it does not need."""

import subprocess
import sys

_LATER = {
    "litnotes_index.apart",
    "litnotes_index.backlinks",
    "litnotes_index.citations",
    "litnotes_index.match",
    "litnotes_index.readers",
    "litnotes_index.summary",
    "litnotes_index.watch",
    "litnotes_server.features.diagnostics",
    "litnotes_server.requests",
    "pathspec",
    "pydantic",
    "rich",
    "tomllib",
    "watchdog",
    "yaml",
}


def loaded(modules: str) -> set[str]:
    """The modules that are there once these are imported."""
    program = f"import sys; import {modules}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    return set(done.stdout.decode().split())


def test_initialize_is_answered_before_any_of_the_work_is_loaded() -> None:
    ours = {name for name in loaded("litnotes_server.app") if name.startswith("litnotes_")}
    assert ours == {
        "litnotes_index",
        "litnotes_server",
        "litnotes_index.errors",
        *(f"litnotes_server.{name}" for name in ("app", "messages", "parent", "protocol")),
        *(f"litnotes_server.{name}" for name in ("server", "stdio")),
    }


def test_the_first_completion_loads_what_it_needs() -> None:
    parts = ("app", "checker", "completing", "host", "session")
    assert not loaded(", ".join(f"litnotes_server.{name}" for name in parts)) & _LATER
