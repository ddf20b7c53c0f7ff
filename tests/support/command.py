"""The `litnotes` command in the process of a test, and what it is called on."""

import io
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from litnotes_index.cli import main

LONG = (
    "A Rather Long Title about the Many Ways in Which Long Titles Are Broken over Lines by Programs"
)
TITLES = ("Attention Is All You Need", "Learning to Weave Baskets", "Introduction", LONG)


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


def write_notes(root: Path, notes: Mapping[str, str]) -> Path:
    """Return a folder, in which there are these notes now."""
    for name, text in notes.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def runner(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs the command."""

    def call(*arguments: str | Path, stdin: str | None = None) -> Ran:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        try:
            code: object = main([*map(str, arguments)])
        except SystemExit as ended:
            code = ended.code
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Ran(code, out, err)

    return call


def check_refused(ran: Ran, code: int, begins: str) -> None:
    """Assert that a call ended with a code and one line, which begins so, and nothing else."""
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(begins)
    assert ran.err.count("\n") == 1
