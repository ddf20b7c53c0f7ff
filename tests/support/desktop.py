"""A desktop that opens nothing, and keeps what it was given."""

import os
from pathlib import Path

import pytest


class Desktop:
    """Programs that the environment names, each of which writes its arguments into a file."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self._folder = folder
        self.opener = folder / "xdg-open"
        for name in ("xdg-open", "browser"):
            script = folder / name
            script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >>"{folder}/{name}.txt"\n')
            script.chmod(0o755)
        monkeypatch.setattr("sys.platform", "linux")
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        monkeypatch.setenv("DISPLAY", ":0")
        monkeypatch.setenv("BROWSER", f"{folder}/browser %s")
        # It looks for browsers but once.
        monkeypatch.setattr("webbrowser._tryorder", None)

    def close(self) -> None:
        """Take the desktop away."""
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
            self._patch.delenv(name, raising=False)
        self._patch.setenv("PATH", str(self._folder))

    def opened(self) -> list[str]:
        """What the system was to open, each argument of it."""
        return self._given("xdg-open")

    def browsed(self) -> list[str]:
        """What the browser was to open, likewise."""
        return self._given("browser")

    def _given(self, name: str) -> list[str]:
        told = self._folder / f"{name}.txt"
        return told.read_text().splitlines() if told.exists() else []
