"""A note of one long paragraph takes time as its length does."""

import time
from collections.abc import Callable

import pytest

from litnotes_index.markdown import parse
from litnotes_index.view import View
from litnotes_server.features.code_action import code_actions
from litnotes_server.features.diagnostics import diagnostics

PIECES = (
    "Neural Scene Flow Prior and [[Dropout]] with *words*; ",
    "[@smith2020; @weaver1999] says so. ",
    "[Dropout](https://arxiv.org/abs/1412.6980) and @weaver199; ",
    "neural scene flow priors meets its critics, or [[neural scene flow priors]]; ",
)


def fastest(ask: Callable[[], object]) -> float:
    """Return what asking takes where nobody else is in the way."""
    times: list[float] = []
    for _ in range(3):
        begun = time.process_time()
        ask()
        times.append(time.process_time() - begun)
    return min(times)


@pytest.mark.parametrize("piece", PIECES)
def test_what_is_asked_of_a_long_paragraph(view: View, piece: str) -> None:
    def seconds(count: int) -> float:
        def ask() -> None:
            note = parse(piece * count)
            diagnostics(view, note)
            for action in code_actions(view, note, (0, len(note.text))):
                action.edits()

        return fastest(ask)

    assert seconds(400) < 3 * seconds(200) + 0.1
