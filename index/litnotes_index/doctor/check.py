"""What one look at something came to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "wrong"]


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it is, and what to do about it.

    `mend` does that, where it is safe without asking, and returns what it did; it raises
    `LitnotesError` or `OSError` where it cannot.
    """

    name: str
    state: State
    message: str
    fix: str | None = None
    mend: Callable[[], str] | None = None
    fixed: bool = False
