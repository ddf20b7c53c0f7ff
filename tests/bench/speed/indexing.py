"""What reading costs: a library from nothing, one that has not changed, and one changed entry."""

import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import tantivy

from bench.speed.corpus import Corpus, json_record, write_bibtex, write_json_lines
from bench.speed.keystrokes import warm
from bench.speed.measure import Figure, median, seconds
from bench.speed.site import Site
from litnotes_index import readers
from litnotes_index.engine import document
from litnotes_index.model import Entry
from litnotes_index.papers.placed import placed
from litnotes_index.papers.schema import build_schema, entry_fields, register_analyzers, schema
from litnotes_index.watch import QUIET_SECONDS
from support.client import SERVER, Client

_COLD = 50_000
_BIBTEX = 10_000
_ROUNDS = 3
_HEAP = 200_000_000
_EDITS = 7
# Who asks for it hears when the server knows more.
_CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "experimental": {"litnotesStatus": True},
}
COMMAND = [sys.executable, "-m", "litnotes_index"]


def run(site: Site) -> Iterator[Figure]:
    """Yield the figures of one library."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _cold(folder, min(site.papers, _COLD))
        yield from _bibtex(folder)
        yield from _unchanged(site)
        yield _changed(folder, 60, 4.0)
        yield _changed(folder, 10_000, 1.5)


def _command(root: Path, index_dir: Path) -> None:
    where = ["--root", str(root), "--index-dir", str(index_dir)]
    subprocess.run([*COMMAND, "index", "--json", *where], check=True, stdout=subprocess.DEVNULL)


def _cold(folder: Path, count: int) -> Iterator[Figure]:
    """Yield how fast the command indexes, beside a loop that only adds the same fields."""
    root = folder / "cold"
    write_json_lines(Corpus().records(count), root, files=10, each=count // 10)
    ours: list[float] = []
    bare: list[float] = []
    fields = _fields(root)
    for number in range(_ROUNDS):
        index_dir = folder / f"cold-index-{number}"
        ours.append(len(fields) / seconds(partial(_command, root, index_dir)))
        bare.append(len(fields) / _added(fields, folder / f"bare-{number}"))
    beside = "a bare loop that adds the same fields with as many threads"
    what = "`litnotes index`, cold, JSON lines"
    yield Figure(what, count, max(ours), beside, max(bare), "entries/s", 0.8)


def _fields(root: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for path in sorted(root.iterdir()):
        format_name = readers.sniff(path) or ""
        items = readers.read(path, format_name)
        entries = (item for item in items if isinstance(item, Entry))
        found += [entry_fields(placed(one, str(path), format_name), 1) for one in entries]
    return found


def _added(fields: list[dict[str, object]], folder: Path) -> float:
    folder.mkdir()
    index = tantivy.Index(build_schema(), str(folder))
    register_analyzers(index)

    def add() -> None:
        writer = index.writer(_HEAP, 1)
        for one in fields:
            writer.add_document(document(schema(), one))
        writer.commit()
        writer.wait_merging_threads()

    return seconds(add)


def _bibtex(folder: Path) -> Iterator[Figure]:
    """Yield how fast BibTeX is indexed, beside what other libraries take to parse it."""
    root = folder / "bibtex"
    path = root / "library.bib"
    write_bibtex(Corpus().records(_BIBTEX), path)
    took = seconds(lambda: _command(root, folder / "bibtex-index"))
    if importlib.util.find_spec("pybtex") is None:
        return
    code = "import sys; from pybtex.database import parse_file; parse_file(sys.argv[1])"
    parsed = seconds(lambda: subprocess.run([sys.executable, "-c", code, str(path)], check=True))
    beside = "pybtex, which only parses it"
    ours, theirs = _BIBTEX / took, _BIBTEX / parsed
    yield Figure("`litnotes index`, cold, BibTeX", _BIBTEX, ours, beside, theirs, "entries/s", 0.8)


def _unchanged(site: Site) -> Iterator[Figure]:
    """Yield what it takes to see that nothing has changed."""
    ours = median(lambda: _command(site.root, site.index_dir), _ROUNDS)
    walk = ["find", str(site.root), "-printf", "%T@ %s"]
    found = median(lambda: subprocess.run(walk, check=True, stdout=subprocess.DEVNULL), _ROUNDS)
    what = "`litnotes index`, nothing changed"
    yield Figure(
        what, site.papers, ours * 1000, "`find` of the same tree", found * 1000, "ms", None
    )
    yield Figure(what, site.papers, ours * 1000, "a second", 1000.0, "ms", 1.0)


def _changed(folder: Path, entries: int, reach: float) -> Figure:
    """Return how long an entry that is changed on disk takes to be completed in the editor."""
    root = folder / f"changed-{entries}"
    root.mkdir()
    records = [json_record(one) for one in islice(Corpus(7).records(entries), entries)]
    dump = root / "papers.jsonl"

    def write() -> None:
        fresh = root / "papers.tmp"
        fresh.write_text("".join(json.dumps(one) + "\n" for one in records))
        fresh.replace(dump)

    write()
    index_dir = folder / f"changed-{entries}-index"
    cold = seconds(lambda: _command(root, index_dir))
    times: list[float] = []
    env = {"LITNOTES_INDEX_DIR": str(index_dir)}
    with Client(SERVER, capabilities=_CAPABILITIES, env=env) as client:
        client.initialize(root)
        warm(client, root)
        uri = (root / "note.md").as_uri()
        client.open(uri, "")
        for number in range(_EDITS):
            nickname = f"Zyxq{'abcdefg'[number]}"
            records[entries // 2]["title"] = f"{nickname}: a title that has been changed"
            write()
            start = time.perf_counter()
            end = len(client.text(uri))
            client.edit(uri, 0, end, f"[[{nickname}")
            # Not asked again and again: that would take the processor time that is measured.
            while not _offers(client, uri, nickname):
                client.wait_for("litnotes/status")
            times.append(time.perf_counter() - start - QUIET_SECONDS)
    ours = sorted(times)[len(times) // 2] * 1000
    what = "an entry changed on disk → completed, after the debounce"
    if entries <= 100:
        one = _one_document(folder, records[0])
        return Figure(what, entries, ours, "delete, add, commit of one", one * 1000, "ms", reach)
    return Figure(what, entries, ours, "the file's cold time", cold * 1000, "ms", reach)


def _offers(client: Client, uri: str, nickname: str) -> bool:
    items = client.complete(uri, len(client.text(uri)))
    return any(item["label"].startswith(nickname) for item in items)


def _one_document(folder: Path, record: dict[str, object]) -> float:
    path = folder / "one.jsonl"
    path.write_text(json.dumps(record) + "\n")
    format_name = readers.sniff(path) or ""
    [entry] = (item for item in readers.read(path, format_name) if isinstance(item, Entry))
    fields = entry_fields(placed(entry, str(path), format_name), 1)
    place = folder / "one-index"
    place.mkdir()
    index = tantivy.Index(build_schema(), str(place))
    register_analyzers(index)
    writer = index.writer(30_000_000, 1)

    def replace() -> None:
        writer.delete_documents_by_term("path", str(path))
        writer.add_document(document(schema(), fields))
        writer.commit()
        index.reload()

    replace()
    return median(replace, _EDITS)
