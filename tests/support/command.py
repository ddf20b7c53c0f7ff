"""The `litnotes` command in the process of a test."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from litnotes_index.cli import main


@dataclass(frozen=True, slots=True)
class Ran:
    """How a call ended, and what it printed."""

    code: object
    out: str
    err: str

    @property
    def json(self) -> Any:
        return cast("object", json.loads(self.out))


Run = Callable[..., Ran]


def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs the command."""

    def call(*arguments: str | Path) -> Ran:
        try:
            code: object = main([*map(str, arguments)])
        except SystemExit as ended:
            code = ended.code
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Ran(code, out, err)

    return call
