"""`python -m litnotes_index` is `litnotes`."""

import sys

from litnotes_index.cli import main

if __name__ == "__main__":
    sys.exit(main())
