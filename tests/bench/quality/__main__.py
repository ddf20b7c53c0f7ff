"""Every bench of quality, one table after the other; the seeds are fixed.

python -m tests.bench.quality ../shared/data
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.quality import completing, matching, quiet, summaries

# Each takes the folder of the data from the command line.
SUBJECTS = (completing, matching, summaries, quiet)


def main() -> int:
    """Print the tables; return 0."""
    for subject in SUBJECTS:
        print(f"## {(subject.__doc__ or '').splitlines()[0]}\n", flush=True)
        subject.main()
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
