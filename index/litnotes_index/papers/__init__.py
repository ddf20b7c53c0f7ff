"""The papers index: which entries are there, in which dumps, and which of them are one paper.

One Tantivy document per entry, one per source file (the manifest), one for the index as a whole;
entries are merged into papers when they are read.
"""

from litnotes_index.papers.search import PaperSearch
from litnotes_index.papers.store import Batch, IndexState, PapersIndex, Snapshot

__all__ = ["Batch", "IndexState", "PaperSearch", "PapersIndex", "Snapshot"]
