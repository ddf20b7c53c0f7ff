"""Saved pages of daily papers."""

from litnotes_index.readers.pages.reader import FORMAT, read, sniff

__all__ = ["FORMAT", "read", "sniff"]
