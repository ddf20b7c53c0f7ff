"""How fast litnotes is, beside what it could be at best: a table, and JSON.

python -m tests.bench.speed [--papers 10000 …] [--notes 1000 …] [--only keystrokes …] [--json FILE]
"""

import argparse
import sys
import tempfile
from pathlib import Path

import orjson

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.speed import keystrokes, notes
from bench.speed.measure import HEAD, Figure
from bench.speed.site import Site

SUBJECTS = {"keystrokes": keystrokes, "notes": notes}


def main() -> int:
    """Run the bench; return 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speed", description=__doc__)
    parser.add_argument("--papers", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--notes", type=int, nargs="+", default=[1_000, 20_000])
    parser.add_argument("--only", choices=SUBJECTS, nargs="+", default=list(SUBJECTS))
    parser.add_argument("--folder", type=Path, help="where libraries are kept between runs")
    parser.add_argument("--json", type=Path, help="where the figures go as JSON, too")
    given = parser.parse_args()
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
    return 0


if __name__ == "__main__":
    sys.exit(main())
