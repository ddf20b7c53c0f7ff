"""The `litnotes` command."""

from litnotes_index.cli.main import main

__all__ = ["main"]
