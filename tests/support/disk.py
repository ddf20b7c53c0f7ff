"""A small disk of its own for a test: it can be filled, and made one that may only be read."""

import os
import subprocess
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

_KILOBYTE = 1024


class Disk:
    """A disk in memory, mounted where only processes that `enter` begins see it."""

    def __init__(self, place: Path, kilobytes: int) -> None:
        """Mount it; skip the test where that is not allowed."""
        self._place = place
        place.mkdir()
        script = f"mount -t tmpfs -o size={kilobytes}k none '{place}' && echo mounted && exec cat"
        try:
            self._holder = subprocess.Popen(
                ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except FileNotFoundError:
            pytest.skip("there is no unshare here")
        assert self._holder.stdout is not None
        if self._holder.stdout.readline() != b"mounted\n":
            self.__exit__(None, None, None)
            pytest.skip("nothing may be mounted here")
        spaces = ["--user", "--mount", "--preserve-credentials"]
        self.enter = ["nsenter", "--target", str(self._holder.pid), *spaces, "--"]
        """What a command begins with that is to see the disk."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._holder:
            assert self._holder.stdin is not None
            self._holder.stdin.close()

    def path(self, path: Path) -> Path:
        """Return how a path on the disk is reached from outside."""
        return Path(f"/proc/{self._holder.pid}/root{path}")

    def fill(self, free: int = 0) -> None:
        """Fill it, but for so many kilobytes."""
        self.empty()
        with self._filler.open("wb", buffering=0) as filler, suppress(OSError):
            while True:
                filler.write(bytes(_KILOBYTE))
        os.truncate(self._filler, max(0, self._filler.stat().st_size - free * _KILOBYTE))

    def empty(self) -> None:
        """Give the room back."""
        self._filler.unlink(missing_ok=True)

    def allow_writing(self, allowed: bool) -> None:
        """Make it a disk that may be written, or only read."""
        mode = "rw" if allowed else "ro"
        command = [*self.enter, "mount", "-o", f"remount,{mode}", str(self._place)]
        subprocess.run(command, check=True)

    @property
    def _filler(self) -> Path:
        return self.path(self._place / "filler")
