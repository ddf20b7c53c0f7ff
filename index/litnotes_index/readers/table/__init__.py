"""Tables of papers, in CSV and its kin."""

from litnotes_index.readers.table.reader import FORMAT, read, sniff

__all__ = ["FORMAT", "read", "sniff"]
