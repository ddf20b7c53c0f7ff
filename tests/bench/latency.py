"""How fast litnotes is on a folder of dumps, beside a server that answers a constant list.

    python tests/bench/latency.py [FOLDER]      (default: the demo dumps in tests/data/dumps)

Prints a table: entries a second, cold start, and the round trip of a keystroke, each with its
reference from the same run.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import tantivy

sys.path.insert(0, str(Path(__file__).parents[1]))

from litnotes_index import config, readers
from litnotes_index.library import Library
from litnotes_index.model import Entry
from litnotes_index.papers.placed import placed
from litnotes_index.papers.schema import build_schema, entry_document, register_analyzers
from support.client import SERVER, Client

HERE = Path(__file__).parent
CONSTANT = [sys.executable, str(HERE / "constant_server.py")]
ROUNDS = 7
TITLES = 20


def main() -> int:
    """Run the bench; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=HERE.parent / "data" / "dumps")
    dumps = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "notes"
        shutil.copytree(dumps, root)
        entries = read(root)
        rows = [index_row(root, entries, Path(name)), *server_rows(root, entries, Path(name))]
    print(f"{len(entries)} entries in {dumps.name}/, medians of {ROUNDS} rounds\n")
    print("| figure | litnotes | reference | ratio |\n|---|---|---|---|")
    for figure, ours, reference, unit in rows:
        print(
            f"| {figure} | {ours:,.2f} {unit} | {reference:,.2f} {unit} | {ours / reference:.2f} |"
        )
    return 0


def read(root: Path) -> list[Entry]:
    """Return the entries of all dumps."""
    formats = {path: readers.sniff(path) for path in sorted(root.rglob("*")) if path.is_file()}
    found = [item for path, f in formats.items() if f for item in readers.read(path, f)]
    return [item for item in found if isinstance(item, Entry)]


def index_row(root: Path, entries: list[Entry], scratch: Path) -> tuple[str, float, float, str]:
    """Time a whole cold index, and the bare loop that adds the same documents to the engine."""
    ours: list[float] = []
    bare: list[float] = []
    for number in range(ROUNDS):
        library = Library(root, config.load(root), index_dir=scratch / f"index-{number}")
        start = time.perf_counter()
        library.index()
        ours.append(len(entries) / (time.perf_counter() - start))
        folder = scratch / f"bare-{number}"
        folder.mkdir()
        documents = [entry_document(placed(entry, "/dump", "page"), 1) for entry in entries]
        engine = tantivy.Index(build_schema(), str(folder))
        register_analyzers(engine)
        start = time.perf_counter()
        writer = engine.writer(30_000_000, 1)
        for document in documents:
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        bare.append(len(entries) / (time.perf_counter() - start))
    return (
        "`litnotes index`, cold, beside the engine's bare add and commit",
        statistics.median(ours),
        statistics.median(bare),
        "entries/s",
    )


def server_rows(
    root: Path, entries: list[Entry], scratch: Path
) -> list[tuple[str, float, float, str]]:
    """Time the start and every keystroke of both servers, turn by turn."""
    starts: dict[str, list[float]] = {"ours": [], "constant": []}
    strokes: dict[str, list[float]] = {"ours": [], "constant": []}
    wanted = entries[:: max(1, len(entries) // TITLES)]
    titles = [entry.title for entry in wanted]
    env = {"LITNOTES_INDEX_DIR": str(scratch / "index-0")}
    for _ in range(ROUNDS):
        for name, command in (("ours", SERVER), ("constant", CONSTANT)):
            start = time.perf_counter()
            with Client(command, env=env) as client:
                client.initialize(root)
                starts[name].append((time.perf_counter() - start) * 1000)
                strokes[name] += keystrokes(client, root, titles)
    start_ours, start_constant = map(statistics.median, starts.values())
    rows = [("spawn → `initialize`", start_ours, start_constant, "ms")]
    for label, share in (("p50", 0.50), ("p99", 0.99)):
        ours, constant = (quantile(values, share) for values in strokes.values())
        rows.append((f"keystroke (didChange + completion), {label}", ours, constant, "ms"))
    return rows


def keystrokes(client: Client, root: Path, titles: Sequence[str]) -> list[float]:
    """Return the milliseconds of each letter of the titles, typed into `[[` and into prose."""
    times: list[float] = []
    for number, title in enumerate(titles):
        uri = (root / f"note-{number}.md").as_uri()
        client.open(uri, "# Notes\n\n" + ("[[" if number % 2 else "As is said in "))
        for letter in title.lower():
            start = time.perf_counter()
            client.type(uri, letter)
            times.append((time.perf_counter() - start) * 1000)
    return times


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of the values does not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


if __name__ == "__main__":
    sys.exit(main())
