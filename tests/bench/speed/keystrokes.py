"""What a letter costs: the way of a keystroke through the real server, and what it is made of.

Titles are typed letter by letter, into `[[`, into prose and with a typo; each letter is one
`didChange` and one completion of 20 items. A server that answers a constant list of the same size
is typed into in turn.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from bench.speed.corpus import SEED
from bench.speed.measure import Figure, quantile
from bench.speed.site import Site
from support.client import SERVER, Client

CONSTANT = [sys.executable, str(Path(__file__).parents[1] / "constant_server.py")]
_TITLES = 45
_ENGINE_TITLES = 12
_SCANNED_TITLES = 2
_WAYS = ("[[", "prose", "typo")
_LENGTHS = ((1, 1), (2, 2), (3, 3), (4, 8), (9, 16), (17, 400))
_REACH_P50 = 1.5
_REACH_P99 = {100_000: 3.0, 1_000_000: 6.0}
_CONSTANT = "a server with a constant list"
_SHORTEST_TYPO = 5
_SMALL = 10_000


def run(site: Site) -> Iterator[Figure]:
    """Yield the figures of one library."""
    yield from _served(site)
    yield from _engine(site)


def _served(site: Site) -> Iterator[Figure]:
    times: dict[str, list[tuple[str, int, float]]] = {"ours": [], "constant": []}
    with Client(SERVER, env=site.env) as ours, Client(CONSTANT) as constant:
        for client in (ours, constant):
            client.initialize(site.root)
        warm(ours, site.root)
        for number, title in enumerate(site.titles(_TITLES)):
            way = _WAYS[number % len(_WAYS)]
            typed = misspelt(title.lower()) if way == "typo" else title.lower()
            for name, client in (("ours", ours), ("constant", constant)):
                lead = "As is said in " if way == "prose" else "[["
                took = keystrokes(client, site.root, f"{name}-{number}", lead, typed)
                times[name] += [(way, length, ms) for length, ms in enumerate(took, 1)]
        rows = times["ours"], times["constant"]
        p99 = next((r for n, r in sorted(_REACH_P99.items()) if site.papers <= n), None)
        for share, label, reach in ((0.5, "p50", _REACH_P50), (0.99, "p99", p99)):
            yield _figure(f"keystroke, {label}", site, rows, share, reach)
        for way in _WAYS:
            some = tuple([row for row in side if row[0] == way] for side in rows)
            for share, label in ((0.5, "p50"), (0.99, "p99")):
                yield _figure(f"keystroke in {way}, {label}", site, some, share, None)
        for first, last in _LENGTHS:
            some = tuple([r for r in side if first <= r[1] <= last] for side in rows)
            letters = f"letter {first}" if first == last else f"letters {first}–{last}"
            for share, label in ((0.5, "p50"), (0.99, "p99")):
                yield _figure(f"keystroke, {letters}, {label}", site, some, share, None)
        yield from _while_indexing(ours, site)


def _figure(
    what: str,
    site: Site,
    sides: Sequence[Sequence[tuple[str, int, float]]],
    share: float,
    reach: float | None,
) -> Figure:
    ours, constant = (quantile((ms for _, _, ms in side), share) for side in sides)
    return Figure(what, site.papers, ours, _CONSTANT, constant, "ms", reach)


def _while_indexing(client: Client, site: Site) -> Iterator[Figure]:
    """Yield what a keystroke costs while another process indexes."""
    titles = site.titles(_TITLES // 3, SEED + 1)

    def typed(name: str) -> list[float]:
        return [
            ms
            for number, title in enumerate(titles)
            for ms in keystrokes(client, site.root, f"{name}-{number}", "[[", title.lower())
        ]

    idle = typed("idle")
    scratch = site.folder / "elsewhere-index"
    command = [sys.executable, "-m", "litnotes_index", "index", "--rebuild"]
    command += ["--root", str(site.root), "--index-dir", str(scratch)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as busy:
        while not list(scratch.glob("*/papers/*.store")) and busy.poll() is None:
            time.sleep(0.05)  # until it is at work
        loaded = typed("busy")
        was_busy = busy.poll() is None
        busy.kill()
    shutil.rmtree(scratch, ignore_errors=True)
    if was_busy:
        for share, label, reach in ((0.5, "p50", None), (0.99, "p99", 2.5)):
            beside = "the same, idle"
            now, before = quantile(loaded, share), quantile(idle, share)
            what = f"keystroke while another process indexes, {label}"
            yield Figure(what, site.papers, now, beside, before, "ms", reach)


def _engine(site: Site) -> Iterator[Figure]:
    """Yield what finding alone costs, in the processor time of its thread."""
    papers = site.library().view().papers
    titles = [title.lower() for title in site.titles(_ENGINE_TITLES, SEED + 2)]
    prefixes = [title[:length] for title in titles for length in range(1, len(title) + 1)]
    ours = _timed(lambda typed: papers.complete(typed, 20), prefixes)
    every: list[str] = []
    for path in site.dumps:
        with path.open("rb") as dump:
            every += [
                line.partition(b'"title":"')[2].partition(b'","')[0].decode() for line in dump
            ]
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(title, prefix='1 2 3')")
    database.executemany("INSERT INTO t VALUES (?)", ((title,) for title in every))

    def ranked(typed: str) -> object:
        words = [word for word in "".join(c if c.isalnum() else " " for c in typed).split() if word]
        asked = " ".join(f'"{word}"' for word in words) + "*"
        wanted = "SELECT title FROM t WHERE t MATCH ? ORDER BY rank LIMIT 20"
        return database.execute(wanted, (asked,)).fetchall() if words else []

    fts5 = _timed(ranked, prefixes[:: max(1, len(prefixes) // 200)])
    database.close()
    few = [title[: len(title) // 2] for title in titles[:_SCANNED_TITLES]]
    scanned = _timed(lambda typed: process.extract(typed, every, scorer=fuzz.WRatio, limit=20), few)
    # In a small library whatever looks at all of it is quick, too.
    is_large = site.papers > _SMALL
    for beside, theirs, reach in (
        ("SQLite FTS5 ordered by rank", quantile(fts5, 0.5), 1 / 20),
        ("rapidfuzz's WRatio over all titles", quantile(scanned, 0.5), 1 / 100),
    ):
        wanted = reach if is_large else None
        what = "finding alone, p50, in processor time"
        yield Figure(what, site.papers, quantile(ours, 0.5), beside, theirs, "ms", wanted)


def _timed(work: Callable[[str], object], asked: Sequence[str]) -> list[float]:
    times: list[float] = []
    for typed in asked:
        start = time.thread_time()
        work(typed)
        times.append((time.thread_time() - start) * 1000)
    return times


def warm(client: Client, root: Path) -> None:
    """Wait until a server has its index open, and has answered once."""
    uri = (root / "warm.md").as_uri()
    client.open(uri, "[[")
    deadline = time.monotonic() + 60
    while not client.type(uri, "a") and time.monotonic() < deadline:
        time.sleep(0.05)


def keystrokes(client: Client, root: Path, name: str, lead: str, typed: str) -> list[float]:
    """Return the milliseconds of each letter, typed into a note of its own."""
    uri = (root / f"{name}.md").as_uri()
    client.open(uri, f"# Notes\n\n{lead}")
    times: list[float] = []
    for letter in typed:
        start = time.perf_counter()
        client.type(uri, letter)
        times.append((time.perf_counter() - start) * 1000)
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    return times


def misspelt(title: str) -> str:
    """Return a title with two letters of its first long word the wrong way round."""
    draw = random.Random(title)
    words = title.split()
    for place, word in enumerate(words):
        if len(word) >= _SHORTEST_TYPO and word.isalpha():
            at = draw.randrange(1, len(word) - 2)
            words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            break
    return " ".join(words)


def anonymous_megabytes(process_id: int) -> float:
    """Return how much memory of its own a process has (Linux only)."""
    status = Path(f"/proc/{process_id}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("RssAnon"))
    return int(line.split()[1]) / 1000 if os.name == "posix" else 0.0
