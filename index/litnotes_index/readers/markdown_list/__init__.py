"""Lists of papers in Markdown."""

from litnotes_index.readers.markdown_list.reader import FORMAT, read, sniff

__all__ = ["FORMAT", "read", "sniff"]
