"""How fast litnotes is, beside what it could be at best: a table, and JSON.

python -m tests.bench.speed [--papers 10000 …] [--notes 1000 …] [--only keystrokes …] [--json FILE]

2.7 million papers, a whole arXiv, take an hour and ten gigabytes: `--papers 2700000`.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import orjson

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.speed import indexing, keystrokes, notes, starting, writing
from bench.speed.measure import HEAD, Figure
from bench.speed.site import Site

SUBJECTS = {
    "keystrokes": keystrokes,
    "starting": starting,
    "writing": writing,
    "notes": notes,
    "indexing": indexing,
}


def main() -> int:
    """Run the bench; return 1 where something is far too slow, else 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speed", description=__doc__)
    parser.add_argument("--papers", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--notes", type=int, nargs="+", default=[1_000, 20_000])
    parser.add_argument("--only", choices=SUBJECTS, nargs="+", default=list(SUBJECTS))
    parser.add_argument("--folder", type=Path, help="where libraries are kept between runs")
    parser.add_argument("--fail-at", type=float, help="fail where a reach is missed by this factor")
    parser.add_argument("--json", type=Path, help="where the figures go as JSON, too")
    given = parser.parse_args()
    # What is installed has its byte code, whatever is set where this runs.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as scratch:
        figures: list[Figure] = []
        print(HEAD, flush=True)
        for papers in given.papers:
            site = Site(given.folder or Path(scratch), papers, tuple(given.notes))
            site.prepare()
            for name in given.only:
                for figure in SUBJECTS[name].run(site):
                    figures.append(figure)
                    print(figure.row, flush=True)
    if given.json:
        given.json.write_bytes(orjson.dumps([figure.record for figure in figures]))
    if given.fail_at and (missed := [f for f in figures if f.misses(given.fail_at)]):
        print(f"missed by {given.fail_at:g} times or more:", *(f.what for f in missed), sep="\n- ")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
