"""Waiting for a state, and not for a time."""

import time
from collections.abc import Callable


def wait_until(reached: Callable[[], object], seconds: float = 30) -> None:
    """Wait for a state that must come within so many seconds."""
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, "it was never reached"
        time.sleep(0.01)
