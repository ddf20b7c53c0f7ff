"""BibTeX and BibLaTeX."""

from litnotes_index.readers.bibtex.reader import FORMAT, read, sniff

__all__ = ["FORMAT", "read", "sniff"]
