"""`python -m litnotes_server` is `litnotes-server`."""

import sys

from litnotes_server.cli import main

if __name__ == "__main__":
    sys.exit(main())
