"""How fast each reader is, beside the search engine's bare loop over the same entries.

    python tests/bench/readers.py ../shared/data/corpus [--entries 4000] [--only NAME]

Writes the records of the corpus (JSON lines, packed or not) in each form that is streamed, reads
each with its reader, and adds the entries that it gave to the engine, with the documents made
beforehand; in turns, the best of some rounds of each, so that what else the machine does harms
both alike. A ratio above 1 says that the reader is the faster half: by the clock, where the engine
has two threads and the reader one, and by the time of processors, which a busy machine shows best.
"""

import argparse
import gc
import gzip
import os
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

import orjson
import tantivy

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.forms import FORMS, MEMBER, PACKINGS, Record, papers
from litnotes_index import readers
from litnotes_index.engine import document
from litnotes_index.model import Entry
from litnotes_index.papers.placed import placed
from litnotes_index.papers.schema import build_schema, entry_fields, register_analyzers, schema

ROUNDS = 3
Seconds = tuple[float, float]  # by the clock, and of processors


def main() -> int:
    """Print a line for each form; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=4000)
    parser.add_argument("--only", default="", help="the forms whose names have this in them")
    given = parser.parse_args()
    records = papers(corpus(given.folder, given.entries))
    print(f"| form | read as | entries of {len(records):,} | read | add and commit | ratio | CPU |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        for form, write in FORMS.items():
            if given.only in form:
                path = Path(name) / form
                path.write_text(write(records), encoding="utf-8")
                print(row(form, path))
        for ending, pack in PACKINGS.items():
            form = f"generic.jsonl{ending}"
            if given.only in form:
                path = Path(name) / form
                path.write_bytes(pack(FORMS["generic.jsonl"](records).encode()))
                print(row(form, path / MEMBER if ending == ".zip" else path))
    return 0


def corpus(folder: Path, most: int) -> list[Record]:
    """Return records of every file of a folder, as many of each as there is room for."""
    files = sorted(folder.glob("*.jsonl.gz"))
    found: list[Record] = []
    for path in files:
        with gzip.open(path, "rb") as lines:
            found += map(orjson.loads, islice(lines, most // len(files)))
    return found


def row(form: str, path: Path) -> str:
    """Return the row of a file: what it is read as, and how fast beside the engine."""
    format_name = readers.sniff(path)
    if format_name is None:
        return f"| {form} | no reader | | | | | |"
    entries = [item for item in readers.read(path, format_name) if isinstance(item, Entry)]
    entered = (placed(entry, os.fspath(path), format_name) for entry in entries)
    documents = [document(schema(), entry_fields(one, 1)) for one in entered]
    count = len(entries)
    del entries
    gc.collect()
    gc.freeze()  # what stands here for a round is no matter of the reader's
    read: list[Seconds] = []
    added: list[Seconds] = []
    for _ in range(ROUNDS):
        begun = now()
        sum(1 for _ in readers.read(path, format_name))  # none is kept, as when they are indexed
        read.append(since(begun))
        with tempfile.TemporaryDirectory() as folder:
            added.append(adding(documents, folder))
    (clock, cpu), (bare_clock, bare_cpu) = best(read), best(added)
    return (
        f"| {form} | {format_name} | {count:,} | {count / clock:,.0f}/s"
        f" | {count / bare_clock:,.0f}/s | {bare_clock / clock:.2f} | {bare_cpu / cpu:.2f} |"
    )


def adding(documents: list[tantivy.Document], folder: str) -> Seconds:
    """Return the seconds in which the engine's bare loop adds documents and commits them."""
    engine = tantivy.Index(build_schema(), folder)
    register_analyzers(engine)
    begun = now()
    writer = engine.writer(200_000_000, 2)
    for one in documents:
        writer.add_document(one)
    writer.commit()
    writer.wait_merging_threads()
    return since(begun)


def now() -> Seconds:
    """Return the clock, and the time of processors that this process has had, in seconds."""
    return time.perf_counter(), time.process_time()


def since(begun: Seconds) -> Seconds:
    """Return the seconds of each kind since then."""
    clock, cpu = now()
    return clock - begun[0], cpu - begun[1]


def best(rounds: list[Seconds]) -> Seconds:
    """Return the fewest seconds of each kind."""
    return min(clock for clock, _ in rounds), min(cpu for _, cpu in rounds)


if __name__ == "__main__":
    sys.exit(main())
