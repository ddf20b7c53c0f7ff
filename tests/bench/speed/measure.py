"""A figure beside its reference, tables of them, and JSON."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of litnotes, and the same of something else, measured in the same run.

    `size` is how many papers or notes there were; `reach` is the ratio that we want to keep:
    at most, or of what is the better the larger (`entries/s`), at least.
    """

    what: str
    size: int
    ours: float
    beside: str
    reference: float
    unit: str
    reach: float | None = None

    @property
    def ratio(self) -> float:
        """How many times the reference it is."""
        return self.ours / self.reference if self.reference else float("inf")

    @property
    def is_reached(self) -> bool | None:
        """Whether the ratio is as wanted; None where none is."""
        if self.reach is None:
            return None
        return self.ratio >= self.reach if self.is_better_larger else self.ratio <= self.reach

    def misses(self, times: float) -> bool:
        """Return whether the ratio is as many times worse than wanted."""
        if self.reach is None:
            return False
        if self.is_better_larger:
            return self.ratio * times < self.reach
        return self.ratio > self.reach * times

    @property
    def is_better_larger(self) -> bool:
        """Whether more of it is better."""
        return self.unit.endswith("/s")

    @property
    def row(self) -> str:
        """It as a row of the table."""
        sign = "≥" if self.is_better_larger else "≤"
        wanted = "" if self.reach is None else f"{sign} {self.reach:g}"
        mark = {True: "yes", False: "**no**", None: ""}[self.is_reached]
        return (
            f"| {self.what} | {self.size:,} | {_short(self.ours)} {self.unit} | {self.beside}"
            f" | {_short(self.reference)} {self.unit} | {_short(self.ratio)} | {wanted} | {mark} |"
        )

    @property
    def record(self) -> dict[str, object]:
        """It as a value of JSON."""
        return {**asdict(self), "ratio": self.ratio, "reached": self.is_reached}


HEAD = (
    "| figure | papers or notes | litnotes | beside | reference | ratio | reach | reached |\n"
    "|---|---|---|---|---|---|---|---|"
)


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes by the clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(work: Callable[[], object], rounds: int) -> float:
    """Return how long something takes by the clock, the median of some rounds."""
    return statistics.median(seconds(work) for _ in range(rounds))


def quantile(values: Iterable[float], share: float) -> float:
    """Return the value that this share of the values does not exceed."""
    found: Sequence[float] = sorted(values)
    return found[min(len(found) - 1, int(share * len(found)))]


def _short(value: float) -> str:
    """A number with three digits that tell."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
