"""How fast litnotes is on a large notes folder, beside reading the same bytes.

    python tests/bench/notes.py [--notes 10000] [--dumps FOLDER]

Generates notes that cite the papers of the dumps in every way, indexes them cold and once more
with nothing changed, and asks a real server for references. Each figure has its reference from the
same run.
"""

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from litnotes_index import config
from litnotes_index.library import Library
from litnotes_index.model import Paper
from support.client import SERVER, Client

HERE = Path(__file__).parent
SEED = 7
ASKED = 50
WORDS = (
    "we read this twice and found that the argument rests on one figure which nobody has drawn "
    "again since and so the next step is to ask who could while the rest of the week goes into "
    "a table of what each group measured on which day with what care and at what price"
)


def main() -> int:
    """Run the bench; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--dumps", type=Path, default=HERE.parent / "data" / "dumps")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "notes"
        shutil.copytree(given.dumps, root / "dumps")
        rows = run(root, Path(name) / "index", given.notes)
    for row in rows:
        print(row)
    return 0


def run(root: Path, index_dir: Path, count: int) -> list[str]:
    """Return the lines to print."""
    Library(root, config.load(root), index_dir=index_dir).index()
    view = Library(root, config.load(root), index_dir=index_dir).view()
    papers = view.papers.complete("", 10_000)
    size = write_notes(root, papers, count)
    rows = [f"{count:,} notes, {size / 1e6:.1f} MB, citing {len(papers)} papers"]
    reading = timed(lambda: [path.read_bytes() for path in root.glob("*.md")])
    cold = timed(lambda: Library(root, config.load(root), index_dir=index_dir).index())
    walking = timed(lambda: [entry.stat() for entry in os.scandir(root)])
    warm = statistics.median(
        timed(lambda: Library(root, config.load(root), index_dir=index_dir).index())
        for _ in range(5)
    )
    rows.append(row("cold index", cold, "reading the same bytes", reading))
    rows.append(row("warm, nothing changed", warm, "stat of each file", walking))
    env = {"LITNOTES_INDEX_DIR": str(index_dir)}
    with Client(SERVER, env=env) as client:
        rows += asked(client, root, papers)
    return rows


def row(what: str, ours: float, beside: str, reference: float) -> str:
    """Return a figure in seconds with its reference."""
    return f"{what} {ours:.2f} s; {beside} {reference:.3f} s; ratio {ours / reference:.0f}"


def asked(client: Client, root: Path, papers: list[Paper]) -> list[str]:
    """Ask a server for references; return what they cost, beside a request that finds nothing."""
    start = time.perf_counter()
    client.initialize(root)
    uri = (root / "asked.md").as_uri()
    client.open(uri, "".join(f"[@{paper.key}]\n\n" for paper in papers[:ASKED]) + "nothing here\n")
    # Work is done in its order: this is answered once all is up to date.
    client.request("workspace/executeCommand", {"command": "litnotes.status", "arguments": []})
    ready = time.perf_counter() - start
    times: list[float] = []
    found: list[int] = []
    context = {"context": {"includeDeclaration": True}}
    for paper in papers[:ASKED]:
        place = client.text(uri).index(f"@{paper.key}") + 2
        answer, milliseconds = request(client, {**client.at(uri, place), **context})
        times.append(milliseconds)
        found.append(len(answer))
    nothing = client.text(uri).index("nothing") + 2
    empty = [request(client, {**client.at(uri, nothing), **context})[1] for _ in range(ASKED)]
    memory = anonymous_megabytes(client.process.pid)
    median, empty_median = statistics.median(times), statistics.median(empty)
    return [
        f"server started and up to date after {ready:.2f} s, anonymous memory {memory:.0f} MB",
        f"references: {median:.1f} ms for {statistics.median(found):.0f} citations (medians)",
        f"references where there are none: {empty_median:.1f} ms",
    ]


def request(client: Client, params: dict[str, Any]) -> tuple[list[Any], float]:
    """Return the references, and the milliseconds they took."""
    start = time.perf_counter()
    answer = client.request("textDocument/references", params)
    return answer or [], (time.perf_counter() - start) * 1000


def timed(work: Any) -> float:
    """Return how many seconds some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def anonymous_megabytes(process: int) -> float:
    """Return the anonymous memory of a process; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1000


def write_notes(root: Path, papers: list[Paper], count: int) -> int:
    """Write notes that cite papers in every way; return their size in bytes."""
    chance = random.Random(SEED)
    size = 0
    for number in range(count):
        cited = chance.sample(papers, 4)
        forms = [f"[[{cited[0].key}]]", f"[@{cited[1].key}, p. 3]", cited[2].title]
        forms.append(f"- [{cited[3].title}](https://example.org/{number})")
        paragraphs = [f"---\ntags: [a, b]\n---\n# Note {number}\n"]
        for form in forms:
            words = " ".join(chance.choices(WORDS.split(), k=60))
            paragraphs.append(f"{form}\n" if form.startswith("- ") else f"{words} {form} and so.\n")
        text = "\n".join(paragraphs)
        path = root / f"note-{number:05}.md"
        path.write_text(text, encoding="utf-8")
        size += len(text.encode())
    return size


if __name__ == "__main__":
    sys.exit(main())
