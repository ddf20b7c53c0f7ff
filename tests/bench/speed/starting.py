"""What it takes to be there: the start of a server, and the memory that it has of its own."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from bench.speed.corpus import SEED
from bench.speed.keystrokes import CONSTANT, anonymous_megabytes, keystrokes, warm
from bench.speed.measure import Figure
from bench.speed.site import Site
from support.client import SERVER, Client

_ROUNDS = 7
_TITLES = 60
_SMALLEST = 10_000
_MOST_MEGABYTES = 120.0
_BESIDE = "a bare pygls server's `initialize`"


def run(site: Site) -> Iterator[Figure]:
    """Yield the figures of one library."""
    ours: list[tuple[float, float]] = []
    bare: list[float] = []
    for _ in range(_ROUNDS):
        ours.append(_started(site))
        start = time.perf_counter()
        with Client(CONSTANT) as client:
            client.initialize(site.root)
            bare.append((time.perf_counter() - start) * 1000)
    reference = statistics.median(bare)
    initialized, completed = (statistics.median(side) for side in zip(*ours, strict=True))
    count = site.papers
    yield Figure("spawn → `initialize`", count, initialized, _BESIDE, reference, "ms", 1.15)
    yield Figure("spawn → first completion, warm", count, completed, _BESIDE, reference, "ms", 1.5)
    yield from _memory(site)


def _started(site: Site) -> tuple[float, float]:
    start = time.perf_counter()
    with Client(SERVER, env=site.env) as client:
        client.initialize(site.root)
        initialized = time.perf_counter() - start
        uri = (site.root / "start.md").as_uri()
        client.open(uri, "[[")
        client.type(uri, "a")
        return initialized * 1000, (time.perf_counter() - start) * 1000


def _memory(site: Site) -> Iterator[Figure]:
    if not Path("/proc/self/status").exists():
        return
    if site.papers > _SMALLEST:
        smallest = Site(site.folder, _SMALLEST)
        smallest.prepare()
        what, beside = "memory of the server's own", f"the same at {_SMALLEST:,}"
        ours, reference = _megabytes(site), _megabytes(smallest)
        yield Figure(what, site.papers, ours, beside, reference, "MB", 1.5)
        yield Figure(what, site.papers, ours, "the limit", _MOST_MEGABYTES, "MB", 1.0)


def _megabytes(site: Site) -> float:
    """How much memory a server has of its own once some titles were typed."""
    with Client(SERVER, env=site.env) as client:
        client.initialize(site.root)
        warm(client, site.root)
        for number, title in enumerate(site.titles(_TITLES, SEED + 3)):
            keystrokes(client, site.root, f"memory-{number}", "[[", title.lower())
        return anonymous_megabytes(client.process.pid)
